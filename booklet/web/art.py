"""Pictures of the page: drawings stand in it as SVG, photographs as data.

A drawing is a document of its own. Put into another, its style would reach every word of the page and its ids would
meet other ids, so each drawing's style is held to that drawing and its ids get its name.
"""
import re
from base64 import b64encode
from pathlib import Path

import tinycss2
from markupsafe import Markup, escape

from booklet.cited import NumberedDrawing
from booklet.manuscript import Manuscript

KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_STYLE = re.compile(r"<style[^>]*>(?P<rules>.*?)</style>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>", re.DOTALL)
_OPEN = re.compile(r"<svg\b(?P<attributes>[^>]*)>", re.DOTALL)
_TITLE = re.compile(r"<(?P<name>title|desc)\b[^>]*>.*?</(?P=name)>", re.DOTALL)
_ID = re.compile(r'(?P<lead>\sid=["\'])')  # id="gate"
_USE = re.compile(r'(?P<lead>\b(?:xlink:)?href=["\']#|url\(\s*["\']?#)')  # href="#gate", url(#gate)
_DROPPED = re.compile(r'\s(?:xmlns(?::\w+)?|version|width|height|id|role)=(?:"[^"]*"|\'[^\']*\')')


def drawing_art(drawing: NumberedDrawing, folder: str) -> Markup:
    """A drawn figure as it stands in the page, with its alternative text."""
    file = Path(folder) / drawing.file
    if file.suffix.lower() in KINDS:
        return _photograph(file, drawing.alt)
    attributes, inner = _parts(file.read_text(encoding="utf-8"), f"art-{drawing.number}")
    head = Markup('<svg id="art-{}" role="img"{}><title>{}</title>{}</svg>')
    return head.format(drawing.number, Markup(attributes), drawing.alt, Markup(inner))


def cover_art(manuscript: Manuscript) -> Markup:
    """The cover picture, which tells nothing that the words do not; "" where there is none."""
    if not manuscript.imprint.cover:
        return Markup("")
    file = Path(manuscript.folder) / manuscript.imprint.cover
    if file.suffix.lower() in KINDS:
        return _photograph(file, "")
    attributes, inner = _parts(file.read_text(encoding="utf-8"), "art-0")
    return Markup(
        f'<svg id="art-0" aria-hidden="true" preserveAspectRatio="xMidYMid slice"{attributes}>{inner}</svg>'
    )


def data_url(content: bytes, kind: str) -> str:
    """The content as an address that holds all of it."""
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _photograph(file: Path, alt: str) -> Markup:
    return Markup('<img src="{}" alt="{}">').format(data_url(file.read_bytes(), KINDS[file.suffix.lower()]), alt)


def _parts(svg: str, name: str) -> tuple[str, str]:
    """The attributes of a drawing's outermost element that matter in a page, and all that is inside it."""
    svg = _COMMENT.sub("", svg)
    opened = _OPEN.search(svg)
    inner = _TITLE.sub("", svg[opened.end() : svg.rindex("</svg>")])
    inner = _ID.sub(rf"\g<lead>{name}-", inner)
    inner = _USE.sub(rf"\g<lead>{name}-", inner)
    inner = _STYLE.sub(lambda style: f"<style>{_held(style['rules'], name)}</style>", inner)
    attributes = _DROPPED.sub("", opened["attributes"])
    return attributes, re.sub(r">\s+<", "><", inner).strip()


def _held(rules: str, name: str) -> str:
    """A drawing's style, held to the drawing with that id."""
    held = []
    for rule in tinycss2.parse_stylesheet(rules, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            selectors = tinycss2.serialize(rule.prelude).split(",")
            named = ",".join(f"#{name} {re.sub('#', f'#{name}-', selector.strip())}" for selector in selectors)
            held.append(f"{named}{{{tinycss2.serialize(rule.content).strip()}}}")
    return escape("".join(held)).replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")

"""Tags of HTML in a line of Markdown: what one means is written as Markdown has it; of one that says how words look, the
words stay."""
import html
import re

from tinyhtml5.constants import special_elements

from booklet.core.own_table import own_table, signs_in
from booklet.imports.before_items import is_of_pictures, letters_of
from booklet.imports.brought import Brought
from booklet.imports.literal import start_of_line
from booklet.imports.markdown.code import each, outside_code
from booklet.load.markdown.inline import TAGS

_TABLE = own_table(__file__)
_SIGNS = signs_in(_TABLE)
_BECOMES = [(re.compile(row["tag"], re.IGNORECASE), row["typed"]) for row in _TABLE["becomes"]]
_ALIGNS = re.compile(r"</?(?:div|center)(?![^<>]*\bclass\b)", re.IGNORECASE)  # how words stand, which is nobody's loss
_HTML = {name for _, name in special_elements} | set(TAGS) | set("label ins canvas svg video audio picture q".split())

# <em>, several paragraphs, </em>; <a href="..."><h2>When to call</h2></a>
_SPREAD = outside_code(
    r"(?P<opens><(?P<tag>a(?=\s)|em|strong|b|i|s|del|u|ins|mark|small)\b[^<>]*>)"
    r"(?P<held>(?:(?!</?(?P=tag)\b).){1,5000}?)</(?P=tag)\s*>"
)
_PARAGRAPHS = re.compile(r"</?p\b[^<>]*>", re.IGNORECASE)  # in a caption, of GitBook
_BEGINS = re.compile(r"[ \t]*(?:(?:[-*+>]|[0-9]{1,9}[.)]|#{1,6})[ \t]+)*")  # - , 1. , > , ##
_BLOCK = r"</?(?:p|div|h[1-6]|[uod]l|li|d[td]|section|article|header|center|fig\w+|table|t[rhd]|thead|tbody)\b[^<>]*>"
_PARTED = re.compile(  # blank lines, items, blocks of HTML
    rf"(\n(?:[ \t]*\n)*(?=[ \t]*(?:[-*+>#]|[0-9]{{1,9}}[.)])[ \t])|\n(?:[ \t]*\n)+|\s*{_BLOCK}\s*)", re.IGNORECASE
)


def with_tags_in_blocks(text: str) -> str:
    """The text, where a tag that stands around blocks stands in each of them."""
    return each(_SPREAD, _spread, text)


def _spread(found: re.Match[str]) -> str:
    if not re.search(rf"\n[ \t]*\n|{_BLOCK}", found["held"], re.IGNORECASE):
        return found[0]
    opens, tag, parts = found["opens"], found["tag"], enumerate(_PARTED.split(found["held"]))
    return "".join(part if at % 2 or not part.strip() else _in_tag(part, opens, tag) for at, part in parts)


def _in_tag(part: str, opens: str, tag: str) -> str:
    words = part.rstrip().replace("\n", " ") if tag == "a" else part.rstrip()  # a link is read line by line
    return _BEGINS.sub(lambda begins: begins[0] + opens, words, count=1) + f"</{tag}>"


def without_tags(line: str, brought: Brought) -> str:
    """A line, without what stands in code. What becomes a block of its own has blank lines around it."""
    if "<" not in line:
        return line
    text = _SIGNS["compared"].sub(r"\\<", line)
    if text != line:
        shown = _SIGNS["compared"].split(line)[1][:40]
        brought.tell(f"what looks like a tag, and is none, prints as it stands: {shown}")
    text = _SIGNS["font"].sub(lambda found: _spelled(found, brought), text)
    text = _SIGNS["link"].sub(_link, re.sub(r"</br\s*>", "<br>", text))
    text = _SIGNS["titled"].sub(lambda found: f"\n\n{_titled(found)}\n\n", text)
    for pattern, typed in _BECOMES:
        text = pattern.sub(typed, text)
    text = _SIGNS["film"].sub(lambda found: _film(found, brought), text)
    text = _SIGNS["words"].sub(lambda found: found["opens"] + start_of_line(found["words"]) + found["closes"], text)
    for tags in ("part", "part_ends", "block", "look"):
        for found in _SIGNS[tags].finditer(text):
            if not _ALIGNS.match(found[0]):
                brought.tell(f"the tag <{found['tag'].lower()}> was left out, and the words in it stay")
        text = _SIGNS[tags].sub(("\n\n" if line.startswith("<") else " ") if tags == "block" else "", text)
    text = _SIGNS["no_tag"].sub(lambda found: _typed(found, brought), text)
    return text if text == line else re.sub(r"\n{3,}", "\n\n", text)


def _spelled(found: re.Match[str], brought: Brought) -> str:
    """The letters that mean the same everywhere for those that a font draws as others."""
    font = found["font"].strip()
    return letters_of(html.unescape(found["words"]), font, brought.gone) if is_of_pictures(font) else found[0]


def _film(found: re.Match[str], brought: Brought) -> str:
    """What plays in a page: its address, where it has one."""
    source = _SIGNS["source"].search(found["rest"] or "")
    if found["tag"]:
        what = f"an address now: {source['to'][:80]}" if source else "left out"
        brought.tell(f"what plays or is shown in a page (<{found['tag'].lower()}>) is {what}")
    return f"<{source['to']}>" if source else ""


def _typed(found: re.Match[str], brought: Brought) -> str:
    """What stands between < and > and is no tag: words to fill in, which a browser would swallow."""
    if found["tag"].lower() in _HTML or f"</{found['tag']}" in found.string:
        return found[0]
    brought.tell(f"what looks like a tag, and is none, prints as it stands: {found[0][:40]}")
    return f"\\{found[0]}"


def _link(found: re.Match[str]) -> str:
    address = _SIGNS["address"].search(found["rest"])
    if not address or not found["words"].strip():
        return found["words"]
    to = html.unescape(address["double"] or address["single"] or "").strip()
    return f"[{found['words'].strip()}]({f'<{to}>' if re.search('[ ()]', to) else to})" if to else found["words"]


def _titled(found: re.Match[str]) -> str:
    words, tag = found["words"].strip(), found["tag"].lower()
    if tag == "summary" or not words:
        return f"**{words}**" if words and "**" not in words else words
    return f"Figure: {_PARAGRAPHS.sub(' ', words).strip()}" if tag == "figcaption" else f"{'#' * int(tag[1])} {words}"

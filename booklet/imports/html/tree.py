"""The tree of a page, as browsers read it."""
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import tinyhtml5

from booklet.imports.brought import pieces

_NO_TAG = re.compile(rb"<(?=[A-Za-z][^\s<>/]{0,40}<)")  # 3.5<x<5.0: browsers would swallow all up to the next >

_BOX = re.compile("checkbox checkbox-(?:off|(?P<is_on>on))")  # of Notion, a box without words
_TEXTS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "dt", "summary")  # where a button holds words: a heading that opens

_OPENS = ("aria-controls", "data-bs-target", "data-target")  # what names the part that a click opens
_APART = ("dialog", "alertdialog", "menu", "navigation", "search")


def page_tree(content: bytes) -> Element:
    """The page, with plain names for drawings and formulas too. Its letters are UTF-8 if it names none and they can be."""
    try:
        content.decode()
        likely = "utf-8"
    except UnicodeDecodeError:
        likely = None
    root: Element = tinyhtml5.parse(_NO_TAG.sub(b"&lt;", content), namespace_html_elements=False, likely_encoding=likely)
    open_ = [(root, False)]
    while open_:
        each, is_text = open_.pop()
        if isinstance(each.tag, str):
            each.tag = each.tag.rpartition("}")[2]
        is_text = is_text or each.tag in _TEXTS
        if each.tag == "button" and is_text:
            each.tag = "span"
        if box := _BOX.fullmatch(each.get("class", "")):
            each.tag = "input"
            each.attrib |= {"type": "checkbox"} | ({"checked": ""} if box["is_on"] else {})
        open_ += [(child, is_text) for child in each]
    _show_what_opens(root)
    return root


def shown_pieces(parent: Element) -> Iterator[str | Element]:
    """The texts and elements in an element, without comments."""
    return (piece for piece in pieces(parent) if isinstance(piece, str) or isinstance(piece.tag, str))


def _show_what_opens(root: Element) -> None:
    """Parts that a reader opens with a click are not hidden on paper. Source: WAI-ARIA 1.2, aria-controls."""
    opened = {name.lstrip("#") for each in root.iter() for said in _OPENS for name in each.get(said, "").split()}
    for each in root.iter():
        is_apart = each.get("role") in _APART or "modal" in each.get("class", "").split()
        if not is_apart and (each.get("id") in opened or each.get("role") == "tabpanel"):
            for hiding in ("hidden", "style", "class"):
                each.attrib.pop(hiding, None)

"""Boxes of pages: what the classes of an element call a warning or a note is one, in whatever way that is built."""
import re
from xml.etree.ElementTree import Element

from booklet.core.own_table import own_table
from booklet.core.printed.callouts import kind_of_box
from booklet.imports.brought import HEADING_TAGS, Brought, words

_TABLE = own_table(__file__)
_NAMED: dict[str, str] = _TABLE["named"]
_HOLDERS, _ALONE = frozenset(_TABLE["kinds"]["holders"].split()), frozenset(_TABLE["kinds"]["alone"].split())
_TITLE = re.compile(r"(?:.*[-_])?(?:title|heading|label|header)")


def kind_of(piece: Element) -> str:
    """The kind of box that an element is, "" for none: <div class="alert alert-danger">, <aside class="warning">.

    What holds several headings is a part of the page.
    """
    kind = kind_called(piece.get("class", ""))
    return "" if sum(each.tag in HEADING_TAGS for each in piece.iter()) > 1 else kind


def kind_called(class_: str) -> str:
    """The kind of box that the classes of an element name, "" for none."""
    classes = class_.lower().split()
    parts = [part for name in classes for part in re.split("[-_]+", name)]
    told = [_NAMED.get(name, "") for name in classes]
    told += [name for name in classes if name in _ALONE] if _HOLDERS.isdisjoint(parts) else parts
    box = next(filter(None, map(kind_of_box, told)), None)
    return "" if box is None else "note" if box.grades else box.name


def title_taken(piece: Element, brought: Brought) -> str:
    """The words that head a box, which stand in it no longer; "" for none, or where they say no more than its kind."""
    whole = words(piece)
    for each in piece.iter():
        is_head = each.tag in HEADING_TAGS or any(map(_TITLE.fullmatch, each.get("class", "").split()))
        if is_head and each is not piece and (said := words(each)) and whole.startswith(said):
            each.tag, title = "template", brought.title_of(each)
            return title if kind_of_box(said.lower().rstrip(":!")) is None else ""
    return ""

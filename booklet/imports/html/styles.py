"""What styles say of words: bold or not, slanted, struck, raised, lowered, hidden."""
import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

import tinycss2

from booklet.core.own_table import own_table

_MEANS = own_table(__file__)
_CLASS = re.compile(r"\.(?P<name>[\w-]+)")


def styled(style: str) -> frozenset[str]:
    """What a style says of words: bold or not, slanted, struck, raised, lowered, hidden."""
    return _said_by(tinycss2.parse_blocks_contents(style)) if style else frozenset()


def _said_by(declarations: Iterable[tinycss2.ast.Node]) -> frozenset[str]:
    made: set[str] = set()
    for each in declarations:
        if each.type == "declaration":
            name, value = each.lower_name, tinycss2.serialize(each.value).strip().lower()
            made |= {_MEANS[name][value]} if value in _MEANS.get(name, ()) else set()
            made |= {"s"} if name.startswith("text-decoration") and "line-through" in value else set()
            made |= {"u"} if name.startswith("text-decoration") and "underline" in value else set()
    return frozenset(made)


def classes_of(root: Element) -> dict[str, frozenset[str]]:
    """What the page's own styles say of its classes, as Google Docs writes them: .c1{font-weight:700}"""
    made: dict[str, frozenset[str]] = {}
    for style in root.iter("style"):
        for rule in tinycss2.parse_stylesheet(style.text or "", skip_comments=True, skip_whitespace=True):
            found = _CLASS.fullmatch(tinycss2.serialize(rule.prelude).strip()) if rule.type == "qualified-rule" else None
            if found and rule.type == "qualified-rule":
                said = _said_by(tinycss2.parse_blocks_contents(rule.content))
                made[found["name"]] = made.get(found["name"], frozenset()) | said
    return made

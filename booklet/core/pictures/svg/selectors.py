"""Which rules of a drawing's style can be asked for its shapes, and in how many steps.

Programs write all the rules that they know into each drawing. Those that name what is not in it, or what happens only
under a pointer, are left out without a word: they reach nothing.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_NAME = r"-?[A-Za-z_][\w-]*"
_STATE = r":(?:root|first-child|last-child|only-child|nth-child\([0-9n+ odevn-]{1,12}\)|not\([.#]?[\w-]+\))"
# One part of a selector: text, .name, rect.body#gate, *, [id$="-end"], g:first-child
_PART = re.compile(
    rf"(?P<tag>{_NAME}|\*)?(?P<rest>(?:[.#]{_NAME}|\[[\w-]+(?:[~|^$*]?=(?:\"[^\"\]]*\"|'[^'\]]*'|[\w-]+))?\]|{_STATE})*)"
)
_NAMED = re.compile(rf"(?P<kind>[.#])(?P<name>{_NAME})")  # .body
_IN_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
# What is so under a pointer or in a program alone; what stands before or after an element, which no shape has.
_NEVER = re.compile(r"::|:(?:hover|focus|focus-visible|focus-within|active|visited|target|before|after|-moz-|-webkit-)")
_BETWEEN = re.compile(r"\s*[>+]\s*|\s+")
MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a drawing has that a rule may name, and how deep its shapes lie in one another."""

    tags: frozenset[str]
    ids: frozenset[str]
    classes: frozenset[str]
    depth: int


def inventory_of(root: Element) -> Inventory:
    elements = list(root.iter())
    classes = frozenset(name for element in elements for name in element.get("class", "").split())
    tags = frozenset(element.tag.rpartition("}")[2].lower() for element in elements)
    return Inventory(tags, frozenset(element.get("id", "") for element in elements), classes, _depth(root))


def asked_selectors(prelude: str, held: Inventory) -> Iterator[tuple[str, int]]:
    """Each selector of a rule that may reach a shape, and how many trials it takes for one; 0 where it cannot be read."""
    for selector in (each.strip() for each in prelude.split(",")):
        outside = _IN_BRACKETS.sub("", selector)
        if _NEVER.search(outside):
            continue
        parts = _BETWEEN.split(selector) if selector else [""]
        if len(parts) > MOST_PARTS or not all(part and _PART.fullmatch(part) for part in parts):
            yield selector or "nothing", 0
        elif all(_is_here(part, held) for part in _BETWEEN.split(outside)):
            yield selector, max(held.depth, 1) ** (len(parts) - 1)


def _is_here(part: str, held: Inventory) -> bool:
    tag = re.match(_NAME, part)
    named = {(found["kind"], found["name"]) for found in _NAMED.finditer(part)}
    here = all(name in (held.classes if kind == "." else held.ids) for kind, name in named)
    return here and (not tag or tag[0].lower() in held.tags)


def _depth(element: Element) -> int:
    return 1 + max(map(_depth, element), default=0)

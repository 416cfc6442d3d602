"""Numbering: the number that stands before each item, as Word counts it. Source: ECMA-376, part 1, 17.9."""
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.imports.elements import child, found, value, whole
from booklet.imports.before_items import before_item

_PLAIN = re.compile(r"%[1-9][.)]?|\(%[1-9]\)")  # %1. as 1. and %1) as 1) and %1 as 1
_ALONE = re.compile(r"(?P<opens>\(?)%[1-9](?P<stop>[.)])")
_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class Counting:
    """One level of a list: bullet, decimal, lowerLetter, none ...; the first number; what is printed, as "Step %1:".

    `sign` is that of a bullet which says something: "✗ ".
    """

    kind: str = "bullet"
    start: int = 1
    typed: str = ""
    sign: str = ""

    @property
    def first(self) -> str:
        """What stands before the first item: a), (i), "Step %1:" (decimal); "" for a bullet, or 1. with no words around."""
        typed = self.typed.strip()
        if self.kind == "bullet" or self.kind in ("decimal", "decimalZero") and _PLAIN.fullmatch(typed):
            return ""
        alone = _ALONE.fullmatch(typed) if self.kind in _LETTERS else None
        return f"{alone['opens']}{_LETTERS[self.kind]}{alone['stop']}" if alone else f'"{typed}" ({self.kind})'


@dataclass(frozen=True, slots=True)
class Counted:
    """A paragraph's place in a list: which list, how deep from 0, and its number."""

    list_id: str
    depth: int
    level: Counting
    number: int
    label: str = ""  # where words count, or several numbers: Day 2:, 1.2


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None):
        kinds = {each.get("w:abstractNumId", ""): each for each in found(root, "w:abstractNum")}
        styled = {value(each, "w:styleLink"): each for each in kinds.values() if child(each, "w:styleLink") is not None}
        abstract = {id_: _levels(styled.get(value(each, "w:numStyleLink"), each)) for id_, each in kinds.items()}
        self._bases = {each.get("w:numId", ""): value(each, "w:abstractNumId") for each in found(root, "w:num")}
        self._levels = {
            each.get("w:numId", ""): abstract.get(value(each, "w:abstractNumId"), {}) | _overridden(each)
            for each in found(root, "w:num")
        }
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarts = {each.get("w:numId", ""): _restarts(each) for each in found(root, "w:num")}

    def item(self, list_id: str, depth: int) -> Counted | None:
        """The next item of a list; None where the list is not there, or prints nothing before its items."""
        level = self._levels.get(list_id, {}).get(depth)
        if level is None or level.kind == "none" or level.kind == "bullet" and level.typed.isspace():  # so Pandoc goes on
            return None
        counts = self._counts[self._bases[list_id]]  # lists of one kind count on, unless they say where to start
        start = self._restarts[list_id].pop(depth, None)
        counts[depth] = start if start is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return Counted(self._bases[list_id], depth, level, counts[depth], self._said(self._levels[list_id], counts, depth))

    def _said(self, levels: Mapping[int, Counting], counts: Mapping[int, int], depth: int) -> str:
        """What stands before an item where it is more than its own number."""
        named = [int(digit) - 1 for digit in re.findall("%([1-9])", levels[depth].typed)]
        if any(each not in levels or levels[each].kind != "decimal" for each in (depth, *named)):
            return ""
        shown = iter([str(counts.get(each, levels[each].start)) for each in named])
        label = re.sub("%[1-9]", lambda _: next(shown), levels[depth].typed).strip()
        if re.search(r"[^\W\d_]{2}", label):
            return f"{label}{':' * label[-1].isalnum()} "
        return f"{label.rstrip('.')} " if len(named) > 1 else ""


def _levels(parent: Element) -> dict[int, Counting]:
    return {whole(each.get("w:ilvl", ""), 0): _level(each) for each in found(parent, "w:lvl")}


def _level(each: Element) -> Counting:
    kind, typed = value(each, "w:numFmt") or "decimal", value(each, "w:lvlText")
    fonts = child(child(each, "w:rPr"), "w:rFonts")
    sign = before_item(typed, fonts.get("w:ascii", "") if fonts is not None else "") if kind == "bullet" else ""
    return Counting(kind, whole(value(each, "w:start"), 1), typed, sign)


def _overridden(num: Element) -> dict[int, Counting]:
    made = {}
    for each in found(num, "w:lvlOverride"):
        if (own := child(each, "w:lvl")) is not None:
            made[whole(each.get("w:ilvl", ""), 0)] = _level(own)
    return made


def _restarts(num: Element) -> dict[int, int]:
    overrides = [each for each in found(num, "w:lvlOverride") if value(each, "w:startOverride")]
    return {whole(each.get("w:ilvl", ""), 0): whole(value(each, "w:startOverride"), 1) for each in overrides}

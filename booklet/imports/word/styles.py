"""Styles: what a paragraph is and how its words are set, by its style and those that it is based on.

Source: ECMA-376, part 1, 17.7; the names of built-in styles are English in every language's Word (17.7.4.9).
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from xml.etree.ElementTree import Element

from booklet.imports.elements import child, found, line_of, value, whole

_HEADING = re.compile(r"heading (?P<level>[1-9])")
_DEEPER = re.compile(r"list (?:bullet|number) (?P<level>[2-5])")  # each a list of its own, set in further
_OWN_LOOK = ("caption", "quote", "intense quote", "title", "subtitle")  # styles whose words the press sets in its own way
_OFF = ("0", "false", "off", "none")
_MOVED = 4  # half points, by which words stand above or below their line: less is a look


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name in small letters, its properties, and the style it is based on."""

    name: str
    paragraph: Element | None
    words: Element | None
    based_on: str


class WordStyles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None):
        self._styles: Mapping[str, Style] = {style.get("w:styleId", ""): _style(style) for style in found(root, "w:style")}
        language = next((each.get("w:val", "") for each in (root.iter("w:lang") if root is not None else ())), "")
        self.language = language

    def line(self, id_: str) -> Iterator[Style]:
        """A style and those that it is based on, the nearest first."""
        return line_of(id_, self._styles, attrgetter("based_on"))

    def names(self, properties: Element | None) -> list[str]:
        """The names of a paragraph's style and of those that it is based on."""
        return [style.name for style in self.line(value(properties, "w:pStyle"))]

    def heading(self, properties: Element | None) -> int:
        """The level of a heading; 0 for what is none."""
        for name in self.names(properties):
            if headed := _HEADING.fullmatch(name):
                return int(headed["level"])
        level = value(properties, "w:outlineLvl") or next(
            (value(style.paragraph, "w:outlineLvl") for style in self.line(value(properties, "w:pStyle"))
             if value(style.paragraph, "w:outlineLvl")), "9",
        )  # fmt: skip
        return whole(level, 9) + 1 if whole(level, 9) < 9 else 0

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """The list that a paragraph is part of, "" for none, and its level from 0: its own, or that of its style."""
        own = child(properties, "w:numPr")
        styled = (child(style.paragraph, "w:numPr") for style in self.line(value(properties, "w:pStyle")))
        lists = [each for each in (own, *styled) if each is not None]
        id_ = next((value(each, "w:numId") for each in lists if value(each, "w:numId")), "")
        level = next((value(each, "w:ilvl") for each in lists if value(each, "w:ilvl")), "0")
        return ("" if id_ == "0" else id_), whole(level, 0)

    def indent(self, properties: Element | None) -> int:
        """How much deeper than by its numbering an item lies: List Bullet 2 is a list of its own, set in further."""
        deeper = (_DEEPER.fullmatch(name) for name in self.names(properties))
        return next((int(each["level"]) - 1 for each in deeper if each), 0)

    def has_leaders(self, properties: Element | None) -> bool:
        """Whether a tab of a paragraph draws a line, as where somebody is to write. Source: ECMA-376-1, 17.3.1.37."""
        told = (properties, *(style.paragraph for style in self.line(value(properties, "w:pStyle"))))
        stops = (stop for each in told if (tabs := child(each, "w:tabs")) is not None for stop in tabs)
        return any(stop.get("w:leader", "none") != "none" for stop in stops)

    def settings(self, run: Element | None, paragraph: Element | None, is_heading: bool) -> frozenset[str]:
        """How the words of a run are set: b, i, u, s, sub, sup; and `hidden`. A heading is bold by itself."""
        styles = list(self.line(value(run, "w:rStyle")))
        if not is_heading and not set(_OWN_LOOK) & set(self.names(paragraph)):
            styles += self.line(value(paragraph, "w:pStyle"))
        told = [run, *(style.words for style in styles)]
        named = {"w:b": "b", "w:i": "i", "w:strike": "s", "w:dstrike": "s", "w:vanish": "hidden"}
        made = {setting for tag, setting in named.items() if is_on(told, tag)}
        underlined = next((value(each, "w:u") for each in told if child(each, "w:u") is not None), "none")
        raised = next((value(each, "w:vertAlign") for each in told if child(each, "w:vertAlign") is not None), "")
        made |= {"u"} if underlined not in ("", "none") else set()
        if not raised and whole((moved := value(run, "w:position")).removeprefix("-"), 0) >= _MOVED:
            raised = "subscript" if moved.startswith("-") else "superscript"  # by hand: 10 and a 9 above the line
        made |= {"sub"} if raised == "subscript" else {"sup"} if raised == "superscript" else set()
        return frozenset(made)


def _style(style: Element) -> Style:
    name = value(style, "w:name").lower()
    return Style(name, child(style, "w:pPr"), child(style, "w:rPr"), value(style, "w:basedOn"))


def is_on(told: Iterable[Element | None], tag: str) -> bool:
    """Whether the first of these that says something of it switches it on."""
    mark = next((found for each in told if (found := child(each, tag)) is not None), None)
    return mark is not None and mark.get("w:val", "1").lower() not in _OFF

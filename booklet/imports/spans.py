"""Spans: words and how they are set, one after the other as a word processor keeps them, built into elements."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from booklet.imports.brought import element

# How words may be set, the outermost first.
LOOKS = ("b", "i", "u", "s", "sub", "sup")


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are set alike and lead to one place; or something else between words, such as a break or a picture."""

    text: str = ""
    settings: frozenset[str] = frozenset()
    address: str = ""
    holds: Element | None = None


def built(spans: Iterable[Span]) -> list[str | Element]:
    """Texts and elements, with as few elements as will do."""
    made: list[str | Element] = []
    told = (span for span in spans if span.text or span.holds is not None)
    for address, linked in groupby(told, key=lambda span: span.address):
        inside = _set(tuple(linked), LOOKS)
        made += [element("a", *inside, href=address)] if address else inside
    return made


def _set(spans: Sequence[Span], settings: Sequence[str]) -> list[str | Element]:
    if not settings:
        return [span.holds if span.holds is not None else span.text for span in spans]
    first, others = settings[0], settings[1:]
    made: list[str | Element] = []
    for is_set, alike in groupby(spans, key=lambda span: first in span.settings):
        inside = _set(tuple(alike), others)
        made += [element(first, *inside)] if is_set else inside
    return made

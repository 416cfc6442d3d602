"""Spans: words and how they are set, one after the other as a word processor keeps them, built into elements."""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from booklet.imports.brought import Brought, element
from booklet.library.imports.csl_data import CitedWork

# How words may be set, the outermost first.
LOOKS = ("b", "i", "u", "s", "sub", "sup")
_TAB, _LEAST, _MOST = 8, 4, 60  # strokes


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are set alike and lead to one place; or something else between words, such as a break or a picture."""

    text: str = ""
    settings: frozenset[str] = frozenset()
    address: str = ""
    holds: Element | None = None


def cited(works: Iterable[CitedWork], brought: Brought) -> list[Span]:
    """A citation: works in brackets, with the words between them. Each has its key when all of them are known."""
    made: list[Span] = []
    for each in works:
        key, title = each.work.key, each.work.fields["title"]
        if brought.works.get(key, each.work).fields["title"] != title:  # of two authors, with a library each
            key = f"https://{key}/{title}"
        brought.works.setdefault(key, replace(each.work, key=key))
        work = element("work", name=key, at=each.locator)
        if made and made[-1].holds is not None and not each.before:
            made[-1].holds.append(work)
        else:
            lead = f"{'; ' * bool(made)}{each.before}{' ' * bool(each.before)}"
            made += [*([Span(lead)] if lead else ()), Span(holds=element("cited", work))]
        made += [Span(f"{' ' * (each.behind[0] not in ',.;:')}{each.behind}")] if each.behind else []
    return [Span("("), *made, Span(")")] if any(span.text for span in made) else made


def built(spans: Iterable[Span]) -> list[str | Element]:
    """Texts and elements, with as few elements as will do."""
    made: list[str | Element] = []
    told = _close_up(_with_places(span for span in spans if span.text or span.holds is not None))
    for address, linked in groupby(told, key=lambda span: span.address):
        inside = _set(tuple(linked), LOOKS)
        made += [element("a", *inside, href=address)] if address else inside
    return made


def _with_places(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, where blanks that are underlined are a place to write."""
    for is_line, alike in groupby(spans, key=_is_line):
        blanks = list(alike)
        wide = sum(_TAB if sign == "\t" else 1 for span in blanks for sign in span.text) if is_line else 0
        if wide >= _LEAST:
            yield Span(f" {'_' * min(wide, _MOST)} ")
        else:
            yield from blanks


def _close_up(spans: Iterable[Span]) -> Iterator[Span]:
    """No blank parts a place to write from the comma or the full stop behind it."""
    for span, below in pairwise([*spans, Span()]):
        is_closed = span.text.endswith("_ ") and below.text[:1] in tuple(".,;:!?)")
        yield replace(span, text=span.text.rstrip(" ")) if is_closed else span


def _is_line(span: Span) -> bool:
    return "u" in span.settings and span.text.isspace() and not span.address


def _set(spans: Sequence[Span], settings: Sequence[str]) -> list[str | Element]:
    if not settings:
        return [span.holds if span.holds is not None else span.text for span in spans]
    first, others = settings[0], settings[1:]
    made: list[str | Element] = []
    for is_set, alike in groupby(spans, key=lambda span: first in span.settings):
        inside = _set(tuple(alike), others)
        made += [element(first, *inside)] if is_set else inside
    return made

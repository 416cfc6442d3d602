"""The claims ledger: which sentence of the booklet rests on which work, and how old and of what kind those works are.

Ages are counted from the day on which the booklet is published, never from the clock.
"""
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booklet.core.dates import year_of
from booklet.core.printed.marked_text import unmarked_words
from booklet.core.problems import Place
from booklet.model.cited import CitedManuscript, NumberedChart
from booklet.core.printed.evidence import COMPANY, KINDS, of_weight
from booklet.model.manuscript import ChartCall, flat
from booklet.model.sentence import Sentence
from booklet.review.page import csv_table
from booklet.words.allowed import allowances_of
from booklet.words.left import doubts_of
from booklet.words.en.claims.uncited import accepted_claims
from booklet.words.text import Copy

KIND_NAMES = {**{kind: known.name for kind, known in KINDS.items()}, "": "Kind not told"}  # how a reader calls the kinds
# Whole calendar years before the booklet's own.
AGES = ((0, 1, "Up to 1 year"), (2, 5, "2 to 5 years"), (6, 10, "6 to 10 years"), (11, 20, "11 to 20 years"))
OLDER, UNDATED = "Over 20 years", "No year given"
COLUMNS = (
    "Sentence", "Kind of text", "Section", "Section title", "File", "Line", "Page", "Citations", "Keys",
    "Kinds of study", "Years", "Claims", "Exception", "To check",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """A work that is cited: the number it is printed with, its kind as in KIND_NAMES, its year (None: it has none)."""

    number: int
    key: str
    title: str
    kind: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, or a figure drawn from data, that cites a work, states a claim or is an accepted exception.

    `section` is its number, 0 for the glossary; `page` the page on which it begins, 0 where it is not printed.
    """

    text: str
    kind: str
    section: int
    section_title: str
    place: Place
    page: int
    works: tuple[Work, ...]
    claims: tuple[str, ...]
    exceptions: tuple[str, ...] = ()  # "general", or a code that is allowed with its reason
    doubts: tuple[str, ...] = ()  # what its author marks to be checked before anybody signs

    @property
    def rests_on_animals(self) -> bool:
        """Whether all that it cites was found in animals or in a dish."""
        return bool(self.works) and all(work.kind in of_weight("animals") for work in self.works)

    @property
    def rests_on_company(self) -> bool:
        """Whether all that it cites was written by who sells it."""
        return bool(self.works) and all(work.kind == COMPANY for work in self.works)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows in the order of the booklet, every work by its number, and the claims that no row states.

    `loose` claims are marked where no sentence is; `unused` are numbers between those that are used.
    """

    rows: tuple[Row, ...]
    works: tuple[Work, ...]
    loose: tuple[str, ...]
    unused: tuple[str, ...]
    year: int  # in which the booklet is published

    @property
    def claims(self) -> tuple[str, ...]:
        """Each claim that is stated, once, in rising order."""
        return tuple(sorted({claim for row in self.rows for claim in row.claims}, key=_number))

    @property
    def by_age(self) -> dict[str, int]:
        """How many works are that old, the youngest first."""
        names = [*(name for _, _, name in AGES), OLDER, UNDATED]
        counted = Counter(_age(work, self.year) for work in self.works)
        return {name: counted[name] for name in names}

    @property
    def by_kind(self) -> dict[str, int]:
        """How many works are of that kind, the strongest first."""
        counted = Counter(work.kind for work in self.works)
        return {name: counted[kind] for kind, name in KIND_NAMES.items()}

    @property
    def oldest(self) -> tuple[Work, ...]:
        return self._of_year(min)

    @property
    def newest(self) -> tuple[Work, ...]:
        return self._of_year(max)

    def _of_year(self, chosen: Any) -> tuple[Work, ...]:
        years = [work.year for work in self.works if work.year is not None]
        return tuple(work for work in self.works if years and work.year == chosen(years))


def ledger_of(copy: Copy, cited: CitedManuscript, pages: Sequence[int], figures: Mapping[int, int] | None = None) -> Ledger:
    """The whole ledger. `pages` are those of `sentence_pages`, `figures` those of `figure_pages`."""
    rows = ledger_rows(copy, cited, pages, figures)
    stated = {claim for row in rows for claim in row.claims}
    marked = {claim.id for section in copy.sections for claim in section.claims}
    numbers = sorted(map(_number, stated | marked))
    between = range(numbers[0], numbers[-1]) if numbers else ()
    unused = tuple(f"C{number:02}" for number in between if number not in set(numbers))
    works = tuple(sorted(_works(cited).values(), key=lambda work: work.number))
    loose = tuple(sorted(marked - stated, key=_number))
    return Ledger(rows, works, loose, unused, cited.manuscript.imprint.published.year)


def ledger_rows(
    copy: Copy, cited: CitedManuscript, pages: Sequence[int], figures: Mapping[int, int] | None = None
) -> tuple[Row, ...]:
    """One row for each sentence that carries a citation, a claim, an exception or a doubt, in the order of the files.

    The figures of a section that are drawn from data follow its sentences: their captions cite works too.
    """
    works, accepted, allowed = _works(cited), set(map(id, accepted_claims(copy))), dict[int, tuple[str, ...]]()
    for each in allowances_of(copy):
        allowed[id(each.sentence)] = (*allowed.get(id(each.sentence), ()), f"{each.code}: {each.reason}")
    sections = {section.section.id: (section.number, section.section.title) for section in cited.sections}
    rows: list[Row] = []
    for sentence, page in zip(copy.sentences, pages, strict=True):
        exceptions = (*(("general",) if id(sentence) in accepted else ()), *allowed.get(id(sentence), ()))
        if sentence.keys or sentence.claims or exceptions or doubts_of(sentence):
            rows.append(_row(sentence, page, sections.get(sentence.section, (0, "Glossary")), works, exceptions))
    rows += _figure_rows(cited, works, figures or {})
    return tuple(sorted(rows, key=lambda row: row.section or len(sections) + 1))


def _row(
    sentence: Sentence, page: int, section: tuple[int, str], works: Mapping[str, Work], exceptions: tuple[str, ...]
) -> Row:
    used = tuple(works[key] for key in dict.fromkeys(sentence.keys) if key in works)
    claims = tuple(dict.fromkeys(sentence.claims))
    return Row(sentence.text, sentence.kind, *section, sentence.place, page, used, claims, exceptions, doubts_of(sentence))


def _figure_rows(cited: CitedManuscript, works: Mapping[str, Work], pages: Mapping[int, int]) -> Iterator[Row]:
    language = cited.manuscript.imprint.language
    for section in cited.sections:
        for drawn, call in zip(flat(section.blocks), flat(section.section.blocks), strict=True):
            if isinstance(drawn, NumberedChart) and isinstance(call, ChartCall):
                chart = drawn.chart
                title, caption = (chart.printed(each, language) for each in (chart.title, chart.caption))
                words = f"Figure {drawn.number}. {title} {caption}"
                used = tuple(works[key] for key in chart.citekeys if key in works)
                where = section.number, section.section.title
                yield Row(words, "figure", *where, call.place, pages.get(drawn.number, 0), used, ())


def _works(cited: CitedManuscript) -> dict[str, Work]:
    return {
        known.reference.key: Work(
            known.number, known.reference.key, unmarked_words(str(known.reference.csl.get("title", ""))),
            known.reference.evidence,
            year_of(known.reference.csl),
        )
        for known in cited.references
    }  # fmt: skip


def _age(work: Work, published: int) -> str:
    if work.year is None:
        return UNDATED
    years = max(0, published - work.year)
    return next((name for first, last, name in AGES if first <= years <= last), OLDER)


def _number(claim: str) -> int:
    return int(claim.removeprefix("C"))


def ledger_csv(rows: Sequence[Row]) -> bytes:
    return csv_table(COLUMNS, map(_cells, rows))


def _cells(row: Row) -> tuple[str, ...]:
    """What several works say stands in one cell, in one order, with "; " between."""
    return (
        row.text, row.kind, str(row.section or ""), row.section_title, row.place.path, str(row.place.line),
        str(row.page or ""), *("; ".join(cells) for cells in (
            [str(work.number) for work in row.works], [work.key for work in row.works],
            [work.kind for work in row.works], [str(work.year or "no year") for work in row.works], row.claims,
        )), "; ".join(row.exceptions), "; ".join(doubt or "yes" for doubt in row.doubts),
    )  # fmt: skip

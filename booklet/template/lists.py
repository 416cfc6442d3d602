"""The apparatus: what stands around the text and leads into it. The lists of figures, of words and of references.

Each function gives what a template prints, and which anchors of the text it leads back to.
"""
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import SimpleNamespace
from urllib.parse import quote

from markupsafe import Markup, escape

from booklet.core.dates import folio_date
from booklet.model.cited import (
    Answer, CitedManuscript, CitedReference, CitedSection, NumberedChart, NumberedDrawing, Pointer, ReferenceLine, TermUse,
)  # fmt: skip
from booklet.model.lock import FRESH_DAYS, Record
from booklet.model.manuscript import SLOT, Abbreviation, Callout, Foreign, Link, Manuscript, Passage, Value
from booklet.template.abbreviations import with_expansions
from booklet.template.blocks import Compositor, breakable, is_complex

_STANDING = {"retracted": "Retracted.", "concern": "Expression of concern.", "corrected": "Corrected."}
_SHORT = 40  # characters of a notice's DOI that one line of the list takes


def set_sections(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """The sections in reading order, each with its number, anchor, heads, layout and html."""
    return [_section(section, compositor, cited.manuscript.abbreviations) for section in cited.sections]


def listed_figures(cited: CitedManuscript) -> list[SimpleNamespace]:
    """Number, anchor and title of each figure, in reading order."""
    return [_listed(block, section) for section in cited.sections for block in _figures(section.blocks)]


def described_figures(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """The figures that say more than an alternative text can, each told in words."""
    return [
        _described(block, section, compositor)
        for section in cited.sections
        for block in _figures(section.blocks)
        if is_complex(block)
    ]


def glossary_entries(cited: CitedManuscript) -> list[SimpleNamespace]:
    """The words of the glossary, each with its meaning and the anchors of its uses."""
    return [
        SimpleNamespace(
            id=f"term-{term.id}", term=term.headword, html=Markup(term.definition), uses=cited.uses.get(term.id, ())
        )
        for term in cited.manuscript.terms
    ]


def reference_entries(cited: CitedManuscript, lines: Mapping[str, ReferenceLine]) -> list[SimpleNamespace]:
    """The works of the list, each with its line and the anchors of the places that cite it."""
    lock = cited.manuscript.lock
    return [
        _reference(ref, lines[ref.reference.key], lock.record_of(ref.reference.key) if lock else None)
        for ref in cited.references
    ]


def last_check(manuscript: Manuscript) -> str:
    """A sentence for the imprint: on which day the references were last looked up, and how many of them."""
    lock = manuscript.lock
    if lock is None or lock.checked is None:
        return "References have not been checked for retractions."
    share = f" ({lock.checked_count} of {lock.total})" if lock.checked_count < lock.total else ""
    age = f", more than {FRESH_DAYS} days ago" if lock.is_stale(manuscript.on) else ""
    return f"References last checked on {folio_date(lock.checked)}{share}{age}."


def _section(section: CitedSection, compositor: Compositor, known: Sequence[Abbreviation]) -> SimpleNamespace:
    html = "\n".join(compositor.block(block, section.answers) for block in _joined(section.blocks))
    html = Markup(with_expansions(html, known, compositor.medium.space))
    head = section.section
    return SimpleNamespace(
        number=section.number, id=section.anchor, title=head.title, running_head=head.running_head,
        layout=head.layout, html=html,
    )  # fmt: skip


def _joined(blocks) -> Iterator:
    """The blocks, passages that follow one another as one: a mark for the summary parts them, and nothing else does."""
    for is_passage, group in groupby(blocks, lambda block: isinstance(block, Passage)):
        group = list(group)
        yield from [replace(group[0], html="\n".join(block.html for block in group))] if is_passage else group


def _figures(blocks) -> Iterator[NumberedChart | NumberedDrawing]:
    for block in blocks:
        if isinstance(block, (NumberedChart, NumberedDrawing)):
            yield block
        elif isinstance(block, Callout):
            yield from _figures(block.blocks)


def _described(
    figure: NumberedChart | NumberedDrawing, section: CitedSection, compositor: Compositor
) -> SimpleNamespace:
    if isinstance(figure, NumberedChart):
        html = compositor.macro("plain_table")(figure.chart.table())
    else:
        html = compositor.words(figure.description, section.answers)
    listed = _listed(figure, section)
    return SimpleNamespace(
        number=figure.number, id=f"{figure.anchor}-words", figure=figure.anchor, title=listed.title, html=html
    )


def _listed(figure: NumberedChart | NumberedDrawing, section: CitedSection) -> SimpleNamespace:
    if isinstance(figure, NumberedChart):
        title = figure.chart.printed(figure.chart.title)
    else:
        bare = re.sub(r"<[^>]+>", "", figure.caption)
        words = SLOT.sub(lambda slot: escape(_words_of(section.answers[int(slot["index"])])), bare)
        title = Markup(re.split(r"(?<=[.?!])\s", words.strip())[0].rstrip("."))
    return SimpleNamespace(number=figure.number, id=figure.anchor, title=title)


def _words_of(answer: Answer) -> str:
    """What an answer says in a title: its words; of a citation nothing."""
    match answer:
        case Value():
            return answer.text
        case TermUse() | Pointer() | Link() | Foreign():
            return answer.words
    return ""


def _reference(cited: CitedReference, line: ReferenceLine, record: Record | None) -> SimpleNamespace:
    html = _standing(record) + escape(line.text)
    if line.url:
        lead = " Available from: " if line.url_text == line.url else " "  # as the style has it, before a bare address
        link = Markup('<a class="out" href="{}" title="{}">{}</a>')
        html += lead + link.format(line.url, line.short, breakable(line.url_text))
    html += _notice(record)
    return SimpleNamespace(number=cited.number, id=f"ref-{cited.number}", html=html, citations=cited.anchors)


def _standing(record: Record | None) -> Markup:
    """What has become of the work, before its line: in words, so that it is heard, and seen without colour."""
    words = _STANDING.get(record.status) if record else None
    return Markup('<strong class="standing">{}</strong> ').format(words) if words else Markup("")


def _notice(record: Record | None) -> Markup:
    """Where that is said, after the line."""
    notice = record.notice if record and record.status in _STANDING else ""
    if not notice.startswith("10.") or len(notice) > _SHORT:
        return Markup("")
    link = Markup(' Notice: <a class="out" href="https://doi.org/{}" title="Notice, {}">{}</a>.')
    return link.format(quote(notice, safe="/():;"), notice, breakable(f"doi:{notice}"))

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

from booklet.core.printed.callouts import callouts
from booklet.core.printed.words import Words
from booklet.model.cited import (
    Answer, CitedManuscript, CitedReference, CitedSection, NumberedChart, NumberedDrawing, Pointer, ReferenceLine,
    TermUse,
)  # fmt: skip
from booklet.model.lock import FRESH_DAYS, Record
from booklet.model.manuscript import Abbreviation, Callout, Manuscript, Passage
from booklet.model.slot import SLOT, Foreign, Link, Value
from booklet.template.abbreviations import with_expansions
from booklet.template.blocks import Compositor, breakable, is_complex, marked_html

_TOLD = ("retracted", "concern", "corrected")  # what has become of a work, in the list
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


def held_of(sections: Sequence[SimpleNamespace]) -> SimpleNamespace:
    """What the finished sections hold: their `grades`, and `to_fill`: ticks, lines, both or ""."""
    html = "".join(section.html for section in sections)
    grades = [name for kind in callouts().values() for name in kind.grade_names if f'evidence--{name}"' in html]
    ticks, lines = 'class="tick"' in html, re.search('class="(?:gap|lines|fill)"', html)
    to_fill = "both" if ticks and lines else "ticks" if ticks else "lines" if lines else ""
    return SimpleNamespace(grades=grades, to_fill=to_fill)


def reference_entries(
    cited: CitedManuscript, lines: Mapping[str, ReferenceLine], say: Words
) -> list[SimpleNamespace]:
    """The works of the list, each with its line and the anchors of the places that cite it."""
    lock = cited.manuscript.lock
    return [
        _reference(say, ref, lines[ref.reference.key], lock.record_of(ref.reference.key) if lock else None)
        for ref in cited.references
    ]


def last_check(manuscript: Manuscript, say: Words) -> str:
    """A sentence for the imprint: on which day the references were last looked up, and how many of them."""
    lock = manuscript.lock
    if lock is None or lock.checked is None:
        return say("imprint.unchecked")
    name = f"{'some' if lock.checked_count < lock.total else 'all'}{'_long_ago' if lock.is_stale(manuscript.on) else ''}"
    day, checked = say.date(lock.checked), lock.checked_count
    return say(f"imprint.checked_{name}", date=day, checked=checked, total=lock.total, days=FRESH_DAYS)


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
        html = compositor.macro("plain_table")(figure.chart.table(compositor.say))
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


def _reference(say: Words, cited: CitedReference, line: ReferenceLine, record: Record | None) -> SimpleNamespace:
    html = _standing(say, record) + escape(line.text)
    if line.url:
        lead = say("lists.available") if line.url_text == line.url else " "  # as the style has it, before a bare address
        link = Markup('<a class="out" href="{}" title="{}">{}</a>')
        html += escape(lead) + link.format(line.url, line.short, breakable(line.url_text))
    html += _notice(say, record)
    return SimpleNamespace(number=cited.number, id=f"ref-{cited.number}", html=html, citations=cited.anchors)


def _standing(say: Words, record: Record | None) -> Markup:
    """What has become of the work, before its line: in words, so that it is heard, and seen without colour."""
    if record is None or record.status not in _TOLD:
        return Markup("")
    return Markup('<strong class="standing">{}</strong> ').format(say(f"works.{record.status}"))


def _notice(say: Words, record: Record | None) -> Markup:
    """Where that is said, after the line."""
    notice = record.notice if record and record.status in _TOLD else ""
    if not notice.startswith("10.") or len(notice) > _SHORT:
        return Markup("")
    link = Markup('<a class="out" href="https://doi.org/{}" title="{}">{}</a>').format(
        quote(notice, safe="/():;"), say("lists.notice_title", notice=notice), breakable(f"doi:{notice}")
    )
    return marked_html(say, "lists.notice", link=link)

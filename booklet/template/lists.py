"""The apparatus: what stands around the text and leads into it. The lists of figures, of words and of references.

Each function gives what a template prints, and which anchors of the text it leads back to.
"""
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from booklet.core.printed.callouts import callouts
from booklet.core.printed.words import Words
from booklet.model.back_page import back_lines, help_cards
from booklet.model.cited import (
    CitedManuscript, CitedReference, CitedSection, NumberedChart, NumberedDrawing, ReferenceLine, figures_of,
    joined_passages, keys_cited, texts_of,
)  # fmt: skip
from booklet.core.printed.evidence import COMPANY
from booklet.model.lock import FRESH_DAYS, NOTICED, Record
from booklet.model.manuscript import Abbreviation, Callout, Cell, Manuscript, Table, flat
from booklet.model.tree import Gap, Tick, walk
from booklet.model.tree import Words as Text
from booklet.template.abbreviations import with_expansions
from booklet.template.blocks import Compositor, marked_html
from booklet.template.figure_words import figure_title, is_complex
from booklet.template.reference_line import breakable, tied_line
from booklet.template.web.art import logo_art

_SHORT = 40  # characters of a notice's DOI that one line of the list takes


def set_parts(cited: CitedManuscript, compositor: Compositor) -> dict[str, Any]:
    """What paper and screen print alike, by the names that their templates have for it."""
    manuscript = cited.manuscript
    return {
        "booklet": manuscript.imprint,
        "clinic": manuscript.clinic,
        "help": help_cards(manuscript.imprint, manuscript.clinic),
        "back": back_lines(manuscript.imprint, manuscript.clinic),
        "logo": logo_art(manuscript),
        "standing": manuscript.standing,
        "sections": set_sections(cited, compositor),
        "held": held_of(cited),
        "described": described_figures(cited, compositor),
        "last_check": last_check(manuscript, compositor.say),
    }


def set_sections(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """The sections in reading order, each with its number, anchor, heads, layout and html."""
    return [_section(section, compositor, cited.manuscript.abbreviations) for section in cited.sections]


def listed_figures(cited: CitedManuscript) -> list[SimpleNamespace]:
    """Number, anchor and title of each figure that has a number, in reading order."""
    figures = (figure for section in cited.sections for figure in figures_of(section.blocks))
    return [SimpleNamespace(number=each.number, id=each.anchor, title=figure_title(each)) for each in figures if each.number]


def described_figures(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """The figures that say more than an alternative text can, each told in words, where the medium has pages for it."""
    figures = (block for section in cited.sections for block in figures_of(section.blocks))
    return [_described(figure, compositor) for figure in figures if compositor.medium.tells_figures and is_complex(figure)]


def glossary_entries(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """The words of the glossary, each with its meaning and the anchors of its uses."""
    return [
        SimpleNamespace(
            id=f"term-{term.id}", term=term.headword, html=compositor.words(term.definition),
            uses=cited.uses.get(term.id, ()),
        )
        for term in cited.manuscript.terms
    ]  # fmt: skip


def held_of(cited: CitedManuscript) -> SimpleNamespace:
    """What the sections hold: `grades` of evidence, `sures` of statements, and `to_fill`: ticks, lines, both or ""."""
    blocks = [block for section in cited.sections for block in flat(section.blocks)]
    kinds = [kind for kind in callouts().values() if kind.grades]
    graded = {(block.kind, block.grade) for block in blocks if isinstance(block, Callout)}
    grades, sures = (
        [name for kind in kinds if kind.shape == shape for name in kind.grades if (kind.name, name) in graded]
        for shape in ("evidence", "certainty")
    )
    nodes = [node for section in cited.sections for nodes in texts_of(section.blocks) for node in walk(nodes)]
    ticks = any(isinstance(node, Tick) and not node.is_done for node in nodes)
    lines = any(isinstance(node, Gap) for node in nodes) or any(isinstance(b, Table) and b.is_form for b in blocks)
    to_fill = "both" if ticks and lines else "ticks" if ticks else "lines" if lines else ""
    return SimpleNamespace(grades=grades, sures=sures, to_fill=to_fill)


def reference_entries(cited: CitedManuscript, lines: Mapping[str, ReferenceLine], say: Words) -> list[SimpleNamespace]:
    """The works of the list, each with its line and the anchors of the places that cite it."""
    lock = cited.manuscript.lock
    return [
        _reference(say, ref, lines[ref.reference.key], lock.record_of(ref.reference.key) if lock else None)
        for ref in cited.references
    ]


def last_check(manuscript: Manuscript, say: Words) -> str:
    """A sentence for the imprint: on which day the references were last looked up, and how many; "" where none is cited."""
    lock = manuscript.lock
    if next(keys_cited(manuscript.sections, manuscript.charts), None) is None:
        return ""
    if lock is None or lock.checked is None:
        return say("imprint.unchecked")
    name = f"{'some' if lock.checked_count < lock.total else 'all'}{'_long_ago' if lock.is_stale(manuscript.on) else ''}"
    day, checked = say.date(lock.checked), lock.checked_count
    return say(f"imprint.checked_{name}", date=day, checked=checked, total=lock.total, days=FRESH_DAYS)


def _described(figure: NumberedChart | NumberedDrawing, compositor: Compositor) -> SimpleNamespace:
    if isinstance(figure, NumberedChart):
        rows = [[Cell((Text(words),)) for words in row] for row in figure.chart.table(compositor.say)]
        html = compositor.macro("plain_table")(compositor.rows(rows))
    else:
        html = compositor.words(figure.description)
    return SimpleNamespace(
        number=figure.number, id=f"{figure.anchor}-words", figure=figure.anchor, title=figure_title(figure), html=html
    )


def _section(section: CitedSection, compositor: Compositor, known: Sequence[Abbreviation]) -> SimpleNamespace:
    blocks = with_expansions(joined_passages(section.blocks), known, compositor.medium.value)
    html = Markup("\n").join(map(compositor.block, blocks))
    head = section.section
    return SimpleNamespace(
        number=section.number, id=section.anchor, title=head.title, running_head=head.running_head,
        layout=head.layout, part=head.part, about=head.about, opener=head.opener, html=html,
    )  # fmt: skip


def _reference(say: Words, cited: CitedReference, line: ReferenceLine, record: Record | None) -> SimpleNamespace:
    html = _standing(say, record) + _from_company(say, cited) + tied_line(line.html)
    if line.url:
        lead = say("lists.available") if line.url_text == line.url else " "  # as the style has it, before a bare address
        link = Markup('<a class="out" href="{}" title="{}">{}</a>')
        html += escape(lead) + link.format(line.url, line.short, breakable(line.url_text))
    html += _notice(say, record)
    return SimpleNamespace(number=cited.number, id=f"ref-{cited.number}", html=html, citations=cited.anchors)


def _standing(say: Words, record: Record | None) -> Markup:
    """What has become of the work, before its line: in words, so that it is heard, and seen without colour."""
    if record is None or record.status not in NOTICED:
        return Markup("")
    return Markup('<strong class="standing">{}</strong> ').format(say(f"works.{record.status}"))


def _from_company(say: Words, cited: CitedReference) -> Markup:
    """That a company wrote the work, before its line: a reader weighs it otherwise than what an agency says."""
    if cited.reference.evidence != COMPANY:
        return Markup("")
    return Markup('<strong class="from-company">{}</strong> ').format(say("works.company"))


def _notice(say: Words, record: Record | None) -> Markup:
    """Where that is said, after the line."""
    notice = record.notice if record and record.status in NOTICED else ""
    if not notice.startswith("10.") or len(notice) > _SHORT:
        return Markup("")
    link = Markup('<a class="out" href="https://doi.org/{}" title="{}">{}</a>').format(
        quote(notice, safe="/():;"), say("lists.notice_title", notice=notice), breakable(f"doi:{notice}")
    )
    return marked_html(say, "lists.notice", link=link)

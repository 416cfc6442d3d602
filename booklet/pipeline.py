"""The straight line: load -> cite -> template -> paginate -> tag -> check -> deliver."""
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import Fill, fill_of
from booklet.check.promises import promise_problems
from booklet.cite.csl import printed_lines
from booklet.cite.select import selected
from booklet.cite.unwritten import as_draft
from booklet.core.own_table import STYLES
from booklet.core.problems import BookletError, Hear, Problem, stop_at
from booklet.core.processes.garbage import collect_if_much
from booklet.core.processes.workers import Bounds, side_by_side
from booklet.core.progress import Step, Tell, tell_nobody
from booklet.deliver.deliver import Delivery, deliver_files, way_to
from booklet.deliver.freshness import Build
from booklet.deliver.sheets.black import blackened
from booklet.deliver.sheets.finish import finish_proof
from booklet.deliver.sheets.printer import PrinterSettings, read_printer_settings
from booklet.load.edition_checks import chosen_editions, setting_place, wanting_editions
from booklet.load.pictures import picture_notes
from booklet.load.place_of_words import place_of_words
from booklet.model.booklet import DRAFT, Imprint
from booklet.model.cited import CitedManuscript
from booklet.model.document import PANELS, Document, LaidOut, Leaflet
from booklet.model.edition import Edition
from booklet.model.paper import PAPERS, BoxMm
from booklet.model.slot import Slot
from booklet.paginate.fill import filled, least_overmatter, saving_note
from booklet.paginate.measures import opening_problems, running_type_pt, sheet_problems, text_areas
from booklet.paginate.panels import panelled
from booklet.paginate.paginate import lay_out_pages
from booklet.paginate.strays import stray_problems
from booklet.reading.read import read_manuscript
from booklet.tag.tag import tag_plate
from booklet.template.edition_css import look_problems, page_size_problems, stylesheet_problems
from booklet.template.short import is_short
from booklet.template.template import fill_template
from booklet.template.text.text import plain_text
from booklet.template.web.page import web_page

PARTS = {"in-words": "the pictures told in words", "glossary": "the glossary", "references": "the list of works"}


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, ready to be handed over. `notes` are a word to the author, `fill` is of the pages as they are read.

    `pages` and `fill` are None for what has no pages. `problems` are those of a draft, which they do not stop.
    """

    content: bytes
    pages: int | None
    notes: tuple[str, ...] = ()
    fill: Fill | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Galley:
    """A checked PDF, opened once for all that is asked of it, and what only its layout knew: `body_pt`, `areas`."""

    proof: Proof
    notes: tuple[str, ...]
    body_pt: float | None
    areas: tuple[BoxMm, ...]


def make_proof(cited: CitedManuscript, edition: str) -> tuple[bytes, int]:
    """One edition as the bytes of a PDF that keeps its promises, its pages in reading order; and how many there are."""
    proof = _galley_of(selected(cited, cited.manuscript.imprint.editions[edition]), edition).proof
    return proof.data, proof.page_count


def make_edition(cited: CitedManuscript, edition: str, settings: PrinterSettings = PrinterSettings()) -> Made:
    """One edition in its medium. `settings` are those of the printer that will print its sheets, if it has any."""
    design = cited.manuscript.imprint.editions[edition]
    held, heard = selected(cited, design), list[Problem]()
    hear: Hear = heard.extend if cited.manuscript.standing.is_only_shown else stop_at
    if design.medium == "pdf":
        galley = _galley_of(held, edition, hear)
        proof = galley.proof
        content = finish_proof(proof.data, design, cited.manuscript.imprint.published, settings, edition, hear)
        finished = proof if content == proof.data else Proof(content)
        place = setting_place(cited.manuscript.folder, "editions", edition)
        typed_in = partial(place_of_words, Path(cited.manuscript.folder))
        hear(promise_problems(finished, edition, design, place, galley.body_pt or design.promises.body_type_pt, typed_in))
        notes = (*galley.notes, *picture_notes(held.manuscript))
        return Made(content, proof.page_count, notes, fill_of(proof.data, galley.areas), tuple(heard))
    lines = printed_lines([each.reference for each in held.references])
    page = web_page(held, lines, is_short(held, design), is_dressed=design.medium == "web")
    return Made((page if design.medium == "web" else plain_text(page)).encode(), None)


def _galley_of(held: CitedManuscript, edition: str, hear: Hear = stop_at) -> _Galley:
    """What an edition holds as a PDF. `hear` is told what is wrong with it."""
    laid_out, notes = sound_pages(held, edition, hear=hear)
    body_pt, areas = running_type_pt(laid_out), tuple(text_areas(laid_out))
    content, _ = tagged_pages(held, edition, laid_out, hear=hear)
    del laid_out  # it is larger than all that is opened of the PDF
    collect_if_much()
    proof = Proof(content)
    hear(opened_problems(proof, f"edition {edition}"))
    return _Galley(proof, notes, body_pt, areas)


def sound_pages(
    held: CitedManuscript, edition: str, is_plate: bool = False, hear: Hear = stop_at
) -> tuple[LaidOut, tuple[str, ...]]:
    """The pages of an edition as they are laid out, and notes. `hear` is told where something runs over."""
    laid_out, notes = lay_out_edition(held, edition, is_plate, partial(lay_out_pages, hear=hear), hear)
    hear(opening_problems(laid_out, setting_place(held.manuscript.folder, "title")))
    design = held.manuscript.imprint.editions[edition]
    if not design.is_leaflet or len(laid_out.pages.pages) == len(PANELS) + 1:  # one that holds too much was told already
        hear(stray_problems(laid_out, partial(place_of_words, Path(held.manuscript.folder))))
    return laid_out, notes


def tagged_pages(
    held: CitedManuscript, edition: str, laid_out: LaidOut, is_plate: bool = False, hear: Hear = stop_at
) -> tuple[bytes, tuple[Slot, ...]]:
    """Pages of an edition as a tagged PDF in its ink, and its slots. They are let go while they are painted."""
    content, slots = tag_plate(laid_out, is_plate, hear)
    is_black = held.manuscript.imprint.editions[edition].ink == "black"
    return blackened(content) if is_black else content, slots


def lay_out_edition(
    held: CitedManuscript, edition: str, is_plate: bool = False, set_pages: Callable[[Document], LaidOut] = lay_out_pages,
    hear: Hear = stop_at,
) -> tuple[LaidOut, tuple[str, ...]]:
    """The pages of an edition. Those to be folded come out as a multiple of four, and tell where a sheet can be saved.

    `set_pages` lays out each document, for those who look at pages while they are written.
    """
    lines = printed_lines([each.reference for each in held.references])

    def lay_out(fillers: tuple[str, ...] = (), is_alone: bool = False, leaflet: Leaflet | None = None) -> LaidOut:
        return set_pages(fill_template(held, edition, lines, fillers, is_alone, leaflet, is_plate))

    design = held.manuscript.imprint.editions[edition]
    if design.imposition != "saddle-stitch":
        paper, place = PAPERS[design.paper or ""], setting_place(held.manuscript.folder, "editions", edition)
        if design.is_leaflet:
            is_marked = design.sections == "summary"
            laid_out = panelled(lambda leaflet: lay_out(leaflet=leaflet), paper, place, is_marked, hear)
        else:
            laid_out = lay_out()
        hear(sheet_problems(laid_out, design, place))
        return laid_out, laid_out.notes
    short = is_short(held, design)
    laid_out, fillers = filled(lay_out, is_flowing=short)
    names = {} if short else {section.anchor: f"section {section.number}" for section in held.sections} | PARTS
    note = saving_note(edition, len(laid_out.pages.pages), fillers, least_overmatter(laid_out, names))
    return laid_out, (*laid_out.notes, *([note] if note else ()))


def make_booklets(
    asked: Build, editions: Sequence[str] = (), tell: Tell = tell_nobody, bounds: Bounds = Bounds(), hear: Hear = stop_at
) -> tuple[Path, ...]:
    """Turn one folder of sections into finished files. Nothing is written unless every edition is good.

    `editions` names those wanted, none for the default ones. `tell` hears of each step as it begins, `bounds` are for each
    edition. A draft is made whatever is wrong, which `hear` is told, and after the review date; it says DRAFT on every page
    and in its name, and stands beside the last good file.
    """
    tell(Step("Reading the manuscript"))
    # Before reading: what is saved meanwhile shall not pass for read.
    made_from = asked.made_from()
    imprint, made = made_editions(asked, editions, tell, bounds, hear)
    return deliver_files(
        [
            Delivery(
                imprint.file_name(name, asked.is_draft), f"{name}.{DRAFT}" if asked.is_draft else name, imprint.version,
                imprint.title, each.pages, made_from[imprint.editions[name].imposition is not None], each.content,
                each.notes, way_to(asked.source, asked.out), each.fill.told() if each.fill else None,
            )
            for name, each in made.items()
        ],
        asked.out,
    )


def made_editions(
    asked: Build, editions: Sequence[str], tell: Tell = tell_nobody, bounds: Bounds = Bounds(), hear: Hear = stop_at
) -> tuple[Imprint, dict[str, Made]]:
    """The editions of a build, in the order in which they were asked for, and nothing is written.

    Raises BookletError with every problem of the manuscript, or of the editions, at once. `hear` is told those of a draft.
    """
    settings = read_printer_settings(asked.printer) if asked.printer else PrinterSettings()
    cited = read_manuscript(asked.source, asked.clinic, asked.on, not asked.is_draft, hear)
    cited = as_draft(cited) if asked.is_draft else cited
    imprint = cited.manuscript.imprint
    chosen = chosen_editions(imprint, editions)
    stop_at(edition_problems(cited, chosen))
    tell(Step(f"Setting {', '.join(chosen)}"))
    in_turn = sorted(chosen, key=lambda name: _labour(imprint.editions[name]), reverse=True)
    try:
        made = side_by_side(
            make_edition, {name: (cited, name, settings) for name in in_turn},
            lambda count: tell(Step("editions are set", count, len(chosen))) if len(chosen) > 1 else None, bounds,
        )  # fmt: skip
    except BookletError as error:
        others = asked.command(*(name for name in chosen if name in error.well), is_draft=asked.is_draft)
        raise BookletError(error.problems, f"To build those that are well: {others}" if error.well else "") from None
    hear(problem for each in made.values() for problem in each.problems)
    return imprint, {name: made[name] for name in chosen}


def edition_problems(cited: CitedManuscript, chosen: Sequence[str]) -> Iterator[Problem]:
    """What keeps some editions from being set, before one is: an address that is not told, a stylesheet that is none."""
    yield from (*wanting_editions(cited.manuscript, chosen), *look_problems(STYLES))
    for name in chosen:
        edition, place = cited.manuscript.imprint.editions[name], setting_place(cited.manuscript.folder, "editions", name)
        wrong = stylesheet_problems(STYLES, edition.stylesheet) if edition.stylesheet else []
        yield from wrong or page_size_problems(STYLES, edition, place)


def _labour(edition: Edition) -> tuple[bool, ...]:
    """Sorts editions by how long they take. The longest are begun first, so that no core waits for one at the end."""
    is_finished = edition.ink == "black" or bool(edition.finish)  # each paint of each page is gone over
    return edition.medium == "pdf", edition.sections != "summary", is_finished, edition.sections != "core"

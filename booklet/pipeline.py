"""The straight line: load -> cite -> template -> paginate -> tag -> check -> deliver."""
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from booklet.aloud.text import plain_text
from booklet.bindery.blackening import blackened
from booklet.bindery.finishing import finish_proof
from booklet.bindery.printer import PrinterSettings, read_printer_settings
from booklet.bindery.promises import promise_problems
from booklet.check import proof_problems
from booklet.cite import cite_manuscript
from booklet.cited import CitedManuscript
from booklet.clinic import Clinic
from booklet.csl import ReferenceLine
from booklet.deliver import Delivery, deliver_files
from booklet.edition import Edition
from booklet.errors import Place, Problem, nearest, stop_at
from booklet.filling import filled, saving_note
from booklet.freshness import Build
from booklet.galley import STYLES, LaidOut
from booklet.imprint import DRAFT, Imprint
from booklet.lines import printed_lines
from booklet.load import load_manuscript
from booklet.located import toml_line
from booklet.overmatter import least_overmatter
from booklet.paginate import lay_out_pages
from booklet.presses import Bounds, side_by_side
from booklet.renderer import rare_collections
from booklet.selection import selected
from booklet.source import shown_path
from booklet.specification import review_problems
from booklet.stylesheet import stylesheet_problems
from booklet.tag.stage import tag_pages
from booklet.template import fill_template
from booklet.web.page import web_page
from booklet.whereabouts import whereabouts_problems

PARTS = {"in-words": "the pictures told in words", "glossary": "the glossary", "references": "the list of works"}


def read_manuscript(
    folder: Path, clinic_file: Path | None = None, on: date | None = None, is_handed_out: bool = False
) -> CitedManuscript:
    """Everything before a page is laid out, for the day `on` (by default the one on which the booklet is published).

    Raises BookletError with every problem of the manuscript at once; what is handed out may not be past its review date.
    """
    manuscript = load_manuscript(folder, clinic_file, on)
    cited = cite_manuscript(manuscript)
    stop_at([*manuscript.problems, *cited.problems, *(review_problems(manuscript) if is_handed_out else ())])
    return cited


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, ready to be handed over. `pages` is None for what has none; `notes` are a word to the author."""

    content: bytes
    pages: int | None
    notes: tuple[str, ...] = ()


def make_proof(cited: CitedManuscript, edition: str) -> tuple[bytes, int]:
    """One edition as the bytes of a PDF that keeps its promises, its pages in reading order; and how many there are."""
    made = _proof_of(selected(cited, cited.manuscript.imprint.editions[edition]), edition)
    return made.content, made.pages


def make_edition(cited: CitedManuscript, edition: str, settings: PrinterSettings = PrinterSettings()) -> Made:
    """One edition in its medium. `settings` are those of the printer that will print its sheets, if it has any."""
    design = cited.manuscript.imprint.editions[edition]
    held = selected(cited, design)
    if design.medium == "pdf":
        proof = _proof_of(held, edition)
        content = finish_proof(proof.content, design, cited.manuscript.imprint.published, settings)
        stop_at(promise_problems(content, edition, design, _place_of(cited, edition)))
        return replace(proof, content=content)
    page = web_page(held, _lines(held))
    return Made((page if design.medium == "web" else plain_text(page)).encode(), None)


def _place_of(cited: CitedManuscript, edition: str) -> Place:
    """Where an edition is set: its entry in booklet.toml."""
    file = Path(cited.manuscript.folder) / "booklet.toml"
    return Place(shown_path(file), toml_line(file.read_text(encoding="utf-8"), ("editions", edition)))


def _proof_of(held: CitedManuscript, edition: str) -> Made:
    """What an edition holds as a checked PDF."""
    with rare_collections():
        laid_out, notes = _laid_out(held, edition)
        proof = tag_pages(laid_out)
    if held.manuscript.imprint.editions[edition].ink == "black":
        proof = blackened(proof)
    stop_at(proof_problems(proof, f"edition {edition}", is_ours=True))
    return Made(proof, len(laid_out.pages.pages), notes)


def _laid_out(held: CitedManuscript, edition: str) -> tuple[LaidOut, tuple[str, ...]]:
    """The pages of an edition. Those to be folded come out as a multiple of four, and tell where a sheet can be saved."""
    lines = _lines(held)

    def lay_out(fillers: tuple[str, ...] = ()) -> LaidOut:
        return lay_out_pages(fill_template(held, edition, lines, fillers))

    if held.manuscript.imprint.editions[edition].imposition != "saddle-stitch":
        return lay_out(), ()
    laid_out, fillers = filled(lay_out)
    names = {section.anchor: f"section {section.number}" for section in held.sections} | PARTS
    note = saving_note(edition, len(laid_out.pages.pages), fillers, least_overmatter(laid_out, names))
    return laid_out, (note,) if note else ()


def _lines(cited: CitedManuscript) -> Mapping[str, ReferenceLine]:
    return printed_lines([ref.reference for ref in cited.references])


def make_booklets(
    folder: Path, editions: Sequence[str], out: Path, clinic_file: Path | None = None,
    tell: Callable[[str], None] = lambda stage: None, printer_file: Path | None = None, on: date | None = None,
    bounds: Bounds = Bounds(), is_draft: bool = False,
) -> tuple[Path, ...]:  # fmt: skip
    """Turn one folder of sections into finished files. Nothing is written unless every edition is good.

    `editions` names those wanted, none for the default ones. `tell` hears of each step as it begins. `printer_file`
    keeps what the printer does to the back of a sheet; without one it does as it is told. `on` is the day for which they
    are made, by default the one on which the booklet is published: no stage knows a clock. `bounds` are for each edition.
    A draft is made even after the review date; it says DRAFT on every page and in its name, and stands beside the last
    good file.
    """
    tell("Reading the manuscript")
    asked = Build(folder, clinic_file, printer_file, on, out, is_draft=is_draft)
    # Before reading: what is saved meanwhile shall not pass for read.
    made_from = {is_folded: asked.made_from(is_folded) for is_folded in (False, True)}
    imprint, made = made_editions(asked, editions, tell, bounds)
    return deliver_files(
        [
            Delivery(
                imprint.file_name(name, is_draft), f"{name}.{DRAFT}" if is_draft else name, imprint.version, each.pages,
                made_from[imprint.editions[name].imposition is not None], each.content, each.notes,
            )
            for name, each in made.items()
        ],
        out,
    )


def made_editions(
    asked: Build, editions: Sequence[str], tell: Callable[[str], None] = lambda stage: None, bounds: Bounds = Bounds()
) -> tuple[Imprint, dict[str, Made]]:
    """The editions of a build, in the order in which they were asked for, and nothing is written.

    Raises BookletError with every problem of the manuscript, or of the editions, at once.
    """
    settings = read_printer_settings(asked.printer) if asked.printer else PrinterSettings()
    cited = read_manuscript(asked.source, asked.clinic, asked.on, is_handed_out=not asked.is_draft)
    if asked.is_draft:
        shown = replace(cited.manuscript.standing, is_only_shown=True)
        cited = replace(cited, manuscript=replace(cited.manuscript, standing=shown))
    imprint = cited.manuscript.imprint
    chosen = chosen_editions(imprint, editions)
    stop_at(whereabouts_problems(imprint, cited.manuscript.clinic, chosen, asked.source))
    sheets = [sheet for name in chosen if (sheet := imprint.editions[name].stylesheet)]
    stop_at(problem for sheet in sheets for problem in stylesheet_problems(STYLES, sheet))
    tell(f"Setting {', '.join(chosen)}")
    in_turn = sorted(chosen, key=lambda name: _labour(imprint.editions[name]), reverse=True)
    made = side_by_side(
        make_edition, {name: (cited, name, settings) for name in in_turn},
        lambda count: tell(f"{count} of {len(chosen)} editions are set") if len(chosen) > 1 else None, bounds,
    )  # fmt: skip
    return imprint, {name: made[name] for name in chosen}


def _labour(edition: Edition) -> tuple[bool, ...]:
    """Sorts editions by how long they take. The longest are begun first, so that no core waits for one at the end."""
    is_finished = edition.ink == "black" or bool(edition.finish)  # each paint of each page is gone over
    return edition.medium == "pdf", edition.sections != "summary", is_finished, edition.sections != "core"


def chosen_editions(imprint: Imprint, wanted: Sequence[str]) -> list[str]:
    """The editions asked for, each once: the default ones for none, every one for "all".

    Raises BookletError for an unknown one.
    """
    known = list(imprint.editions)
    if "all" in wanted:
        return known
    if not wanted:
        return [name for name in known if imprint.editions[name].by_default] or known
    hint = f"editions are set in booklet.toml: {', '.join(known)}"
    stop_at(
        Problem(Place("booklet.toml"), "unknown-edition", f"there is no edition {name}", nearest(name, known, hint))
        for name in wanted
        if name not in known
    )
    return list(dict.fromkeys(wanted))


def json_schemas() -> dict[str, str]:
    """The JSON Schemas that editors use, by file name."""
    models = {"booklet.schema.json": Imprint, "clinic.schema.json": Clinic}
    return {name: json.dumps(model.model_json_schema(), indent=2) + "\n" for name, model in models.items()}

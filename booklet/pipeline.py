"""The straight line: load -> cite -> template -> paginate -> tag -> check -> deliver."""
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from booklet.aloud.text import plain_text
from booklet.check import proof_problems
from booklet.cite import cite_manuscript
from booklet.cited import CitedManuscript
from booklet.clinic import Clinic
from booklet.csl import ReferenceLine
from booklet.deliver import Delivery, deliver_files
from booklet.errors import Place, Problem, nearest, stop_at
from booklet.finishing import finish_proof
from booklet.freshness import source_hash
from booklet.imprint import Imprint
from booklet.lines import printed_lines
from booklet.load import load_manuscript
from booklet.paginate import lay_out_pages
from booklet.presses import side_by_side
from booklet.printer import PrinterSettings
from booklet.renderer import rare_collections
from booklet.tag.stage import tag_pages
from booklet.template import fill_template
from booklet.web.page import web_page


def read_manuscript(folder: Path, clinic_file: Path | None = None) -> CitedManuscript:
    """Everything before a page is laid out. Raises BookletError with every problem of the manuscript at once."""
    manuscript = load_manuscript(folder, clinic_file)
    cited = cite_manuscript(manuscript)
    stop_at([*manuscript.problems, *cited.problems])
    return cited


def make_proof(cited: CitedManuscript, edition: str) -> tuple[bytes, int]:
    """One edition as the bytes of a PDF that keeps its promises, and its number of pages."""
    document = fill_template(cited, edition, _lines(cited))
    with rare_collections():
        laid_out = lay_out_pages(document)
        proof = tag_pages(laid_out)
    stop_at(proof_problems(proof, f"edition {edition}", is_ours=True))
    return proof, len(laid_out.pages.pages)


def make_edition(cited: CitedManuscript, edition: str) -> tuple[bytes, int | None]:
    """One edition in its medium: its bytes, and its number of pages if it has any."""
    design = cited.manuscript.imprint.editions[edition]
    if design.medium == "pdf":
        proof, pages = make_proof(cited, edition)
        return finish_proof(proof, design, cited.manuscript.imprint.published, PrinterSettings()), pages
    page = web_page(cited, _lines(cited))
    return (page if design.medium == "web" else plain_text(page)).encode(), None


def _lines(cited: CitedManuscript) -> Mapping[str, ReferenceLine]:
    return printed_lines([ref.reference for ref in cited.references])


def make_booklets(
    folder: Path, editions: Sequence[str], out: Path, clinic_file: Path | None = None,
    tell: Callable[[str], None] = lambda stage: None,
) -> tuple[Path, ...]:  # fmt: skip
    """Turn one folder of sections into finished files. Nothing is written unless every edition is good.

    `editions` names those wanted, none for the default ones. `tell` hears of each step as it begins.
    """
    tell("Reading the manuscript")
    made_from = ""
    with suppress(OSError):  # a file that cannot be read is told below
        made_from = source_hash(folder, clinic_file)  # before reading: what is saved meanwhile shall not pass for read
    cited = read_manuscript(folder, clinic_file)
    imprint = cited.manuscript.imprint
    chosen = chosen_editions(imprint, editions)
    tell(f"Setting {', '.join(chosen)}")
    made = side_by_side(
        make_edition, [(cited, name) for name in chosen], lambda done: tell(f"{done} of {len(chosen)} editions are set")
    )
    return deliver_files(
        [
            Delivery(imprint.file_name(name), name, imprint.version, pages, made_from, content)
            for name, (content, pages) in zip(chosen, made, strict=True)
        ],
        out,
    )


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

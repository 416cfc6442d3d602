"""The straight line: load -> cite -> template -> paginate -> tag -> check -> deliver."""
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from booklet.check import proof_problems
from booklet.cite import cite_manuscript
from booklet.cited import CitedManuscript
from booklet.clinic import Clinic
from booklet.deliver import Delivery, deliver_files
from booklet.errors import Place, Problem, nearest, stop_at
from booklet.freshness import source_hash
from booklet.imprint import Imprint
from booklet.lines import printed_lines
from booklet.load import load_manuscript
from booklet.paginate import lay_out_pages
from booklet.renderer import rare_collections
from booklet.tag.stage import tag_pages
from booklet.template import fill_template


def read_manuscript(folder: Path, clinic_file: Path | None = None) -> CitedManuscript:
    """Everything before a page is laid out. Raises BookletError with every problem of the manuscript at once."""
    manuscript = load_manuscript(folder, clinic_file)
    cited = cite_manuscript(manuscript)
    stop_at([*manuscript.problems, *cited.problems])
    return cited


def make_proof(cited: CitedManuscript, edition: str) -> tuple[bytes, int]:
    """One edition as the bytes of a PDF that keeps its promises, and its number of pages."""
    lines = printed_lines([ref.reference for ref in cited.references])
    document = fill_template(cited, edition, lines)
    with rare_collections():
        laid_out = lay_out_pages(document)
        proof = tag_pages(laid_out)
    stop_at(proof_problems(proof, f"edition {edition}", is_ours=True))
    return proof, len(laid_out.pages.pages)


def make_booklets(
    folder: Path, editions: Sequence[str], out: Path, clinic_file: Path | None = None,
    tell: Callable[[str], None] = lambda stage: None,
) -> tuple[Path, ...]:  # fmt: skip
    """Turn one folder of sections into finished files. Nothing is written unless every edition is good.

    `editions` names those wanted, none for all of the imprint. `tell` hears of each step as it begins.
    """
    tell("Reading the manuscript")
    cited = read_manuscript(folder, clinic_file)
    imprint = cited.manuscript.imprint
    deliveries = []
    for edition in chosen_editions(imprint.editions, editions):
        tell(f"Setting the edition {edition}")
        content, pages = make_proof(cited, edition)
        source = source_hash(folder, clinic_file, edition)
        name = f"{imprint.name}-{edition}.pdf"
        deliveries.append(Delivery(name, edition, imprint.version, pages, source, content))
    return deliver_files(deliveries, out)


def chosen_editions(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The editions asked for, each once; all of them for none or "all". Raises BookletError for an unknown one."""
    if not wanted or "all" in wanted:
        return list(known)
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

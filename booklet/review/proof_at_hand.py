"""The proof at hand: the edition whose pages are looked at by those who review."""
from pathlib import Path

from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.workers import side_by_side
from booklet.core.progress import Step, Tell, tell_nobody
from booklet.deliver.freshness import source_hash
from booklet.deliver.manifest import is_current
from booklet.model.cited import CitedManuscript
from booklet.pipeline import make_proof


def current_proof(cited: CitedManuscript, clinic: Path | None, out: Path, tell: Tell = tell_nobody) -> tuple[str, bytes]:
    """The first edition that is a PDF with its pages in reading order: its name, and the finished file.

    It is the one that lies in `out` where a build would write just that; else it is laid out, and not written.
    `clinic` is the profile that was asked for. Raises BookletError where there is no such edition, or a bad one.
    """
    imprint = cited.manuscript.imprint
    known = imprint.editions.items()
    name = next((name for name, made in known if made.medium == "pdf" and not made.imposition and not made.finish), "")
    if not name:
        hint = "add one to booklet.toml: [editions.a4] with paper = \"A4\""
        stop_at([Problem(Place("booklet.toml"), "unknown-edition", "no edition is a PDF to read page by page", hint)])
    if is_current(out, name, source_hash(Path(cited.manuscript.folder), clinic, on=cited.manuscript.on)):
        tell(Step(f"Reading {imprint.file_name(name)}"))
        return name, (out / imprint.file_name(name)).read_bytes()
    tell(Step(f"Setting {name}"))
    return name, side_by_side(make_proof, {name: (cited, name)})[name][0]

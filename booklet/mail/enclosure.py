"""What is enclosed: a PDF from the last build, and only one that is still what a build would write."""
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from booklet.bindery.printer import PRINTER_FILE
from booklet.errors import BookletError, Place, Problem, nearest, stop_at
from booklet.freshness import MANIFEST, manifest_entries, source_hash
from booklet.source import STRANGE, printable, shown_path, strange_says

LONGEST_FILE_NAME = 60  # characters: what mail programs show, and old ones keep
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\n\t]')  # what one system or another cannot have in a file's name
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # con.pdf: Windows' screen


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it lies in a message. `name` is what the reader sees; `version` is the handout's own."""

    name: str
    content: bytes
    edition: str
    version: str
    pages: int


def enclosure_of(
    built: Path, stem: str, edition: str, source: Path, clinic_file: Path | None, name: str, on: date | None = None
) -> Enclosure:
    """The PDF of an edition ("": the first one that was built), checked against the manifest and the manuscript.

    `stem` starts the names of this handout's files. `name`, if any, is what the file is called in the message: else
    it is neutral, for a file's name is read on lock screens, and a medicine in it tells of an illness.
    Raises BookletError where there is no such file, or the manuscript or the file has changed since the build, or a
    deadline has passed by the day `on`.
    """
    build = f"build first: {_command(built, source, clinic_file)}"
    entries = {entry["edition"]: entry for entry in manifest_entries(built) if _is_pdf_of(entry, stem)}
    if not edition:
        edition = next(iter(entries), "")
    if edition not in entries:
        says = f"the edition {printable(edition)} is not built" if edition else "this handout is not built"
        raise BookletError([Problem(Place(shown_path(built)), "not-built", says, nearest(edition, entries, build))])
    entry = entries[edition]
    content = _content_of(built / entry["file"], build)
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        says = f"this is not the file that {MANIFEST} tells of: it was changed after it was built"
        stop_at([Problem(Place(shown_path(built / entry["file"])), "changed-file", says, build)])
    printers = (None, Path(PRINTER_FILE))  # an edition whose pages share sheets is made for a printer
    if not any(source_hash(source, clinic_file, printer, on) == entry["source"] for printer in printers):
        says = "the manuscript, the clinic or the styles have changed since this was built"
        stop_at([Problem(Place(shown_path(built / entry["file"])), "stale-file", says, build)])
    return Enclosure(name or f"handout-{edition}.pdf", content, edition, entry["version"], entry["pages"])


def file_name_problems(name: str, place: Place) -> list[Problem]:
    """What is wrong with a name for the attached file, so that every system can save it under that name."""
    strange = STRANGE.search(name)
    if strange:
        return [Problem(place, "strange-text", strange_says(strange[0]), "type the name again")]
    if len(name) > LONGEST_FILE_NAME:
        says = f"a name of {len(name)} characters, and {LONGEST_FILE_NAME} is the most"
    elif not name.endswith(".pdf") or name == ".pdf":
        says = f"{printable(name)} does not end in .pdf"
    elif _FORBIDDEN.search(name) or _DEVICE.fullmatch(name) or name != " ".join(name.split()) or name[0] in ".-":
        says = f"not every computer can save a file as {printable(name)}"
    else:
        return []
    return [Problem(place, "bad-file-name", says, "letters, digits and hyphens do: handout-a4.pdf")]


def _command(built: Path, source: Path, clinic_file: Path | None) -> str:
    """What to type to build just what is asked for."""
    options = (("--source", source, Path("sections")), ("--clinic", clinic_file, None), ("--out", built, Path("dist")))
    named = [f"{name} {printable(path, most=200)}" for name, path, usual in options if path != usual]
    return " ".join(["python build.py", *(["build", *named] if named else [])])


def _is_pdf_of(entry: dict, stem: str) -> bool:
    """Whether a manifest's entry is a PDF of this handout, with all that a build writes."""
    whole = isinstance(entry, dict) and {"file", "edition", "version", "pages", "sha256", "source"} <= entry.keys()
    return whole and isinstance(entry["edition"], str) and entry["file"] == f"{stem}-{entry['edition']}.pdf"


def _content_of(file: Path, build: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BookletError([Problem(Place(shown_path(file)), "not-built", "there is no such file", build)]) from error

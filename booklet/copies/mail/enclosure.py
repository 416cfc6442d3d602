"""What is enclosed: a PDF from the last build, and only one that is still what a build would write."""
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from booklet.core.disk.files import is_device
from booklet.core.problems import BookletError, Place, Problem, nearest, stop_at
from booklet.core.processes.bounded import LARGEST_MB
from booklet.core.text_file import content_within, printable, shown_path
from booklet.core.typed_command import quoted
from booklet.core.unseen import strange_in, strange_says
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import MANIFEST, manifest_entries
from booklet.model.booklet import Imprint

LONGEST_FILE_NAME = 60  # characters: what mail programs show, and old ones keep
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\n\t]')  # what one system or another cannot have in a file's name


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it lies in a message. `name` is what the reader sees; `version` is the handout's own. `is_locked`: it asks
    for a password, which is told otherwise.
    """

    name: str
    content: bytes
    edition: str
    version: str
    pages: int
    is_locked: bool = False


def enclosure_of(
    built: Build, imprint: Imprint, edition: str, name: str, made_now: Callable[[str], bytes | None]
) -> Enclosure:
    """The PDF of an edition ("": the best one that was built), checked against the manifest and the manuscript.

    `name`, if any, is what the file is called in the message: else it is neutral, for a file's name is read on lock
    screens, and a medicine in it tells of an illness. Where something has changed since the build, `made_now` says
    whether the file has, too: what a build would write of an edition now, None where it would be refused.
    Raises BookletError where there is no such file, or it is another one than a build would write.
    """
    attachable = _attachable(imprint)
    stop_at(_wrong_edition(imprint, edition, attachable))
    pdfs = (each for each in manifest_entries(built.out) if each["file"] == f"{imprint.name}-{each['edition']}.pdf")
    entries = {entry["edition"]: entry for entry in pdfs if "pages" in entry}
    there = [known for known in attachable if known in entries]
    current = (known for known in there if _is_current(entries[known], imprint, built))
    wanted = edition or next(current, "") or next(iter(there), "")
    is_usual = any(imprint.editions[name].by_default for name in attachable)
    build = f"build first: {built.command(*([wanted] if wanted else [] if is_usual else attachable[:1]))}"
    if wanted not in entries:
        says = f"the edition {printable(wanted)} is not built" if wanted else "this handout is not built"
        if _drafts(built.out, imprint, [wanted] if wanted else attachable):
            says += " but as a DRAFT, which is for its authors and reviewers alone"
        hint = build if there else _other_handout(built) or build
        stop_at([Problem(Place(shown_path(built.out)), "not-built", says, hint)])
    entry = entries[wanted]
    file = built.out / entry["file"]
    content = _content_of(file, build)
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        says = f"this is not the file that {MANIFEST} tells of: it was changed after it was built"
        stop_at([Problem(Place(shown_path(file)), "changed-file", says, build)])
    if not _is_current(entry, imprint, built) and made_now(wanted) != content:
        says = "the manuscript, the clinic, the printer or the press has changed since this was built, and so would the file"
        stop_at([Problem(Place(shown_path(file)), "stale-file", says, build)])
    return Enclosure(name or f"handout-{wanted}.pdf", content, wanted, entry["version"], entry["pages"])


def _other_handout(built: Build) -> str:
    """Of a folder in which others lie: how to say that one of those is meant."""
    ways = sorted({str(entry["manuscript"]) for entry in manifest_entries(built.out) if entry.get("manuscript")})
    folders = [shown_path(Path(os.path.normpath(built.out / way))) for way in ways]
    others = [folder for folder in folders if folder != shown_path(built.source)]
    return f"what lies there is of another handout: add --source {quoted(others[0])}" if others else ""


def _drafts(out: Path, imprint: Imprint, editions: Sequence[str]) -> set[str]:
    """The files of these editions that were built only to look at."""
    known = {entry["file"] for entry in manifest_entries(out)}
    return known & {imprint.file_name(edition, is_draft=True) for edition in editions}


def _attachable(imprint: Imprint) -> list[str]:
    """The editions that are PDFs: the summary first, which is read on a phone; sheets last, which are for a printer."""
    pdfs = {name: edition for name, edition in imprint.editions.items() if edition.medium == "pdf"}
    return sorted(pdfs, key=lambda name: (bool(pdfs[name].imposition or pdfs[name].finish), not pdfs[name].is_alone))


def _wrong_edition(imprint: Imprint, edition: str, attachable: Sequence[str]) -> Iterator[Problem]:
    """An edition that no build would make a PDF of: a hint to build it would lead in a circle."""
    if not attachable:
        hint = "add one to booklet.toml: [editions.a4] with paper = \"A4\""
        yield Problem(Place("booklet.toml"), "unknown-edition", "no edition is a PDF, and only a PDF is attached", hint)
    elif edition and edition not in attachable:
        is_known = edition in imprint.editions
        says = f"the edition {edition} is no PDF" if is_known else f"there is no edition {printable(edition)}"
        otherwise = f"editions to attach: {', '.join(attachable)}"
        hint = otherwise if is_known else nearest(edition, attachable, otherwise)
        yield Problem(Place("--edition"), "unknown-edition", says, hint)


def _is_current(entry: Mapping[str, Any], imprint: Imprint, built: Build) -> bool:
    made_from = built.made_from()[imprint.editions[entry["edition"]].imposition is not None]
    return bool(made_from) and entry["source"] == made_from


def file_name_problems(name: str, place: Place) -> list[Problem]:
    """What is wrong with a name for the attached file, so that every system can save it under that name."""
    strange = strange_in(name)
    if strange:
        return [Problem(place, "strange-text", strange_says(strange), "type the name again")]
    if len(name) > LONGEST_FILE_NAME:
        says = f"a name of {len(name)} characters, and {LONGEST_FILE_NAME} is the most"
    elif not name.endswith(".pdf") or name == ".pdf":
        says = f"{printable(name)} does not end in .pdf"
    elif _FORBIDDEN.search(name) or is_device(name) or name != " ".join(name.split()) or name[0] in ".-":
        says = f"not every computer can save a file as {printable(name)}"
    else:
        return []
    return [Problem(place, "bad-file-name", says, "letters, digits and hyphens do: handout-a4.pdf")]


def _content_of(file: Path, build: str) -> bytes:
    try:
        return content_within(file, LARGEST_MB * 1_000_000) or b""  # a longer one is not what was built
    except OSError as error:
        raise BookletError([Problem(Place(shown_path(file)), "not-built", "there is no such file", build)]) from error

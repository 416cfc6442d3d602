"""A handout on the shelf: built, or why not; and what a catalogue says of it."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.processes.workers import Bounds
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import is_current, manifest_entries
from booklet.load.edition_checks import chosen_editions
from booklet.load.load import load_manuscript
from booklet.model.booklet import Imprint
from booklet.model.manuscript import Manuscript
from booklet.pipeline import make_booklets
from booklet.words.check import left_to_mend


@dataclass(frozen=True, slots=True)
class Together:
    """What all handouts of a shelf have in common: the clinic (None: each has its own example), the day, and the folder of
    the catalogue, in which each has one of its own.
    """

    clinic: Path | None
    on: date
    out: Path
    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    """One file of a handout, by the way to it from the catalogue. `pages` is None for what has none; `old` is the version
    of one that is not as it would be built now, "" of all others.
    """

    edition: str
    file: str
    pages: int | None
    old: str = ""


@dataclass(frozen=True, slots=True)
class Handout:
    """A row of the catalogue. `text` is a hash of what the handout is made from, "" where that cannot be read; `checked` the
    day of the last look for retractions, `problems` what keeps it from being built. Days are as in 2027-03-14.
    """

    folder: str
    title: str
    language: str = ""
    version: str = ""
    published: str = ""
    review_by: str = ""
    is_overdue: bool = False
    signed: tuple[str, ...] = ()
    is_signed: bool = False
    checked: str = ""
    is_stale: bool = False
    retracted: tuple[str, ...] = ()
    files: tuple[ShelvedFile, ...] = ()
    text: str = ""
    problems: tuple[str, ...] = ()


def handout(asked: Together, folder: Path, place: str) -> Handout:
    """Build a manuscript, if it has changed, and tell of it; `place` is its folder below that of the catalogue. Whatever is
    wrong with it is told, and raises nothing.
    """
    build = Build(folder, asked.clinic, None, asked.on, asked.out / place)
    problems: list[Problem] = []
    manuscript: Manuscript | None = None
    try:
        manuscript = load_manuscript(folder, asked.clinic, asked.on)
        _build(build, manuscript, asked.bounds)
    except BookletError as error:
        problems += error.problems
    except (RecursionError, RuntimeError, ValueError, KeyError, OSError) as error:  # ours to mend, and not to stop others
        told = str(error).strip().split("\n")[-1]  # a worker tells all of its traceback
        says = f"{type(error).__name__}: {told}"
        problems.append(Problem(Place(place), "handout-broke", says, "build it by itself to see more"))
    return _row(build, place, manuscript, tuple(str(problem) for problem in problems))


def _build(build: Build, manuscript: Manuscript, bounds: Bounds) -> None:
    chosen, made_from = chosen_editions(manuscript.imprint, ()), build.made_from()
    editions = manuscript.imprint.editions
    if not all(is_current(build.out, name, made_from[editions[name].imposition is not None]) for name in chosen):
        left_to_mend(build)
        make_booklets(build, bounds=bounds)


def _row(build: Build, place: str, manuscript: Manuscript | None, problems: tuple[str, ...]) -> Handout:
    if manuscript is None:
        return Handout(place, place.rpartition("/")[2], problems=problems)
    imprint, standing, lock = manuscript.imprint, manuscript.standing, manuscript.lock
    made_from = build.made_from()
    signed = tuple(f"{name}, {role}, {day}{'' if is_all else ' (in part)'}" for name, role, day, is_all in standing.signers)
    return Handout(
        place, imprint.title, imprint.language, imprint.version, str(imprint.published), str(imprint.review_by),
        standing.is_past_review, signed, standing.is_signed, str(lock.checked or "") if lock else "",
        bool(lock and build.on and lock.is_stale(build.on)), standing.retracted,
        tuple(_files(build, place, imprint, made_from)), made_from[False], problems,
    )  # fmt: skip


def _files(build: Build, place: str, imprint: Imprint, made_from: Mapping[bool, str]) -> Iterator[ShelvedFile]:
    """Those of its editions, be they of before, where it could not be built; and no drafts."""
    for entry in manifest_entries(build.out):
        edition = imprint.editions.get(entry["edition"])
        if edition and entry["file"] == imprint.file_name(entry["edition"]) and (build.out / entry["file"]).is_file():
            is_old = not is_current(build.out, entry["edition"], made_from[edition.imposition is not None])
            old = (entry["version"] or "unknown") if is_old else ""
            yield ShelvedFile(entry["edition"], f"{place}/{entry['file']}", entry.get("pages"), old)

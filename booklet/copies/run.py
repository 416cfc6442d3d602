"""The run: copies for all people of a list, several at once, each whole or not there.

A worker strikes a batch and brings to the disk what does not lie there already; then the journal says that it does. What
was stopped between the two is written again: the same row and the same handout give the same bytes.
"""
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from booklet.copies.journal import KeptCopy, Journal
from booklet.copies.plate.plate import Misfit, Plate
from booklet.copies.recipients.people import Person
from booklet.core.disk.files import remove, sync_folder, write_part

BATCH = 50  # copies that a worker makes at a time
_plates: Mapping[str, Plate] = {}


@dataclass(slots=True)
class Outcome:
    """How it went: how many copies were made, how many lay there as they should, how many were removed because their row
    is gone, and the rows that have none, as they do not fit.
    """

    made: int = 0
    kept: int = 0
    removed: int = 0
    misfits: list[tuple[int, Misfit]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many rows are done."""
        return self.made + self.kept + len({row for row, _ in self.misfits})


@dataclass(frozen=True, slots=True)
class Job:
    """One copy that shall lie on the disk, and the hash of what lay there before."""

    person: Person
    file: str
    before: str


def run(
    people: Iterable[Person], plates: Mapping[str, Plate], folder: Path, stem: str, journal: Journal, workers: int,
    tell: Callable[[int], None] = lambda done: None,
) -> Outcome:  # fmt: skip
    """Bring a folder to hold the copies of these people and no others. `tell` hears how many rows are done.

    Files are named by their row and edition, and tell nothing of a person. Raises OSError.
    """
    outcome, rows = Outcome(), set[int]()
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(plates,)) as pool:
        jobs = _jobs(people, stem, journal, rows)
        waiting: set[Future[tuple[list[KeptCopy], int, list[tuple[int, Misfit]]]]] = set()
        while True:
            while len(waiting) < 2 * workers and (batch := list(islice(jobs, BATCH))):
                waiting.add(pool.submit(_make, batch, folder))
            if not waiting:
                break
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for copies, kept, misfits in (future.result() for future in done):
                sync_folder(folder)
                journal.keep(copies)
                outcome.made += len(copies)
                outcome.kept += kept
                outcome.misfits += misfits
                tell(outcome.done)
    outcome.removed = _without_others(folder, journal, rows - {row for row, _ in outcome.misfits})
    outcome.misfits.sort(key=lambda each: each[0])
    return outcome


def _jobs(people: Iterable[Person], stem: str, journal: Journal, rows: set[int]) -> Iterator[Job]:
    for person in people:
        rows.add(person.row)
        name = f"{stem}-{person.row:06}-{person.edition}.pdf"
        before = journal.copy(person.row)
        yield Job(person, name, before.sha256 if before and before.file == name else "")


def _begin(plates: Mapping[str, Plate]) -> None:
    global _plates  # noqa: PLW0603 - a worker works for one run
    _plates = plates


def _make(batch: list[Job], folder: Path) -> tuple[list[KeptCopy], int, list[tuple[int, Misfit]]]:
    """The copies that were written, how many lay there already, and what does not fit."""
    copies, kept, misfits = list[KeptCopy](), 0, list[tuple[int, Misfit]]()
    for job in batch:
        content, wrong = _plates[job.person.edition].struck(job.person.values)
        misfits += [(job.person.row, misfit) for misfit in wrong]
        if wrong:
            continue
        mark = sha256(content).hexdigest()
        if mark == job.before and _size(folder / job.file) == len(content):
            kept += 1
        else:
            _write(folder, job.file, content)
            copies.append(KeptCopy(job.person.row, job.file, mark))
    return copies, kept, misfits


def _write(folder: Path, name: str, content: bytes) -> None:
    """One file that nobody else may read, whole under its name or not there."""
    part = write_part(folder, content, 0o600)
    try:
        os.replace(part, folder / name)
    except BaseException:
        remove(part)
        raise


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _without_others(folder: Path, journal: Journal, rows: set[int]) -> int:
    """Remove the copies of rows that the list has no more: somebody would be sent what is another's now."""
    others = [copy for copy in journal.kept() if copy.row not in rows]
    for copy in others:
        remove(folder / copy.file)
    journal.forget(others)
    return len(others)

"""The run: copies for all people of a list, several at once, each whole or not there.

A worker strikes a batch and brings to the disk what does not lie there already; then the journal says that it does. What
was stopped between the two is written again: the same row and the same handout give the same bytes.
"""
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from booklet.copies.journal import Journal, KeptCopy
from booklet.copies.plate.plate import Misfit, Plate
from booklet.copies.recipients.people import Person
from booklet.core.disk.files import remove, sync_folder, write_part
from booklet.core.processes.crew import Crew

BATCH = 50  # copies that a worker makes at a time


@dataclass(slots=True)
class Outcome:
    """How it went: how many copies were made, how many lay there as they should, how many were removed because nobody of
    the list has them any more, and the rows that have none, as they do not fit.
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
class Workshop:
    """What every worker has: the plates by edition, and the folder for the copies."""

    plates: Mapping[str, Plate]
    folder: Path


@dataclass(frozen=True, slots=True)
class Job:
    """One copy that shall lie on the disk, and what lay there before."""

    person: Person
    file: str
    before: KeptCopy | None


@dataclass(slots=True)
class Batch:
    """What a worker made of a batch: the copies that it wrote, those that lay there already, and what does not fit."""

    made: list[KeptCopy] = field(default_factory=list)
    kept: list[KeptCopy] = field(default_factory=list)
    misfits: list[tuple[int, Misfit]] = field(default_factory=list)


def run(
    people: Iterable[Person], shop: Workshop, stem: str, journal: Journal, crew: Crew,
    tell: Callable[[int], None] = lambda done: None,
) -> Outcome:  # fmt: skip
    """Bring a folder to hold the copies of these people and no others. `tell` hears how many rows are done.

    Files are named by their row and edition, and tell nothing of a person. Raises OSError.
    """
    outcome = Outcome()
    for batch in crew.results(_make, shop, _batches(people, stem, journal), shop.folder):
        sync_folder(shop.folder)
        journal.keep([*batch.made, *batch.kept])
        outcome.made += len(batch.made)
        outcome.kept += len(batch.kept)
        outcome.misfits += batch.misfits
        tell(outcome.done)
    for copy in journal.unwanted():  # somebody would be sent what is another's now
        remove(shop.folder / copy.file)
        outcome.removed += bool(copy.mark)
    journal.forget_unwanted()
    outcome.misfits.sort(key=lambda each: each[0])
    return outcome


def _batches(people: Iterable[Person], stem: str, journal: Journal) -> Iterator[tuple[list[Job]]]:
    coming = iter(people)
    while batch := list(islice(coming, BATCH)):
        files = {f"{stem}-{person.row:06}-{person.edition}.pdf": person for person in batch}
        journal.plan((file, person.row) for file, person in files.items())
        yield ([Job(person, file, journal.copy(file)) for file, person in files.items()],)


def _make(shop: Workshop, jobs: list[Job]) -> Batch:
    batch = Batch()
    for job in jobs:
        content, misfits = shop.plates[job.person.edition].struck(job.person.values)
        if misfits:
            batch.misfits += [(job.person.row, misfit) for misfit in misfits]
            continue
        copy = KeptCopy(job.file, job.person.row, sha256(content).hexdigest(), len(content))
        if copy == job.before and _size(shop.folder / job.file) == copy.size:
            batch.kept.append(copy)
        else:
            _write(shop.folder, job.file, content)
            batch.made.append(copy)
    return batch


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

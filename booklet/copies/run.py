"""The run: copies for all people of a list, several at once, each whole or not there.

A worker strikes a batch and brings to the disk what does not lie there already; then the journal says that it does. What
was stopped between the two is written again: the same row and the same handout give the same bytes.
"""
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from booklet.copies.journal import Journal, KeptCopy
from booklet.copies.plate.bundle import Stock
from booklet.copies.plate.lock import locked_copy
from booklet.copies.plate.plate import Misfit, Plate
from booklet.copies.recipients.people import Person
from booklet.core.disk.files import remove, size_of, sync_folder, take_place, write_part
from booklet.core.printed.runs import counted
from booklet.core.processes.crew import Crew

BATCH = 50  # copies that a worker makes at a time
BUNDLE = 100  # copies in a file for the printer: a stack that one person carries


@dataclass(slots=True)
class Outcome:
    """How it went: how many copies were made of each edition, how many lay there as they should, how many were removed as
    nobody of the list has them any more, and the rows that have none, as they do not fit.
    """

    made: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    removed: int = 0
    misfits: list[tuple[int, Misfit]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.made.total() + self.kept + len({row for row, _ in self.misfits})

    def told(self, folder: Path) -> str:
        removed = f", {self.removed} of rows that are gone, or have another, removed" if self.removed else ""
        return f"{counted(self.made.total(), 'copy', 'copies')} made in {folder}, {self.kept} lay there already{removed}."


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every worker has: the plates by edition, the folder for the copies, and, where copies are bundled for the
    printer, what these are made of, by edition.
    """

    plates: Mapping[str, Plate]
    folder: Path
    stocks: Mapping[str, Stock] = field(default_factory=dict)

    def made(self, job: "Job") -> tuple[bytes, int, list[tuple[int, Misfit]]]:
        """The content of a file, how many copies are in it, and the rows that do not fit. Nothing where there are none."""
        if job.is_bundle:
            return self.stocks[job.people[0].edition].bundle(job.people)
        (person,) = job.people
        content, misfits = self.plates[person.edition].struck(person.values)
        return content, int(not misfits), [(person.row, misfit) for misfit in misfits]


@dataclass(frozen=True, slots=True)
class Job:
    """One file that shall lie on the disk, whose copies are in it, and what lay there before."""

    file: str
    people: tuple[Person, ...]
    is_bundle: bool
    before: KeptCopy | None = None

    @property
    def kept(self) -> KeptCopy:
        """What the journal says of it before it is made."""
        first = self.people[0]
        return KeptCopy(self.file, first.row, first.edition, 0, "" if self.is_bundle else first.address)


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

    Files are named by their rows and edition, and tell nothing of a person. Raises OSError.
    """
    outcome = Outcome()
    journal.begin()
    jobs = _jobs(people, stem, is_merged=bool(shop.stocks))
    for batch in crew.results(_make, shop, ((batch,) for batch in _batches(jobs, journal)), shop.folder):
        sync_folder(shop.folder)
        journal.keep([*batch.made, *batch.kept])
        for copy in batch.made:
            outcome.made[copy.edition] += copy.count
        outcome.kept += sum(copy.count for copy in batch.kept)
        outcome.misfits += batch.misfits
        tell(outcome.done)
    for copy in journal.unwanted():  # somebody would be sent what is another's now
        remove(shop.folder / copy.file)
        outcome.removed += copy.count
    journal.forget_unwanted()
    outcome.misfits.sort(key=lambda each: each[0])
    return outcome


def _jobs(people: Iterable[Person], stem: str, is_merged: bool) -> Iterator[Job]:
    """A file for each person; or, for those without an address, bundles of each edition in the order of the rows."""
    waiting: dict[str, list[Person]] = defaultdict(list)

    def bundled(edition: str) -> Job:
        together = tuple(waiting.pop(edition))
        return Job(f"{stem}-{edition}-rows-{together[0].row:06}-{together[-1].row:06}.pdf", together, is_bundle=True)

    for person in people:
        if not is_merged or person.address:
            yield Job(f"{stem}-{person.row:06}-{person.edition}.pdf", (person,), is_bundle=False)
            continue
        waiting[person.edition].append(person)
        if len(waiting[person.edition]) == BUNDLE:
            yield bundled(person.edition)
    for edition in list(waiting):
        yield bundled(edition)


def _batches(jobs: Iterator[Job], journal: Journal) -> Iterator[list[Job]]:
    """As many as a worker is given at a time; the journal knows of them from then on."""
    batch: list[Job] = []
    for job in jobs:
        batch.append(job)
        if job.is_bundle or len(batch) == BATCH:
            yield _planned(batch, journal)
            batch = []
    if batch:
        yield _planned(batch, journal)


def _planned(batch: list[Job], journal: Journal) -> list[Job]:
    journal.plan(job.kept for job in batch)
    return [replace(job, before=journal.copy(job.file)) for job in batch]


def _make(shop: Workshop, jobs: list[Job]) -> Batch:
    batch = Batch()
    for job in jobs:
        content, count, misfits = shop.made(job)
        batch.misfits += misfits
        if not content:
            continue
        password = "" if job.is_bundle else job.people[0].password
        mark = sha256(content + password.encode()).hexdigest()
        copy = replace(job.kept, count=count, mark=mark)
        before = job.before
        if before and before.mark == mark and size_of(shop.folder / job.file) == before.size:
            batch.kept.append(replace(copy, size=before.size, sha256=before.sha256))
            continue
        if password:
            content = locked_copy(content, password)
        take_place(write_part(shop.folder, content, 0o600), shop.folder / job.file)  # for nobody else to read
        batch.made.append(replace(copy, size=len(content), sha256=sha256(content).hexdigest()))
    return batch

"""Verification: what references.lock says of the works that a handout cites, as things to do.

It asks the file that `refs verify` wrote, never the network. A lock is as fresh as its oldest check.
"""
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable, shown_path
from booklet.core.typed_command import command
from booklet.model.lock import FRESH_DAYS, Lock, Record
from booklet.model.manuscript import Manuscript, Reference

_NOTICES = {
    "retracted": ("retracted-reference", "was retracted", "cite other proof, or take the claim out"),
    "concern": ("reference-concern", "is under an expression of concern", "read the notice; can the claim still stand?"),
    "corrected": ("reference-corrected", "was corrected", "read the notice; does it change what is said here?"),
}


def reference_problems(manuscript: Manuscript) -> list[Problem]:
    """Codes retracted-reference, reference-concern, reference-corrected, reference-differs, stale-lock, not-verified
    and unused-lock, each at the reference or the line of the lock that it is about.
    """
    if not manuscript.references:
        return []
    folder = Path(manuscript.folder)
    if manuscript.lock is None:
        place = Place(shown_path(folder / "references.json"))
        return [finding("not-verified", place, "no reference has been checked for retractions", _verify(folder))]
    return lock_problems(manuscript.lock, manuscript.references, manuscript.on, folder)


def lock_problems(lock: Lock, references: Sequence[Reference], on: date, folder: Path) -> list[Problem]:
    """The same of a lock by itself, held against the references of the manuscript in `folder` on a day."""
    verify = _verify(folder)
    return [
        *_stale(lock, on, verify), *_stray(lock, verify), *_by_hand(lock, references), *_of_works(lock, references, verify),
    ]  # fmt: skip


def _verify(folder: Path) -> str:
    return f"run `{command('refs', 'verify', source=folder)}`, where there is a network"


def _stale(lock: Lock, on: date, verify: str) -> Iterator[Problem]:
    if lock.checked is not None and lock.is_stale(on):
        days = (on - lock.checked).days
        says = f"references were last checked on {lock.checked}, {days} days ago; {FRESH_DAYS} is the most"
        yield finding("stale-lock", lock.place, says, verify)


def _stray(lock: Lock, verify: str) -> Iterator[Problem]:
    for record in lock.stray:
        says = f"{printable(record.key)} is in the lock and not in references.json"
        yield finding("unused-lock", record.place, says, verify)


def _by_hand(lock: Lock, references: Sequence[Reference]) -> Iterator[Problem]:
    """One line for all works that no program can look up: somebody has to open them."""
    works = [work for work in references if not (work.csl.get("DOI") or work.csl.get("PMID"))]
    if works:
        names = ", ".join(printable(work.key) for work in works)
        says = f"without DOI and PMID, so not looked up: {printable(names, most=1_000)}"
        hint = "open each of them, and see whether it still says what you cite"
        yield finding("not-verified", lock.place, says, hint)


def _of_works(lock: Lock, references: Sequence[Reference], verify: str) -> Iterator[Problem]:
    for work in references:
        record = lock.record_of(work.key)
        if record:
            yield from _noticed(work, record)
            yield from (_differs(work, difference) for difference in record.differs)
        if (work.csl.get("DOI") or work.csl.get("PMID")) and not (record and record.is_checked):
            why = "was changed since it was checked" if record and not record.is_current else "was not looked up"
            yield finding("not-verified", work.place, f"{printable(work.key)} {why}", verify)


def _noticed(work: Reference, record: Record) -> Iterator[Problem]:
    if record.status in _NOTICES:
        code, what, hint = _NOTICES[record.status]
        told = f"{what}{f' on {record.notice_date}' if record.notice_date else ''}"
        notice = f", see {record.notice}" if record.notice else ""
        yield finding(code, work.place, f"{printable(work.key)} {told}{notice}", hint)


def _differs(work: Reference, difference: str) -> Problem:
    hint = "see which of the two is right; if the work itself is another one, mend its DOI"
    return finding("reference-differs", work.place, f"{printable(work.key)}: {printable(difference, most=600)}", hint)

"""references.lock as a value: what Crossref and PubMed said of each reference, and on which day."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from booklet.core.problems import Place
from booklet.core.sealed import digest

LOCK, FORMAT = "references.lock", 1
FRESH_DAYS = 90  # our own rule: retractions come all year, and a handout is printed all year
NOTICED = ("retracted", "concern", "corrected")  # gravest first
Status = Literal["good", "corrected", "concern", "retracted", "differs", "not-checked"]


def gravity(status: str) -> int:
    """The graver what was found, the smaller."""
    return NOTICED.index(status) if status in NOTICED else len(NOTICED)


@dataclass(frozen=True, slots=True)
class Record:
    """What was found of one reference. `notice` is the DOI of what retracts or corrects it, or PMID:123, or "".

    `is_current`: the reference is still what was compared. `differs` tells each difference in a sentence.
    """

    key: str
    entry: str
    status: Status
    doi: str = ""
    pmid: str = ""
    checked: date | None = None
    notice: str = ""
    notice_date: date | None = None
    differs: tuple[str, ...] = ()
    is_current: bool = True
    place: Place = Place(LOCK)

    @property
    def is_checked(self) -> bool:
        return self.status != "not-checked" and self.is_current and self.checked is not None

    @property
    def has_identifier(self) -> bool:
        """Whether there is anything to ask by; without, a person has to look."""
        return bool(self.doi or self.pmid)


@dataclass(frozen=True, slots=True)
class Lock:
    """The records of those references that the manuscript has, in its order; `total` counts its references.

    `retracted` and `cited` are keys. `stray` are records of references that are there no more.
    """

    place: Place
    total: int
    records: tuple[Record, ...] = ()
    cited: frozenset[str] = frozenset()
    stray: tuple[Record, ...] = ()

    @property
    def retracted(self) -> tuple[str, ...]:
        """The keys of retracted works that the text cites, in the order of references.json."""
        return tuple(record.key for record in self.records if record.status == "retracted" and record.key in self.cited)

    @property
    def checked_count(self) -> int:
        return sum(record.is_checked for record in self.records)

    @property
    def checked(self) -> date | None:
        """The day of the oldest check that still counts: the lock is no fresher than that. None without any."""
        return min((record.checked for record in self.records if record.is_checked and record.checked), default=None)

    def record_of(self, key: str) -> Record | None:
        return next((record for record in self.records if record.key == key), None)

    def is_stale(self, on: date) -> bool:
        """Whether, on that day, the last check lies more than 90 days back."""
        return self.checked is not None and (on - self.checked).days > FRESH_DAYS


def entry_hash(work: Mapping[str, Any]) -> str:
    """The hash of a reference's fields (CSL-JSON without `custom`)."""
    return digest({name: value for name, value in work.items() if name != "custom"})

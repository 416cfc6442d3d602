"""Passwords of copies: those that the list has, and those that are made for everybody else and kept in a file of their own.

That file is for its owner alone, and does not lie among the copies: whoever has both has everything.
"""
import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from secrets import choice

from booklet.copies.recipients.people import Person
from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import shown_path

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another: 32, so 5 bits each
_GROUPS, _EACH = 4, 4  # K7QM-W3XT-9HPD-R4VN: 80 bits
_HEADINGS = ["row", "password", "for"]
_FORMER = "was "  # before the row of who is not on the list now


class Passwords:
    """The passwords of one folder of copies. Who was told theirs keeps it as long as their row says the same, wherever it
    stands, and also while they are not asked for: their copy may be sent. Raises BookletError for a file that holds
    something else.
    """

    def __init__(self, file: Path):
        self.file = file
        self._used: dict[int, tuple[str, str]] = {}
        self._read()

    def _read(self) -> None:
        self._kept: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)  # by what a row says; two may say the same
        if self.file.exists():
            with writing(self.file):
                rows = list(csv.reader(io.StringIO(self.file.read_text(encoding="utf-8", errors="replace"))))
            are_ours = (len(row) == len(_HEADINGS) and row[0].removeprefix(_FORMER).isdecimal() for row in rows[1:])
            if rows[:1] != [_HEADINGS] or not all(are_ours):
                says = "these are no passwords that were made for copies"
                stop_at([Problem(Place(shown_path(self.file)), "not-ours", says, "name another file: --passwords FILE")])
            for row, password, of in rows[1:]:
                self._kept[of].append((row.removeprefix(_FORMER), password))

    def of(self, person: Person) -> str:
        """The password of a person: that of the list, or one that is made, and the same next time."""
        if person.password:
            return person.password
        if person.row not in self._used:
            of = sha256("\n".join((person.edition, person.address, *person.values.values())).encode()).hexdigest()[:16]
            kept = self._kept[of]
            self._used[person.row] = kept.pop(0)[1] if kept else _made(), of
        return self._used[person.row][0]

    def keep_for(self, people: Iterable[Person]) -> None:
        """Ask for those of all these people, and write them, before the first copy is locked. Raises BookletError."""
        with writing(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.file):
                self._read()  # what another run has made since
                for person in people:
                    self.of(person)
                rows = [(str(row), *each) for row, each in sorted(self._used.items())]
                rows += [(f"{_FORMER}{row}", password, of) for of, kept in self._kept.items() for row, password in kept]
                written = io.StringIO()
                csv.writer(written, lineterminator="\n").writerows([_HEADINGS, *rows])
                if rows:
                    write_whole(self.file, written.getvalue().encode(), 0o600)


def _made() -> str:
    return "-".join("".join(choice(_LETTERS) for _ in range(_EACH)) for _ in range(_GROUPS))

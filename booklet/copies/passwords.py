"""Passwords of copies: those that the list has, and those that are made for everybody else and kept in a file of their own.

That file is for its owner alone, and does not lie among the copies: whoever has both has everything.
"""
import csv
import io
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from secrets import choice

from booklet.copies.recipients.people import Person
from booklet.core.disk.files import write_whole, writing
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import shown_path

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another: 32, so 5 bits each
_GROUPS, _EACH = 4, 4  # K7QM-W3XT-9HPD-R4VN: 80 bits
_HEADINGS = ["row", "password", "for"]


class Passwords:
    """The passwords of one folder of copies. Who was told theirs keeps it as long as their row says the same, wherever it
    stands. Raises BookletError for a file that holds something else.
    """

    def __init__(self, file: Path):
        self.file = file
        self._kept: defaultdict[str, list[str]] = defaultdict(list)  # by what a row says; two may say the same
        if file.exists():
            with writing(file):
                rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8", errors="replace"))))
            if rows[:1] != [_HEADINGS] or not all(len(row) == len(_HEADINGS) and row[0].isdecimal() for row in rows[1:]):
                says = "these are no passwords that were made for copies"
                stop_at([Problem(Place(shown_path(file)), "not-ours", says, "name another file: --passwords FILE")])
            for _, password, of in rows[1:]:
                self._kept[of].append(password)
        self._used: dict[int, tuple[str, str]] = {}

    def of(self, person: Person) -> str:
        """The password of a person: that of the list, or one that is made, and the same next time."""
        if person.password:
            return person.password
        if person.row not in self._used:
            of = sha256("\n".join((person.edition, person.address, *person.values.values())).encode()).hexdigest()[:16]
            kept = self._kept[of]
            self._used[person.row] = kept.pop(0) if kept else _made(), of
        return self._used[person.row][0]

    def keep(self) -> None:
        """Write those that were asked for, before the first copy is made. Raises BookletError."""
        if not self._used:
            return
        written = io.StringIO()
        table = csv.writer(written, lineterminator="\n")
        table.writerows([_HEADINGS, *([row, *each] for row, each in sorted(self._used.items()))])
        with writing(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, written.getvalue().encode(), 0o600)


def _made() -> str:
    return "-".join("".join(choice(_LETTERS) for _ in range(_EACH)) for _ in range(_GROUPS))

"""Passwords of copies: those that the list has, and those that are made for everybody else and kept in a file of their own.

That file is for its owner alone, and does not lie among the copies: whoever has both has everything.
"""
import csv
import io
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
    """The passwords of one folder of copies. A row keeps its own as long as it says the same. Raises BookletError for a file
    that holds something else.
    """

    def __init__(self, file: Path):
        self.file = file
        self._kept: dict[int, tuple[str, str]] = {}
        if file.exists():
            with writing(file):
                rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8", errors="replace"))))
            if rows[:1] != [_HEADINGS] or not all(len(row) == len(_HEADINGS) and row[0].isdecimal() for row in rows[1:]):
                says = "these are no passwords that were made for copies"
                stop_at([Problem(Place(shown_path(file)), "not-ours", says, "name another file: --passwords FILE")])
            self._kept = {int(row): (password, of) for row, password, of in rows[1:]}
        self._used: dict[int, tuple[str, str]] = {}

    def of(self, person: Person) -> str:
        """The password of a person: that of the list, or one that is made, and the same next time."""
        if person.password:
            return person.password
        of = sha256("\n".join((person.edition, person.address, *person.values.values())).encode()).hexdigest()[:16]
        kept = self._kept.get(person.row)
        self._used[person.row] = kept if kept and kept[1] == of else (_made(), of)
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
        self._kept = dict(self._used)


def _made() -> str:
    return "-".join("".join(choice(_LETTERS) for _ in range(_EACH)) for _ in range(_GROUPS))

"""The journal of a folder of copies: which are whole, so that a run that was stopped at any moment can go on where it was.

It holds numbers of rows and hashes of files, and nothing of a person. Kept by SQLite, which survives a cut of the power.
"""
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from booklet.core.disk.files import writing
from booklet.core.problems import Place, Problem, stop_at

_JOURNAL = ".copies.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS copy (row INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy that lies on the disk: the row that it is of, the name of its file, and the hash of its content."""

    row: int
    file: str
    sha256: str


class Journal:
    """The journal, open."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database

    def kept(self) -> Iterator[KeptCopy]:
        """The copies that were whole, in the order of their rows."""
        return (KeptCopy(*row) for row in self._database.execute("SELECT row, file, sha256 FROM copy ORDER BY row"))

    def copy(self, row: int) -> KeptCopy | None:
        """The copy of a row, if there is one."""
        found = self._database.execute("SELECT row, file, sha256 FROM copy WHERE row = ?", (row,)).fetchone()
        return KeptCopy(*found) if found else None

    def keep(self, copies: Iterable[KeptCopy]) -> None:
        """These lie on the disk now."""
        with self._database:
            rows = [(copy.row, copy.file, copy.sha256) for copy in copies]
            self._database.executemany("INSERT OR REPLACE INTO copy VALUES (?, ?, ?)", rows)

    def forget(self, copies: Iterable[KeptCopy]) -> None:
        """These do not, or shall not."""
        with self._database:
            self._database.executemany("DELETE FROM copy WHERE row = ?", [(copy.row,) for copy in copies])


@contextmanager
def journal_in(folder: Path) -> Iterator[Journal]:
    """The journal of a folder, which is made where there is none. Raises BookletError where it cannot be written."""
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _JOURNAL).touch(mode=0o600)
    database = sqlite3.connect(folder / _JOURNAL)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(_TABLE)
        yield Journal(database)
    except sqlite3.DatabaseError as error:
        hint = "make room there; or remove the file, and all copies are made again"
        stop_at([Problem(Place(str(folder / _JOURNAL)), "cannot-write", f"the journal cannot be kept: {error}", hint)])
    finally:
        database.close()

"""The journal of a folder of copies: which are whole, so that a run that was stopped at any moment can go on where it was.

It holds numbers of rows and marks of files, and nothing of a person. Kept by SQLite, which survives a cut of the power.
"""
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from booklet.core.disk.files import writing
from booklet.core.problems import Place, Problem, stop_at

_JOURNAL = ".copies.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS kept (
    file TEXT PRIMARY KEY, row INTEGER NOT NULL, count INTEGER NOT NULL, mark TEXT NOT NULL, size INTEGER NOT NULL,
    run INTEGER NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """What lies on the disk: a file, the row that it is of, how many copies it holds (of a bundle it is the first row), the
    hash of what it says, and its length in bytes.
    """

    file: str
    row: int
    count: int
    mark: str
    size: int


class Journal:
    """The journal, open for one run. Each run says what shall lie there; what none but earlier ones wanted is let go."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database
        self._run = self._asked("PRAGMA user_version").fetchone()[0] + 1
        self._asked(f"PRAGMA user_version = {self._run}")

    def copy(self, file: str) -> KeptCopy | None:
        """The copy of that name, if one lay there."""
        found = self._asked("SELECT file, row, count, mark, size FROM kept WHERE file = ?", file).fetchone()
        return KeptCopy(*found) if found else None

    def plan(self, copies: Iterable[tuple[str, int]]) -> None:
        """These files, each with its row, may lie there from now on, be it after a run that was killed: they are ours."""
        with self._database:
            rows = [(file, row, 0, "", 0, 0) for file, row in copies]
            self._database.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?, ?, ?, ?, ?)", rows)

    def keep(self, copies: Iterable[KeptCopy]) -> None:
        """These lie on the disk now, and this run wants them."""
        with self._database:
            rows = [(*astuple(copy), self._run) for copy in copies]
            self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?)", rows)

    def unwanted(self) -> Iterator[KeptCopy]:
        """Those of which this run has not said that they lie there."""
        found = self._asked("SELECT file, row, count, mark, size FROM kept WHERE run <> ?", self._run)
        return (KeptCopy(*row) for row in found)

    def forget_unwanted(self) -> None:
        """They do not lie there any more."""
        with self._database:
            self._asked("DELETE FROM kept WHERE run <> ?", self._run)

    def _asked(self, question: str, *values: str | int) -> sqlite3.Cursor:
        return self._database.execute(question, values)


@contextmanager
def journal_in(folder: Path) -> Iterator[Journal]:
    """The journal of a folder, which is made where there is none. Raises BookletError where it cannot be written."""
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _JOURNAL).touch(mode=0o600)
    database = sqlite3.connect(folder / _JOURNAL)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")  # what a cut of the power takes from its end is made again
        database.execute(_TABLE)
        yield Journal(database)
    except sqlite3.DatabaseError as error:
        hint = "make room there; or remove the file, and all copies are made again"
        stop_at([Problem(Place(str(folder / _JOURNAL)), "cannot-write", f"the journal cannot be kept: {error}", hint)])
    finally:
        database.close()

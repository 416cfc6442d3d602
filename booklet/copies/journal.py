"""The journal of a folder of copies: which are whole, so that a run that was stopped at any moment can go on where it was.

It holds numbers of rows and marks of files; of a person nothing but the address to which their copy goes, where the list has
one. Kept by SQLite, which survives a cut of the power.
"""
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from booklet.core.disk.files import writing
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import shown_path

_JOURNAL = ".copies.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS kept (
    file TEXT PRIMARY KEY, row INTEGER NOT NULL, edition TEXT NOT NULL, count INTEGER NOT NULL, address TEXT NOT NULL,
    mark TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY, row INTEGER NOT NULL, state TEXT NOT NULL, said TEXT NOT NULL
) WITHOUT ROWID;
"""
_KEPT = "SELECT file, row, edition, count, address, mark, size, sha256 FROM kept"


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """What lies on the disk: a file, the row that it is of and its edition, how many copies it holds (of a bundle it is the
    first row), the address to which it goes ("": none), the hash of what it says, and the length and hash of its bytes.
    """

    file: str
    row: int
    edition: str
    count: int
    address: str = ""
    mark: str = ""
    size: int = 0
    sha256: str = ""


class Journal:
    """The journal, open. Each run says what shall lie there; what none but earlier ones wanted is let go."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database
        self._run = 0

    def begin(self) -> None:
        self._run = self._asked("PRAGMA user_version").fetchone()[0] + 1
        self._asked(f"PRAGMA user_version = {self._run}")

    def copy(self, file: str) -> KeptCopy | None:
        found = self._asked(f"{_KEPT} WHERE file = ?", file).fetchone()
        return KeptCopy(*found) if found else None

    def copies(self) -> Iterator[KeptCopy]:
        return (KeptCopy(*row) for row in self._asked(f"{_KEPT} WHERE mark <> '' ORDER BY row, file"))

    def plan(self, copies: Iterable[KeptCopy]) -> None:
        """These may lie there from now on, be it after a run that was killed: they are ours."""
        self._written("INSERT OR IGNORE", copies, 0)

    def keep(self, copies: Iterable[KeptCopy]) -> None:
        """These lie on the disk now, and this run wants them."""
        self._written("INSERT OR REPLACE", copies, self._run)

    def _written(self, how: str, copies: Iterable[KeptCopy], run: int) -> None:
        with self._database:
            rows = [(*astuple(copy), run) for copy in copies]
            self._database.executemany(f"{how} INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def unwanted(self) -> Iterator[KeptCopy]:
        """Those of which this run has not said that they lie there."""
        return (KeptCopy(*row) for row in self._asked(f"{_KEPT} WHERE run <> ?", self._run))

    def forget_unwanted(self) -> None:
        with self._database:
            self._asked("DELETE FROM kept WHERE run <> ?", self._run)

    def told(self, name: str) -> str:
        """What the journal says of the folder itself, under a name; "" where it says nothing."""
        found = self._asked("SELECT value FROM told WHERE name = ?", name).fetchone()
        return str(found[0]) if found else ""

    def tell(self, **words: str) -> None:
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO told VALUES (?, ?)", words.items())

    def messages(self, row: int) -> Mapping[str, tuple[str, str]]:
        """The messages of a row that were begun, by Message-ID: how each stands, and what the server said."""
        found = self._asked("SELECT id, state, said FROM message WHERE row = ?", row)
        return {id_: (state, said) for id_, state, said in found}

    def noted(self, state: str) -> Mapping[str, str]:
        """All that stand so, by Message-ID, with what was said."""
        return dict(self._asked("SELECT id, said FROM message WHERE state = ?", state).fetchall())

    def note(self, row: int, id_: str, state: str, said: str = "") -> None:
        """How a message stands. It is on the disk when this returns. No state: it is as if it had never been begun."""
        with self._database:
            self._asked("DELETE FROM message WHERE id = ?", id_)
            if state:
                self._asked("INSERT INTO message VALUES (?, ?, ?, ?)", id_, row, state, said)

    def _asked(self, question: str, *values: str | int) -> sqlite3.Cursor:
        return self._database.execute(question, values)


@contextmanager
def journal_in(folder: Path, is_for_sending: bool = False) -> Iterator[Journal]:
    """The journal of a folder. It begins where there is none, but not to send what was never made. Raises BookletError for
    that, and where it cannot be written.

    What is noted of copies and lost in a cut of the power is made again; of a message that was sent nothing may be lost.
    """
    if is_for_sending and not (folder / _JOURNAL).is_file():
        hint = "name the folder that `python build.py copies` was told with --out"
        stop_at([Problem(Place(shown_path(folder)), "not-built", "no copies were made in this folder", hint)])
    with writing(folder):
        (folder / _JOURNAL).touch(mode=0o600)
    database = sqlite3.connect(folder / _JOURNAL)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(f"PRAGMA synchronous={'FULL' if is_for_sending else 'NORMAL'}")
        database.executescript(_TABLES)
        yield Journal(database)
    except sqlite3.DatabaseError as error:
        is_damaged = not isinstance(error, sqlite3.OperationalError)  # who removed it would send all messages again
        hint = "name another folder; the server knows what was sent" if is_damaged else "make room, and type the same again"
        stop_at([Problem(Place(str(folder / _JOURNAL)), "cannot-write", f"the journal cannot be kept: {error}", hint)])
    finally:
        database.close()

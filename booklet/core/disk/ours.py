"""Ours: what a command may write over. Its own work, as it left it; never a file that somebody else has put there.

A hidden file in the folder keeps the hash of each thing that was written. A table in which somebody has written since
is somebody's work, and so is whatever was there before.
"""
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable, text_of

RECORD = ".booklet-written"
_MOST = 500  # hashes, the newest last
_LOST = "this is there already, and is not as a command of the press would have left it: it would be lost"
_WAY_OUT = "move it away or give it another name; or name another place with --out"


def not_ours(folder: Path, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """Each file in the way that no command has written, or that was changed since. Raises OSError."""
    ours = set(text_of(folder / RECORD).split())
    for name, content in contents.items():
        file = folder / name
        if file.is_file() and _hash(file.read_bytes()) not in ours and not holds(file, content):
            yield in_the_way(file)


def in_the_way(file: Path, hint: str = _WAY_OUT, says: str = _LOST) -> Problem:
    """Somebody's file has the name that a command would write to."""
    return Problem(Place(printable(file, most=1_000)), "not-ours", says, hint)


def holds(file: Path, content: bytes) -> bool:
    """Whether a file has just this content, so that nothing is lost."""
    return file.stat().st_size == len(content) and file.read_bytes() == content


def record(folder: Path, contents: Mapping[str, bytes]) -> bytes:
    """What the hidden file says once these are written."""
    hashes = dict.fromkeys([*text_of(folder / RECORD).split(), *map(_hash, contents.values())])
    return "".join(f"{each}\n" for each in list(hashes)[-_MOST:]).encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

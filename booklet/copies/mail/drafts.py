"""The drawer: where drafts lie until they are sent. No draft is written over another.

The second patient's letter must not take the place of the first one's, and a name that tells whose it is would be read
by whoever sees the folder. So drafts are numbered, in the order in which they were written.
"""
import os
import re
from pathlib import Path

from booklet.core.disk.files import note_written, remove, write_beside, writing
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.typed_command import quoted

_DRAFT = "draft.eml"
_NUMBERED = re.compile(r"draft(?:-(?P<number>[0-9]{1,6}))?\.eml")  # draft.eml, draft-2.eml


def drafts_in(folder: Path) -> list[Path]:
    """The drafts in a folder that have no name of their own, the oldest first."""
    return sorted((file for file in folder.glob("draft*.eml") if _number_of(file)), key=_number_of)


def _number_of(draft: Path) -> int:
    """draft.eml is the first, draft-2.eml the second; 0 for a file of another name."""
    found = _NUMBERED.fullmatch(draft.name)
    return int(found["number"] or 1) if found else 0


def keep_draft(message: bytes, out: Path | None) -> tuple[Path, bool]:
    """Write a message as `out` (None: under the next free number), and whether it is new: the same one is kept once.

    Only its owner can read the file, which holds a patient's address. It is whole or not there at all. Raises
    BookletError where another file has that name, or it cannot be written.
    """
    if out is None:
        same = next((file for file in drafts_in(Path()) if _holds(file, message)), None)
        return (same, False) if same else (_numbered(message), True)
    if _holds(out, message):
        return out, False
    if not _is_written(out, message):
        free = out.with_name(_next(out.parent))
        says = "a file of this name lies there, perhaps the draft for somebody else"
        hint = f"send that one and delete it, or name another: --out {quoted(str(free))}"
        stop_at([Problem(Place(str(out)), "draft-exists", says, hint)])
    return out, True


def _numbered(message: bytes) -> Path:
    while True:  # somebody else may be writing drafts here, too
        file = Path(_next(Path()))
        if _is_written(file, message):
            return file


def _next(folder: Path) -> str:
    """The name after the last one there. A number is not used again while later ones lie there."""
    there = drafts_in(folder)
    last = _number_of(there[-1]) if there else 0
    return f"draft-{last + 1}.eml" if last else _DRAFT


def _holds(file: Path, message: bytes) -> bool:
    try:
        return file.is_file() and file.stat().st_size == len(message) and file.read_bytes() == message
    except OSError:
        return False


def _is_written(file: Path, message: bytes) -> bool:
    """Write a file that is not there yet; False where one is. Raises BookletError where it cannot be written."""
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        part = write_beside(file, message, 0o600)
        try:
            _give_name(part, file)
        except FileExistsError:
            return False
        finally:
            remove(part)
        note_written(file)
    return True


def _give_name(part: Path, file: Path) -> None:
    """Let a finished file have its name, if nothing has it. Raises FileExistsError."""
    try:
        os.link(part, file)
    except FileExistsError:
        raise
    except OSError:  # a disk that has no hard links, such as a stick: take the name first, then put the file there
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.replace(part, file)

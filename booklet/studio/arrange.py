"""What somebody changes of a manuscript beside its words: a picture more, sections in another order, one taken out.

Nothing is written over, and nothing is thrown away: what is taken out lies in a folder of its own, and can be put back.
"""
import os
import re
from contextlib import suppress
from pathlib import Path

from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.folders import folder_in
from booklet.core.disk.locks import locked
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.studio.files import Shelf, section_title

TAKEN_OUT = ".taken-out"  # nobody reads what has a dot in front
_SECTION = re.compile(r"(?P<order>[0-9]{3})-(?P<id>.+)")  # 010-key-points.md
_MOST = 1_000  # pictures of one name
_HEAD = 4_000  # bytes in which a title stands


def add_picture(shelf: Shelf, name: str, content: bytes) -> str:
    """Keep a picture beside the others, under that name or one like it; its path from the manuscript's folder.

    `name` is a plain one, and the content is clean (desks/pictures.py). The same picture is kept once.
    """
    folder = _folder_in(shelf, "figures")
    with locked(folder / "pictures"), writing(folder):
        stem, suffix = os.path.splitext(name)
        for number in range(1, _MOST):
            file = folder / f"{stem}{f'-{number}' * (number > 1)}{suffix}"
            if not os.path.lexists(file):
                write_whole(file, content)
                break
            if file.is_file() and file.read_bytes() == content:
                break
        else:
            stop_at([Problem(Place(name), "cannot-write", "there are too many pictures of this name", "give it another")])
    return f"figures/{file.name}"


def change_places(shelf: Shelf, one: str, other: str) -> list[str]:
    """Let two sections have each other's number; their names then."""
    first, second = _section(one), _section(other)
    fresh = [f"{second['order']}-{first['id']}", f"{first['order']}-{second['id']}"]
    moves = [(shelf.path(old), shelf.path(new)) for old, new in zip((one, other), fresh, strict=True)]
    for _, new in moves:  # both or none
        _is_free(new)
    for old, new in moves:
        _rename(shelf, old, new)
    return fresh


def take_out(shelf: Shelf, name: str) -> str:
    """Put a section away, where nothing reads it; its name there."""
    _section(name)
    folder, number, kept = _folder_in(shelf, TAKEN_OUT), 1, name
    while os.path.lexists(folder / kept):
        number += 1
        kept = f"{name}.{number}"
    _rename(shelf, shelf.path(name), folder / kept)
    return kept


def taken_out(shelf: Shelf) -> list[dict[str, str]]:
    """What is put away: its name there, and the title that its author gave it."""
    found, folder = [], Path(os.path.realpath(shelf.folder), TAKEN_OUT)
    with suppress(OSError):  # there is none
        for name in sorted(os.listdir(folder)):
            file = folder / name
            if _SECTION.fullmatch(name) and file.is_file() and os.path.realpath(file) == str(file):  # and no way out
                with file.open("rb") as opened:
                    found.append({"kept": name, "title": section_title(opened.read(_HEAD).decode(errors="replace"), name)})
    return found


def put_back(shelf: Shelf, kept: str) -> str:
    """Put a section where it was, or behind those that have its number by now; its name then."""
    found, names = _section(re.sub(r"\.[0-9]+$", "", kept)), shelf.names()
    for twin in names:
        if twin[3:] == f"-{found['id']}":  # a link would not know which of them is meant
            _is_free(shelf.path(twin))
    taken, first = {name[:3] for name in names}, int(found["order"])
    order = next((number for number in range(first, 1_000) if f"{number:03d}" not in taken), first)
    name = f"{order:03d}-{found['id']}"
    _rename(shelf, _folder_in(shelf, TAKEN_OUT) / Path(kept).name, shelf.path(name))
    return name


def _section(name: str) -> re.Match[str]:
    found = _SECTION.fullmatch(name)
    if found:
        return found
    hint = "name it as the others: 010-key-points.md"
    raise BookletError([Problem(Place("file"), "section-name", f"{name[:80]!a} is not the name of a section", hint)])


def _rename(shelf: Shelf, old: Path, new: Path) -> None:
    shelf.names()  # or the folder has gone
    with locked(old), locked(new), writing(old):
        _is_free(new)
        os.rename(old, new)


def _is_free(file: Path) -> None:
    if os.path.lexists(file):
        says = f"there is a file {file.name} already"
        stop_at([Problem(Place(file.name), "cannot-write", says, "take that one out first, or give it another name")])


def _folder_in(shelf: Shelf, name: str) -> Path:
    shelf.names()  # or the folder has gone
    return folder_in(shelf.folder, name)

"""Folders: a new one that is there as a whole or not at all; and one for what nobody else may read."""
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from booklet.core.disk.files import note_written, remove, sweep, temporary, write_whole, writing
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.signals import stops_held
from booklet.core.text_file import shown_path


def begin_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a folder by `fill`: beside its place, then renamed. Raises BookletError where something is there already, or
    where it cannot be written."""
    with writing(folder):
        if folder.is_dir():
            sweep(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            stop_at([Problem(Place(str(folder)), "not-empty", "something is there already", "name a new folder")])
        home = folder if folder.exists() else folder.parent
        home.mkdir(parents=True, exist_ok=True)
        sweep(home)
        part = temporary(home)
        try:
            fill(part)
            if home != folder:
                os.replace(part, folder)
            else:  # it is empty, and perhaps the one that somebody stands in: it stays, and what it gets is moved
                for entry in sorted(os.listdir(part)):
                    os.replace(part / entry, folder / entry)
        finally:
            remove(part)


def folder_in(folder: Path, name: str) -> Path:
    """A folder in another one, which is made where there is none. Raises BookletError where it leads elsewhere."""
    inner = folder / name
    with writing(inner):
        inner.mkdir(exist_ok=True)
    if not Path(os.path.realpath(inner)).is_relative_to(os.path.realpath(folder)):
        says = "this folder lies outside of the manuscript"
        stop_at([Problem(Place(shown_path(inner)), "outside-file", says, "make one of its own")])
    return inner


def add_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder that is there, by their names in it; none of them where the disk has no room for all.

    Raises OSError, and BookletError where a folder in it leads elsewhere.
    """
    for home in {os.path.dirname(name) for name in files} - {""}:
        folder_in(folder, home)
    part = temporary(folder)
    try:
        for name, content in files.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(content)
        with stops_held():  # or who stops it has half of a document, and all of it twice after the next try
            for name in sorted(files, key=lambda name: "/" not in name):  # pictures before what names them
                os.replace(part / name, folder / name)
                note_written(folder / name)
    finally:
        remove(part)


def private_folder(folder: Path) -> None:
    """Make a folder for its owner alone, where there is none. In one that was empty git keeps nothing: what holds people's
    names and addresses is easily committed with all else. Raises OSError, and BookletError for a handout's own."""
    if (folder / "booklet.toml").exists():
        says = "this is the folder of a handout, which is handed on and kept"
        stop_at([Problem(Place(shown_path(folder)), "not-ours", says, "name one that you can delete with all in it")])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if all(entry.name.endswith(".lock") for entry in folder.iterdir()):
        write_whole(folder / ".gitignore", b"*\n", 0o600)

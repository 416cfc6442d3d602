"""What a command writes where somebody asked for it, and reads where somebody named it, told in a line."""
from collections.abc import Mapping
from pathlib import Path

import click

from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.journal import settle_alone, write_set
from booklet.core.disk.locks import locked
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.bounded import LARGEST_MB
from booklet.core.text_file import printable, why_unread
from booklet.deliver.freshness import MANIFEST


def content_of(file: Path) -> bytes:
    """The bytes of a file that somebody named. Raises BookletError where there is none, or none that is read."""
    place = Place(printable(file, most=1_000))
    try:
        if not file.is_file():
            stop_at([Problem(place, "missing-file", "there is no such file", "build it first")])
        size_mb = file.stat().st_size // 1_000_000
        if size_mb > LARGEST_MB:  # asked before it is read: a file without end would fill the memory
            says = f"it has {size_mb} MB, and {LARGEST_MB} MB is the most"
            stop_at([Problem(place, "file-too-long", says, "is this the file that you mean?")])
        return file.read_bytes()
    except OSError as error:
        says = f"this cannot be read: {why_unread(error)}"
        stop_at([Problem(place, "unreadable-file", says, "is it a plain file, and yours to read?")])


def write_file(file: Path, content: bytes, is_quiet: bool = False) -> None:
    """Write one file where somebody asked for it, whole or not at all, and say so.

    Raises BookletError where it cannot be written.
    """
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
    if not is_quiet:
        click.echo(f"Wrote {file}")


def write_files(files: Mapping[str, bytes], out: Path, is_quiet: bool = False) -> None:
    """Write files by their names into a folder, all or none, and say so. Raises BookletError as `write_file` does."""
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with locked(out / MANIFEST):
            settle_alone(out)
            write_set(out, files)
    for name in () if is_quiet else files:
        click.echo(f"Wrote {out / name}")

"""What a command writes where somebody asked for it, and reads where somebody named it, told in a line."""
from collections.abc import Mapping
from pathlib import Path

import click

from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.journal import write_set
from booklet.core.disk.locks import locked
from booklet.core.disk.ours import RECORD, in_the_way, not_ours, record
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.processes.bounded import LARGEST_MB
from booklet.core.text_file import nearest_path, printable, unreadable_file
from booklet.core.typed_command import command
from booklet.deliver.manifest import MANIFEST, alone_in, manifest_entries

BUILT = "a build has written it; name another file"


def content_of(file: Path) -> bytes:
    """The bytes of a file that somebody named. Raises BookletError where there is none, or none that is read."""
    place, hint = Place(printable(file, most=1_000)), f"is this its name? If it is still to be built: {command('build')}"
    try:
        if not file.is_file():
            stop_at([Problem(place, "missing-file", "there is no such file", nearest_path(file, hint))])
        size_mb = file.stat().st_size // 1_000_000
        if size_mb > LARGEST_MB:  # asked before it is read: a file without end would fill the memory
            says = f"it has {size_mb} MB, and {LARGEST_MB} MB is the most"
            stop_at([Problem(place, "file-too-long", says, "is this the file that you mean?")])
        return file.read_bytes()
    except OSError as error:
        raise BookletError([unreadable_file(place, error)]) from error


def write_file(file: Path, content: bytes, is_quiet: bool = False, may_replace: bool = False) -> None:
    """Write one file where somebody asked for it, whole or not at all, and say so.

    Raises BookletError where it cannot be written, or where somebody's work is in the way: `may_replace` is for what is
    read and written again.
    """
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        if may_replace or file.exists() and not file.is_file():  # a device or a pipe keeps nothing that could be lost
            write_whole(file, content)
        else:
            with locked(file.parent / RECORD):
                _stop_where_taken(file.parent, {file.name: content})
                write_whole(file.parent / RECORD, record(file.parent, {file.name: content}), is_cache=True)
                write_whole(file, content)
    if not is_quiet:
        click.echo(f"Wrote {file}")


def write_files(files: Mapping[str, bytes], out: Path, is_quiet: bool = False, may_replace: bool = False) -> None:
    """Write files by their names into a folder, all or none, and say so. Raises BookletError as `write_file` does."""
    with alone_in(out):
        if not may_replace:
            _stop_where_taken(out, files)
            write_whole(out / RECORD, record(out, files), is_cache=True)
        write_set(out, files)
    for name in () if is_quiet else files:
        click.echo(f"Wrote {out / name}")


def _stop_where_taken(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Raises BookletError with each file in the way that is somebody's work, or that a build has written."""
    built = {entry["file"] for entry in manifest_entries(folder)} | {MANIFEST}
    found = list(not_ours(folder, contents))
    found += [in_the_way(folder / name, BUILT) for name in contents if name in built and (folder / name).is_file()]
    stop_at({problem.place: problem for problem in found}.values())

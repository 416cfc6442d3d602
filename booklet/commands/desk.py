"""The desk: what all commands share. The options they have in common, the way to the line, and word of how it goes."""
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
from click.core import ParameterSource
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from booklet.bindery.printer import PRINTER_FILE
from booklet.bounded import LARGEST_MB
from booklet.cited import CitedManuscript
from booklet.doctor import examine
from booklet.errors import Place, Problem, stop_at, writing
from booklet.files import write_whole
from booklet.freshness import MANIFEST, Build, is_current, source_hash
from booklet.journal import settle_alone, write_set
from booklet.locks import locked
from booklet.presses import side_by_side
from booklet.source import printable, why_unread

source_option = click.option(
    "--source", type=click.Path(path_type=Path), default=Path("sections"), show_default=True, help="The manuscript."
)
clinic_option = click.option(
    "--clinic", type=click.Path(path_type=Path), help="A clinic profile. [default: clinic.example.toml of the manuscript]"
)

_SHARE = re.compile(r"(?P<done>\d+) of (?P<total>\d+) ")  # 3 of 10 editions are set

printer_option = click.option(
    "--printer", type=click.Path(path_type=Path),
    help="What a printer does to the back of a sheet. [default: printer.toml of this folder, if there is one]",
)  # fmt: skip


def _day(words: str | date) -> date:
    if isinstance(words, date):
        return words
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise click.BadParameter(f"{printable(words)} is not a day as in 2027-03-14") from error


def _day_of_the_build() -> date:
    """The day on which it is made. Here alone a clock is read; SOURCE_DATE_EPOCH stands above it, as for every tool.

    Source: reproducible-builds.org/specs/source-date-epoch: seconds since 1970, in UTC.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {printable(seconds)}, not a number of seconds") from error


date_option = click.option(
    "--date", "on", type=_day, default=_day_of_the_build, metavar="YYYY-MM-DD",
    show_default="SOURCE_DATE_EPOCH, or today", help="The day for which it is made.",
)


def out_option(default: str, shown: str = "Where to write.") -> Callable:
    """`--out`, with the place that is taken when none is named."""
    return click.option("--out", type=click.Path(path_type=Path), default=Path(default), show_default=True, help=shown)


def the_line(room: str = "booklet.pipeline") -> ModuleType:
    """The straight line, or another room that needs the renderer.

    Imported only when there is work for it: the renderer alone takes a second to load.
    """
    try:
        return import_module(room)
    except OSError:  # WeasyPrint's way of saying that a library of the system is not there
        stop_at(
            Problem(Place("this machine"), "missing-library", f"{finding.name} is missing", finding.remedy)
            for finding in examine()
            if not finding.is_fine
        )
        raise


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Tell what is being done: a bar that grows on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{step} ...", err=True)
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(step: str) -> None:
            share = _SHARE.match(step)
            done, total = (int(share["done"]), int(share["total"])) if share else (0, None)
            progress.update(task, description=f"{step} ...", completed=done, total=total)

        yield tell


def current_proof(
    cited: CitedManuscript, clinic: Path | None, out: Path, tell: Callable[[str], None] = lambda step: None
) -> tuple[str, bytes]:
    """The first edition that is a PDF with its pages in reading order: its name, and the finished file.

    It is the one that lies in `out` where a build would write just that; else it is laid out, and not written.
    `clinic` is the profile that was asked for. Raises BookletError where there is no such edition, or a bad one.
    """
    imprint = cited.manuscript.imprint
    known = imprint.editions.items()
    name = next((name for name, made in known if made.medium == "pdf" and not made.imposition and not made.finish), "")
    if not name:
        hint = "add one to booklet.toml: [editions.a4] with paper = \"A4\""
        stop_at([Problem(Place("booklet.toml"), "unknown-edition", "no edition is a PDF to read page by page", hint)])
    if is_current(out, name, source_hash(Path(cited.manuscript.folder), clinic, on=cited.manuscript.on)):
        tell(f"Reading {imprint.file_name(name)}")
        return name, (out / imprint.file_name(name)).read_bytes()
    tell(f"Setting {name}")
    return name, side_by_side(the_line().make_proof, {name: (cited, name)})[name][0]


def known_printer(named: Path | None) -> Path:
    """The file with the printer's settings. Raises BookletError where one was named that is not there."""
    if named is not None and not named.is_file():
        hint = "measure yours: python build.py calibrate"
        stop_at([Problem(Place(str(named)), "missing-file", "there is no such file", hint)])
    return named or Path(PRINTER_FILE)


def asked_build(source: Path, clinic: Path | None, printer: Path | None, on: date | None, out: Path) -> Build:
    """The build that the options of the running command describe. A day that nobody typed is in no hint."""
    is_typed = click.get_current_context().get_parameter_source("on") is ParameterSource.COMMANDLINE
    typed = {"source": source, "clinic": clinic, "printer": printer, "date": on if is_typed else None, "out": out}
    return Build(source, clinic, known_printer(printer), on, out, typed)


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

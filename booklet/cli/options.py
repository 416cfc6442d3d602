"""Options: those that commands have in common, and the build that they describe."""
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.workers import Bounds
from booklet.core.text_file import printable
from booklet.core.typed_command import command
from booklet.deliver.freshness import Build
from booklet.deliver.sheets.printer import PRINTER_FILE

_FILES = frozenset((".pdf", ".html", ".htm", ".txt", ".csv", ".xlsx", ".docx", ".md", ".png", ".zip"))

source_option = click.option(
    "--source", type=click.Path(path_type=Path), default=Path("sections"), show_default=True, help="The manuscript."
)
clinic_option = click.option(
    "--clinic", type=click.Path(path_type=Path), help="A clinic profile. [default: clinic.example.toml of the manuscript]"
)


def no_nan(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """A number; nan lies in every range, for it is neither below nor above anything."""
    if value != value:
        raise click.BadParameter("nan is no number")
    return value


minutes_option = click.option(
    "--minutes", type=click.FloatRange(0, 10_000, min_open=True), callback=no_nan, default=Bounds.minutes, show_default=True,
    help="The most that one edition may take.",
)  # fmt: skip


def _day(words: str | date) -> date:
    if isinstance(words, date):
        return words
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise click.BadParameter(f"{printable(words)} is not a day as in 2027-03-14") from error


def day_of_the_build() -> date:
    """The day on which it is made. Here alone a clock is read; SOURCE_DATE_EPOCH stands above it, as for every tool.

    Source: reproducible-builds.org/specs/source-date-epoch: seconds since 1970, in UTC.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return datetime.now().astimezone().date()
    try:
        if not seconds.isascii():
            raise ValueError(seconds)
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {printable(seconds)}, not a number of seconds") from error


def tell_another_day(asked: Build) -> None:
    """Say so where SOURCE_DATE_EPOCH, perhaps left over in a shell, makes it another day than today."""
    if not asked.typed["date"] and asked.on != datetime.now().astimezone().date():
        click.echo(f"For the day {asked.on}, which SOURCE_DATE_EPOCH says, and not for today.", err=True)


date_option = click.option(
    "--date", "on", type=_day, default=day_of_the_build, metavar="YYYY-MM-DD",
    show_default="SOURCE_DATE_EPOCH, or today", help="The day for which it is made.",
)


def out_option(default: str, shown: str = "Where to write.") -> Callable[..., Any]:
    is_folder = not Path(default).suffix
    return click.option(
        "--out", type=click.Path(path_type=Path), default=Path(default), show_default=True, help=shown,
        callback=_folder if is_folder else None,
    )  # fmt: skip


def _folder(context: click.Context, parameter: click.Parameter, out: Path) -> Path:
    """Refuse the name of a file, as in `--out handout.pdf`: a folder would be called so."""
    if out.suffix.lower() in _FILES and not out.is_dir():
        raise click.BadParameter(f"it names a folder, and not a file: such as {printable(out.with_suffix(''))}")
    return out


def asked_build(source: Path, clinic: Path | None, printer: Path | None, on: date | None, out: Path) -> Build:
    """The build that the options of the running command describe. A day that nobody typed is in no hint.

    Raises BookletError where a printer was named whose file is not there.
    """
    if printer is not None and not printer.is_file():
        hint = f"measure yours: {command('calibrate', settings=printer)}"
        stop_at([Problem(Place(str(printer)), "missing-file", "there is no such file", hint)])
    is_typed = click.get_current_context().get_parameter_source("on") is ParameterSource.COMMANDLINE
    typed = {"source": source, "clinic": clinic, "printer": printer, "date": on if is_typed else None, "out": out}
    return Build(source, clinic, printer or Path(PRINTER_FILE), on, out, typed)


def build_options(out: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """All options of a build on one command, in this order: it gets the build that they describe, as `asked`.

    `out` is the option of the command that says where built files lie; without one they lie in dist/.
    """

    def described(run: Callable[..., None]) -> Callable[..., None]:
        @source_option
        @clinic_option
        @click.option(
            "--printer", type=click.Path(path_type=Path),
            help="What a printer does to the back of a sheet. [default: printer.toml of this folder, if there is one]",
        )
        @date_option
        @wraps(run)
        def asked(source: Path, clinic: Path | None, printer: Path | None, on: date, **others: Any) -> None:
            run(asked_build(source, clinic, printer, on, others.pop(out, Path("dist"))), **others)

        return asked

    return described

"""The command of whoever stands at the printer: what does it do to the back of a sheet?"""
import re
import sys
from pathlib import Path

import click

from booklet.cli.options import out_option
from booklet.cli.progress import steps
from booklet.cli.write import write_file
from booklet.core.disk.locks import locked
from booklet.core.progress import Step
from booklet.core.typed_command import command
from booklet.deliver.sheets.printer import PRINTER_FILE, Edge, printer_file_text, read_printer_settings, with_answers
from booklet.review.calibration_sheet import CALIBRATION_PAPERS, calibration_sheet

_SHIFT = re.compile(r"\s*(?P<right>[-+]?[0-9]*\.?[0-9]+)\s*,\s*(?P<up>[-+]?[0-9]*\.?[0-9]+)\s*")  # e.g. 0.5,-1


def _shift(typed: str) -> tuple[float, float]:
    """Two lengths in millimetres, to the right and up: 0.5,-1. Click tells of anything else as wrong usage."""
    found = _SHIFT.fullmatch(typed)
    if not found:
        raise click.BadParameter(f"{typed} is not two lengths in millimetres, such as 0.5,-1")
    return float(found["right"]), float(found["up"])


@click.command()
@out_option("calibrate.pdf")
@click.option("--paper", type=click.Choice(CALIBRATION_PAPERS), default="A4", show_default=True, help="What it prints on.")
@click.option("--flips", type=click.Choice(["short", "long"]), help="Answer 1: the edge it turns the sheet over.")
@click.option("--shift-mm", type=_shift, metavar="RIGHT,UP", help="Answer 2: where the pinhole is, to the right and up.")
@click.option(
    "--settings", type=click.Path(path_type=Path), default=PRINTER_FILE, show_default=True, help="What keeps both."
)
def calibrate(out: Path, paper: str, flips: Edge | None, shift_mm: tuple[float, float] | None, settings: Path) -> None:
    """Write a sheet that shows whether your printer scales, turns or shifts a page, and keep what it shows.

    Without answers the sheet is written, and on a terminal you are asked. With answers they are kept for all folded
    booklets that you make in this folder.

    \b
    Examples:
      python build.py calibrate
      python build.py calibrate --paper Letter --out sheet.pdf
      python build.py calibrate --flips long --shift-mm 0.5,-1
    """
    read_printer_settings(settings)  # what is wrong with them is told before anybody prints
    if flips is None and shift_mm is None:
        with steps() as tell:
            tell(Step("Drawing the sheet"))
            content = calibration_sheet(paper)
        write_file(out, content)
        click.echo("Print it on both sides at 100 percent, turned over the short edge. It tells you what to look for.")
        if not sys.stdin.isatty():
            typed = command("calibrate", flips="short", shift_mm="0.5,-1", settings=settings)
            click.echo(f"Then keep the answers: {typed}")
            return
        flips, shift_mm = _asked()
    _keep(settings, flips, shift_mm)


def _keep(settings: Path, flips: Edge | None, shift_mm: tuple[float, float] | None) -> None:
    """The answers, beside those that somebody else may have given meanwhile."""
    with locked(settings):
        try:
            answered = with_answers(read_printer_settings(settings), flips, shift_mm)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--shift-mm") from None
        write_file(settings, printer_file_text(answered).encode(), may_replace=True)


def _asked() -> tuple[Edge, tuple[float, float]]:
    """Both answers, from a person at a terminal. Control-C leaves the printer's settings as they are."""
    click.echo("Answer when it is printed; Control-C to do that another time.")
    upright = click.confirm("1. Turned over like the page of a book: does the back stand upright?")
    shift = click.prompt("2. Where is the pinhole, in mm to the right and up (such as 0.5,-1)?", value_proc=_shift)
    return ("short" if upright else "long"), shift

"""The printer of this place: what it does to the back of a sheet, as somebody measured it with `calibrate`.

Kept in a file of its own, since it is true of one printer and not of a handout.
"""
import math
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictFloat, StrictInt, ValidationError, field_validator

from booklet.core.located import StrictModel
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.settings import read_settings
from booklet.core.typed_command import command

PRINTER_FILE = "printer.toml"
MOST_SHIFT_MM = 10.0  # a printer that is further out is wrongly fed, and a margin would not survive the compensation

Millimetres = StrictInt | StrictFloat
Edge = Literal["short", "long"]


class PrinterSettings(StrictModel):
    """What a printer does when it prints both sides of a sheet that lies on its side.

    The defaults are those of a printer that does as it is told.
    """

    flips: Edge = Field("short", description="The edge it turns the sheet over.")
    back_shift_mm: tuple[Millimetres, Millimetres] = Field(
        (0, 0), description="How far the back has to move to lie behind the front: to the right, and up."
    )
    paper_mm: Annotated[Millimetres, Field(gt=0, lt=1)] = Field(0.1, description="How thick a sheet is; 80 g/m2: 0.1.")

    @field_validator("back_shift_mm")
    @classmethod
    def _can_be_compensated(cls, shift: tuple[float, float]) -> tuple[float, float]:
        if not all(math.isfinite(length) and abs(length) <= MOST_SHIFT_MM for length in shift):
            raise ValueError(f"a shift is at most {MOST_SHIFT_MM:g} mm; feed the paper anew and measure again")
        return shift


def read_printer_settings(file: Path = Path(PRINTER_FILE)) -> PrinterSettings:
    """The settings in `file`; those of a printer that does as it is told, where there is no such file.

    Raises BookletError with every fault of the file, each on its line.
    """
    if not file.exists():
        return PrinterSettings()
    settings, _, problems = read_settings(file, None, PrinterSettings, PRINTER_FILE)
    hint = f"remove {file} and answer anew: {command('calibrate', settings=file)}"
    if settings and not settings.model_fields_set:  # `calibrate` writes all of them: something was lost
        problems = [Problem(Place(str(file), 1), "bad-printer-settings", "it says nothing of a printer")]
    stop_at(Problem(problem.place, "bad-printer-settings", problem.says, hint) for problem in problems)
    assert settings is not None, "what cannot be read has a problem"
    return settings


def with_answers(known: PrinterSettings, flips: Edge | None, back_shift_mm: tuple[float, float] | None) -> PrinterSettings:
    """The settings with these answers instead; None leaves what is known. Raises ValueError for what cannot be."""
    answers = {"flips": flips, "back_shift_mm": back_shift_mm}
    given = {name: answer for name, answer in answers.items() if answer is not None}
    try:
        return PrinterSettings(**known.model_dump() | given)
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None


def printer_file_text(settings: PrinterSettings) -> str:
    """The settings as the text of a file, with a word on each. Reading it back gives the same settings."""
    across, up = settings.back_shift_mm
    return (
        "# What our printer does to the back of a sheet, measured with: python build.py calibrate\n"
        f'flips = "{settings.flips}"            # the edge it turns the sheet over: short or long\n'
        f"back_shift_mm = [{across}, {up}]  # how far the back has to move: right, up\n"
        f"paper_mm = {settings.paper_mm}             # how thick a sheet is; 80 g/m2: 0.1\n"
    )

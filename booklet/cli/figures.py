"""The command that shows every kind of figure and every icon, each with the lines that make it."""
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from booklet.cli.new import begin_handout
from booklet.core.printed.icons import icons

SHEET = Path(__file__).resolve().parent / "sheet"
_HEAD = "---\ntitle: {title}\nrunning_head: {head}\n---\n\n"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def figures(folder: Path) -> None:
    """Write a handout of all figures into FOLDER, each with the lines that make it.

    \b
    Examples:
      python build.py figures all-figures
      python build.py build --source all-figures
    """

    def finish(part: Path) -> None:
        (part / "010-figures.md").write_text("\n".join(_figures(part)), encoding="utf-8", newline="\n")
        (part / "030-icons.md").write_text("\n".join(_icons()), encoding="utf-8", newline="\n")

    begin_handout(folder, SHEET, finish)


def _figures(folder: Path) -> Iterator[str]:
    """Each entry of numbers.json, drawn, and below it as it is typed."""
    yield _HEAD.format(title="Figures, made from an entry of numbers.json", head="Figures")
    typed = (folder / "numbers.json").read_text(encoding="utf-8").strip().removeprefix("[").removesuffix("]")
    for entry in typed.strip().split("\n\n"):
        yield f'{{{{ figure("{json.loads(entry.strip().rstrip(","))["id"]}") }}}}\n'
        yield f"```\n{entry.strip().rstrip(',')}\n```\n"


def _icons() -> Iterator[str]:
    yield _HEAD.format(title="Icons, named in the text between colons", head="Icons")
    yield "Each is written as its name between two colons.\n"
    for _, names in groupby(icons(), lambda name: name[0]):
        yield f"{', '.join(f':{name}: {name}' for name in names)}.\n"

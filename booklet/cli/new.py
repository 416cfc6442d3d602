"""The commands for a beginning: a starter handout, and one of every figure and icon with the lines that make them."""
import json
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import click

from booklet.core.disk.folders import begin_folder
from booklet.core.printed.icons import icons
from booklet.core.typed_command import command
from booklet.imports.names import plain_name

_ROOT = Path(__file__).resolve().parent.parent.parent
STARTER, SHEET = (Path(__file__).resolve().parent / name for name in ("starter", "sheet"))
_HEAD = "---\ntitle: {title}\nrunning_head: {head}\n---\n\n"
_SCHEMAS = ("booklet.schema.json", "clinic.schema.json")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a starter handout into FOLDER: four short sections that build at once.

    \b
    Examples:
      python build.py new our-handout
      python build.py build --source our-handout
    """
    begin_handout(folder, STARTER, lambda part: _give_a_name(part / "booklet.toml", folder))


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


def begin_handout(folder: Path, model: Path, finish: Callable[[Path], None]) -> None:
    """A new handout in a folder, like the one in `model`, with what an editor needs; `finish` changes it before it is there.

    Says what to type next. Raises BookletError where something lies there already.
    """

    def fill(part: Path) -> None:
        shutil.copytree(model, part)
        add_schemas(part)
        finish(part)

    begin_folder(folder, fill)
    click.echo(f"Wrote {folder}. Next: {command('build', source=folder)}")


def add_schemas(folder: Path) -> None:
    """What an editor needs to help with the settings."""
    for name in _SCHEMAS:
        shutil.copy(_ROOT / "sections" / name, folder / name)


def handout_name(folder: Path) -> str:
    """The name of a handout that is begun here: that of its folder, so that the files of two do not take each other's
    place; "" where nothing of it can be a name."""
    return plain_name(os.path.basename(os.path.abspath(folder)))


def _give_a_name(settings: Path, folder: Path) -> None:
    if name := handout_name(folder):
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace('name = "clean-hands"', f'name = "{name}"', 1), encoding="utf-8", newline="\n")


def _figures(folder: Path) -> Iterator[str]:
    """Each entry of numbers.json, drawn, and below it as it is typed."""
    yield _HEAD.format(title="Figures, made from an entry of numbers.json", head="Figures")
    typed = (folder / "numbers.json").read_text(encoding="utf-8").strip().removeprefix("[").removesuffix("]")
    for entry in typed.strip().split("\n\n"):
        yield f'{{{{ figure("{json.loads(entry.strip().rstrip(","))["id"]}") }}}}\n'
        yield f"```\n{entry.strip().rstrip(',')}\n```\n"


def _icons() -> Iterator[str]:
    """All of them with their names, in the order of the alphabet."""
    yield _HEAD.format(title="Icons, named in the text between colons", head="Icons")
    yield "Each is written as its name between two colons.\n"
    for _, names in groupby(icons(), lambda name: name[0]):
        yield f"{', '.join(f':{name}: {name}' for name in names)}.\n"

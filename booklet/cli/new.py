"""The command for a beginning: a starter handout."""
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import click

from booklet.core.disk.folders import begin_folder
from booklet.core.typed_command import command
from booklet.imports.names import plain_name

_ROOT = Path(__file__).resolve().parent.parent.parent
STARTER = _ROOT / "booklet" / "cli" / "starter"
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

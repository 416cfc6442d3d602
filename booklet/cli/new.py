"""The command for a beginning: a starter handout."""
import os
import re
import shutil
import unicodedata
from pathlib import Path

import click

from booklet.core.disk.files import remove, sweep, temporary, writing
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.typed_command import command

_ROOT = Path(__file__).resolve().parent.parent.parent
STARTER = _ROOT / "booklet" / "cli" / "starter"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a starter handout into FOLDER: four short sections that build at once.

    \b
    Examples:
      python build.py new our-handout
      python build.py build --source our-handout
    """
    with writing(folder):
        if folder.is_dir():
            sweep(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            stop_at([Problem(Place(str(folder)), "not-empty", "something is there already", "name a new folder")])
        _begin(folder)
    click.echo(f"Wrote {folder}. Next: {command('build', source=folder)}")


def _begin(folder: Path) -> None:
    """The whole starter or nothing of it: made beside its place, then renamed. Raises OSError."""
    home = folder if folder.exists() else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    sweep(home)
    part = temporary(home)
    try:
        shutil.copytree(STARTER, part)
        for name in ("booklet.schema.json", "clinic.schema.json"):
            shutil.copy(_ROOT / "sections" / name, part / name)
        _give_a_name(part / "booklet.toml", folder)
        if home != folder:
            os.replace(part, folder)
        else:  # it is empty, and perhaps the one that somebody stands in: it stays, and what it gets is moved
            for entry in sorted(os.listdir(part)):
                os.replace(part / entry, folder / entry)
    finally:
        remove(part)


def _give_a_name(settings: Path, folder: Path) -> None:
    """The files of two handouts that were begun here do not take each other's place: each is named as its folder is."""
    plain = unicodedata.normalize("NFKD", Path(os.path.abspath(folder)).name).encode("ascii", "ignore").decode().lower()
    if name := re.sub("[^a-z0-9]+", "-", plain)[:60].strip("-"):
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace('name = "clean-hands"', f'name = "{name}"', 1), encoding="utf-8", newline="\n")

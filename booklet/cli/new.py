"""The commands for a beginning: a starter handout, the schemas for an editor, what the machine has."""
import os
import shutil
from pathlib import Path

import click

from booklet.cli.doctor import report
from booklet.cli.options import out_option, the_line
from booklet.cli.write import write_files
from booklet.core.disk.files import remove, sweep, temporary, writing
from booklet.core.problems import Place, Problem, stop_at

ROOT = Path(__file__).resolve().parent.parent.parent
STARTER = ROOT / "booklet" / "cli" / "starter"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a starter handout into FOLDER: four short sections that build at once.

    \b
    Example:
      python build.py new our-handout
      python build.py build --source our-handout
    """
    with writing(folder):
        if folder.is_dir():
            sweep(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            stop_at([Problem(Place(str(folder)), "not-empty", "something is there already", "name a new folder")])
        _begin(folder)
    click.echo(f"Wrote {folder}. Next: python build.py build --source {folder}")


def _begin(folder: Path) -> None:
    """The whole starter or nothing of it: made beside its place, then renamed. Raises OSError."""
    home = folder if folder.exists() else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    sweep(home)
    part = temporary(home)
    try:
        shutil.copytree(STARTER, part)
        for name in ("booklet.schema.json", "clinic.schema.json"):
            shutil.copy(ROOT / "sections" / name, part / name)
        if home != folder:
            os.replace(part, folder)
        else:  # it is empty, and perhaps the one that somebody stands in: it stays, and what it gets is moved
            for entry in sorted(os.listdir(part)):
                os.replace(part / entry, folder / entry)
    finally:
        remove(part)


@click.command()
@out_option("sections")
def schema(out: Path) -> None:
    """Write the JSON Schemas of booklet.toml and of clinic profiles, for editors.

    \b
    Example:
      python build.py schema
    """
    if not out.is_dir():
        stop_at([Problem(Place(str(out)), "cannot-write", "there is no such folder", "name that of your manuscript")])
    write_files({name: content.encode() for name, content in the_line().json_schemas().items()}, out)


@click.command()
@click.option(
    "--install", is_flag=True,
    help="Bring what is missing: libraries of .venv; of the system, as root on Debian or Ubuntu.",
)  # fmt: skip
def doctor(install: bool) -> None:
    """Say what this machine has and lacks for building: Python, Pango, fonts, libraries.

    \b
    Example:
      python build.py doctor
    """
    lines, status = report(install)
    for line in lines:
        click.echo(line)
    raise click.exceptions.Exit(status)

"""The command for a beginning: a starter handout."""
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click

from booklet.cli.options import day_of_the_build
from booklet.core.disk.folders import begin_folder
from booklet.core.typed_command import command
from booklet.imports.names import plain_name

_ROOT = Path(__file__).resolve().parent.parent.parent
STARTER = _ROOT / "booklet" / "cli" / "starter"
_SCHEMAS = ("booklet.schema.json", "clinic.schema.json")
_NOT_KEPT = """# Lists of people, what is made of them and what is built are no part of the handout: git leaves them out.
*.csv
*.xlsx
*.xls
*.ods
*.eml
dist/
"""
_A_YEAR = timedelta(days=365)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a starter handout into FOLDER: four short sections that build at once.

    \b
    Examples:
      python build.py new our-handout
      python build.py build --source our-handout
    """
    begin_handout(folder, STARTER, lambda part: say_of_it(part, name=handout_name(folder)))


def begin_handout(folder: Path, model: Path, finish: Callable[[Path], None]) -> None:
    """A new handout in a folder, like the one in `model`, with what an editor needs; `finish` changes it before it is there.

    Says what to type next. Raises BookletError where something lies there already.
    """

    def fill(part: Path) -> None:
        for file in sorted(file for file in model.rglob("*") if file.is_file()):
            # Not by shutil: it hands on the modes of a press that is read-only, and tells of a full disk once for each file
            begun = part / file.relative_to(model)
            begun.parent.mkdir(parents=True, exist_ok=True)
            begun.write_bytes(file.read_bytes())
        add_tools(part)
        say_of_it(part)
        finish(part)

    begin_folder(folder, fill)
    click.echo(f"Wrote {folder}. Next: {command('build', source=folder, out=folder / 'dist')}")


def add_tools(folder: Path) -> None:
    """What an editor needs to help with the settings, and git to leave out what is not the handout's."""
    (folder / ".gitignore").write_text(_NOT_KEPT, encoding="utf-8", newline="\n")
    for name in _SCHEMAS:
        (folder / name).write_bytes((_ROOT / "sections" / name).read_bytes())


def handout_name(folder: Path) -> str:
    """The name of a handout that is begun here: that of its folder, so that the files of two do not take each other's
    place; "" where nothing of it can be a name."""
    return plain_name(os.path.basename(os.path.abspath(folder)))


def say_of_it(part: Path, **said: str) -> None:
    """Write into its booklet.toml what is known of a handout that is begun: the day, and what of `said` is not ""."""
    day = day_of_the_build()
    known = {"published": f"{day}", "review_by": f"{day + _A_YEAR}"}
    known |= {key: json.dumps(words, ensure_ascii=False) for key, words in said.items() if words}
    lines = (part / "booklet.toml").read_text(encoding="utf-8").split("\n")
    keys = [line.partition(" = ")[0] for line in lines]
    written = [f"{key} = {known.pop(key)}" if key in known else line for key, line in zip(keys, lines, strict=True)]
    (part / "booklet.toml").write_text("\n".join(written), encoding="utf-8", newline="\n")

"""The command that writes what an editor needs to help with the settings."""
from pathlib import Path

import click

from booklet.cli.options import out_option
from booklet.cli.write import write_files
from booklet.core.problems import Place, Problem, stop_at
from booklet.pipeline import json_schemas


@click.command()
@out_option("sections")
def schema(out: Path) -> None:
    """Write the JSON Schemas of booklet.toml and of clinic profiles, for editors.

    \b
    Examples:
      python build.py schema
      python build.py schema --out our-handout
    """
    if not out.is_dir():
        stop_at([Problem(Place(str(out)), "cannot-write", "there is no such folder", "name that of your manuscript")])
    write_files({name: content.encode() for name, content in json_schemas().items()}, out, may_replace=True)

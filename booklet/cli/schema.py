"""The command that writes what an editor needs to help with the settings."""
import json
from pathlib import Path

import click
from pydantic import BaseModel

from booklet.cli.options import out_option
from booklet.cli.write import write_files
from booklet.core.problems import Place, Problem, stop_at
from booklet.model.booklet import Imprint
from booklet.model.clinic import Clinic


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


def json_schemas() -> dict[str, str]:
    """The JSON Schemas that editors use, by file name."""
    models: dict[str, type[BaseModel]] = {"booklet.schema.json": Imprint, "clinic.schema.json": Clinic}
    return {name: json.dumps(model.model_json_schema(), indent=2) + "\n" for name, model in models.items()}

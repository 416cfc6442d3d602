"""The command that judges: a manuscript, or any finished PDF."""
import json
from pathlib import Path

import click

from booklet.commands.desk import clinic_option, content_of, source_option, the_line
from booklet.errors import BookletError, Problem, stop_at


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@source_option
@clinic_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(file: Path | None, source: Path, clinic: Path | None, as_json: bool) -> None:
    """Say what is wrong with the manuscript, or with a finished PDF (any PDF).

    \b
    Examples:
      python build.py check
      python build.py check dist/clean-hands-a4.pdf
    """
    problems = _problems_of(file, source, clinic)
    if as_json:
        click.echo(json.dumps({"problems": [_as_json(problem) for problem in problems]}, indent=2))
        raise click.exceptions.Exit(1 if problems else 0)
    stop_at(problems)
    click.echo(f"{file or source}: no problems found.")


def _problems_of(file: Path | None, source: Path, clinic: Path | None) -> tuple[Problem, ...]:
    try:
        if file is None:
            the_line().read_manuscript(source, clinic)
        else:
            stop_at(the_line().proof_problems(content_of(file), str(file)))
    except BookletError as error:
        return error.problems
    return ()


def _as_json(problem: Problem) -> dict[str, str | int]:
    place = problem.place
    where = {"path": place.path, "line": place.line, "page": place.page}
    return where | {"code": problem.slug, "says": problem.says, "hint": problem.hint}

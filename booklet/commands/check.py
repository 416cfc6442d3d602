"""The command that judges: a manuscript, or any finished PDF."""
import json
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from booklet.commands.desk import clinic_option, content_of, source_option, steps, the_line, write_file
from booklet.errors import BookletError, Problem, writing
from booklet.source import printable

REPORTS = (".html", ".pdf")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@source_option
@clinic_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--report", type=click.Path(path_type=Path), help="Write a report to sign: .html or .pdf.")
@click.option("--smallest-type", type=click.FloatRange(1, 72), metavar="PT", help="The least that may be. [default: 9]")
def check(
    file: Path | None, source: Path, clinic: Path | None, as_json: bool, report: Path | None,
    smallest_type: float | None,
) -> None:  # fmt: skip
    """Say what is wrong with the manuscript, or with a finished PDF (any PDF).

    A PDF is judged by PDF/UA-1 and every level of PDF/A that it claims, then by what no standard asks: reading order,
    languages, descriptions, contrast, size of type, sharpness of pictures. At most 5 minutes and 3 GB of memory.

    \b
    Examples:
      python build.py check
      python build.py check dist/clean-hands-a4.pdf
      python build.py check dist/clean-hands-a4.pdf --report report.html
      python build.py check leaflet.pdf --smallest-type 12 --json
    """
    if file is None:
        if report or smallest_type:
            raise click.UsageError("--report and --smallest-type want the name of a PDF")
        _answer(_manuscript_problems(source, clinic), str(source), as_json)
    if report and report.suffix.lower() not in REPORTS:
        raise click.UsageError("a report is a .html or a .pdf file")
    judgement = _judged(file, smallest_type)
    if report:
        _write_report(judgement, report, as_json)
    _answer(judgement.problems, judgement.name, as_json, judgement)


def _write_report(judgement: Any, file: Path, is_quiet: bool) -> None:
    with steps() as tell:
        tell("Setting the report")
        content = the_line("booklet.report").report_of(judgement, file.suffix.lower())
    if not is_quiet:
        write_file(file, content)
        return
    with writing(file):
        file.write_bytes(content)


def _manuscript_problems(source: Path, clinic: Path | None) -> tuple[Problem, ...]:
    try:
        the_line().read_manuscript(source, clinic)
    except BookletError as error:
        return error.problems
    return ()


def _judged(file: Path, smallest_type: float | None) -> Any:
    bounds = the_line("booklet.check.bounds")
    with steps() as tell:
        tell(f"Judging {printable(file)}")
        bounds_of_type = {"smallest_pt": smallest_type} if smallest_type else {}
        return bounds.judge_within_bounds(content_of(file), printable(file, most=1_000), **bounds_of_type)


def _answer(problems: Sequence[Problem], name: str, as_json: bool, judgement: Any = None) -> None:
    """Print what was found, and end with the exit status that says so."""
    if as_json:
        as_json_of = the_line("booklet.check.bounds").as_json
        judged = {"conformance": judgement.conformance, "unmeasured": judgement.unmeasured} if judgement else {}
        click.echo(json.dumps(judged | {"problems": [as_json_of(problem) for problem in problems]}, indent=2))
    elif problems and sys.stderr.isatty():
        _print_groups(problems, name)
    else:
        for problem in problems:
            click.echo(str(problem), err=True)
    if not as_json:
        _print_sum(problems, name, judgement)
    raise click.exceptions.Exit(1 if problems else 0)


def _print_sum(problems: Sequence[Problem], name: str, judgement: Any) -> None:
    for standard, conforms in judgement.conformance.items() if judgement else ():
        click.echo(f"{name}: {standard.upper()}: {'kept' if conforms else 'NOT kept'}", err=bool(problems))
    if judgement and judgement.unmeasured:
        click.echo(f"{name}: not measured: {', '.join(judgement.unmeasured)}", err=bool(problems))
    count = len(problems)
    click.echo(f"{count} problem{'s' * (count != 1)}." if count else f"{name}: no problems found.", err=bool(count))


def _print_groups(problems: Sequence[Problem], name: str) -> None:
    """On a terminal: each kind of problem once with its hint, and below it where it is."""
    console = Console(stderr=True, highlight=False)
    kinds = sorted(problems, key=lambda problem: (problem.slug, problem.hint, problem))
    for (slug, hint), group in groupby(kinds, key=lambda problem: (problem.slug, problem.hint)):
        console.print(Text(f"\n{slug}", style="bold"), Text(f"({hint})" if hint else "", style="dim"))
        for problem in group:
            page = problem.place.page
            where = f"page {page}" if page else str(problem.place).removeprefix(name) or "the file"
            console.print(Text(f"  {where:>9}  "), Text(printable(problem.says, most=1_000)), sep="", soft_wrap=True)
    console.print()


"""The command that builds all handouts of a clinic, and writes the catalogue of them."""
from datetime import date
from pathlib import Path

import click

from booklet.cli.crew import crew_of, scheduler_option, workers_option
from booklet.cli.machine import told_if_lacking
from booklet.cli.options import clinic_option, date_option, minutes_option, out_option
from booklet.cli.progress import steps
from booklet.core.processes.workers import Bounds


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@out_option("shelf", "Where the catalogue goes, and each handout into a folder of its own.")
@workers_option
@scheduler_option
@minutes_option
@clinic_option
@date_option
def shelf(folders: tuple[Path, ...], out: Path, workers: int | None, scheduler: str, minutes: float, clinic: Path | None,
          on: date) -> None:  # fmt: skip
    """Build every handout below FOLDERS, and write shelf.html: all of them in one table, what is overdue first.

    What is unchanged since the last time is left alone. One that cannot be built stops no other: the catalogue says why, and
    so does the exit status. It also tells what is new, gone or changed since the last shelf.

    \b
    Examples:
      python build.py shelf handouts --clinic our-clinic.toml
      python build.py shelf surgery medicine --out catalogue
    """
    crew = crew_of(workers, scheduler)
    with steps() as tell, told_if_lacking():
        from booklet.shelf.shelf import PAGE, make_shelf  # late: it loads the renderer
        rows, changes = make_shelf(folders, out, clinic, on, Bounds(minutes), crew, tell)
    for row in rows:
        for problem in row.problems:
            click.echo(f"{row.folder}: {problem}", err=True)
    broken, overdue = sum(bool(row.problems) for row in rows), sum(row.is_overdue for row in rows)
    news = f"{len(changes.new)} new, {len(changes.gone)} gone, {len(changes.changed)} changed"
    since = f"; since the last time {news}" if changes.since else ""  # the first shelf is compared with none
    click.echo(f"{out / PAGE}: {len(rows)} handouts, {overdue} overdue, {broken} not built{since}.")
    if broken:
        click.get_current_context().exit(1)

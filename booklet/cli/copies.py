"""The command that makes copies for the people of a list."""
import os
from pathlib import Path

import click

from booklet.cli.crew import crew_of, scheduler_option, workers_option
from booklet.cli.machine import told_if_lacking
from booklet.cli.options import build_options, out_option
from booklet.cli.progress import steps
from booklet.words.check import left_to_mend
from booklet.copies.passwords import Passwords
from booklet.copies.recipients.tables import ENCODINGS
from booklet.core.printed.runs import ranges
from booklet.core.problems import told_in_order
from booklet.core.progress import Step
from booklet.core.typed_command import command
from booklet.deliver.freshness import Build


@click.command()
@click.argument("recipients", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@out_option("copies", "The folder for the copies. Nobody else may read it.")
@click.option("--edition", default="", help="The edition of who needs no other. [default: the first on plain paper]")
@click.option("--columns", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A file that says which column is what, and who needs which edition.")  # fmt: skip
@click.option("--encoding", type=click.Choice(ENCODINGS), default=None,
              help="How the list is written. [default: by its first bytes, else utf-8]")  # fmt: skip
@click.option("--sample", type=click.IntRange(1), default=None, help="Only so many copies, to look at first.")
@click.option("--merge", "is_merged", is_flag=True,
              help="Bundles for the printer, up to 100 copies to a file by edition, and not a file for each.")  # fmt: skip
@click.option("--slips/--no-slips", "has_slips", default=True, help="In bundles a sheet before each copy that says its row.")
@click.option("--encrypt", is_flag=True,
              help="Each copy opens with a password: that of the column, or one that is made. Bundles do not.")  # fmt: skip
@click.option("--passwords", type=click.Path(dir_okay=False, path_type=Path),
              help="Where passwords that are made are kept. [default: OUT-passwords.csv, beside the folder]")  # fmt: skip
@workers_option
@scheduler_option
@build_options()  # no hint builds into the folder of copies
def copies(asked: Build, recipients: Path, out: Path, edition: str, columns: Path | None, encoding: str | None,
           sample: int | None, is_merged: bool, has_slips: bool, encrypt: bool, passwords: Path | None,
           workers: int | None, scheduler: str) -> None:  # fmt: skip
    """Make a copy of the handout for each person of RECIPIENTS, a list in .csv, .xlsx or .ods with a row for each.

    What a copy says is declared under [[personal]] in booklet.toml, and stands in the text as {{ person.name }}. A column is
    known by its heading: the field's label or name. A column "needs" names another edition. A column "email" says
    where `python build.py mail` may send the copy; with --merge that copy is not among those for the printer.

    All rows are looked at first; one that is wrong is told and left out, and stops no other. Files are named by row. What
    was stopped goes on when the same is typed again; so it does when the list has changed: only what is new is made, and
    copies of rows that are gone are removed.

    A file for --columns:

    \b
      [columns]
      "person.name" = "{First name} {Surname}"
      needs = "Format"
      email = "E-mail"
      [needs]
      large = "large-print"

    \b
    Examples:
      python build.py copies monday.csv --sample 5
      python build.py copies monday.csv --out monday --clinic our-clinic.toml
      python build.py copies monday.csv --out monday --merge
      python build.py copies monday.xlsx --columns columns.toml --edition letter
    """
    left_to_mend(asked, *([edition] if edition else []))
    beside = out if out.name not in ("", "..") else Path(os.path.abspath(out))  # of . and .. the name is not told
    kept = Passwords(passwords or Path(f"{beside}-passwords.csv")) if encrypt else None
    with steps() as tell:
        tell(Step("Reading the list"))
        with told_if_lacking():
            from booklet.copies.order import made_order  # late: it loads the renderer
        order = made_order(asked, recipients, edition, columns, encoding or "", tell, sample)
        outcome = order.run(out, crew_of(workers, scheduler), tell, is_merged, has_slips, kept)
    problems = told_in_order([*order.problems, *order.told(outcome)])
    if kept:
        click.echo(f"Passwords that were made for them stand in {kept.file}, for you alone: send none in an email.")
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(outcome.told(out))
    for each in order.standing.notes:
        click.echo(f"  note: {each}", err=True)
    left_out = order.left_out()
    for name, rows in left_out.items():
        click.echo(f"Edition {name} cannot be made, and these rows want it: {ranges(rows)}.", err=True)
    told = {problem.place for problem in problems if not problem.is_advice and problem.place.path == order.source.table.path}
    left = len(told) + sum(map(len, left_out.values()))
    if left:
        click.echo(f"Rows without a copy: {left}. Mend what is told above, and type the same again.", err=True)
        click.get_current_context().exit(1)
    if sample:
        click.echo("Next: look at them. Without --sample all are made.")
    elif order.has_addresses:
        what = command("mail", str(out), source=asked.source, clinic=asked.clinic)
        click.echo(f"Next: {what}, which says what would go where, and sends nothing.")

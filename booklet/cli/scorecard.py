"""The commands of whoever judges a booklet: the scorecard, and the kit for a test with readers."""
import json
from pathlib import Path
from typing import Any

import click

from booklet.cli.options import clinic_option, out_option, source_option, the_line
from booklet.cli.progress import steps
from booklet.cli.write import write_files
from booklet.core.problems import stop_at
from booklet.pipeline import current_proof


@click.command()
@source_option
@clinic_option
@out_option("dist")
@click.option(
    "--agree", nargs=2, type=click.Path(path_type=Path), metavar="A.csv B.csv", help="Compare two filled-in copies."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def scorecard(source: Path, clinic: Path | None, out: Path, agree: tuple[Path, Path] | None, as_json: bool) -> None:
    """Answer what a program can of PEMAT-P, CDC's Clear Communication Index, SAM, DISCERN and IPDAS.

    Two files: a page to read and print (.html), each item with its answer and where it was seen, and a table (.csv) of
    which two people fill in a copy each. Then --agree tells the scores of both, and how far they agree.

    \b
    Examples:
      python build.py scorecard
      python build.py scorecard --source our-handout --out committee
      python build.py scorecard --agree anna.csv ben.csv
    """
    if agree:
        compared = the_line("booklet.review.scorecard.agreement").agreement(*agree)
        click.echo(json.dumps([each.as_json() for each in compared], indent=2) if as_json else _told(compared))
        return
    with steps() as tell:
        tell("Reading the manuscript")
        cited = the_line().read_manuscript(source, clinic)
        _name, content = current_proof(cited, clinic, out, tell)
        tell("Asking each item")
        cards = the_line("booklet.review.scorecard.card")
        card = cards.card_of(cards.desk_of(cited, content))
        files = the_line("booklet.review.scorecard.sheet").card_files(card, cited)
    stop_at(problem for name in files for problem in the_line("booklet.review.scorecard.returned").work_in(out / name))
    click.echo(json.dumps(card.as_json(), indent=2) if as_json else "\n".join(card.summary()))
    write_files(files, out, is_quiet=as_json)


@click.command("user-test")
@source_option
@clinic_option
@out_option("dist")
def user_test(source: Path, clinic: Path | None, out: Path) -> None:
    """Write the kit for a test with readers: questions to find and to explain, from the marks in the text.

    One page to print (.html): how to ask, the questions with answer and page, a tally for 20 readers, and a sheet for
    the reader. Mark 12 to 15 sentences: Do not drive until the next day. <!-- question: When may you drive again? -->

    \b
    Examples:
      python build.py user-test
      python build.py user-test --source our-handout --out committee
    """
    with steps() as tell:
        tell("Reading the manuscript")
        cited = the_line().read_manuscript(source, clinic)
        sheets = the_line("booklet.review.scorecard.sheet")
        stop_at(sheets.question_problems(cited))
        name, content = current_proof(cited, clinic, out, tell)
        tell("Finding each answer on its page")
        files = sheets.kit_files(cited, name, content)
    write_files(files, out)


def _told(compared: tuple[Any, ...]) -> str:
    """Each instrument's lines, the first of them bold on a terminal."""
    parts = (tuple(each.lines()) for each in compared)
    return "\n\n".join("\n".join((click.style(first, bold=True), *rest)) for first, *rest in parts)

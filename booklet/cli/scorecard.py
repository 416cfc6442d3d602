"""The command of whoever judges a booklet."""
import json
from pathlib import Path

import click

from booklet.cli.options import clinic_option, out_option, source_option
from booklet.cli.progress import steps
from booklet.cli.write import write_files
from booklet.core.progress import Step
from booklet.pipeline import read_manuscript
from booklet.review.proof_at_hand import current_proof
from booklet.review.scorecard.agreement import Agreed, agreement
from booklet.review.scorecard.card import card_of, desk_of
from booklet.review.scorecard.sheet import card_files


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
        compared = agreement(*agree)
        click.echo(json.dumps([each.as_json() for each in compared], indent=2) if as_json else _told(compared))
        return
    with steps() as tell:
        tell(Step("Reading the manuscript"))
        cited = read_manuscript(source, clinic)
        _name, content = current_proof(cited, clinic, out, tell)
        tell(Step("Asking each item"))
        card = card_of(desk_of(cited, content))
        files = card_files(card, cited)
    write_files(files, out, is_quiet=as_json)
    click.echo(json.dumps(card.as_json(), indent=2) if as_json else "\n".join(card.summary()))


def _told(compared: tuple[Agreed, ...]) -> str:
    """Each instrument's lines, the first of them bold on a terminal."""
    parts = (tuple(each.lines()) for each in compared)
    return "\n\n".join("\n".join((click.style(first, bold=True), *rest)) for first, *rest in parts)

"""The commands of a committee: what each sentence rests on, how the handout scores, and the kit for a test with readers."""
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from booklet.cli.options import clinic_option, out_option, source_option
from booklet.cli.progress import steps
from booklet.cli.write import write_files
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.workers import side_by_side
from booklet.core.progress import Step, Tell
from booklet.deliver.freshness import source_hash
from booklet.deliver.manifest import is_current
from booklet.model.cited import CitedManuscript
from booklet.pipeline import make_proof
from booklet.reading.read import read_manuscript
from booklet.review.ledger_page import ledger_files
from booklet.review.scorecard.agreement import Agreed, agreement
from booklet.review.scorecard.card import Card, card_of, desk_of
from booklet.review.scorecard.sheet import card_files, kit_files, question_problems

_Made = TypeVar("_Made")


@click.command()
@source_option
@clinic_option
@out_option("dist")
def ledger(source: Path, clinic: Path | None, out: Path) -> None:
    """Write the claims ledger: each sentence that cites a work, with its page, kind of study, year and claim.

    Two files: a table for a spreadsheet (.csv) and a page to read, print and sign (.html), which also counts the works
    by age and kind. Pages are those of the first edition that is a PDF. It is laid out where no build of it is current.

    \b
    Examples:
      python build.py ledger
      python build.py ledger --source our-handout --out committee
      python build.py ledger --clinic our-clinic.toml
    """

    def files(cited: CitedManuscript, edition: str, content: bytes) -> dict[str, bytes]:
        return ledger_files(cited, cited.manuscript.imprint.file_name(edition), content)

    write_files(_made_of(source, clinic, out, "Finding each sentence on its page", files), out)


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

    def scored(cited: CitedManuscript, edition: str, content: bytes) -> tuple[Card, dict[str, bytes]]:
        card = card_of(desk_of(cited, content))
        return card, card_files(card, cited)

    card, files = _made_of(source, clinic, out, "Asking each item", scored)
    write_files(files, out, is_quiet=as_json)
    click.echo(json.dumps(card.as_json(), indent=2) if as_json else "\n".join(card.summary()))


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
    write_files(_made_of(source, clinic, out, "Finding each answer on its page", kit_files, question_problems), out)


def _made_of(
    source: Path, clinic: Path | None, out: Path, says: str, make: Callable[[CitedManuscript, str, bytes], _Made],
    wrong: Callable[[CitedManuscript], Iterable[Problem]] = lambda cited: (),
) -> _Made:  # fmt: skip
    """What is made of a manuscript, the name of an edition and its pages, which are told with these words. What is `wrong`
    with it is asked before a page is laid out.
    """
    with steps() as tell:
        tell(Step("Reading the manuscript"))
        cited = read_manuscript(source, clinic)
        stop_at(wrong(cited))
        name, content = _current_proof(cited, clinic, out, tell)
        tell(Step(says))
        return make(cited, name, content)


def _told(compared: tuple[Agreed, ...]) -> str:
    parts = (tuple(each.lines()) for each in compared)
    return "\n\n".join("\n".join((click.style(first, bold=True), *rest)) for first, *rest in parts)


def _current_proof(cited: CitedManuscript, clinic: Path | None, out: Path, tell: Tell) -> tuple[str, bytes]:
    """The first edition that is a PDF with its pages in reading order: its name, and the finished file.

    It is the one that lies in `out` where a build would write just that; else it is laid out, and not written.
    `clinic` is the profile that was asked for. Raises BookletError where there is no such edition, or a bad one.
    """
    imprint = cited.manuscript.imprint
    known = imprint.editions.items()
    name = next((name for name, made in known if made.medium == "pdf" and not made.imposition and not made.finish), "")
    if not name:
        hint = "add one to booklet.toml: [editions.a4] with paper = \"A4\""
        stop_at([Problem(Place("booklet.toml"), "unknown-edition", "no edition is a PDF to read page by page", hint)])
    if is_current(out, name, source_hash(Path(cited.manuscript.folder), clinic, on=cited.manuscript.on)):
        tell(Step(f"Reading {imprint.file_name(name)}"))
        return name, (out / imprint.file_name(name)).read_bytes()
    tell(Step(f"Setting {name}"))
    return name, side_by_side(make_proof, {name: (cited, name)})[name][0]

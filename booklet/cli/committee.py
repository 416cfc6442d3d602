"""The commands that write for a committee: what has changed, what each sentence rests on, a test with readers."""
from datetime import date
from pathlib import Path

import click

from booklet.cli.options import clinic_option, date_option, out_option, source_option
from booklet.cli.progress import steps
from booklet.cli.write import write_file, write_files
from booklet.core.problems import stop_at
from booklet.core.progress import Step
from booklet.pipeline import read_manuscript
from booklet.review.changes_page import FILE, changes_html
from booklet.review.ledger_page import ledger_files
from booklet.review.proof_at_hand import current_proof
from booklet.review.scorecard.sheet import kit_files, question_problems


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@clinic_option
@date_option
@out_option("dist", "The folder to write changes.html to.")
def changes(old: Path, new: Path, clinic: Path | None, on: date, out: Path) -> None:
    """Write what the manuscript in the folder NEW has changed in that of OLD, as one page: changes.html.

    It begins with plain lists for patients. Then come the marked sentences, numbers and works for reviewers.

    \b
    Examples:
      python build.py changes signed-off/sections sections
      python build.py changes old new --out committee
    """
    before, after = read_manuscript(old, clinic, on).manuscript, read_manuscript(new, clinic, on).manuscript
    write_file(out / FILE, changes_html(before, after))


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
    with steps() as tell:
        tell(Step("Reading the manuscript"))
        cited = read_manuscript(source, clinic)
        name, content = current_proof(cited, clinic, out, tell)
        tell(Step("Finding each sentence on its page"))
        files = ledger_files(cited, cited.manuscript.imprint.file_name(name), content)
    write_files(files, out)


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
        tell(Step("Reading the manuscript"))
        cited = read_manuscript(source, clinic)
        stop_at(question_problems(cited))
        name, content = current_proof(cited, clinic, out, tell)
        tell(Step("Finding each answer on its page"))
        files = kit_files(cited, name, content)
    write_files(files, out)

"""The command that writes the kit for a test with readers."""
from pathlib import Path

import click

from booklet.cli.options import clinic_option, out_option, source_option
from booklet.cli.progress import steps
from booklet.cli.write import write_files
from booklet.core.problems import stop_at
from booklet.core.progress import Step
from booklet.pipeline import read_manuscript
from booklet.review.proof_at_hand import current_proof
from booklet.review.scorecard.sheet import kit_files, question_problems


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

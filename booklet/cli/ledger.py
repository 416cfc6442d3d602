"""The command that shows a committee what each sentence rests on."""
from pathlib import Path

import click

from booklet.cli.options import clinic_option, out_option, source_option
from booklet.cli.progress import steps
from booklet.cli.write import write_files
from booklet.core.progress import Step
from booklet.pipeline import read_manuscript
from booklet.review.ledger_page import ledger_files
from booklet.review.proof_at_hand import current_proof


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

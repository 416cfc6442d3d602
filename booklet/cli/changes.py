"""The command that tells patients and reviewers what a new version has changed."""
from datetime import date
from pathlib import Path

import click

from booklet.cli.options import clinic_option, date_option, out_option
from booklet.cli.write import write_file
from booklet.core.text_file import shown_path
from booklet.reading.read import read_manuscript
from booklet.review.changes import changes_of
from booklet.review.changes_page import FILE, changes_html


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
    if before.imprint.version == after.imprint.version and not changes_of(before, after).is_none:
        says = f"both say version {after.imprint.version}, so nobody can tell which copy is the old one"
        click.echo(f"  note: {says}: set another in {shown_path(new / 'booklet.toml')}")

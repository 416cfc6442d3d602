"""The commands of whoever looks a booklet over: all pages at once, and what has changed since the last version."""
from pathlib import Path

import click

from booklet.cli.options import out_option
from booklet.cli.write import content_of, write_file
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import printable
from booklet.core.typed_command import command
from booklet.deliver.manifest import manifest_entries
from booklet.model.booklet import DRAFT
from booklet.review.changed_pages import Change
from booklet.review.contact_sheet import differences_within_bounds, spreads_within_bounds


@click.command("contact-sheet")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--grey", is_flag=True, help="As a printer without colour shows it.")
@out_option("sheet.png")
def contact_sheet(file: Path | None, grey: bool, out: Path) -> None:
    """Make one picture of all spreads of FILE, or of the first file that the last build wrote.

    \b
    Examples:
      python build.py contact-sheet
      python build.py contact-sheet dist/clean-hands-letter.pdf --grey --out grey.png
    """
    _stop_at_no_picture(out)
    chosen = file or _first_built(Path("dist"))
    write_file(out, spreads_within_bounds(content_of(chosen), grey, str(chosen)))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@out_option("changes.png")
def compare(old: Path, new: Path, out: Path) -> None:
    """Say which pages differ between two PDF files, and show them side by side in one picture.

    Page numbers, version and tabs at the foot and the edge are left out: they change on all pages at once.

    \b
    Examples:
      python build.py compare signed-off.pdf dist/clean-hands-a4.pdf
    """
    _stop_at_no_picture(out)
    picture, changes = differences_within_bounds(content_of(old), content_of(new), (str(old), str(new)))
    shown = [change for change in changes if change.kind != "foot"]
    for change in shown:
        click.echo(_told_change(change))
    if not shown:
        click.echo("No page has changed.")
    if len(shown) < len(changes):
        click.echo(f"Only foot, tab or margin side differ: {len(changes) - len(shown)} pages more, not shown.")
    if picture:
        write_file(out, picture)


def _stop_at_no_picture(out: Path) -> None:
    if out.suffix.lower() not in ("", ".png"):
        raise click.BadParameter(f"{printable(out)} is no name of a picture; name a .png", param_hint="--out")


def _told_change(change: Change) -> str:
    if change.new is None:
        return f"page {change.old} of the old file: removed"
    was = f" (was {change.old})" if change.old not in (None, change.new) else ""
    return f"page {change.new}{was}: {change.kind}"


def _first_built(out: Path) -> Path:
    names: list[str] = sorted((entry["file"] for entry in manifest_entries(out)), key=lambda name: f".{DRAFT}." in name)
    if not names:
        stop_at([Problem(Place(str(out)), "missing-file", "nothing was built here", f"build first: {command('build')}")])
    return out / names[0]

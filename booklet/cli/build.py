"""The command that builds, and the one that lists what can be built."""
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from booklet.cli.options import asked_build, clinic_option, date_option, out_option, printer_option, source_option, the_line
from booklet.cli.progress import steps
from booklet.cli.strict import errors_of_words
from booklet.core.located import parsed_toml
from booklet.core.processes.workers import Bounds, warm_up
from booklet.core.settings import LONGEST_KB as SETTINGS_KB
from booklet.core.text_file import read_source
from booklet.core.typed_command import command
from booklet.deliver.freshness import Build, is_current, manifest_entries
from booklet.model.booklet import Imprint

COLUMNS = ("edition", "medium", "pages", "sheets", "smallest_type_pt", "ink_percent", "kB")


@click.command()
@click.option("--edition", "editions", multiple=True, help="One edition, or all; may be given again.")
@out_option("dist")
@source_option
@clinic_option
@printer_option
@date_option
@click.option("--force", is_flag=True, help="Build even what is unchanged since the last build.")
@click.option("--draft", "is_draft", is_flag=True, help="Only to look at: DRAFT on every page, in the file and in its name.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), default=Bounds.minutes, show_default=True,
              help="The most that one edition may take.")  # fmt: skip
@click.option("--memory-gb", type=click.FloatRange(0.5), default=Bounds.memory_gb, show_default=True,
              help="The most memory that one edition may take, where the system can hold it to that.")  # fmt: skip
def build(
    editions: tuple[str, ...] = (), out: Path = Path("dist"), source: Path = Path("sections"),
    clinic: Path | None = None, printer: Path | None = None, on: date | None = None, force: bool = False,
    minutes: float = Bounds.minutes, memory_gb: float = Bounds.memory_gb, is_draft: bool = False,
) -> None:  # fmt: skip
    """Build editions, by default those of every day. What is unchanged since the last build is left alone.

    Nothing is built after the review date; nor, where booklet.toml says `strict` under [rules], with an error in the
    words. With --draft it is, to look at: beside the last good files, and marked on each page.

    \b
    Examples:
      python build.py build --edition a4
      python build.py build --edition letter --clinic our-clinic.toml
      python build.py build --draft --date 2027-12-01
    """
    asked = replace(asked_build(source, clinic, printer, on, out), is_draft=is_draft)
    if not force and not is_draft and _all_current(asked, editions):
        click.echo(f"Nothing has changed: the files in {out} are up to date.")
        return
    with steps() as tell:
        tell("Reading the words")
        errors = errors_of_words(asked, *editions)
        tell("Warming up")
        warm_up()
        bounds = Bounds(minutes, memory_gb)
        files = the_line().make_booklets(source, editions, out, clinic, tell, asked.printer, on, bounds, is_draft)
    for entry in manifest_entries(out):
        if any(file.name == entry["file"] for file in files):
            pages = f"{entry['pages']} pages, " if entry["pages"] else ""
            click.echo(f"{out / entry['file']}: {pages}{entry['bytes'] / 1000:.0f} kB")
            for note in entry.get("notes", ()):
                click.echo(f"  note: {note}")
    if errors:
        typed = {name: value for name, value in asked.typed.items() if name in ("source", "clinic", "date")}
        click.echo(f"The words have {errors} problem{'s' * (errors != 1)}. To see where: {command('check', **typed)}")


def _all_current(asked: Build, editions: tuple[str, ...]) -> bool:
    """Whether all wanted editions lie in `out` as a build would write them. In doubt, no."""
    try:
        settings, _ = read_source(asked.source / "booklet.toml", asked.source, SETTINGS_KB)
        known = parsed_toml(settings.text if settings else "")["editions"]
        defaults = [name for name, edition in known.items() if edition.get("by_default", True)]
        wanted = known if "all" in editions else editions or defaults or known
        made_from = {is_folded: asked.made_from(is_folded) for is_folded in (False, True)}
        return all(is_current(asked.out, name, made_from["imposition" in known[name]]) for name in wanted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


@click.command()
@source_option
@clinic_option
@printer_option
@date_option
@out_option("dist", "Where built editions lie.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def editions(
    source: Path, clinic: Path | None, printer: Path | None, on: date, out: Path, as_json: bool
) -> None:  # fmt: skip
    """List the editions: paper, sheets, smallest type, ink and size of those that are built and up to date.

    \b
    Examples:
      python build.py editions
      python build.py editions --json
    """
    imprint = the_line().read_manuscript(source, clinic, on).manuscript.imprint
    asked = asked_build(source, clinic, printer, on, out)
    with steps() as tell:
        rows = list(_rows(imprint, asked, tell))
    if as_json:
        click.echo(json.dumps({"editions": rows}, indent=2))
        return
    _print_table([COLUMNS, *(_cells(row) for row in rows)])
    lacking = [row["edition"] for row in rows if not row["built"]]
    if lacking:
        click.echo(f"To build what is not: {asked.command(*(['all'] if len(lacking) == len(rows) else lacking))}", err=True)


def _rows(imprint: Imprint, asked: Build, tell: Callable[[str], None]) -> Iterator[dict]:
    """What is known of each edition; None for what is not, and for all of one that is not built as it now would be."""
    made_from = {is_folded: asked.made_from(is_folded) for is_folded in (False, True)}
    entries = {entry["file"]: entry for entry in manifest_entries(asked.out)}
    for name, edition in imprint.editions.items():
        paper = f"{edition.paper} on {edition.sheet}" if edition.sheet else edition.paper
        file = imprint.file_name(name)
        row = dict.fromkeys(COLUMNS) | {"edition": name, "medium": paper or edition.medium, "built": False, "old": False}
        if is_current(asked.out, name, made_from[edition.imposition is not None]):
            tell(f"Measuring {name}")
            content = (asked.out / file).read_bytes()
            row |= {"built": True, "kB": round(len(content) / 1000)}
            if edition.medium == "pdf":
                tally = the_line("booklet.check.cost").tally_of(content)
                row |= {"pages": entries[file]["pages"], "sheets": tally.sheets,
                        "smallest_type_pt": tally.smallest_type_pt, "ink_percent": tally.ink_percent}  # fmt: skip
        elif file in entries:
            row |= {"old": True}
        yield row


def _cells(row: dict) -> list[str]:
    """An edition as words: a dash for what it has not."""
    if not row["built"]:
        return [row["edition"], row["medium"], "out of date" if row["old"] else "not built", *("-" for _ in COLUMNS[3:])]
    return ["-" if row[key] is None else str(row[key]) for key in COLUMNS]


def _print_table(rows: list) -> None:
    """In columns on a terminal, with tabs elsewhere."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip() if sys.stdout.isatty() else "\t".join(row))

"""The command that lists what can be built."""
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import mean_ink
from booklet.cli.options import build_options, out_option
from booklet.cli.progress import steps
from booklet.core.printed.ready_made import ready_made
from booklet.core.progress import Step, Tell
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import is_current, manifest_entries
from booklet.model.booklet import Imprint
from booklet.reading.read import read_manuscript

_FILL = ("mean_fill", "under_50", "under_70")
_COLUMNS = ("edition", "medium", "pages", "sheets", *_FILL, "smallest_type_pt", "ink_percent", "kB")


@click.command()
@build_options("out")
@out_option("dist", "Where built editions lie.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def editions(asked: Build, as_json: bool) -> None:
    """List the editions: pages, sheets, fill, smallest type, ink and size of those that are built and up to date.

    mean_fill is how far down pages are used, in percent of the height of their text area; under_50 and under_70 are how
    many pages are used less than that.

    \b
    Examples:
      python build.py editions
      python build.py editions --json
    """
    imprint = read_manuscript(asked.source, asked.clinic, asked.on).manuscript.imprint
    with steps() as tell:
        rows = list(_rows(imprint, asked, tell))
    if as_json:
        click.echo(json.dumps({"editions": rows}, indent=2))
        return
    _print_table([_COLUMNS, *(_cells(row) for row in rows)])
    lacking = [row["edition"] for row in rows if not row["built"]]
    if lacking:
        click.echo(f"To build what is not: {asked.command(*(['all'] if len(lacking) == len(rows) else lacking))}", err=True)
    if ready := [name for name in ready_made() if name not in imprint.editions]:
        click.echo("Ready-made, once its line stands at the end of booklet.toml:", err=True)
        for name in ready:
            click.echo(f"  [editions.{name}]  {ready_made()[name]['says']}", err=True)


def _rows(imprint: Imprint, asked: Build, tell: Tell) -> Iterator[dict[str, Any]]:
    """What is known of each edition; None for what is not, and for all of one that is not built as it now would be."""
    made_from = asked.made_from()
    entries = {entry["file"]: entry for entry in manifest_entries(asked.out)}
    for name, edition in imprint.editions.items():
        paper = f"{edition.paper} on {edition.sheet}" if edition.sheet else edition.paper
        file = imprint.file_name(name)
        row = dict.fromkeys(_COLUMNS) | {"edition": name, "medium": paper or edition.medium, "built": False, "old": False}
        if is_current(asked.out, name, made_from[edition.imposition is not None]):
            tell(Step(f"Measuring {name}"))
            content = (asked.out / file).read_bytes()
            row |= {"built": True, "kB": round(len(content) / 1000)}
            if edition.medium == "pdf":
                row |= {"pages": entries[file]["pages"], **_fill(entries[file]), **cost_of(content)}
        elif file in entries:
            row |= {"old": True}
        yield row


def cost_of(content: bytes) -> dict[str, Any]:
    """What a PDF costs to print, on both sides of its sheets: ink is the mean share of a side. A second for 64 pages."""
    proof = Proof(content)
    smallest, ink = round(proof.smallest_type()[0], 1), round(mean_ink(content), 1)
    return {"sheets": (proof.page_count + 1) // 2, "smallest_type_pt": smallest, "ink_percent": ink}


def _fill(entry: dict[str, Any]) -> dict[str, Any]:
    """How far down its pages are used, as its build measured it; None where the manifest does not say."""
    told = entry.get("fill")
    return {key: told.get(key) if isinstance(told, dict) else None for key in _FILL}


def _cells(row: dict[str, Any]) -> list[str]:
    """An edition as words: a dash for what it has not."""
    if not row["built"]:
        return [row["edition"], row["medium"], "out of date" if row["old"] else "not built", *("-" for _ in _COLUMNS[3:])]
    return ["-" if row[key] is None else str(row[key]) for key in _COLUMNS]


def _print_table(rows: list[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip() if sys.stdout.isatty() else "\t".join(row))

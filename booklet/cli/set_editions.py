"""The second half of the command that builds: reads the words, sets the editions, and says what was written."""
from collections.abc import Iterable, Sequence
from typing import Any

import click

from booklet.cli.progress import steps
from booklet.cli.siblings import replaced, tell_out_of_date, titles_in
from booklet.core.printed.runs import counted
from booklet.words.check import left_to_mend
from booklet.core.processes.workers import Bounds
from booklet.core.problems import BookletError, Problem, stop_at
from booklet.core.progress import Step
from booklet.core.typed_command import command
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import manifest_entries
from booklet.pipeline import make_booklets


def set_editions(asked: Build, editions: Sequence[str], bounds: Bounds) -> None:
    """Set these editions, none for those of every day, and write them. Raises BookletError where any is not good."""
    before, wrong = titles_in(asked.out), set[Problem]()

    def keep(problems: Iterable[Problem]) -> None:
        wrong.update(problem for problem in problems if not problem.is_advice)

    with steps() as tell:
        tell(Step("Reading the words"))
        left = left_to_mend(asked, *editions)
        try:
            files = make_booklets(asked, editions, tell, bounds, keep if asked.is_draft else stop_at)
        except BookletError as error:  # what stops a draft may come of what did not
            raise BookletError([*wrong, *error.problems], error.way_out) from None
    written = {file.name for file in files}
    for entry in manifest_entries(asked.out):
        if entry["file"] in written:
            _tell_written(asked, entry, replaced(before, entry))
    if not asked.is_draft:
        tell_out_of_date(asked, written)
    for problem in sorted(wrong):
        click.echo(str(problem), err=True)
    if wrong:
        click.echo(f"{counted(wrong, 'problem')}. A draft is made all the same, and nothing else.")
    if left:
        typed = {name: value for name, value in asked.typed.items() if name in ("source", "clinic", "date")}
        click.echo(f"{left} To see where: {command('check', **typed)}")


def _tell_written(asked: Build, entry: dict[str, Any], beside: str) -> None:
    pages = f"{counted(entry['pages'], 'page')}, " if entry["pages"] else ""
    click.echo(f"{asked.out / entry['file']}: {pages}{entry['bytes'] / 1000:.0f} kB")
    for said in filter(None, (*entry.get("notes", ()), beside)):
        click.echo(f"  note: {said}")

"""Word of how it goes: a bar that grows on a terminal, plain lines elsewhere."""
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from booklet.core.progress import Step, Tell


@contextmanager
def steps() -> Iterator[Tell]:
    """Tell what is being done: a bar that grows on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{step} ...", err=True)
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(step: Step) -> None:
            progress.update(task, description=f"{step} ...", completed=step.done, total=step.total or None)

        yield tell

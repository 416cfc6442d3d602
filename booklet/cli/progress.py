"""Word of how it goes: a bar that grows on a terminal, plain lines elsewhere."""
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

_SHARE = re.compile(r"(?P<done>\d+) of (?P<total>\d+) ")  # 3 of 10 editions are set


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Tell what is being done: a bar that grows on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{step} ...", err=True)
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(step: str) -> None:
            share = _SHARE.match(step)
            done, total = (int(share["done"]), int(share["total"])) if share else (0, None)
            progress.update(task, description=f"{step} ...", completed=done, total=total)

        yield tell

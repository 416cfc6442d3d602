"""Word of how it goes: a bar that grows on a terminal, plain lines elsewhere."""
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from booklet.core.progress import Step, Tell

PAUSE_S = 2.0  # between two lines that count the same work, where no bar can grow


@contextmanager
def steps(clock: Callable[[], float] = time.monotonic) -> Iterator[Tell]:
    """Tell what is being done: a bar that grows on a terminal, plain lines elsewhere. `clock` counts seconds."""
    pace = _Pace(clock)
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{step}{pace.words(step)} ...", err=True) if pace.is_due(step) else None
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(step: Step) -> None:
            words = pace.words(step)
            progress.update(task, description=f"{step}{words} ...", completed=step.done, total=step.total or None)

        yield tell


class _Pace:
    """How fast work of one kind goes, from its first word on."""

    def __init__(self, clock: Callable[[], float]):
        self._clock, self._says, self._begun, self._told = clock, "", (0, 0.0), 0.0

    def words(self, step: Step) -> str:
        """", 2,900 a second, 12 seconds left", once that can be said."""
        now = self._clock()
        if not step.is_paced:
            return ""
        if step.says != self._says:
            self._says, self._begun = step.says, (step.done, now)
            return ""
        return pace_words(step.done - self._begun[0], step.total - step.done, now - self._begun[1])

    def is_due(self, step: Step) -> bool:
        """Whether it is worth a line of its own: many of a kind are told of every few seconds, and at their end."""
        now = self._clock()
        if step.is_paced and step.says == self._says and step.done < step.total and now - self._told < PAUSE_S:
            return False
        self._told = now
        return True


def pace_words(done: int, left: int, seconds: float) -> str:
    """How fast it went, and how long the rest will take: ", 2,900 a second, 3 min left"; "" where nobody can say."""
    if done <= 0 or seconds <= 0:
        return ""
    each, rest = done / seconds, left * seconds / done
    pace = f"{each:,.0f} a second" if each >= 1 else f"{each * 60:.0f} a minute"
    time_left = f"{rest / 3600:.1f} h" if rest >= 5400 else f"{rest / 60:.0f} min" if rest >= 90 else f"{rest:.0f} s"
    return f", {pace}, {time_left} left" if left else f", {pace}"

"""What is said where a room cannot be loaded because the machine lacks something. The press loads its renderer late."""
from collections.abc import Iterator
from contextlib import contextmanager

from booklet.cli.machine import examine
from booklet.core.problems import Place, Problem, stop_at


@contextmanager
def told_if_lacking() -> Iterator[None]:
    """Import what may need the renderer. Raises BookletError with each thing that this machine lacks for it."""
    try:
        yield
    except OSError:  # WeasyPrint's way of saying that a library of the system is not there
        stop_at(
            Problem(Place("this machine"), "missing-library", f"{finding.name} is missing", finding.remedy)
            for finding in examine()
            if not finding.is_fine
        )
        raise

"""The law of the catalogue: each of its codes is provoked by a test, that is, a problem of that code was made.

Recorded while the tests run, in every worker, also for what a press or a judge of its own process has found and sent. A run
of some of the tests is asked for nothing, nor one with failures: they hide what they would have provoked.
"""
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from booklet.core.catalogue import catalogue
from booklet.core.problems import Problem

SHELF = "BOOKLET_CODES_SEEN"  # names the folder in which each code that was seen is an empty file


def pytest_configure(config: pytest.Config) -> None:
    """One folder for all workers, and a note of each problem that is made or comes from another process."""
    if not hasattr(config, "workerinput"):
        os.environ[SHELF] = tempfile.mkdtemp(prefix="codes-")
    shelf, seen = Path(os.environ[SHELF]), set()
    make, take = Problem.__init__, Problem.__setstate__

    def note(problem: Problem) -> None:
        if problem.slug not in seen and problem.slug in catalogue():
            seen.add(problem.slug)
            (shelf / problem.slug).touch()

    def made(self: Problem, *words: object, **more: object) -> None:
        make(self, *words, **more)
        note(self)

    def taken(self: Problem, state: list) -> None:
        take(self, state)
        note(self)

    Problem.__init__, Problem.__setstate__ = made, taken


def heard(words: str) -> str:
    """What a process of its own has printed, with each code in it noted: such a process is out of our sight otherwise."""
    for code in re.findall(r": ([a-z0-9]+(?:-[a-z0-9]+)+): ", words):
        if code in catalogue() and SHELF in os.environ:
            (Path(os.environ[SHELF]) / code).touch()
    return words


def is_whole(config: pytest.Config) -> bool:
    """Whether every test is run."""
    chosen = config.option.keyword or config.option.markexpr or config.option.deselect or config.getoption("lf", False)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In the process that gathers what the workers say, once they have ended."""
    if hasattr(session.config, "workerinput"):
        return
    shelf = Path(os.environ[SHELF])
    missed = sorted(set(catalogue()) - {file.name for file in shelf.iterdir()})
    shutil.rmtree(shelf)
    if exitstatus == pytest.ExitCode.OK and is_whole(session.config) and missed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        terminal.write_line(f"\nNo test provokes these codes of the catalogue: {', '.join(missed)}", red=True)

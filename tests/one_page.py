"""The starter cut down to one page of PDF and a text, for what is built many times over; and the command that builds it."""
import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from tests.commands import typed
from tests.conftest import STARTER
from tests.manuscripts import with_authors

SECTION = """\
---
title: Why do clean hands matter?
running_head: Why
---

<!-- summary -->
Germs travel on hands. [@who2009hands]

<!-- summary -->
![Three drops in a row, with arrows between them](figures/drops.svg)
Figure: Wet, rub, rinse.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 127 44"><rect width="120" height="40" fill="#12504F"/></svg>'
EDITIONS = """\
[editions.slip]
paper = "A4"
sections = "summary"

[editions.text]
medium = "text"
"""


def small_manuscript(folder: Path) -> Path:
    """One page of PDF and a text, each set in a blink."""
    with_authors(shutil.copytree(STARTER, folder))
    for file in folder.glob("*.md"):
        file.unlink()
    (folder / "010-why.md").write_text(SECTION, "utf-8")
    (folder / "figures" / "drops.svg").write_text(DRAWING, "utf-8")
    imprint = (folder / "booklet.toml").read_text("utf-8")
    (folder / "booklet.toml").write_text(imprint[: imprint.index("[editions")] + EDITIONS, "utf-8")
    return folder


def run(*arguments: object) -> tuple[int, str]:
    """The exit status of the real command, and all that it said."""
    done = typed(*arguments)
    return done.returncode, done.stderr + done.stdout


@contextlib.contextmanager
def home():
    """An empty working folder, for one example of many."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)

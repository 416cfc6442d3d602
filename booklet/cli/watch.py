"""The command that follows an editor: it sets what has changed on each save, and builds when the writer rests."""
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from booklet.cli.options import build_options, out_option
from booklet.core.disk.files import write_whole, writing
from booklet.core.printed.runs import counted, ranges
from booklet.core.problems import BookletError, Problem, stop_at
from booklet.core.settings import read_settings
from booklet.core.text_file import shown_path
from booklet.deliver.freshness import HOUSE, Build
from booklet.deliver.manifest import is_current
from booklet.load.edition_checks import chosen_editions
from booklet.load.load import no_folder_problems
from booklet.model.booklet import Imprint
from booklet.preview.pages import Preview
from booklet.preview.press import LivePress
from booklet.preview.saves import Save, saves


@click.command()
@click.option("--edition", default="", help="The edition to look at. [default: the first of every day that has pages]")
@click.option("--preview-only", is_flag=True, help="Do not build when nothing has been saved for a while.")
@out_option("dist")
@build_options("out")
def watch(asked: Build, edition: str, preview_only: bool) -> None:
    """Set the pages anew on each save, until Control-C. For those who write in an editor of their own.

    After each save the changed pages are set by themselves, in a second or so, and NAME-EDITION.preview.pdf is written
    anew: open it in a program that follows a file. It has no tags and keeps no promises; it is to look at. What is wrong
    is printed, and pages that cannot be set stay as they were. When nothing has been saved for a while, the edition is
    built, and the finished file is as `build` writes it; where that is refused, the last one stays.

    \b
    Examples:
      python build.py watch
      python build.py watch --edition letter --preview-only
      python build.py watch --source clean-hands --out clean-hands/dist
    """
    stop_at(no_folder_problems(asked.source))
    imprint, _, problems = read_settings(asked.source / "booklet.toml", asked.source, Imprint, "booklet.toml")
    stop_at(problems)
    assert imprint is not None
    with_pages = [name for name, each in imprint.editions.items() if each.medium == "pdf"]
    edition = edition or next((name for name in with_pages if imprint.editions[name].by_default), "".join(with_pages[:1]))
    (edition,) = chosen_editions(imprint, [edition])
    watcher = _Watcher(asked, edition, imprint.file_name(edition), not preview_only)
    try:
        click.echo(f"Watching {shown_path(asked.source)}. Control-C ends it.")
        for save in saves(asked.source, [file for file in (asked.clinic, asked.printer) if file]):
            watcher.hear(save)
    except KeyboardInterrupt:
        click.echo("No longer watching.")
    finally:
        watcher.end()


class _Watcher:
    """Sets pages on each save, and builds when it is quiet: by another process, so that the next save need not wait."""

    def __init__(self, asked: Build, edition: str, file: str, is_building: bool):
        self._asked, self._edition, self._is_building = asked, edition, is_building
        self._built, self._file = asked.out / file, asked.out / f"{Path(file).stem}.preview.pdf"
        self._press = LivePress(asked.source, edition, asked.clinic, asked.on)
        self._shown = Preview()
        self._told: list[Problem] = []
        self._is_due = False
        self._builder: subprocess.Popen[bytes] | None = None
        self._says: IO[bytes] | None = None

    def hear(self, save: Save) -> None:
        if save.word == "gone":
            click.echo(f"{shown_path(self._asked.source)} is not there any more. Waiting until it is back.", err=True)
        elif save.word == "saved":
            self.end()
            self._is_due = True
            self._show(self._press.set)
        else:
            self._show(self._press.settle)
            self._build()

    def end(self) -> None:
        """End a build that is under way. What it has not written yet, it leaves as it was."""
        if self._builder and self._builder.poll() is None:
            self._builder.terminate()
            self._builder.wait()
        self._builder = None

    def _show(self, press: Callable[[], Preview]) -> None:
        """Say what has changed, and write it."""
        begun, before = time.monotonic(), self._shown
        self._shown = press()
        seconds = time.monotonic() - begun
        wrong = [problem for problem in self._shown.problems if not problem.is_advice]
        old, new = ([page.key for page in preview.pages] for preview in (before, self._shown))
        is_written = bool(new) and old != new
        if is_written:
            try:
                with writing(self._file):
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                    write_whole(self._file, self._press.pdf())
            except BookletError as error:  # it is tried again when it is quiet
                self._shown, is_written = before, False
                wrong += error.problems
        self._tell(wrong)
        if is_written:
            changed = [number for number, key in enumerate(new, 1) if old[number - 1 : number] != [key]]
            more = "" if self._shown.exact else " To look at: other pages may change with them."
            click.echo(f"{self._file}: {_named(changed)} of {len(new)}, in {seconds:.1f} s.{more}")

    def _tell(self, problems: list[Problem]) -> None:
        """Print what is wrong, where that is not the same as before."""
        if problems == self._told:
            return
        self._told = problems
        for problem in problems:
            click.echo(str(problem), err=True)
        stays = "" if self._shown.is_current else " The pages stay as they were."
        click.echo(f"{counted(problems, 'problem')}.{stays}" if problems else "All problems are mended.", err=True)

    def _build(self) -> None:
        """Begin to build what is due, and say what a build that has ended has said."""
        if self._builder and self._builder.poll() is not None and self._says:
            self._says.seek(0)
            click.echo(self._says.read().decode(errors="replace").rstrip())
            self._builder = None
        wrong = any(not problem.is_advice for problem in self._shown.problems)
        if not self._is_due or not self._is_building or wrong or self._builder:
            return
        self._is_due = False
        if is_current(self._asked.out, self._edition, self._asked.made_from()[False]):
            return
        typed = [word for name, value in self._asked.typed.items() if value for word in (f"--{name}", str(value))]
        self._says = tempfile.TemporaryFile()  # noqa: SIM115 - it is read when the build has ended
        run = [sys.executable, str(HOUSE.parent / "build.py"), "build", "--edition", self._edition, *typed]
        self._builder = subprocess.Popen(run, stdin=subprocess.DEVNULL, stdout=self._says, stderr=self._says)


def _named(numbers: list[int]) -> str:
    """page 4; pages 4, 11-13"""
    if not numbers:
        return "fewer pages"
    return f"page{'s' * (len(numbers) > 1)} {ranges(numbers)}"

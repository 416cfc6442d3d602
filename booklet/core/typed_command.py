"""Typed: a command as somebody would type it just now, with the options that are in force.

A hint without them does something else when it is typed: `signoff --all` without `--source` signs another booklet.
"""
import os
import re
import shlex
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from booklet.core.processes.started import as_started
from booklet.core.text_file import printable

USUAL = {"source": "sections", "out": "dist", "built": "dist", "settings": "printer.toml"}  # what commands take unasked
_LONGEST = 1_000  # characters of one word that a hint repeats
_PLAIN = re.compile(r"[\w./\\:@+,=%-]+")  # ../knee, a4, 2027-03-14: no shell reads these as anything else

Option = Path | str | date | bool | Iterable[str] | None


def command(verb: str, *words: str, **options: Option) -> str:
    """`python build.py signoff --all --source mine`: a verb, its words, then each option that is not as it is unasked.

    `source`, `clinic`, `out`, `built` and so on are options by their names. None, False and "" are left out, True is the
    bare option, several values repeat it. Paths with a blank are quoted as the shell of this system wants it.
    """
    named = [typed for name, value in options.items() for typed in _option(name, value)]
    return " ".join([as_started("python build.py"), verb, *(quoted(word) for word in words), *named])


def quoted(word: str) -> str:
    """One word of a command: as it is, or in quotes where a shell would cut it or read something into it."""
    shown = printable(word, most=_LONGEST)
    if _PLAIN.fullmatch(shown) and (os.name == "nt" or "\\" not in shown):
        return shown
    return f'"{shown}"' if os.name == "nt" else shlex.quote(shown)


def _option(name: str, value: Option) -> Iterable[str]:
    option = f"--{name.replace('_', '-')}"
    if value is None or value is False or str(value) in ("", USUAL.get(name)):
        return
    if value is True:
        yield option
        return
    for one in (value,) if isinstance(value, (str, Path, date)) else value:
        yield f"{option} {quoted(str(one))}"

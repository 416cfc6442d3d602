"""The threshold: what is said where the press itself cannot go on, be it for want of a library or by a fault of its own.

Only the standard library is imported: whoever comes here may have nothing else. An author's mistake never comes here; it
is a problem with a place.
"""
import os
import shlex
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from booklet.cli.installed import Finding, ill_libraries, is_own_environment, own_python
from booklet.cli.machine import report
from booklet.cli.own_files import own_file_problems
from booklet.core.processes.room import out_of_room

_DEEPEST = 3_500  # characters; systems take 4,096 for a path with the names of the files
OUR_FAULT = 3  # the exit status, so that no program takes it for a mistake in a manuscript


def turned_away(error: Exception) -> Callable[[], int]:
    """What `build.py` runs where the commands could not be loaded: the doctor, or nothing but the reason."""

    def only_the_doctor() -> int:
        if sys.argv[1:2] != ["doctor"]:
            raise error
        lines, status = report(install="--install" in sys.argv)
        print(*lines, sep="\n")
        return status

    return only_the_doctor


def guarded(main: Callable[[], int]) -> int:
    """Run the command line; the exit status. What nobody foresaw is told in a sentence, and kept for who can mend it.

    With `--debug` anywhere on the line the traceback is shown as well. Tests call the commands themselves, and so see
    every exception as it is.
    """
    is_debug = "--debug" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--debug"]
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal of another age has no letter for “ or for ≥
    if lost := _nowhere():
        print(*lost, sep="\n", file=sys.stderr)
        return 1
    try:
        return main()
    except BrokenPipeError:  # whoever read along has heard enough: python build.py check | head
        _leave(sys.stdout)
        return 1
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody but a programmer is shown a traceback
        if is_debug:
            traceback.print_exc()
        if lack := out_of_room(error):
            print(f"This machine has no room for what is to be written: {lack}.", file=sys.stderr)
            print("  hint: make room, or let the answer go elsewhere, and type the same again", file=sys.stderr)
            _leave(sys.stdout)
            return 1
        if problems := own_file_problems("".join(traceback.format_exception(error))):
            print(*problems, sep="\n", file=sys.stderr)
            return 1
        ill = ill_libraries(is_import=isinstance(error, ImportError))
        lines, status = (_environment(error, ill), 1) if ill or _is_foreign(error) else (_fault(error), OUR_FAULT)
        print(*lines, sep="\n", file=sys.stderr)
        return status


def _open_streams() -> None:
    """Where a shell has closed what this would speak to, it speaks to nobody. No file may take that place."""
    for handle, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
        if getattr(sys, name) is None:
            setattr(sys, name, open(handle, "w" if handle else "r", encoding="utf-8", closefd=False))  # noqa: SIM115


def _leave(stream: TextIO) -> None:
    """Nobody listens there: what is still to be said goes nowhere."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _nowhere() -> list[str]:
    """What to say to somebody who stands in a folder that is gone, or lies deeper than a path can tell."""
    try:
        if len(os.fsencode(os.getcwd())) < _DEEPEST:
            return []
        says = f"The folder in which you are lies too deep: its path has over {_DEEPEST} letters. Nothing was written."
    except OSError:
        says = "The folder in which you are is not there any more. Nothing was written."
    return [says, "  hint: go to another one: cd"]


def _is_foreign(error: Exception) -> bool:
    """Whether a module that is none of ours is not here at all."""
    return isinstance(error, ModuleNotFoundError) and not (error.name or "booklet").startswith(("booklet", "build"))


def _environment(error: Exception, ill: tuple[Finding, ...]) -> list[str]:
    """The libraries are not here, or not whole: which, and what to type."""
    names = [finding.name for finding in ill] or [getattr(error, "name", None) or "one"]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    if is_own_environment():
        says = f"Libraries of the press are lost or damaged: {shown}. Nothing was written."
        return [says, "  hint: put them back: make booklet", "  hint: see all that is missing: python build.py doctor"]
    says = f"The Python {sys.executable} has not the libraries of the press: {shown}. Nothing was written."
    own = own_python()
    here = os.path.join(os.getcwd(), "")
    typed = shlex.join([str(own).removeprefix(here), sys.argv[0].removeprefix(here), *sys.argv[1:]])
    return [says, f"  hint: {f'use its own Python: {typed}' if own.exists() else 'set everything up: make booklet'}"]


def _fault(error: Exception) -> list[str]:
    """A fault of ours: what it was, and where the traceback is kept."""
    told = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    says = f"The press has failed by a fault of its own, which is no mistake of yours: {told}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="booklet-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(f"{shlex.join(sys.argv)}\n{sys.version}\n\n{''.join(traceback.format_exception(error))}")
    except OSError:  # e.g. a full disk
        return [says, "  hint: see where: the same command with --debug"]
    return [says, f"  hint: what whoever looks after the press needs to know is in {file.name}; --debug shows it"]

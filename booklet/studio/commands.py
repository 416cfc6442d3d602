"""The commands of the press, as somebody would type them: what builds, writes and asks is done by them alone."""
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from booklet.core.problems import BookletError, Place, Problem

_PRESS = Path(__file__).resolve().parents[2] / "build.py"
_LONGEST_S = 1_800.0
_MOST_WORDS = 20_000  # characters of what a command says


@dataclass(frozen=True, slots=True)
class Said:
    """What a command has said, and whether it did what it was asked."""

    is_well: bool
    words: str


async def typed_command(*words: str) -> Said:
    """Run one command, in this folder. Whoever goes away meanwhile ends it. Raises BookletError where it takes too long."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(_PRESS), *words, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(), _LONGEST_S)
    except TimeoutError:
        says = f"it took more than {_LONGEST_S:g} seconds"
        hint = "build one edition after the other"
        raise BookletError([Problem(Place("studio"), "edition-too-dear", says, hint)]) from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):  # not process.terminate(): see worker.py
                os.kill(process.pid, signal.SIGTERM)
            await process.wait()
    return Said(process.returncode == 0, said.decode(errors="replace")[:_MOST_WORDS])


@asynccontextmanager
async def scratch() -> AsyncIterator[Path]:
    """A folder of its own for what is handed over and kept nowhere."""
    with tempfile.TemporaryDirectory(prefix="booklet-studio-") as folder:
        yield Path(folder)

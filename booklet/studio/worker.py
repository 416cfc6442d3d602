"""A worker of the studio, as the server knows it: a process that is asked for one job after another, and may die.

It hears a line of JSON, {"job": "words", ...}, and answers with one: a value, what was wrong, and how many bytes follow.
"""
import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from booklet.core.problems import BookletError, Place, Problem, from_json
from booklet.core.processes.surroundings import path_with_house

_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows each ends a process at once
_MEMORY_GB = 6.0  # of address space; a booklet of a thousand pages takes 4
_LONGEST_S = 300.0
_LONGEST_LINE = 64_000_000  # bytes of an answer


class Worker:
    """The process `python -m ROOM`, started when it is first asked, and anew after it has died or was at one job for too
    long."""

    def __init__(self, room: str):
        self._process: asyncio.subprocess.Process | None = None
        self._room, self._alone = room, asyncio.Lock()

    async def ask(self, job: str, **given: Any) -> Any:
        """What a job came to, a value as JSON has it or bytes. Raises BookletError with what is wrong, or where the process
        died of it.
        """
        async with self._alone:
            try:
                return await asyncio.wait_for(self._asked_twice({"job": job, **given}), _LONGEST_S)
            except (TimeoutError, OSError, asyncio.IncompleteReadError, ValueError) as error:
                await self.end()
                slow = f"it took more than {_LONGEST_S:g} seconds"
                says = slow if isinstance(error, TimeoutError) else "the process that does this was ended"
                hint = "nothing is lost; change something, and it is tried again"
                raise BookletError([Problem(Place("studio"), "edition-stopped", says, hint)]) from None
            except BookletError:  # an answer: what the process holds, such as pages that were laid out, it needs again
                raise
            except BaseException:  # whoever asked has gone: what it would answer is for nobody
                await self.end()
                raise

    async def end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):  # process.kill() asks first whether it has ended, and asyncio then misses it
                os.kill(process.pid, _KILL)
            await process.wait()

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._room, str(_MEMORY_GB), stdin=pipe, stdout=pipe, stderr=nothing,
                env={**os.environ, "PYTHONPATH": path_with_house()}, limit=_LONGEST_LINE, start_new_session=True,
            )  # fmt: skip
        return self._process

    async def _asked_twice(self, asked: dict[str, Any]) -> Any:
        """Somebody may have ended the process, or the system for want of memory: a second one may do well."""
        try:
            return await self._asked(asked)
        except (OSError, asyncio.IncompleteReadError):
            await self.end()
            return await self._asked(asked)

    async def _asked(self, asked: dict[str, Any]) -> Any:
        process = await self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        await process.stdin.drain()
        head = json.loads(await process.stdout.readuntil(b"\n"))
        content = await process.stdout.readexactly(head["bytes"])
        if head["problems"]:
            raise BookletError(map(from_json, head["problems"]))
        return content or head["value"]

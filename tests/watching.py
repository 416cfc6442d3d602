"""A command that goes on until it is stopped, as a process of its own: what it says, line by line, and how it ends."""
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.conftest import ROOT


@dataclass
class Running:
    """The process, and what it has said on both streams so far."""

    process: subprocess.Popen
    said: list[str] = field(default_factory=list)

    def until(self, words: str) -> str:
        """The next line that has these words; it is waited for as long as the process lives."""
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line
            if line.startswith("Traceback"):  # it may go on, and never say them
                self.process.kill()
        raise AssertionError(f"it ended without {words!r}: {''.join(self.said)}")

    def stop(self) -> int:
        """Control-C; its exit status."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=120)
        self.said.append(rest)
        return self.process.returncode


@contextmanager
def running(*arguments: object, **environment: str) -> Iterator[Running]:
    """The command while it runs; it is ended whatever comes."""
    command = [sys.executable, "-u", str(ROOT / "build.py"), *map(str, arguments)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment}
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()

"""How the press was started: a command that is told to somebody has to work where it is typed."""
import os
import re
import shlex
import shutil
import sys

from booklet.core.unseen import strange_in_line

_USUAL = re.compile(r"(?<![\w/\\])python build\.py\b")


def as_started(words: str) -> str:
    """Words with `python build.py` as it was typed: `python ../press/build.py` in another folder.

    Where `python` is not the one that runs, its path is said. What is no command line, such as a test, is told the usual.
    """
    script = sys.argv[0]
    if "python build.py" not in words or os.path.basename(script) != "build.py" or strange_in_line(script):
        return words
    usual, own = shutil.which("python") or "", sys.executable
    here = os.path.join(os.getcwd(), "")
    python = "python" if os.path.dirname(usual) == os.path.dirname(own) else own.removeprefix(here)
    typed = " ".join(f'"{word}"' if os.name == "nt" and " " in word else word if os.name == "nt" else shlex.quote(word)
                     for word in (python, script))  # fmt: skip
    return _USUAL.sub(lambda _: typed, words)

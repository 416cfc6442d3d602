"""The tab key: what a real shell completes, on the line as README writes it."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

from booklet.cli.completion import SHELLS
from tests.conftest import ROOT, STARTER

# A shell offers what its own function leaves in COMPREPLY; `complete` says which function stands for a program.
BASH = """
source {script}
COMP_WORDS=({words} "")
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
described=$(complete -p "${{COMP_WORDS[0]##*/}}")
function=${{described#*-F }}
${{function%% *}}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
FISH = "source {script}; complete -C '{words} '"


def offered(shell: str, words: str) -> list[str]:
    """What the shell offers behind these words. Its Python is the one of this test."""
    lines = {"bash": BASH, "fish": FISH}[shell].format(script=SHELLS / shell, words=words)
    options = {"bash": ["--norc"], "fish": ["--no-config"]}[shell]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    made = subprocess.run([shell, *options, "-c", lines], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert made.returncode == 0 and made.stderr == "", made.stderr
    return [line.split("\t")[0] for line in made.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize("program", ["python build.py", "./build.py"])
def test_the_tab_key_knows_commands_and_editions(shell, program):
    """Whoever never saw a terminal types the least of it."""
    assert offered(shell, f"{program} refs") == ["add", "import", "verify"]
    starter = STARTER.relative_to(ROOT)
    assert offered(shell, f"{program} build --source {starter} --edition") == ["all", "a4", "letter", "large-print", "leaflet", "web", "text"]


def test_another_program_of_python_is_left_alone():
    assert offered("bash", "python other.py") == [""]


def test_the_versions_are_told_from_where_they_stand():
    """Whoever reports a page that looks wrong is asked for these first."""
    told = subprocess.run([sys.executable, "build.py", "--version"], cwd=ROOT, capture_output=True, text=True)
    words = [line.split()[0] for line in told.stdout.splitlines()]
    assert told.returncode == 0 and words == ["booklet", "WeasyPrint", "Pango", "Python"]

"""Hints that can be typed: what a shell makes of them is what was in force."""
import shlex
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from booklet.core.typed_command import command
from booklet.core.unseen import strange_in

# What nobody sees, such as a lone variation selector, is told as ?, and no hint can say it.
word = (
    st.text(st.characters(blacklist_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=40)
    .filter(str.strip)
    .filter(lambda text: not strange_in(text))
)


def test_what_is_as_usual_is_left_out():
    """Most people have one handout; their hints stay short."""
    assert command("signoff", "--all", source=Path("sections"), clinic=None) == "python build.py signoff --all"


def test_what_is_in_force_is_repeated():
    """The command that was typed was about another folder, and so is the way out."""
    said = command("build", edition=("a4", "web"), source=Path("mine"), clinic="our clinic.toml", out=Path("dist"), draft=True)
    assert said == "python build.py build --edition a4 --edition web --source mine --clinic 'our clinic.toml' --draft"
    assert command("check", date=date(2027, 3, 14)) == "python build.py check --date 2027-03-14"


@given(word)
def test_a_shell_reads_the_path_that_was_meant(path):
    """A folder with a quote, a dollar or a blank in its name is a folder still."""
    typed = shlex.split(command("build", source=path))
    assert typed[3:] == ([] if path == "sections" else ["--source", path])

"""What is told of a file: its path, and what to type about it."""
import shlex
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from booklet.source import to_type

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" '\"$`\\*;&|<>~#!"), min_size=1, max_size=40)


@given(WORDS, WORDS)
def test_a_hint_can_be_typed_as_it_stands(folder, edition):
    """A blank in the name of a folder shall not make two words of it, nor a dollar sign something else."""
    typed = shlex.split(to_type("build", {"--edition": (edition, "a4"), "--source": folder}))
    named = [] if folder == "sections" else ["--source", folder]
    assert typed == ["python", "build.py", "build", "--edition", edition, "--edition", "a4", *named]


def test_a_hint_names_what_is_not_as_usual():
    usual = {"--source": Path("./sections"), "--clinic": None, "--out": Path("dist"), "--date": ""}
    assert to_type("signoff --all", usual) == "python build.py signoff --all"
    assert to_type("check", {"--source": Path("../knee")}) == "python build.py check --source ../knee"

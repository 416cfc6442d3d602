"""Every code of the words floor, by its case file: each text that is told, and each that must not be.

The files in tests/cases/words are an author's manual too. A block is what stands between two blank lines; a line with
a backslash alone is a blank line within a block.
"""
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from booklet.core.catalogue import catalogue
from booklet.load.load import load_manuscript
from booklet.words.check import RULES
from booklet.words.text import read_copy
from tests.manuscripts import FILES, HEAD
from tests.word_figures import WORKS

CASES = sorted((Path(__file__).parent / "cases/words").glob("*.md"))
SHAPE = re.compile(r"# (?P<code>[a-z0-9-]+)\n\n(?P<about>.+?)\n\n## Told\n\n(?P<told>.+?)\n\n## Not told\n\n(?P<fine>.+)", re.DOTALL)
BESIDE = {"references.json": json.dumps(WORKS), "glossary.md": "nap (also: naps)\n:   A short sleep by day.\n"}
GROUPS = ("plain", "numbers", "tone", "evidence")


def blocks() -> Iterator:
    for file in CASES:
        case = SHAPE.fullmatch(file.read_text(encoding="utf-8").strip())
        assert case, f"{file.name} has not the shape of a case file"
        for part in ("told", "fine"):
            for number, text in enumerate(re.split(r"\n\n+", case[part].strip()), 1):
                yield pytest.param(case["code"], re.sub(r"(?m)^\\$", "", text), part == "told", id=f"{file.stem}-{part}-{number}")


@pytest.mark.parametrize(("code", "text", "is_told"), list(blocks()))
def test_a_text_is_told_or_not(code, text, is_told, tmp_path):
    """A false alarm wears an author out; a miss reaches a patient."""
    for name, content in {**FILES, **BESIDE, "010-rest.md": HEAD + text + "\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    copy = read_copy(load_manuscript(tmp_path))
    found = {problem.slug for rule in RULES for problem in rule(copy)}
    assert (code in found) == is_told, found


def test_every_code_about_words_has_a_case_file():
    with_rules = {name for group in GROUPS for name in codes_of(group)}
    assert with_rules == {file.stem for file in CASES}


def codes_of(group: str) -> set[str]:
    folder = Path(__file__).resolve().parent.parent / "booklet/core/codes"
    return set(re.findall(r"(?m)^\[([a-z0-9-]+)\]$", (folder / f"{group}.toml").read_text(encoding="utf-8")))


def test_every_code_about_words_says_its_rule_its_reason_and_an_example():
    for name in {name for group in GROUPS for name in codes_of(group)}:
        code = catalogue()[name]
        assert code.level in ("error", "advice") and code.why and code.wrong and code.right, name

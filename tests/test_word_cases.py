"""Every code of the words floor, by its case file: each text that is told, and each that must not be.

The files in tests/cases/words are an author's manual too. A block is what stands between two blank lines; a line with
a backslash alone is a blank line within a block.
"""
import json
import re
from pathlib import Path

import pytest

from booklet.core.catalogue import catalogue
from booklet.load.load import load_manuscript
from booklet.words.check import problems_of_words
from booklet.words.text import read_copy
from tests.manuscripts import FILES, HEAD
from tests.word_figures import WORKS

CASES = sorted((Path(__file__).parent / "cases/words").glob("*.md"))
SHAPE = re.compile(r"# (?P<code>[a-z0-9-]+)\n\n(?P<about>.+?)\n\n## Told\n\n(?P<told>.+?)\n\n## Not told\n\n(?P<fine>.+)", re.DOTALL)
BESIDE = {"references.json": json.dumps(WORKS), "glossary.md": "nap (also: naps)\n:   A short sleep by day.\n"}
GROUPS = ("plain", "numbers", "tone", "evidence")

# What is told once of a handout, or is reckoned over all of it: each of its texts is a handout of its own.
OF_ALL = (
    "choppy company-source explained-late grade-too-high lonely-rate long-paragraph long-stretch passive-voice section-grade "
    "sentences-long stray-number"
).split()


def codes_in(texts: list[str], folder: Path) -> list[set[str]]:
    """The codes that are told of each text, where each is a section of one handout."""
    for name, content in {**FILES, **BESIDE, **{f"{n:03}-rest.md": f"{HEAD}{text}\n" for n, text in enumerate(texts)}}.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(content, encoding="utf-8")
    copy = read_copy(load_manuscript(folder))
    told = [(Path(problem.place.path).name, problem.slug) for problem in problems_of_words(copy)]
    return [{code for file, code in told if file == f"{n:03}-rest.md" or len(texts) == 1} for n in range(len(texts))]


@pytest.mark.parametrize("part", ["told", "fine"])
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_text_is_told_or_not(file, part, tmp_path):
    """A false alarm wears an author out; a miss reaches a patient."""
    case = SHAPE.fullmatch(file.read_text(encoding="utf-8").strip())
    assert case, f"{file.name} has not the shape of a case file"
    texts = [re.sub(r"(?m)^\\$", "", text) for text in re.split(r"\n\n+", case[part].strip())]
    handouts = [[text] for text in texts] if file.stem in OF_ALL else [texts]
    found = [codes for n, each in enumerate(handouts) for codes in codes_in(each, tmp_path / str(n))]
    wrong = [(n, text[:50], codes) for n, (text, codes) in enumerate(zip(texts, found, strict=True), 1) if (case["code"] in codes) != (part == "told")]
    assert wrong == []


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

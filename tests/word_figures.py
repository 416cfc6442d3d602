"""Precision and recall of each rule of the words: `python -m tests.word_figures held`, or `seen`.

The sentences are those of tests/cases/words/figures: for each rule bad and good ones, and hundreds of everyday leaflets
that stand in a handout with sources. `held` are those that no rule was tuned on. Precision is the share of what is told
that is rightly told, recall the share of what is bad that is told.
"""
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from booklet.core.catalogue import catalogue
from booklet.load.load import load_manuscript
from booklet.words.check import problems_of_words
from booklet.words.text import Copy, read_copy
from tests.manuscripts import FILES, HEAD

FOLDER = Path(__file__).parent / "cases/words/figures"
KINDS = {
    "lee2020": "review", "ray2021": "trial", "kim2022": "animal", "poe2019": "small-study", "ann2018": "guideline",
    "coh2020": "cohort", "firm2022": "company",
}  # fmt: skip
WORKS = [
    {"id": key, "type": "book", "title": key, "author": [{"family": "Lee"}], "custom": {"evidence": kind}}
    for key, kind in KINDS.items()
]
WORKS[-1]["author"] = [{"literal": "Acme Sprays Inc."}]
BESIDE = {**{name: words for name, words in FILES.items() if name != "010-rest.md"}, "references.json": json.dumps(WORKS), "glossary.md": "nap (also: naps)\n:   A short sleep by day.\n"}
OF_RUNNING_TEXT = {"choppy"}  # of which sentences that stand alone say nothing
ERROR, ADVICE = 0.90, 0.75  # how precise a rule is at least


@dataclass
class Figures:
    """What one rule told rightly and wrongly, and what it missed: the sentences themselves."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        told = len(self.right) + len(self.wrong)
        return len(self.right) / told if told else 1.0

    @property
    def recall(self) -> float:
        bad = len(self.right) + len(self.missed)
        return len(self.right) / bad if bad else 1.0

    def count(self, words: str, is_told: bool, is_bad: bool) -> None:
        if is_told or is_bad:
            (self.right if is_told and is_bad else self.wrong if is_told else self.missed).append(words)


def measured(part: str) -> dict[str, Figures]:
    """The figures of each rule that has sentences, by its code. `part` is seen or held."""
    figures: dict[str, Figures] = defaultdict(Figures)
    cases = [(code, text, is_bad) for code, groups in _read(part).items()
             for is_bad, name in ((True, "bad"), (False, "good")) for text in groups[name]]  # fmt: skip
    told = codes_told({f"case-{number:03}": text for number, (_, text, _) in enumerate(cases)})
    for number, (code, text, is_bad) in enumerate(cases):
        codes = {code for found in told[f"case-{number:03}"].values() for code in found}
        figures[code].count(text, code in codes, is_bad)
    for name, lines in everyday(part).items():
        found = codes_told({name: "\n\n".join(words for words, *_ in lines)})[name]
        for number, (words, wanted, doubtful) in enumerate(lines):
            for code in ({*found[2 * number], *wanted} & set(figures)) - doubtful - OF_RUNNING_TEXT:
                figures[code].count(words, code in found[2 * number], code in wanted)
    return figures


def everyday(part: str) -> dict[str, list[tuple[str, set[str], set[str]]]]:
    """The leaflets by name: each sentence, the codes that are to be told, and those that are a matter of opinion."""
    leaflets = {}
    for name, leaflet in _read(f"{part}-everyday").items():
        split = [line.partition(" => ") for line in leaflet["lines"]]
        leaflets[name] = [
            (words, {code for code in codes.split() if code[0] != "?"}, {code[1:] for code in codes.split() if code[0] == "?"})
            for words, _, codes in split
        ]
    return leaflets


def codes_told(texts: Mapping[str, str]) -> dict[str, dict[int, set[str]]]:
    """For each text, by its name, the codes told at each of its lines, from 0. Each is read as a handout of its own."""
    files = {f"{number:03}-{name}.md": HEAD + text + "\n" for number, (name, text) in enumerate(texts.items(), 1)}
    with TemporaryDirectory() as folder:
        for name, content in {**BESIDE, **files}.items():
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8")
        copy = read_copy(load_manuscript(Path(folder)))
    return {name: _told(one) for name, one in _copies(copy) if name in texts}


def _copies(copy: Copy) -> Iterator[tuple[str, Copy]]:
    for section in copy.sections:
        meanings = tuple(sentence for sentence in copy.sentences if sentence.kind == "meaning")
        yield section.id, replace(copy, sentences=copy.of(section.id) + meanings, sections=(section,), labels=())


def _told(copy: Copy) -> dict[int, set[str]]:
    lines: dict[int, set[str]] = defaultdict(set)
    for problem in problems_of_words(copy):
        lines[problem.place.line - HEAD.count("\n") - 1].add(problem.slug)
    return lines


def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def bar_of(code: str) -> float:
    return ERROR if catalogue()[code].level == "error" else ADVICE


def main() -> None:
    print(f"{'rule':20} {'level':7} {'told':>5} {'right':>6} {'precision':>9} {'missed':>7} {'recall':>7}")
    for code, found in sorted(measured(sys.argv[1] if len(sys.argv) > 1 else "held").items()):
        told = len(found.right) + len(found.wrong)
        low = " <" * (found.precision < bar_of(code))
        print(f"{code:20} {catalogue()[code].level:7} {told:5} {len(found.right):6} {found.precision:9.0%}"
              f" {len(found.missed):7} {found.recall:7.0%}{low}")  # fmt: skip


if __name__ == "__main__":
    main()

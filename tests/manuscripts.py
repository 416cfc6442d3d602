"""A small good manuscript, for a test to spoil, and the real command to judge it.

handout.body("It heals. [@nobody1999]")
assert handout.refused() == ["sections/010-rest.md:5: unknown-citation"]
"""
import json
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from booklet.cli import main as cli
from booklet.core.printed import words as printed_words
from booklet.core.printed.words import FOLDER
from booklet.pipeline import read_manuscript

HEAD = "---\ntitle: Does rest help?\nrunning_head: Rest\n---\n"  # so the body begins on line 5
FIRST_LINE = 5
TAIL = "\n\nRest helps. [@lee2020]\n"
FILES = {
    "booklet.toml": """\
name = "rest"
title = "Rest"
subtitle = "How to do nothing"
audience = "For everybody"
language = "en-GB"
version = "1"
published = 2026-01-01
review_by = 2027-01-01
authors = ["A. Lee"]
funding = "Nobody paid."
notice = "An example."
help = [{ask = "Not safe?", contact = "crisis"}, {ask = "Life in danger now?", contact = "emergency"}]
[editions.a4]
paper = "A4"
[rules]
unknown-front-matter = "error"
unsourced-number = "error"
heading-level = "error"
italics = "error"
deep-list = "error"
missing-caption = "error"
alt-length = "error"
wide-table = "error"
typed-bullet = "error"
typed-table = "error"
stray-image = "error"
lost-link = "error"
tex-formula = "error"
long-section = "error"
unused-note = "error"
no-such-figure = "error"
no-such-table = "error"
no-such-work = "error"
no-such-section = "error"
typed-page = "error"
lost-in-title = "error"
kept-size = "error"
unused-term = "error"
""",
    "clinic.example.toml": """\
name = "Example Clinic"
address = "1 Example Street"
country = "GB"
prescriber = "your doctor"
treatments = ["tablet"]
escort_policy = "Bring somebody."
example = true
side_effect_reporting = "Tell us."

[daytime]
phone = "000 1"
hours = "by day"

[out_of_hours]
phone = "000 2"
hours = "by night"

[emergency]
phone = "000"

[crisis]
name = "Example line"
phone = "000 3"
hours = "always"
""",
    "references.json": """\
[
  {"id": "lee2020", "type": "book", "title": "Rest", "author": [{"family": "Lee", "given": "A"}],
   "issued": {"date-parts": [[2020]]}, "custom": {"evidence": "review"}}
]
""",
    "numbers.json": """\
[
  {"id": "n01", "chart": "before-after", "citekey": "lee2020", "title": "How much?", "caption": "In one review.",
   "how_to_read": "Further right is better.", "low": 0, "high": 10, "low_label": "no rest", "high_label": "rest",
   "before_label": "before", "after_label": "after",
   "rows": [{"name": "score", "label": "Rest", "before": 4, "after": 6}], "values": {"people": 73}}
]
""",
    "figures/bed.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
  <rect width="40" height="20"/>
</svg>
""",
}
FILLED_IN = {
    "example = true": "# ours", "Example Clinic": "Leeds Sleep Clinic", "1 Example Street, Exampletown": "12 High Street, Leeds",
    '"US"': '"GB"', "name of your prescriber": "Dr. A. Lee", "https://example.org/": "https://leeds-sleep.org/",
    "000 000 0001": "0113 243 2799", "000 000 0002": "0113 392 2668", "000 000 0003": "116 123", '"000"': '"999"',
    "Example crisis line": "Samaritans", "FDA MedWatch, 1-800-FDA-1088": "Yellow Card, 0800 731 6789",
}  # fmt: skip
PROBLEM = re.compile(r"^(\S.*?(?::[0-9]+)?: [a-z0-9]+(?:-[a-z0-9]+)*): ", re.MULTILINE)  # a.md:5: raw-html: words
GOOD_OLD_FILE = b"%PDF of last week"
OLD_ENTRY = {"file": "rest-a4.pdf", "edition": "a4", "version": "1", "pages": 2, "bytes": 17, "sha256": "0", "source": "0"}


def filled_in(example: str) -> str:
    """An example of a clinic profile, shipped or a starter's, with every placeholder of it filled in."""
    for old, new in FILLED_IN.items():
        example = example.replace(old, new)
    return example


def with_authors(folder: Path) -> Path:
    """A starter with its title, who wrote it and who paid, so that its cover can be signed."""
    settings = folder / "booklet.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("Write here the title", "Clean hands").replace("Write here what it tells", "When to wash them")
    text = text.replace("Write here for whom it is", "For visitors").replace('"Write here who wrote this"', '"A. Lee"').replace("Write here who paid for this.", "Nobody paid.")
    settings.write_text(text, encoding="utf-8")
    return folder


def _entries(table: dict, said: Callable[[str], str]) -> Iterator[str]:
    """The lines of a table of printed words."""
    for name, form in table.items():
        match form:
            case dict():
                yield f"{name} = {{ {', '.join(f'{key} = {json.dumps(said(words))}' for key, words in form.items())} }}\n"
            case list():
                yield f"{name} = {json.dumps([said(words) for words in form])}\n"
            case _:
                yield f"{name} = {json.dumps(said(form))}\n"


def translated(words: str) -> str:
    """Words that read as the English ones and are others, where they make a sentence."""
    return words.replace(" ", "  ") if words.count(" ") > 2 else words


class Handout:
    """A folder of sections below the working folder, and a folder with last week's good file to build into."""

    def __init__(self, home: Path, monkeypatch, capsys):
        self.home, self.monkeypatch, self.capsys = home, monkeypatch, capsys
        self.folder, self.out, self.said = home / "sections", home / "dist", ""
        monkeypatch.chdir(home)
        for name, text in FILES.items():
            self.write(name, text)
        self.body("")
        self.out.mkdir()
        (self.out / "rest-a4.pdf").write_bytes(GOOD_OLD_FILE)
        (self.out / "manifest.json").write_text(json.dumps({"files": [OLD_ENTRY]}), encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> Path:
        """One file of the manuscript, new or instead of the good one."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def change(self, name: str, old: str, new: str) -> Path:
        """One good file with some words exchanged."""
        assert old in FILES[name]
        return self.write(name, FILES[name].replace(old, new, 1))

    def speaks(self, language: str, said: Callable[[str], str] = translated) -> Path:
        """Another language, and a file of its printed words: the English ones, each as `said` makes it."""
        self.change("booklet.toml", 'language = "en-GB"', f'language = "{language}"')
        folder = self.home / "words"
        shutil.copytree(FOLDER, folder)
        self.monkeypatch.setattr(printed_words, "FOLDER", folder)
        file = folder / f"{language}.toml"
        english = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
        tables = (f"[{name}]\n{''.join(_entries(table, said))}" for name, table in english.items())
        file.write_text("\n".join(tables), encoding="utf-8")
        return file

    def body(self, text: str, tail: str = TAIL) -> None:
        """The text of the only section, from line 5 on. What cites the only reference follows below it."""
        self.write("010-rest.md", HEAD + text + tail)

    def command(self, *arguments: str) -> int:
        """The exit status of `python build.py ...`, run in this process; `said` is then what it printed."""
        self.monkeypatch.setattr(sys, "argv", ["build.py", *arguments])
        self.capsys.readouterr()
        status = cli.main()
        printed = self.capsys.readouterr()
        self.said = printed.out + printed.err
        return status

    def refused(self, *arguments: str) -> list[str]:
        """Build, which must fail and leave every file as it was: `path:line: slug` of each problem that was told.

        Where the column is told too, it is left out.
        """
        before = self.files()
        status = self.command("build", "--source", "sections", "--out", "dist", *arguments)
        assert status == 1, self.said
        assert "Traceback" not in self.said
        assert self.files() == before, "something was written"
        return [re.sub(r"(:[0-9]+):[0-9]+: ", r"\1: ", told) for told in PROBLEM.findall(self.said)]

    def accepted(self) -> None:
        """Read, which must find nothing wrong. How plain the words are is another matter."""
        read_manuscript(self.folder)

    def files(self) -> dict[str, bytes]:
        """Every file of the manuscript and of the folder for output, with its content."""
        files = [file for folder in (self.folder, self.out) for file in folder.rglob("*") if file.is_file()]
        return {str(file): file.read_bytes() for file in files}

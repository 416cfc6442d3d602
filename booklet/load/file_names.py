"""Which files of a folder make a handout, by their names; and the names that were meant for others."""
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from booklet.core.problems import Place, Problem
from booklet.core.text_file import SETTINGS, TEXTS, bare_letters, printable, shown_path
from booklet.core.typed_command import command

GLOSSARY = "glossary.md"
SECTION_NAME = re.compile(r"(?P<order>[0-9]{3})-(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.md", re.ASCII)  # 010-key-points.md
_DOCUMENT = re.compile(r"[0-9]{3}-.*\.(?:docx|odt)", re.IGNORECASE)  # 040-exercises.docx, meant for a section
_NUMBERED = re.compile(r"(?P<order>[0-9]{1,3})(?P<words>[\W_].*)\.(?:md|markdown)", re.ASCII)  # 10 key points.md


def is_text(file: Path) -> bool:
    """Whether an author means this file to be printed. Editors leave files with a dot in front."""
    return file.suffix.lower() in TEXTS and file.name != GLOSSARY and not file.name.startswith(".")


def misnamed_problems(folder: Path) -> Iterator[Problem]:
    """Files that are of the handout, and are not read: for their names, or because they are documents."""
    numbers = {file.name[:3] for file in folder.iterdir() if SECTION_NAME.fullmatch(file.name)}
    for file in sorted(folder.iterdir()):
        place, meant = Place(shown_path(file)), _meant(file.name)
        if _DOCUMENT.fullmatch(file.name):
            says, hint = "this document is not printed", f"bring it in: {command('import', str(file), into=folder)}"
            yield Problem(place, "section-name", says, hint, is_advice=True)
        elif meant in SETTINGS and not (folder / meant).exists():
            yield Problem(place, "section-name", f"this is not read: it is not called {meant}", f"rename it: {meant}")
        elif meant != file.name and (is_text(file) or SECTION_NAME.fullmatch(meant) and not (folder / meant).exists()):
            hint = f"rename it: {meant}" if meant else "three digits, then words in small letters: 010-key-points.md"
            hint = "take it out of the folder, or give it a number of its own" if meant[:3] in numbers else hint
            yield Problem(place, "section-name", "this is not the name of a section, and is not read", hint)


def _meant(name: str) -> str:
    """The name that was meant, 010-key-points.md for "10 Key points.md.txt", References.json as references.json; or ""."""
    plain = bare_letters(name).removesuffix(".txt")
    numbered = _NUMBERED.fullmatch(plain)
    words = "-".join(re.findall("[a-z0-9]+", numbered["words"])) if numbered else ""
    return f"{int(numbered['order']):03}-{words}.md" if numbered and words else plain if plain in SETTINGS else ""


def with_a_way_to_begin(problem: Problem, folder: Path) -> Problem:
    """Missing settings: the file has another name, or a handout is made of texts that lie there, or an example written."""
    if problem.slug != "missing-file" or problem.place.path != shown_path(folder / "booklet.toml"):
        return problem
    files, name = sorted(folder.iterdir()), folder.resolve().name
    if meant := next((each.name for each in files if _meant(each.name) == "booklet.toml"), ""):
        return replace(problem, hint=f"rename {printable(meant)}, which lies there")
    if any(is_text(each) for each in files):
        return replace(problem, hint=f"make a handout of its texts: {command('import', str(folder), out=f'{name}-handout')}")
    return replace(problem, hint=f"begin with an example: {command('new', f'{name}-example')}")

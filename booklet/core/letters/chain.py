"""The chain of faces, as styles/fonts/faces.toml has it: the first face that has a letter sets it.

Large faces are not brought along. They are looked for on the machine where their letters occur, and nowhere else.
"""
import os
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from booklet.core.own_table import STYLES
from booklet.core.unseen import is_silent

LOOK = "Atkinson Hyperlegible Next"  # the face of the look
NUMERALS = "Booklet Numerals"  # the face of the look for large numbers and phones, with a zero that has no slash
_FONTS = STYLES / "fonts"
_HOME = Path.home() if "HOME" in os.environ or os.name == "nt" else Path("/")
_SHARED_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/opt/homebrew/share/fonts", "/Library/Fonts", "C:/Windows/Fonts",
    _HOME / ".local/share/fonts", _HOME / ".fonts", _HOME / "Library/Fonts", _HOME / "AppData/Local/Microsoft/Windows/Fonts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its file for each weight, and the letters that it has, in ranges.

    `members` are the fonts in each file, by the language whose forms they have. A face that has them is not ours: its
    files lie on the machine.
    """

    family: str
    files: Mapping[int, str] = field(hash=False)
    letters: tuple[range, ...] = field(repr=False)
    members: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def name_on_paper(self) -> str:
        """Its name in a PDF: its own, and a word more, so that a font of that name on some machine never sets it."""
        return self.family if self == chain()[0] else f"{self.family} Booklet"

    def has(self, letter: str) -> bool:
        return any(ord(letter) in part for part in self.letters)

    def file(self, weight: int) -> Path | None:
        """Where the file of a weight lies; None for one that this machine lacks."""
        name = self.files[weight]
        return _on_machine(name) if self.members else _FONTS / name

    @property
    def is_here(self) -> bool:
        return all(self.file(weight) for weight in self.files)

    def member(self, text: str, language: str) -> int:
        """Which font of a file: the one of the language; else the one in whose forms the text is written."""
        known = [name for name in self.members if language.startswith(name)]
        if known:
            return self.members[max(known, key=len)]
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in set(text) if self.has(letter)}
        written = "ja" if scripts & {"HIRAGANA", "KATAKANA"} else "ko" if "HANGUL" in scripts else "zh"
        return self.members.get(written, 0)


@cache
def chain() -> tuple[Face, ...]:
    """All faces, in the order in which they are asked for a letter. The first is that of the look."""
    entries = tomllib.loads((_FONTS / "faces.toml").read_text(encoding="utf-8"))["face"]
    return tuple(_face(entry) for entry in entries)


def _face(entry: Mapping[str, Any]) -> Face:
    ends = (part.partition("-")[::2] for part in entry["letters"].split())  # 370-373, 37F
    letters = tuple(range(int(first, 16), int(last or first, 16) + 1) for first, last in ends)
    files = {int(weight): name for weight, name in entry["files"].items()}
    return Face(entry["family"], files, letters, entry.get("members", {}))


def setters(text: str) -> dict[Face, str]:
    """The faces that set a text, in the order of the chain, each with its letters there; the first one always."""
    found: dict[Face, set[str]] = {chain()[0]: set()}
    for letter in set(text):
        face = face_of(letter)
        if face:
            found.setdefault(face, set()).add(letter)
    return {face: "".join(sorted(found[face])) for face in chain() if face in found}


@cache
def face_of(letter: str) -> Face | None:
    return next((face for face in chain() if face.has(letter)), None)


def without_face(letters: Iterable[str]) -> set[str]:
    """Which of these letters no face has, on any machine."""
    return {letter for letter in set(letters) if not face_of(letter) and not is_silent(letter)}


def lacking(letters: Iterable[str]) -> dict[str, Face]:
    """Which of these letters are set in a face that this machine lacks."""
    faces = ((letter, face_of(letter)) for letter in set(letters))
    return {letter: face for letter, face in faces if face and face.members and not face.is_here}


def marks_of_machine() -> dict[str, int]:
    """The files of faces that lie on this machine, each with its size: pages may hang on them."""
    files = [(name, _on_machine(name)) for face in chain() if face.members for name in face.files.values()]
    return {name: file.stat().st_size for name, file in files if file}


@cache
def _on_machine(name: str) -> Path | None:
    """The first file of that name in the folders in which systems keep fonts."""
    for folder in [Path(shared) for shared in _SHARED_FOLDERS]:
        for inside, folders, files in os.walk(folder):
            folders.sort()
            if name in files:
                return Path(inside, name)
    return None

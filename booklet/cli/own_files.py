"""The press's own files, in styles/ and the lists in its rooms: which of them are damaged, and which one a failure is about.

Only the standard library is imported, as in all rooms of the doctor. Nobody looks here while all is well: who edits a
template or loses a font hears of the file and its line, and everybody else waits for nothing.
"""
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from booklet.cli.installed import ROOT
from booklet.core.own_table import STYLES
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable, shown_path, why_unread

# Python's words for a room that was compiled while the disk was full, or the power went (CPython 3.11)
_HALF_COMPILED = ("marshal data too short", "EOF read where object expected", "bad marshal data")
_TEXTS = (".css", ".html", ".svg", ".toml", ".txt", ".csl")
# How such a file begins, and that it is all there. Sources: WOFF 2.0, 4.1; the .xz file format, 2.1; ICC.1, 7.2.
_SIGNS: Mapping[str, Callable[[bytes], bool]] = {
    ".woff2": lambda content: content[:4] == b"wOF2" and int.from_bytes(content[8:12]) == len(content),
    ".xz": lambda content: content[:6] == b"\xfd7zXZ\0" and content[-2:] == b"YZ",
    ".icc": lambda content: content[36:40] == b"acsp" and int.from_bytes(content[:4]) == len(content),
}
# File "/press/styles/templates/ends.html", line 54, in top-level template code
_FRAME = re.compile(r'^ *File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)


def remedy_for(file: Path, root: Path = ROOT) -> str:
    """What to do for a file of the press that is lost or damaged; for its folder, where that is lost."""
    is_cloned = (root / ".git").exists()
    lost = next((place for place in file.parents[::-1] if not place.is_dir()), file)
    name = lost.relative_to(root).as_posix()
    return f"git checkout -- {name}" if is_cloned else f"copy {name} from the press as you got it"


def damage(file: Path) -> tuple[str, int]:
    """What is wrong with a file of the press, whatever is written in it, and its line; "" where it is whole."""
    try:
        content = file.read_bytes()
        if file.suffix in _SIGNS and not _SIGNS[file.suffix](content):
            return f"this is no {file.suffix[1:].upper()} file, or not all of it", 0
        if file.suffix in _TEXTS:
            text = content.decode()
            if file.suffix == ".toml":
                tomllib.loads(text)
            if file.suffix == ".csl" or file.suffix == ".svg" and "icons" in file.parts:
                ElementTree.fromstring(text)
        return "" if content else "this is empty", 0
    except OSError as error:
        return f"this cannot be read: {why_unread(error)}", 0
    except UnicodeDecodeError as error:
        return "this is no text in UTF-8", content.count(b"\n", 0, error.start) + 1
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (?P<line>\d+)", str(error))  # Invalid value (at line 3, column 9)
        return f"this is no TOML: {error}", int(told["line"]) if told else 0
    except ElementTree.ParseError as error:
        return f"this is no XML: {error}", error.position[0]


def damaged_files(root: Path = ROOT) -> Iterator[tuple[Path, str, int]]:
    """Each file of styles/, and each list of words or codes, that is damaged, with what is wrong and the line."""
    files = (*(root / "styles").rglob("[!.]*"), *(root / "booklet").rglob("*.toml"))
    for file in sorted(file for file in files if not file.is_dir() and "starter" not in file.parts):
        says, line = damage(file)
        if says:
            yield file, says, line


def is_half_compiled(told: object) -> bool:
    """Whether a failure is of a file that Python has made of ours, and not of ours."""
    return any(words in str(told) for words in _HALF_COMPILED)


def own_file_problems(told: str) -> list[Problem]:
    """The files of the press that a failure is about, by its traceback; none where it is a fault of the code.

    Damaged ones; else the one that the last line names; else the template that was at work when it failed. What fails in
    a room that a template calls is a fault of the room.
    """
    if is_half_compiled(told):
        says = "a file that Python has made of it is cut short, perhaps by a disk that was full"
        hint = f"make room, then: find {shlex.quote(str(ROOT))} -name '*.pyc' -delete"
        return [Problem(Place(shown_path(ROOT / "booklet")), "broken-style", says, hint)]
    damaged = [_problem(file, line, says) for file, says, line in damaged_files()]
    if damaged:
        return damaged
    # FileNotFoundError: [Errno 2] No such file or directory: '/press/styles/tokens.css'
    why = told.strip().split("\n")[-1].partition(": ")[2]
    # 'blocks.html' not found in search path: '/press/styles/templates'
    why = re.sub(r"^'(?P<name>[^']+)' not found in search path: '(?P<folder>[^']+)'$", r"'\g<folder>/\g<name>'", why)
    named = re.search(rf"{re.escape(str(ROOT))}/(?P<name>styles/[^'\"\n]+|booklet/[^'\"\n]+\.toml)", why)
    if named:
        file = ROOT / named["name"]
        says = why.replace(f"{ROOT}/", "") if file.exists() else "there is no such file"
        return [_problem(file, 0, says)]
    frames = [(Path(frame["file"]), int(frame["line"])) for frame in _FRAME.finditer(told)]
    ours = [frame for frame in frames if frame[0].is_relative_to(ROOT / "booklet") or frame[0].is_relative_to(STYLES)]
    return [_problem(*ours[-1], why)] if ours and ours[-1][0].is_relative_to(STYLES) else []


def _problem(file: Path, line: int, says: str) -> Problem:
    hint = f"mend it, or have it as it was: {remedy_for(file)}"
    return Problem(Place(shown_path(file), line), "broken-style", printable(says, most=300), hint)

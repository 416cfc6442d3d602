"""Freshness: is what lies in dist/ still what a build would write? Told by content, never by time.

What counts is what a build reads: of the manuscript the files that `is_source` names, of the press the rooms that
pipeline.py imports, the styles of a handout, and the libraries that set, draw and write. Not where a folder lies, nor
how its path is spelled; not what else lies in it. Reads and hashes; loads no renderer, no template, no PDF library.
"""
import hashlib
import json
import os
import platform
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from booklet.core.letters.chain import marks_of_machine
from booklet.core.located import typed_toml
from booklet.core.own_table import STYLES
from booklet.core.system_libraries import PANGO_PARTS, open_part, version_of
from booklet.core.text_file import CLINIC, is_source
from booklet.core.typed_command import Option, command
from booklet.deliver.deadlines import passed_deadlines
from booklet.model.document import OTHER_SHEETS

HOUSE = Path(__file__).resolve().parents[1]
ENGINES = tuple(
    "weasyprint pydyf tinycss2 cssselect2 tinyhtml5 webencodings pyphen fonttools brotli pillow cffi pikepdf lxml pypdfium2 "
    "uharfbuzz page-validation segno jinja2 markupsafe markdown citeproc-py pyyaml pydantic pydantic-core "
    "phonenumbers".split()
)
_LARGEST_PROFILE_KB = 100  # a larger one is refused where it is read
LARGEST_MB = 20  # more than any file of a manuscript may have (picture.py); what is larger is not printed, nor read here
# from booklet.model.figures.kinds import Chart
_IMPORT = re.compile(r"^from (?P<room>booklet[\w.]*) import (?P<names>[^(\n#]+|\([^)]*\))", re.MULTILINE)


def source_hash(folder: Path, clinic_file: Path | None, on: date | None = None) -> str:
    """One hash over all that a booklet is made from: the manuscript, the clinic profile, styles, engine, libraries.

    It is that of an edition whose pages do not share sheets. Of the day `on` only what has passed by then counts, so that a
    booklet is as fresh tomorrow as today. Raises OSError where there is no manuscript, or a file of it cannot be read.
    """
    return _hash(_counted(folder, clinic_file, on), None)


def _counted(folder: Path, clinic_file: Path | None, on: date | None) -> dict[str, Any]:
    """What counts for every edition, each thing by its mark."""
    clinic = clinic_file or folder / CLINIC
    return {
        "manuscript": {name: _mark(folder / name, _room_of(folder, name)) for name in _sources(folder)},
        "clinic": _mark(clinic, None if clinic_file else folder),
        "logo": _mark(clinic.parent / (_logo_name(clinic) or clinic.name), clinic.parent),
        "passed": passed_deadlines(folder, on),
        "styles": _styles(),
        "press": _press(),
        "libraries": _libraries(),
        "faces": marks_of_machine(),
    }


def _logo_name(profile: Path) -> str:
    """The file of the logo, as a profile that nobody has judged spells it; "" where there is none."""
    try:
        name = typed_toml(profile, _LARGEST_PROFILE_KB)["logo"]["file"]
    except (OSError, KeyError, TypeError):
        return ""
    return name if isinstance(name, str) and "\0" not in name else ""


def _hash(counted: Mapping[str, Any], printer_file: Path | None) -> str:
    printer = _mark(printer_file, None) if printer_file is not None and printer_file.exists() else ""
    return hashlib.sha256(json.dumps({**counted, "printer": printer}, sort_keys=True).encode()).hexdigest()


def _sources(folder: Path) -> Iterator[str]:
    """The path, from the manuscript's folder, of each thing there that a build reads or lists."""
    yield from (name for name in os.listdir(folder) if is_source(name) and name != CLINIC)
    for parent, folders, files in os.walk(folder / "figures"):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in (Path(parent, name) for name in (*folders, *files)):
            name = file.relative_to(folder).as_posix()
            if is_source(name) or file.is_symlink():  # a link may be a folder of pictures
                yield name


def _room_of(folder: Path, name: str) -> Path:
    """The folder that a file may not lead out of: picture.py and text_file.py refuse it."""
    return folder / "figures" if name.startswith("figures/") else folder


def _mark(file: Path, room: Path | None) -> str:
    """What a file counts as: its content; what no build takes, as what it is. None for `room`: it may lie anywhere."""
    real = Path(os.path.realpath(file))  # a loop of links is no file
    home = Path(os.path.realpath(room)) if room else None
    if home and not real.is_relative_to(home):
        return "outside"
    if real.is_dir():  # what is in it counts by itself
        return f"the folder {real.relative_to(home).as_posix()}" if home else "a folder"
    if not real.is_file():
        return "no file"
    size = real.stat().st_size
    return hashlib.sha256(real.read_bytes()).hexdigest() if size <= LARGEST_MB * 1_000_000 else f"{size} bytes"


def _styles() -> dict[str, str]:
    """By the path from styles/, which is cut off as text: each command asks, and a path takes longer than its file."""
    known = len(str(STYLES)) + 1
    return {file[known:]: _hash_of(file, *_version_of(file)) for file in styles_of_a_handout()}


def _version_of(file: str) -> tuple[int, int, int]:
    status = os.stat(file)
    return status.st_ino, status.st_size, status.st_mtime_ns


@cache
def _hash_of(file: str, *_version: int) -> str:
    """Once for each version of a file: the fonts are megabytes, and an open studio asks at each change."""
    with open(file, "rb", buffering=0) as content:
        return hashlib.sha256(content.read()).hexdigest()


def styles_of_a_handout() -> Iterator[str]:
    """The files in styles/, but for notes and for the sheets that other commands print."""
    for parent, folders, files in os.walk(STYLES):
        others = frozenset() if Path(parent).is_relative_to(STYLES / "icons") else OTHER_SHEETS
        folders[:] = [name for name in folders if name not in others and not name.startswith(".")]
        for name in files:
            stem, ending = os.path.splitext(name)
            if stem not in others and ending not in (".md", ".txt") and not name.startswith("."):
                yield os.path.join(parent, name)


@cache
def _press() -> dict[str, str]:
    """Every room that the straight line needs, with the lists beside it. No word rule, no command can change a page."""
    rooms = rooms_of_the_line()
    lists = {file for room in rooms if room.parent != HOUSE for file in room.parent.glob("*.toml")}
    rooms = (*rooms, *sorted(lists))
    return {file.relative_to(HOUSE).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in rooms}


def rooms_of_the_line() -> tuple[Path, ...]:
    """The files of pipeline.py and of all that it imports, and of what these import."""
    found: set[Path] = set()
    seen: set[str] = set()
    waiting = ["__init__", "pipeline"]
    while waiting:
        name = waiting.pop()
        home = HOUSE.joinpath(*name.split("."))
        for file in filter(Path.is_file, () if name in seen else (home.with_suffix(".py"), home / "__init__.py")):
            found.add(file)
            waiting += _imported(file.read_text(encoding="utf-8"))
        seen.add(name)
    return tuple(sorted(found))


def _imported(text: str) -> Iterator[str]:
    """The names in this house that may be meant by the imports of a room; some are no files."""
    for line in _IMPORT.finditer(text):
        parts = line["room"].split(".")[1:]
        yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))
        yield from (".".join((*parts, name)) for name in re.findall(r"\w+", line["names"]))


@cache
def _libraries() -> dict[str, str]:
    """The version of each library on which the bytes depend; "" for one that is not there."""
    found = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION} | dict.fromkeys(ENGINES, "")
    for name in ENGINES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    opened = ((part, open_part(part)) for part in PANGO_PARTS if part.teller)
    return found | {part.name: version_of(part, library) if library else "" for part, library in opened}


@dataclass(frozen=True, slots=True)
class Build:
    """A build as somebody would type it: what it is made from, for which printer and day, and where it goes.

    Without a `printer` the back of a sheet is taken to be as it shall; without a day `on` it is the one on which the booklet
    is published, for no stage knows a clock. `typed` are the options that were typed, by name; a hint repeats them.
    `is_draft`: only to look at, so that words and dates that would stop a build do not, and every page says DRAFT.
    """

    source: Path
    clinic: Path | None
    printer: Path | None
    on: date | None
    out: Path
    typed: Mapping[str, Option] = field(default_factory=dict)
    is_draft: bool = False

    def made_from(self) -> dict[bool, str]:
        """The hash of what an edition is made from; with True, of one that is folded, whose pages share sheets.

        It is "" where that cannot be read, and for a draft: that is no file which a build would leave as it is. What
        both are made from is read once.
        """
        found = {False: "", True: ""}
        if not self.is_draft:
            with suppress(OSError):
                counted = _counted(self.source, self.clinic, self.on)
                found[False] = _hash(counted, None)
                found[True] = _hash(counted, self.printer)
        return found

    def command(self, *editions: str, is_draft: bool = False) -> str:
        """What to type to build these editions, or the default ones."""
        return command("build", edition=editions, **self.typed, draft=is_draft)

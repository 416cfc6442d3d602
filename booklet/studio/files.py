"""Files of a manuscript as somebody edits them: read whole, saved whole, and never over what somebody else has saved.

Whoever saves says what the file was when it was read, by its hash. Where it is another by now, nothing is written.
"""
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import AS_UTF_8, CLINIC, SETTINGS, TEXTS, content_within, unreadable_file, why_unread

CLINIC_FILE = "clinic"  # the name here of the clinic profile, which may lie outside of the folder
_LARGEST_KB = 2_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")  # 010-key-points.md: no folder, no hidden file, no other drive
_OTHERS = frozenset(("references.lock", "signoff.toml"))  # what commands alone write
_TITLE = re.compile(r"^(?:title:|#{1,6})\s+(?P<title>\S.*?)\s*$", re.MULTILINE | re.IGNORECASE)  # title: Why?
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file with plain line ends, and the hash of its bytes; for one that is not there, "" and ""."""

    words: str
    sha256: str


class Meanwhile(Exception):
    """Somebody else has saved the file since it was read: `theirs`. `came`: after these very words had been saved."""

    def __init__(self, theirs: Text, came: bool = False):
        self.theirs, self.came = theirs, came
        super().__init__("the file was changed meanwhile")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one manuscript that may be edited, by their names; and the clinic profile, wherever it lies."""

    folder: Path
    clinic: Path | None = None

    def names(self) -> list[str]:
        """The sections in the order of their names, then the other files that are there. Raises BookletError."""
        try:
            there = sorted(name for name in os.listdir(self.folder) if self._is_ours(name))
        except OSError as error:
            raise _gone(self.folder, error) from error
        sections = [name for name in there if name[:1].isdigit() and name.endswith(TEXTS)]
        return [*sections, *(name for name in there if name not in sections)]

    def titles(self) -> list[dict[str, str]]:
        """Each of them with the title that its author gave it, and the hash of a text, as far as it can be read."""
        found = []
        for name in self.names():
            try:
                text = self.read(name) if name.endswith(TEXTS) else Text("", "")
            except BookletError:
                text = Text("", "")
            found.append({"file": name, "title": section_title(text.words, name), "sha256": text.sha256})
        return found

    def path(self, name: str) -> Path:
        """Where a file lies. Raises BookletError for a name that is no file of the manuscript, or leads out of it."""
        if name == CLINIC_FILE:
            return self.clinic or self.folder / CLINIC
        file = self.folder / name
        if not self._is_ours(name) or not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(self.folder)):
            says = "this is no file of the manuscript that can be edited here"
            stop_at([Problem(Place("file"), "outside-file", says, "name a section, or a file of settings")])
        return file

    def read(self, name: str) -> Text:
        """The text of a file; an empty one where there is none. Raises BookletError where it cannot be read."""
        return _text_of(self.path(name))[0]

    def save(self, name: str, words: str, was: str) -> Text:
        """Write a file whose hash was `was` ("": it was not there), with the line ends and the mark that it had.

        Raises Meanwhile where it is another by now, and BookletError where it cannot be written.
        """
        file = self.path(name)
        if not file.parent.is_dir():
            raise _gone(file.parent, FileNotFoundError())
        with locked(file):
            now, has_mark, end = _text_of(file)
            if now.sha256 != was:
                raise Meanwhile(now)
            content = _BOM * has_mark + words.replace("\n", end).encode()
            if len(content) > _LARGEST_KB * 1_000:
                says = f"{len(content) // 1_000} kB of text, and {_LARGEST_KB} kB is the most"
                stop_at([Problem(Place(name), "file-too-long", says, "split it: a section is read in one sitting")])
            with writing(file):
                write_whole(file, content)
        return Text(words, _hash(content))

    @staticmethod
    def _is_ours(name: str) -> bool:
        is_text = _NAME.fullmatch(name) is not None and name.endswith(TEXTS)
        return is_text or name in SETTINGS - _OTHERS


def begin_profile(clinic: Path, folder: Path) -> bool:
    """Where there is no such profile yet, begin it as a copy of the manuscript's example. Raises BookletError."""
    is_begun = not clinic.exists() and (folder / CLINIC).is_file()
    if is_begun:
        with writing(clinic):
            write_whole(clinic, (folder / CLINIC).read_bytes())
    return is_begun


def section_title(words: str, name: str) -> str:
    """The title that an author gave a section; its name where there is none."""
    title = _TITLE.search(words)
    return title["title"].strip("\"'") if title else name


def _text_of(file: Path) -> tuple[Text, bool, str]:
    """A file, whether it begins with a mark of its encoding, and how its lines end."""
    try:
        content = content_within(file, _LARGEST_KB * 1_000) or b""
        is_too_long = not content and file.stat().st_size > 0
    except FileNotFoundError as error:
        if not file.parent.is_dir():
            raise _gone(file.parent, error) from error
        return Text("", ""), False, "\n"
    except OSError as error:
        stop_at([unreadable_file(Place(file.name), error)])
    if is_too_long:
        stop_at([Problem(Place(file.name), "file-too-long", f"over {_LARGEST_KB} kB of text", "split it")])
    try:
        words = content.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        stop_at([Problem(Place(file.name), "not-utf-8", "this is not UTF-8 text", AS_UTF_8)])
    end = "\r\n" if "\r\n" in words else "\n"
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return Text(plain, _hash(content)), content.startswith(_BOM), end


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _gone(folder: Path, error: OSError) -> BookletError:
    is_lost = isinstance(error, FileNotFoundError)
    says = "this folder is not there any more" if is_lost else f"this folder cannot be read: {why_unread(error)}"
    hint = "put it back; what you typed is kept in this window"
    return BookletError([Problem(Place(str(folder)), "no-manuscript", says, hint)])

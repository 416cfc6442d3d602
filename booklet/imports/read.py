"""Which reader a file is for, by its name and by how it begins."""
from collections.abc import Callable, Mapping
from pathlib import Path

from booklet.core.own_table import own_table
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import content_within, shown_path, unreadable_file
from booklet.imports.brought import Brought
from booklet.imports.changes import Choices
from booklet.imports.html.read import LARGEST_PAGE_KB, read_html
from booklet.imports.markdown.read import PLAIN, TEXT_FILES, read_markdown
from booklet.imports.opendocument.read import read_opendocument
from booklet.imports.package import LARGEST_MB, Package, Unreadable
from booklet.imports.word.read import read_word

_LOCKED = b"\xd0\xcf\x11\xe0"  # what Word wrote until 2003, and what it writes with a password
_WAYS: dict[str, str] = own_table(__file__)
_Reader = Callable[[bytes, Path, Choices], Brought]


def read_document(file: Path, choices: Choices) -> Brought:
    """A document, whatever of the known kinds it is. Raises BookletError for what is none, or cannot be read."""
    path = shown_path(file)
    is_markdown = file.is_dir() or file.suffix.lower() in (*TEXT_FILES, PLAIN)
    reader = FORMATS.get(file.suffix.lower())
    if reader is None and not is_markdown:
        known = ", ".join((*FORMATS, PLAIN))
        hint = _WAYS.get(file.suffix.lower(), f"a document ends in {known} or .md; or name a folder of these")
        raise BookletError([Problem(Place(path), "unknown-document", "nobody here can read this kind of file", hint)])
    try:
        if reader is None:
            return read_markdown(file, choices)
        content = content_within(file, LARGEST_MB * 1_000_000)
        if content is None:
            raise Unreadable(f"this document has more than {LARGEST_MB} MB", "make its pictures smaller")
        if content.startswith(_LOCKED):
            raise Unreadable("this was saved by an old Word, or with a password", "save it as .docx, without a password")
        return reader(content, file, choices)
    except OSError as error:
        raise BookletError([unreadable_file(Place(path), error)]) from error
    except Unreadable as error:
        raise BookletError([Problem(Place(path), "bad-document", *error.args)]) from error
    except RecursionError as error:
        says = "parts of this document lie too deep in one another"
        raise BookletError([Problem(Place(path), "bad-document", says, "write it more simply")]) from error


def picture_beside(file: Path) -> Callable[[str], bytes]:
    """Gives the bytes of a picture in the folder of `file`, or below it; none for what is elsewhere, or not there."""
    home = file.resolve().parent

    def fetch(src: str) -> bytes:
        try:
            found = (home / src).resolve()
            content = content_within(found, LARGEST_MB * 1_000_000) if found.is_relative_to(home) else None
        except (OSError, ValueError, RuntimeError):
            return b""
        return content or b""

    return fetch


def _word(content: bytes, file: Path, choices: Choices) -> Brought:
    return read_word(content, shown_path(file), choices)


def _opendocument(content: bytes, file: Path, choices: Choices) -> Brought:
    return read_opendocument(Package(content), shown_path(file), choices)


def _html(content: bytes, file: Path, choices: Choices) -> Brought:
    if len(content) > LARGEST_PAGE_KB * 1_000:
        raise Unreadable(f"this page has more than {LARGEST_PAGE_KB} kB", "save its pictures beside it, or split it")
    return read_html(content, picture_beside(file), choices.keeps_comments)


FORMATS: Mapping[str, _Reader] = {
    ".docx": _word, ".docm": _word, ".odt": _opendocument, ".html": _html, ".htm": _html, ".xhtml": _html,
}  # fmt: skip

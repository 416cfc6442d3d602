"""A file of another program, opened: its text, whatever it was saved in, and its format, whatever it is called."""
import re
import unicodedata
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import content_within, nearest_path, shown_path, why_unread
from booklet.core.unseen import with_blanks
from booklet.library.imports.bibtex import read_bibtex
from booklet.library.imports.csl_data import read_csl_json, read_csl_yaml
from booklet.library.imports.endnote import read_endnote
from booklet.library.imports.nbib import read_nbib
from booklet.library.imports.ris import read_enw, read_ris
from booklet.library.imports.work import ForeignLibrary, lost

LARGEST_LIBRARY_MB = 30
MOST_WORKS = 10_000
_FORMATS: tuple[tuple[re.Pattern[str], Callable[[str, str], ForeignLibrary]], ...] = (
    (re.compile(r"\A\s*<(?:\?xml|xml|records)\b"), read_endnote),
    (re.compile(r"\A\s*[\[{]\s*[{\"\]]"), read_csl_json),
    (re.compile(r"^PMID- [0-9]", re.MULTILINE), read_nbib),
    (re.compile(r"^TY  ?- ", re.MULTILINE), read_ris),
    (re.compile(r"\A\s*%0 [A-Z]"), read_enw),
    (re.compile(r"^[ \t]{0,40}@ ?[A-Za-z]{1,40}\s{0,9}[{(]", re.MULTILINE), read_bibtex),
    (re.compile(r"^(?:references ?:|[ \t]{0,40}- {1,9}(?:id|type|title|author|issued) ?:)", re.MULTILINE), read_csl_yaml),
)
_BEGINS = re.compile(r"@\w+\s{0,9}[{(]|^TY  ?-|^PMID-|^%0 |<record\b", re.MULTILINE)  # a work of each format
_HINT = "export BibTeX, RIS, NBIB, EndNote (.xml, .enw), CSL-JSON or CSL-YAML"


def open_library(file: Path) -> ForeignLibrary:
    """The works of a library. Raises BookletError where it cannot be read at all."""
    path = shown_path(file)
    try:
        content = content_within(file, LARGEST_LIBRARY_MB * 1_000_000)
    except OSError as error:
        is_lost = not file.exists() and not file.is_symlink()
        says = f"this cannot be read: {'there is no such file' if is_lost else why_unread(error)}"
        hint = nearest_path(file, _HINT) if is_lost else _HINT
        raise BookletError([finding("unknown-library", Place(path), says, hint)]) from error
    if content is None:
        says = f"it has more than {LARGEST_LIBRARY_MB} MB"
        raise BookletError([finding("unknown-library", Place(path), says, "export a part of the library")])
    text, problems = _decoded(content, path)
    reader = next((reader for looks, reader in _FORMATS if looks.search(text)), None)
    if reader is None:
        raise BookletError([finding("unknown-library", Place(path, 1), "this is no library in a format known here", _HINT)])
    if sum(1 for _ in islice(_BEGINS.finditer(text), 2 * MOST_WORKS + 1)) > 2 * MOST_WORKS:
        raise _too_many(path)  # a parser would take minutes to say so
    library = reader(text, path)
    if len(library.works) > MOST_WORKS:
        raise _too_many(path)
    return ForeignLibrary(library.format, library.works, (*problems, *library.problems))


def _too_many(path: str) -> BookletError:
    says, hint = f"it has more than {MOST_WORKS:,} works", "export a part of the library: a collection, or what you cite"
    return BookletError([finding("unknown-library", Place(path), says, hint)])


def _decoded(content: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text with one kind of line end, and without what cannot be printed; UTF-8, UTF-16, or the letters of Windows."""
    told: list[Problem] = []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = content.decode("cp1252", errors="replace")
            line = content.count(b"\n", 0, error.start) + 1
            says = "this is not UTF-8, and was read as the letters of Windows: look at the names with accents"
            told = [lost(Place(path, line), "", says)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return with_blanks(unicodedata.normalize("NFC", text)), told

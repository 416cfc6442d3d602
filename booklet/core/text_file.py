"""One text file of a manuscript: read whole, as UTF-8, with one kind of line end and nothing that cannot be printed.

A fault is told with its line, and the reading goes on with what is left: one fault must not hide another, nor look
like two.

What a manuscript is made of is defined here too: a file that counts for nobody is not read, and what is not read does
not make a booklet old.
"""
import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import category, is_normalized, normalize

from booklet.core.problems import Place, Problem, closest
from booklet.core.unseen import SEAMS, TYPE_ANEW, strange_at, strange_says, without_seams, without_strange

CLINIC = "clinic.example.toml"
SETTINGS = frozenset(
    ("booklet.toml", CLINIC, "glossary.md", "numbers.json", "references.json", "references.lock", "signoff.toml")
)
AS_UTF_8 = "save it as UTF-8: in Notepad by Save as, Encoding; in Word as Plain text (.txt), Other encoding; or as .docx"
TEXTS, PICTURES = (".md", ".markdown"), (".svg", ".png", ".jpg", ".jpeg", ".webp")
# A letter and the marks that stand on it: e and U+0301; the parts of a Korean syllable. No other letter is changed: NFC
# makes a grave accent of U+1FEF, and takes its own form from Han that has one for a name (U+FA19).
_IN_PARTS = re.compile("[^\\W_\uf900-\ufaff][^\\w\\s!-~\u2000-\u2bff]+|[\u1100-\u11ff]+")
_LONGEST_LINE = 4_000  # characters; one sentence stands on a line


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, and its path as the author would name it."""

    path: str
    text: str

    def line_at(self, offset: int) -> int:
        """The line, from 1, on which the character at `offset` stands."""
        return self.text.count("\n", 0, offset) + 1

    @property
    def last_line(self) -> int:
        """The last line that holds anything. A parser that misses something tells of the one after it."""
        return self.text.rstrip("\n").count("\n") + 1


def shown_path(file: Path) -> str:
    """The path as the author would write it: from the working folder if it lies below that, else in full."""
    full, here = Path(os.path.abspath(file)), Path.cwd()
    return printable((full.relative_to(here) if full.is_relative_to(here) else full).as_posix(), most=1_000)


def nearest_path(file: Path, otherwise: str, is_fit: Callable[[Path], bool] = Path.exists, below: Path | None = None) -> str:
    """A hint: what lies there, is fit, and looks most like the part of a path that is not there; or `otherwise`. It is
    told as it lies `below` a folder.
    """
    try:
        lost = next((part for part in reversed(file.parents) if not part.exists()), file)
        fit = [each for each in lost.parent.iterdir() if each.name[0] != "." and is_fit(each)]
    except OSError:
        return otherwise
    kind, stem = lost.suffix.casefold(), lost.stem.casefold()
    alike = sorted((same, each) for each in fit if (same := each.suffix.casefold() == kind) or each.stem.casefold() == stem)
    by_stem = {each.stem: each for _, each in alike}
    if not (match := closest(lost.stem, by_stem)):
        return otherwise
    meant = by_stem[match] / file.relative_to(lost)
    return f"did you mean {printable(meant.relative_to(below) if below else meant, most=1_000)}?"


def place_within(place: Place, folder: Path) -> Place:
    """A place by its path from the manuscript's folder, for files that are handed on: where a folder lies tells of its
    owner's machine."""
    return replace(place, path=place.path.removeprefix(f"{shown_path(folder)}/"))


def printable(words: object, most: int = 60) -> str:
    """Words of an author, safe to repeat in a message of one line: no control sequence reaches a terminal."""
    shown = (" " if category(c) == "Zs" else c if c.isprintable() else "?" for c in str(words))  # a no-break space, too
    plain = without_strange("".join(shown), "?")
    return plain if len(plain) <= most else f"{plain[:most]}..."


def why_unread(error: OSError | RuntimeError) -> str:
    """Why a file cannot be read, in the words of a folder's owner. Python 3.11 tells a circle by a RuntimeError."""
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "it is a link that leads back to itself"
    known = {
        errno.ENOENT: "it is a link to a file that is not there", errno.EACCES: "you may not read it",
        errno.ENAMETOOLONG: "its name, or the path to it, is too long",
    }  # fmt: skip
    return known.get(error.errno or 0) or printable(error.strerror or error)


def unreadable_file(place: Place, error: OSError | RuntimeError) -> Problem:
    says = f"this cannot be read: {why_unread(error)}"
    return Problem(place, "unreadable-file", says, "is it a plain file, and yours to read?")


def is_source(name: str) -> bool:
    """Whether a file may be read for a booklet, by its path from the manuscript's folder: figures/two-cells.svg.

    Sections (whatever else ends in .md is told of), the settings, and pictures; whatever lies among the compact
    drawings is looked at. Files with a dot in front belong to editors and systems.
    """
    folder, _, file = name.rpartition("/")
    if any(part.startswith(".") for part in name.split("/")):
        return False
    if not folder:
        return file in SETTINGS or file.lower().endswith(TEXTS)
    is_picture = f"{folder}/".startswith("figures/") and file.lower().endswith(PICTURES)
    return is_picture or folder == "figures/compact"


_OF_GIT, _BETWEEN = ("<<<<<<< ", "||||||| ", ">>>>>>> "), "======="


def read_source(
    file: Path, folder: Path | None, longest_kb: int, is_optional: bool = False
) -> tuple[Source | None, list[Problem]]:
    """The text of `file`, which must not lead out of `folder` (None: it may lie anywhere), and what is wrong with it.

    None where nothing can be read. A file that is optional and not there is no problem. Raises ValueError for a file of
    the manuscript that is no source, for a change in it would not be noticed.
    """
    if folder and not is_source(file.relative_to(folder).as_posix()):
        raise ValueError(f"{file} is read, and counts for nobody: name it in booklet/core/text_file.py")
    place = Place(shown_path(file))
    # In a folder that may not be entered there may well be something of that name.
    if _refusal(os.lstat, file) in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        hint = "is this its name, and its folder?"
        missing = Problem(place, "missing-file", "there is no such file", nearest_path(file, hint))
        return None, [] if is_optional else [missing]
    if _refusal(os.stat, file) == errno.ELOOP:
        says = "this cannot be read: it is a link that leads back to itself"
        return None, [Problem(place, "unreadable-file", says, "put the file itself there")]
    if folder and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        says = "this leads out of the manuscript's folder"
        return None, [Problem(place, "outside-file", says, "copy the file there")]
    try:
        content = content_within(file, longest_kb * 1_000)
        if content is None:
            says = f"{file.stat().st_size // 1_000} kB of text, and {longest_kb} kB is the most"
            hint = "take out what is not needed; is this the file that you mean?"
            hint = "split it: no section is as long as a book" if file.name.endswith(TEXTS) else hint
            return None, [Problem(place, "file-too-long", says, hint)]
    except OSError as error:
        return None, [unreadable_file(place, error)]
    return _decoded(content, place.path)


def _refusal(look: Callable[[Path], object], file: Path) -> int:
    """The number of the error with which a system refuses to look at a file; 0 where it does not."""
    try:
        look(file)
    except OSError as error:
        return error.errno or 0
    return 0


def content_within(file: Path, most: int) -> bytes | None:
    """The bytes of a plain file; None where there are more than `most`, of which no more than one is read.

    Raises OSError where it cannot be read, and for a folder, a device or a pipe, for which nobody waits.
    """
    flags = (getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
    with open(os.open(file, sum(flags, os.O_RDONLY)), "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file")
        content = opened.read(most + 1) if status.st_size <= most else None
    return content if content is not None and len(content) <= most else None


def text_of(file: Path) -> str:
    """The text of a file as far as it can be read; "" where it cannot."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _decoded(content: bytes, path: str) -> tuple[Source | None, list[Problem]]:
    try:
        if b"\0" in content[:4]:  # UTF-16 or UTF-32 without a mark; as UTF-8 every second letter would be strange
            raise UnicodeDecodeError("utf-8", content, 0, 1, "NUL")
        return _printable_source(_with_plain_lines(content.decode("utf-8-sig")), path)
    except UnicodeDecodeError as error:
        before = _with_plain_lines(content[: error.start].decode("latin-1"))
        place = Place(path, before.count("\n") + 1)
        problem = Problem(place, "not-utf-8", "this is not UTF-8 text", AS_UTF_8)
        if b"\0" in content:  # UTF-16, or no text at all
            return None, [problem]
        text = _with_plain_lines(content.decode("utf-8-sig", errors="replace"))
        return _printable_source(text, path)[0], [problem]


def _with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def bare_letters(words: str) -> str:
    """The words in small letters of English, for a name: é as e; what is no such letter falls out."""
    return normalize("NFKD", words).encode("ascii", "ignore").decode().lower()


def composed(text: str) -> str:
    """The text with each accent that was typed after its letter made one with it, so that a column counts what is seen."""
    return text if is_normalized("NFC", text) else _IN_PARTS.sub(lambda found: normalize("NFC", found[0]), text)


def conflict_in(lines: list[str], path: str) -> Problem | None:
    """What is told of the marks with which git leaves two versions of some lines. They are taken out."""
    found, is_open = list[int](), False
    for index, line in enumerate(lines):
        if line.startswith(_OF_GIT) or is_open and line == _BETWEEN:
            is_open = not line.startswith(">")
            found.append(index)
    place = Place(path, found[0] + 1) if found else Place(path)
    for index in found:
        lines[index] = ""
    hint = f"keep the lines that hold, and take out those that begin with <<<<<<<, {_BETWEEN} and >>>>>>>"
    return Problem(place, "stray-mark", "here stand two versions of some lines, which git has left", hint) if found else None


def _printable_source(text: str, path: str) -> tuple[Source, list[Problem]]:
    """The text with a blank for each strange character, and without the lines of Markdown that have no end."""
    lines = composed(text).split("\n")
    problems = [conflict] if (conflict := conflict_in(lines, path)) else []
    for index, line in enumerate(lines):
        strange = [at for at in strange_at(line) if line[at] not in SEAMS]
        too_long = path.endswith(".md") and len(line) > _LONGEST_LINE
        if strange or too_long:
            says = strange_says(line[strange[0]]) if strange else f"a line of {len(line)} characters"
            place = Place(path, index + 1, column=strange[0] + 1 if strange else 0)
            more = f"; {len(strange) - 1} more on this line" if len(strange) > 1 else ""
            hint = TYPE_ANEW if strange else "part it into shorter lines, one for each sentence"
            problems.append(Problem(place, "strange-text", says + more, hint))
        plain = without_seams(line)
        lines[index] = "" if too_long else without_strange(plain) if strange else plain
    return Source(path, "\n".join(lines)), problems

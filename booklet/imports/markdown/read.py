"""From a file or a folder of Markdown to what is brought in."""
import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import AS_UTF_8, TEXTS, conflict_in, content_within, printable, shown_path, unreadable_file
from booklet.core.typed_command import command
from booklet.imports.brought import Brought
from booklet.imports.changes import Choices
from booklet.imports.literal import outside, seen
from booklet.imports.markdown.boxes import without_empty_boxes
from booklet.imports.markdown.code import BLOCK_OF_CODE, with_flat_tags, with_plain_comments
from booklet.imports.markdown.commands import without_commands
from booklet.imports.markdown.counted import with_counted_lists, with_items_that_say_something
from booklet.imports.markdown.critic import with_changes_settled
from booklet.imports.markdown.formulas import with_formulas
from booklet.imports.markdown.marks import ForeignMarks
from booklet.imports.markdown.parts import parts_of
from booklet.imports.markdown.plain import as_markdown
from booklet.imports.markdown.tables.directives import with_tables_of_directives
from booklet.imports.markdown.tables.html import with_html_tables
from booklet.imports.markdown.tables.rows import with_even_rows
from booklet.imports.markdown.tables.ruled import with_ruled_tables
from booklet.imports.markdown.tags import with_tags_in_blocks
from booklet.imports.markdown.traces import unwrapped, without_pictures, without_traces
from booklet.imports.package import LARGEST_MB
from booklet.load.markdown.inline import Reader
from booklet.load.markdown.typed import Typed, words_alone

_LARGEST_KB, _MOST_FILES = 2_000, 500
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what Notepad calls Unicode
# What a text of Windows of Western Europe does not hold: letters of other alphabets, of DOS (38 øC) and of old Macs (DonÕt)
_NOT_WESTERN = re.compile(
    r"[^\x00-\x7f\xa0-¡£§©ª«®°-³µ·º»¼-¿À-ÏÑ-Üß-ïñ-üÿŒœ–—‘’“”•…€™]|[^\W\d_][¡²³¼-¿](?=[^\W\d_])|\d ?[æø¡]|[a-z][À-Ü]|[À-ÿ]{3}"
)
_ABOUT = ("summary", "license", "licence", "changelog", "contributing", "code_of_conduct", "_sidebar", "_navbar")
# ![A bed with a⏎white sheet](bed.png){width=5cm⏎height=3cm}, [when⏎to call](#call), [in⏎red]{.red}, as Pandoc wraps;
# <div a="b"⏎id="c">, <a href="b">⏎Find us⏎</a>
_WRAPPED = re.compile(
    r"!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\]|\n(?![ \t]*(?:[-*+>#|\n]|[0-9]+[.)])))*\](?:\([^()\s]*\)(?:\{[^{}]*\})?|\{[^{}\n]*\})"
    r"|<(?P<tag>a|span)\b(?:(?<=<a)|[^<>]*line-through)[^<>]*>(?:[^<\n]|\n(?!\s*\n)|<(?!/?(?P=tag)\b)){1,1000}</(?P=tag)\s*>"
    r"|<[A-Za-z][\w-]*\s[^<>=]{1,40}=[^<>]{1,500}>"
)
_OF_PANDOC = re.compile(  # % Your knee⏎% A. Lee⏎% March 2026
    r"\A%(?![ \t]+of\b)[ \t]+(?P<title>\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)"
    r"(?:\n%(?P<author>[^\n]*(?:\n[ \t]+\S[^\n]*)*)(?:\n%(?P<date>[^\n]*))?)?\n(?=\n|\Z)"
)
_FRONT = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<head>(?:.*\n){0,2000}?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<name>[A-Za-z][\w-]*)[ \t]*[:=][ \t]*(?P<value>.*)$", re.MULTILINE)
_LANGUAGES = ("lang", "language", "languagecode")  # Pandoc and Quarto, MkDocs, Hugo
_DATES = ("lastmod", "last_modified_at", "date-modified", "updated", "date")  # Hugo, Jekyll, Quarto; the newest first
_KNOWN = ("title", "subtitle", "running_head", "bibliography", *_LANGUAGES, *_DATES)
_HOLDS = "see that it still holds before anybody signs it"
TEXT_FILES = (*TEXTS, ".mdx", ".qmd", ".rmd")
PLAIN = ".txt"  # in a folder it is about the others
_OTHERS = (".docx", ".odt", ".html", ".htm")
_FIRST = ("readme", "index", "_index")


def read_markdown(path: Path, choices: Choices) -> Brought:
    """The sections of a file, or of all files of a folder in the order of their names. Raises BookletError."""
    is_folder = path.is_dir()
    root = path.resolve() if is_folder else path.resolve().parent
    files = list(_files(path)) if is_folder else [path]
    brought = Brought()
    if not files or len(files) > _MOST_FILES:
        says = "there is no file of Markdown in this folder" if not files else f"more than {_MOST_FILES} files"
        beside = next((file for end in _OTHERS for file in sorted(path.glob(f"*{end}"))), None) if is_folder else None
        hint = f"name the document in it: {command('import', str(beside))}" if beside else "name the folder of one handout"
        raise BookletError([Problem(Place(shown_path(path)), "bad-document", says, hint)])
    problems: list[Problem] = []
    for file in files:
        if not (real := file.resolve()).is_relative_to(root):
            says = "this is a link that leads out of the folder"
            problems.append(Problem(Place(shown_path(file)), "outside-file", says, "copy the file there"))
            continue
        try:
            text = with_changes_settled(_text(file, brought), shown_path(file), shown_path(path), choices, brought)
            _add(text, real.relative_to(root).as_posix(), root, brought, is_whole=len(files) > 1)
        except BookletError as error:
            problems += error.problems
    if problems:
        raise BookletError(problems)
    return brought


def _add(text: str, name: str, root: Path, brought: Brought, is_whole: bool) -> None:
    """The sections of the file `name`. Where it is one of several, it is a section if it has but one title."""
    brought.place = name
    clean, hidden = seen(text)
    if hidden:
        brought.tell_of_all(f"{hidden} letters that nobody sees were taken out")
    fields, body = _without_front(unwrapped(clean, brought))
    title = words_alone(Reader(Typed(fields.get("title", ""))).pieces())
    others = [field for field in fields if field not in _KNOWN]
    brought.subtitle = brought.subtitle or fields.get("subtitle", "")
    brought.language = brought.language or next((fields[name] for name in _LANGUAGES if name in fields), "")
    library = (root / name).parent / fields.get("bibliography", "")[:200]
    brought.library = brought.library or (shown_path(library) if library.is_file() else "")
    if dated := next((day for day in map(fields.get, _DATES) if day and re.search("[0-9]", day)), ""):  # not `today`
        brought.tell(f"the text is dated {printable(dated, most=40)}, and the handout is published today", _HOLDS)
    if others:
        brought.tell(f"the front matter says more than a title: {printable(', '.join(others))}")
    body = without_traces(with_tables_of_directives(with_plain_comments(body)), brought)
    body = with_formulas(with_flat_tags(body), brought)
    body = with_items_that_say_something(with_counted_lists(body), brought)
    body = without_commands(with_tags_in_blocks(body), brought)
    body = with_ruled_tables(body, brought)
    body = outside(BLOCK_OF_CODE, lambda words: _WRAPPED.sub(_on_one_line, words), body)
    body = with_html_tables(body, brought)
    body = without_empty_boxes(ForeignMarks(name, root, brought).read(body), brought)
    body = with_even_rows(body, brought)
    chapters = parts_of(body, title, name, is_whole, brought)
    if not chapters:
        brought.tell("nothing in this file can be printed, and it was left out")
    brought.chapters += chapters
    lead = chapters[0].lead if chapters else ""
    brought.title_typed = brought.title_typed or title or lead
    said = {words.casefold() for words in (brought.title_typed, *(each.title for each in chapters))}
    if not is_whole and lead.casefold() not in said:  # the text has a title beside that of its front matter
        if brought.subtitle:
            brought.tell(f'a second title was left out: "{lead}"')
        brought.subtitle = brought.subtitle or lead


def _on_one_line(found: re.Match[str]) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", " ", found[0])


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below it; what begins with a dot, and what is about the folder itself, is none."""
    found = []
    for home, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "node_modules")))
        found += [Path(home) / name for name in names if _is_text(name)]
    yield from sorted(found, key=lambda file: _order(file.relative_to(folder)))


def _is_text(name: str) -> bool:
    stem, ending = os.path.splitext(name.lower())
    return ending in TEXT_FILES and not name.startswith(".") and stem not in _ABOUT


def _order(path: Path) -> list[tuple[bool, list[tuple[bool, int, str]]]]:
    """2 before 10, numbers before words; what opens a folder before the rest of it, and a page before its folder."""
    names = [*path.parent.parts, path.stem]
    pieces = (re.findall(r"([0-9]{1,9})|(\D+)", name.lower()) for name in names)
    is_first = path.stem.lower() in _FIRST
    return [
        (not is_first or at < len(names) - 1, [(not n, int(n or 0), word) for n, word in found])
        for at, found in enumerate(pieces)
    ]


def _text(file: Path, brought: Brought) -> str:
    """The words of a file; `brought` gets the pictures that lie in them."""
    place = Place(shown_path(file))
    try:
        content = content_within(file, LARGEST_MB * 1_000_000)
        text = without_pictures(_decoded(content, brought), brought) if content is not None else None
    except OSError as error:
        raise BookletError([unreadable_file(place, error)]) from error
    except UnicodeDecodeError as error:
        raise BookletError([Problem(place, "not-utf-8", "this is not UTF-8 text", AS_UTF_8)]) from error
    if text is None or len(text) > _LARGEST_KB * 1_000:
        raise BookletError([Problem(place, "file-too-long", f"more than {_LARGEST_KB} kB of text", "split it")])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if conflict := conflict_in(text.split("\n"), place.path):
        raise BookletError([conflict])
    return as_markdown(text, brought) if file.suffix.lower() == PLAIN else text


def _decoded(content: bytes, brought: Brought) -> str:
    """The letters of a file; those of an older Windows if it is no UTF-8 and they can be no others. Raises
    UnicodeDecodeError.
    """
    is_wide = content.startswith(_UTF_16) or 4 * content.count(0) > len(content)  # every second byte of a Latin letter
    unmarked = "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
    letters = "utf-8-sig" if not is_wide else "utf-16" if content.startswith(_UTF_16) else unmarked
    try:
        return content.decode(letters)
    except UnicodeDecodeError:
        text = content.decode("cp1252")
        if _NOT_WESTERN.search(text) or 0 in content:
            raise
    odd = " ".join(sorted(set(re.findall(r"[^\x00-\x7f]", text))))
    brought.tell_of_all(f"the letters were read as those of an older Windows: {odd[:80]} (see that each is meant)")
    return text


def _without_front(text: str) -> tuple[dict[str, str], str]:
    """Front matter of other programs: its fields, and the text below."""
    if found := _OF_PANDOC.match(text):
        return {name: " ".join(said.split()) for name, said in found.groupdict().items() if said}, text[found.end() :]
    found = _FRONT.match(text)
    if not found:
        return {}, text
    fields = {field["name"].lower(): _unquoted(field["value"].strip()) for field in _FIELD.finditer(found["head"])}
    return fields, text[found.end() :]


def _unquoted(value: str) -> str:
    """The words of a value that stands in the quotes of YAML or TOML, where a quote of theirs is '' or has a backslash."""
    quoted = re.fullmatch(r"(?P<quote>[\"'])(?P<words>.*)(?P=quote)", value)
    if not quoted:
        return value
    return re.sub(r"\\([\"\\])", r"\1", quoted["words"]) if quoted["quote"] == '"' else quoted["words"].replace("''", "'")

"""Marks that mean nothing here, and would be printed as they stand or swallowed: each is told, with what to write."""
import re
from itertools import pairwise
from xml.etree.ElementTree import Element as Typeset

from booklet.core.own_table import own_table
from booklet.core.text_file import printable
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.grammar import FOR_PROGRAM, TAG
from booklet.load.markdown.inline import TAGS
from booklet.load.markdown.typed import Typed, pieces_of
from booklet.model.tree import Node

# [see @lee2020; as @lee2020 says
_NO_CITATION = re.compile(r"\[[^\[\]]*(?<!\w)@\w|(?<![\w@./])(?<![\w./]-)@[a-z]\w*(?:19|20)[0-9]{2}\w*")
_POWER = re.compile(r"(?<![\w^])[^\W_]{1,9}\^[-+−]?[0-9n]{1,3}(?![\w^])")  # x^2, s^-1
# - 18 °C, alone or in the freezer; not 38 °C: call us
_DEGREES = re.compile(r"(?P<said>[0-9]+(?:[.,][0-9]+)?[ \u00a0]?°[ \u00a0]?[CF]?)(?:\.?\s*$|[^\n]*\b(?i:freez|frost|froz))")
_RATE = re.compile(r"(?<![\d.,])[0-9]+ of 100\b")  # 23 of 100
# Strong words that are opened and not closed. One * behind a word, at the start of a line or (*of a bracket) is a mark
# for a note.
_OPEN = re.compile(r"\*\*|(?<!_)__(?!_)|(?<=[^\n*\w(])\*(?=[^\W\d])")
# The same, where ** is a mark for a note too, behind a word or at the start of a line.
_OPEN_BESIDE_NOTES = re.compile(r"(?<=[^\S\n])\*\*(?=[^\s*])|(?<=\w)\*\*(?=\w)|(?<!_)__(?!_)|(?<=[^\n*\w(])\*(?=[^\W\d])")
_LONGEST_HEADING = 80  # letters
_TABLE = own_table(__file__)
_STRAYS: dict[str, str] = _TABLE["marks"]
_STRAY = re.compile("|".join(f"(?P<s{n}>{pattern})" for n, pattern in enumerate(_STRAYS)))
_INSTEAD = {name: f"</{name}> behind the words" for name in TAGS}
_INSTEAD |= {name: words for words, names in _TABLE["instead"].items() for name in names.split()}
_HELD = {name: frozenset(held.split()) for name, held in _TABLE["held"].items()}


def tell_strays(text: Typed, reading: Reading) -> None:
    """Tell of what would be printed as it stands; what was typed with a backslash is meant so."""
    text = Typed("".join("\ufffc" if at in text.plain else sign for at, sign in enumerate(text)), text.spots)
    if rate := _RATE.search(text):
        hint = "put it into numbers.json with its source, and write {{ numbers.id.name }} of 100"
        says = f"{rate[0]} is in no entry of numbers.json"
        reading.problem(text.cut(rate.start()), "unsourced-number", says, hint)
    if power := _POWER.search(text):
        hint = f"write {printable(power[0])}^ for raised letters; or \\^ for the sign itself"
        reading.problem(text.cut(power.start()), "tex-formula", f"{printable(power[0])} is printed as it was typed", hint)
    if cited := _NO_CITATION.search(text):
        hint = "write [@key], [@a; @b] or [@key, p. 4]; or \\@ where it is somebody's name"
        reading.problem(text.cut(cited.start()), "bad-citation", "this is not a citation", hint)
    tags = (tag for tag in TAG.finditer(text) if not tag["name"] or tag["name"].lower() in _INSTEAD)
    if tag := next(tags, None):  # not <your name\\>
        hint = "write Markdown, or \\< for the sign itself"
        reading.problem(text.cut(tag.start()), "raw-html", "this looks like HTML, and is none", hint)
    elif stray := _STRAY.search(text):
        hint = list(_STRAYS.values())[int((stray.lastgroup or "s0")[1:])]
        says = f"the mark {stray[0].strip()} means nothing here"
        reading.problem(text.cut(stray.start()), "stray-mark", says, f"{hint}; or \\ before it to print it")
    elif opened := (_OPEN_BESIDE_NOTES if reading.has_starred_notes else _OPEN).search(text):
        says, hint = "strong words are opened here and not closed", "write **strong**, or \\* for the sign itself"
        if text.startswith(("***", "__ "), opened.start()):
            hint = f"for a place to fill in write ____; or {hint}"
        reading.problem(text.cut(opened.start()), "stray-mark", says, hint)


def tell_bold_lines(root: Typeset, reading: Reading) -> None:
    """Tell of short lines that are bold as a whole, above others that are not: who hears the pages cannot leap to them."""
    for line, below in pairwise(root):
        words = "".join(line.itertext()).strip()
        is_short = 0 < len(words) <= _LONGEST_HEADING and words[-1] not in ".:;,!"
        if is_short and _is_bold(line) and below.tag in ("p", "ul", "ol") and not _is_bold(below):
            says = f"“{printable(words, most=40)}” looks like a heading, and is none"
            reading.problem(line, "bold-heading", says, "write ## and a blank before its words, without the **")


def _is_bold(block: Typeset) -> bool:
    inside = [piece for piece in pieces_of(block) if not isinstance(piece, str) or piece.strip()]
    return block.tag == "p" and len(inside) == 1 and not isinstance(inside[0], str) and inside[0].tag == "strong"


def tell_quoted_numbers(root: Typeset, reading: Reading) -> None:
    """Tell of quotes and items that begin with a number: was "> 65 years" a quote, or more than 65 years? And - 18 °C?"""
    for quote in root.iter("blockquote"):
        words = next(iter(pieces_of(quote[0])), "") if len(quote) and quote[0].tag == "p" else ""
        if isinstance(words, str) and re.match(r"=?\s*[0-9]", words):
            says = f"is this a quote, or more than {printable(words.split(chr(10))[0], most=20)}?"
            reading.problem(quote, "stray-mark", says, "write \\> for the sign; or begin the quote with “ or a word")
    for item in (item for listed in root.iter("ul") for item in listed):
        words = next(iter(pieces_of(item)), "")
        if isinstance(words, str) and (degrees := _DEGREES.match(words)):
            says = f"was a sign meant before {printable(degrees['said'], most=20)}? It is printed as a bullet"
            reading.problem(item, "typed-bullet", says, "write − or + and no blank behind it; or a word before it")


def tell_code(code: Typeset, reading: Reading) -> None:
    """Tell of lines that print as they stand where something else is meant."""
    if "unclosed" in code.attrib:
        hint = "put the same marks below the last line of it"
        reading.problem(code, "stray-mark", "lines to be printed as they stand begin here, and never end", hint)
    elif code.get("info", "").lower() in ("markdown", "md"):
        hint = "take out the marks ``` above and below them"
        reading.problem(code, "stray-mark", "these lines of Markdown are printed as they stand, with their marks", hint)
    elif FOR_PROGRAM.match(info := code.get("info", "")):
        says = f"these lines print as they stand, and another program makes something of them: {printable(info, most=40)}"
        hint = "write ::: note above words and ::: below them; or bring the file in with `python build.py import`"
        reading.problem(code, "stray-mark", says, hint)


def tell_tag(element: Typeset, reading: Reading) -> tuple[Node, ...]:
    """A tag prints nothing; what to write in its place. Rows, cells and items are told with what holds them."""
    typed = element.attrib["typed"]
    named = re.match(r"</?(?P<name>\w+)", typed)
    name = named["name"].lower() if named else ""
    if name in reading.held:
        return ()
    reading.held |= _HELD.get(name, frozenset())
    instead = _INSTEAD.get(name, "Markdown, or \\< for the sign itself")
    says = f"{printable(typed, most=40)} is HTML, and no part of the dialect"
    reading.problem(element, "raw-html", says, f"write {instead}")
    return ()

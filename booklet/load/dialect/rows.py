"""Lines that stay lines: of a form to fill in, of what looks like a list, of names with what belongs to each.

Markdown runs the lines of a paragraph together. In a form that would part a name from its place to write.
"""
import re
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element as Typeset

from booklet.load.dialect.captioned import Line, lines_of, rejoined
from booklet.load.dialect.lists import BLOCKS
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import SLOT_OPEN, Typed, as_one, fill, mark, pieces_of, place_of, words_alone

_WIDE = "\u2003 "  # between two fields of a line
# – one, 1.º one, (a) one, a) one, ii. one, ☐ one, -one, o one; [ ] one is a mark of its own
_ITEM = re.compile(
    r"(?P<sign>[-–—−*+✓✔✗✘☐□☑✅❌➔→]|§(?=\t)|o(?=[ \t\u00a0])|[0-9]{1,2}\.?[ºª](?=[ \t\u00a0])"
    r"|\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{2,4})[.)](?=[ \t\u00a0]|[^\W\d]))[ \t\u00a0]*(?=\S|\Z)"
)
# Q: May I drive?, S = sulfonylureas, 10 = worst, <5 years: 2.5 ml, † with food, 🥛 milk, Lunch (tab or blanks) 12 noon,
# 8am – tea, 12 noon – soup, Week 1 – 5 mg, 10 – worst
_ENTRY = re.compile(
    r"(?:[<>≤≥~] ?)?[^\W_](?:[^=:.!?\t]|(?<=[0-9])\.(?=[0-9])){0,24}?(?: ?(?P<equals>=)|(?P<colon>:))\s"
    r"|(?P<dashed>(?:(?:Day|Week|Month|Year|Step|Stage|Visit|Dose) [0-9]{1,2}|[0-9]{1,2}(?:[:.][0-9]{2}(?: ?[ap]m)?"
    r"|(?:[:.][0-9]{2})? ?(?:[ap]\.?m\.?|noon|midnight|h|Uhr)|(?= \S [^\W\d]))) [–—-] )"
    r"|(?P<note>[*†‡§¶]|[¹²³⁴-⁹]+\s)"
    r"|(?P<columns>[^\t]*\S\t+\S|[^|]*\S \| \S|.*(?:[^\s.!?:;,] {3,}|\S {4,})(?:\S|\Z))"
    r"|(?P<picture>[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff])"
)
# o (tab) milk, as Word copies its bullets; below an item also o Milk, or with the dash that it makes of a hyphen
_BULLETED = re.compile(r"[o§]\t"), re.compile(r"[o§](?:\t|[ \u00a0]+(?=[^\W_a-z]))|[–—][ \t\u00a0]+(?P<goes_on>[^\W\dA-Z])?")
_O_IS_A_WORD = ("ca", "es", "gl", "it", "pt")  # "or", or "the"
_UNIT = re.compile(r"[ \u00a0]?(?:[^\W\d_]{1,5}|[%°])?\s*")  # behind a place to write: ____ kg
_BLANKS = re.compile(r" {2,}|[ \t]*\t[ \t]*")  # Sex: ____   Age: ____
_LABELLED = re.compile(r":|.:")  # **Dose:** or **Dose**:
_COLUMN = re.compile(r"[ ]*(?:\t| {3})[ \t]*\S")
_SHORT, _ENDS = 40, (".", "!", "?", ":", ";", "…")  # characters of a line of an address, and how none ends
_FULL = 60  # characters of a line of running text, which a bold word begins where the one above was full
_GOES_ON = re.compile(r".*(?:,|\b[^\W\d_A-Z][^\W\d_]*)")  # Do not take more than
_SPOKEN, _BY = ("\"", "”", "’", "»", "“", ".", "!", "?", "…"), re.compile(r"\s*(?:—|–|―|--)\s?[^\W\d]")  # — a patient
_BOXES = re.compile("[☐□]")


def part_lines(block: Typeset, reading: Reading, is_of_item: bool) -> None:
    """Put each line of a paragraph or an item on its own that is a row of a form, or begins as the one above does."""
    pieces = list(pieces_of(block))
    end = next((at for at, each in enumerate(pieces) if not isinstance(each, str) and each.tag in BLOCKS), len(pieces))
    lines = [_with_fields(line) for line in lines_of(mark("p", place_of(block), *pieces[:end]))]
    signs = [_sign(line) for line in lines]
    kinds = [sign if len(sign) < 2 else "1." for sign in signs if sign]
    bulleted = [
        first for above, line in pairwise(lines) for first in line[:1]
        if isinstance(first, Typed) and _has_bullet(above, first, is_of_item)
        and not (first.startswith(("o ", "o\u00a0")) and reading.language[:2] in _O_IS_A_WORD)
    ]  # fmt: skip
    is_list, is_address = len(set(kinds)) < len(kinds) or bool(bulleted), _is_address(lines)
    if bulleted and is_of_item:
        says = f"this line begins with {bulleted[0][0]} and is no item: it is printed on a line of its own"
        reading.problem(bulleted[0], "typed-bullet", says, "begin it as the item above it, with - and a blank")
    elif is_list and block.tag == "p":
        says = f"lines that begin with {next(filter(None, signs))} are no list: each is printed on a line of its own"
        reading.problem(block, "typed-bullet", says, "begin each with - and a blank, or with 1. and a blank")
    cells = [re.split(r"\t| \| ", words_alone(line)) for line in lines if not any(map(_is_place, line))]
    narrowest = min(map(len, cells), default=0) if len(cells) == len(lines) > 1 else 0
    if narrowest > 1 and narrowest * len(cells) > 5 and all(map(str.strip, cells[0])):  # as a sheet gives them
        says = "these rows are no table, for a tab or a bar alone parts their cells: each is printed on a line of its own"
        reading.problem(block, "typed-table", says, "write | a | b | for each, and |---|---| below the first")
    made = list(lines[0])
    if block.tag == "li" and any(map(_is_box, lines[0][:1])):
        lines[0] = lines[0][1:]  # the box of an item is no row
    for above, line, below, sign in zip(lines, lines[1:], [*lines[2:], []], signs[1:], strict=False):
        place = line[0].place() if line and isinstance(line[0], Typed) else (0, 0)
        is_row = _is_row(above, line) or _kind(line) == _kind(below) in ("colon", "dashed", "picture")  # of several
        made += [mark("br", place) if is_list and sign or is_address or is_row else Typed("\n"), *line]
    block[:], block.text = [], None
    fill(block, [*made, *pieces[end:]])


def with_rules(block: Typeset) -> list[Typeset]:
    """The block, with lines that are nothing but places to write, or several behind words, as ruled paragraphs."""
    for at, child in reversed(list(enumerate(block))):
        if child.tag in BLOCKS or child.tag == "li":
            made, tail = with_rules(child), child.tail
            child.tail, made[-1].tail = None, tail
            block[at : at + 1] = made
    is_text = block.tag == "p" or block.tag == "li" and not any(child.tag in BLOCKS for child in block)
    told = [part for line in lines_of(block) for part in _apart(line)] if is_text else []
    groups = [(places, list(lines)) for places, lines in groupby(told, _places)]
    if len(groups) < 2 or not any(places > 1 or len(lines) > 1 for places, lines in groups if places):
        return [block]
    made = [mark("p", place_of(block), *rejoined(lines)) for _, lines in groups]
    if block.tag == "p":
        return made
    block[:], block.text = made, None
    return [block]


def _apart(line: Line) -> list[Line]:
    """A line, or its words and then the lines to write on that it ends with: My allergies: ____ x2."""
    has_words = len(line) > 1 and not isinstance(line[-1], str) and int(line[-1].get("lines", "0")) > 1
    return [line[:-1], line[-1:]] if has_words else [line]


def _places(line: Line) -> int:
    """How many lines to write on a line asks for that holds nothing else."""
    places = [0 if isinstance(piece, str) else int(piece.get("lines", "0")) for piece in line if str(piece).strip()]
    return sum(places) if all(places) else 0


def _with_fields(line: Line) -> Line:
    """The line, with the blanks that part two fields of a form kept wide."""
    if not any(map(_is_place, line)):
        return line
    return [_widened(piece) if at and isinstance(piece, Typed) else piece for at, piece in enumerate(line)]


def _widened(text: Typed) -> Typed:
    at, parts = 0, list[str]()
    for blanks in _BLANKS.finditer(text):
        if blanks.end() < len(text):
            parts += [text.cut(at, blanks.start()), _WIDE]
            at = blanks.end()
    return as_one([*parts, text.cut(at)])


def _is_row(above: Line, below: Line) -> bool:
    """Whether a line is not the sentence of the one above that goes on."""
    if _places(above):
        return not _places(below)
    if _ends_in_place(above) or any(map(_is_box, above)):
        first = below[0] if below else ""
        return any(map(_is_place, below)) or not (isinstance(first, str) and first[:1].islower())
    kinds, said = (_kind(above), _kind(below)), words_alone(above).strip()
    if said.endswith(_SPOKEN) and _BY.match(words_alone(below)):
        return True
    return all(kinds) and not ("bold" in kinds and (len(said) > _FULL or said.endswith(",")))


def _is_address(lines: list[Line]) -> bool:
    """Whether each line is short, begins as a sentence does, and ends as none: of an address, of opening hours.

    A sentence may be typed on short lines, and each begin with a number or a noun of German: its end tells.
    """
    said = [words_alone(line).strip() for line in lines]
    if said[-1].endswith((".", "!", "?")) and any(map(_GOES_ON.fullmatch, said[:-1])):
        return False
    begins = all(words[:1].isupper() or words[:1].isdigit() or words[:1] in (*"<>≤≥", SLOT_OPEN) for words in said)
    is_led = len(said) > 2 and said[0].endswith(":")  # Price list:, and below it a line for each
    return begins and max(map(len, said)) <= _SHORT and not any(words.endswith(_ENDS) for words in said[is_led:-1])


def _ends_in_place(line: Line) -> bool:
    words = [piece for piece in line if not isinstance(piece, str) or piece.strip()]
    if words and isinstance(last := words[-1], str) and _UNIT.fullmatch(last):
        words.pop()
    return bool(words) and not isinstance(last := words[-1], str) and last.tag == "gap"


def _is_box(piece: str | Typeset) -> bool:
    return bool(_BOXES.search(piece)) if isinstance(piece, str) else piece.tag == "tick"


def _is_place(piece: str | Typeset) -> bool:
    return _is_box(piece) or not isinstance(piece, str) and piece.tag == "gap"


def _kind(line: Line) -> str:
    """What a line begins with that is an entry of a list, "" for none."""
    first, behind = [*line, "", ""][:2]
    if isinstance(first, Typeset):
        words = f"{''.join(first.itertext())}{behind if isinstance(behind, str) else ''}"
        if isinstance(behind, str) and _COLUMN.match(behind):
            return "columns"
        if first.tag == "strong" and not _LABELLED.match(words, len("".join(first.itertext())) - 1):
            return "bold" if words[:1].isupper() else ""  # **Ibuprofen** 200 mg
        return {"icon": "picture", "strong": "label", "sup": "note"}.get(first.tag, "")
    found = _ENTRY.match(first)
    return str(found.lastgroup) if found else ""


def _has_bullet(above: Line, line: Typed, is_of_item: bool) -> bool:
    """Whether it begins with a bullet of Word, and not with a dash of a sentence that is typed on several lines."""
    found = _BULLETED[is_of_item].match(line)
    return found is not None and not (found.groupdict().get("goes_on") and len(words_alone(above)) > _SHORT)


def _sign(line: Line) -> str:
    first = line[0] if line else ""
    if isinstance(first, Typeset) and first.tag == "tick":
        return "☐"
    found = _ITEM.match(first) if isinstance(first, Typed) else None
    return found["sign"] if found else ""

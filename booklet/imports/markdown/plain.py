"""Plain text, as Notepad and mail programs keep it: its lines stay lines, but for those that a program has wrapped."""
import re
from collections.abc import Sequence
from itertools import pairwise

from booklet.core.text_file import printable
from booklet.imports.brought import Brought
from booklet.imports.markdown.code import depth_of

_ITEM = re.compile(
    r"[ \t]*(?:(?:[-*+•‣◦▪●○·∙⁃➢►▶❖–—✓✗☐]|[0-9]{1,3}[.)]|[a-z][.)])[ \t\u00a0]+|o(?:\t|[ ]{2})[ \t]*|(?<=[ \t])o (?=[A-Z]))"
)
_ROUND = re.compile(r"(?<=[ \t])o(?=[ \t])|^o(?=[ \t])")  # the bullet of RFCs, and of a list of Word in a list
_MORE = re.compile(r"(?=[<>][ \t]?[0-9]|#[ \t]+of\b)")  # > 38 °C is no quote, # of tablets: 3 is no heading
_QUOTED = re.compile(r"(?<!\w)(?P<mark>`{1,2})(?P<words>[^`'\n]{1,200})'{1,2}(?!\w)")  # `so', as typewriters had it
_RULE = re.compile(r"[ \t]*(?:[-=~*#]{2,}|[─━═—–]{2,})[ \t]*")
_COLUMNS = re.compile(r"\S(?:[ ]{3,}|[ ]*\t\s*)\S")  # Reliever    2 puffs
_UNDER_COLUMNS = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")  # -------  ---- below the head of a table
_NUMBER = re.compile(r"[ \t]*[0-9]{1,2}(?:\.[ \t]+|(?:\.[0-9]{1,2})+\.?[ \t]+)")  # 1. Before you come, 1.1 Food
_MARKED = re.compile(r"#{1,6}[ \t]+(?!of\b)\S.*")  # a heading, as Markdown has it
_LETTERED = re.compile(r"[a-z]{1,5}[.)]")  # ii) begins, and runs on from nothing
_TITLE = re.compile(r"[^\W\d_a-z](?:(?![.:;!?] )[^\t])+(?<![.:;,!])")
_ENDS = (".", "!", "?")
_LONGEST = 80  # characters of a title; a heading is no longer than a line that is not wrapped
_LONG, _WIDEST, _ROOM = 50, 100, 8  # characters of a line that may be wrapped, of the widest, and of a ragged edge


def as_markdown(text: str, brought: Brought) -> str:
    """Plain text as Markdown, which runs lines together: each begins a paragraph, or is kept a line of its own.

    Where lines run on in small letters, the longest of them is as wide as the window was; a line of that width runs on in
    the next, if that begins with a word for which there was no room. A title is the first line, if it stands alone; a
    heading is underlined, or a short line without an end mark, above sentences or a list.
    """
    text = _QUOTED.sub(lambda found: "‘{}’".format(found["words"]) if found["mark"] == "`" else f"“{found['words']}”", text)
    blocks = _blocks(re.sub("[\f\v]", "\n", re.sub("^[ \t]*\u00a0[ \t\u00a0]*", "  ", text, flags=re.MULTILINE)))
    runs_on = [len(line) for lines in blocks for line, below in pairwise(lines) if below.lstrip()[:1].islower()]
    width = max((length for length in runs_on if length <= _WIDEST), default=0)
    made, headings, item = list[str](), list[str](), None
    for lines, below in pairwise([*blocks, []]):
        if not made and below and len(lines) == 2 and lines[1].lstrip()[:1].islower():  # a title of two lines
            both = " ".join(line.strip() for line in lines)
            lines = [both] if len(both) <= _LONGEST and _TITLE.fullmatch(both) and not _ITEM.match(lines[0]) else lines
        first, is_alone = lines[0].strip(), not lines[1:]
        number = _number(lines[0], below) if is_alone and not (item and _NUMBER.match(item[0])) else None
        is_title = not made and is_alone and bool(below) and len(first) <= _LONGEST and not number
        is_heading = len(first) < _LONG and _is_above(lines, below)
        words = first.replace(": ", " ") if is_title else lines[0][number.end() :].strip() if number else first
        if (is_title or is_heading) and _TITLE.fullmatch(words):
            level = 1 + len(re.findall("[0-9]+", number[0])) if number else 1 if is_title else 2 if is_alone else 3
            made.append(f"{'#' * level} {first}")
            headings += [] if is_title else [first]
            lines, item = lines[1:], None
        within = item if lines and item and depth_of(lines[0]) > depth_of(item[0]) and not _ITEM.match(lines[0]) else None
        made += [_block(lines, width, " " * len(within[0].expandtabs(4)) if within else "")] if lines else []
        item = within or next(filter(None, map(_ITEM.match, reversed(lines))), None)
    if headings:
        brought.tell_of_all(f"short lines above others are headings now: {printable(', '.join(headings), most=200)}")
    return "\n\n".join(made)


def _blocks(text: str) -> list[list[str]]:
    """The lines between empty ones, and between rules. What a rule underlines is a heading; only the first is a title."""
    blocks, lower = list[list[str]]([[]]), 2
    for line in text.split("\n"):
        is_rule = bool(_RULE.fullmatch(line))
        if is_rule and len(blocks[-1]) == 1 and _is_underlined(blocks[-1][0]):
            is_upper, is_first = line.strip()[0] in "=═", not any(blocks[:-1])
            level = (1 if is_first else 2) if is_upper else lower
            lower = 3 if is_upper and not is_first else lower
            blocks[-1] = [f"{'#' * level} {blocks[-1][0].strip('# ').strip()}"]
        if is_rule or not line.strip():
            blocks.append([])
        elif _MARKED.fullmatch(line):
            blocks += [[f"## {line.strip('# ')}" if line.endswith("#") else line], []]  # of a box of # signs
        else:
            blocks[-1].append(line)
    return [lines for lines in blocks if lines]


def _is_underlined(line: str) -> bool:
    is_item = _ITEM.match(line) and not _NUMBER.match(line)
    return len(line) <= _LONGEST and not is_item and not _COLUMNS.search(line) and line.rstrip()[-1] not in ".,;:"


def _number(line: str, below: Sequence[str]) -> re.Match[str] | None:
    """The number of a heading: 1.1 Food; but not that of an item, which others follow, or words that are set in."""
    found = _NUMBER.match(line)
    is_item = not found or not below or bool(_NUMBER.match(below[0])) or depth_of(below[0]) >= len(found[0].expandtabs(4))
    return None if is_item else found


def _is_above(lines: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the first line stands above what it may be a heading of, and does not run on in it."""
    if not lines[1:]:
        return bool(below) and (_is_running(below) or lines[0].strip().isupper())
    return _is_running(lines[1:]) and (bool(_ITEM.match(lines[1])) or not lines[1].lstrip()[:1].islower())


def _is_running(lines: Sequence[str]) -> bool:
    """Whether these are sentences, or a list."""
    return bool(_ITEM.match(lines[0]) or lines[-1].rstrip().endswith((*_ENDS, ":")))


def _block(lines: Sequence[str], width: int, within: str) -> str:
    if lines[2:] and _UNDER_COLUMNS.fullmatch(lines[1]):
        return "\n".join(lines)  # a table, as Pandoc reads it
    made, is_item = "", False
    for above, line in pairwise(["", *lines]):
        joint = _between(above, line, width)
        if _ITEM.match(line):
            joint = "\n" if is_item or joint == "\n" else "\n\n"  # 3. is an item, and does not end what stands above it
            is_item = True
        elif is_item:  # what is set in below an item is of it, and what it runs on in
            is_item = line[:1].isspace() or joint == "\n"
            joint = "\n" if is_item else "\n\n"
        shown = _ROUND.sub("-", line, count=1) if is_item else within + _MORE.sub(r"\\", line.lstrip(), count=1)
        made += joint * bool(made) + shown
    return made


def _between(above: str, line: str, width: int) -> str:
    """What stands between two lines: an end of a line that counts for nothing, one that counts, or of a paragraph."""
    if "|" in (above[:1], line[:1]):  # rows of Markdown
        return "\n" if above[:1] == line[:1] else "\n\n"
    if _COLUMNS.search(above.lstrip()) and not _ITEM.match(above) or _COLUMNS.search(line.lstrip()):
        return "\\\n"
    is_long = len(above) >= _LONG
    is_full = width - _ROOM < len(f"{above} {line.split(maxsplit=1)[0]}") and len(above) <= width + _ROOM
    in_item = bool(_ITEM.match(above)) and line[:1].islower() and not _LETTERED.match(line)
    is_open = above.rstrip().endswith(",") if is_long else in_item and not above.rstrip().endswith(_ENDS)
    if is_long and is_full or is_open:
        return "\n"
    return "\n\n" if is_long or _ITEM.match(above) else "\\\n"

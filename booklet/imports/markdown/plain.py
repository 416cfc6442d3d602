"""Plain text, as Notepad and mail programs keep it: its lines stay lines, but for those that a program has wrapped."""
import re
from collections.abc import Sequence
from itertools import pairwise

from booklet.core.text_file import printable
from booklet.imports.brought import Brought

_ITEM = re.compile(r"[ \t]*(?:[-*+•·–—✓✗☐]|[0-9]{1,3}[.)]|[a-z][.)])[ \t]")
_MORE = re.compile(r"(?=[<>][ \t]?[0-9])")  # > 38 °C is no quote
_RULE = re.compile(r"[ \t]*(?:=+|-+|_{3,}|\*{3,})[ \t]*")  # it underlines what stands above it
_TITLE = re.compile(r"[^\W\d_a-z](?:(?![.:;!?] )[^\t])+(?<![.:;,!])")
_ENDS = (".", "!", "?")
_LONGEST = 80  # characters of a title; a heading is no longer than a line that is not wrapped
_LONG, _WIDEST, _ROOM = 50, 100, 8  # characters of a line that may be wrapped, of the widest, and of a ragged edge


def as_markdown(text: str, brought: Brought) -> str:
    """Plain text as Markdown, which runs lines together: each begins a paragraph, or is kept a line of its own.

    Where no line is wider than a window, a long one runs on in the next, if that begins with a word for which there was no
    room. A title is the first line, if it stands alone; a heading is a short one without an end mark, above sentences or a
    list.
    """
    width = max(map(len, text.split("\n")))
    blocks = [block.split("\n") for block in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n"))]
    made, headings = list[str](), list[str]()
    for lines, below in pairwise([*blocks, []]):
        first, is_alone = lines[0].strip(), not lines[1:]
        is_title = not made and is_alone and bool(below) and len(first) <= _LONGEST
        is_heading = len(first) < _LONG and (_is_running(lines[1:] or below) or is_alone and first.isupper())
        if (is_title or is_heading) and _TITLE.fullmatch(first):
            made.append(f"{'#' if is_title else '##' if is_alone else '###'} {first}")
            headings += [] if is_title else [first]
            lines = lines[1:]
        made += [_block(lines, width)] if lines else []
    if headings:
        brought.tell_of_all(f"short lines above others are headings now: {printable(', '.join(headings), most=200)}")
    return "\n\n".join(made)


def _is_running(lines: Sequence[str]) -> bool:
    """Whether these are sentences, or a list."""
    return bool(lines) and bool(_ITEM.match(lines[0]) or lines[-1].rstrip().endswith(_ENDS))


def _block(lines: Sequence[str], width: int) -> str:
    made, is_item = "", False
    for above, line in pairwise(["", *lines]):
        is_item = bool(_ITEM.match(line)) or is_item and line[:1].isspace()  # what is set in below an item is of it
        shown = line if is_item else _MORE.sub(r"\\", line.lstrip(), count=1)
        made += ("\n" if is_item else _between(above, shown, width)) * bool(made) + shown
    return made


def _between(above: str, line: str, width: int) -> str:
    """What stands between two lines: an end of a line that counts for nothing, one that counts, or of a paragraph."""
    is_long = len(above) >= _LONG
    is_wrapped = is_long and width <= _WIDEST and len(f"{above} {line.partition(' ')[0]}") > width - _ROOM
    if is_wrapped or _RULE.fullmatch(line) or _RULE.fullmatch(above):
        return "\n"
    return "\n\n" if is_long or _ITEM.match(above) else "\\\n"

"""Tables that Pandoc writes with rulers or in boxes: written with strokes, as the press reads them.

Source: Pandoc's User's Guide, simple_tables, multiline_tables, grid_tables, table_captions and line_blocks.
"""
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from booklet.imports.brought import Brought
from booklet.imports.literal import outside
from booklet.imports.markdown.code import BLOCK_OF_CODE, margin_of_item
from booklet.imports.tables import merged_cells, typed_rows

_FULL = re.compile(r"[ \t]{0,8}-{6,}[ \t]*")  # above and below rows of several lines
_RULER = re.compile(r"[ \t]{0,8}-{2,}(?: +-{2,})+[ \t]*")  # -----  ----, a group for each column
_BORDER = re.compile(r"[ \t]{0,3}\+(?:[-=:]{3,}\+)+[ \t]*")  # +-----+----+
_EDGE, _SIDES = re.compile(r"\+(?:[-=:]{3,}\+)+"), ("||", "++", "+|", "|+")  # a part of a border; both ends of a line
_CAPTION = re.compile(r"[ \t]{0,3}(?:[Tt]able)?:[ \t]+(?P<words>\S.*)")
_TERM = re.compile(r"(?![\s#|+>:])(?=.{1,60}$).*[^\s.:!?][ \t]*")  # Preventer, and below it :   200 micrograms
_MEANT = re.compile(r":[ \t]+\S| {4}|\t")  # what a word means, on the line above another meaning
_BREAK = "\\"  # at the end of a line
_STROKE = re.compile(r"(?<!\\)\|")
_VERSE = re.compile(r"(?:\A|(?<=\n\n))(?:\|[ \t](?![ \t]*:?-{3})[^|\n]*(?:\n|\Z))+(?=\n|\Z)")  # | 1 High Street, | Leeds
_SIGNS = dict.fromkeys("-*+", "&#8226; ") | {"|": ""}  # of a line in a cell
_FAR = 50  # lines above a table among which its item is looked for
_Rows = list[list[str]]


def with_ruled_tables(text: str, brought: Brought) -> str:
    """The text with each table as rows between strokes, its caption above."""
    return outside(BLOCK_OF_CODE, lambda words: _read(_VERSE.sub(_verse, words), brought), text)


def _verse(found: re.Match[str]) -> str:
    """Lines that stay lines, such as an address, each as far in as it was."""
    rows = [row[2:] for row in found[0].rstrip("\n").split("\n")]
    return "\\\n".join("&nbsp;" * (len(row) - len(row.lstrip())) + row.lstrip() for row in rows) + "\n"


def _read(text: str, brought: Brought) -> str:
    lines, made, at, is_called = text.split("\n"), list[str](), 0, False
    while at < len(lines):
        begins = lines[at].strip() and (at == 0 or not lines[at - 1].strip())
        found = (_grid(lines, at, brought) or _ruled(lines, at)) if begins else None
        rows, past = found or ([], at)
        safe = [[_STROKE.sub(r"\\|", cell) for cell in row] for row in rows]
        if not rows and begins and lines[at].lstrip().startswith("|"):
            past = _end(lines, at)  # rows with strokes, which may have a caption of Pandoc's below
        caption, behind = _caption(lines, past, is_called) if past > at else ("", past)
        above = _above(lines, at) if begins and past == at else ""
        is_called = bool(above) or is_called and not lines[at].strip()
        margin = " " * margin_of_item(lines[max(0, at - _FAR) : at], lines[at]) if above or past > at else ""
        made += [f"{margin}Table: {caption}", ""] if caption else []
        made += [margin + row for row in typed_rows(safe)] if rows else lines[at:past]
        made += [f"{margin}Table: {above}" if above else lines[at]] if past == at else []
        at = max(behind, at + 1)
    return "\n".join(made)


def _end(lines: Sequence[str], at: int) -> int:
    """The index of the first line from here on that is blank."""
    return next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))


def _caption(lines: Sequence[str], at: int, is_called: bool) -> tuple[str, int]:
    """What a table is called below it, and the line past that. One between two is that of the lower one, if it has a word
    before its colon, or the upper one `is_called` something above it.
    """
    first = next((n for n in range(at, min(at + 2, len(lines))) if lines[n].strip()), len(lines))
    end = _end(lines, first)
    found = _CAPTION.fullmatch(" ".join(line.strip() for line in lines[first:end]))
    is_between = end + 1 < len(lines) and re.match(r"\s*[|+]", lines[end + 1])
    if not found or is_between and (is_called or not lines[first].lstrip().startswith(":")):
        return "", at
    return _called(found), end


def _above(lines: Sequence[str], at: int) -> str:
    """What this line calls the table that stands below it and a blank line; "" where it is no caption, or what a word on
    a line above means.
    """
    upper = next((n for n in range(at - 1, -1, -1) if lines[n].strip()), 0)
    is_alone = upper == 0 or not lines[upper - 1].strip()
    if lines[at].lstrip().startswith(":") and (is_alone and _TERM.fullmatch(lines[upper]) or _MEANT.match(lines[upper])):
        return ""
    found, below = _CAPTION.fullmatch(lines[at]), [*lines[at + 1 : at + 3], "", ""]
    return _called(found) if found and not below[0].strip() and re.match(r"\s*(?:\||\+[-=])", below[1]) else ""


def _called(caption: re.Match[str]) -> str:
    return re.sub(r"\s*\{[^{}]*\}$", "", caption["words"])


def _ruled(lines: Sequence[str], at: int) -> tuple[_Rows, int] | None:
    """A table whose columns are told by a ruler: below its head, or around rows without one."""
    is_full, is_headless = bool(_FULL.fullmatch(lines[at])), bool(_RULER.fullmatch(lines[at]))
    first = at + is_full
    ruler = next((n for n in range(first, min(first + 6, _end(lines, at))) if _RULER.fullmatch(lines[n])), None)
    if ruler is None or ruler > at + 1 and not is_full or not is_full and not is_headless and ruler != at + 1:
        return None
    is_closed = is_full or is_headless
    ends = (n for n in range(ruler + 1, len(lines)) if _FULL.fullmatch(lines[n]) or _RULER.fullmatch(lines[n]))
    end = next(ends, None) if is_closed else _end(lines, ruler)
    if end is None or end == ruler + 1:
        return None
    starts = [found.start() for found in re.finditer("-+", lines[ruler])]
    body = lines[ruler + 1 : end]
    groups = _groups(body) if is_full or not all(line.strip() for line in body) else [[line] for line in body]
    rows = [_cells(group, starts) for group in groups]
    head = _cells(lines[first:ruler], starts) if ruler > first else [""] * len(starts)
    return [head, *rows], end + is_closed


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    return (list(group) for has_words, group in groupby(lines, lambda line: bool(line.strip())) if has_words)


def _cells(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    bounds = [*pairwise([0, *starts[1:]]), (starts[-1] if len(starts) > 1 else 0, None)]
    return [" ".join(filter(None, (line[start:end].strip() for line in lines))) for start, end in bounds]


def _grid(lines: Sequence[str], at: int, brought: Brought) -> tuple[_Rows, int] | None:
    """A table in boxes. A cell that was merged stands in each place that it covers."""
    box = [line.strip() for line in lines[at : _end(lines, at)]]
    edges = [n for n, line in enumerate(box) if _EDGE.search(line)]
    if not _BORDER.fullmatch(lines[at]) or len(edges) < 2 or any(line[0] + line[-1] not in _SIDES for line in box):
        return None
    bars = sorted({at for n in edges for edge in _EDGE.finditer(box[n]) for at in range(*edge.span()) if box[n][at] == "+"})
    bands, homes = [(top, end) for top, end in pairwise(edges) if end > top + 1], dict[tuple[int, int], tuple[int, int]]()
    for y, (top, end) in enumerate(bands):
        for x, (start, stop) in enumerate(pairwise(bars)):
            is_wide = x > 0 and any(line[start : start + 1] != "|" for line in box[top + 1 : end])
            is_high = y > 0 and not set(box[top][start + 1 : stop]) <= set("-=:+")
            homes[y, x] = homes[y, x - 1] if is_wide else homes[y - 1, x] if is_high else (y, x)
    words, merged = dict[tuple[int, int], str](), 0
    for home in set(homes.values()):
        places = [place for place, other in homes.items() if other == home]
        (y, x), (last, furthest) = home, max(places)
        inside = box[bands[y][0] + 1 : bands[last][1]]
        words[home] = lines_of_cell([line[bars[x] + 1 : bars[furthest + 1]] for line in inside])
        merged += len(places) > 1
    if merged:
        brought.tell(merged_cells(merged))
    rows = [[words[homes[y, x]] for x in range(len(bars) - 1)] for y in range(len(bands))]
    has_head = any("=" in box[n] for n in edges)
    return (rows if has_head else [[""] * (len(bars) - 1), *rows]), at + len(box)


def lines_of_cell(lines: Sequence[str]) -> str:
    """The text of a cell: paragraphs, lines of verse, and items of a list with their sign, each on a line of its own."""
    made, is_open = list[str](), False
    for line in (line.strip() for line in lines):
        item = re.match(r"[-*+|][ \t]+(?=\S)|[0-9]+[.)][ \t]", line)
        if line and is_open and not item:
            made[-1] = f"{made[-1].removesuffix(_BREAK)}{' <br>' * made[-1].endswith(_BREAK)} {line}"
        elif line:
            made.append(f"{_SIGNS.get(line[0], line[: item.end()])}{line[item.end() :]}" if item else line)
        is_open = bool(line)
    return " <br> ".join(line.removesuffix(_BREAK) for line in made)

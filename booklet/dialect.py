"""The dialect: what a section may hold beyond plain Markdown, found line by line.

Lines become blocks (callouts, tables, figures, and passages of Markdown between them), and inside a line citations,
links, gaps and tick boxes become slots. Everything that prints knows the line that the author typed.
"""
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from booklet.errors import Place, Problem, nearest
from booklet.fields import Line
from booklet.manuscript import (
    SLOT, SLOT_CLOSE, SLOT_OPEN, Block, Callout, ChartCall, Citation, Claim, CrossReference, DataFigure, Drawing, Gap,
    Link, Passage, Slot, Table, Tick,
)  # fmt: skip
from booklet.markup import html_of, inline_html_of

CALLOUTS = ("key-point", "safety", "emergency", "action", "evidence", "science", "note", "myth")
GRADES = ("approved", "good", "mixed", "early", "unsupported")
DEEPEST = 4  # quotes or lists inside one another; no reader follows more

_OPEN = re.compile(r"^:::\s*(?P<kind>[^\s:]+)(?:\s+(?P<title>.*))?$")  # ::: safety Before you drive
_CLOSE = re.compile(r"^:::\s*$")
_GRADED = re.compile(r"^(?P<grade>[a-z]+):\s*(?P<title>.*)$")  # mixed: Newer trials disagree
_COMMENT = re.compile(r"<!--(?P<words>.*?)-->")
_CLAIM = re.compile(r"\b(?P<id>C[0-9]{1,3})\b")  # C12
_TAG = re.compile(r"<[A-Za-z/!?]")  # <b>, </b>, <!-- left open, <?php
_HEADING = re.compile(r"^(?P<marks>#+)\s+\S")
_IMAGE = re.compile(r"^!\[(?P<alt>[^\[\]]*)\]\((?P<file>[^()\s]+)\)\s*$")  # ![Two cells](figures/cells.svg)
_CITATION = re.compile(r"[ \t]*\[(?P<works>@[^\[\]]*)\]")  # [@lee2020, p. 4; @ray2021]
_WORK = re.compile(r"^@(?P<key>[\w.:-]*\w)(?:,\s*(?P<locator>\S.*))?$")  # @lee2020, p. 4
_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*)\)")  # [these signs](#when-to-call)
_GAP = re.compile(r"_{4,}(?:[ \t]*x(?P<lines>[0-9]{1,2}))?")  # ____ or ____ x6
_CHECK = re.compile(r"^(?P<bullet>\s*[-*+]\s+)\[[ xX]?\]\s+")  # - [ ] a coat
_ITALIC = re.compile(r"(?<![*\\\w])\*(?![*\s])[^*]+\*(?!\*)|(?<![_\\\w])_(?![_\s])[^_]+_(?![_\w])")  # *so*, _so_
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")  # | --- | :--: |


@dataclass(slots=True)
class _Reading:
    """What has been found so far in one section."""

    path: str
    slots: list[Slot]
    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading: int = 1

    def problem(self, line: Line, slug: str, says: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.path, line.number), slug, says, hint))

    def slot(self, value: Slot) -> str:
        self.slots.append(value)
        return f"{SLOT_OPEN}{len(self.slots) - 1}{SLOT_CLOSE}"


def read_blocks(
    lines: Sequence[Line], path: str, slots: Sequence[Slot]
) -> tuple[tuple[Block, ...], tuple[Slot, ...], tuple[Claim, ...], list[Problem]]:
    """The blocks of a section, the slots they point to, the claims they state, and what is wrong with them."""
    reading = _Reading(path, list(slots))
    uncommented = [Line(line.number, text) for line in lines if (text := _without_comments(line, reading)) is not None]
    blocks = tuple(_blocks(uncommented, reading, inside=""))
    return blocks, tuple(reading.slots), tuple(reading.claims), reading.problems


def _without_comments(line: Line, reading: _Reading) -> str | None:
    """The line as it prints; None where it held nothing but a comment."""
    for comment in _COMMENT.finditer(line.text):
        place = Place(reading.path, line.number)
        reading.claims += [Claim(claim["id"], place) for claim in _CLAIM.finditer(comment["words"])]
    text = _COMMENT.sub("", line.text).rstrip()
    if not text.strip() and line.text.strip():
        return None
    if _TAG.search(text):
        hint = "write Markdown; a callout or a table does what a tag would"
        reading.problem(line, "raw-html", "raw HTML is not part of the dialect", hint)
        return ""
    quotes = len(re.match(r"[\s>]*", text)[0].replace(" ", ""))
    indents = (len(text) - len(text.lstrip())) // 4 if re.match(r"\s*([-*+]|[0-9]+\.)\s", text) else 0
    if max(quotes, indents, text.lstrip("> ")[:400].count("- - ")) >= DEEPEST:
        reading.problem(line, "too-deep", "quotes or lists lie too deep in one another", f"fewer than {DEEPEST} levels")
        return ""
    return text


def _blocks(lines: list[Line], reading: _Reading, inside: str) -> list[Block]:
    blocks: list[Block] = []
    waiting: list[Line] = []
    at = 0

    def passage() -> None:
        if any(line.text.strip() for line in waiting):
            first = next(line for line in waiting if line.text.strip())
            html = html_of("\n".join(_inline(line, reading) for line in waiting))
            blocks.append(Passage(html, Place(reading.path, first.number)))
        waiting.clear()

    while at < len(lines):
        line = lines[at]
        reader = next((read for seen, read in _READERS if seen.match(line.text)), None) or _chart_reader(line, reading)
        if reader is None:
            waiting.append(line)
            at += 1
            continue
        passage()
        found, taken = reader(lines[at:], reading, inside)
        blocks += found
        at += taken
    passage()
    return blocks


def _callout(lines: list[Line], reading: _Reading, inside: str) -> tuple[list[Block], int]:
    head = lines[0]
    opened = _OPEN.match(head.text)
    kind, title, grade = opened["kind"], (opened["title"] or "").strip(), ""
    end = next((n for n, line in enumerate(lines) if _CLOSE.match(line.text)), None)
    following = next((n for n, line in enumerate(lines[1:], 1) if _OPEN.match(line.text)), None)
    if inside:
        reading.problem(head, "nested-callout", f"a {kind} callout opens inside a {inside} callout", "close that first")
    if end is None or (following is not None and following < end):
        reading.problem(head, "unclosed-callout", f"this {kind} callout is never closed", "end it with a line `:::`")
        return [], 1
    if kind not in CALLOUTS:
        hint = nearest(kind, CALLOUTS, f"kinds: {', '.join(CALLOUTS)}")
        reading.problem(head, "unknown-callout", f"there is no callout of the kind {kind}", hint)
    if kind == "evidence":
        grade, title = _grade(head, title, reading)
    body = tuple(_blocks(lines[1:end], reading, inside=kind))
    title = inline_html_of(_inline(Line(head.number, title), reading)) if title else ""
    return [Callout(kind, title, grade, body, Place(reading.path, head.number))], end + 1


def _grade(head: Line, title: str, reading: _Reading) -> tuple[str, str]:
    graded = _GRADED.match(title)
    if graded and graded["grade"] in GRADES:
        return graded["grade"], graded["title"]
    hint = nearest(graded["grade"] if graded else title, GRADES, f"grades: {', '.join(GRADES)}; then a colon")
    reading.problem(head, "unknown-grade", "an evidence callout starts with its grade", hint)
    return "unsupported", title


def _stray_close(lines: list[Line], reading: _Reading, inside: str) -> tuple[list[Block], int]:
    reading.problem(lines[0], "unclosed-callout", "this closes a callout that was never opened", "remove the line")
    return [], 1


def _drawing(lines: list[Line], reading: _Reading, inside: str) -> tuple[list[Block], int]:
    head, image = lines[0], _IMAGE.match(lines[0].text)
    place = Place(reading.path, head.number)
    caption = lines[1] if len(lines) > 1 else Line(head.number, "")
    if not image["alt"].strip():
        reading.problem(head, "missing-alt", "this picture has no alternative text", "say what it shows in [ ]")
    if not caption.text.startswith("Figure: "):
        reading.problem(head, "missing-caption", "this picture has no caption", "add a line below: Figure: What it is")
        return [], 1
    words = inline_html_of(_inline(Line(caption.number, caption.text.removeprefix("Figure: ")), reading))
    file = image["file"]
    return [Drawing(file, PurePosixPath(file).stem, image["alt"].strip(), words, 0, place)], 2


def _chart(lines: list[Line], reading: _Reading, inside: str) -> tuple[list[Block], int]:
    called = reading.slots[int(SLOT.fullmatch(lines[0].text.strip())["index"])]
    return [ChartCall(called.id, Place(reading.path, lines[0].number))], 1


def _chart_reader(line: Line, reading: _Reading):
    alone = SLOT.fullmatch(line.text.strip())
    return _chart if alone and isinstance(reading.slots[int(alone["index"])], DataFigure) else None


def _table(lines: list[Line], reading: _Reading, inside: str) -> tuple[list[Block], int]:
    """A caption line, perhaps a blank one, and the rows."""
    head = lines[0]
    start = next((n for n, line in enumerate(lines[1:], 1) if line.text.strip()), 0)
    if not start or not _TABLE_ROW.match(lines[start].text):
        reading.problem(head, "missing-table", "a caption stands here without its table", "put the rows right below")
        return [], 1
    end = next((n for n in range(start, len(lines)) if not _TABLE_ROW.match(lines[n].text)), len(lines))
    if end - start < 3 or not _TABLE_RULE.match(lines[start + 1].text):
        reading.problem(lines[start], "bad-table", "a table needs a head, a line |---|---| and rows", "add them")
        return [], end
    caption = inline_html_of(_inline(Line(head.number, head.text.removeprefix("Table: ")), reading))
    html = html_of("\n".join(_inline(line, reading) for line in lines[start:end]))
    return [Table(caption, html, Place(reading.path, head.number))], end


def _bare_table(lines: list[Line], reading: _Reading, inside: str) -> tuple[list[Block], int]:
    reading.problem(lines[0], "missing-caption", "this table has no caption", "add above it: Table: What it shows")
    return [], next((n for n, line in enumerate(lines) if not _TABLE_ROW.match(line.text)), len(lines))


_READERS = (
    (_OPEN, _callout), (_CLOSE, _stray_close), (_IMAGE, _drawing), (re.compile("^Table: "), _table),
    (_TABLE_ROW, _bare_table),
)  # fmt: skip


def _inline(line: Line, reading: _Reading) -> str:
    """The line with its citations, links, gaps and tick boxes as slots, and its heading one level down."""
    place = Place(reading.path, line.number)
    text = _heading(line, reading)
    text = _CHECK.sub(lambda m: m["bullet"] + reading.slot(Tick()) + " ", text)
    text = _CITATION.sub(lambda m: " " + reading.slot(_citation(m["works"], line, reading)), text)
    text = _GAP.sub(lambda m: reading.slot(Gap(int(m["lines"] or 1))), text)
    if "![" in text:
        reading.problem(line, "stray-image", "a picture stands on a line of its own", "put its caption line below it")
    text = _LINK.sub(lambda m: _link(m, place, line, reading), text)
    if _ITALIC.search(text):
        reading.problem(line, "italics", "italics are hard to read and not part of the dialect", "use **strong**")
    return text


def _heading(line: Line, reading: _Reading) -> str:
    """Sections start at ##, since # is the booklet's own title; a level is never skipped (PDF/UA-1, 7.4.2)."""
    heading = _HEADING.match(line.text)
    if not heading:
        return line.text
    level = len(heading["marks"])
    if level == 1 or level > 3:
        reading.problem(line, "heading-level", f"a heading of level {level}", "headings are ## and ###")
    elif level > reading.heading + 1:
        reading.problem(line, "heading-level", "this heading skips a level", f"write {'#' * (reading.heading + 1)}")
    reading.heading = level
    return "#" + line.text


def _citation(works: str, line: Line, reading: _Reading) -> Citation:
    found = []
    for work in works.split(";"):
        read = _WORK.match(work.strip())
        if read:
            found.append((read["key"], (read["locator"] or "").strip()))
        else:
            reading.problem(line, "bad-citation", f"[{works}] is not a citation", "write [@key], [@a; @b] or [@key, p. 4]")
    return Citation(tuple(found), Place(reading.path, line.number))


def _link(match: re.Match[str], place: Place, line: Line, reading: _Reading) -> str:
    target, words = match["target"], match["words"].strip()
    if target.startswith("#"):
        return reading.slot(CrossReference(target[1:], words, place))
    if target.startswith(("https://", "http://")) and words:
        return reading.slot(Link(target, words))
    hint = "write [words](#section) or [words](https://...)"
    reading.problem(line, "unsafe-link", f"({target}) is no place that a handout may lead to", hint)
    return words

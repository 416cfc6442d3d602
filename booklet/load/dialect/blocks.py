"""The dialect: what a section may hold beyond plain Markdown, found line by line.

Lines become blocks: callouts, tables, figures, and passages of Markdown between them. Everything that prints knows
the line that the author typed.
"""
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from booklet.core.printed.callouts import Kind, callouts
from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import printable
from booklet.load.dialect.captioned import (
    IMAGE, SectionReading, read_bare_table, read_chart, read_drawing, read_misnamed, read_table,
)  # fmt: skip
from booklet.load.dialect.grammar import CLAIM, CLOSE, COMMENT, OPEN, ROW, SUMMARY
from booklet.load.dialect.inline import TAG, block_nodes, inline_nodes
from booklet.load.dialect.lists import DEEPEST
from booklet.load.dialect.summary import LISTED, wrong_mark
from booklet.load.fields import SLOT, Line
from booklet.model.manuscript import Block, Callout, Claim, Passage
from booklet.model.tree import DataFigure, Node, Nodes

_GRADED = re.compile(r"^(?P<grade>[a-z]+):\s*(?P<title>.*)$")  # mixed: Newer trials disagree
_NESTING = re.compile(r"\s*(?:>|[-*+]\s|[0-9]{1,9}[.)]\s)")  # one mark of a quote or a list
_NEARLY_IMAGE = re.compile(r"^!\[[^\[\]]*\]\(.+\)\s*$")  # ![Two cells](figures/two cells.svg)


_Reader = Callable[[int, int, SectionReading], tuple[list[Block], int]]  # from an index to another: blocks, and where next


def read_blocks(
    lines: Sequence[Line], path: str, slots: Sequence[Node]
) -> tuple[tuple[Block, ...], tuple[Claim, ...], list[Problem]]:
    """The blocks of a section, the claims they state, and what is wrong with them. `slots` are what fields put in."""
    section = SectionReading(path, list(slots))
    texts = ((line.number, line.text if SUMMARY.match(line.text) else _without_comments(line, section)) for line in lines)
    section.lines = [Line(number, text) for number, text in texts if text is not None]
    section.closed = _closed_callouts(section.lines)
    blocks = tuple(_blocks(0, len(section.lines), section))
    return blocks, tuple(section.claims), section.problems


def _without_comments(line: Line, section: SectionReading) -> str | None:
    """The line as it prints; None where it held nothing but a comment."""
    for comment in COMMENT.finditer(line.text):
        place = Place(section.path, line.number)
        section.claims += [Claim(claim["id"], place) for claim in CLAIM.finditer(comment["comment"])]
        if comment["comment"].strip() == "summary":
            section.problem(line, "stray-mark", "a summary mark stands beside words", "give it a line of its own")
    text = COMMENT.sub("", line.text).rstrip()
    if not text.strip() and line.text.strip():
        return None
    held = IMAGE.match(text)
    if TAG.search(text[: held.start("held")] if held and held["held"] else text):
        hint = "write Markdown; a callout or a table does what a tag would; a comment begins and ends on its line"
        section.problem(line, "raw-html", "raw HTML is not part of the dialect", hint)
        return ""
    if _depth(text) > DEEPEST:
        section.problem(line, "too-deep", "quotes or lists lie too deep in one another", f"at most {DEEPEST} levels")
        return ""
    return text


def _depth(text: str) -> int:
    """How many quotes and lists this line is the start of, or lies in."""
    marks, at = 0, 0
    while mark := _NESTING.match(text, at):
        marks, at = marks + 1, mark.end()
    indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
    return marks + (indent + 3) // 4 - (indent % 4 == 1)


def _closed_callouts(lines: Sequence[Line]) -> dict[int, int]:
    """For each callout that is closed, the index of its first line and that of its last."""
    closed, opened = {}, []
    for index, line in enumerate(lines):
        if OPEN.match(line.text):
            opened.append(index)
        elif CLOSE.match(line.text) and opened:
            closed[opened.pop()] = index
    return closed


def _blocks(at: int, end: int, section: SectionReading) -> list[Block]:
    """The blocks of the lines from `at` until before `end`."""
    blocks: list[Block] = []
    waiting: list[Line] = []
    while at < end:
        reader = _reader(section.lines[at], section)
        if reader is None:
            waiting.append(section.lines[at])
            at += 1
            continue
        blocks += _passage(waiting, section)
        waiting = []
        found, at = reader(at, end, section)
        blocks += found
    return blocks + _passage(waiting, section)


def _reader(line: Line, section: SectionReading) -> _Reader | None:
    """The function that reads the block which this line begins; None where that is plain Markdown."""
    alone = SLOT.fullmatch(line.text.strip())
    if alone and isinstance(section.slots[int(alone["index"])], DataFigure):
        return read_chart
    return next((read for begins, read in _READERS if begins.match(line.text)), None)


def _passage(lines: list[Line], section: SectionReading) -> list[Block]:
    first = next((line for line in lines if line.text.strip()), None)
    if first is None:
        return []
    return [Passage(block_nodes(lines, section), Place(section.path, first.number))]


def _marked(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    """The block after a mark. Markdown ends at the next blank line, or where a list that begins there ends."""
    mark = section.lines[at]
    start = next((n for n in range(at + 1, end) if section.lines[n].text.strip()), end)
    wrong = wrong_mark([line.text for line in section.lines[:end]], at, start, section.inside)
    if wrong:
        section.problem(mark, "stray-mark", f"this summary mark {wrong[0]}", wrong[1])
        return [], at + 1
    reader = _reader(section.lines[start], section)
    if reader:
        found, past = reader(start, end, section)
    else:
        past = _end_of_markdown(start, end, section)
        found = _passage(list(section.lines[start:past]), section)
    return [replace(block, in_summary=True) for block in found], past


def _end_of_markdown(start: int, end: int, section: SectionReading) -> int:
    """Where the paragraph or list ends that begins at `start`; blank lines within a list are part of it."""
    lines, at = section.lines, start
    while at < end:
        blank = next((n for n in range(at, end) if not lines[n].text.strip() or _reader(lines[n], section)), end)
        at = next((n for n in range(blank, end) if lines[n].text.strip()), end)
        if at == end or not (LISTED.match(lines[start].text) and LISTED.match(lines[at].text)):
            return blank
    return end


def _callout(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    head = section.lines[at]
    opened = OPEN.match(head.text)
    assert opened, "it is called where one begins"
    kind, title, grade = opened["kind"], (opened["title"] or "").strip(), ""
    if at not in section.closed:
        says = f"this {printable(kind)} callout is never closed"
        section.problem(head, "unclosed-callout", says, "end it with a line :::")
        return [], at + 1
    if section.inside:
        says = f"a {printable(kind)} callout opens inside a {printable(section.inside)} callout"
        section.problem(head, "nested-callout", says, "close that one first")
    known = callouts().get(kind)
    if known is None:
        hint = nearest(kind, callouts(), f"kinds: {', '.join(callouts())}")
        section.problem(head, "unknown-callout", f"there is no callout of the kind {printable(kind)}", hint)
    is_graded, is_claim = bool(known and known.grades), bool(known and known.shape == "myth")
    if known and known.grades:
        grade, title = _grade(head, known, title, section)
    outside, section.inside = section.inside, kind
    body = tuple(_blocks(at + 1, section.closed[at], section))
    section.inside = outside
    if not body and not is_graded or not title and (is_graded or is_claim):
        says = f"this {printable(kind)} callout says nothing"
        section.problem(head, "empty-callout", says, "give it words, or remove it")
    nodes: Nodes = inline_nodes(Line(head.number, title), section) if title else ()
    return [Callout(kind, nodes, grade, body, Place(section.path, head.number))], section.closed[at] + 1


def _grade(head: Line, kind: Kind, title: str, section: SectionReading) -> tuple[str, str]:
    grades, graded = kind.grade_names, _GRADED.match(title)
    if graded and graded["grade"] in grades:
        return graded["grade"], graded["title"]
    hint = nearest(graded["grade"] if graded else title, grades, f"grades: {', '.join(grades)}; then a colon")
    section.problem(head, "unknown-grade", f"a callout of the kind {kind.name} starts with its grade", hint)
    return grades[-1], title


def _stray_close(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    says = "this closes a callout that was never opened"
    section.problem(section.lines[at], "unclosed-callout", says, "remove the line")
    return [], at + 1


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (SUMMARY, _marked), (OPEN, _callout), (CLOSE, _stray_close), (IMAGE, read_drawing), (_NEARLY_IMAGE, read_misnamed),
    (re.compile("^Table: "), read_table),
    (ROW, read_bare_table),
)  # fmt: skip

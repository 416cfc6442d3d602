"""Reading order: the tags may not run backwards on the page.

Columns, floats, margin notes and boxes make an honest order jump. So a page is told only where one block after another
stands above the one before it, in the same column, and was also painted before it: then neither the eye nor the program
that set the page agrees with the tags. The same for pages: where a third of them comes out of turn.
"""
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from booklet.check.by_page import page_at
from booklet.check.pdf.document import Proof
from booklet.check.pdf.tree import INLINE, Mark
from booklet.check.pdf.words import Box, Words
from booklet.core.printed.runs import rising
from booklet.core.problems import Problem

_FEWEST = 2  # steps backwards on one page
OUT_OF_TURN = 0.3  # of all pages; a story that goes on at the back of a newsletter stays below


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell on one page: its box, and when it was painted."""

    page: int
    box: Box
    painted: int


def order_problems(proof: Proof, name: str) -> list[Problem]:
    """The pages whose tags run against what is seen and what was painted."""
    blocks = blocks_of(proof)
    hint = "put the tags into the order in which the page is read"
    problems = []
    for index, steps, back in _backwards(blocks):
        says = f"the tags run backwards: {back} of {steps} blocks are read before one that stands above them"
        problems.append(Problem(page_at(name, index), "reading-order", says, hint))
    late = _pages_out_of_turn(blocks)
    if late:
        shown = ", ".join(str(index + 1) for index in late[:8]) + (" ..." if len(late) > 8 else "")
        says = f"{len(late)} pages are read out of turn: {shown}"
        problems.append(Problem(page_at(name, late[0]), "reading-order", says, hint))
    return problems


def blocks_of(proof: Proof) -> list[Block]:
    """Every block that has words, in the order of the tags; one that goes on over several pages once for each."""
    owner: list[int] = []
    pieces: dict[tuple[int, int], list[tuple[int, Words]]] = {}
    for number, branch in enumerate(proof.branches):
        owner.append(owner[branch.parent] if branch.tag in INLINE and branch.parent >= 0 else number)
        for mark in branch.kids:
            if isinstance(mark, Mark) and mark.stream is None and mark.mcid >= 0:
                marked = proof.marked_words.get((mark.page, mark.mcid), ())
                if runs := [run for run in marked if run[1].text.strip()]:
                    pieces.setdefault((owner[number], mark.page), []).extend(runs)
    return [Block(page, _around(runs), min(turn for turn, _ in runs)) for (_, page), runs in pieces.items()]


def _around(found: list[tuple[int, Words]]) -> Box:
    lefts, bottoms, rights, tops = zip(*(words.box for _, words in found), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _backwards(blocks: list[Block]) -> Iterator[tuple[int, int, int]]:
    """Each page that runs backwards: its index, how many steps can be judged, and how many of them go up."""
    steps: dict[int, list[bool]] = {}
    for one, then in pairwise(blocks):
        if one.page == then.page and _share_a_column(one.box, then.box):
            is_above = then.box[1] >= one.box[3] - 1
            is_below = then.box[3] <= one.box[1] + 1
            if is_above or is_below:
                steps.setdefault(one.page, []).append(is_above and then.painted < one.painted)
    for index, up in sorted(steps.items()):
        if sum(up) >= _FEWEST and sum(up) > len(up) / 2:
            yield index, len(up), sum(up)


def _share_a_column(one: Box, other: Box) -> bool:
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.5 * min(one[2] - one[0], other[2] - other[0])


def _pages_out_of_turn(blocks: list[Block]) -> list[int]:
    """The pages outside the longest run of pages that come in turn, where they are too many."""
    turns = list(dict.fromkeys(block.page for block in blocks))
    late = sorted(set(turns) - {turns[at] for at in rising(turns)})
    return late if len(late) > OUT_OF_TURN * len(turns) else []

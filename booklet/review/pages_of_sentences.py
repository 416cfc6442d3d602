"""Pages of sentences: the page of the finished PDF on which each sentence begins.

Read back from the tag tree, section by section, so that the key points are not taken for the text that they sum up.
Only letters and figures are compared: a renderer changes quotes, blanks and line ends, and puts citations between.
"""
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise

from booklet.check.pdf.document import Proof
from booklet.check.pdf.navigation import destinations
from booklet.check.pdf.tree import INLINE, Branch, Mark
from booklet.core.printed.callouts import graded
from booklet.core.printed.runs import rising
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

_ENOUGH = 12  # letters: what is shorter, such as "No" in a table, says too little of its place to lead others
# the way to a place behind a cross-reference, (page 8) or (above) or (Figure 3, above), or a letter or figure
_LETTER = re.compile(r"(?P<pointer>(?:\(|,\s)(?:page\s+[0-9]+\s*|above|below)(?=\)))|(?P<letter>[^\W_])")
_GRADE = re.compile(r"^[a-z-]+(?::\s*|$)")  # early: Small gains; the page says the grade in other words
_FIGURE = re.compile(r"figure-(?P<number>[0-9]+)")  # figure-7, where links to it lead


def sentence_pages(copy: Copy, content: bytes) -> tuple[int, ...]:
    """For each of `copy.sentences` the page of this PDF, from 1, on which it begins.

    0 is a sentence that is not printed there: meant for another clinic, or left out by that edition. All are 0 for a
    PDF without tags. Raises pikepdf.PdfError for what is no PDF.
    """
    printed = _Printed(Proof(content), [section.title for section in copy.sections])
    titles = {section.id: section.title for section in copy.sections}
    pages: list[int] = []
    for section, group in groupby(copy.sentences, key=lambda sentence: sentence.section):
        sentences = tuple(group)
        own = printed.sections.get(titles.get(section, ""), printed.rest)
        here = _found([sentence if sentence.kind != "description" else None for sentence in sentences], own)
        # Pictures are told in words at the end of the booklet, some of them as lists; or only to those who listen to them.
        late = [None if page or sentence.kind not in ("description", "item") else sentence
                for sentence, page in zip(sentences, here, strict=True)]  # fmt: skip
        told = [max(both) for both in zip(here, _found(late, printed.rest), strict=True)]
        pages += _with_pictures(sentences, told)
    return tuple(pages)


def _with_pictures(sentences: Sequence[Sentence], pages: Sequence[int]) -> Iterator[int]:
    """The same pages, and for what is told of a picture without being printed the page of the picture's caption."""
    picture = 0
    for sentence, page in zip(sentences, pages, strict=True):
        picture = page if sentence.kind == "caption" else picture
        yield picture if sentence.kind == "description" and not page else page


def figure_pages(content: bytes) -> dict[int, int]:
    """The page, from 1, of each figure by its number. Raises pikepdf.PdfError for what is no PDF."""
    proof = Proof(content)
    named = {_FIGURE.fullmatch(name): index for name, index in destinations(proof.pdf, proof.page_index).items()}
    return {int(found["number"]): index + 1 for found, index in named.items() if found and index >= 0}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of type, its page from 1, and what tells its line of type from another. Without words: a block ends."""

    text: str = ""
    page: int = 0
    line: tuple[int, int] | None = None


@dataclass(slots=True)
class _Text:
    """A part of the printed text as its letters alone, with the page of each, and the offsets where words meet."""

    letters: str = ""
    pages: list[int] = field(default_factory=list)
    edges: set[int] = field(default_factory=set)

    def spots(self, key: str, start: int, end: int) -> Iterator[int]:
        """Where these letters stand as whole words between two offsets."""
        at = self.letters.find(key, start, end) if key else -1
        while at >= 0:
            if at in self.edges and at + len(key) in self.edges:
                yield at
            at = self.letters.find(key, at + 1, end)


class _Printed:
    """The text of a PDF: each section by its title, and all that belongs to none of them."""

    def __init__(self, proof: Proof, titles: Sequence[str]):
        self.proof = proof
        there = [(number, _letters(heading)) for number, heading in self._parts()]
        known = {_letters(title): title for title in titles}
        for number, title in enumerate(titles, 1):  # of a short handout they stand in the headings
            if (numbered := _letters(f"{number} {title}")) in dict(there).values():
                known.pop(_letters(title), None)  # the title of the handout may be the same
                known[numbered] = title
        parts: dict[str, list[int]] = {}
        for number, heading in there:
            parts.setdefault(known.get(heading, ""), []).append(number)
        self.rest = self._text(parts.pop("", []))
        self.sections = {title: self._text(numbers) for title, numbers in parts.items()}

    def _parts(self) -> Iterator[tuple[int, str]]:
        """The number of each element just below the document, and its first heading."""
        elements = self.proof.elements()
        tops = [number for number, branch in enumerate(self.proof.branches) if branch.depth == 1]
        for number, after in pairwise([*tops, len(elements)]):
            below = (element.text for element in elements[number:after] if element.tag in ("H1", "H2", "H3"))
            yield number, next(below, "")

    def _text(self, numbers: Sequence[int]) -> _Text:
        """What these elements hold, without citations, pictures and words of another language."""
        runs, starts, page_at, length, before = [], [], [], 0, None
        for piece in self._pieces(numbers):
            words = _level(piece.text if piece.line == before and before is not None else f" {piece.text}")
            starts.append(length)
            page_at.append(piece.page)
            runs.append(words)
            length, before = length + len(words), piece.line
        text, after = _Text(), -1
        found = [letter for letter in _LETTER.finditer("".join(runs)) if letter["letter"]]
        for letter in found:
            if letter.start() != after:
                text.edges.add(len(text.pages))
            text.pages.append(page_at[bisect_right(starts, letter.start()) - 1])
            after = letter.end()
        text.letters = "".join(letter["letter"] for letter in found)
        text.edges.add(len(found))
        return text

    def _pieces(self, numbers: Sequence[int]) -> Iterator[_Piece]:
        """The runs of type in reading order. What stands between two blocks is told by a piece without words."""
        waiting: list[int | Mark | None] = list(reversed(numbers))
        while waiting:
            kid = waiting.pop()
            if kid is None:
                yield _Piece()
            elif isinstance(kid, Mark):
                for _, words in self.proof.marked_words.get((kid.page, kid.mcid), ()):
                    yield _Piece(words.text, kid.page + 1, (kid.page, round(words.baseline_pt)))
            elif _is_passed_over(self.proof.branches[kid]):
                yield _Piece()
            else:
                branch = self.proof.branches[kid]
                ends = [] if branch.tag in INLINE else [None]
                waiting += [*ends, *reversed(branch.kids), *ends]


def _is_passed_over(branch: Branch) -> bool:
    """What the copy has not either: citations, pictures (their words are drawn), and words of another language."""
    return branch.tag == "Reference" or branch.words("/Alt") is not None or (
        branch.tag == "Span" and branch.words("/Lang") is not None
    )


def _level(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _letters(text: str) -> str:
    return "".join(found["letter"] or "" for found in _LETTER.finditer(_level(text)))


def _found(sentences: Sequence[Sentence | None], text: _Text) -> list[int]:
    """The page of each sentence, 0 where the text has it not; None is not looked for.

    Those that stand there only once are found first; each of the others is looked for between its neighbours.
    """
    keys = [_key(sentence) for sentence in sentences]
    certain = _certain(keys, text)
    numbers = list(certain)
    in_order = {numbers[at] for at in rising(list(certain.values()))}  # the most that stand as in the copy
    ends = [len(text.letters)] * len(keys)
    for number in range(len(keys) - 2, -1, -1):
        ends[number] = certain[number + 1] if number + 1 in in_order else ends[number + 1]
    pages, at = [], 0
    for number, key in enumerate(keys):
        spot = certain.get(number)
        spot = next(text.spots(key, at, ends[number]), None) if spot is None else spot
        if spot is not None and (number in in_order or number not in certain):
            at = spot + len(key)
        if not key and sentences[number]:  # a sign alone stands where the words before it end
            spot = max(0, at - 1)
        pages.append(text.pages[spot] if spot is not None and text.pages else 0)
    return pages


def _key(sentence: Sentence | None) -> str:
    if sentence is None:
        return ""
    is_graded = sentence.kind == "title" and sentence.box in graded()
    return _letters(_GRADE.sub("", sentence.text) if is_graded else sentence.text)


def _certain(keys: Sequence[str], text: _Text) -> dict[int, int]:
    """Where those sentences stand of which there can be no doubt: by their number, in rising order."""
    count = Counter(keys)
    spots = {
        number: list(islice(text.spots(key, 0, len(text.letters)), 2))
        for number, key in enumerate(keys)
        if len(key) >= _ENOUGH and count[key] == 1
    }
    return {number: found[0] for number, found in spots.items() if len(found) == 1}

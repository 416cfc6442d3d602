"""Finding a page: page labels that agree with what is printed, and bookmarks that agree with the headings."""
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from booklet.check.by_page import page_at, several
from booklet.check.pdf.document import Proof
from booklet.check.pdf.navigation import page_labels
from booklet.core.problems import Problem

_SHORT = 9  # pages; a reader leafs through so many, and looks for a list of them in more
EDGE = 0.12  # of the height of a page, at its head and foot: where a folio is printed
FEWEST_FOLIOS = 3  # pages that count on, so that numbers at the edge are folios
_NUMBER = re.compile(r"(?<![0-9.,:/-])(?P<number>[0-9]{1,4})(?![0-9.,:/-]*[0-9])")  # 8 in "8 of 64"; not in 3.5


def label_problems(proof: Proof, name: str) -> Iterator[Problem]:
    """No page labels in a file of more than one page, or labels that are not the printed folios."""
    labels = page_labels(proof.pdf)
    if not labels:
        if proof.page_count > 1:
            hint = "set page labels, so that page 12 is found as 12 on screen and on paper"
            yield Problem(page_at(name, -1), "no-page-labels", "the pages have no labels", hint)
        return
    for index, folio in printed_folios(proof).items():
        if labels[index].isdigit() and int(labels[index]) != folio or not labels[index]:
            says = f'this page is labelled "{labels[index]}" and {folio} is printed on it'
            yield Problem(page_at(name, index), "page-label", says, "let the labels count as the printed numbers do")


def printed_folios(proof: Proof) -> dict[int, int]:
    """The number printed at the head or foot of each page that has one, by the index of the page.

    Numbers at the edge are folios where they count on from page to page; any other number there is something else.
    """
    at_edge = [_numbers_at_the_edge(proof, index) for index in range(proof.page_count)]
    offsets = Counter(number - index for index, numbers in enumerate(at_edge) for number in numbers)
    offset, count = offsets.most_common(1)[0] if offsets else (0, 0)
    if count < FEWEST_FOLIOS or count < 0.6 * sum(1 for numbers in at_edge if numbers):
        return {}
    return {index: index + offset for index, numbers in enumerate(at_edge) if index + offset in numbers}


def _numbers_at_the_edge(proof: Proof, index: int) -> set[int]:
    box = [float(side) for side in proof.pdf.pages[index].cropbox]
    low, high = box[1] + EDGE * (box[3] - box[1]), box[3] - EDGE * (box[3] - box[1])
    lines: dict[int, str] = {}
    for words in proof.words_on(index):
        if words.baseline_pt < low or words.baseline_pt > high:
            line = round(words.baseline_pt)
            lines[line] = f"{lines.get(line, '')} {words.text}"
    return {int(found["number"]) for line in lines.values() for found in _NUMBER.finditer(line)}


def bookmark_problems(proof: Proof, name: str) -> Iterator[Problem]:
    """None in a long file; or such that do not say what the headings say, in their order."""
    marks = [_plain(title) for _, title in proof.bookmarks()]
    if not marks:
        if proof.page_count > _SHORT:
            says = f"{proof.page_count} pages and no bookmarks"
            yield Problem(page_at(name, -1), "no-bookmarks", says, "make a bookmark of each heading")
        return
    headings = [_plain(text) for _, text in proof.headings()]
    known = set(headings)
    strange = [title for title in marks if title not in known and not any(_is_within(title, each) for each in known)]
    if 2 * len(strange) > len(marks):
        return  # they were never made from the headings, but written by hand
    hint = "make the bookmarks anew from the headings"
    if strange:
        says = f"{len(strange)} of {len(marks)} bookmarks are no heading: {several(strange)}"
        yield Problem(page_at(name, -1), "bookmark-words", says, hint)
    if late := _out_of_order([title for title in marks if title in known], headings):
        says = f"bookmarks come in another order than the headings: {several(late)}"
        yield Problem(page_at(name, -1), "bookmark-words", says, hint)


def _plain(words: str) -> str:
    """Without what typesetting changes: spaces, soft hyphens, kinds of quotes, capitals, and how high a number stands."""
    words = unicodedata.normalize("NFKC", words)
    return re.sub(r"[\s\u00ad\u200b'\"\u2018\u2019\u201c\u201d]+", " ", words).strip().casefold()


def _is_within(title: str, heading: str) -> bool:
    """Whether a bookmark says what its heading says but for words that are struck there, which the file does not tell."""
    words = iter(heading.split())
    return all(word in words for word in title.split())


def _out_of_order(marks: list[str], headings: list[str]) -> list[str]:
    late, at = [], 0
    for mark in marks:
        try:
            at = headings.index(mark, at) + 1
        except ValueError:
            late.append(mark)
    return late

"""The margin: which words of the glossary are explained there, and where each note stands.

A note stands beside the first use in running text: a box or a page to pull out has no margin. Notes take only a part of
the margin that their passage leaves; for the words after that, the glossary is enough.
"""
import re
from collections.abc import Callable, Mapping

from booklet.model.cited import Answer, CitedManuscript, TermUse
from booklet.model.manuscript import Passage, Term
from booklet.model.slot import SLOT

SHARE = 0.6  # of the margin beside a passage; an evidence label may have to stand there too
CHARACTERS_A_LINE, _LINE_PT = 60, 19.0  # of running text, see styles/tokens.css
NOTE_CHARACTERS_A_LINE, NOTE_LINE_PT = 22, 14.25
_BLOCK = re.compile(r"<(?P<close>/?)(?P<name>ul|ol|dl|blockquote|p|h3|h4)\b[^>]*>")  # <p>, </ul>
_TAG = re.compile(r"<[^>]+>")


def margin_notes(cited: CitedManuscript) -> dict[str, Term]:
    """The term that a note in the margin may explain, by the anchor of the use that it stands beside."""
    terms = {term.id: term for term in cited.manuscript.terms}
    notes: dict[str, Term] = {}
    for section in cited.sections:
        passages = [block for block in section.blocks if isinstance(block, Passage)]
        for passage in passages if not section.section.layout else ():
            for slot in SLOT.finditer(passage.html):
                use = section.answers[int(slot["index"])]
                if isinstance(use, TermUse) and use.term_id in terms:
                    notes[use.anchor] = terms.pop(use.term_id)
    return notes


def with_notes(
    html: str, answers: tuple[Answer, ...], notes: Mapping[str, Term], printed: Callable[[Term], str]
) -> str:
    """The html of a passage with each of its notes before the paragraph or list that uses the word."""
    starts = _block_starts(html)
    room_pt = SHARE * len(SLOT.sub("", _TAG.sub("", html))) / CHARACTERS_A_LINE * _LINE_PT
    placed: list[tuple[int, str]] = []
    for slot in SLOT.finditer(html):
        use = answers[int(slot["index"])]
        term = notes.get(use.anchor) if isinstance(use, TermUse) else None
        if term and _height_pt(term) <= room_pt:
            room_pt -= _height_pt(term)
            placed.append((max((start for start in starts if start <= slot.start()), default=0), printed(term)))
    for at, note in reversed(placed):
        html = html[:at] + note + html[at:]
    return html


def _height_pt(term: Term) -> float:
    """About how tall a note is: its word, its lines, and the gap below."""
    return (len(term.definition) / NOTE_CHARACTERS_A_LINE + 2) * NOTE_LINE_PT


def _block_starts(html: str) -> list[int]:
    """Where the outermost paragraphs and lists of a passage start."""
    starts, depth = [], 0
    for tag in _BLOCK.finditer(html):
        if not tag["close"] and depth == 0 and tag["name"] not in ("h3", "h4"):
            starts.append(tag.start())
        depth += -1 if tag["close"] else 1
    return starts

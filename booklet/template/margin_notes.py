"""The margin: which words of the glossary are explained there, and where each note stands.

A note stands beside the first use in running text: a box or a page to pull out has no margin. Notes take only a part of
the margin that their passage leaves; for the words after that, the glossary is enough.
"""
from collections.abc import Iterator, Mapping

from booklet.model.cited import CitedManuscript
from booklet.model.manuscript import Passage, Term
from booklet.model.tree import Element, Node, Nodes, TermUse, Words, walk, words_of

SHARE = 0.6  # of the margin beside a passage; an evidence label may have to stand there too
CHARACTERS_A_LINE, _LINE_PT = 60, 17.5  # of running text, see styles/tokens.css
NOTE_CHARACTERS_A_LINE, NOTE_LINE_PT = 22, 14.25


def margin_notes(cited: CitedManuscript) -> dict[str, Term]:
    """The term that a note in the margin may explain, by the anchor of the use that it stands beside."""
    terms = {term.id: term for term in cited.manuscript.terms}
    notes: dict[str, Term] = {}
    for section in cited.sections:
        passages = [block for block in section.blocks if isinstance(block, Passage)]
        for passage in passages if not section.section.layout else ():
            for use in walk(passage.nodes):
                if isinstance(use, TermUse) and use.term_id in terms:
                    notes[use.anchor] = terms.pop(use.term_id)
    return notes


def noted(nodes: Nodes, notes: Mapping[str, Term]) -> Iterator[tuple[list[Term], Node]]:
    """The nodes of a passage, each paragraph or list with the notes on the words that it uses."""
    room_pt = SHARE * _length(nodes) / CHARACTERS_A_LINE * _LINE_PT
    for node in nodes:
        beside: list[Term] = []
        for use in walk(_beginning(node)):
            term = notes.get(use.anchor) if isinstance(use, TermUse) else None
            if term and _height_pt(term) <= room_pt:
                room_pt -= _height_pt(term)
                beside.append(term)
        yield beside, node


def _beginning(node: Node) -> Nodes:
    """What a note can stand beside: of a list its first item, which begins where a note does. It may go on over pages."""
    if isinstance(node, Element) and node.tag in ("ul", "ol"):
        return next(((item,) for item in node.inside if isinstance(item, Element)), ())
    return (node,)


def _length(nodes: Nodes) -> int:
    """How many characters a passage has for certain: without what its fields, links and terms will print."""
    elements = (node.inside for node in nodes if isinstance(node, Element))
    return sum(len(node.text) for node in nodes if isinstance(node, Words)) + sum(map(_length, elements))


def _height_pt(term: Term) -> float:
    """About how tall a note is: its word, its lines, and the gap below."""
    return (len(words_of(term.definition)) / NOTE_CHARACTERS_A_LINE + 2) * NOTE_LINE_PT

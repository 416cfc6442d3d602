"""Notes: what `[^1]` leads to, gathered at the end of the section, with ways there and back.

A note is called by a letter, in the order in which a reader meets them: a number in brackets is a work.
"""
from collections.abc import Iterator
from xml.etree.ElementTree import Element as Typeset

from booklet.core.text_file import printable
from booklet.load.dialect.inline import nodes_in
from booklet.load.dialect.reading import Reading
from booklet.model.manuscript import Passage
from booklet.model.tree import Element, Node, Nodes, NoteMark, Words


def notes_of(root: Typeset, reading: Reading) -> dict[str, Typeset]:
    """The notes of a section by what they are called there. Of two with one name each mark would lead to the first."""
    found: dict[str, Typeset] = {}
    for note in root.iter("note"):
        id_ = note.attrib["id"]
        if found.setdefault(id_, note) is not note:
            says = f"a note above is called [^{printable(id_)}] too: the words of this one would be lost"
            reading.problem(note, "repeated-note", says, "write another name here and at its mark, as in [^another]")
    return found


def gathered(reading: Reading) -> Iterator[Passage]:
    """The notes as a list, in the order in which they are met, where there are any."""
    items: list[Node] = []
    read = set[str]()
    while waiting := [id_ for id_ in reading.noted if id_ not in read]:  # a note may lead to another one
        for id_ in waiting:
            read.add(id_)
            back = NoteMark(reading.letter(id_), reading.note_anchor(id_), reading.noted[id_][0])
            items.append(Element("li", _with_mark(back, nodes_in(reading.notes[id_], reading))))
    for id_ in reading.notes.keys() - read:
        reading.problem(reading.notes[id_], "unused-note", f"nothing leads to the note [^{printable(id_)}]", "take it out")
    if items:
        first = reading.notes[next(iter(reading.noted))]
        yield Passage((Element("ul", tuple(items), (("class", "notes"),)),), reading.place(first))


def _with_mark(back: NoteMark, inside: Nodes) -> Nodes:
    match inside:
        case (Element(tag="p") as first, *others):
            return (Element("p", (back, Words(" "), *first.inside)), *others)
        case _:
            return (back, Words(" "), *inside)

"""A section as it is being read: what has been found in it so far, and what is wrong with it."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from string import ascii_lowercase
from xml.etree.ElementTree import Element

from booklet.core.problems import Place, Problem
from booklet.load.markdown.typed import SLOT, Typed, place_of
from booklet.model.manuscript import Claim
from booklet.model.tree import Node, Value


@dataclass(slots=True)
class Reading:
    """What has been found so far in one file. `slots` are what the slots in its lines stand for."""

    path: str
    slots: Sequence[Node] = ()
    language: str = "en"
    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading: int = 7  # the highest that is typed so far; 7 is none
    pictures: list[Element] = field(default_factory=list)  # those inside a text, to be put below it
    inside: str = ""  # the kind of the callout that is being read
    notes: Mapping[str, Element] = field(default_factory=dict)  # by what they are called
    has_starred_notes: bool = False  # whether ** begins a note below a text, and so is a mark for one
    held: set[str] = field(default_factory=set)  # the tags that stand in one of HTML that was told
    noted: dict[str, list[str]] = field(default_factory=dict)  # of each note that is met, the anchors of its marks

    def problem(self, where: Element | Typed, code: str, says: str, hint: str) -> None:
        self.problems.append(Problem(self.place(where), code, says, hint))

    def filled(self, text: str) -> str:
        """An address, what a picture shows or what an abbreviation stands for, with the values of its fields."""
        asked = self.slots
        return SLOT.sub(lambda at: value.text if isinstance(value := asked[int(at["index"])], Value) else "", text)

    def letter(self, note: str) -> str:
        """What a note that was met is called in print: a to z, then aa."""
        number = list(self.noted).index(note)
        return ascii_lowercase[number % 26] * (number // 26 + 1)

    def note_anchor(self, note: str) -> str:
        """Where a note that was met stands."""
        return f"note-{PurePath(self.path).stem}-{self.letter(note)}"

    def place(self, where: Element | Typed) -> Place:
        """Where it was typed; in the file as a whole, if nobody knows."""
        line, column = where.place() if isinstance(where, Typed) else place_of(where)
        return Place(self.path, line, column=column)

"""A plate, and the copies that are struck of it."""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from booklet.check.accessibility.languages import foreign_code
from booklet.copies.plate.fonts import OBJECTS, CopyFont
from booklet.copies.plate.type import SetLine, paint, set_line, wrapped
from booklet.copies.plate.update import Ending, updated
from booklet.core.letters.direction import in_order, runs_to_left
from booklet.model.slot import Slot


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value for which there is no room: by how much it is too wide at the smallest type that the edition allows."""

    field: str
    times: float


@dataclass(frozen=True, slots=True)
class Blank:
    """All lines of one field at one place of the page, one below the other."""

    slots: tuple[Slot, ...]

    @property
    def first(self) -> Slot:
        return self.slots[0]


@dataclass(frozen=True, slots=True)
class Plate:
    """An edition laid out for copies. `streams` has the slots of each page by the number of their stream; `fonts` is that of
    the dictionary of fonts, and `named` what is in it; `elements` are the tags of slots, by page and marked content, as a
    number and what stands in them.
    """

    content: bytes
    ending: Ending
    blanks: tuple[Blank, ...]
    streams: Mapping[int, tuple[Slot, ...]]
    fonts: int
    named: str
    embedded: frozenset[str]
    elements: Mapping[tuple[int, int], tuple[int, bytes]]
    smallest_pt: float

    def struck(self, values: Mapping[str, str]) -> tuple[bytes, tuple[Misfit, ...]]:
        """The copy of one person, whose values are by field; nothing, and what does not fit, where something does not."""
        set_: list[tuple[Slot, SetLine, float]] = []
        misfits: dict[str, Misfit] = {}
        for blank in self.blanks:
            lines, size, times = self._fitted(blank, values.get(blank.first.field, ""))
            if times > 1:
                misfits[blank.first.field] = Misfit(blank.first.field, times)
            set_ += [(slot, line, size) for slot, line in zip(blank.slots, lines, strict=False)]
        if misfits:
            return b"", tuple(misfits.values())
        return updated(self.content, self.ending, dict(self._objects(set_)))[0], ()

    def _fitted(self, blank: Blank, value: str) -> tuple[Sequence[SetLine], float, float]:
        """The lines of a value, their size, and how many times too wide they are where that is the smallest."""
        slot, size = blank.first, blank.first.size
        value = in_order(value) if slot.runs_to_left else value
        how = (slot.weight, slot.runs_to_left, slot.language)
        lines: list[SetLine] = []
        while True:
            room = slot.width * 1000 / size
            lines = wrapped(value, *how, room, len(blank.slots)) if len(blank.slots) > 1 else [set_line(value, *how)]
            widest = max((line.width for line in lines), default=0)
            if widest <= room + 1:  # a thousandth of the size, for what was rounded
                return lines, size, 1
            if size <= self.smallest_pt:
                return lines, size, widest / room
            size = max(self.smallest_pt, min(size * room / widest, size * 0.99))

    def _objects(self, set_: Sequence[tuple[Slot, SetLine, float]]) -> Iterator[tuple[int, bytes]]:
        new: dict[str, tuple[int, CopyFont]] = {}
        for _, line, _ in set_:
            for run in line.runs:
                if run.font.name not in self.embedded and run.font.name not in new:
                    new[run.font.name] = (self.ending.size + OBJECTS * len(new), run.font)
        if new:
            for first, font in new.values():
                yield from font.objects(first)
            names = " ".join(f"/{name} {first} 0 R" for name, (first, _) in new.items())
            yield self.fonts, f"<< {self.named} {names} >>".encode()
        on_pages = {page: list(each) for page, each in groupby(set_, key=lambda each: each[0].page)}
        for number, slots in self.streams.items():
            yield number, stream_of(on_pages.get(slots[0].page, []), slots)
        for slot, line, _ in set_:
            if runs_to_left(line.text):  # painted from the left: the tags say how it is read
                number, inside = self.elements[slot.page, slot.mcid]
                yield number, b"<< %b /ActualText <%b> >>" % (inside, _hex(line.text))


def stream_of(set_: Sequence[tuple[Slot, SetLine, float]], slots: Sequence[Slot]) -> bytes:
    """The stream of the slots of a page, with what is set in them; one with nothing is there as well, for the tags."""
    painted = {slot.mcid: (line, size) for slot, line, size in set_}
    parts = [b"Q"]
    for slot in slots:
        line, size = painted.get(slot.mcid, (None, slot.size))
        said = _said(line.text, slot.language) if line else b""
        parts.append(b"/Span << /MCID %d%b >> BDC" % (slot.mcid, said))
        if line and line.text:
            x = slot.x - line.width * size / 1000 if slot.runs_to_left else slot.x
            colour = " ".join(f"{part:.3f}" for part in slot.colour)
            parts += [f"BT {colour} rg".encode(), paint(line, size, x, slot.baseline), b"ET"]
        parts.append(b"EMC")
    content = b"\n".join(parts)
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def _said(text: str, language: str) -> bytes:
    """What is said of painted words: how they read, where their glyphs do not tell, and their script, where the language of
    the handout has another. The tags say how it reads what runs to the left (tag/shaped.py).
    """
    script = foreign_code(text, language)
    said = b" /Lang (und-%b)" % script.encode() if script else b""
    return said if runs_to_left(text) or text.isascii() else said + b" /ActualText <%b>" % _hex(text)


def _hex(text: str) -> bytes:
    return b"feff" + text.encode("utf-16-be").hex().encode()

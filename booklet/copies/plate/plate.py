"""A plate, and the copies that are struck of it."""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from booklet.check.accessibility.languages import foreign_code
from booklet.copies.plate.fonts import OBJECTS
from booklet.copies.plate.type import SetLine, paint, set_line, wrapped
from booklet.copies.plate.update import Ending, stream, updated
from booklet.core.letters.direction import in_order, runs_to_left
from booklet.model.slot import Slot

SetWords = Sequence[tuple[Slot, SetLine, float]]  # each line of somebody's words, where it stands, and its size in points
Blank = tuple[Slot, ...]  # all lines of one field at one place of the page, one below the other


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value for which there is no room: by how much it is too wide at the smallest type that the edition allows."""

    field: str
    times: float


@dataclass(frozen=True, slots=True)
class Plate:
    """An edition laid out for copies. `streams` has the slots of each page by the number of their stream, and `heads` what
    makes that a form, on sheets; `fonts` is the number of the dictionary of fonts, and `named` what is in it; `elements`
    are the tags of slots, by page and marked content, as a number and what stands in them; `body_pt` is the size of the
    running text.
    """

    content: bytes
    ending: Ending
    blanks: tuple[Blank, ...]
    streams: Mapping[int, tuple[Slot, ...]]
    heads: Mapping[int, bytes]
    fonts: int
    named: str
    embedded: frozenset[str]
    elements: Mapping[tuple[int, int], tuple[int, bytes]]
    smallest_pt: float
    body_pt: float | None

    @property
    def slots(self) -> Iterator[Slot]:
        return (slot for blank in self.blanks for slot in blank)

    def struck(self, values: Mapping[str, str]) -> tuple[bytes, tuple[Misfit, ...]]:
        """The copy of one person, whose values are by field; nothing, and what does not fit, where something does not."""
        words, misfits = self.words_of(values)
        if misfits:
            return b"", misfits
        objects = dict(self.fonts_of([line for _, line, _ in words], self.ending.size))
        return updated(self.content, self.ending, objects | dict(self._tags_of(words)) | dict(self.streams_of(words)))[0], ()

    def words_of(self, values: Mapping[str, str]) -> tuple[SetWords, tuple[Misfit, ...]]:
        words: list[tuple[Slot, SetLine, float]] = []
        misfits: dict[str, Misfit] = {}
        for blank in self.blanks:
            field = blank[0].field
            lines, size, times = self._fitted(blank, values.get(field, ""))
            if times > 1:
                misfits[field] = Misfit(field, times)
            words += [(slot, line, size) for slot, line in zip(blank, lines, strict=False)]
        return words, tuple(misfits.values())

    def fonts_of(self, lines: Iterable[SetLine], first: int) -> Iterator[tuple[int, bytes]]:
        """The fonts that lines need and the plate lacks, as objects with their numbers, from `first` on."""
        fonts = {run.font.name: run.font for line in lines for run in line.runs if run.font.name not in self.embedded}
        names = ""
        for name, font in fonts.items():
            yield from font.objects(first)
            names += f" /{name} {first} 0 R"
            first += OBJECTS
        if fonts:
            yield self.fonts, f"<< {self.named}{names} >>".encode()

    def streams_of(self, words: SetWords) -> Iterator[tuple[int, bytes]]:
        """The streams of all slots, by the numbers that they have on the plate."""
        on_pages = {page: list(each) for page, each in groupby(words, key=lambda each: each[0].page)}
        for number, slots in self.streams.items():
            head = self.heads.get(number, b"")
            yield number, stream(slots_painted(on_pages.get(slots[0].page, []), slots, is_form=bool(head)), head)

    def _tags_of(self, words: SetWords) -> Iterator[tuple[int, bytes]]:
        for slot, line, _ in words:
            if runs_to_left(line.text) and self.elements:  # painted from the left: the tags say how it is read
                number, inside = self.elements[slot.page, slot.mcid]
                yield number, b"<< %b /ActualText <%b> >>" % (inside, _hex(line.text + slot.blank))

    def _fitted(self, blank: Blank, value: str) -> tuple[Sequence[SetLine], float, float]:
        """The lines of a value, their size, and how many times too wide they are where that is the smallest."""
        slot, size = blank[0], blank[0].size
        value = (in_order(value) if slot.runs_to_left else value) + slot.after.rstrip()
        how = (slot.weight, slot.runs_to_left, slot.language)
        lines: list[SetLine] = []
        while True:
            room = slot.width * 1000 / size
            lines = wrapped(value, *how, room, len(blank)) if len(blank) > 1 else [set_line(value, *how)]
            widest = max((line.width for line in lines), default=0)
            if widest <= room + 1:  # a thousandth of the size, for what was rounded
                return lines, size, 1
            if size <= self.smallest_pt:
                return lines, size, widest / room
            size = max(self.smallest_pt, min(size * room / widest, size * 0.99))


def slots_painted(words: SetWords, slots: Sequence[Slot], is_form: bool = False) -> bytes:
    """The paint of the slots of a page, with what is set in them; one with nothing is there as well, for the tags.

    `is_form`: it is painted over the page, on sheets, which have no tags.
    """
    painted = {slot.mcid: (line, size) for slot, line, size in words}
    parts = [] if is_form else [b"Q"]
    for slot in slots:
        line, size = painted.get(slot.mcid, (None, slot.size))
        said = _said(line.text, slot.language, slot.blank) if line else b""
        parts += [] if is_form else [b"/Span << /MCID %d%b >> BDC" % (slot.mcid, said)]
        if line and line.text:
            x = slot.x - line.width * size / 1000 if slot.runs_to_left else slot.x
            colour = " ".join(f"{part:.3f}" for part in slot.colour)
            parts += [f"BT {colour} rg".encode(), paint(line, size, x, slot.baseline), b"ET"]
        parts += [] if is_form else [b"EMC"]
    return b"\n".join(parts)


def _said(text: str, language: str, blank: str) -> bytes:
    """What is said of painted words: how they read, where their glyphs do not tell, and their script, where the language of
    the handout has another. The tags say how it reads what runs to the left (tag/shaped.py).
    """
    script = foreign_code(text, language)
    said = b" /Lang (und-%b)" % script.encode() if script else b""
    is_plain = runs_to_left(text) or text.isascii() and not blank
    return said if is_plain else said + b" /ActualText <%b>" % _hex(text + blank)


def _hex(text: str) -> bytes:
    return b"feff" + text.encode("utf-16-be").hex().encode()

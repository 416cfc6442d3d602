"""A bundle: the copies of many people in one file for the printer, each behind a page that parts it from the one before.

What the copies share is in the file once: a copy adds its own words, and a page object for each of its pages. Bundles are
for paper: they have no tags, as other sheets have none.
"""
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from booklet.copies.plate.make import located
from booklet.copies.plate.plate import Misfit, Plate
from booklet.copies.plate.type import SetLine, paint, set_line
from booklet.copies.plate.update import stream, updated
from booklet.copies.recipients.people import Person
from booklet.core.letters.direction import runs_to_left
from booklet.core.printed.words import printed_words
from booklet.deliver.sheets.file import finished
from booklet.model.paper import points

_REFERENCE = re.compile(rb"\b(?P<number>[0-9]+) 0 R\b")  # 12 0 R
_NOT_ON_PAPER = ("/StructParents", "/Annots", "/Tabs")
_LEFT_MM, _TOP_MM = 25, 60  # where the words of a slip stand
_SLIP = ((800, 32.0, 0.0), (400, 16.0, 34.0), (400, 12.0, 26.0))  # weight, size, and how far below the line before; points


@dataclass(frozen=True, slots=True)
class Stock:
    """A plate for bundles: without tags, its pages as what stands in their objects. `tree` is the number of their root."""

    plate: Plate
    tree: int
    pages: tuple[bytes, ...]
    size: tuple[float, float]
    edition: str
    language: str
    has_slips: bool

    def bundle(self, people: Sequence[Person]) -> tuple[bytes, int, list[tuple[int, Misfit]]]:
        """The copies of these people in one file, how many there are, and the rows that do not fit, which are left out."""
        sheets, misfits = _Sheets(self), list[tuple[int, Misfit]]()
        fitting = []
        for person in people:
            words, wrong = self.plate.words_of(person.values)
            misfits += [(person.row, misfit) for misfit in wrong]
            fitting += [] if wrong else [(person.row, words)]
        for at, (row, words) in enumerate(fitting, 1):
            if self.has_slips:
                sheets.add([self._slip(row, at, len(fitting), sheets)])
            own = dict(self.plate.streams_of(words))
            sheets.lines += [line for _, line, _ in words]
            sheets.add(self.pages, own)
        return sheets.content() if fitting else b"", len(fitting), misfits

    def _slip(self, row: int, at: int, count: int, sheets: "_Sheets") -> bytes:
        say, height = printed_words(self.language), self.size[1]
        to_left = runs_to_left(say("separator.row", row=row))
        copy = say("separator.copy", at=at, count=count, edition=self.edition)
        told = say("separator.row", row=row), copy, say("separator.what")
        parts, baseline = [b"BT 0 g"], height - points(_TOP_MM)
        for text, (weight, size, below) in zip(told, _SLIP, strict=True):
            line = set_line(text, weight, to_left, self.language)
            sheets.lines.append(line)
            baseline -= below
            x = self.size[0] - points(_LEFT_MM) - line.width * size / 1000 if to_left else points(_LEFT_MM)
            parts.append(paint(line, size, x, baseline))
        number = sheets.keep(stream(b"\n".join([*parts, b"ET"])))
        return b"<< /Type /Page /MediaBox [0 0 %g %g] /Resources << /Font %d 0 R >> /Contents %d 0 R >>" % (
            *self.size, self.plate.fonts, number,
        )  # fmt: skip


@dataclass(slots=True)
class _Sheets:
    """The file that is being put together: its new objects, the nodes of its pages, and the lines whose fonts it needs."""

    stock: Stock
    objects: dict[int, bytes] = field(default_factory=dict)
    nodes: list[tuple[int, int]] = field(default_factory=list)
    lines: list[SetLine] = field(default_factory=list)

    def keep(self, body: bytes) -> int:
        """Keep an object; its number."""
        number = self.stock.plate.ending.size + len(self.objects)
        self.objects[number] = body
        return number

    def add(self, pages: Sequence[bytes], streams: dict[int, bytes] | None = None) -> None:
        """Add pages as a node of the tree, with streams of their own in the place of those of the stock, by whose numbers
        they are; an empty page behind an odd number, so that the next one begins a sheet.
        """
        if len(pages) % 2:
            pages = [*pages, b"<< /Type /Page /MediaBox [0 0 %g %g] /Resources << >> >>" % self.stock.size]
        own = {number: self.keep(body) for number, body in (streams or {}).items()}
        node = self.keep(b"")

        def number_of(found: re.Match[bytes]) -> bytes:
            number = int(found["number"])
            return b"%d 0 R" % own.get(number, number)

        kids = []
        for page in pages:
            body = _REFERENCE.sub(number_of, page)
            kids.append(self.keep(body.removesuffix(b">>") + b" /Parent %d 0 R >>" % node))
        self.objects[node] = _tree(kids, len(kids), self.stock.tree)
        self.nodes.append((node, len(kids)))

    def content(self) -> bytes:
        plate = self.stock.plate
        fonts = dict(plate.fonts_of(self.lines, plate.ending.size + len(self.objects)))
        tree = _tree([node for node, _ in self.nodes], sum(count for _, count in self.nodes))
        return updated(plate.content, plate.ending, {**self.objects, **fonts, self.stock.tree: tree})[0]


def stock_of(plate: Plate, edition: str, language: str, has_slips: bool) -> Stock:
    """The plate of what is handed over, made ready for bundles."""
    with pikepdf.open(io.BytesIO(plate.content)) as source, pikepdf.new() as bare:
        for page in source.pages:
            for key in _NOT_ON_PAPER:
                if key in page.obj:
                    del page.obj[key]
        bare.pages.extend(source.pages)
        content = finished(source, bare, Name.DuplexFlipShortEdge if plate.heads else Name.DuplexFlipLongEdge)
    plate = located(plate, content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        size = pdf.pages[0].mediabox
        pages = tuple(_pages(pdf))
        width, height = float(size[2]), float(size[3])
        return Stock(plate, pdf.Root.Pages.objgen[0], pages, (width, height), edition, language, has_slips)


def _pages(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for page in pdf.pages:
        del page.obj["/Parent"]
        yield page.obj.unparse(resolved=True).strip()


def _tree(kids: Sequence[int], count: int, parent: int = 0) -> bytes:
    up = b" /Parent %d 0 R" % parent if parent else b""
    return b"<< /Type /Pages /Count %d%b /Kids [%b] >>" % (count, up, b" ".join(b"%d 0 R" % kid for kid in kids))

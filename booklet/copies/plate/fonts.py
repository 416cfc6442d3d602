"""Fonts of copies: faces of the press as objects of a PDF (ISO 32000-1, 9.7 and 9.9), and what shapes words in them."""
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from unicodedata import bidirectional, normalize

import uharfbuzz as hb

from booklet.core.letters.chain import Face
from booklet.core.letters.whole import WholeFont, whole_font

OBJECTS = 5  # of one font


@dataclass(frozen=True, slots=True, eq=False)
class CopyFont:
    """One font: its name among the resources of a page, and what shapes in it."""

    name: str
    shaper: hb.Font = field(repr=False)
    whole: WholeFont = field(repr=False)

    def objects(self, first: int) -> Iterator[tuple[int, bytes]]:
        """Its objects with their numbers, from `first` on, by which it is named: whole, so that any value can be set."""
        return zip(range(first, first + OBJECTS), _objects(self.whole, self.name, first), strict=True)


def font_for(face: Face, weight: int, text: str, language: str) -> CopyFont:
    """The font in which a face sets a text: one for all texts, but of a face that lies on the machine one for this text."""
    letters = "".join(sorted(set(text))) if face.members else ""
    nearest = min(face.files, key=lambda each: (abs(each - weight), each))
    return _font(face, nearest, letters, language if face.members else "")


@lru_cache(maxsize=64)
def _font(face: Face, weight: int, letters: str, language: str) -> CopyFont:
    whole = whole_font(face, weight, letters, language)
    shaper = hb.Font(hb.Face(whole.shaped))
    whole = replace(whole, letters={**whole.letters, **dict(_joined_forms(shaper, whole))})
    mark = sha256(f"{face.family} {letters} {language}".encode()).hexdigest()[:8]
    return CopyFont(f"Copy-{mark}-{weight}", shaper, whole)


@lru_cache(maxsize=64)
def _objects(whole: WholeFont, name: str, first: int) -> tuple[bytes, ...]:
    glyphs, descriptor, file, readings = (first + at for at in range(1, OBJECTS))
    base = f"/{whole.name}"
    kind, key = ("CIDFontType0", "FontFile3") if whole.is_cff else ("CIDFontType2", "FontFile2")
    widths = " ".join(str(whole.widths[glyph]) for glyph in range(len(whole.widths)))
    map_ = "" if whole.is_cff else " /CIDToGIDMap /Identity"
    extra = " /Subtype /OpenType" if whole.is_cff else " /Length1 {}"
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont {base} /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] "
        f"/ToUnicode {readings} 0 R >>".encode(),
        f"<< /Type /Font /Subtype /{kind} /BaseFont {base} /FontDescriptor {descriptor} 0 R /W [0 [{widths}]]{map_} "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".encode(),
        f"<< /Type /FontDescriptor /FontName {base} /Flags 4 /FontBBox [{' '.join(map(str, whole.box))}] /ItalicAngle 0 "
        f"/Ascent {whole.ascent} /Descent {whole.descent} /CapHeight {whole.ascent} /StemV 80 /{key} {file} 0 R >>".encode(),
        packed(whole.embedded, extra),
        packed(_readings(whole.letters, len(whole.widths))),
    )


def _joined_forms(shaper: hb.Font, whole: WholeFont) -> Iterator[tuple[int, str]]:
    """The glyphs of a letter that is joined to the one before it, or after it, or both, each with its letter."""
    for letter in sorted(letter for letter in whole.letters.values() if bidirectional(letter) == "AL"):
        base = normalize("NFKC", letter)
        for context in (letter, f"{letter}\u200d", f"\u200d{letter}\u200d", f"\u200d{letter}"):
            buffer = hb.Buffer()
            buffer.add_str(context)
            buffer.guess_segment_properties()
            hb.shape(shaper, buffer)
            glyphs = {info.codepoint for info in buffer.glyph_infos if whole.widths.get(info.codepoint)}
            if len(glyphs) == 1:
                yield glyphs.pop(), base


def packed(content: bytes, extra: str = "") -> bytes:
    """A stream, compressed; `extra` says more of it, with {} for how long it is unpacked.

    What ends like a line could be missed in its length (ISO 19005-2, 6.1.7.1). Its last byte is that of a sum of the
    content (RFC 1950), however it is compressed: a blank more behind it makes it another.
    """
    while (squeezed := zlib.compress(content, 9)).endswith((b"\n", b"\r")):
        content += b" "
    said = extra.format(len(content)).encode()
    return b"<< /Length %d /Filter /FlateDecode%b >>\nstream\n%b\nendstream" % (len(squeezed), said, squeezed)


def _readings(letters: Mapping[int, str], count: int) -> bytes:
    """Which letter each glyph is read as (ISO 32000-1, 9.10.3); a joiner for one that is no letter by itself: ActualText
    says which letters it stands for.
    """
    read = (letters.get(glyph, "\u2060") for glyph in range(count))
    lines = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in enumerate(read)]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join("\n".join((f"{len(part)} beginbfchar", *part, "endbfchar")) for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\n"
        f"endcodespacerange\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()

"""Blackening: a PDF is to be printed with black ink alone. Every colour it paints becomes a grey, dark type black.

Drawings and charts know their colours, not the edition they are printed in; so the paint itself is rewritten, the tags
around it stay. A grey is as light as the colour was. Two things are not: type darker than half becomes black, since a
copier loses grey letters first; an area darker than DARKEST_AREA becomes that, which saves toner, and white words on it
still have a contrast of 7 to 1.
"""
import io
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from booklet.deliver.sheets.file import pdf_bytes

DARKEST_AREA = 0.35  # 0 is black: #595959
_RGB = ("/DeviceRGB", "/RGB", "/CalRGB")
_FILLS, _LINES = ("g", "rg", "k", "sc", "scn"), ("G", "RG", "K", "SC", "SCN")
_GREY = {True: Operator("g"), False: Operator("G")}


def blackened(pdf: bytes) -> bytes:
    """The same pages in greys. Always the same bytes. What cannot be said in grey stays, for `check` to tell."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.contents_coalesce()
            _rewrite(opened, cast(Stream, page.Contents), page.resources)
        for thing in opened.objects:
            if isinstance(thing, Stream) and (thing.get("/Subtype") == "/Form" or "/PatternType" in thing):
                _rewrite(opened, thing, thing.get("/Resources", Dictionary()))
            elif isinstance(thing, Stream) and thing.get("/Subtype") == "/Image":
                _grey_picture(thing)
            if isinstance(thing, (Dictionary, Stream)):
                _grey_shading(thing.get("/Shading", thing))  # alone, or in the pattern that paints it
                if thing.get("/Group", Dictionary()).get("/CS") is not None:
                    thing.Group.CS = Name.DeviceGray
        opened.remove_unreferenced_resources()
        return pdf_bytes(opened)


def lightness(red: float, green: float, blue: float) -> float:
    """The grey, 0 to 1, that is as light as a colour of sRGB (IEC 61966-2-1; weights of ITU-R BT.709)."""
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue))
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return round(12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055, 3)


def tone_of_type(light: float) -> float:
    """The grey in which type is printed: what is darker than half becomes black, since a copier loses grey letters first."""
    return 0 if light < 0.5 else light


def _rewrite(pdf: pikepdf.Pdf, stream: Stream, resources: pikepdf.Object) -> None:
    painter = _Painter(resources)
    rewritten = [new for each in pikepdf.parse_content_stream(stream) for new in painter.painted(each)]
    stream.write(pikepdf.unparse_content_stream(rewritten))


class _Painter:
    """Goes through one stream and remembers what areas are painted with, since type is painted with the same."""

    def __init__(self, resources: pikepdf.Object):
        self.spaces = resources.get("/ColorSpace", Dictionary())
        self.fill: float | None = None  # None: what the stream began with, or a pattern
        self.kept: list[float | None] = []
        self.is_type = False

    def painted(self, instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> list[Any]:
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            return [instruction]
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("BT", "ET"):
            self.is_type = operator == "BT"
            return [instruction, *self._set_fill()]
        if operator == "q":
            self.kept.append(self.fill)
        elif operator == "Q" and self.kept:
            self.fill = self.kept.pop()
        elif operator in ("cs", "CS") and _is_rgb(self.spaces.get(str(operands[0]), operands[0])):
            return []  # black is what a new space begins with, and what follows says a grey of its own
        elif operator in _FILLS and (tone := _tone(operator, operands)) is not None:
            self.fill = tone
            return self._set_fill()
        elif operator in _LINES and (tone := _tone(operator.lower(), operands)) is not None:
            return [pikepdf.ContentStreamInstruction([tone], _GREY[False])]
        return [instruction]

    def _set_fill(self) -> list[Any]:
        if self.fill is None:
            return []
        tone = tone_of_type(self.fill) if self.is_type else max(self.fill, DARKEST_AREA)
        return [pikepdf.ContentStreamInstruction([tone], _GREY[True])]


def _is_rgb(space: pikepdf.Object | None) -> bool:
    return space in _RGB or (isinstance(space, Array) and space[0] == "/ICCBased" and int(space[1].N) == 3)


def _tone(operator: str, operands: list[Any]) -> float | None:
    """The grey of what an operator sets; None for a pattern."""
    if not operands or isinstance(operands[-1], Name):
        return None
    values = [float(value) for value in operands]
    if len(values) == 4:
        values = [(1 - min(1.0, ink + values[3])) for ink in values[:3]]
    return values[0] if len(values) == 1 else lightness(*values)


def _grey_shading(thing: pikepdf.Object) -> None:
    """A run of colours from one to the other (ISO 32000-1, 7.10.3 and 7.10.4) as a run of greys."""
    if "/ShadingType" not in thing or not _is_rgb(thing.get("/ColorSpace")):
        return
    runs = list(thing.Function) if isinstance(thing.Function, Array) else [thing.Function]
    ends = [run for whole in runs for run in (whole.get("/Functions") or [whole])]
    if not all(end.get("/FunctionType") == 2 and len(end.get("/C0", [])) == 3 for end in ends):
        return
    thing.ColorSpace = Name.DeviceGray
    for end in ends:
        for key in ("/C0", "/C1"):
            end[key] = Array([lightness(*(float(part) for part in end[key]))])


def _grey_picture(picture: Stream) -> None:
    if picture.get("/ImageMask", False) or picture.get("/ColorSpace") == "/DeviceGray":
        return
    grey = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    picture.write(grey.tobytes())
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    for key in ("/Decode", "/DecodeParms"):
        if key in picture:
            del picture[key]

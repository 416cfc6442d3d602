"""Colours: which colours a PDF asks a printer for, read from what it paints and not from a picture of it.

A page is looked through with all that it shows: drawings, patterns, shadings, pictures, glyphs that are drawings, and
what annotations look like. A colour that is only listed and never used is none; nor is one of a mask, which becomes
transparency. A device's colour for which the resources set a default (ISO 32000-1, 8.6.5.6) is of that space.
"""
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}  # in inline images
_OPERATORS = "q Q g G rg RG k K cs CS sc SC scn SCN sh Do Tf BI ID EI INLINE IMAGE"
_DEFAULTS = {"DeviceGray": "/DefaultGray", "DeviceRGB": "/DefaultRGB", "DeviceCMYK": "/DefaultCMYK"}


@dataclass(frozen=True, slots=True, order=True)
class Colour:
    """A colour that is painted. `values` is empty where there is no single one: a picture, a shading."""

    space: str  # DeviceGray, DeviceRGB, ICCBased 3, Separation /Black ...
    values: tuple[float, ...]
    thing: str  # what is painted with it: fill, line, picture, shading

    @property
    def is_grey(self) -> bool:
        """Whether a printer needs no more than black for it."""
        if self.space in ("DeviceGray", "CalGray", "ICCBased 1", "Separation /Black", "Separation /All"):
            return True
        if self.space in ("DeviceRGB", "CalRGB", "ICCBased 3"):
            return len(set(self.values)) == 1
        return self.space in ("DeviceCMYK", "ICCBased 4") and bool(self.values) and not any(self.values[:3])


def colours_used(pdf: bytes) -> tuple[frozenset[Colour], ...]:
    """The colours of each page, page by page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        reader = _Reader()
        return tuple(frozenset(reader.page(page)) for page in opened.pages)


@dataclass(slots=True)
class _Reader:
    """Reads streams, each once: a drawing that stands on every page is looked through a single time."""

    known: dict[tuple[Any, ...], set[Colour]] = field(default_factory=dict)

    def page(self, page: pikepdf.Page) -> set[Colour]:
        """The colours of a page, and of the notes on it."""
        found = set(self.stream(page, page.resources))
        for annotation in page.get("/Annots", []):
            for look in _looks(annotation.get("/AP", Dictionary())):
                found |= self.form(look, page.resources)
        return found

    def form(self, form: pikepdf.Object, outer: pikepdf.Object) -> set[Colour]:
        """The colours of a form, a pattern or a glyph. It may use the resources around it."""
        resources = form.get("/Resources", outer)
        key = (form.objgen, resources.objgen)
        if key not in self.known or not form.is_indirect:
            self.known[key] = set()  # so that a form that shows itself comes to an end
            self.known[key] = self.stream(form, resources)
        return self.known[key]

    def stream(self, content: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object) -> set[Colour]:
        """The colours that the operators of a stream set and show."""
        found: set[Colour] = set()
        spaces: dict[str, pikepdf.Object] = {}  # that are set for a fill and for a line
        kept: list[dict[str, pikepdf.Object]] = []
        for instruction in pikepdf.parse_content_stream(content, operators=_OPERATORS):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                found |= self.picture(instruction.iimage.obj, resources)
                continue
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "q":
                kept.append(dict(spaces))
            elif operator == "Q" and kept:
                spaces = kept.pop()
            elif operator in ("cs", "CS"):
                spaces["fill" if operator == "cs" else "line"] = _named(resources, operands[0])
            else:
                found |= self.painted(operator, list(operands), spaces, resources)
        return found

    def painted(
        self, operator: str, operands: list[Any], spaces: Mapping[str, pikepdf.Object], resources: pikepdf.Object
    ) -> set[Colour]:
        """What one operator brings in."""
        thing = "fill" if operator.islower() else "line"
        match operator.lower():
            case "g" | "rg" | "k":
                return {Colour(_space_name(Name(f"/{_DEVICE[operator.lower()]}"), resources), _values(operands), thing)}
            case "sc" | "scn":
                space = spaces.get(thing)
                if operands and isinstance(operands[-1], Name):
                    pattern = resources["/Pattern"][str(operands[-1])]
                    return self.pattern(pattern, operands[:-1], space, resources)
                return {Colour(_space_name(space, resources), _values(operands), thing)}
            case "sh":
                return _shading(resources["/Shading"][str(operands[0])], resources)
            case "do":
                shown = resources["/XObject"][str(operands[0])]
                is_picture = shown.get("/Subtype") == "/Image"
                return self.picture(shown, resources) if is_picture else self.form(shown, resources)
            case "tf":
                return self.glyphs(resources["/Font"][str(operands[0])], resources)
        return set()

    def pattern(
        self, pattern: pikepdf.Object, under: list[Any], space: pikepdf.Object | None, outer: pikepdf.Object
    ) -> set[Colour]:
        """The colours of a pattern: its own, or for one without colour that which is set `under` it."""
        if pattern.get("/PatternType") == 2:
            return _shading(pattern.Shading, outer)
        found = self.form(pattern, outer)
        if under and isinstance(space, Array):
            found = found | {Colour(_space_name(space[1], outer), _values(under), "fill")}
        return found

    def picture(self, picture: pikepdf.Object, resources: pikepdf.Object) -> set[Colour]:
        """The colour space of a picture; none for a stencil."""
        if picture.get("/ImageMask", picture.get("/IM", False)):
            return set()  # painted in the colour that is set
        space = picture.get("/ColorSpace", picture.get("/CS", Name("/unknown")))
        return {Colour(_space_name(_named(resources, space), resources), (), "picture")}

    def glyphs(self, font: pikepdf.Object, resources: pikepdf.Object) -> set[Colour]:
        """The colours of letters that are drawings (Type 3); those of others are set beside them."""
        found: set[Colour] = set()
        for drawing in font.get("/CharProcs", Dictionary()).values():
            found |= self.stream(drawing, font.get("/Resources", resources))
        return found


def _looks(appearance: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The streams of an annotation's appearance: one, or one for each of its states."""
    for look in appearance.values():
        if isinstance(look, Stream):
            yield look
        elif isinstance(look, Dictionary):
            yield from look.values()


def _named(resources: pikepdf.Object, space: pikepdf.Object) -> pikepdf.Object:
    """A colour space, or what its name stands for: it may be named without being listed, as nothing else may."""
    return resources.get("/ColorSpace", Dictionary()).get(str(space), space) if isinstance(space, Name) else space


def _shading(shading: pikepdf.Object, resources: pikepdf.Object) -> set[Colour]:
    return {Colour(_space_name(_named(resources, shading.ColorSpace), resources), (), "shading")}


def _space_name(space: pikepdf.Object | None, resources: pikepdf.Object) -> str:
    if space is None:
        space = Name.DeviceGray  # what a page begins with
    if isinstance(space, Name):
        name = _SHORT.get(str(space)[1:], str(space)[1:])
        default = resources.get("/ColorSpace", Dictionary()).get(_DEFAULTS.get(name, "/none"))
        return name if default is None else _space_name(default, Dictionary())
    kind = _SHORT.get(str(space[0])[1:], str(space[0])[1:])
    if kind == "ICCBased":
        return f"ICCBased {int(space[1].N)}"
    if kind == "Indexed":
        return _space_name(space[1], resources)
    return f"{kind} {space[1]}" if kind == "Separation" else kind


def _values(operands: list[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in operands)

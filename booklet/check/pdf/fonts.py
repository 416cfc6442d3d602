"""The fonts of a PDF, wherever they are named: by a page, by a drawing on it, or by a drawing in that."""
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from booklet.check.pdf.plain import shown_name
from booklet.check.pdf.tree import Id, as_list

_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")  # /ABCDEF+Name


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the file. `name` is without the six letters that mark a subset; `page` the index of the first with it."""

    name: str
    is_embedded: bool
    page: int


def used_fonts(pdf: pikepdf.Pdf) -> list[Font]:
    """Every font, once, by name. One that is not in the file counts more than one of the same name that is."""
    found: dict[str, Font] = {}
    for index, font in _named(pdf):
        for inner in as_list(font.get("/DescendantFonts")) or [font]:
            used = _font(inner, index)
            before = found.get(used.name)
            if before is None or (before.is_embedded and not used.is_embedded):
                found[used.name] = used
    return [found[name] for name in sorted(found)]


def _font(font: pikepdf.Dictionary, page: int) -> Font:
    drawn = font.get("/Subtype") == "/Type3"  # its letters are drawings in the file itself
    name = _SUBSET.sub("", str(font.get("/BaseFont", font.get("/Name", "?"))))
    return Font(shown_name(name), drawn or is_in_file(font), page)


def is_in_file(font: pikepdf.Object) -> bool:
    """Whether the letters of a font that is no drawing are embedded."""
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _named(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Dictionary]]:
    """Every dictionary of a font with the first page that names it."""
    seen: set[Id] = set()
    for index, page in enumerate(pdf.pages):
        waiting: list[pikepdf.Object | None] = [page.resources]
        while waiting:
            resources = waiting.pop()
            if not isinstance(resources, pikepdf.Dictionary) or (resources.is_indirect and resources.objgen in seen):
                continue
            seen.add(resources.objgen)
            fonts = resources.get("/Font")
            for font in fonts.values() if isinstance(fonts, pikepdf.Dictionary) else ():
                if isinstance(font, pikepdf.Dictionary) and not (font.is_indirect and font.objgen in seen):
                    seen.add(font.objgen)
                    yield index, font
            for form in forms_in(resources):
                if form.objgen not in seen:
                    seen.add(form.objgen)
                    waiting.append(form.get("/Resources"))


def forms_in(resources: pikepdf.Object | None) -> list[pikepdf.Stream]:
    """The drawings (form XObjects) that some resources name."""
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    things = named.values() if isinstance(named, pikepdf.Dictionary) else ()
    return [thing for thing in things if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"]

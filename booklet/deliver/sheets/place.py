"""One page on a sheet: its paint as a form that any sheet can show, and where on the sheet it shows.

A form's BBox is the TrimBox of its page, so nothing of a bleed is shown beside it.
"""
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary

Box = tuple[float, float, float, float]  # left, bottom, right, top in points, from the bottom left of the sheet


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a folio goes: the bottom left corner of its trim, and the part of the sheet that it may paint; points."""

    folio: int
    left: float
    bottom: float
    clip: Box


class Shelf:
    """The pages of one PDF as forms of another, each made when it is first wanted."""

    def __init__(self, source: pikepdf.Pdf, sheets: pikepdf.Pdf):
        self.source, self.sheets = source, sheets
        self.resources: dict[tuple[int, int], pikepdf.Object] = {}

    def form(self, folio: int) -> pikepdf.Object:
        """The page as a form. All forms share what the pages share: a font is in the file once."""
        page = self.source.pages[folio - 1]
        form = self.sheets.copy_foreign(page.as_form_xobject())
        form.BBox = Array(list(page.trimbox))
        shared = page.obj.get("/Resources")
        if shared is not None and shared.is_indirect:  # else each form carries a list of all fonts and drawings
            if shared.objgen not in self.resources:
                self.resources[shared.objgen] = self.sheets.copy_foreign(shared)
            form.Resources = self.resources[shared.objgen]
        if "/StructParents" in form:
            del form.StructParents
        return form

    def copy(self, folio: int) -> pikepdf.Object | None:
        """What is painted over the page in the copy of one person, if that is anything: a form that the page holds."""
        form = self.source.pages[folio - 1].obj.get("/Copy")
        return None if form is None else self.sheets.copy_foreign(form)


def add_side(
    shelf: Shelf, size: tuple[float, float], spots: list[Spot], moved: tuple[float, ...] = (), paint: str = ""
) -> pikepdf.Page:
    """A new side with these pages on it and `paint` (PDF operators) beside them, all moved by a matrix; in points."""
    page = shelf.sheets.add_blank_page(page_size=size)
    forms, content = Dictionary(), [f"{_numbers(moved)} cm"] if moved else []
    for spot in spots:
        form = shelf.form(spot.folio)
        left, bottom = (float(value) for value in list(form.BBox)[:2])
        x0, y0, x1, y1 = spot.clip
        content.append(f"q {_numbers((x0, y0, x1 - x0, y1 - y0))} re W n")
        forms[f"/Folio{spot.folio}"] = form
        over = shelf.copy(spot.folio)
        if over is not None:
            forms[f"/Copy{spot.folio}"] = over
        painted = f"/Folio{spot.folio} Do" + (f" /Copy{spot.folio} Do" if over is not None else "")
        content.append(f"1 0 0 1 {_numbers((spot.left - left, spot.bottom - bottom))} cm {painted} Q")
    page.Resources = Dictionary(XObject=forms)
    page.Contents = shelf.sheets.make_stream("\n".join([*content, paint]).encode())
    return page


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)

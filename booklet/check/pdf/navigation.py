"""What leads a reader through a PDF: its links, bookmarks and page labels."""
from collections.abc import Iterator, Mapping

import pikepdf

from booklet.check.pdf.tree import Id, as_list, flat_tree

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LONGEST_ROMAN = 100_000  # above it a label would be hundreds of letters; no such page is numbered so


def annotations(pdf: pikepdf.Pdf, kind: str | None = None) -> Iterator[tuple[int, pikepdf.Dictionary]]:
    """Every annotation of a kind such as "/Link" (None: of any) with the index of its page."""
    for index, page in enumerate(pdf.pages):
        for annotation in as_list(page.obj.get("/Annots")):
            if isinstance(annotation, pikepdf.Dictionary) and kind in (None, annotation.get("/Subtype")):
                yield index, annotation


def destinations(pdf: pikepdf.Pdf, page_index: Mapping[Id, int]) -> dict[str, int]:
    """The index of the page to which each named destination leads, -1 for one that leads nowhere."""
    names = pdf.Root.get("/Names")
    named: dict = flat_tree(names.get("/Dests"), "/Names") if isinstance(names, pikepdf.Dictionary) else {}
    old = pdf.Root.get("/Dests")  # PDF 1.1
    if isinstance(old, pikepdf.Dictionary):
        named |= {key[1:]: old[key] for key in old}
    return {str(name): _page_of(target, page_index) for name, target in named.items()}


def _page_of(target: object, page_index: Mapping[Id, int]) -> int:
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    page = target[0] if isinstance(target, pikepdf.Array) and len(target) else None
    return page_index.get(page.objgen, -1) if isinstance(page, pikepdf.Object) else -1


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Level (from 1) and words of each bookmark in order; a chain that runs in a circle is followed once."""
    found: list[tuple[int, str]] = []
    outlines = pdf.Root.get("/Outlines")
    seen: set[Id] = set()
    waiting = [(outlines.get("/First"), 1)] if isinstance(outlines, pikepdf.Dictionary) else []
    while waiting:
        item, level = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or (item.is_indirect and item.objgen in seen):
            continue
        seen.add(item.objgen)
        found.append((level, str(item.get("/Title", ""))))
        waiting += [(item.get("/Next"), level), (item.get("/First"), level + 1)]
    return found


def page_labels(pdf: pikepdf.Pdf) -> list[str]:
    """The label of each page as a reader shows it (ISO 32000-1, 12.4.2); empty for a file that has none."""
    ranges = flat_tree(pdf.Root.get("/PageLabels"), "/Nums")
    starts = {start: value for start, value in ranges.items() if isinstance(value, pikepdf.Dictionary)}
    labels: list[str] = []
    first, style = 0, None
    for index in range(len(pdf.pages) if starts else 0):
        if index in starts:
            first, style = index, starts[index]
        number = index - first + int(style.get("/St", 1)) if style is not None else index + 1
        labels.append(_label(style, number) if style is not None else "")
    return labels


def _label(style: pikepdf.Dictionary, number: int) -> str:
    kind = str(style.get("/S", ""))
    written = {"/D": str(number), "/r": _roman(number), "/R": _roman(number).upper(), "/a": _letters(number)}
    written["/A"] = written["/a"].upper()
    return str(style.get("/P", "")) + written.get(kind, "")


def _roman(number: int) -> str:
    if not 0 < number < LONGEST_ROMAN:
        return str(number)
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """a to z, then aa to zz, then aaa."""
    return chr(ord("a") + (number - 1) % 26) * min(100, (number - 1) // 26 + 1) if number > 0 else str(number)

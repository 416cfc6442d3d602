"""What leads a reader through a PDF: its links, bookmarks and page labels."""
from collections.abc import Iterator, Mapping

import pikepdf

from booklet.check.pdf.tree import Id, as_list, flat_tree, index_of

_LETTERS = {"/r": "i", "/R": "I", "/a": "a", "/A": "A"}  # the kinds of numbers that are written in letters, and the first


def annotations(pdf: pikepdf.Pdf, kind: str | None = None) -> Iterator[tuple[int, pikepdf.Dictionary]]:
    """Every annotation of a kind such as "/Link" (None: of any) with the index of its page."""
    for index, page in enumerate(pdf.pages):
        for annotation in as_list(page.obj.get("/Annots")):
            if isinstance(annotation, pikepdf.Dictionary) and kind in (None, annotation.get("/Subtype")):
                yield index, annotation


def destinations(pdf: pikepdf.Pdf, page_index: Mapping[Id, int]) -> dict[str, int]:
    """The index of the page to which each named destination leads, -1 for one that leads nowhere."""
    names = pdf.Root.get("/Names")
    named = flat_tree(names.get("/Dests"), "/Names") if isinstance(names, pikepdf.Dictionary) else {}
    old = pdf.Root.get("/Dests")  # PDF 1.1
    if isinstance(old, pikepdf.Dictionary):
        named |= {key[1:]: target for key, target in old.items()}
    return {str(name): _page_of(target, page_index) for name, target in named.items()}


def _page_of(target: object, page_index: Mapping[Id, int]) -> int:
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return index_of(target[0] if isinstance(target, pikepdf.Array) and len(target) else None, page_index)


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
    """The label of each page (ISO 32000-1, 12.4.2); empty for a file that has none.

    A number in letters is written as the first of them: what counts here is that it is none in figures.
    """
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
    return str(style.get("/P", "")) + (str(number) if kind == "/D" else _LETTERS.get(kind, ""))

"""A way to spoil a good booklet, such as the fixture `good`: for tests of what the judge finds.

found(spoiled(good, lambda pdf: ...)) == {("no-language", 0)}
"""
import re
from collections.abc import Callable
from io import BytesIO

import pikepdf

from booklet.check.judge import judge


def spoiled(content: bytes, spoil: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    """The PDF after `spoil(pdf)`, saved with these options of pikepdf."""
    with pikepdf.open(BytesIO(content)) as pdf:
        kept = spoil(pdf)  # another file that it took pages from has to live until this one is written
        changed = BytesIO()
        pdf.save(changed, **options)
    del kept
    return changed.getvalue()


def found(content: bytes) -> set[tuple[str, int]]:
    """Every problem as (code, page)."""
    return {(problem.slug, problem.place.page) for answer in judge(content, "a.pdf") for problem in answer.problems}


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    """All structure elements of a type, in reading order."""
    waiting, result = [pdf.Root.StructTreeRoot], []
    while waiting:
        thing = waiting.pop()
        if thing.get("/S") == f"/{tag}":
            result.append(thing)
        kids = thing.get("/K", [])
        waiting += [kid for kid in reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
                    if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/OBJR", "/MCR")]  # fmt: skip
    return result


def in_xmp(pdf: pikepdf.Pdf, pattern: bytes, instead: bytes) -> None:
    """Other metadata."""
    before = pdf.Root.Metadata.read_bytes()
    after = re.sub(pattern, instead, before, flags=re.DOTALL)
    assert after != before
    pdf.Root.Metadata.write(after)


def in_paint(pdf: pikepdf.Pdf, index: int, pattern: bytes, instead: bytes, count: int = 1) -> None:
    """Other operations on a page."""
    page = pdf.pages[index]
    page.contents_coalesce()
    before = page.Contents.read_bytes()
    after = re.sub(pattern, instead, before, count=count)
    assert after != before
    page.Contents.write(after)

"""Contents: what kinds of things a file holds. A checkpoint is called "not applicable" only where nothing was found
that it could apply to, and this is where it is looked for: in every object of the file, not in what a program expects.
"""
import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

from booklet.check.accessibility.structure import HEADINGS
from booklet.check.accessibility.tag_ownership import page_content
from booklet.check.pdf.document import Proof
from booklet.check.pdf.navigation import annotations, bookmarks
from booklet.check.pdf.tree import STANDARD, Branch
from booklet.core.own_table import own_table

_DEEPEST = 60  # dictionaries inside dictionaries, written out in one object; qpdf itself stops at 500
_INVISIBLE = re.compile(rb"(?<![0-9.])[37]\s+Tr\b")  # 3 Tr: text that is not painted, as under a scanned page
_KINDS = own_table(__file__)


def contents_of(proof: Proof) -> dict[str, int]:
    """How many there are of each kind of thing; kinds that are not there are left out."""
    found: Counter[str] = Counter()
    for _, annotation in annotations(proof.pdf):
        kind = _KINDS["annotations"].get(str(annotation.get("/Subtype")), "other annotations")
        found.update([kind, "annotations"])
    for branch in proof.branches:
        raw = str(branch.thing.S)[1:]
        found.update(kind for kind, holds in _kinds_of(branch, raw) if holds)
    for thing in _dictionaries(proof.pdf):
        found.update(_kinds_in(thing))
    found.update(_kinds_of_file(proof))
    return {kind: count for kind, count in sorted(found.items()) if count}


def _kinds_of(branch: Branch, raw: str) -> Iterator[tuple[str, bool]]:
    yield _KINDS["tags"].get(branch.tag, ""), branch.tag in _KINDS["tags"]
    yield "numbered headings", branch.tag in HEADINGS[1:]
    yield "types of their own", raw not in STANDARD
    yield "told texts", any(branch.words(key) is not None for key in ("/Alt", "/ActualText", "/E"))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary | pikepdf.Stream]:
    """Every dictionary of the file, also those that are written inside others."""
    for thing in pdf.objects:
        waiting = [(thing, 0)]
        while waiting:
            thing, depth = waiting.pop()
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                yield thing
                inner = list(thing.values())
            else:
                inner = list(thing) if isinstance(thing, pikepdf.Array) else []
            direct = [each for each in inner if isinstance(each, (pikepdf.Dictionary, pikepdf.Array))]
            waiting += [(each, depth + 1) for each in direct if depth < _DEEPEST and not each.is_indirect]


def _kinds_in(thing: pikepdf.Dictionary | pikepdf.Stream) -> Iterator[str]:
    kind, subtype, action = (str(thing.get(key, "")) for key in ("/Type", "/Subtype", "/S"))
    if action in _KINDS["actions"] and "/P" not in thing:
        yield _KINDS["actions"][action]
    if action == "/MCD":
        yield "media clips"
    if thing.get("/IsMap", False) is True:
        yield "image maps"
    if kind == "/Font":
        yield _KINDS["fonts"].get(subtype, "other fonts")
        yield "fonts"
        if subtype == "/Type0" and isinstance(thing.get("/Encoding"), pikepdf.Stream):
            yield "CMaps in the file"
    if subtype == "/Form" and isinstance(thing, pikepdf.Stream):
        yield "reference XObjects" if "/Ref" in thing else "drawings"
        if "/StructParents" in thing:
            yield "tagged drawings"
    if subtype == "/Image" and isinstance(thing, pikepdf.Stream):
        yield "images"
    if kind == "/EmbeddedFile" or ("/EF" in thing and kind in ("/Filespec", "/F", "")):
        yield "embedded files"


def _kinds_of_file(proof: Proof) -> Iterator[str]:
    root = proof.pdf.Root
    form = root.get("/AcroForm")
    form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
    for kind, holds in (
        ("optional content", "/OCProperties" in root), ("article threads", "/Threads" in root),
        ("XFA forms", "/XFA" in form), ("signatures", int(form.get("/SigFlags", 0)) > 0),
        ("encryption", proof.pdf.is_encrypted), ("bookmarks", bool(bookmarks(proof.pdf))),
        ("tags", bool(proof.branches)),
    ):  # fmt: skip
        if holds:
            yield kind
    for sheet in proof.pdf.pages:
        if _INVISIBLE.search(page_content(sheet)):
            yield "invisible text"

"""Ownership: every piece that is painted belongs to one tag, and every tag to something that is painted.

No validator asks this. A paragraph that somebody made an artifact, or a second document that was appended, is seen by
everybody but those who listen.
"""
import re
from collections.abc import Iterator

import pikepdf

from booklet.check.by_page import page_at, told_by_page
from booklet.check.pdf.document import Proof
from booklet.check.pdf.navigation import annotations
from booklet.check.pdf.tree import Id, Mark, as_list, flat_tree
from booklet.core.printed.runs import counted
from booklet.core.problems import Problem

# /P <</MCID 12>> BDC and /P /MC0 BDC; whatever else it may be, the slow and exact parser is asked.
_MARK = re.compile(rb"/MCID\s+(?P<mcid>[0-9]+)[^>]*>>\s*BDC\b")
HIDDEN = 2  # ISO 32000-1, table 165: an annotation that is neither shown nor printed


def ownership_problems(proof: Proof, name: str) -> list[Problem]:
    """Text in no tag, tags without their text, and links in no tag. Nothing, for a file without any tags."""
    if not proof.branches:
        return []
    owners: dict[Mark, list[Id]] = {}
    lost = []
    for branch in proof.branches:
        for mark in branch.kids:
            if isinstance(mark, Mark):
                owners.setdefault(mark, []).append(branch.thing.objgen)
                if mark.page < 0 and mark.stream is None:
                    lost.append(branch.tag)
    found = list(_page_findings(proof, owners, name))
    if lost:
        hint = "pages were deleted and their tags left behind: delete them in the program that made the file"
        says = f"{len(lost)} tags lead to pages that are not in the file"
        found.append(Problem(page_at(name, -1), "lost-page", says, hint))
    return [*found, *_links_in_no_tag(proof, name)]


def _page_findings(proof: Proof, owners: dict[Mark, list[Id]], name: str) -> Iterator[Problem]:
    parents = flat_tree(proof.pdf.Root.StructTreeRoot.get("/ParentTree"), "/Nums")
    claimed: dict[int, set[int]] = {}
    for mark in owners:
        if mark.stream is None:
            claimed.setdefault(mark.page, set()).add(mark.mcid)
    told = " (by the number of its marked content)"
    for index, sheet in enumerate(proof.pdf.pages):
        own = {mcid: len(owners[Mark(index, mcid)]) for mcid in claimed.get(index, ())}
        painted = _painted_marks(sheet, set(own))
        if stray := sorted(painted - set(own)):
            says = f"{_pieces(stray)} on this page in no tag: a screen reader passes over it{told}"
            yield Problem(page_at(name, index), "text-in-no-tag", says, "tag it, or mark it as decoration (artifact)")
        if empty := sorted(set(own) - painted):
            says = f"the tags name {_pieces(empty)} that this page does not paint: words of it are not read aloud{told}"
            yield Problem(page_at(name, index), "tag-without-text", says, "was a paragraph marked as decoration?")
        if twice := [mcid for mcid, count in own.items() if count > 1]:
            says, hint = f"{_pieces(twice)} in more than one tag", "they are read twice; save it anew"
            yield Problem(page_at(name, index), "tagged-twice", says, hint)
        both = sorted(painted & set(own))
        if wrong := [mcid for mcid in both if not _agrees(parents, sheet, mcid, owners[Mark(index, mcid)])]:
            says = f"{_pieces(wrong)} on this page with a wrong entry in the parent tree{told}"
            yield Problem(page_at(name, index), "parent-tree", says, "save it anew with the program that made it")


def _pieces(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:5])) + (" ..." if len(numbers) > 5 else "")
    return f"{counted(numbers, 'piece')} ({shown})"


def _agrees(parents: dict[object, pikepdf.Object], sheet: pikepdf.Page, mcid: int, owners: list[Id]) -> bool:
    """ISO 32000-1, 14.7.4.4: the parent tree leads from a piece back to the element that owns it."""
    entries = parents.get(sheet.obj.get("/StructParents"))
    if not isinstance(entries, pikepdf.Array) or mcid >= len(entries):
        return False
    entry = entries[mcid]
    return isinstance(entry, pikepdf.Object) and entry.objgen in owners


def _painted_marks(sheet: pikepdf.Page, claimed: set[int]) -> set[int]:
    """The numbers of the marked content of a page. Read fast; where that disagrees with the tags, read exactly."""
    fast = [int(mark["mcid"]) for mark in _MARK.finditer(page_content(sheet))]
    if set(fast) == claimed:
        return claimed
    properties = sheet.resources.get("/Properties", pikepdf.Dictionary())
    painted = set()
    for instruction in pikepdf.parse_content_stream(sheet, "BDC DP"):
        entries = instruction.operands[1] if len(instruction.operands) > 1 else None
        entries = properties.get(str(entries)) if isinstance(entries, pikepdf.Name) else entries
        if isinstance(entries, pikepdf.Dictionary) and "/MCID" in entries:
            painted.add(int(entries.MCID))
    return painted


def page_content(sheet: pikepdf.Page) -> bytes:
    """All that a page paints, as it is written."""
    streams = (each for each in as_list(sheet.obj.get("/Contents")) if isinstance(each, pikepdf.Stream))
    return b"\n".join(stream.read_bytes() for stream in streams)


def _links_in_no_tag(proof: Proof, name: str) -> Iterator[Problem]:
    held = {area for branch in proof.branches for area in branch.areas}
    stray = [
        (index, str(annotation.get("/Contents", "a link")))
        for index, annotation in annotations(proof.pdf, "/Link")
        if annotation.objgen not in held and not int(annotation.get("/F", 0)) & HIDDEN
    ]
    hint = "nobody who listens can follow it; tag it as a link"
    return told_by_page(stray, name, "untagged-link", "a link is in no tag: {}", hint)

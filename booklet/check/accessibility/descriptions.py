"""Descriptions: what is said in place of what is seen. Of a link where it leads, of a picture what it shows, of the
document what it is called. A validator asks only that something is said.
"""
import re
from collections.abc import Iterator

import pikepdf

from booklet.check.by_page import by_page, page_at, several, told_by_page
from booklet.check.pdf.document import Proof, xmp_of
from booklet.check.pdf.navigation import annotations, destinations
from booklet.core.own_table import own_table, signs_in
from booklet.core.problems import Problem

_SIGNS = signs_in(own_table(__file__))
_PICTURES = ("Figure", "Formula")


def link_problems(proof: Proof, name: str) -> list[Problem]:
    """Links of which nothing is said, or only an address or an internal name: it is that which is read aloud."""
    anchors = {key.lstrip("#").lower() for key in destinations(proof.pdf, proof.page_index)}
    silent, bare = [], []
    for index, annotation in annotations(proof.pdf, "/Link"):
        said = " ".join(str(annotation.get("/Contents", "")).split())
        if not said:
            silent.append((index, _target(annotation)))
        elif _SIGNS["address"].fullmatch(said) or said.lstrip("#").lower() in anchors and _is_internal(said):
            bare.append((index, said))
    hint = "say in its description where the link leads, in a few words"
    told = [*told_by_page(silent, name, "link-description", "nothing is said of a link to {}", hint)]
    says = "of a link only an address or internal name is said: {}"
    return [*told, *told_by_page(bare, name, "link-description", says, hint)]


def _target(annotation: pikepdf.Dictionary) -> str:
    action = annotation.get("/A")
    target = action.get("/URI", action.get("/D")) if isinstance(action, pikepdf.Dictionary) else annotation.get("/Dest")
    return str(target) if isinstance(target, (pikepdf.String, pikepdf.Name)) else "a page of this file"


def _is_internal(said: str) -> bool:
    """Whether this is a name for programs: no spaces, and a number, a hash or a sign that joins words."""
    return " " not in said and bool(re.search(r"[0-9#_.:-]", said))


def alternative_problems(proof: Proof, name: str) -> list[Problem]:
    """Pictures whose alternative text is empty, a file name, a placeholder, or the caption once more."""
    elements = proof.elements()
    weak = []
    for number, branch in enumerate(proof.branches):
        said = branch.words("/Alt")
        if said is None or branch.tag not in _PICTURES:
            continue
        said = " ".join(said.split())
        if not said and not branch.words("/ActualText"):
            weak.append((elements[number].page, "", "is empty"))
        elif _SIGNS["file"].fullmatch(said) or said and _SIGNS["placeholder"].fullmatch(said):
            weak.append((elements[number].page, said, "says nothing of the picture"))
        elif said and said.casefold() in _captions(proof, number):
            weak.append((elements[number].page, said, "only repeats the caption, which is read anyway"))
    return list(_told_alternatives(weak, name))


def _told_alternatives(weak: list[tuple[int, str, str]], name: str) -> Iterator[Problem]:
    for kind in dict.fromkeys(kind for _, _, kind in weak):
        for index, words in by_page((index, said) for index, said, why in weak if why == kind):
            says = f"an alternative text {kind}" + (f": {words}" if words != '""' else "")
            hint = "say in a sentence what the picture shows that the text beside it does not"
            yield Problem(page_at(name, index), "weak-alternative", says, hint)


def _captions(proof: Proof, number: int) -> set[str]:
    """The words of the captions inside a picture and beside it."""
    elements, branches = proof.elements(), proof.branches
    around = branches[number].parent
    near = [*branches[number].kids, *(branches[around].kids if around >= 0 else [])]
    return {elements[kid].text.casefold() for kid in near if isinstance(kid, int) and branches[kid].tag == "Caption"}


def title_of(pdf: pikepdf.Pdf) -> str:
    """The title of a file: that of its XMP, else of its information dictionary, else nothing."""
    for title in xmp_of(pdf).iter("{http://purl.org/dc/elements/1.1/}title"):
        if words := " ".join("".join(title.itertext()).split()):
            return words
    return " ".join(str(pdf.docinfo.get("/Title", "")).split())


def title_problems(proof: Proof, name: str) -> list[Problem]:
    """A title that is a file name, or that the writing program made up. None at all is told by PDF/UA-1."""
    title = title_of(proof.pdf)
    if not (_SIGNS["document"].fullmatch(title) or _SIGNS["no_title"].fullmatch(title)):
        return []
    says = f"the title is {several([title])}: it is read first, and stands on the window"
    hint = "write the title of the document into its properties"
    return [Problem(page_at(name, -1), "file-name-title", says, hint)]

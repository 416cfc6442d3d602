"""From a .docx to what is brought in.

A document with tracked changes is two documents, and which one is meant nobody can guess: ECMA-376, part 1, 17.13.5. How
something looked before is not taken over, whatever is chosen.
"""
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.typed_command import command
from booklet.imports.brought import Brought, element
from booklet.imports.choices import Choices
from booklet.imports.elements import child, found as children
from booklet.imports.package import Package
from booklet.imports.word.body import Body, languages
from booklet.imports.word.document import WordText

_ADDED, _TAKEN = ("w:ins", "w:moveTo", "w:cellIns"), ("w:del", "w:moveFrom", "w:cellDel")
_MARKED = ("w:rPr", "w:trPr", "w:tcPr")  # these say of a whole paragraph, row or cell that it was put in or taken out
_SHOWN_AGAIN = {"w:delText": "w:t", "w:delInstrText": "w:instrText"}


def read_word(content: bytes, path: str, choices: Choices) -> Brought:
    """The document in `content`. Raises Unreadable; and BookletError where changes are open and nothing is chosen."""
    document = WordText(Package(content), choices.keeps_comments)
    brought = Brought(document.core("dc:title"))
    _settle(document, path, choices, brought)
    bodies = (each for each in document.body.root if each.tag == "w:body")  # a survey of Qualtrics has one for each question
    body = element("body", *(each for part in bodies for each in part))
    brought.blocks = Body(document, document.body, brought).blocks(body)
    for number, part, note in document.notes():
        brought.notes[number] = Body(document, part, brought).blocks(note)
    brought.pictures = {name: document.body.package.part(name) for name in brought.images()}
    counts = languages(body)
    unsaid = counts.pop("", 0)
    counts[document.styles.language] = counts.get(document.styles.language, 0) + unsaid
    brought.language = max(counts, key=lambda language: counts[language], default="")
    brought.tell_of_heads(document.furniture())
    brought.tell_of_comments(len(document.comments_met), document.comments_met, choices.keeps_comments)
    return brought


def _settle(document: WordText, path: str, choices: Choices, brought: Brought) -> None:
    roots = [document.body.root, *(part.root for kind in ("footnotes", "endnotes") if (part := document.part(kind)))]
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for root in roots:
        found, who = _open_changes(root)
        counts += found
        names |= who
    if not counts:
        return
    says = " and ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    by = f", by {', '.join(sorted(names)[:5])}" if names else ""
    if not choices.changes:
        ways = " or ".join(command("import", path, changes=choice) for choice in ("accept", "refuse"))
        raise BookletError([Problem(Place(path), "open-changes", f"tracked changes are open: {says}{by}", f"type {ways}")])
    for root in roots:
        _settle_changes(root, choices.changes == "accept")
    done = "accepted" if choices.changes == "accept" else "refused"
    brought.tell_of_all(f"tracked changes were {done}: {says}{by}", "read what was changed again")


def _open_changes(root: Element) -> tuple[Counter[str], frozenset[str]]:
    """How much was put in and taken out and is still open, and the names of who did it."""
    counts: Counter[str] = Counter()
    names = set()
    for each in root.iter():
        kind = "put in" if each.tag in _ADDED else "taken out" if each.tag in _TAKEN else ""
        if kind:
            counts[kind] += 1
            names.add(each.get("w:author", ""))
    return counts, frozenset(names - {""})


def _settle_changes(root: Element, accepts: bool) -> None:
    """Accept or refuse every change, in place."""
    gone, kept = (_TAKEN, _ADDED) if accepts else (_ADDED, _TAKEN)
    _settle_in(root, gone, kept)


def _settle_in(parent: Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    if parent.tag in _MARKED:
        return
    for each in parent:
        each.tag = _SHOWN_AGAIN.get(each.tag, each.tag)
        _settle_in(each, gone, kept)
    opened = [inner for each in parent for inner in (each if each.tag in kept else [each])]
    left = [each for each in opened if each.tag not in gone and not _is_gone(each, gone)]
    for above, below in pairwise(left):
        if above.tag == below.tag == "w:p" and _has_mark(above, "w:pPr/w:rPr", gone):
            inside = [each for each in (*above, *below) if each.tag != "w:pPr"]
            below[:] = [*children(below, "w:pPr"), *inside]
            above.tag = "gone"
    parent[:] = [each for each in left if each.tag != "gone"]


def _is_gone(each: Element, gone: tuple[str, ...]) -> bool:
    """Whether a row or a cell was put in, or taken out, as a whole."""
    path = {"w:tr": "w:trPr", "w:tc": "w:tcPr"}.get(each.tag)
    return path is not None and _has_mark(each, path, gone)


def _has_mark(element: Element, path: str, marks: tuple[str, ...]) -> bool:
    inner: Element | None = element
    for name in path.split("/"):
        inner = child(inner, name)
    return inner is not None and any(each.tag in marks for each in inner)

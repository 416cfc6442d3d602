"""From a .docx to what is brought in, once its tracked changes are settled.

Source of changes: ECMA-376, part 1, 17.13.5. How something looked before is not taken over, whatever is chosen.
"""
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

from booklet.core.problems import Place
from booklet.imports.brought import Brought, element
from booklet.imports.changes import Choices, accepts_changes
from booklet.imports.elements import child, found
from booklet.imports.package import Package
from booklet.imports.word.body import Body, languages
from booklet.imports.word.document import WordText

_ADDED, _TAKEN = ("w:ins", "w:moveTo", "w:cellIns"), ("w:del", "w:moveFrom", "w:cellDel")
_MARKED = ("w:rPr", "w:trPr", "w:tcPr")  # these say of a whole paragraph, row or cell that it was put in or taken out
_SHOWN_AGAIN = {"w:delText": "w:t", "w:delInstrText": "w:instrText"}


def read_word(content: bytes, path: str, choices: Choices, cites_in_words: bool = False) -> Brought:
    """The document in `content`. Raises Unreadable; and BookletError where changes are open and nothing is chosen."""
    document = WordText(Package(content), choices.keeps_comments)
    brought = Brought(document.core("dc:title"), cites_in_words=cites_in_words)
    _settle(document, path, choices, brought)
    bodies = (each for each in document.body.root if each.tag == "w:body")  # a survey of Qualtrics has one for each question
    body = element("body", *(each for part in bodies for each in part))
    brought.blocks = Body(document, document.body, brought).blocks(body)
    for number, part, note in document.notes():
        brought.notes[number] = Body(document, part, brought).blocks(note)
    if brought.lacks_works:
        return read_word(content, path, choices, True)
    brought.pictures = {name: document.body.package.part(name) for name in brought.images()}
    counts = languages(body)
    unsaid = counts.pop("", 0)
    counts[document.styles.language] = counts.get(document.styles.language, 0) + unsaid
    brought.language = max(counts, key=lambda language: counts[language], default="")
    brought.tell_of_heads(document.furniture())
    brought.tell_of_comments(len(document.comments_met), document.comments_met, choices.keeps_comments)
    return brought


def _settle(document: WordText, path: str, choices: Choices, brought: Brought) -> None:
    """Accept or refuse every change, in place."""
    roots = [document.body.root, *(part.root for kind in ("footnotes", "endnotes") if (part := document.part(kind)))]
    open_ = [each for root in roots for each in root.iter() if each.tag in (*_ADDED, *_TAKEN)]
    if open_:
        counts = Counter("put in" if each.tag in _ADDED else "taken out" for each in open_)
        names = {each.get("w:author", "") for each in open_} - {""}
        accepts = accepts_changes(counts, names, Place(path), path, choices, brought)
        gone, kept = (_TAKEN, _ADDED) if accepts else (_ADDED, _TAKEN)
        for root in roots:
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
        if above.tag == below.tag == "w:p" and _has_mark(child(child(above, "w:pPr"), "w:rPr"), gone):
            inside = [each for each in (*above, *below) if each.tag != "w:pPr"]
            below[:] = [*found(below, "w:pPr"), *inside]
            above.tag = "gone"
    parent[:] = [each for each in left if each.tag != "gone"]


def _is_gone(each: Element, gone: tuple[str, ...]) -> bool:
    """Whether a row or a cell was put in, or taken out, as a whole."""
    return each.tag in ("w:tr", "w:tc") and _has_mark(child(each, f"{each.tag}Pr"), gone)


def _has_mark(properties: Element | None, marks: tuple[str, ...]) -> bool:
    return properties is not None and any(each.tag in marks for each in properties)

"""From a .docx to what is brought in."""
from collections import Counter

from booklet.core.problems import Place
from booklet.imports.brought import Brought, element
from booklet.imports.changes import Choices, accepts_changes
from booklet.imports.package import Package
from booklet.imports.word.body import Body, languages
from booklet.imports.word.changes import open_changes, settle_changes
from booklet.imports.word.document import WordText


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
        found, who = open_changes(root)
        counts += found
        names |= who
    if not counts:
        return
    accepts = accepts_changes(counts, names, Place(path), path, choices, brought)
    for root in roots:
        settle_changes(root, accepts)

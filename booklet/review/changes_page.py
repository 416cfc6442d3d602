"""What changed, as a page: first for patients in plain lists, then for reviewers with every word marked."""
from booklet.core.dates import year_of
from booklet.model.manuscript import Manuscript
from booklet.model.sentence import Sentence
from booklet.review.changes import Change, changes_of
from booklet.review.page import review_page

FILE = "changes.html"


def changes_html(old: Manuscript, new: Manuscript) -> bytes:
    """One page that stands alone: what the second version has changed in the first."""
    changes = changes_of(old, new)
    return review_page(
        "changes", old=old.imprint, new=new.imprint, standing=new.standing, changes=changes, said=_said,
        year=lambda work: year_of(work.csl) or "no year",
        for_readers=[section for section in changes.sections if section.kind != "changed" or section.for_readers
                     or section.redrawn or section.old_title],
    )  # fmt: skip


def _said(change: Change) -> tuple[tuple[str, str], ...]:
    """A change in plain lines, each with the word before it: what it says now, what it said."""
    old, new = (_words(sentence) for sentence in (change.old, change.new))
    if old and new:
        return ("Now", new), ("Before", old)
    return (("New", new),) if new else (("Taken out", old),)


def _words(sentence: Sentence | None) -> str:
    """What a reader meets: of the glossary's, with its word before it."""
    if sentence is None:
        return ""
    return f"{sentence.heading}: {sentence.text}" if sentence.kind == "meaning" else sentence.text

"""The document as a whole: its parts, styles, lists, notes and comments."""
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.imports.brought import element
from booklet.imports.elements import found
from booklet.imports.package import Package, Unreadable
from booklet.imports.spans import Span
from booklet.imports.word.numbering import Numbering
from booklet.imports.word.styles import WordStyles

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part with text, and what it points to."""

    package: Package
    root: Element
    relations: dict[str, tuple[str, str, bool]]

    def address(self, id_: str) -> str:
        """Where a link of this id leads outside the document; "" where it leads nowhere."""
        _, target, is_outside = self.relations.get(id_, ("", "", False))
        return target if is_outside else ""


class WordText:
    """A .docx that was opened. Raises Unreadable for what is none."""

    def __init__(self, package: Package, keeps_comments: bool):
        self._package, self._keeps_comments = package, keeps_comments
        start = next((name for kind, name, _ in package.relations("").values() if kind == "officeDocument"), "")
        self._name = start or "word/document.xml"
        root = package.xml(self._name)
        if root is None or not any(each.tag == "w:body" for each in root):
            raise Unreadable("this is no document of Word", "save it as Word document (.docx)")
        self._parts: dict[str, Part | None] = {}
        self.body = Part(package, root, dict(package.relations(self._name)))
        self.styles = WordStyles(self._beside("styles"))
        self.numbering = Numbering(self._beside("numbering"))
        self.noted: list[tuple[str, str]] = []  # the kind and id of each note, in the order of their marks
        self._comments = {each.get("w:id", ""): each for each in found(self._beside("comments"), "w:comment")}
        self.comments_met: list[str] = []

    def part(self, kind: str) -> Part | None:
        """Another part of this kind: footnotes, endnotes. It is read once."""
        if kind not in self._parts:
            self._parts[kind] = self._read(kind)
        return self._parts[kind]

    def _read(self, kind: str) -> Part | None:
        name = next((name for known, name, _ in self.body.relations.values() if known == kind), "")
        root = self._package.xml(name)
        return Part(self._package, root, dict(self._package.relations(name))) if root is not None else None

    def furniture(self) -> Iterator[str]:
        """The words of running heads and feet."""
        for kind, name, is_outside in self.body.relations.values():
            root = self._package.xml(name) if kind in ("header", "footer") and not is_outside else None
            if root is not None:
                yield " ".join("".join(each.text or "" for each in root.iter("w:t")).split())

    def core(self, tag: str) -> str:
        """A field of the document's properties, such as dc:title."""
        root = self._package.xml("docProps/core.xml")
        return next((" ".join((each.text or "").split()) for each in found(root, tag)), "")

    def note(self, kind: str, id_: str) -> str:
        """The number of a note, from 1, in the order of their marks."""
        if (kind, id_) not in self.noted:
            self.noted.append((kind, id_))
        return str(self.noted.index((kind, id_)) + 1)

    def notes(self) -> Iterator[tuple[str, Part, Element]]:
        """Each note that a mark leads to: its number, its part and its text. Notes may have notes."""
        parts = {kind: self.part(name) for kind, name in _NOTES.items()}
        for number, (kind, id_) in enumerate(self.noted, 1):
            part = parts[kind]
            note = next((each for each in found(part.root, f"w:{kind}") if each.get("w:id") == id_), None) if part else None
            if part is not None and note is not None:
                yield str(number), part, note

    def comment(self, id_: str) -> Iterator[Span]:
        """A comment, where it is kept."""
        if (said := self._comments.get(id_)) is None:
            return
        self.comments_met.append(said.get("w:author", ""))
        if self._keeps_comments:
            text = " ".join("".join(each.text or "" for each in part.iter("w:t")) for part in said)
            yield Span(holds=element("comment", " ".join(text.split()), by=said.get("w:author", "")))

    def _beside(self, kind: str) -> Element | None:
        part = self.part(kind)
        return part.root if part is not None else None

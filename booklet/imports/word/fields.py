"""Fields: what Word works out, such as a link or a table of contents. Source: ECMA-376, part 1, 17.16.

A field begins, says what it is, and shows a result; all of it may lie in several paragraphs, and fields in one another.
"""
import re
from dataclasses import dataclass, field

from booklet.imports.brought import Brought
from booklet.library.imports.csl_data import CitedWork, works_cited

_LINK = re.compile(r'^\s*HYPERLINK\s+(?P<inside>\\l\s+)?(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))', re.IGNORECASE)
_LOST = {
    "the number of a page": re.compile(r"^\s*(?:PAGEREF|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE),
    "an equation": re.compile(r"^\s*EQ\b", re.IGNORECASE),  # EQ \f(1,2): drawn, with no words that Word would save
    "a number that Word counts": re.compile(r"^\s*(?:AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM)\b", re.IGNORECASE),
    "the day on which it is printed": re.compile(r"^\s*(?:DATE|TIME|PRINTDATE)\b", re.IGNORECASE),
}
_FORM = re.compile(r"^\s*FORMTEXT\b", re.IGNORECASE)
_MERGED = re.compile(r'^\s*MERGEFIELD\s+(?P<column>"[^"]+"|[^\s"]+)', re.IGNORECASE)
# Of Zotero, Mendeley, EndNote and Word
_CITATION = re.compile(r"^\s*(?:ADDIN (?:ZOTERO_ITEM|CSL_CITATION|Mendeley Citation|EN\.CITE\b)|CITATION\b)", re.IGNORECASE)
_WORKS = re.compile(r"^\s*(?:ADDIN (?:ZOTERO_BIBL|Mendeley Bibliography|EN\.REFLIST)|BIBLIOGRAPHY)\b", re.IGNORECASE)
# What has no result: SYMBOL 179 \f "Symbol"; MACROBUTTON NoMacro [Click here and type]
_BARE = re.compile(
    r"^\s*(?:SYMBOL\s+(?P<code>[0-9]{2,4})(?:.*?\\f\s*(?P<font>\"[^\"]+\"|\w+))?|MACROBUTTON\s+\S+\s+(?P<asks>.+))",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"^\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    says: str = ""
    is_shown: bool = False  # its result begins


@dataclass(slots=True)
class OpenFields:
    """The fields around what is read next."""

    _brought: Brought
    _open: list[_Field] = field(default_factory=list)
    has_contents: bool = False  # whether a table of contents was among them

    def mark(self, kind: str) -> None:
        """One of the three marks of a field: begin, separate, end."""
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].is_shown = True
            self.has_contents = self.has_contents or self.is_contents
        elif self._open and kind == "end":
            self._open.pop()

    def say(self, words: str) -> None:
        """A part of what the field is."""
        if self._open:
            self._open[-1].says += words

    @property
    def is_shown(self) -> bool:
        """Whether what is read now is seen, and no part of a table of contents."""
        is_left = self.is_contents or self.lost or self.merged or self.works or self.is_list_of_works
        return all(each.is_shown for each in self._open) and not is_left

    @property
    def is_contents(self) -> bool:
        return any(_CONTENTS.match(each.says) for each in self._open)

    @property
    def is_citation(self) -> bool:
        """Whether a program for references has put in what is read now."""
        return _CITATION.match(self._says) is not None

    @property
    def works(self) -> tuple[CitedWork, ...]:
        """The works of the citation that is read now, where it holds each as a whole."""
        return next(filter(None, (works_cited(each.says) for each in self._open if _CITATION.match(each.says))), ())

    @property
    def is_list_of_works(self) -> bool:
        """Whether what is read now is the list of works, which the press makes by itself where all are known."""
        return any(_WORKS.match(each.says) and self._brought.leaves_works(each.says) for each in self._open)

    @property
    def bare(self) -> re.Match[str] | None:
        """The field that is read now, where it shows a sign or words to click on, and has no result."""
        return _BARE.match(self._says) if self._open and not self._open[-1].is_shown else None

    @property
    def is_part(self) -> bool:
        """Whether it only stands in what a field around it says: IF a column is "f"; or in a table of contents."""
        return self.is_contents or not all(each.is_shown for each in self._open[:-1])

    @property
    def is_to_fill_in(self) -> bool:
        """Whether a form of old asks for the words that are read now."""
        return _FORM.match(self._says) is not None

    @property
    def merged(self) -> str:
        """The column of a list that a mail merge puts in the place of what is read now; "" for none."""
        found = _MERGED.match(self._says)
        return found["column"].strip('"') if found else ""

    @property
    def lost(self) -> str:
        """What cannot come along of what is read now: a page or a day, which is another one in print; "" for nothing."""
        return next((what for what, pattern in _LOST.items() if pattern.match(self._says)), "")

    @property
    def address(self) -> str:
        """Where the link leads that is read now; "" for none, `#name` for a place in the document."""
        links = filter(None, (_LINK.match(each.says) for each in reversed(self._open)))
        addresses = (f"{'#' * bool(link['inside'])}{link['quoted'] or link['bare'] or ''}" for link in links)
        return next(filter(None, addresses), "")

    @property
    def _says(self) -> str:
        return self._open[-1].says if self._open else ""

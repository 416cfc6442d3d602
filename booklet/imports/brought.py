"""What is brought in: a document as a tree, its pictures and notes, and what of it could not be kept.

The tree is one of HTML's names: h1 to h6, p, ul, ol, li, table, tr, td, blockquote, pre, hr, img; b, i, u, s, sub, sup,
mark, code, a, br. Beside these: `note` (its `id`), `comment` (`by`), `box` (its `kind` and `title`), `cited` (of each
`work` its `name` among `works`, and where in it, `at`). A list may have `start`, and `first`: what stands before its
item 1, where that is no 1.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from booklet.core.letters.raised import STRUCK_TAGS, in_letters
from booklet.core.printed.runs import counted
from booklet.library.imports.csl_data import has_more_works
from booklet.library.imports.work import ForeignWork
from booklet.load.markdown.typed import fill, pieces_of
from booklet.load.web_address import is_way_out

_LONGEST = 60  # characters of a heading that a place repeats
_GONE = "what stood here in the document"
_CITES = ("CSL_CITATION", "ZOTERO_BREF", "JABREF", "bibliography-mark")  # also in bookmarks; LibreOffice's own


@dataclass(frozen=True, slots=True)
class Lost:
    """What was not kept as it was: where it stood, in words; what it was; what can be done."""

    where: str
    says: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section to be: its title as plain words, and its blocks; headings in it begin at level 2."""

    title: str
    blocks: tuple[Element, ...]
    names: tuple[str, ...] = ()  # of the place that its title was, to which links may lead
    text: str = ""  # in the place of blocks: Markdown that is kept as it was
    lead: str = ""  # the title of the file that it is of


@dataclass(slots=True)
class Brought:
    """A document as it was read. `pictures` are files by the `src` of their img; `notes` by the id of their mark."""

    title: str = ""  # of the file, which nobody may have read
    title_typed: str = ""  # as it stands in the text
    subtitle: str = ""
    language: str = ""
    library: str = ""  # the file of the works that it cites, as its front matter names it
    blocks: list[Element] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)  # in the place of blocks, for what is Markdown already
    pictures: dict[str, bytes] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)  # the files that `chapters` show, by their names in `pictures`
    notes: dict[str, list[Element]] = field(default_factory=dict)
    works: dict[str, ForeignWork] = field(default_factory=dict)  # that it cites, of a program for references
    cites_in_words: bool = False  # whether it cites, by such a program, works that it does not hold
    is_without_list: bool = False  # whether the list of works was left out
    abbreviations: dict[str, str] = field(default_factory=dict)  # and what each stands for
    lost: dict[Lost, None] = field(default_factory=dict)
    heading: str = ""  # where the reader is: below which heading,
    paragraph: int = 0  # and in which paragraph of it
    place: str = ""  # in the place of both: where a writer is, who comes to the same blocks later; or the file that is read

    def tell(self, says: str, hint: str = "") -> None:
        """Something here is not kept. What stands in the same place several times is told once."""
        self.lost_in(self.where, says, hint)

    def tell_of_title(self, struck: str, addresses: Iterable[str]) -> None:
        """What a title cannot hold."""
        if struck:
            self.tell(f'words that are struck were left out of a title: "{struck}"')
        for address in addresses:
            self.tell(f"a title leads nowhere now: {address}", "write [words](address) in the text below it")

    def title_of(self, block: Element) -> str:
        """The words of a block for a title, which holds no marks: what a mark says is said in letters, or told."""
        place = self.place
        self.return_to(block)
        for each in list(block.iter()):
            if each.tag in ("sub", "sup"):
                said = in_letters(each.tag, words(each))
                del each[:]
                each.text = said
            elif each.tag in STRUCK_TAGS and (struck := words(each)):
                self.tell_of_title(struck, ())
                each.tag = "comment"  # which is no word of it
            elif each.tag == "a" and is_way_out(each.get("href", "")):
                self.tell_of_title("", [each.attrib["href"]])
            elif each.tag == "cited":
                self.tell("a title holds no citation, and has lost it", "cite the work in the text below it")
        self.place = place
        return words(block)

    def gone(self, what: str) -> str:
        """What cannot be printed leaves a mark that nobody overlooks: a sentence without it may say something else."""
        self.tell(f"{what} was left out", f"look for [{_GONE}] and write it in words, or as a picture")
        return f"[{_GONE}: {what}]"

    def asked(self, what: str) -> str:
        """The place to write that a field is while nobody has filled it in."""
        says = f"a place to write stands for a field to fill in: {' '.join(what.split())[:200]}"
        self.tell(says, "see that the words around it say what to write")
        return " ____ "

    def unframed(self) -> None:
        """What stood in a frame, such as a table of one cell, stands without it."""
        self.tell("a frame around text was left out", "::: note makes a box")

    def tell_of_all(self, says: str, hint: str = "") -> None:
        """Something is not kept anywhere in the document: told once."""
        if not any(told.says == says for told in self.lost):
            self.lost_in("", says, hint)

    def lost_in(self, name: str, says: str, hint: str = "") -> None:
        """Something in this file is not kept: told once."""
        self.lost[Lost(name, says, hint)] = None

    def tell_of_comments(self, count: int, names: Iterable[str], are_kept: bool) -> None:
        """How many comments there were, whose, and what has become of them."""
        if count:
            who = ", ".join(sorted(set(names) - {""})[:5])
            kept = "kept in the files as <!-- said by ... -->: nobody prints that, but whoever gets the folder can read it"
            says = f"{counted(count, 'comment')}{f' (by {who})' * bool(who)} {kept if are_kept else 'left out'}"
            self.tell_of_all(says, "--comments drop leaves them out" if are_kept else "--comments keep keeps them")

    def tell_of_cited_words(self, mark: str = "CSL_CITATION") -> None:
        """A citation of which the words alone are known, where this mark of a place in the text is one of it."""
        if not any(sign in mark for sign in _CITES):
            return
        self.cites_in_words = True
        says = "citations that a program for references has put in are plain words now"
        hint = "export its library, type python build.py refs import library.bib, and write [@key] in their place"
        self.tell_of_all(says, hint)

    def leaves_works(self, field: str = "") -> bool:
        """Whether a list of works, of this field, may be left out: each of them is known, and cited."""
        return bool(self.works) and not self.cites_in_words and not has_more_works(field)

    @property
    def lacks_works(self) -> bool:
        """Whether the list of works was left out before a citation that stays words: in a note, or behind the list."""
        return self.is_without_list and self.cites_in_words

    def leave_works(self, above: list[Element]) -> None:
        """The list of works is left out, with a line of two words, the last of what stands above, or its heading: this
        `leads` the works, and goes where no other words stand below it.
        """
        title = words(above[-1]) if above and above[-1].tag in (*HEADING_TAGS, "p") else ""
        is_line = len(title.split()) <= 2 and title.replace(" ", "").rstrip(":").isalpha()
        is_title = 0 < len(title) < _LONGEST and (is_line or above[-1].tag != "p")
        if is_title and above[-1].tag == "p":
            above.pop()
        elif is_title:
            above[-1].set("leads", "works")
        self.is_without_list = True
        below = f' below "{title}"' if is_title else ""
        self.tell_of_all(f"the list of works{below} was left out: the press makes its own")

    def tell_of_heads(self, said: Iterable[str]) -> None:
        """What stood at the head or foot of each page."""
        for words in filter(None, dict.fromkeys(said)):
            self.tell_of_all(f'a running head or foot was left out: "{words[:200]}"')

    def images(self) -> Iterator[str]:
        """The `src` of each picture, those in notes too."""
        for block in [*self.blocks, *(each for note in self.notes.values() for each in note)]:
            yield from (image.get("src", "") for image in block.iter("img"))

    @property
    def where(self) -> str:
        """The place in words: under "When to call", paragraph 3."""
        if self.place:
            return self.place
        below = f'under "{self.heading}", ' if self.heading else ""
        return f"{below}paragraph {max(self.paragraph, 1)}"

    def mark(self, block: Element) -> None:
        """The reader has read this block, which counts as a paragraph: it remembers where it stands."""
        if block.tag in HEADING_TAGS:
            said = words(block)
            self.heading = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."
            self.paragraph = 0
        block.set("where", self.where)

    def return_to(self, block: Element) -> None:
        """A writer has come to this block."""
        self.place = next((where for each in block.iter() if (where := each.get("where"))), self.place)


HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def element(tag: str, *inside: str | Element, **attributes: str) -> Element:
    """An element with texts and elements in it."""
    made = Element(tag, attributes)
    fill(made, inside)
    return made


def token(kind: str, name: str) -> str:
    """Stands in Markdown for the address of a picture or a section, until that is known."""
    return f"\ue100{kind}:{name}\ue101"


def words(parent: Element) -> str:
    """The words in an element, with single blanks; those said aside, and notes, are none."""
    return " ".join(_text(parent).split())


def _text(parent: Element) -> str:
    parts = []
    for piece in pieces_of(parent):
        if isinstance(piece, str):
            parts.append(piece)
        elif piece.tag == "br":
            parts.append(" ")
        elif piece.tag not in ("comment", "note"):
            parts.append(_text(piece))
    return "".join(parts)

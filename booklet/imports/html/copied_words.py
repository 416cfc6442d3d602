"""Words that were copied in another program, with their looks, become Markdown that can stand in a section."""
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.core.printed.runs import counted
from booklet.imports.brought import HEADING_TAGS, Brought, Lost, words
from booklet.imports.html.notes import NOTE_MARK
from booklet.imports.html.read import read_html
from booklet.imports.manuscript import typed_blocks
from booklet.imports.sections import shifted

_PLAIN = frozenset(("p", "br", "pre", "code", "span", "anchor"))  # words without looks


@dataclass(frozen=True, slots=True)
class CopiedWords:
    """Markdown: one paragraph, which may stand in another, or whole blocks. `lost` is what it could not keep."""

    text: str
    is_blocks: bool
    lost: tuple[Lost, ...]


def copied_words(html: bytes) -> CopiedWords | None:
    """What a clipboard holds as `html`, or None where the words alone say all of it. Raises Unreadable."""
    brought = read_html(html, lambda _: b"?")
    if _is_plain(brought.blocks):
        return None
    _leave_pictures(brought)
    _leave_marks(brought)
    for block in brought.blocks:
        block.tag = {"title": "h1", "subtitle": "p"}.get(block.tag, block.tag)  # nothing here is for a cover
    for link in (each for block in brought.blocks for each in block.iter("a")):
        if link.get("href", "").startswith("#"):
            link.set("href", "")  # a place in the page that it was copied from
    levels = [int(block.tag[1]) for block in brought.blocks if block.tag in HEADING_TAGS]
    blocks = tuple(shifted(brought.blocks, min(levels, default=1) - 1))
    text = typed_blocks(brought, blocks).strip("\n")
    is_one = [block.tag for block in blocks] == ["p"] and not brought.notes
    return CopiedWords(text, not is_one, tuple(brought.lost))


def _is_plain(blocks: Sequence[Element]) -> bool:
    """Whether they are one paragraph or one cell of a spreadsheet, or typed in a program for code, and have no looks.

    Of several paragraphs the words alone do not say where one ends.
    """
    cells = [each for block in blocks for each in block.iter("td")]
    if [block.tag for block in blocks] == ["table"] and len(cells) == 1:
        blocks = list(cells[0])
    is_one = len(blocks) < 2 or all(block.tag == "pre" for block in blocks)
    return is_one and all(each.tag in _PLAIN for block in blocks for each in block.iter())


def _leave_pictures(brought: Brought) -> None:
    """A clipboard names pictures by where they lie, and nothing is fetched from there."""
    for block in brought.blocks:
        for image in list(block.iter("img")):
            shown = image.get("alt") or "no words say what it shows"
            brought.tell(f"a picture was left out: {shown}", "drop its file here")
            image.tag, image.text = "comment", f"a picture stood here: {shown}"
            image.attrib.clear()


def _leave_marks(brought: Brought) -> None:
    """A mark of a note that was not copied along would be printed as a number in brackets that leads nowhere."""
    links = [each for block in brought.blocks for each in block.iter("a") if "#" in each.get("href", "")]
    called = [each for each in links if NOTE_MARK.fullmatch(words(each))]
    marks = [each for each in called if not words(each).isalpha() or any(each.iter("sup"))]  # and no way to A, B, C
    for mark in marks:
        mark.tag, mark[:], mark.text = "comment", [], f"a note was called here: {words(mark)}"
        mark.attrib.clear()
    if marks:
        says = f"{counted(marks, 'mark')} of notes left out, for the notes did not come along"
        brought.tell_of_all(says, "copy them too, or write [^1] here and [^1]: with its words below")

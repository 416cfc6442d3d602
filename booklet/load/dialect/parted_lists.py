"""Lists and quotes with tables in them: a table has the whole width of a page, so they are parted there and go on below."""
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element as Typeset

from booklet.load.dialect.asides import is_summary_mark
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import Mark, fill, mark, parted_by, pieces_of, place_of

_APART = ("table", "caption")  # what stands between the two halves of a list
_BLOCKS = frozenset({*_APART, "p", "ul", "ol", "blockquote", "dl", "pre"})


def with_tables_apart(children: Sequence[Typeset], reading: Reading) -> Iterator[Typeset]:
    """The blocks of a section; each list that holds tables as lists with the tables between them, its numbers going on."""
    for above, child in zip([None, *children], children, strict=False):
        is_marked = above is not None and is_summary_mark(above)  # the mark is for one block, and would lose the others
        tables = () if is_marked else list(_tables(child))
        for table in tables:
            says = "a table stands inside a list or a quote, which is parted there: the table has the whole width"
            reading.problem(table, "deep-list", says, "put the table before it or below it")
        yield from _parted(child) if tables else (child,)


def _tables(block: Typeset) -> Iterator[Typeset]:
    """The tables in a list or a quote, and in those within it."""
    for inside in (each for holder in _holders(block) for each in holder):
        yield from (inside,) if inside.tag == "table" else _tables(inside)


def _holders(block: Typeset) -> Sequence[Typeset]:
    return block.findall("li") if block.tag in ("ol", "ul") else [block] if block.tag == "blockquote" else ()


def _parted(whole: Typeset) -> Iterator[Typeset]:
    held = _shell(whole)
    for number, item in enumerate(_holders(whole), int(whole.get("start", "1"))):
        kept, apart = _cut(item)
        first = held if item is whole else _shell(item)
        fill(first, kept)
        if item is not whole and (kept or not apart):
            held.append(first)
        if apart:
            if len(held):
                yield held
            yield from _blocks_of(apart, item)
            held = _shell(whole, number + 1)
    if len(held):
        yield held


def _cut(item: Typeset) -> tuple[list[str | Typeset], list[str | Typeset]]:
    """What an item holds before its first table, and all from there on."""
    pieces = list[str | Typeset]()
    for piece in pieces_of(item):
        pieces += (piece,) if isinstance(piece, str) or not any(_tables(piece)) else _parted(piece)
    cut = next((n for n, piece in enumerate(pieces) if not isinstance(piece, str) and piece.tag in _APART), len(pieces))
    kept = pieces[:cut] if any(not isinstance(piece, str) or piece.strip() for piece in pieces[:cut]) else []
    return kept, pieces[cut:]


def _blocks_of(pieces: Sequence[str | Typeset], item: Typeset) -> Iterator[Typeset]:
    """Blocks as they are, words between them as paragraphs."""
    for part in parted_by(_BLOCKS, pieces):
        if isinstance(part, list):
            paragraph = mark("p", place_of(item))
            fill(paragraph, part)
            yield paragraph
        else:
            part.tail = None
            yield part


def _shell(block: Typeset, start: int = 0) -> Typeset:
    """A list or an item of the same kind and place that holds nothing yet; a list of numbers that begins with this one."""
    made = mark(str(block.tag), place_of(block), **block.attrib)
    if start and block.tag == "ol":
        made.set("start", str(start))
    if isinstance(block, Mark):
        made.first, made.last = block.first, block.last
    return made

"""Lists that are printed otherwise than they are typed.

A table in a list or a quote has the whole width of a page, and a picture stands below its item: they are parted there,
and go on below.
"""
from collections.abc import Iterator, Sequence
from itertools import takewhile
from xml.etree.ElementTree import Element as Typeset

from booklet.load.dialect.asides import is_summary_mark, leads_on
from booklet.load.dialect.pictures import is_unsized, stand_beside
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import Mark, Typed, fill, mark, parted_by, pieces_of, place_of

_APART = ("table", "caption", "description")  # what stands between the two halves of a list
BLOCKS = frozenset({*_APART, "p", "ul", "ol", "blockquote", "dl", "pre"})
GOES_ON = "goes-on"  # a part of a list that is marked for the summary, which the parts behind it are too
_Piece = str | Typeset


def parted(children: Sequence[Typeset], reading: Reading) -> Iterator[Typeset]:
    """The blocks of a section; a list that holds tables or pictures as lists with these between, its numbers going on."""
    is_marked = False
    for child in children:
        for table in _tables(child):
            says = "a table stands inside a list or a quote, which is parted there: the table has the whole width"
            reading.problem(table, "deep-list", says, "put the table before it or below it")
        parts = list(_parted(child)) if _is_wide(child) else [child]
        for part in parts[:-1] if is_marked else ():
            part.set(GOES_ON, "")
        yield from parts
        is_marked = is_summary_mark(child) or is_marked and leads_on(child)


def _tables(block: Typeset) -> Iterator[Typeset]:
    """The tables in a list or a quote, and in those within it."""
    for inside in (each for holder in _holders(block) for each in holder):
        yield from (inside,) if inside.tag == "table" else _tables(inside)


def _is_wide(block: Typeset) -> bool:
    """Whether it is parted. A picture in a quote stays below the whole of it."""
    return any(True for _ in _tables(block)) or block.tag in ("ol", "ul") and _shows(block)


def _shows(block: Typeset) -> bool:
    return any(True for _ in block.iter("img"))


def _holders(block: Typeset) -> Sequence[Typeset]:
    return block.findall("li") if block.tag in ("ol", "ul") else [block] if block.tag == "blockquote" else ()


def _parted(whole: Typeset) -> Iterator[Typeset]:
    held = _shell(whole)
    for number, item in enumerate(_holders(whole), int(whole.get("start", "1"))):
        kept, apart = _cut(item)
        pictures = (img for piece in apart if not isinstance(piece, str) for img in piece.iter("img"))
        shown = next((img for img in pictures if img.get("alt")), None)
        if whole.tag == "ol" and shown is not None and not kept:  # the number stands beside what it shows
            kept = [Typed(shown.attrib["alt"], [(0, *place_of(shown))])]
        first = held if item is whole else _shell(item)
        fill(first, kept)
        if item is not whole and (kept or not apart):
            held.append(first)
        if apart or item is not whole and _shows(first):  # a picture amid its words is printed below them
            if len(held):
                yield held
            yield from _blocks_of(apart, item)
            held = _shell(whole, number + 1)
    if len(held):
        yield held


def _cut(item: Typeset) -> tuple[list[_Piece], list[_Piece]]:
    """What an item holds before its first table or picture, and all from there on."""
    pieces = list[_Piece]()
    for piece in pieces_of(item) if item.tag == "blockquote" else _with_pictures_apart(item):
        pieces += (piece,) if isinstance(piece, str) or not _is_wide(piece) else _parted(piece)
    kept = list[_Piece]()
    pieces = _words_first(pieces) if item.tag == "li" else pieces
    for piece in pieces:
        if not isinstance(piece, str) and piece.tag in BLOCKS:
            is_below = item.tag == "li" and any(not isinstance(above, str) and _shows(above) for above in kept)
            if is_below or piece.tag in _APART or piece.tag == "p" and next(_alone(list(pieces_of(piece))), None) == 0:
                break
        kept.append(piece)
    apart = pieces[len(kept) :]
    return kept if any(not isinstance(piece, str) or piece.strip() for piece in kept) else [], apart


def _with_pictures_apart(item: Typeset) -> Iterator[_Piece]:
    """What an item holds; with a picture that has a line of its own a paragraph begins."""
    for picture in item.iter("img"):
        picture.set("of-step", "")
    for part in parted_by(BLOCKS, pieces_of(item)):
        words = part if isinstance(part, list) else list(pieces_of(part)) if part.tag == "p" else []
        cuts = list(_alone(words))
        shown = [piece for piece in words if not isinstance(piece, str) or piece.strip()]
        if not cuts and len(shown) > 1 and all(map(is_unsized, shown)):  # on one line
            stand_beside(shown)
        if not cuts:
            yield from part if isinstance(part, list) else (part,)
            continue
        first = words[: cuts[0]]
        yield from first if isinstance(part, list) or not first else (mark("p", place_of(part), *first),)
        for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
            yield mark("p", place_of(item), *words[start:end])


def _words_first(pieces: list[_Piece]) -> list[_Piece]:
    """What an item holds, where the picture that it begins with stands below its first words: they have its number."""
    pictures = [piece for piece in takewhile(_is_of_picture, pieces) if not isinstance(piece, str)]
    if not pictures:
        return pieces
    rest, shown = pieces[len(pictures) :], list(pieces_of(pictures[-1]))
    if len(shown) > 1 and isinstance(shown[1], Typed):
        first = shown[1].cut(len(shown[1]) - len(shown[1].lstrip()))
        picture = mark("p", place_of(pictures[-1]), shown[0])
        return [mark("p", first.place(), first, *shown[2:]), *pictures[:-1], picture, *rest]
    is_text = all(isinstance(each, str) or each.tag == "p" for each in rest[:1])
    return [*rest[:1], *pictures, *rest[1:]] if is_text else pieces


def _is_of_picture(piece: _Piece) -> bool:
    if isinstance(piece, str):
        return False
    return piece.tag in ("caption", "description") or piece.tag == "p" and next(_alone(list(pieces_of(piece))), None) == 0


def _alone(words: Sequence[_Piece]) -> Iterator[int]:
    """Where pictures stand that have no words beside them."""
    for at, (above, piece, below) in enumerate(zip(["\n", *words], words, [*words[1:], "\n"], strict=False)):
        if isinstance(piece, str) or piece.tag != "img" or not isinstance(above, str) or not isinstance(below, str):
            continue
        if above.rstrip(" ").endswith("\n") and below.lstrip(" ").startswith("\n"):
            yield at


def _blocks_of(pieces: Sequence[_Piece], item: Typeset) -> Iterator[Typeset]:
    """Blocks as they are, words between them as paragraphs."""
    for part in parted_by(BLOCKS, pieces):
        if isinstance(part, list):
            yield mark("p", place_of(item), *part)
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

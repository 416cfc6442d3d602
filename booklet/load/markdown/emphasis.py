"""Marks around words: which of them belong together, and what they make of the words between.

Source: CommonMark 0.31.2, section 6.2 and the appendix, "process emphasis"; for ~~struck~~ words GitHub Flavored Markdown
0.29. As Pandoc writes them: H~2~O and x^2^, where the mark touches the word before it; ==marked== as Obsidian does.
Different from there: **（so）** may stand among Chinese words; and in 2*3*4 mg, HLA-B*57:01 and dial *67* a mark is a sign
itself, and so is one star within a word, as in Patient*innen und Ärzt*innen. Without it something else would be printed.
And two stars with blanks within them, ** Do not drive **, are strong words.
"""
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.load.markdown.typed import Typed, mark

_DIALS, _CODE = re.compile(r"(?i:\b(?:dial|press|key|key in|enter|type|call|ring|code):? )$"), re.compile(r"\*[0-9]{1,4}\*")
_SIGNS = {sign: re.compile(re.escape(sign) + "+") for sign in "*_~^="}


@dataclass(slots=True)
class MarkRun:
    """A run of one mark that may still open or close something; `size` is how many of its signs are left."""

    text: Typed
    opens: bool
    closes: bool
    size: int

    @property
    def sign(self) -> str:
        return self.text[0]


@dataclass(slots=True)
class Bracket:
    """An opening bracket, and where its words begin in the text."""

    text: Typed
    start: int
    is_image: bool


InlinePiece = Typed | Element | MarkRun | Bracket


def run_at(text: Typed, at: int) -> tuple[MarkRun, int]:
    """The run of marks that stands here, and where it ends."""
    found = _SIGNS[text[at]].match(text, at)
    assert found, "it is called where one stands"
    before, after = text[at - 1 : at] or " ", text[found.end() : found.end() + 1] or " "
    left = not after.isspace() and (not _is_mark(after) or _may_be_beside(before))
    right = not before.isspace() and (not _is_mark(before) or _may_be_beside(after))
    opens, closes, size = left, right, len(found[0])
    if _CODE.match(text, at) and _DIALS.search(text, max(0, at - 9), at):
        opens = closes = False  # dial *67*: a code of a telephone
    elif _is_sign(before, found[0], after):
        opens, closes = False, closes and not (before + after).isdigit()  # *5*mg, and *HLA-B*57:01, are words in italics
    match text[at]:
        case "_":
            opens, closes = left and (not right or _is_mark(before)), right and (not left or _is_mark(after))
        case "~":
            opens, closes = opens and size < 3, closes and size < 3
        case "^":
            opens, closes = not after.isspace() and size == 1, not before.isspace() and size == 1
        case "=":
            opens, closes = left and size == 2, right and size == 2
    return MarkRun(text.cut(*found.span()), opens, closes, size), found.end()


def is_open(read: Sequence[InlinePiece], marks: str) -> bool:
    """Whether these marks were opened and not closed: in __Name__: ____ the second two strokes are no place to write."""
    runs = [piece for piece in read if isinstance(piece, MarkRun) and piece.text == marks]
    return len(runs) % 2 == 1 and runs[-1].opens


def _may_be_beside(letter: str) -> bool:
    """What may stand outside of a mark with a bracket inside of it. Chinese and Japanese have no blanks there."""
    return letter.isspace() or _is_mark(letter) or _is_wide(letter)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "FW"


def _is_sign(before: str, typed: str, after: str) -> bool:
    """Whether a mark between numbers, or one star between a number and a letter, stands for itself: 2*3, 10*weight, B*57."""
    is_sum = before.isdigit() and after.isdigit() and typed[0] in "*~" and typed != "~"
    beside = before + after
    return is_sum or typed == "*" and beside.isascii() and beside.isalnum() and not beside.isalpha()


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def emphasised(pieces: Sequence[InlinePiece]) -> list[InlinePiece]:
    """The pieces, with an element for each pair of marks and what is between."""
    read, at = _with_signs_in_words(pieces), 0
    barren: dict[tuple[str, bool, int], int] = {}  # below this index there is no opener for such a closer
    while at < len(read):
        closer = read[at]
        if not isinstance(closer, MarkRun) or not closer.closes:
            at += 1
            continue
        kind = (closer.sign, closer.opens, len(closer.text) % 3)
        opened = _opener(read, at, closer, barren.get(kind, 0))
        if opened is None:
            barren[kind] = at
            at += 1
            continue
        at = _paired(read, opened, at)
    return _with_spaced(read)


def _with_spaced(read: list[InlinePiece]) -> list[InlinePiece]:
    """The pieces, with strong words for two stars that are no pair by the rule, since blanks stand within them."""
    left = [(n, run) for n, run in enumerate(read) if isinstance(run, MarkRun) and run.text == "**" and run.size > 1]
    pairs = list(zip(left[::2], left[1::2], strict=False))
    are_amid = any(re.search(r"[\w,] +\Z", str(read[max(n - 1, 0)])) and _end(read, n + 1, 0) == " " for n, _ in left[:1])
    if are_amid or len(left) % 2 or not all(_are_spaced(read, opened, closed) for (opened, _), (closed, _) in pairs):
        return read  # are_amid: Tea ** and ham ** may hurt, where they may be marks for a note
    for (opened, run), (closed, _) in reversed(pairs):
        inside = settled(read[opened + 1 : closed])
        if isinstance(first := inside[0], Typed):
            inside[0] = first.cut(len(first) - len(first.lstrip()))
        if isinstance(last := inside[-1], Typed):
            inside[-1] = last.cut(0, len(last.rstrip()))
        behind = [Typed(" ")] if _end(read, closed + 1, 0).isalnum() else []  # **Warning **do not
        read[opened : closed + 1] = [mark("strong", run.text.place(), *inside), *behind]
    return read


def _are_spaced(read: Sequence[InlinePiece], opened: int, closed: int) -> bool:
    """Whether two runs are ** with blanks within **, and neither 2 ** 3 nor marks for a note: 5 mg** daily."""
    first, last, after = _end(read, opened + 1, 0), _end(read, closed - 1, -1), _end(read, closed + 1, 0)
    between = read[opened + 1 : closed]
    beside = [str(piece).strip() for piece in read[max(opened - 1, 0) : opened + 2] if isinstance(piece, str)]
    is_sum = len(beside) > 1 and beside[0][-1:].isdigit() and beside[1][:1].isdigit()
    is_within = (first.isspace() or last.isspace()) and (last.isspace() or not after.isalnum())
    is_free = not _end(read, opened - 1, -1).isalnum() and not _has(r"\n", between)
    held = [piece.tag for piece in between if isinstance(piece, Element)]
    return is_within and is_free and not is_sum and "strong" not in held and (bool(held) or _has(r"\w", between))


def _with_signs_in_words(pieces: Sequence[InlinePiece]) -> list[InlinePiece]:
    """The pieces; of *die Patient*innen* the star that is alone in its word is a sign, and un*frigging*able has a pair."""
    read, inside, is_opened = list(pieces), list[int](), False
    for at, run in enumerate(pieces):
        if not isinstance(run, MarkRun) or run.text != "*":
            continue
        if _are_in_words(pieces, at):
            inside.append(at)
            continue
        inside = inside if is_opened and run.closes else []
        for before, star, behind in zip([-1, *inside], inside, [*inside[1:], at], strict=False):
            is_alone = before < 0 or _has(r"\W", pieces[before + 1 : star])
            if is_alone and (behind == at or _has(r"\W", pieces[star + 1 : behind])):
                read[star] = run.text
        inside, is_opened = [], run.opens
    return read


def _opener(read: Sequence[InlinePiece], at: int, closer: MarkRun, lowest: int) -> int | None:
    for n in range(at - 1, lowest - 1, -1):
        opener = read[n]
        if isinstance(opener, MarkRun) and opener.sign == closer.sign and opener.opens and opener.size:
            if closer.sign not in "*_":
                fits = opener.size == closer.size and (opener.size > 1 or _are_one_pair(read, n, at))
            else:
                is_odd = (opener.closes or closer.opens) and (len(opener.text) + len(closer.text)) % 3 == 0
                fits = not is_odd or len(opener.text) % 3 == len(closer.text) % 3 == 0
                fits = fits and not (opener.closes and _end(read, at + 1, 0).isdigit())  # weight*height*2
            fits = fits and not (_are_in_words(read, n, at) and _has(r"[^\w*]", read[n + 1 : at]))
            if fits:
                return n
    return None


def _are_one_pair(read: Sequence[InlinePiece], opened: int, closed: int) -> bool:
    """Whether two single marks belong together. Those of 5~10 or 20~30, of 10^5,10^6 and of (~5 mg) log~10~ do not."""
    before, first, after = _end(read, opened - 1, -1), _end(read, opened + 1, 0), _end(read, closed + 1, 0)
    if not _is_small(read, opened):
        return not after.isalnum()
    has_blank = _has(r"\s", read[opened + 1 : closed])
    is_range = before.isdigit() and first.isdigit() and not _is_high(read, opened)
    return not (has_blank or is_range or after.isdigit() or _is_wide(before or " "))


def _are_in_words(read: Sequence[InlinePiece], *at: int) -> bool:
    """Whether one of these stars stands alone within a word: Patient*innen und Ärzt*innen are not women alone."""
    beside = ((read[n], _end(read, n - 1, -1), _end(read, n + 1, 0)) for n in at)
    return any(
        isinstance(run, MarkRun) and run.text == "*" and before.isalpha() and after.isalpha() and not _is_wide(after)
        for run, before, after in beside
    )


def _has(sign: str, between: Sequence[InlinePiece]) -> bool:
    return any(isinstance(piece, str) and re.search(sign, piece) for piece in between)


def _end(read: Sequence[InlinePiece], at: int, end: int) -> str:
    """The first or last character of a text."""
    piece = read[at] if 0 <= at < len(read) else ""
    return piece[end] if isinstance(piece, str) and piece else ""


def _is_high(read: Sequence[InlinePiece], at: int) -> bool:
    return isinstance(run := read[at], MarkRun) and run.sign == "^"


def _is_small(read: Sequence[InlinePiece], opened: int) -> bool:
    """Whether a mark opens raised letters, or low ones, as it does right behind a word: x^2^, H~2~O."""
    run = read[opened]
    return _is_high(read, opened) or isinstance(run, MarkRun) and run.size == 1 and _end(read, opened - 1, -1).isalnum()


def _paired(read: list[InlinePiece], opened: int, closed: int) -> int:
    """Put the pieces between two runs into an element; where to go on."""
    opener, closer = read[opened], read[closed]
    assert isinstance(opener, MarkRun) and isinstance(closer, MarkRun), "they were found as such"
    used = opener.size if opener.sign not in "*_" else 2 if opener.size > 1 and closer.size > 1 else 1
    made = mark(_tag(read, opened, used), opener.text.place(opener.size - used), *settled(read[opened + 1 : closed]))
    opener.size -= used
    closer.size -= used
    read[opened + (opener.size > 0) : closed + (closer.size == 0)] = [made]
    return opened + (opener.size > 0) + 1


def _tag(read: Sequence[InlinePiece], opened: int, used: int) -> str:
    opener = read[opened]
    assert isinstance(opener, MarkRun), "it was found as such"
    if opener.sign == "~":
        return "sub" if _is_small(read, opened) else "del"
    return {"^": "sup", "=": "mark"}.get(opener.sign, "strong" if used == 2 else "em")


def settled(pieces: Sequence[InlinePiece]) -> list[str | Element]:
    """The pieces, with what opened or closed nothing as the characters that were typed."""
    made: list[str | Element] = []
    for piece in pieces:
        match piece:
            case MarkRun():
                made.append(piece.text.cut(0, piece.size))
            case Bracket():
                made.append(piece.text)
            case _:
                made.append(piece)
    return made

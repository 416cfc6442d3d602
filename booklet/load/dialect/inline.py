"""What the marks inside a line mean: words, links, citations and places to write, as nodes of the tree.

A mark that means nothing here would be printed as it stands, or swallowed. So it is a problem, where it was typed.
"""
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element as Typeset

from booklet.core.printed.icons import icons
from booklet.core.problems import nearest
from booklet.core.text_file import printable
from booklet.load.dialect.asides import is_summary_mark, said_aside, tell_misspelt
from booklet.load.markdown.grammar import CLAIM, SECTION_FILE, WORK
from booklet.load.dialect.pictures import image_nodes
from booklet.load.dialect.quotes import curled
from booklet.load.dialect.reading import Reading
from booklet.load.dialect.strays import tell_strays, tell_tag
from booklet.load.markdown.inline import Reader
from booklet.load.markdown.typed import SLOT, Typed, pieces_of, place_of
from booklet.load.web_address import is_relative, is_way_out, is_web_address, whole_address
from booklet.model.manuscript import Claim
from booklet.model.tree import (
    Citation, CrossReference, DataFigure, Element, Foreign, Gap, Icon, Link, Node, Nodes, NoteMark, Tick, Words, words_of,
)  # fmt: skip

_WORK = re.compile(rf"^{WORK.pattern}(?:,\s*(?P<locator>[^@\s][^@]*))?$")  # @lee2020, p. 4
_UNFILLED = re.compile(r"\\(?=\{(?:[{%#]|\\\{))")  # \{{
_ANY_STROKES, _MOST_EMS = 24, 120  # as many strokes are as wide as what the look gives to any
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")  # BCP 47: de, en-GB, zh-Hant-TW
_ALONE = {
    "table": "bad-table", "callout": "nested-callout", "caption": "missing-table", "description": "stray-mark",
    "stray": "unclosed-callout",
}
_KEPT = frozenset({"strong", "em", "del", "sub", "sup", "u", "small", "kbd", "code", "br", "abbr", "span", "mark"})


def nodes_in(element: Typeset, reading: Reading) -> Nodes:
    """What is in an element: words and marks, and blocks where it holds some."""
    return nodes_from(pieces_of(element), reading)


def nodes_from(pieces: Iterable[str | Typeset], reading: Reading) -> Nodes:
    """Texts and elements as nodes, with curled quotation marks."""
    return curled(tuple(_nodes(pieces, reading)), reading.language)


def _or_shown(nodes: Nodes, element: Typeset) -> Nodes:
    """What is in an item; where that is a picture alone, which is printed below, what it shows."""
    shown = () if words_of(nodes).strip() else filter(None, (picture.attrib["alt"] for picture in element.iter("img")))
    return (*nodes, *(Words(words) for words in [", ".join(shown)] if words))


def line_nodes(text: Typed, reading: Reading) -> Nodes:
    """The words of one line, which begins no block: a meaning that starts with "1." is no list."""
    return nodes_from(Reader(text).pieces(), reading)


def _nodes(pieces: Iterable[str | Typeset], reading: Reading) -> list[Node]:
    nodes: list[Node] = []
    is_aside = False  # behind a comment, which leaves one of the two blanks beside it
    for piece in pieces:
        if isinstance(piece, str):
            words = piece if isinstance(piece, Typed) else Typed(piece)
            nodes += _words(words.cut(1) if is_aside and words[0] == " " else words, reading)
            is_aside = False
            continue
        is_aside = piece.tag == "comment" and bool(nodes) and isinstance(nodes[-1], Words) and nodes[-1].text.endswith(" ")
        if piece.tag in ("citation", "noted") and nodes and isinstance(nodes[-1], Words):
            nodes[-1] = Words(nodes[-1].text.rstrip(" \t") + " ", nodes[-1].line, nodes[-1].column)
        nodes += _MEANINGS.get(str(piece.tag), _block)(piece, reading)
    if is_aside and isinstance(last := nodes[-1], Words):
        nodes[-1] = Words(last.text.rstrip(), last.line, last.column)
    return nodes


def _words(text: Typed, reading: Reading) -> Iterable[Node]:
    """All in one, over several lines too: a term may begin on one of them and end on the next."""
    tell_strays(text, reading)
    if text:
        yield from _filled(Words(str(text), *text.place()), reading)


def _block(element: Typeset, reading: Reading) -> Iterable[Node]:
    """A list, a quote or a paragraph inside another."""
    if element.tag in _ALONE:
        hint = "write it at the start of a line, outside of lists and quotes"
        reading.problem(element, _ALONE[element.tag], "this stands inside a list or a quote", hint)
    attributes = tuple((name, element.attrib[name]) for name in ("start", "label") if name in element.attrib)
    inside = tuple(_nodes(pieces_of(element), reading))
    yield Element(str(element.tag), _or_shown(inside, element) if element.tag == "li" else inside, attributes)


def _kept(element: Typeset, reading: Reading) -> Iterable[Node]:
    """An element that means the same in print."""
    spoken = element.get("lang")
    if element.tag == "span" and spoken is not None:
        yield from _foreign(element, spoken, reading)
        return
    inside = tuple(_nodes(pieces_of(element), reading)) if element.tag != "code" else _verbatim(element, reading)
    if element.tag == "em":
        says = "italics are hard to read: these words are set in a heavier type"
        reading.problem(element, "italics", says, "write **strong**, or nothing around them")
    said = reading.filled(element.get("title", "")) if element.tag == "abbr" else ""
    yield from inside if element.tag == "span" else (Element(str(element.tag), inside, (("title", said),) if said else ()),)


def _verbatim(element: Typeset, reading: Reading) -> Nodes:
    """Words as they were typed, but that fields are filled in, and that \\{{ is how {{ is written there too."""
    typed = element.text or ""
    return tuple(_filled(Words(_UNFILLED.sub("", typed), *(typed.place() if isinstance(typed, Typed) else ())), reading))


def _filled(words: Words, reading: Reading) -> Iterable[Node]:
    """Words, those of code too, in which no mark was read, with the values of their fields."""
    for at, piece in enumerate(SLOT.split(words.text)):
        value = reading.slots[int(piece)] if at % 2 else replace(words, text=piece)
        yield Words("") if isinstance(value, DataFigure) else value


def _formula(element: Typeset, reading: Reading) -> Iterable[Node]:
    says = f"{printable(str(element.text), most=40)} looks like a formula of TeX, and is printed as it was typed"
    reading.problem(element, "tex-formula", says, "write it in words, or with x^2^ and H~2~O; or \\$ for the sign itself")
    return _verbatim(element, reading)


def _foreign(element: Typeset, language: str, reading: Reading) -> Iterable[Node]:
    inside = tuple(_nodes(pieces_of(element), reading))
    if _LANGUAGE.fullmatch(language) and inside and all(isinstance(node, (Words, Element)) for node in inside):
        yield Foreign(language, inside)
        return
    says = f"[{printable(words_of(inside))}]{{lang={printable(language)}}} is no passage in another language"
    hint = "write [words only]{lang=de}, with a tag such as de, cy or zh-Hant"
    reading.problem(element, "bad-language", says, hint)
    yield from inside


def _citation(element: Typeset, reading: Reading) -> Iterable[Node]:
    """Works parted by a semicolon, or by a comma before the next @."""
    found, works = [], element.attrib["works"]
    for work in re.split(r";|,(?=\s*@)", works):
        read = _WORK.match(" ".join(work.split()))
        if read:
            found.append((read["key"], (read["locator"] or "").strip().replace("--", "-")))
        else:
            hint = "write [@key], [@a; @b] or [@key, p. 4]"
            reading.problem(element, "bad-citation", f"[{printable(works)}] is not a citation", hint)
    yield Citation(tuple(found), reading.place(element))


def _link(element: Typeset, reading: Reading) -> Iterable[Node]:
    target, nodes = whole_address(reading.filled(element.attrib["href"])), tuple(_nodes(pieces_of(element), reading))
    called = tuple(node for node in nodes if isinstance(node, Citation | NoteMark))  # these lead elsewhere, from behind it
    inside = tuple(node for node in nodes if node not in called)
    inside = inside or tuple(Words(picture.attrib["alt"]) for picture in element.iter("img"))
    inside = inside or ((Words(target),) if is_web_address(target) else ())  # [](https://doi.org/10.1/2), of Zotero
    file = SECTION_FILE.fullmatch(target)
    if len(target) > 1 and target.startswith("#"):
        yield CrossReference(target[1:], inside, reading.place(element))
    elif file:
        yield CrossReference(file["id"], inside, reading.place(element))
    elif inside and is_way_out(target):
        yield Link(target, inside)
    elif inside and is_web_address(f"http://{target}") and target.startswith("www."):
        yield Link(f"http://{target}", inside)
    elif inside and is_way_out(f"mailto:{target}"):
        yield Link(f"mailto:{target}", inside)
    else:
        if is_relative(target):
            code, what = "lost-link", "is a place beside this text, to which no print leads: its words alone are printed"
        else:
            code, what = "unsafe-link", "is no place that a handout may lead to"
        reading.problem(element, code, f"({printable(target)}) {what}", "write [words](#section) or [words](https://...)")
        yield from inside
    yield from (Words(" "), *called) if called else ()


def _gap(element: Typeset, reading: Reading) -> Iterable[Node]:
    """A place to write: for a date or a time as wide as its digits, any other as it was typed, if that is long."""
    typed = element.attrib["strokes"].replace("…", "...").replace("..", "_")
    strokes, *others = map(len, re.findall("_+", typed))
    ems = 3 + 3 * len(others) if others else 4 if strokes < 4 else strokes // 2 if strokes > _ANY_STROKES else 0
    yield Gap(int(element.attrib["lines"]), ems=min(ems, _MOST_EMS))


def _tick(element: Typeset, reading: Reading) -> Iterable[Node]:
    yield Tick(bool(element.attrib["done"]))
    yield Words(" ")


def _slot(element: Typeset, reading: Reading) -> Iterable[Node]:
    value = reading.slots[int(element.attrib["index"])]
    if isinstance(value, DataFigure):
        says = f'{{{{ figure("{value.id}") }}}} stands inside a line'
        reading.problem(element, "stray-figure", says, "give it a line of its own, outside of lists and tables")
        return ()
    return (value,)


def comment_nodes(element: Typeset, reading: Reading) -> Iterable[Node]:
    """What is said aside: the claims of a dossier that the words state. It prints nothing."""
    reading.claims += [Claim(claim["id"], reading.place(element)) for claim in CLAIM.finditer(said_aside(element))]
    if is_summary_mark(element):
        says, hint = "a summary mark stands beside words", "put it on a line of its own, below an empty one"
        reading.problem(element, "stray-mark", says, hint)
    tell_misspelt(element, reading)
    return ()


def _icon(element: Typeset, reading: Reading) -> Iterable[Node]:
    name = element.attrib["name"]
    if name in icons():
        yield Icon(name)
        return
    hint = nearest(name, icons(), "`python build.py figures` shows all", ":{}:")
    reading.problem(element, "unknown-icon", f"there is no icon :{printable(name)}:", hint)
    yield Words(f":{name}:", *place_of(element))


def _noted(element: Typeset, reading: Reading) -> Iterable[Node]:
    """The mark that leads to a note, which is called by a letter: a number in brackets is a work."""
    id_ = element.attrib["id"]
    if id_ in reading.notes:
        marks = reading.noted.setdefault(id_, [])
        marks.append(f"{reading.note_anchor(id_)}-{len(marks) + 1}")
        yield NoteMark(reading.letter(id_), marks[-1], reading.note_anchor(id_))
        return
    says = f"there is no note [^{printable(id_)}]"
    reading.problem(element, "unknown-note", says, f"write it below, on a line of its own: [^{printable(id_)}]: its words")


def _heading(element: Typeset, reading: Reading) -> Iterable[Node]:
    """A heading in a list or a quote: no part of the handout begins there."""
    says = "a heading inside a list or a quote is printed as strong words"
    reading.problem(element, "heading-level", says, "write **strong words**, or the heading outside of the list")
    yield Element("p", (Element("strong", tuple(_nodes(pieces_of(element), reading))),))


_Meaning = Callable[[Typeset, Reading], Iterable[Node]]
_MEANINGS: Mapping[str, _Meaning] = {
    **dict.fromkeys(_KEPT, _kept), "a": _link, "img": image_nodes, "citation": _citation, "slot": _slot,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "comment": comment_nodes, "tag": tell_tag, "noted": _noted, "tick": _tick,
    "icon": _icon, "formula": _formula, "gap": _gap,
}  # fmt: skip

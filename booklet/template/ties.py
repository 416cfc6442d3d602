"""Ties: what a line never parts. A citation and the word before it, a number and its unit, a figure and its number.

Asked of the tree of any manuscript. Which words a number follows differs from language to language: styles/words/.
"""
import re
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import TypeGuard

from markupsafe import Markup, escape

from booklet.model.cited import CitedManuscript, with_texts
from booklet.model.tree import (
    Element, Foreign, Gap, Holder, Link, Marks, Node, Nodes, NoteMark, Pointer, TermUse, Tick, Value, Words, mapped,
    words_of,
)  # fmt: skip
from booklet.template.number_ties import BEFORE_BOX, NO_BREAK, PART, Tie

LONGEST = 24  # characters that are kept on one line: a column of a table may be no wider
# Hyphens, dashes and strokes inside what is read as one: 1-800-FDA-1088, 1134–42, 2.5–3, 8.30am–5 pm, £2–£3.50, ½–1; mmol/L
_ON = r"(?:[.,:][0-9]+)*"
_WHOLE = re.compile(
    rf"(?<![\w£$€-])(?<![0-9][.,:])(?:[~≈<>≤≥±−]\u00a0?)?[+£$€]?(?:[0-9]+{_ON}{PART}?|{PART})(?:\u00a0?[ap]m)?(?:[-–][£$€]?(?:[0-9A-Z]+{_ON}{PART}?|{PART}))+(?:\u00a0?[ap]m)?"
    r"(?![\w-])|(?<![\w/.@-])\w{1,5}(?:/\w{1,5}){1,2}(?![\w/-])"
    r"|(?<![\w/.@-])(?:\w{1,2}-\w{1,12}|\w{3,12}-\w{1,2})(?![\w@/-])"  # X-ray, Post-Op: no line begins with two letters
)
# [ ] in the morning: all of a short answer stays with its box, and of a longer one its first word
_ANSWER = re.compile(rf" (?P<words>\S(?:.{{0,{LONGEST - 2}}}\S)?(?=\s*\Z)|\S{{0,{LONGEST}}}(?!\S)|)")
_HYPHENED = re.compile(r"(?<![\w/.@-])\w{1,12}-\w{1,12}(?![\w@/-])")  # Post-Op, self-care
_MAY_BE_WHOLE = re.compile(r"[-–]|\w/\w")
_BREAKS = re.compile(r"[ \t\n]+")  # a line of the source ends where its author liked
_CLOSING = re.compile(r"(?:[.,;:!?)\u2019\u201d]+(?!\w))?")
# Date: ____, NHS no.: ____, 10% = ____, ☐ other ____; a gap of so many em may take the line for itself
_LABEL = re.compile(r"(?<!\S)(?:[☐□☑]\u00a0)?(?:(?=.{1,16}\Z)(?:[^\s.,;:!?)]+ )*\S*[:=] |\S{1,12} )\Z")
_MOST_LABEL, _LONG_GAP = 17, 12
# Sex: ____ Date of birth ____: what stands between two places to write and begins with a capital names the second
_NEXT = re.compile(r"(?:.*\u2003 | (?=[^\W\d_a-z]))(?P<named>(?=.{1,28}\Z)\S[^;!\u2003]*(?<=\S) )\Z", re.DOTALL)
_UNIT = re.compile(r"(?P<unit> (?:[^\W\d_A-Z]{1,4}|mL|mmHg)| ?[%°]|/[0-9]+)(?=[ \u2003.,;)]|\Z)")  # ____ kg, ___/10
_MEASURE = re.compile(r" (?:[cdkmµ]?[glmL]|mcg|mmol|mmHg|min|h|oz|lb|ft)")
_LABELLED, _LONG_LABELLED = (("class", "labelled"),), (("class", "labelled labelled--long"),)
_UNITED, _TIE, _AS_TYPED = (("class", "united"),), (("class", "tie"),), ("code", "pre")


def unparted(title: str) -> Markup:
    """A title as html: in large type on short lines, no word parts at its hyphen."""
    return Markup(_HYPHENED.sub(r'<span class="tie">\g<0></span>', str(escape(title))))


def whole_words(words: str) -> Markup:
    """Words of a clinic as html: no line parts its opening hours at their dash, 8.30am–5pm."""
    return Markup(_WHOLE.sub(r'<span class="tie">\g<0></span>', str(escape(words))))


def with_ties(cited: CitedManuscript, tie: Tie) -> CitedManuscript:
    """The manuscript with everything tied: in its sections, and in the meanings of its words."""
    tied = partial(tied_nodes, tie=tie)
    terms = tuple(replace(term, definition=tied(term.definition)) for term in cited.manuscript.terms)
    manuscript = replace(cited.manuscript, terms=terms)
    return replace(cited, manuscript=manuscript, sections=with_texts(cited.sections, tied))


def tied_nodes(nodes: Nodes, tie: Tie) -> Nodes:
    """A tree with everything tied."""

    def tied(node: Node) -> Nodes:
        match node:
            case Words(text=text):
                return _pieces(replace(node, text=tie(_BREAKS.sub(" ", text))))
            case Value():
                return _pieces(node)
            case Element() | Foreign() | Link() | Pointer() | TermUse():
                return (replace(node, inside=_tied_marks(node.inside)),)
        return (node,)

    def joined(node: Node) -> Nodes:
        return (replace(node, inside=_joined(node.inside)),) if isinstance(node, Holder) else (node,)

    return _tied_marks(mapped(_joined(mapped(nodes, joined)), tied, lambda node: getattr(node, "tag", "") in _AS_TYPED))


def _joined(nodes: Nodes) -> Nodes:
    """The nodes with words that follow one another, those of two lines of the source, as one; and with what closes behind
    somebody's words as part of their place: a full stop would stand at its end, far from them.
    """
    joined: list[Node] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, Words) and isinstance(last, Words):
            joined[-1] = replace(last, text=last.text + node.text)
        elif isinstance(node, Words) and last and (closing := _CLOSING.match(node.text)):
            rest = node.text[closing.end() :]
            closed = _closed(last, closing[0] + " " * rest[:1].isspace())
            joined[-1:] = (closed, replace(node, text=rest)) if closed else (last, node)
        else:
            joined.append(node)
    return tuple(joined)


def _closed(node: Node, closing: str) -> Node | None:
    """The node with what closes behind it, if somebody's words end it."""
    match node:
        case Gap() if node.field:
            return replace(node, after=closing)
        case Element(tag="strong" | "em" | "b" | "i", inside=(*before, last)):
            closed = _closed(last, closing)
            return replace(node, inside=(*before, closed)) if closed else None
    return None


def untied(nodes: Nodes) -> Nodes:
    """The nodes without the elements that tie them."""
    return tuple(inner for node in nodes for inner in (untied(node.inside) if _is_tie(node) else (node,)))


def _is_tie(node: Node) -> TypeGuard[Element]:
    return isinstance(node, Element) and node.attributes == _TIE


def _pieces(words: Words | Value) -> Nodes:
    """The words, with what is whole in spite of a hyphen or a stroke in it as an element that does not break."""
    if not _MAY_BE_WHOLE.search(words.text):
        return (words,) if words.text else ()
    pieces: list[Node] = []
    past = 0
    for found in _WHOLE.finditer(words.text):
        pieces += [replace(words, text=words.text[past : found.start()]), _tied((type(words)(found[0]),))]
        past = found.end()
    pieces.append(replace(words, text=words.text[past:]) if past else words)
    return tuple(piece for piece in pieces if not isinstance(piece, (Words, Value)) or piece.text)


def _tied_marks(nodes: Nodes) -> Nodes:
    """The nodes with each citation, each mark of a note and each place to write tied to the word before it."""
    tied: list[Node] = []
    for at, (node, follows) in enumerate(zip_longest(nodes, nodes[1:])):
        match node, tied[-2:]:
            case Words(text=text), [_, Tick() as box] if answer := _ANSWER.match(text):
                own = NO_BREAK + ("" if isinstance(follows, Gap) else answer["words"])
                tied[-1:] = (Element("span", (box, Words(own)), _TIE), replace(node, text=text[len(own) :]))
            case Tick(), [*_, Words(text=text) as words] if text[-1:].isspace():
                tied[-1:] = (replace(words, text=text.rstrip() + BEFORE_BOX), node)
            case Words(text=text), [*_, last] if _is_place(last) and (unit := _unit_in(nodes[at:])):
                tied[-1:] = [_united(last, unit["unit"]), *_pieces(replace(node, text=text[unit.end() :]))]
            case Gap(), [*_, last, Words(text=text) as words] if _is_place(node, last) and (it := _NEXT.match(text)):
                tied[-1:] = _named(replace(words, text=text[: it.start("named")]), it["named"], node)
            case Gap(field="", ems=ems), [*_, Words(text=text) as words] if ems < _LONG_GAP and (it := _LABEL.search(text)):
                tied[-1:] = (replace(words, text=text[: it.start()]), Element("span", (Words(it[0]), node), _LABELLED))
            case (Marks() | NoteMark()), [_, *_]:
                tied.append(_with_last_word(tied, node))
            case _:
                tied.append(node)
    return tuple(tied)


def _is_place(*nodes: Node) -> bool:
    """Whether each is a place to write that leaves room beside it, be it with its name before it or its unit behind it."""
    looks = (_LABELLED, _LONG_LABELLED, _UNITED)
    return all(
        node.attributes in looks if isinstance(node, Element)
        else isinstance(node, Gap) and not node.field and node.ems < _LONG_GAP
        for node in nodes
    )  # fmt: skip


def _unit_in(nodes: Nodes) -> re.Match[str] | None:
    """The unit behind a place to write, ____ ft ____ in; no word that alone leads to the next one, ____ on ____."""
    match nodes:
        case (Words(text=text), *more) if unit := _UNIT.match(text):
            leads = text[unit.end() :] == " " and any(isinstance(node, Gap) for node in more[:1])
            return unit if not leads or _MEASURE.fullmatch(unit[0]) or _unit_in(tuple(more[1:])) else None
    return None


def _united(place: Node, unit: str) -> Node:
    """A place to write with its unit behind it."""
    if isinstance(place, Element) and place.attributes in (_LABELLED, _LONG_LABELLED):
        return replace(place, inside=(*place.inside[:-1], _united(place.inside[-1], unit)))
    return Element("span", (place, Words(unit.replace(" ", NO_BREAK))), _UNITED)


def _named(before: Words, name: str, place: Gap) -> Nodes:
    """A place to write with the name before it."""
    return (before, Element("span", (Words(name), place), _LABELLED if len(name) <= _MOST_LABEL else _LONG_LABELLED))


def _with_last_word(before: list[Node], mark: Node) -> Node:
    """The mark in one element with the last word of what is before it, which is taken from there."""
    last: list[Node] = [mark]
    while before:
        node = before.pop()
        match node:
            case Words(text=text) if text.endswith(" ") and words_of(last).strip():
                before.append(node)
                break
            case Words(text=text, line=line, column=column):
                head, blank, word = text.rstrip(" ").rpartition(" ")
                last.insert(0, Words(word + NO_BREAK * text.endswith(" ")))
                if blank:
                    before.append(Words(head + blank, line, column))
                    break
            case Element(inside=inside) if _is_tie(node):
                last[:0] = inside  # two citations in a row
                break
            case Value() | Element(tag="em" | "strong" | "code" | "b" | "i") | Foreign() | Link() | Pointer() | TermUse():
                last.insert(0, node)
                if " " in words_of((node,)):
                    break
            case _:
                before.append(node)
                break
    return _tied(tuple(last)) if len(last) > 1 else mark


def _tied(nodes: Nodes) -> Element:
    """An element that stays on one line; what is too long for that breaks where it may."""
    length = sum(len(piece.text) for node in nodes for piece in getattr(node, "pieces", ())) + len(words_of(nodes))
    return Element("span", nodes, _TIE) if length <= LONGEST else Element("span", nodes)

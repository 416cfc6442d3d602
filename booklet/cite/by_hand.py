"""Citations typed by hand, as another program prints them: hands [1]. Here they lead to whatever work has that number.

And the DOI of a work that is typed as words: no list has that work; and a key without its @, [lee2020].
"""
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.letters.raised import raised
from booklet.core.printed.works import DOI_IN_WORDS
from booklet.core.problems import Place, Problem
from booklet.core.typed_command import command
from booklet.model.cited import nodes_of
from booklet.model.manuscript import Block, Callout, Manuscript, Table, Term, flat
from booklet.model.tree import Element, Node, Words, walk

_NUMBER = "[1-9][0-9]{0,2}"
_NUMBERS = rf"{_NUMBER}(?:[,;–-] ?{_NUMBER})*"
# hands [1], hands.[2,5-7], in 2019 [3], hands², hands.3 Soap, hands.(4)
# not 5 [4–6], CI [3, 5], Pain [1] [2] [3], 20 kg/m², iron²⁺; nor what is raised in a cell, or begins a note of the section
_TYPED = re.compile(
    rf"(?<!CI)(?<!IQR)(?<!range)(?<=[^\W\d_]|[.,;!?)%”’\"]) ?\[{_NUMBERS}\](?!(?: \[[0-9]+\]){{2}})"
    rf"|(?<=[0-9]) ?\[{_NUMBER}\]|(?<=[a-z]{{4}}\.)(?:{_NUMBERS}(?=\s+[A-Z]|$)|\({_NUMBERS}\))"
    r"|(?:(?<=[a-z]{2}[a-z.,;)])|(?<=[A-Z]{2}[.,;)]))"
    rf"(?:[¹²³⁴-⁹](?:[⁻,–-]?[⁰¹²³⁴-⁹])*(?![⁰¹²³⁴-⁹⁺])|\^\({_NUMBERS}\))"
)
_NOTE = re.compile(r"^\s*(\[[0-9]+\])|(?:^\s*|[.:;]\s+)([⁰¹²³⁴-⁹]+)", re.MULTILINE)  # ² Corrected age.
# 20 kg per metre², press [1]; and of a scale, as no list of works has: none [0], mild [1]
_NO_WORK = re.compile(r"(?:met(?:re|er)s?|\b(?:press|dial|bleep|button|ext\.) ?)$", re.IGNORECASE)
# and what may be said otherwise: potassium [3–5] in blood, skin², what is counted: none [1], mild [2]; (1) Sit.(2) Stand.
_RANGE = re.compile(rf"[^\W\d_] ?\[(?P<first>{_NUMBER})[–-](?P<last>{_NUMBER})\](?P<ends>[.,;:!?)])?")
_SQUARE = re.compile(r"[^\W\d_][²³]")
_NUMBERED = re.compile(  # see form [2]
    r"\b(?:form|part|section|box|page|step|room|question|item|option|grade|level|stage|group|type)s? ?$", re.IGNORECASE
)
_COUNTED = re.compile(r"\[([0-9]+)\](?=[,;/] ?(?:[^\W\d_][\w-]* ){1,2}\[([0-9]+)\])")
_STEPS = re.compile(r"(?:\n|[.:;] )\(1\) ")
_NOUGHT = "[0]"
_SEEN = 8  # letters before a piece of text that tell what it is
_INLINE = {"strong", "em", "sup", "sub", "s", "u"}
_Text = tuple[str, str, Words]


def by_hand(manuscript: Manuscript, is_numbered: bool) -> Iterator[Problem]:
    """Each of them, where works are printed with their numbers; where none is, or it may say something else, advice."""
    says = "a reader looks it up in the list of this booklet" if is_numbered else "no work in references.json is cited by it"
    dois = {str(work.csl.get("DOI", "")).lower(): work.key for work in manuscript.references}
    keys = re.compile(rf"\[({'|'.join(re.escape(work.key) for work in manuscript.references) or '(?!)'})\](?![(:])")
    folder = Path(manuscript.folder)
    adds = f"`{command('refs', 'add', 'DOI', source=folder)}` adds one"
    hint = f"write [@key], by the key of its work in references.json ({adds}), or take it out; of no work, write (1)"
    for part in (*(section.blocks for section in manuscript.sections), manuscript.terms):
        holders = [(each, tuple(_texts(_nodes_of(each)))) for each in flat(part) if not isinstance(each, Callout)]
        begun = [text if before else "\n" + text for _, texts in holders for before, text, _ in texts]
        notes = {note[1] or note[2] for note in _NOTE.finditer("".join(begun))}
        for holder, texts in holders:
            place, has_cells = holder.place, isinstance(holder, Table)
            is_scale = any(_NOUGHT in text for _, text, _ in texts)
            whole = "".join(text if before else "\n" + text for before, text, _ in texts)
            counted = {number for pair in _COUNTED.findall(whole) for number in pair}
            for typed, around, is_led, at in _found(texts, place):
                if typed not in notes and not (is_scale if typed[0] == "[" else has_cells):
                    is_step = typed[0] == "(" and _STEPS.search(whole) is not None or typed.strip("[]") in counted
                    is_doubted = is_step or is_led or _may_be_none(around, len(manuscript.references))
                    code = "typed-citation" if is_numbered and not is_doubted else "no-such-work"
                    yield finding(code, at, f"{typed} is typed by hand, and {says}", hint)
            for cited, at in _those(keys, texts, place):
                told = f"{cited} is printed as it stands, and cites nothing"
                yield finding("typed-citation", at, told, f"write [@{cited[1:]}")
            for doi, at in _those(DOI_IN_WORDS, texts, place):
                key = dois.get(doi.lower())
                adds_it = f"add it (`{command('refs', 'add', doi, source=folder)}`) and write [@key]"
                how = f"write [@{key}]" if key else adds_it
                told = f"{doi} is typed as words: nobody looks up whether its work was retracted"
                yield finding("no-such-work", at, told, f"{how} in its place")


def _may_be_none(around: str, works: int) -> bool:
    """Whether letters may be a range or a square: one that ends a clause is none, but for a scale: pain [1–10]."""
    if found := _RANGE.match(around):
        return not found["ends"] or found["first"] == "1" and int(found["last"]) > works
    return _SQUARE.match(around) is not None


def _nodes_of(holder: Block | Term) -> Iterator[Node]:
    return walk(holder.definition) if isinstance(holder, Term) else nodes_of([holder])


def _those(pattern: re.Pattern[str], texts: Iterable[_Text], place: Place) -> Iterator[tuple[str, Place]]:
    for _, _, node in texts:
        for found in pattern.finditer(node.text):
            yield found[0], _place_of(node, found.start(), place)


def _place_of(node: Words, at: int, place: Place) -> Place:
    return replace(place, line=node.line, column=node.column + max(0, at)) if node.line else place


def _texts(nodes: Iterable[Node]) -> Iterator[_Text]:
    """Each piece of text, what is raised in letters of its own; first, the last letters before it on its line."""
    before, is_raised = "", False
    for node in nodes:
        if isinstance(node, Words):
            text = raised(node.text) if is_raised else node.text
            yield before, text, node
            before, is_raised = (before + text)[-_SEEN:], False
        else:
            is_raised = isinstance(node, Element) and node.tag == "sup"
            before = before if isinstance(node, Element) and node.tag in _INLINE else ""


def _found(texts: Iterable[_Text], place: Place) -> Iterator[tuple[str, str, bool, Place]]:
    """What is typed by hand in them, in the author's letters, also with the letter before and behind it; whether the word
    before it is of what has numbers of its own, as in form [2]; and where.
    """
    for before, text, node in texts:
        for typed in _TYPED.finditer(before + text):
            led = (before + text)[: typed.start()]
            if typed.end() > len(before) and not _NO_WORK.search(led):
                around = (before + text)[max(0, typed.start() - 1) : typed.end() + 1]
                is_led = typed[0].lstrip()[0] == "[" and _NUMBERED.search(led) is not None
                yield typed[0].strip(), around, is_led, _place_of(node, typed.start() - len(before), place)

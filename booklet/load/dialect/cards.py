"""Cards: a list that is drawn. Steps in a strip, and levels of what to do, each beside its sign.

`::: steps` holds one numbered list. `::: levels` holds one list whose items begin with a level of callouts.toml, and the
name of it where the author has a better one: `- tell: Tell the nurse`.
"""
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element as Typeset

from booklet.core.printed.callouts import Kind
from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import printable
from booklet.load.dialect.reading import Reading
from booklet.model.manuscript import Block, Drawing, Passage, Table
from booklet.model.tree import Element, Node, Nodes, Words, walk

_FEWEST, _MOST_STEPS = 2, 8
_LEVEL = re.compile(r"\s*(?P<level>[A-Za-z][a-z]*)(?::[ \t]*(?P<name>.*))?\s*$", re.DOTALL)  # tell: Tell the nurse


def read_card(kind: Kind, head: Typeset, body: Sequence[Block], reading: Reading) -> tuple[Block, ...]:
    """What a callout holds, where it is a card; as it is, where it is none."""
    if kind.shape not in ("steps", "levels"):
        return tuple(body)
    tag, most = ("ol", _MOST_STEPS) if kind.shape == "steps" else ("ul", len(kind.levels))
    passage = body[0] if len(body) == 1 else None
    held = passage.nodes if isinstance(passage, Passage) else ()
    lists = [node for node in held if not isinstance(node, Words) or node.text.strip()]
    only = lists[0] if len(lists) == 1 else None
    count = sum(isinstance(item, Element) for item in only.inside) if isinstance(only, Element) and only.tag == tag else 0
    if not isinstance(passage, Passage) or not isinstance(only, Element) or not _FEWEST <= count <= most:
        written = "1. and 2." if tag == "ol" else f"- {next(iter(kind.levels))}"
        says = f"a {kind.name} card is one list of {_FEWEST} to {most} items, and nothing beside it"
        kinds = {type(block) for block in body}
        what = "the table" if Table in kinds else "the picture" if Drawing in kinds else "other words"
        reading.problem(head, "bad-card", says, f"begin them with {written}, and put {what} above or below the card")
        return tuple(body)
    if tag == "ul":
        levels = tuple(_levels(only.inside, kind, head, reading))
        if len(levels) < count:  # a draft keeps all words
            return tuple(body)
        only = replace(only, inside=levels)
    return (replace(passage, nodes=(only,)),)


def _levels(items: Nodes, kind: Kind, head: Typeset, reading: Reading) -> Iterator[Node]:
    """Each item with its level as an attribute, and its own name, or nothing, as first words."""
    known, seen = list(kind.levels), list[str]()
    for item in (each for each in items if isinstance(each, Element)):
        first, *others = item.inside or (Words(""),)
        paragraph = first if isinstance(first, Element) and first.tag == "p" else None
        name, *more = (paragraph.inside if paragraph else (first, *_line(others)))
        read = _LEVEL.match(name.text) if isinstance(name, Words) else None
        level = read["level"].lower() if read else ""
        if not isinstance(name, Words) or not read or level not in known[len(seen) and known.index(seen[-1]) + 1 :]:
            _tell(item, level, known, seen, head, reading)
            return
        seen.append(level)
        own = (replace(name, text=read["name"] or ""), *more) if read["name"] or more else ()
        body = others if paragraph else others[len(_line(others)) :]
        yield Element("li", (Element("p", own), *body), (("data-level", level),))


def _line(nodes: Sequence[Node]) -> list[Node]:
    """The nodes up to the first block."""
    at = next((n for n, node in enumerate(nodes) if isinstance(node, Element) and node.tag in ("ul", "ol", "p")), len(nodes))
    return list(nodes[:at])


def _tell(item: Element, level: str, known: list[str], seen: list[str], head: Typeset, reading: Reading) -> None:
    typed = next((node for node in walk(item.inside) if isinstance(node, Words) and node.line), None)
    if level in known:
        says = f"the level {level} stands below {seen[-1]}; each stands once, the most urgent last"
        hint = f"write them in this order: {', '.join(known)}"
    else:
        says = f"the item {printable(typed.text.strip() if typed else '', most=40)!r} begins with no level"
        hint = nearest(level, known, f"begin it with {' or '.join(known)}; then, where you like, a colon and its name")
    place = Place(reading.path, typed.line, column=typed.column) if typed else reading.place(head)
    reading.problems.append(Problem(place, "bad-card", says, hint))

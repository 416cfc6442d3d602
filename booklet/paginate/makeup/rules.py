"""Rules: what of a text stays together, and what may wait until there is room for it.

A figure, a table or a calm box (`waits` in styles/callouts.toml) may wait while the text after it moves up, or move up
itself while the text before it waits:
- within its section, and never before the text that first mentions it, unless its author has set it before that;
- never away from a heading, or from words that lead up to it and end in a colon, and never up past a heading, or past
  steps and levels with a title;
- down past a heading only where the text has mentioned it by its number before, so that a reader knows what it belongs
  to. A table or a box has no number, and stays below its heading;
- a picture without a caption never: the words beside it are its caption;
- never past another of its sort, nor past one that may not wait: figures stand in the order of their numbers.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from xml.etree.ElementTree import Element

from booklet.core.printed.callouts import callouts
from booklet.paginate.makeup.measure import Block

SORTS = MappingProxyType({"figure": "figures", "table": "tables", "box": "boxes"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TITLE = "card-title"  # of steps or levels, below which a table looks like one of theirs
_FORM = frozenset({"table--fill", "gap", "tick"})
_COLONS = (":", "：", "؛")


@dataclass(frozen=True, slots=True)
class Unit:
    """Blocks that stay together. `sort` is that of what may wait; `earliest` and `latest` are how many units of text, of
    those that stay in order, stand before it at least and at most.
    """

    blocks: tuple[Block, ...]
    index: int  # in the order of its author
    text: Element | None  # of the section that it stands in
    at: int  # how many units of text its author has set before it
    sort: str = ""
    earliest: int = 0
    latest: int = 0


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    """The blocks of a flow as units, in their author's order."""
    found: list[Unit] = []
    text = 0
    for chain in _chains(blocks):
        sort = _sort(chain)
        found.append(Unit(chain, len(found), chain[-1].text, text, sort, text, text))
        text += not sort
    windows = [_with_window(unit, found) if unit.sort else unit for unit in found]
    latest: dict[str, int] = {}
    for at in range(len(windows) - 1, -1, -1):  # what may stand no later than a thing of its sort after it
        unit = windows[at]
        if unit.sort:
            latest[unit.sort] = min(unit.latest, latest.get(unit.sort, unit.latest))
            windows[at] = replace(unit, latest=latest[unit.sort])
    return windows


def _chains(blocks: Iterable[Block]) -> Iterable[tuple[Block, ...]]:
    """Blocks with those that they may not be parted from."""
    chain: list[Block] = []
    for block in blocks:
        if chain and not block.holds_last and not chain[-1].holds_next and not ends_in_colon(chain[-1].element):
            yield tuple(chain)
            chain = []
        chain.append(block)
    if chain:
        yield tuple(chain)


def ends_in_colon(element: Element) -> bool:
    """Whether an element is a paragraph that ends in a colon, and so is never parted from what follows."""
    return element.tag == "p" and "".join(element.itertext()).rstrip().endswith(_COLONS)


def _sort(chain: Sequence[Block]) -> str:
    """What sort of thing may wait; "" for text, and for what belongs to a heading or to words that lead up to it."""
    if len(chain) > 1 or chain[0].text is None:
        return ""
    sort = sort_of(chain[0].element)
    return "" if sort == "table" and len(chain[0].strips) > 1 else sort


def sort_of(element: Element) -> str:
    """What sort of thing an element is that may wait somewhere; "" for what never does.

    A form is filled in in its order; what has no caption belongs to the words beside it.
    """
    names = set(element.get("class", "").split())
    if element.tag == "table":
        is_form = any(_FORM & {*each.get("class", "").split()} for each in element.iter())
        return "" if is_form or element.find("caption") is None else "table"
    if element.tag == "figure":
        return "" if "figure--bare" in names else "figure"
    return "box" if names & {f"box--{kind.name}" for kind in callouts().values() if kind.waits} else ""


def _with_window(unit: Unit, units: Sequence[Unit]) -> Unit:
    """Between which units of text a thing may stand."""
    own_units = [other for other in units if not other.sort and other.text is unit.text]
    text = {other.at: other for other in own_units}
    name = unit.blocks[0].element.get("id")
    own = list(text)
    headed = [at for at in own if any(_is_headed(block.element, unit.sort) for block in text[at].blocks)]
    alike = [at for at in own if any(sort_of(block.element) == unit.sort for block in text[at].blocks)]
    mentions = [at for at in own if unit.sort == "figure" and name and _mentions(text[at], f"#{name}")]
    is_known = bool(mentions) and mentions[0] < unit.at
    above = max((at for at in (*headed, *alike) if at < unit.at), default=0)
    ends = min((at for at in alike if at >= unit.at), default=own[-1] + 1 if own else unit.at)
    below = ends if is_known else min((ends, *(at for at in headed if at >= unit.at)))
    earliest = max(mentions[0], above) + 1 if is_known else unit.at
    return replace(unit, earliest=min(earliest, unit.at), latest=max(unit.at, below))


def _is_headed(element: Element, sort: str) -> bool:
    """Whether an element is a heading for things of this sort. A figure has a title of its own."""
    return element.tag in _HEADINGS or sort != "figure" and any(_TITLE in child.get("class", "") for child in element)


def _mentions(unit: Unit, target: str) -> bool:
    elements: Iterable[Element] = (link for block in unit.blocks for link in block.element.iter("a"))
    return any(link.get("href") == target for link in elements)

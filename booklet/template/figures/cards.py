"""Cards: the items of a list that is drawn, each with its sign."""
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

from markupsafe import Markup

from booklet.model.manuscript import Callout, Passage
from booklet.model.tree import Element, Icon, Nodes, Words

_Html = Callable[[Nodes], Markup]


def card_items(card: Callout, html: _Html) -> list[SimpleNamespace]:
    """Each item of a card: its `icon` or `level`, its `name` and its `html`. None where it holds no list, or more, as in a
    draft: then it is a box with all of its words.
    """
    nodes = [node for block in card.blocks for node in (block.nodes if isinstance(block, Passage) else [block])]
    shown = [node for node in nodes if not isinstance(node, Words) or node.text.strip()]
    only = shown[0] if len(shown) == 1 else None
    items = [item for item in only.inside if isinstance(item, Element)] if isinstance(only, Element) else []
    is_whole = isinstance(only, Element) and (only.tag == "ol" or only.tag == "ul" and all(map(_level, items)))
    return [_item(item, html) for item in items if is_whole]


def _level(item: Element) -> str:
    return dict(item.attributes).get("data-level", "")


def _item(item: Element, html: _Html) -> SimpleNamespace:
    if level := _level(item):
        name, *body = item.inside
        named = html(name.inside) if isinstance(name, Element) else Markup("")
        return SimpleNamespace(level=level, name=named, html=html(tuple(body)))
    icon, inside = _with_icon(item.inside)
    return SimpleNamespace(icon=icon, html=html(_named(inside)))


def _named(nodes: Nodes) -> Nodes:
    """The words with the name of a step marked, strong words at its head: **Checks** Staff check. Not: **Do not** eat."""
    match nodes:
        case (Element(tag="p") as paragraph, *others):
            return (replace(paragraph, inside=_named(paragraph.inside)), *others)
        case (Element(tag="strong") as strong, *others):
            follows = others[0].text.lstrip()[:1] if others and isinstance(others[0], Words) else ""
            if not follows.islower() and follows not in tuple(",;:.)-–—"):
                return (replace(strong, attributes=(*strong.attributes, ("class", "step-name"))), *others)
    return nodes


def _with_icon(nodes: Nodes) -> tuple[str, Nodes]:
    """The icon that these words begin with, and the words without it."""
    match nodes:
        case (Element(tag="p") as paragraph, *others):
            icon, inside = _with_icon(paragraph.inside)
            return icon, (replace(paragraph, inside=inside), *others)
        case (Icon(name=name), Words() as words, *others):
            return name, (*([replace(words, text=rest)] if (rest := words.text.lstrip()) else ()), *others)
        case (Icon(name=name), *others):
            return name, tuple(others)
    return "", nodes

"""Elements of office files: the children that a reader asks for."""
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from xml.etree.ElementTree import Element

_Style = TypeVar("_Style")
_DEEPEST = 20  # styles that are based on one another


def child(parent: Element | None, tag: str) -> Element | None:
    """The first child of this name."""
    return next((each for each in parent if each.tag == tag), None) if parent is not None else None


def value(parent: Element | None, tag: str) -> str:
    """What the child of this name says; "" where there is none."""
    found_ = child(parent, tag)
    return found_.get("w:val", "") if found_ is not None else ""


def found(root: Element | None, tag: str) -> Iterator[Element]:
    """All children of this name."""
    return (each for each in root if each.tag == tag) if root is not None else iter(())


def content(parent: Element | None, tag: str) -> Iterable[Element]:
    """What is in the first child of this name; nothing where there is none."""
    found_ = child(parent, tag)
    return () if found_ is None else found_


def line_of(name: str, styles: Mapping[str, _Style], above: Callable[[_Style], str]) -> Iterator[_Style]:
    """A style and those that it is based on, the nearest first; `above` is the name of the one that a style is based on."""
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return
        yield style
        name = above(style)


def whole(text: str, otherwise: int) -> int:
    """A number from 0 as it is typed; `otherwise` for what is none."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else otherwise

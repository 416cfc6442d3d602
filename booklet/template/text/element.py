"""The web page as a small tree of what is told: elements with their words, without what only a screen can use.

Left out, since nothing can be pressed in plain text: see element.toml. Kept as printed, whatever the rules of speech say:
addresses, telephone numbers, references, code, and parts in another language than English.
"""
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import tinyhtml5

from booklet.core.own_table import own_table

LEFT_OUT: dict[str, str] = own_table(__file__)
AS_PRINTED = ("a.out", "a.tel", ".references li", "code", "kbd", "samp", "pre")
# e.g. a soft hyphen
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ue000-\uf8ff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text. `as_printed`: no rule of speech may touch it."""

    text: str
    as_printed: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element that is told, with its words and the elements in it."""

    tag: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str], ...]
    inside: "tuple[Leaf | Run, ...]"

    def get(self, name: str) -> str:
        """An attribute, "" where there is none."""
        return dict(self.attributes).get(name, "")

    def leaves(self) -> "Iterator[Leaf]":
        """The elements right inside this one."""
        return (inner for inner in self.inside if isinstance(inner, Leaf))

    def find_all(self, tag: str) -> "Iterator[Leaf]":
        """Every element of this kind below this one, in reading order."""
        for inner in self.leaves():
            if inner.tag == tag:
                yield inner
            yield from inner.find_all(tag)


def page_leaf(html: str) -> Leaf:
    """The whole page. Any HTML is one, mended by a browser's rules (WHATWG HTML 13.2).

    Raises RecursionError for elements hundreds deep in each other, which no template of ours writes.
    """
    root = tinyhtml5.parse(io.StringIO(html), namespace_html_elements=False)
    return _leaf(root, "en", False, frozenset())


def _leaf(element: Element, language: str, as_printed: bool, above: frozenset[str]) -> Leaf:
    language = element.get("lang") or language
    classes = frozenset((element.get("class") or "").split())
    as_printed = as_printed or _is_as_printed(element, classes, above)
    fixed = as_printed or not language.lower().startswith("en")
    inside: list[Leaf | Run] = [Run(_plain(element.text), fixed)] if element.text else []
    for inner in element:
        if isinstance(inner.tag, str) and not _is_left_out(inner):
            inside.append(_leaf(inner, language, as_printed, above | classes))
        if inner.tail:
            inside.append(Run(_plain(inner.tail), fixed))
    tag = element.tag.rpartition("}")[2]
    return Leaf(tag, classes, tuple((str(name), value) for name, value in element.items()), tuple(inside))


def _is_as_printed(element: Element, classes: frozenset[str], above: frozenset[str]) -> bool:
    names = {element.tag, *(f"{element.tag}.{name}" for name in classes), *(f".{name} {element.tag}" for name in above)}
    return not names.isdisjoint(AS_PRINTED)


def _is_left_out(element: Element) -> bool:
    names = {element.tag, *(f".{name}" for name in (element.get("class") or "").split())}
    is_hidden = element.get("aria-hidden") == "true" or element.get("hidden") is not None
    return is_hidden or not names.isdisjoint(LEFT_OUT)


def _plain(text: str) -> str:
    """Composed (NFC), without what nobody sees, and with plain spaces; lines stay, for code has some."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", re.sub(r"[^\S\n]", " ", text)))

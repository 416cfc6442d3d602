"""How a page sets the words of an element, and what it hides: by tags, by the element's own style, by its classes."""
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from booklet.core.own_table import own_table
from booklet.imports.brought import Brought, words
from booklet.imports.html.styles import classes_of, said_of_classes, styled
from booklet.imports.spans import LOOKS

_SET: dict[str, str] = {tag: look for look, tags in own_table(__file__).items() for tag in tags.split()}


class PageLooks:
    """Of one page; what it hides is told."""

    def __init__(self, root: Element, brought: Brought):
        self.classes, self._brought = classes_of(root), brought

    def set_in(self, piece: Element, around: frozenset[str], is_link: bool = False) -> frozenset[str]:
        """How words in an element are set, which stands among words that are set so."""
        made = self._said(piece) | ({_SET[piece.tag]} if piece.tag in _SET else set())
        looks = frozenset(LOOKS) - ({"u"} if is_link else set())
        return (around | made & looks) - ({"b"} if "plain" in made else set())

    def is_shown_as_block(self, piece: Element) -> bool:
        return (piece.tag in _SET or piece.tag in ("span", "a", "small")) and "block" in self._said(piece)

    def is_hidden(self, piece: Element) -> bool:
        if "katex-html" in piece.get("class", "").split():  # a formula that stands beside it as MathML too
            return True
        is_shut = piece.tag == "dialog" and "open" not in piece.attrib
        hidden = is_shut or "hidden" in piece.attrib or "hidden" in self._said(piece)
        if hidden and words(piece):
            says = f"words that the page hides were left out: {words(piece)[:60]}"
            self._brought.tell(says, "where a click shows them, open them in your browser before you save the page")
        return hidden

    def take_hidden(self, parts: Iterable[Element]) -> None:
        """Leave out the items, the rows and the cells that the page hides."""
        for each in parts:
            each.tag = "template" if self.is_hidden(each) else each.tag

    def _said(self, piece: Element) -> frozenset[str]:
        """What its own style and its classes say of an element."""
        return styled(piece.get("style", "")).union(*said_of_classes(piece, self.classes))

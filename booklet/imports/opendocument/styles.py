"""Styles of an OpenDocument text: how words are set, what a paragraph is, and how lists count."""
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from booklet.imports.elements import child, line_of, whole
from booklet.imports.before_items import before_item, is_of_pictures

_CODED = re.compile("_([0-9a-f]{2})_")  # Heading_20_1


class TextStyles:
    """The styles of a document, its own and those that its paragraphs were given by hand."""

    def __init__(self, *roots: Element | None):
        present = [root for root in roots if root is not None]
        self._styles = {each.get("style:name", ""): each for root in present for each in root.iter("style:style")}
        self._lists = {each.get("style:name", ""): each for root in present for each in root.iter("text:list-style")}
        default = (each for root in present for each in root.iter("style:default-style"))
        of_words = (each for each in default if each.get("style:family") == "paragraph")
        properties = next((child(each, "style:text-properties") for each in of_words), None)
        spoken = [properties.get(f"fo:{name}", "") for name in ("language", "country")] if properties is not None else []
        self.language = "-".join(filter(None, spoken))

    def line(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, the nearest first."""
        return line_of(name, self._styles, lambda style: style.get("style:parent-style-name", ""))

    def names(self, name: str) -> list[str]:
        """The names of a style and of those that it is based on, in small letters."""
        coded = [name, *(style.get("style:parent-style-name", "") for style in self.line(name))]
        return [_CODED.sub(lambda found: chr(int(found[1], 16)), each).lower() for each in coded]

    def settings(self, name: str) -> frozenset[str]:
        """How a style sets words: b, i, u, s, sub, sup; `hidden`; and `font:` with the name of one that draws signs."""
        said: dict[str, str] = {}
        for style in self.line(name):
            properties = child(style, "style:text-properties")
            for key, value in properties.items() if properties is not None else ():
                said.setdefault(key, value)
        position = said.get("style:text-position", "").split(" ")[0]
        is_raised = position == "super" or re.fullmatch(r"[1-9][0-9]*%", position)
        made = {"b"} if said.get("fo:font-weight") in ("bold", "600", "700", "800", "900") else set()
        made |= {"i"} if said.get("fo:font-style") in ("italic", "oblique") else set()
        made |= {"s"} if said.get("style:text-line-through-style", "none") != "none" else set()
        made |= {"u"} if said.get("style:text-underline-style", "none") != "none" else set()
        made |= {"sup"} if is_raised else {"sub"} if position == "sub" or position.startswith("-") else set()
        named = (said.get(key, "").strip("'\"") for key in ("fo:font-family", "style:font-name"))
        made |= {f"font:{font}" for font in named if is_of_pictures(font)}
        return frozenset(made | ({"hidden"} if said.get("text:display") == "none" else set()))

    def level(self, list_name: str, depth: int) -> tuple[str, int, str, int]:
        """How a list counts at this depth from 0: bullet, 1, a, I ...; its first number; the sign that says something; how
        many numbers it shows, as 1.2 are two.
        """
        for each in self._lists.get(list_name, ()):
            if whole(each.get("text:level", ""), 1) != depth + 1:
                continue
            if each.tag == "text:list-level-style-number":
                shown = min(whole(each.get("text:display-levels", ""), 1), depth + 1)
                return each.get("style:num-format", ""), whole(each.get("text:start-value", ""), 1), "", shown
            looks = child(each, "style:text-properties")
            fonts = (looks.get(name, "") for name in ("fo:font-family", "style:font-name")) if looks is not None else ()
            font = next(filter(None, fonts), "").strip("'\"")
            return "bullet", 1, before_item(each.get("text:bullet-char", ""), font), 1
        return "bullet", 1, "", 1

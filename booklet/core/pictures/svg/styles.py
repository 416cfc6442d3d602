"""The styles of a drawing: its rules and its style attributes, as properties of each element they reach.

So no rule is written again: none can reach a word of the page around the drawing, nor the next drawing.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from booklet.core.pictures.svg.allowed import PROPERTIES, SVG, cleaned, is_harmless
from booklet.core.pictures.svg.reading import DEEPEST, Read
from booklet.core.text_file import printable

MOST_TRIALS = 3_000_000  # of a rule on an element
# One part of a selector: text, .name, rect.body#gate, *
_PART = re.compile(r"(?:[A-Za-z][\w-]*|\*)?(?:[.#][A-Za-z_][\w-]*)*")
# bold 3px A
_FONT = re.compile(r"(?P<before>(?:[a-z0-9]+\s+)*)(?P<size>[0-9.]+(?:px|pt|mm|em|%))(?:/\S+)?\s+(?P<family>\S.*)")
_SLANTS = ("italic", "oblique")


@dataclass(slots=True)
class Styles:
    """Rules, the weak ones and those that are important, ready to be asked for an element."""

    normal: cssselect2.Matcher = field(default_factory=cssselect2.Matcher)
    important: cssselect2.Matcher = field(default_factory=cssselect2.Matcher)
    trials: int = 0

    def of(self, wrapper: cssselect2.ElementWrapper, read: Read) -> dict[str, str]:
        """The cleaned properties of an element that its rules and its style give it, in the order in which they win."""
        nodes = tinycss2.parse_blocks_contents(wrapper.etree_element.get("style", ""))
        is_root = wrapper.etree_element is read.root
        own, important = _declared(nodes, read.lines[wrapper.etree_element], read, is_root)
        found: dict[str, str] = {}
        for given in (
            *(match[-1] for match in self.normal.match(wrapper)), own,
            *(match[-1] for match in self.important.match(wrapper)), important,
        ):  # fmt: skip
            found |= given
        return found


def read_styles(read: Read) -> Styles | None:
    """Every rule of a drawing's <style> elements; what no rule may be is told with its line.

    None where asking every rule for every shape would take too long.
    """
    styles = Styles()
    for element in read.root.iter(f"{{{SVG}}}style") if read.root is not None else ():
        line = read.lines[element]
        if len(element) or element.get("type", "text/css") != "text/css" or element.get("media", "all") != "all":
            read.unsafe(line, "a style of another kind is here")
            continue
        for rule in tinycss2.parse_stylesheet(element.text or "", skip_comments=True, skip_whitespace=True):
            _read_rule(rule, line + rule.source_line - 1, styles, read)
    if styles.trials * len(read.lines) > MOST_TRIALS:
        read.unsafe(1, "its style has too many rules for so many shapes", "leave out the rules that nothing uses")
        return None
    return styles


def _read_rule(rule: tinycss2.ast.Node, line: int, styles: Styles, read: Read) -> None:
    if rule.type == "at-rule":
        read.unsafe(line, f"@{printable(rule.at_keyword)} is here, and a style leads out of its shapes")
    elif rule.type != "qualified-rule":
        read.unsafe(line, "a rule of its style cannot be read")
    elif wrong := next(_strange_selectors(tinycss2.serialize(rule.prelude)), None):
        read.unsafe(line, f"the rule for {printable(wrong)} cannot be read", "name shapes by element, class or id")
    else:
        is_root = tinycss2.serialize(rule.prelude).strip() == "svg"
        normal, important = _declared(tinycss2.parse_blocks_contents(rule.content), line, read, is_root)
        for selector in cssselect2.compile_selector_list(rule.prelude):
            styles.normal.add_selector(selector, normal)
            styles.important.add_selector(selector, important)
        parts = [len(each.split()) for each in tinycss2.serialize(rule.prelude).split(",")]
        styles.trials += sum(DEEPEST ** (count - 1) for count in parts)


def _strange_selectors(prelude: str) -> Iterator[str]:
    for selector in prelude.split(","):
        parts = selector.replace(">", " ").split()
        is_known = 0 < len(parts) <= 3 and all(_PART.fullmatch(part) for part in parts)
        if not is_known or selector.strip()[0] == ">" or selector.strip()[-1] == ">":
            yield selector.strip() or "nothing"


def _declared(
    nodes: list[tinycss2.ast.Node], line: int, read: Read, is_root: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """The cleaned properties of a block, and those of them that are important; what is not understood is told.

    Where the outermost element stands, and on what, is for the page to say: what it has of that is left out.
    """
    found: tuple[dict[str, str], dict[str, str]] = {}, {}
    for node in nodes:
        if node.type in ("whitespace", "comment"):
            continue
        name = node.lower_name if node.type == "declaration" else ""
        value = " ".join(tinycss2.serialize(node.value if name else [node]).split())
        given = _font(value) if name == "font" else {name: value}
        for name, value in given.items():
            new = cleaned(name, value) if name in PROPERTIES else None
            if new is not None:
                found[node.important if node.type == "declaration" else False][name] = new
            elif not is_harmless(name, value) and (name in PROPERTIES or not is_root):
                says = printable(f"{name}: {value}".removeprefix(": "))
                read.unsafe(line, f"a style leads out of its shapes or cannot be read: {says}")
    return found


def _font(value: str) -> dict[str, str]:
    """`font: bold 3px Arial` as the properties that it stands for."""
    font = _FONT.fullmatch(value)
    if not font:
        return {"font": value}
    before = font["before"].split()
    slant = next((word for word in before if word in _SLANTS), "normal")
    weight = next((word for word in before if word not in (*_SLANTS, "normal")), "normal")
    return {"font-style": slant, "font-weight": weight, "font-size": font["size"], "font-family": font["family"]}


def wrapped(root: Element) -> Iterator[cssselect2.ElementWrapper]:
    """Every element in the order of the file, as a selector sees it."""
    yield from cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()

"""The styles of a drawing: its rules and its style attributes, as properties of each element they reach.

So no rule is written again: none can reach a word of the page around the drawing, nor the next drawing.
"""
import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from booklet.core.pictures.svg.allowed import GEOMETRY, PROPERTIES, SVG, cleaned, is_missed
from booklet.core.pictures.svg.lost import tell_lost
from booklet.core.pictures.svg.reading import Read
from booklet.core.pictures.svg.selectors import Inventory, asked_selectors, inventory_of
from booklet.core.text_file import printable

MOST_TRIALS = 3_000_000  # of a rule on an element
# What asks for a font or a movement, or is for a screen by night: none of it is on paper.
_IDLE_RULES = ("font-face", "keyframes", "-webkit-keyframes", "-moz-keyframes", "charset", "namespace", "property", "page")
_IDLE_MEDIA = re.compile(r"\(prefers-")
# bold 3px A
_FONT = re.compile(r"(?P<before>(?:[a-z0-9]+\s+)*)(?P<size>[0-9.]+(?:px|pt|mm|em|%))(?:/\S+)?\s+(?P<family>\S.*)")
_SLANTS = ("italic", "oblique")
# var(--ink, black), light-dark(black, white): by day
_VARIABLE = re.compile(r"var\(\s*(?P<name>--[\w-]+)\s*(?:,(?P<otherwise>(?:[^()]|\([^()]*\))*))?\)")
_BY_DAY = re.compile(r"light-dark\((?P<day>(?:[^(),]|\([^()]*\))*),(?:[^()]|\([^()]*\))*\)")
_LONGEST, _LONGEST_VARIABLE = 10_000, 200  # characters of a value with its variables; of one of them


@dataclass(frozen=True, slots=True, eq=False)
class StyleRule:
    """What a rule, or the style attribute of one element, declares: names and values, and which of them are important."""

    line: int
    declared: tuple[tuple[str, str, bool], ...]


@dataclass(slots=True)
class Styles:
    """The rules of a drawing, ready to be asked for its elements."""

    read: Read
    rules: cssselect2.Matcher = field(default_factory=cssselect2.Matcher)
    trials: int = 0
    wrappers: dict[Element, cssselect2.ElementWrapper] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    _reached: dict[Element, list[StyleRule]] = field(default_factory=dict)
    _raw: dict[Element, dict[str, str]] = field(default_factory=dict)
    _told: dict[tuple[StyleRule, bool], tuple[dict[str, str], dict[str, str]]] = field(default_factory=dict)

    def of(self, element: Element) -> dict[str, str]:
        """The cleaned properties that its rules and its style give a shape, in the order in which they win."""
        found: dict[str, str] = {}
        blocks = [self._cleaned(rule, element is self.read.root) for rule in self._rules_of(element)]
        for important in (0, 1):
            for block in blocks:
                found |= block[important]
        return found

    def raw(self, element: Element) -> dict[str, str]:
        """The properties as they are written: for words that are set anew, and for nothing that is kept."""
        if element not in self._raw:
            declared = [each for rule in self._rules_of(element) for each in rule.declared]
            declared.sort(key=lambda each: each[2])
            self._raw[element] = {name: self.resolved(value) for name, value, _ in declared}
        return self._raw[element]

    def inherited(self, element: Element, name: str) -> str:
        """The nearest value of a property, of the element or one around it; "" where there is none."""
        wrapper: cssselect2.ElementWrapper | None = self.wrappers[element]
        while wrapper is not None:
            value = self.raw(wrapper.etree_element).get(name) or wrapper.etree_element.get(name, "")
            if value and value != "inherit":
                return value
            wrapper = wrapper.parent
        return ""

    def resolved(self, value: str) -> str:
        """A value with its variables put in, as it is by day."""
        for _ in range(20 if "(" in value and len(value) <= _LONGEST else 0):
            before = value
            value = _VARIABLE.sub(self._variable, value)
            value = _BY_DAY.sub(lambda found: found["day"].strip(), value)
            if value == before or len(value) > _LONGEST:
                break
        return value

    def _variable(self, found: re.Match[str]) -> str:
        otherwise = found["otherwise"]
        return self.variables.get(found["name"], found[0] if otherwise is None else otherwise.strip())

    def _rules_of(self, element: Element) -> list[StyleRule]:
        """The rules that reach an element, the weakest first."""
        if element not in self._reached:
            own = tinycss2.parse_blocks_contents(element.attrib["style"]) if "style" in element.attrib else []
            matched = [match[-1] for match in self.rules.match(self.wrappers[element])]
            matched += [StyleRule(self.read.lines[element], tuple(_declared(own)))] if own else []
            self._reached[element] = matched
        return self._reached[element]

    def _cleaned(self, rule: StyleRule, is_root: bool) -> tuple[dict[str, str], dict[str, str]]:
        """The cleaned properties of a rule, and those that are important; what is not understood is told.

        Where the outermost element stands, and on what, is for the page to say: what it has of that is left out.
        """
        if (rule, is_root) not in self._told:
            found: tuple[dict[str, str], dict[str, str]] = {}, {}
            for name, written, important in rule.declared:
                value = self.resolved(written)
                is_known = name in PROPERTIES or name in GEOMETRY
                new = cleaned(name, value, is_style=True) if is_known else None
                if new is not None:
                    found[important][name] = new
                elif name in PROPERTIES and is_missed(name, value):
                    self.read.unsafe(rule.line, f"a style cannot be read: {printable(f'{name}: {value}')}")
                elif not is_root:
                    tell_lost(name, value, rule.line, self.read)
            self._told[rule, is_root] = found
        return self._told[rule, is_root]


def read_styles(read: Read, root: Element) -> Styles | None:
    """Every rule of a drawing's <style> elements; what no rule may be is told with its line.

    None where asking every rule for every shape would take too long.
    """
    styles, held = Styles(read), inventory_of(root)
    for element in root.iter(f"{{{SVG}}}style"):
        line = read.lines[element]
        if len(element) or element.get("type", "text/css") not in ("", "text/css") or element.get("media", "all") != "all":
            read.unsafe(line, "a style of another kind is here")
            continue
        for rule in tinycss2.parse_stylesheet(element.text or "", skip_comments=True, skip_whitespace=True):
            _read_rule(rule, line + rule.source_line - 1, styles, held)
    if styles.trials * len(read.lines) > MOST_TRIALS:
        read.unsafe(1, "its style has too many rules for so many shapes", "leave out the rules that nothing uses")
        return None
    for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        styles.wrappers[wrapper.etree_element] = wrapper
    given = styles.raw(root).items()
    styles.variables |= {name: value for name, value in given if name.startswith("--") and len(value) <= _LONGEST_VARIABLE}
    return styles


def _read_rule(rule: tinycss2.ast.Node, line: int, styles: Styles, held: Inventory) -> None:
    if rule.type == "at-rule":
        is_idle = rule.lower_at_keyword in _IDLE_RULES
        if not is_idle and not (rule.lower_at_keyword == "media" and _IDLE_MEDIA.search(tinycss2.serialize(rule.prelude))):
            styles.read.unsafe(line, f"@{printable(rule.at_keyword)} is here, and a style leads out of its shapes")
    elif rule.type == "qualified-rule":  # a browser leaves out what is no rule
        declared = StyleRule(line, tuple(_declared(tinycss2.parse_blocks_contents(rule.content))))
        for selector, trials in asked_selectors(tinycss2.serialize(rule.prelude), held):
            compiled = _compiled(selector) if trials else None
            if compiled is None:
                says = f"the rule for {printable(selector)} cannot be read"
                styles.read.unsafe(line, says, "name shapes by element, class or id")
            else:
                styles.rules.add_selector(compiled, declared)
                styles.trials += trials


@lru_cache(512)  # the drawings of a handout have their classes in common, and compiling one is dear
def _compiled(selector: str) -> cssselect2.compiler.CompiledSelector | None:
    try:
        (compiled,) = cssselect2.compile_selector_list(selector)
        return compiled
    except cssselect2.SelectorError:
        return None


def _declared(nodes: list[tinycss2.ast.Node]) -> list[tuple[str, str, bool]]:
    found = []
    for node in nodes:
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            value = " ".join(tinycss2.serialize(node.value).split())
            given = _font(value) if name == "font" else {name: value}
            found += [(name, value, bool(node.important)) for name, value in given.items()]
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

"""Signs that styles put before words: of "✗ Drive", in a list of what not to do, "Drive" would be left."""
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

import tinycss2

from booklet.imports.before_items import before_item
from booklet.imports.html.styles import rules_of

# ul.no li::before, .no>li:before, td.no::before, .no (with list-style-type: "✗ ")
_SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<class>[\w-]+))?(?P<inside>(?:\s*>\s*|\s+)li)?\s*(?P<before>::?(?:before|marker))?"
)
_DRAWN = {"\uf00c": "✓", "\uf058": "✓", "\uf00d": "✗", "\uf057": "✗"}  # of Font Awesome


def show_bullets(root: Element) -> None:
    """Write the signs that say something where the styles of a page show them."""
    named, signs, found = _by_name(root), dict[str, str](), dict[Element, str]()
    for selectors, content in rules_of(root):
        if sign := _sign(tinycss2.parse_blocks_contents(content)):
            signs |= dict.fromkeys(selectors, sign)
    for selector, sign in signs.items():
        found |= dict.fromkeys(_shown(named, selector), sign)
    for list_ in root.iter():
        said = list_.get("style", "") if list_.tag in ("ul", "ol", "li") else ""
        if "list-style" in said and (sign := _sign(tinycss2.parse_blocks_contents(said))):
            found |= dict.fromkeys([list_] if list_.tag == "li" else list_.findall("li"), sign)
    for each, sign in found.items():
        each.text = f"{sign}{(each.text or '').lstrip()}"


def _by_name(root: Element) -> dict[str, list[Element]]:
    """The elements of a page by their tags, and by their classes: li, .no"""
    named = defaultdict[str, list[Element]](list)
    for each in root.iter():
        for name in (each.tag, *(f".{name}" for name in each.get("class", "").split())):
            named[name].append(each)
    return named


def _sign(declarations: Iterable[tinycss2.ast.Node]) -> str:
    """The sign that these declarations show, if it says something."""
    for each in declarations:
        if each.type == "declaration" and each.lower_name in ("content", "list-style", "list-style-type"):
            shown = "".join(part.value for part in each.value if part.type == "string").strip()
            if sign := before_item(_DRAWN.get(shown, shown), ""):
                return sign
    return ""


def _shown(named: Mapping[str, Sequence[Element]], selector: str) -> Iterator[Element]:
    """What a selector means; nothing for one that says more than a name, a class, and items in it."""
    found = _SELECTOR.fullmatch(selector)
    if not found or not (found["tag"] or found["class"]):
        return
    for each in named.get(f".{found['class']}" if found["class"] else found["tag"], ()):
        if each.tag == (found["tag"] or each.tag):
            is_list = each.tag in ("ul", "ol") and not found["before"]
            yield from each.iter("li") if found["inside"] else each.findall("li") if is_list else [each]

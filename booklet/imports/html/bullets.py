"""Signs that styles put before words: of "✗ Drive", in a list of what not to do, "Drive" would be left."""
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import tinycss2

from booklet.imports.before_items import before_item

# ul.no li::before, .no>li:before, td.no::before, .no (with list-style-type: "✗ ")
_SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<class>[\w-]+))?(?P<inside>(?:\s*>\s*|\s+)li)?\s*(?P<before>::?(?:before|marker))?"
)
_DRAWN = {"\uf00c": "✓", "\uf058": "✓", "\uf00d": "✗", "\uf057": "✗"}  # of Font Awesome


def show_bullets(root: Element) -> None:
    """Write the signs that say something where the styles of a page show them."""
    found = dict[Element, str]()
    for style in root.iter("style"):
        for rule in tinycss2.parse_stylesheet(style.text or "", skip_comments=True, skip_whitespace=True):
            if rule.type == "qualified-rule" and (sign := _sign(tinycss2.parse_blocks_contents(rule.content))):
                for selector in tinycss2.serialize(rule.prelude).split(","):
                    found |= dict.fromkeys(_shown(root, selector.strip()), sign)
    for list_ in root.iter():
        said = list_.get("style", "") if list_.tag in ("ul", "ol", "li") else ""
        if "list-style" in said and (sign := _sign(tinycss2.parse_blocks_contents(said))):
            found |= dict.fromkeys([list_] if list_.tag == "li" else list_.findall("li"), sign)
    for each, sign in found.items():
        each.text = f"{sign}{(each.text or '').lstrip()}"


def _sign(declarations: Iterable[tinycss2.ast.Node]) -> str:
    """The sign that these declarations show, if it says something."""
    for each in declarations:
        if each.type == "declaration" and each.lower_name in ("content", "list-style", "list-style-type"):
            shown = "".join(part.value for part in each.value if part.type == "string").strip()
            if sign := before_item(_DRAWN.get(shown, shown), ""):
                return sign
    return ""


def _shown(root: Element, selector: str) -> Iterator[Element]:
    """What a selector means; nothing for one that says more than a name, a class, and items in it."""
    found = _SELECTOR.fullmatch(selector)
    if not found or not (found["tag"] or found["class"]):
        return
    for each in root.iter(found["tag"]):
        if not found["class"] or found["class"] in each.get("class", "").split():
            is_list = each.tag in ("ul", "ol") and not found["before"]
            yield from each.iter("li") if found["inside"] else each.findall("li") if is_list else [each]

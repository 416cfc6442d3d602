"""Signs that styles put before words: of "✗ Drive", in a list of what not to do, "Drive" would be left."""
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from xml.etree.ElementTree import Element

import tinycss2

from booklet.imports.before_items import before_item
from booklet.imports.html.styles import rules_of

# ul.no li::before, .no>li:before, td.no::before, .no (with list-style-type: "✗ ")
_SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<class>[\w-]+))?(?P<inside>(?:\s*>\s*|\s+)li)?\s*(?P<before>::?(?:before|marker|after))?"
)
_FIRST = 3  # pieces of text that are looked at for words that stand there already: <p>⏎<strong>Never:</strong>
_DRAWN = {"\uf00c": "✓", "\uf058": "✓", "\uf00d": "✗", "\uf057": "✗"}  # of Font Awesome


def show_bullets(root: Element) -> None:
    """Write the signs that say something where the styles of a page show them."""
    named, signs, beside, found = _by_name(root), dict[str, str](), dict[str, str](), dict[Element, str]()
    for selectors, content in rules_of(root):
        declared = tinycss2.parse_blocks_contents(content)
        if sign := _sign(declared):
            signs |= dict.fromkeys(selectors, sign)
        elif any(each.type == "declaration" and each.lower_name == "content" for each in declared):
            for selector in selectors:  # the last that is said of an element holds
                beside.pop(selector, None)
                beside[selector] = _words(declared)
    for selector, sign in signs.items():
        found |= dict.fromkeys(_shown(named, selector), sign)
    put = dict[tuple[Element, bool], str]()
    for selector, said in beside.items():
        if selector.endswith(("before", "after")):
            put |= dict.fromkeys(((each, selector.endswith("after")) for each in _shown(named, selector)), said)
    for (each, is_behind), said in put.items():
        if said and (is_behind or not "".join(islice(each.itertext(), _FIRST)).lstrip().startswith(said.strip())):
            _put(each, said, is_behind)
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


def _words(declarations: Iterable[tinycss2.ast.Node]) -> str:
    """The words that these declarations put beside an element, such as "Never: "; none where a font draws them."""
    said = {each.lower_name: each.value for each in declarations if each.type == "declaration"}
    parts = [part for part in said.get("content", ()) if part.type != "whitespace"]
    shown = "".join(part.value for part in parts if part.type == "string")
    shows = (tinycss2.serialize(said.get(name, ())).strip() for name in ("display", "visibility"))
    is_seen = {"none", "hidden"}.isdisjoint(shows)
    is_all = is_seen and all(part.type == "string" for part in parts) and said.keys().isdisjoint(("font", "font-family"))
    return shown if is_all and re.search(r"[^\W\d_]{2}", shown) else ""


def _put(each: Element, said: str, is_behind: bool) -> None:
    if not is_behind:
        each.text = f"{said.rstrip()} {(each.text or '').lstrip()}"
        return
    said = f" {said}" if said[0].isalnum() else said  # which is drawn below, or apart
    if len(each):
        each[-1].tail = f"{each[-1].tail or ''}{said}"
    else:
        each.text = f"{each.text or ''}{said}"


def _shown(named: Mapping[str, Sequence[Element]], selector: str) -> Iterator[Element]:
    """What a selector means; nothing for one that says more than a name, a class, and items in it."""
    found = _SELECTOR.fullmatch(selector)
    if not found or not (found["tag"] or found["class"]):
        return
    for each in named.get(f".{found['class']}" if found["class"] else found["tag"], ()):
        if each.tag == (found["tag"] or each.tag):
            is_list = each.tag in ("ul", "ol") and not found["before"]
            yield from each.iter("li") if found["inside"] else each.findall("li") if is_list else [each]

"""Signs that styles put before words: of "✗ Drive", in a list of what not to do, "Drive" would be left."""
import re
from collections.abc import Sequence
from itertools import islice
from xml.etree.ElementTree import Element

import tinycss2

from booklet.imports.before_items import before_item
from booklet.imports.html.styles import matched

_FIRST = 3  # pieces of text that are looked at for words that stand there already: <p>⏎<strong>Never:</strong>
_DRAWN = {"\uf00c": "✓", "\uf058": "✓", "\uf00d": "✗", "\uf057": "✗"}  # of Font Awesome
_SAYS = ("content", "list-style", "list-style-type")


def show_bullets(root: Element) -> list[str]:
    """Write the signs that say something where the styles of a page show them. Gives what they count and nobody shows any
    more, as it stands before the first: Step 1:
    """
    signs, put, counts = dict[Element, str](), dict[tuple[Element, bool], str](), dict[str, None]()
    counted = {item for list_ in root.iter("ol") for item in list_}
    for each, found in matched(root, lambda declared: [part for part in declared if _name(part) in _SAYS] and declared):
        for pseudo, declared in found:
            if sign := _sign(declared):
                is_list = each.tag in ("ul", "ol") and pseudo is None
                signs |= dict.fromkeys(each.findall("li") if is_list else [each], sign)
            elif pseudo in ("before", "after") and any(_name(part) == "content" for part in declared):
                put[each, pseudo == "after"] = _words(declared)  # the last that is said of an element holds
                if (number := _number(declared)) and (each not in counted or re.search(r"[^\W\d_]", number)):
                    counts[number] = None
    for (each, is_behind), said in put.items():
        if said and (is_behind or not "".join(islice(each.itertext(), _FIRST)).lstrip().startswith(said.strip())):
            _put(each, said, is_behind)
    for list_ in root.iter():
        said = list_.get("style", "") if list_.tag in ("ul", "ol", "li") else ""
        if "list-style" in said and (sign := _sign(tinycss2.parse_blocks_contents(said))):
            signs |= dict.fromkeys([list_] if list_.tag == "li" else list_.findall("li"), sign)
    for each, sign in signs.items():
        each.text = f"{sign}{(each.text or '').lstrip()}"
    return [*counts]


def _name(part: tinycss2.ast.Node) -> str:
    return str(part.lower_name) if part.type == "declaration" else ""


def _sign(declarations: Sequence[tinycss2.ast.Node]) -> str:
    """The sign that these declarations show, if it says something."""
    for each in declarations:
        if _name(each) in _SAYS:
            shown = "".join(part.value for part in each.value if part.type == "string").strip()
            if sign := before_item(_DRAWN.get(shown, shown), ""):
                return sign
    return ""


def _words(declarations: Sequence[tinycss2.ast.Node]) -> str:
    """The words that these declarations put beside an element, such as "Never: "; none where a font draws them."""
    said = {_name(each): each.value for each in declarations if _name(each)}
    parts = [part for part in said.get("content", ()) if part.type != "whitespace"]
    shown = "".join(part.value for part in parts if part.type == "string")
    shows = (tinycss2.serialize(said.get(name, ())).strip() for name in ("display", "visibility"))
    is_seen = {"none", "hidden"}.isdisjoint(shows)
    is_all = is_seen and all(part.type == "string" for part in parts) and said.keys().isdisjoint(("font", "font-family"))
    return shown if is_all and re.search(r"[^\W\d_]{2}", shown) else ""


def _number(declarations: Sequence[tinycss2.ast.Node]) -> str:
    """What these declarations show before the first of what they count."""
    parts = [part for each in declarations if _name(each) == "content" for part in each.value]
    counts = [part.type == "function" and part.lower_name in ("counter", "counters") for part in parts]
    shown = (part.value if part.type == "string" else "1" * is_count for part, is_count in zip(parts, counts, strict=True))
    return "".join(shown).strip() if any(counts) else ""


def _put(each: Element, said: str, is_behind: bool) -> None:
    if not is_behind:
        each.text = f"{said.rstrip()} {(each.text or '').lstrip()}"
        return
    said = f" {said}" if said[0].isalnum() else said  # which is drawn below, or apart
    if len(each):
        each[-1].tail = f"{each[-1].tail or ''}{said}"
    else:
        each.text = f"{each.text or ''}{said}"

"""What styles say of words: bold or not, slanted, struck, raised, lowered, hidden, on lines of their own."""
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from booklet.core.own_table import own_table
from booklet.imports.before_items import is_of_pictures
from booklet.imports.html.signs import fonts_in

_Said = TypeVar("_Said")
_MEANS = own_table(__file__)
_SIGNS: dict[str, str] = _MEANS.pop("list-style")
_KNOWN = {name: frozenset((means,)) for name, means in _MEANS.pop("class").items()}
_COUNTS = re.compile(r"\bcounters?\(")  # content: counter(step) ". ", the number of an item that no list shows
# .lst-kix_a1-0>li:before{content:"" counter(lst-ctn-kix_a1-0,lower-latin) ") "}, of Google Docs
_COUNTED = re.compile(r"\.(?P<name>lst-[\w-]+)>li:before\{[^{}]{0,100}counter\([\w-]+,(?P<kind>[a-z-]+)\)")
_LAID_OUT = frozenset(_MEANS.pop("laid-out")["classes"].split())
_MOST_ASKED = 2_000_000  # times that an element is held against a rule: seconds
_IS_SHOWN = re.compile("display$|visibility$|text-decoration(?:-line)?$")
_FONTS = ("font", "font-family")
# @media print, @media all, (min-width: 48em): as a browser prints the page, or shows it on a screen of a desk
_MEDIA = re.compile(
    r"(?:(?:only )?(?:all|print))?(?: ?and )?(?:\((?P<end>min|max)-width: ?(?P<size>[0-9.]+)(?P<unit>px|r?em)\))?"
)
_WIDTH_PX, _EM_PX = 1024, 16
_OPEN = re.compile(":(?:checked|target)")  # what a click shows is shown on paper: input:checked + label + .answer
_CLASS = re.compile(r"(?P<name>(?:[a-z][a-z0-9]*)?\.[\w-]+)")  # .old, p.old


def styled(style: str) -> frozenset[str]:
    """What a style says of words: bold or not, slanted, struck, raised, lowered, hidden."""
    return _said_by(tinycss2.parse_blocks_contents(style)) if style else frozenset()


def _said_by(declarations: Iterable[tinycss2.ast.Node]) -> frozenset[str]:
    made: set[str] = set()
    for name, value in _values(declarations).items():
        made |= {_MEANS[name][value]} if value in _MEANS.get(name, ()) else set()
        if name in ("list-style", "list-style-type"):
            signs = {_SIGNS[word] for word in value.split() if word in _SIGNS}
            made = made - set(_SIGNS.values()) | signs if signs else made
        made |= {"s"} if name == "text-decoration" and "line-through" in value else set()
        made |= {"u"} if name == "text-decoration" and "underline" in value else set()
    return frozenset(made)


def _values(declarations: Iterable[tinycss2.ast.Node]) -> dict[str, str]:
    """The value that each property has in the end: the last one, or the last that is important."""
    said = sorted((each for each in declarations if each.type == "declaration"), key=lambda each: each.important)
    return {each.lower_name.removesuffix("-line"): tinycss2.serialize(each.value).strip().lower() for each in said}


def show_styles(root: Element) -> None:
    """Give each element what the page's styles say of it by its place: .old td { text-decoration: line-through }

    What lies in a row of boxes is no one word: <div class="flex"><span>Morning</span><span>5 mg</span></div>
    """
    draws_signs = any(is_of_pictures(font) for style in root.iter("style") for font in fonts_in(style.text or ""))

    def shown(declared: Sequence[tinycss2.ast.Node]) -> list[str]:
        typed = ((each.serialize(), each.lower_name) for each in declared if each.type == "declaration")
        return [said for said, name in typed if _IS_SHOWN.match(name) or draws_signs and name in _FONTS]

    for each, found in matched(root, shown):
        said = [part for pseudo, parts in found if pseudo is None for part in parts]
        if said:
            each.set("style", ";".join([*said, each.get("style", "")]))
        values = _values(tinycss2.parse_blocks_contents(each.get("style"))) if said else {}
        if values.get("display", "").endswith(("flex", "grid")) or _LAID_OUT & {*each.get("class", "").split()}:
            for child in each:
                child.tail = f" {child.tail or ''}"


def matched(
    root: Element, said_by: Callable[[Sequence[tinycss2.ast.Node]], _Said]
) -> Iterator[tuple[Element, list[tuple[str | None, _Said]]]]:
    """Each element, and what the rules that hold for it say, the weightiest last: of itself, or of what they put `before` or
    `after` its words. `said_by` is what a rule says by its declarations.
    """
    matcher, asked = cssselect2.Matcher(), 0
    called = ((None, each.tag, each.get("id"), *each.get("class", "").split()) for each in root.iter())
    counts = Counter(name for names in called for name in names)
    for selectors, content in rules_of(root):
        said = said_by(tinycss2.parse_blocks_contents(content))
        try:
            compiled = cssselect2.compile_selector_list(_OPEN.sub(":not(._)", ",".join(selectors))) if said else ()
        except cssselect2.SelectorError:
            continue
        for selector in compiled:
            asked += counts[selector.id or selector.class_name or selector.local_name]
            if asked < _MOST_ASKED:
                matcher.add_selector(selector, said)
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        yield wrapper.etree_element, [(pseudo, said) for _, _, pseudo, said in matcher.match(wrapper)]


def classes_of(root: Element) -> dict[str, frozenset[str]]:
    """What the page's own styles say of its classes, as Google Docs writes them: .c1{font-weight:700}

    By the name of a class, or of an element and a class: c1, p.old.
    """
    shown = (found for style in root.iter("style") for found in _COUNTED.finditer(style.text or ""))
    made = _KNOWN | {found["name"]: frozenset((_SIGNS[found["kind"]],)) for found in shown if found["kind"] in _SIGNS}
    counted = (_SIGNS["none"],) if any(_COUNTS.search(style.text or "") for style in root.iter("style")) else ()
    for selectors, content in rules_of(root):
        for name in [found["name"].removeprefix(".") for found in map(_CLASS.fullmatch, selectors) if found]:
            declared = (each for each in tinycss2.parse_blocks_contents(content) if each.type == "declaration")
            said = _said_by(each for each in declared if not _IS_SHOWN.match(each.lower_name)) - frozenset(counted)
            made[name] = made.get(name, frozenset()) | said
    return made


def rules_of(root: Element) -> Iterator[tuple[list[str], list[tinycss2.ast.Node]]]:
    """The selectors of each rule in the page's own styles, and what lies in it."""
    for style in root.iter("style"):
        sheet = tinycss2.parse_stylesheet(style.text or "", skip_comments=True, skip_whitespace=True)
        open_ = sheet[::-1] if _is_shown(style.get("media", "")) else []
        while open_:
            rule = open_.pop()
            if rule.type == "qualified-rule":
                yield [each.strip() for each in tinycss2.serialize(rule.prelude).split(",")], rule.content
            elif rule.type == "at-rule" and rule.content and _is_held(rule):
                open_ += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)[::-1]


def _is_held(rule: tinycss2.ast.AtRule) -> bool:
    """Whether the rules inside hold: of @layer and @supports, and of @media for paper."""
    keyword, condition = rule.lower_at_keyword, tinycss2.serialize(rule.prelude)
    is_media = keyword == "media" and _is_shown(condition)
    return is_media or keyword == "layer" or keyword == "supports" and not condition.strip().startswith("not")


def _is_shown(media: str) -> bool:
    for query in media.lower().split(","):
        if found := _MEDIA.fullmatch(" ".join(query.split())):
            size = float(found["size"] or 0) * (1 if found["unit"] == "px" else _EM_PX)
            if not found["end"] or (size <= _WIDTH_PX if found["end"] == "min" else size >= _WIDTH_PX):
                return True
    return False


def said_of_classes(piece: Element, classes: dict[str, frozenset[str]]) -> Iterator[frozenset[str]]:
    """What the styles say of each class of an element."""
    for name in piece.get("class", "").split():
        yield classes.get(name, frozenset()) | classes.get(f"{piece.tag}.{name}", frozenset())


def first_number(list_: Element, classes: dict[str, frozenset[str]]) -> str:
    """What a numbered list shows in front of its first item: 1, a, I; "" where that is nothing, or a bullet."""
    item = next((each for each in list_ if each.tag == "li"), list_)
    for each in (item, list_):
        own = styled(each.get("style", "")), *said_of_classes(each, classes)
        if sign := next((sign for said in own for sign in said & set(_SIGNS.values())), ""):
            return sign.removeprefix("list:")
    kind = list_.get("type", "1")
    return _SIGNS[kind].removeprefix("list:") if kind in _SIGNS else kind[:1]

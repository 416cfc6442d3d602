"""The tree of a page, as browsers read it."""
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from booklet.imports.brought import element, words
from booklet.imports.html.bullets import show_bullets
from booklet.imports.html.programs import written_part
from booklet.imports.html.styles import show_styles, styled
from booklet.imports.html.tabs import set_tabs
from booklet.imports.html.word_lists import nest_lists, set_lists
from booklet.imports.package import Unreadable
from booklet.load.markdown.typed import fill, pieces_of
from booklet.load.web_address import is_relative, is_web_address

_DEEPEST, _MOST = 1_000, 500_000  # elements that are open at once, and of a page; it has 5 MB at most
_NO_TAG = re.compile(rb"<(?=[A-Za-z][^\s<>/]{0,40}<)")  # 3.5<x<5.0: browsers would swallow all up to the next >

_BOX = re.compile("checkbox checkbox-(?:off|(?P<is_on>on))")  # of Notion, a box without words
_MOST_OF_A_BUTTON = 12  # words; more are a text to read, on a card that may be clicked
_TEXTS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "dt", "summary")  # where a button holds words: a heading that opens

_KEEPS = re.compile(r"(?:^|;)\s*white-space(?:-collapse)?:\s*(?P<is_kept>pre|preserve|break-spaces)?")  # pre-wrap too

_OPENS = ("aria-controls", "data-bs-target", "data-target")  # what names the part that a click opens
_LIKELY = re.compile("accordion|faq|question|collaps|toggle", re.IGNORECASE)  # <button class="accordion-btn">
# <div class="answer">, <div class="tab-pane">, and what lies in <li class="accordion-item">: hidden till it is asked for
_OPENED = re.compile("accordion|faq|answer|collaps|tab-?(?:pane|panel|content)", re.IGNORECASE)
_PARTS = ("div", "section", "article", "dd", "p", "ul", "ol")
_HEADS = ("nav", "header", "footer")
_APART = ("dialog", "alertdialog", "menu", "navigation", "search")


def page_tree(content: bytes) -> tuple[Element, list[str]]:
    """The page without comments, with plain names for drawings and formulas too, and the numbers that its styles showed. Its
    letters are UTF-8 if it names none and they can be. Raises Unreadable for elements that lie too deep in one another, or
    are opened too often.
    """
    try:
        content.decode()
        likely = "utf-8"
    except UnicodeDecodeError:
        likely = None
    root: Element = _Parser(namespace_html_elements=False).parse(_NO_TAG.sub(b"&lt;", content), likely_encoding=likely)
    open_ = [(root, False)]
    while open_:
        each, is_text = open_.pop()
        if isinstance(each.tag, str):
            each.tag = each.tag.rpartition("}")[2]
        is_text = is_text or each.tag in _TEXTS
        if each.tag == "button" and (is_text or not words(each) and any(part.tag == "img" for part in each.iter())):
            each.tag = "span"
        elif each.tag == "button" and len(words(each).split()) > _MOST_OF_A_BUTTON:
            each.tag = "div"
        if box := _BOX.fullmatch(each.get("class", "")):
            each.tag = "input"
            each.attrib |= {"type": "checkbox"} | ({"checked": ""} if box["is_on"] else {})
        if not all(isinstance(child.tag, str) for child in each):  # comments, whose words would count
            shown = [piece for piece in pieces_of(each) if isinstance(piece, str) or isinstance(piece.tag, str)]
            del each[:]
            fill(each, shown)
        open_ += [(child, is_text) for child in each]
    show_styles(root)
    _keep_lines(root)
    counted = show_bullets(root)
    set_tabs(root)
    _show_what_opens(root)
    set_lists(root)
    nest_lists(root)
    return root, counted


class _Open(list[Any]):
    """The elements that are open while a page is read. Each tag asks all of them, and a <p> opens 200 <font> anew."""

    made = 0

    def append(self, each: Any) -> None:
        self.made += 1
        if len(self) > _DEEPEST or self.made > _MOST:
            raise Unreadable("parts of this page lie too deep in one another", "write it more simply")
        super().append(each)


class _Parser(HTMLParser):  # type: ignore[misc]
    def reset(self) -> None:
        super().reset()
        self.tree.open_elements = _Open(self.tree.open_elements)


def _keep_lines(root: Element) -> None:
    """End each line where a browser shows it to end, as in what people write to each other."""
    open_ = [(root, False)]
    while open_:
        each, is_kept = open_.pop()
        if said := _KEEPS.search(each.get("style", "")):
            is_kept = bool(said["is_kept"])
        if each.tag in ("pre", "code", "style", "script", "textarea"):
            continue
        open_ += [(child, is_kept) for child in each]
        if is_kept:
            inside = [*pieces_of(each)]
            each[:], each.text = [], None
            fill(each, [part for piece in inside for part in _on_lines(piece)])


def _on_lines(piece: str | Element) -> list[str | Element]:
    if not isinstance(piece, str) or not piece.strip():
        return [piece]
    first, *others = piece.split("\n")
    return [first, *(part for line in others for part in (Element("br"), line))]


def lead_on(root: Element) -> None:
    """Links to other pages of a site lead there, where a page says its own address: <link rel="canonical" href="...">."""
    said = (each.get("href", "") for each in root.iter() if each.tag == "base" or each.get("rel") == "canonical")
    home = next(filter(is_web_address, said), "")
    for link in root.iter("a") if home else ():
        address = link.get("href", "").strip()
        if address and is_relative(address) and not address.startswith("#"):
            led = urljoin(home, address)
            link.set("href", led.removeprefix(home) if led.startswith(f"{home}#") else led)


def main_part(root: Element) -> Element | None:
    """The part of a page that is no menu, head or foot, be there articles in it; None where there are several such parts."""
    parts = _outermost(root, lambda each: each.tag == "main" or each.get("role") == "main")
    parts = parts or _outermost(root, lambda each: each.tag == "article") or [*written_part(root)]
    return parts[0] if len(parts) == 1 and words(parts[0]) else None  # a script may have filled it, which nobody runs


def head_with_text(root: Element, main: Element) -> list[Element]:
    """The head above the main part, where it is no mere frame: it has the title that the part lacks, and a sentence."""
    inside = {*main.iter()}
    heads = [each for each in _outermost(root, lambda each: each.tag == "header") if each not in inside]
    titles = [each for part in (main, *heads) for each in part.iter("h1") if words(each)]
    said = (words(each) for head in heads for each in head.iter("p"))
    is_text = any(len(text.split()) > 5 and text[-1] in ".!?。" for text in said)
    return heads if len(heads) == len(titles) == 1 and titles[0] not in inside and is_text else []


def title_of_page(root: Element, shown: Element) -> str:
    """The title of a page, without the name of its site behind what its heading says: Your knee | Our clinic."""
    title = words(next(root.iter("title"), element("title")))
    heads = (words(each) for each in shown.iter("h1"))
    return next((head for head in heads if head and re.match(rf"{re.escape(head)} [|·:»–—-]", title)), title)


def _outermost(root: Element, is_one: Callable[[Element], bool]) -> list[Element]:
    found, open_ = list[Element](), [root]
    while open_:
        each = open_.pop()
        if is_one(each):
            found.append(each)
        else:
            open_ += each
    return found


def _show_what_opens(root: Element) -> None:
    """Parts that a reader opens with a click are not hidden on paper, and what stands on the button is their question.

    Source: WAI-ARIA 1.2, aria-controls and aria-expanded.
    """
    named = {name: each for each in root.iter() for name in (each.get("id"),) if name}
    below = {above: below for parent in root.iter() for above, below in pairwise(parent)}
    around = {child: parent for parent in root.iter() for child in parent}
    apart = {each for head in root.iter() if head.tag in _HEADS or _is_apart(head) for each in head.iter()}
    for each in root.iter():
        opens = [named[name] for said in _OPENS for name in each.get(said, "").replace("#", "").split() if name in named]
        is_likely = "aria-expanded" in each.attrib or _LIKELY.search(each.get("class", ""))
        if each.tag == "button" and is_likely and not opens:
            is_alone = len(around[each]) == 1 and words(around[each]) == words(each)
            follows = below.get(around[each] if is_alone else each)
            is_part = follows is not None and not any(inner.tag == "button" for inner in follows.iter())  # Open all sections
            opens = [follows] if follows is not None and is_part else []
        parts = [part for part in opens if part not in apart]
        if each.tag == "button" and each not in apart and any(text.strip() for part in parts for text in part.itertext()):
            each.tag = "dt"
        for part in (*parts, *([each] if each.get("role") == "tabpanel" else [])):
            for hiding in ("hidden", "style", "class"):
                part.attrib.pop(hiding, None)
    opening = {href[1:]: each for each in root.iter("a") if (href := each.get("href", ""))[1:] and each not in apart}
    for part in root.iter():
        called, link = f"{part.get('class')} {around.get(part, part).get('class')}", opening.get(str(part.get("id")))
        is_hidden = "hidden" in part.attrib or "hidden" in styled(part.get("style", ""))
        if is_hidden and part.tag in _PARTS and part not in apart and (link is not None or _OPENED.search(called)):
            part.attrib = {name: said for name, said in part.attrib.items() if name not in ("hidden", "style")}
            if link is not None:
                link.attrib.pop("href", None)


def _is_apart(each: Element) -> bool:
    return each.get("role") in _APART or "modal" in each.get("class", "").split()

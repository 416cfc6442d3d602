"""What a program that made a page has put into it: parts for the screen alone, and its own ways to write what HTML has."""
import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from booklet.core.own_table import own_table
from booklet.imports.brought import HEADING_TAGS, words

_TABLE = own_table(__file__)
_NAMES = {kind: frozenset(names.split()) for kind, names in _TABLE["names"].items()}
_SET: dict[str, str] = _TABLE["set"]
_HEADS = {"header", "footer"}  # <div title="header">, <div type="HEADER">: of LibreOffice, what stands on each page
_LED = re.compile(r"https://www\.google\.com/url\?q=(?P<real>[^&]+)")  # where Google Docs leads by way of Google
_LEVEL = re.compile("[1-6]")
_COMMENT_SIGN = "mso-special-character:comment"  # a blank beside the mark of a comment
_BOXES = {"true": "☑", "false": "☐"}
_BESIDE = 2  # elements above the script of a formula: what stands there meanwhile, and the formula itself
_ALARM = re.compile("[⚠🚨🛑⛔❗‼☠]")


def settle_programs(root: Element) -> tuple[list[str], list[str]]:
    """Write what programs have made as HTML has it; gives what was for the screen alone, and the running heads and feet.

    Comments of Google Docs and Word are a `comment` each, where they were made.
    """
    around = {child: parent for parent in root.iter() for child in parent}
    named = {each.get("id", "") or each.get("name", ""): each for each in root.iter("a")}
    off, heads = list[str](), list[str]()
    for each in list(root.iter()):
        names = {*each.get("class", "").split(), each.get("id", "")}
        of_notion = "properties" in names and any("property-row" in row.get("class", "").split() for row in each.iter("tr"))
        if names & _NAMES["off"] or of_notion:
            off.append(emptied(each))
        elif each.tag == "div" and around[each].tag == "body" and _HEADS & {each.get("title"), each.get("type", "").lower()}:
            heads.append(emptied(each))
        elif each.get("role") == "navigation":
            each.tag = "nav"
        elif each.get("role") == "doc-endnotes":  # which the press prints without a heading
            for head in [inner for inner in each if inner.tag in HEADING_TAGS]:
                emptied(head)
        elif each.get("role") == "heading" and each.tag in ("div", "p", "span"):
            level = _LEVEL.fullmatch(each.get("aria-level", ""))
            each.tag = f"h{level[0] if level else 2}"
        elif each.tag == "p" and each.get("id", "").startswith("h.") and (own := names & _SET.keys()):
            each.set("class", _SET[min(own)])
        elif _COMMENT_SIGN in each.get("style", ""):
            emptied(each)
        elif each.tag == "a":
            _settle_link(each, named, around)
        elif each.tag == "figure" and "callout" in names:
            icons = [emptied(part) for part in each.iter("span") if part.get("class") == "icon"]
            each.set("class", "warning" if any(map(_ALARM.match, icons)) else "note")
        elif names & _NAMES["tasks"]:
            for item in each:
                item.text = ("☑ " if "checked" in item.get("class", "").split() else "☐ ") + (item.text or "").lstrip()
        elif each.tag == "th" and (marks := {"data-hidden"} & each.attrib.keys() | {each.get("data-type")} & {"checkbox"}):
            _settle_column(each, bool(marks & {"data-hidden"}), around)
        elif each.tag == "script" and each.get("type", "").startswith("math/tex"):
            _settle_tex(each, around[each])
        elif names & _NAMES["formula"] and (formula := next(each.iter("math"), None)) is not None:
            formula.tail, each[:] = None, [formula]
    return [said for said in off if said], heads


def written_part(root: Element) -> Iterator[Element]:
    """The parts that a program names as the words of its page."""
    return (each for each in root.iter() if not _NAMES["main"].isdisjoint(each.get("class", "").split()))


def emptied(part: Element) -> str:
    """The words of a part, which is left out."""
    said = words(part)
    part.tag, part.text, part[:] = "template", None, []
    return said


def _settle_column(head: Element, is_hidden: bool, around: dict[Element, Element]) -> None:
    """A column of GitBook that it hides, or shows as boxes to tick."""
    row = table = around[head]
    while table.tag != "table" and table in around:
        table = around[table]
    at = [*row].index(head)
    for cell in (each[at] for each in table.iter("tr") if len(each) > at):
        cell.attrib |= {"hidden": ""} if is_hidden else {}
        cell.text = _BOXES.get(words(cell), cell.text)


def _settle_tex(script: Element, parent: Element) -> None:
    """A formula of MathJax as it was typed, where beside it stand letters alone."""
    above = parent[max(0, [*parent].index(script) - _BESIDE) : [*parent].index(script)]
    shown = [each for each in above if not _NAMES["formula"].isdisjoint(each.get("class", "").split())]
    if not any(True for each in shown for _ in each.iter("math")):
        for each in shown:
            emptied(each)
        script.tag, script.text = "span", f"\\({(script.text or '').strip()}\\)"


def _settle_link(link: Element, named: dict[str, Element], around: dict[Element, Element]) -> None:
    """Lead to where it leads in the end; a mark that calls a comment is the comment."""
    address = link.get("href", "")
    if found := _LED.match(address):
        link.set("href", unquote(found["real"]))
    is_of_word = link.get("class") == "msocomanchor"
    said = named.get(address.removeprefix("#")) if is_of_word or link.get("id", "").startswith("cmnt_ref") else None
    while said is not None and said.tag not in ("div", "template"):
        said = around.get(said)
    if said is not None and said.tag == "div":
        mark, text = re.escape(words(link)), words(said)
        said.tag, link.tag, link.text, link[:] = "template", "comment", re.sub(f"^{mark} *", "", text), []
        link.attrib.clear()
    elif is_of_word:  # the comment itself was not copied
        emptied(link)

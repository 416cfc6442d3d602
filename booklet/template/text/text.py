"""Plain text: the whole web page as lines that can be read, sent and said.

The order is that of the page, which is that of the tags of the PDF. Added words are few, and each stands for a look:
- "Section 3." before a section's title; an empty line around a heading, two above a section.
- "Picture:" before the alternative text of a picture, "Table:" and "Columns:" before a table, whose rows are told one
  by one, each value after the head of its column.
- A box begins with its label: "Safety:". A point of a list begins with "- " or its number.
- "(reference 3)" for [3]. "To tick:" for a box to tick, "(write here)" for a gap or an empty cell.
- What a sign means is told by speech.py; what is left out, by element.py.

One paragraph is one line, however long. A mail program wraps it to its window at any size of type; a line that was
broken here at 72 columns would be broken again on a telephone, and a voice pauses at each line's end.
"""
import re
from dataclasses import dataclass, field

from booklet.core.printed.words import ENGLISH, Words, base_of, printed_words
from booklet.template.text.element import Leaf, Run, page_leaf
from booklet.template.text.phrase import letters, phrase, spoken_line, with_stop
from booklet.template.text.tables import field_lines, joined, table_lines

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = {
    *_HEADINGS, "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "header", "hr", "html", "img", "li", "main", "ol", "p", "pre", "section", "summary",
    "svg", "table", "ul",
}  # fmt: skip
_LABELS = {"tab", "label", "word"}  # what a box is: its first line


@dataclass(slots=True)
class _Teller:
    """Goes through the page once, and writes down lines as (kind, words). A label waits for the line that it begins."""

    words: Words
    language: str = ENGLISH  # of the page
    lines: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # abbreviations told in full
    label: str = ""

    def say(self, kind: str, words: str) -> None:
        if not words:
            return
        if self.label and kind != "text":
            self.lines.append(("text", self.label))
        elif self.label:
            words = f"{self.label} {words}"
        self.label = ""
        self.lines.append((kind, words))

    def phrase(self, leaf: Leaf) -> str:
        return phrase(leaf, self.words, self.seen)


def plain_text(html: str) -> str:
    """The web page `html` (see booklet/template/web/page.py) as plain text: NFC, one paragraph a line, and a line end last.

    No words but those of the rules above are added, and none are lost. The same page gives the same text.
    """
    page = page_leaf(html)
    language = page.get("lang") or ENGLISH
    teller = _Teller(printed_words(language), language)
    _tell(page, teller)
    teller.say("end", " ")
    return _set(teller.lines[:-1])


def _set(lines: list[tuple[str, str]]) -> str:
    """The lines with their empty lines: none inside a list, two above a section."""
    text, before = "", ""
    for kind, words in lines:
        if before:
            gap = "\n" * (0 if kind == "item" and before in ("first", "item") else 2 if kind == "h2" else 1)
            text += f"\n{gap}"
        text += words
        before = kind
    return text + "\n"


def _tell(leaf: Leaf, teller: _Teller) -> None:
    """One element, and all that is in it."""
    if leaf.tag in _HEADINGS:
        teller.say(leaf.tag, _heading(leaf, teller))
    elif leaf.tag in ("ul", "ol", "dl", "table"):
        _tell_listed(leaf, teller)
    elif leaf.tag in ("svg", "img"):
        _tell_picture(leaf, teller)
    elif "lines" in leaf.classes:
        count = sum(1 for _ in leaf.leaves())
        teller.say("text", teller.words("text.lines", count) if count > 1 else teller.words("text.write_here"))
    elif "card" in leaf.classes:
        parts = list(leaf.leaves())
        stops = [":" if "call" in after.classes else "." for after in parts[1:]]
        teller.say("text", " ".join(with_stop(*each) for each in zip(map(teller.phrase, parts), [*stops, "."], strict=True)))
    elif leaf.tag == "pre":
        teller.say("text", "\n".join(" ".join(line.split()) for line in letters(leaf).split("\n") if line.strip()))
    elif leaf.classes & _LABELS:
        teller.label = with_stop(joined([teller.label, teller.phrase(leaf)]), ":")
    else:
        _tell_flow(leaf, teller)


def _tell_flow(leaf: Leaf, teller: _Teller) -> None:
    """Words and blocks as they come: what stands between two blocks is a paragraph."""
    for line in _flow(leaf):
        if isinstance(line, Leaf):
            _tell(line, teller)
        else:
            teller.say("text", _paragraph(line, teller))


def _flow(leaf: Leaf) -> list[Leaf | list[Leaf | Run]]:
    """What is in an element: its blocks, and between them the runs of words and of elements inside a line."""
    flow: list[Leaf | list[Leaf | Run]] = []
    for inner in leaf.inside:
        if isinstance(inner, Leaf) and (inner.tag in _BLOCKS or _has_block(inner)):
            flow.append(inner)
        elif flow and isinstance(flow[-1], list):
            flow[-1].append(inner)
        else:
            flow.append([inner])
    return flow


def _has_block(leaf: Leaf) -> bool:
    return any(inner.tag in _BLOCKS or _has_block(inner) for inner in leaf.leaves())


def _paragraph(run: list[Leaf | Run], teller: _Teller) -> str:
    """A line of words. Bold words that the templates set at its head are a label; so is the name of a step."""
    told = [inner for inner in run if isinstance(inner, Leaf) or inner.text.strip()]
    head = told[0] if len(told) > 1 and isinstance(told[0], Leaf) else None
    head = head if head and (head.tag == "b" or "step-name" in head.classes) else None
    rest = Leaf("span", frozenset(), (), tuple(inner for inner in run if inner is not head))
    lead = with_stop(teller.phrase(head), ":") if head else ""
    return f"{lead} {teller.phrase(rest)}".strip()


def _heading(leaf: Leaf, teller: _Teller) -> str:
    number = next((inner for inner in leaf.leaves() if "number" in inner.classes), None)
    if number is None:
        return teller.phrase(leaf)
    title = Leaf(leaf.tag, leaf.classes, (), tuple(inner for inner in leaf.inside if inner is not number))
    return teller.words("text.section", number=teller.phrase(number), title=teller.phrase(title))


def _tell_listed(leaf: Leaf, teller: _Teller) -> None:
    """A list or a table. Its first line is of a kind of its own: run together, two lists are one."""
    at = len(teller.lines)
    if leaf.tag in ("ul", "ol"):
        _tell_list(leaf, teller, "")
    else:
        for line in (field_lines if leaf.tag == "dl" else table_lines)(leaf, teller.phrase, teller.words):
            teller.say("item", line)
    first = next((index for index in range(at, len(teller.lines)) if teller.lines[index][0] == "item"), at)
    teller.lines[first : first + 1] = [("first", words) for _, words in teller.lines[first : first + 1]]


def _tell_list(leaf: Leaf, teller: _Teller, indent: str) -> None:
    """The points of a list, each a line; what a point holds beside its first line stands further in."""
    start = leaf.get("start")
    number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
    for point in leaf.leaves():
        mark = f"{point.get('data-label') or f'{number}.'} " if leaf.tag == "ol" else "- "
        number += 1
        if point.tag == "li" and not _is_only_a_way(point):
            box = teller.words("text.ticked_point" if "done" in point.classes else "text.to_tick_point")
            _tell_point(point, teller, indent, mark + box * ("check" in point.classes))


def _is_only_a_way(point: Leaf) -> bool:
    """Whether a point is a link to another place on the page and nothing more."""
    told = [inner for inner in point.inside if isinstance(inner, Leaf) or inner.text.strip()]
    return len(told) == 1 and isinstance(told[0], Leaf) and told[0].tag == "a" and told[0].get("href").startswith("#")


def _tell_point(point: Leaf, teller: _Teller, indent: str, mark: str) -> None:
    ticked = _without_tick(point) if "check" in point.classes else point
    inner = _Teller(teller.words, seen=teller.seen)
    further = indent + "  "
    for line in _flow(ticked):
        if isinstance(line, Leaf) and line.tag in ("ul", "ol"):
            _tell_list(line, inner, further)
        elif isinstance(line, Leaf):
            _tell(line, inner)
        else:
            inner.say("text", _paragraph(line, inner))
    inner.say("end", " ")
    for index, (kind, words) in enumerate(inner.lines[:-1]):
        is_further_in = index and not (kind == "item" and words.startswith(" "))
        lead = f"{indent}{mark}" if index == 0 else further * is_further_in
        teller.say("item", lead + (words if index else words.lstrip()).replace("\n", f"\n{further}"))


def _without_tick(leaf: Leaf) -> Leaf:
    """A point whose box to tick, which is the first thing in it or in its paragraph, is told by its mark."""
    for at, first in enumerate(leaf.inside):
        if isinstance(first, Leaf):
            kept = () if "tick" in first.classes else (_without_tick(first),)
            return Leaf(leaf.tag, leaf.classes, leaf.attributes, (*leaf.inside[:at], *kept, *leaf.inside[at + 1 :]))
    return leaf


def _tell_picture(leaf: Leaf, teller: _Teller) -> None:
    title = next(leaf.find_all("title"), None)
    words, alternative = teller.phrase(title) if title else "", leaf.get("aria-label") or leaf.get("alt")
    told = words or spoken_line([Run(alternative, base_of(teller.language) != ENGLISH)], teller.words)
    teller.say("text", teller.words("text.picture", words=told) if told else "")

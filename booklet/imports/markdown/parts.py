"""A text of Markdown, parted by its headings. What the text defines at its end goes with each part that asks for it."""
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from booklet.imports.brought import Brought, Chapter
from booklet.imports.names import plain_name
from booklet.load.markdown.extension import tree_of
from booklet.load.markdown.links import definition
from booklet.load.markdown.typed import Mark, Typed, pieces_of, struck_in, words_alone
from booklet.load.web_address import is_way_out

_HEADS = {f"h{level}": level for level in range(1, 7)}
_DEFINED = re.compile(r" {0,3}\[(?P<note>\^)?(?P<label>(?:[^\[\]\\]|\\.)+)\]:")  # [1]: https://..., [^1]: Yes.
_RULED_OFF = re.compile(r"(?:\A|\n[ \t]*\n)[ \t]*(?P<sign>[-*])(?:[ \t]*(?P=sign)){2,}[ \t]*\Z")  # a section ends by itself
# What begins on a line of its own, and does not go on with a note above it
_BEGINS = re.compile(r"#{1,6}[ \t]|:::|<!--|```|~~~|[>|]|(?:[-*+]|[0-9]{1,9}[.)])[ \t]|[-*_]{3,}[ \t]*$")
_DEFINED_AT = re.compile(r"\A {0,3}\[\^[^\]]+\]:[ \t]*")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    typed: str  # as it stands, for one that stays a heading
    first: int  # its lines, by their indices
    past: int
    block: Mark
    struck: str  # words in it that are


def parts_of(text: str, title: str, name: str, is_whole: bool, brought: Brought) -> list[Chapter]:
    """The sections of a text; `title` is that of its front matter. With `is_whole` a text with one title is one section."""
    lines, defined = _without_definitions(text.split("\n"), brought)
    heads = _headings(lines)
    levels = [head.level for head in heads]
    top, lead, past = min(levels, default=1), title, 0
    above = [] if title else lines[: heads[0].first if heads else 0]  # what stands above the one title of a text is below it
    is_first = bool(above) or heads and not any(line.strip() for line in lines[: heads[0].first])
    if levels.count(top) == 1 and is_first and heads[0].level == top:
        lead, past = heads[0].title, heads[0].past
        others = [level for level in levels if level > top]
        top = min(others) if others and not is_whole else 7 if is_whole or not others else top
    elif is_whole and title:
        top = 7
    elif not is_whole and not title and levels[:2] == [top, top] and not any(map(str.strip, _between(lines, heads))):
        lead, past = heads[0].title, heads[0].past  # a title that has the level of the headings, as Google Docs writes it
    starts = [head for head in heads if head.level == top and head.first >= past and (head.title or not head.struck)]
    for head in [*heads[: past > 0], *starts]:
        links = (link.get("href", "") for link in head.block.iter("a"))
        brought.tell_of_title(head.struck, filter(is_way_out, links))
    shift = (min((head.level for head in heads if head.first >= past), default=2) if top == 7 else top + 1) - 2
    lead = lead or title or plain_name(name.rpartition("/")[2].rpartition(".")[0]).replace("-", " ").capitalize() or "?"
    first = _text(lines, past, starts[0].first if starts else len(lines), heads, shift)
    first = "\n\n".join(filter(None, ["\n".join(above).strip("\n") if past else "", first]))
    first += _notes_of(heads[0], first, defined) if past else ""
    above = [first] if starts and starts[0].title == lead else []  # what stands above its title is of it
    found = [Chapter(lead, (), (name, lead), first, lead)] if first and not above or not starts and heads else []
    ends = [*(below.first for below in starts[1:]), len(lines)] if starts else []
    for head, end in zip(starts, ends, strict=True):
        names = (name,) if not found else ()
        part = "\n\n".join(filter(None, [*above, _text(lines, head.past, end, heads, shift)]))
        above = []
        part += _notes_of(head, part, defined)
        found.append(Chapter(head.title or "?", (), (*names, head.title), part, lead))
    made = [_with_definitions(each, defined) for each in found]
    for label, words in defined.items():
        if label.startswith("^") and f"[{label}]" not in text.casefold().replace(f"[{label}]:", ""):
            brought.tell(f"a note to which nothing leads was left out: {' '.join(words.split())[:100]}")
    return made


def _headings(lines: Sequence[str]) -> list[_Heading]:
    """The headings of a text, without those in callouts, lists and quotes."""
    typed = [Typed(line, [(0, number, 1)]) for number, line in enumerate(lines, 1)]
    found = []
    for block in tree_of(typed):
        if isinstance(block, Mark) and block.tag in _HEADS:
            words = " ".join(words_alone(pieces_of(block)).split())
            written = " ".join(lines[block.first : max(block.last, block.first + 1)])
            is_atx = re.match(r" {0,3}#{1,6}(?:[ \t]|$)", lines[block.first])
            inside = re.sub(r"^ {0,3}#{1,6}[ \t]*|[ \t]+#+[ \t]*$", "", lines[block.first]) if is_atx else written.strip()
            past = block.first + 1 if is_atx else block.last + 1
            words = re.sub(r"\\(?=\{[{%#])", "", words)  # in code that was marked for the press
            found.append(_Heading(_HEADS[str(block.tag)], words, inside, block.first, past, block, struck_in([block])))
    return found


def _between(lines: Sequence[str], heads: Sequence[_Heading]) -> list[str]:
    """What stands above the first heading, and between it and the second."""
    return [*lines[: heads[0].first], *lines[heads[0].past : heads[1].first]]


def _text(lines: Sequence[str], start: int, end: int, heads: Sequence[_Heading], shift: int) -> str:
    """Some lines, with headings that begin at level 2."""
    made, at = list[str](), start
    inside = (bisect_left(heads, line, key=lambda head: head.first) for line in (start, end))
    for head in heads[slice(*inside)]:
        made += [*lines[at : head.first], f"{'#' * min(max(head.level - shift, 2), 6)} {head.typed}"]
        at = head.past
    return _RULED_OFF.sub("", "\n".join([*made, *lines[at:end]]).strip("\n"))


def _notes_of(head: _Heading, text: str, defined: dict[str, str]) -> str:
    """The notes of a heading that becomes a title, which has no place for a mark: they end its section."""
    asked = (label.casefold() for label in re.findall(r"\[(\^[^\[\]]+)\]", head.typed))
    lost = (label for label in asked if label in defined and f"[{label}]" not in text.casefold())
    return "".join("\n\n" + dedent(_DEFINED_AT.sub("    ", defined[label])) for label in lost)


def _without_definitions(lines: Sequence[str], brought: Brought) -> tuple[list[str], dict[str, str]]:
    """The lines without what they define, and each definition by its label, ^1 for a note."""
    kept, defined, at, fence = list[str](), dict[str, str](), 0, ""
    while at < len(lines):
        line = lines[at]
        is_shut, fence = bool(fence), _fence(line, fence)  # the last line of a comment is of it
        may_define = not fence and not is_shut and (not kept or not kept[-1].strip() or line.startswith("["))
        found = _DEFINED.match(line) if may_define else None
        led = "\n".join(lines[at : at + 3])  # an address and its title may have lines of their own
        led_to = definition(led, 0) if found and not found["note"] else None
        end = at + 1
        if found is None or not (led_to or found["note"]):
            kept.append(line)
        else:
            end = at + len(led[: led_to[2]].strip("\n").split("\n")) if led_to else end
            while found["note"] and end < len(lines) and (_goes_on(lines, end)):
                end += 1
            label = (found["note"] or "") + " ".join(found["label"].split()).casefold()
            if defined.setdefault(label, words := "\n".join(lines[at:end]).rstrip()) != words and found["note"]:
                brought.tell(f"two notes have the same mark, and the second was left out: {' '.join(words.split())[:100]}")
        at = end
    return kept, defined


def _goes_on(lines: Sequence[str], at: int) -> bool:
    if lines[at].strip():
        is_new = _DEFINED.match(lines[at]) or _BEGINS.match(lines[at])
        return lines[at].startswith((" ", "\t")) or bool(lines[at - 1].strip()) and not is_new
    return at + 1 < len(lines) and lines[at + 1].startswith(("    ", "\t"))


def _fence(line: str, fence: str) -> str:
    """What ends the code or the comment that is open behind this line; "" where none is."""
    if fence == "-->" or not fence and re.match(r" {0,3}<!--", line):
        return "" if "-->" in line else "-->"
    found = re.match(r" {0,3}(`{3,}|~{3,})", line)
    if not found:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) and not line.strip().strip(fence[0]) else fence


def _with_definitions(chapter: Chapter, defined: dict[str, str]) -> Chapter:
    text, used = chapter.text, list[str]()
    asked = {" ".join(label.split()).casefold() for label in re.findall(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\]", text)}
    for label in [label for label in defined if label in asked]:
        used.append(defined[label])
        asked |= set(re.findall(r"\[(\^[^\[\]]+)\]", defined[label]))
    links = [each for each in used if not each.lstrip().startswith("[^")]
    notes = [each for each in used if each.lstrip().startswith("[^")]
    joined = "\n\n".join(filter(None, [text, "\n".join(links), *notes]))
    return Chapter(chapter.title, (), chapter.names, joined, chapter.lead)

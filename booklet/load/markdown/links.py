"""Where links lead: destinations, titles, and the definitions that a reference is looked up in.

Source: CommonMark 0.31.2, sections 4.7 and 6.3.
"""
import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from booklet.core.unseen import without_seams

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # \*, \[: a backslash before a mark of ASCII
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")  # &nbsp; &#8211;
_HELD = re.compile(r"<(?P<address>(?:[^<>\\\n]|\\.)*)>")  # <my file.png>
_TITLE = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|\((?:[^()\\]|\\.)*\)', re.DOTALL)  # "see also"
LABELLED = re.compile(r"\[(?P<label>(?:[^\[\]\\]|\\.){1,999})\]", re.DOTALL)  # [the ward]
# What leads somewhere: https://, #when, guide.html, ../map; not what [Dose]: 5mg and [Warning]: overdose say
_LEADS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:/|(?:mailto|tel|sms|doi|pmid|data):|#|\.{0,2}/)|\S*\.[A-Za-z]{2,}(?:$|[/?#])"
)
_BLANKS = re.compile(r"[ \t]*\n?[ \t]*")
_DEEPEST = 32  # brackets in one another, as cmark has it


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, and its title."""

    address: str
    title: str = ""


def unescaped(text: str) -> str:
    """Text without its backslashes, and with the characters that its entities stand for."""
    parts = ESCAPED.split(text)
    return "".join(part if at % 2 else ENTITY.sub(lambda found: entity(found[0]), part) for at, part in enumerate(parts))


def entity(written: str) -> str:
    """The characters that an entity stands for; itself where nobody knows it."""
    known = unescape(written) if written[1] == "#" or written[1:] in html5 else written
    return "\ufffd" if known == "\0" else without_seams(known)


def folded(label: str) -> str:
    """A label as it is looked up: in any case, with single blanks."""
    return " ".join(label.split()).casefold()


def destination(text: str, at: int) -> tuple[str, int] | None:
    """The address that begins here, and where it ends."""
    if text.startswith("<", at):
        held = _HELD.match(text, at)
        return (unescaped(held["address"]), held.end()) if held else None
    end, open_ = at, 0
    while end < len(text) and text[end] > " " and text[end] != "\x7f":
        if text[end] == "\\" and ESCAPED.match(text, end):
            end += 1
        elif text[end] == "(":
            open_ += 1
        elif text[end] == ")":
            open_ -= 1
            if open_ < 0:
                break
        if open_ > _DEEPEST:
            return None
        end += 1
    return (unescaped(text[at:end]), end) if open_ <= 0 else None


def target_at(text: str, at: int) -> tuple[Target, int] | None:
    """What stands in the parentheses behind a link, `at` right behind the first one; and where they end."""
    at = _past_blanks(text, at)
    found = destination(text, at)
    if not found:
        return None
    address, at = found
    behind = _past_blanks(text, at)
    title = _TITLE.match(text, behind) if behind > at else None
    at = _past_blanks(text, title.end()) if title else behind
    return (Target(address, unescaped(title[0][1:-1]) if title else ""), at + 1) if text.startswith(")", at) else None


def definition(text: str, at: int) -> tuple[str, Target, int] | None:
    """The definition `[label]: address "title"` that begins here: its label, where it leads, and where its line ends.

    Different from CommonMark: what looks like no address defines nothing, or the words `[Dose]: 5mg` would print nowhere.
    """
    label = LABELLED.match(text, _past_indent(text, at))
    if not label or not label["label"].strip() or not text.startswith(":", label.end()):
        return None
    found = destination(text, start := _BLANKS.match(text, label.end() + 1).end())  # type: ignore[union-attr]
    if not found or found[1] == start or not (text[start] == "<" or _LEADS.match(found[0])):
        return None
    address, past = found
    behind = _BLANKS.match(text, past)
    title = _TITLE.match(text, behind.end()) if behind and behind.end() > past else None
    end = _end_of_line(text, title.end()) if title and "\n\n" not in title[0] else None
    if title and end is not None:
        return folded(label["label"]), Target(address, unescaped(title[0][1:-1])), end
    end = _end_of_line(text, past)
    return (folded(label["label"]), Target(address), end) if end is not None else None


def _past_indent(text: str, at: int) -> int:
    return at + min(len(text[at:]) - len(text[at:].lstrip(" ")), 3)


def _past_blanks(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip(" \t\n"))


def _end_of_line(text: str, at: int) -> int | None:
    """Behind the end of this line, where nothing else stands on it."""
    line = re.compile(r"[ \t]*(?:\n|$)").match(text, at)
    return line.end() if line and (line.end() == len(text) or text[line.end() - 1] == "\n") else None

"""What stands inside a line: links, pictures, code, comments, and the marks of the dialect.

Source: CommonMark 0.31.2, chapter 6, by the method of its appendix. Different from there: HTML is no text that passes; of
its tags a few mean something (TAGS), and the others are told where they stand. Four strokes _ are a place to write.
"""
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from booklet.core.letters.raised import POWER
from booklet.load.markdown.addresses import BARE, bare_address, held_address
from booklet.load.markdown.emphasis import Bracket, InlinePiece, emphasised, is_open, run_at, settled
from booklet.load.markdown.grammar import ASIDE, BOX, BRACED, CITED, CLASSED, FORMULA, GAP, ICON, LANGUAGE, NOTED
from booklet.load.markdown.links import ENTITY, ESCAPED, LABELLED, Target, entity, folded, target_at, unescaped
from booklet.load.markdown.typed import SLOT, SLOT_OPEN, Mark, Typed, fill, join_tight, mark, words_alone

TAGS = {name: name for name in ("strong", "em", "u", "sup", "sub", "kbd", "small", "span", "abbr", "del", "mark")}
TAGS |= {"b": "strong", "i": "em", "s": "del", "strike": "del"}
_SPECIAL = re.compile(rf"[\\`*_~^=:\[\]!<&$\n{SLOT_OPEN}]|(?<!\.)\.{{6}}|(?<!…)…{{3}}|(?<![.…/])[.…]+ ?/ ?[.…]|{BARE}")
_INACTIVE = -1  # a bracket that may no longer begin a link
_TICKS = re.compile(r"`+")
_VALUE = r"""(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(
    rf"<(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s+[A-Za-z_:][\w.:-]*{_VALUE})*)\s*/?>"
    r"|</(?P<closed>[A-Za-z][A-Za-z0-9-]*)\s*>|<\?.*?\?>|<![A-Za-z\[].*?>", re.DOTALL,
)  # <div class="x">, </b>, <?php ?>, <!DOCTYPE html>
_TITLE = re.compile(r"title\s*=\s*[\"'](?P<title>[^\"']*)[\"']")  # of <abbr title="electrocardiogram">


class Inlines(Treeprocessor):
    """Reads the words of every leaf."""

    def run(self, root: Element) -> None:
        parser = self.md.parser
        links: Mapping[str, Target] = parser.links  # type: ignore[attr-defined]
        for leaf in parser.leaves:  # type: ignore[attr-defined]
            text, leaf.text = leaf.text or Typed(""), None
            box = [mark("tick", text.place(), done=leaf.attrib.pop("task"))] if "task" in leaf.attrib else []
            fill(leaf, [*box, *Reader(text, links).pieces()])
        join_tight(root)


@dataclass(slots=True)
class Reader:
    """Reads one text, character by character."""

    text: Typed
    links: Mapping[str, Target] = field(default_factory=dict)
    at: int = 0
    read: list[InlinePiece] = field(default_factory=list)
    brackets: list[int] = field(default_factory=list)  # where in `read` those stand that may still begin a link
    refused: set[str] = field(default_factory=set)  # names of tags that are left for the author to be told of

    def pieces(self) -> list[str | Element]:
        """The texts and elements that it is made of."""
        while found := _SPECIAL.search(self.text, self.at):
            self._words(self.at, found.start())
            self.at = found.start()
            take = _TAKERS.get(found[0][0])
            if not (take and take(self)) and not ((it := bare_address(self.text, self.at)) and self.put(*it)):
                self._words(self.at, self.at + 1)
                self.at += 1
        self._words(self.at, len(self.text))
        return settled(emphasised(self.read))

    def _words(self, start: int, end: int) -> None:
        if end > start:
            self.read.append(self.text.cut(start, end))

    def put(self, piece: InlinePiece, end: int) -> bool:
        self.read.append(piece)
        self.at = end
        return True

    @property
    def place(self) -> tuple[int, int]:
        return self.text.place(self.at)


def _escape(reader: Reader) -> bool:
    text, at = reader.text, reader.at
    if text.startswith("\\\n", at):
        return reader.put(mark("br", reader.place), len(text) - len(text[at + 2 :].lstrip(" \t")))
    if not ESCAPED.match(text, at):
        return False
    return reader.put(Typed(text[at + 1], text.cut(at + 1, at + 2).spots, [0]), at + 2)


def _newline(reader: Reader) -> bool:
    """The end of a line: a blank, or a break where two blanks stand before it."""
    text, at = reader.text, reader.at
    before = text[:at]
    blanks = len(before) - len(before.rstrip(" "))
    last = reader.read[-1] if reader.read else None
    if blanks and isinstance(last, Typed):
        reader.read[-1] = last.cut(0, len(last.rstrip(" ")))
    behind = len(text) - len(text[at + 1 :].lstrip(" \t"))
    return reader.put(mark("br", reader.place) if blanks > 1 else text.cut(at, at + 1), behind)


def _code(reader: Reader) -> bool:
    text, opened = reader.text, _TICKS.match(reader.text, reader.at)
    assert opened, "it is called where one stands"
    closed = next((t for t in _TICKS.finditer(text, opened.end()) if len(t[0]) == len(opened[0])), None)
    if closed is None:
        return reader.put(text.cut(*opened.span()), opened.end())
    start, end = opened.end(), closed.start()
    held = text[start:end].replace("\n", " ")
    if held.strip(" ") and held[0] == held[-1] == " ":
        start, end, held = start + 1, end - 1, held[1:-1]
    return reader.put(mark("code", reader.place, Typed(held, text.cut(start, end).spots)), closed.end())


def _formula(reader: Reader) -> bool:
    if not (found := FORMULA.match(reader.text, reader.at)):
        return False
    return reader.put(mark("formula", reader.place, reader.text.cut(*found.span())), found.end())


def _run(reader: Reader) -> bool:
    if power := POWER.match(reader.text, reader.at):
        return reader.put(mark("sup", reader.place, reader.text.cut(power.start("raised"), power.end())), power.end())
    gap = GAP.match(reader.text, reader.at)
    if gap and not (gap[0][2:3] != "_" and reader.text[reader.at - 1 : reader.at].strip() and is_open(reader.read, "__")):
        return reader.put(mark("gap", reader.place, lines=gap["lines"] or "1", strokes=gap[0]), gap.end())
    return reader.text[reader.at] not in ".…" and reader.put(*run_at(reader.text, reader.at))


def _open(reader: Reader) -> bool:
    """A citation, a note, or the bracket that may begin a link."""
    text, at = reader.text, reader.at
    is_image = text.startswith("![", at)
    cited, noted = (None, None) if is_image else (CITED.match(text, at), NOTED.match(text, at))
    if cited:
        return reader.put(mark("citation", reader.place, works=cited["works"]), cited.end())
    if noted and not text.startswith("(", noted.end()):
        return reader.put(mark("noted", reader.place, id=noted["id"]), noted.end())
    if text[at] == "!" and not is_image:
        return False
    box = BOX.match(text, at)
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0] if box and box["mine"] else ""
    if box and (not box["mine"] or "[ ]" in line or line == box[0]):
        return reader.put(mark("tick", reader.place, done=box["done"] or box["mine"] or ""), box.end())
    end = at + 1 + is_image
    reader.brackets.append(len(reader.read))
    return reader.put(Bracket(text.cut(at, end), end, is_image), end)


def _close(reader: Reader) -> bool:
    """The end of a bracket: with what stands behind it a link, a picture, or words in another language."""
    opened = reader.brackets.pop() if reader.brackets else _INACTIVE
    if opened == _INACTIVE:
        return False
    bracket = reader.read[opened]
    assert isinstance(bracket, Bracket), "it was remembered as such"
    found = _behind(reader, bracket)
    if found is None:
        reader.read[opened] = bracket.text
        return False
    made, reader.at = found
    made.line, made.column = bracket.text.place()
    inside = settled(emphasised(reader.read[opened + 1 :]))
    del reader.read[opened:]
    if bracket.is_image:
        made.set("alt", words_alone(inside))
    else:
        fill(made, inside)
    if made.tag == "a":  # no link in another one
        reader.brackets = [n if getattr(reader.read[n], "is_image", False) else _INACTIVE for n in reader.brackets]
    return reader.put(made, reader.at)


def _behind(reader: Reader, bracket: Bracket) -> tuple[Mark, int] | None:
    """What stands behind a bracket makes it an element, still empty; and where that ends."""
    text, at = reader.text, reader.at + 1
    braced = None if bracket.is_image else BRACED.match(text, at)
    if braced and (spoken := LANGUAGE.fullmatch(braced["inside"])):
        return mark("span", lang=spoken["language"]), braced.end()
    if braced and (classed := CLASSED.fullmatch(braced["inside"])):
        return mark(classed.lastgroup or "span"), braced.end()
    found = (target_at(text, at + 1) if text.startswith("(", at) else None) or _referred(reader, bracket, at)
    if found is None:
        return None
    leads_to, end = found
    made = mark("img", src=leads_to.address) if bracket.is_image else mark("a", href=leads_to.address)
    if leads_to.title:
        made.set("title", leads_to.title)
    if braced := BRACED.match(text, end):
        made.set("braced", braced["inside"])  # {width=50%}
    return made, braced.end() if braced else end


def _referred(reader: Reader, bracket: Bracket, at: int) -> tuple[Target, int] | None:
    own = reader.text[bracket.start : reader.at]
    label = LABELLED.match(reader.text, at)
    name, end = (label["label"], label.end()) if label else (own, at + 2 * reader.text.startswith("[]", at))
    if not label and re.search(r"(?<!\\)\[", own):
        return None
    found = reader.links.get(folded(name))
    return (found, end) if found else None


def _angle(reader: Reader) -> bool:
    """An address, a comment, or a tag."""
    text, at = reader.text, reader.at
    if comment := ASIDE.match(text, at):
        return reader.put(mark("comment", reader.place, says=comment["comment"]), comment.end())
    if held := held_address(text, at):
        return reader.put(*held)
    tag = _TAG.match(text, at)
    if not tag:
        return False
    name = (tag["name"] or "").lower()
    if (tag["closed"] or "").lower() in reader.refused:  # told already, where it opens
        reader.at = tag.end()
        return True
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, tag.end()) if name in TAGS else None
    if end is None:
        reader.refused |= {name} - {"br"}
        return reader.put(mark("br", reader.place) if name == "br" else mark("tag", reader.place, typed=tag[0]), tag.end())
    inside = Reader(text.cut(tag.end(), end.start()), reader.links).pieces()
    made = mark("del" if "line-through" in tag["rest"] else TAGS[name], reader.place, *inside)
    if title := _TITLE.search(tag["rest"]):
        made.set("title", unescaped(title["title"]))
    return reader.put(made, end.end())


def _entity(reader: Reader) -> bool:
    found = ENTITY.match(reader.text, reader.at)
    if not found or entity(found[0]) == found[0]:
        return False
    return reader.put(Typed(entity(found[0]), [(0, *reader.place)], range(3)), found.end())


def _named(reader: Reader) -> bool:
    """An icon, or the slot of a field."""
    if icon := ICON.match(reader.text, reader.at):
        return reader.put(mark("icon", reader.place, name=icon["name"]), icon.end())
    found = SLOT.match(reader.text, reader.at)
    return found is not None and reader.put(mark("slot", reader.place, index=found["index"]), found.end())


_TAKERS: Mapping[str, Callable[[Reader], bool]] = {
    "\\": _escape, "\n": _newline, "`": _code, "[": _open, "!": _open, "]": _close, "<": _angle, "&": _entity, "$": _formula,
    **dict.fromkeys((":", SLOT_OPEN), _named), **dict.fromkeys("*_~^=.…", _run),
}  # fmt: skip

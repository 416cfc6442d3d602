"""How blocks begin, each by a function that reads the mark and opens the block, or says that none begins here."""
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from booklet.load.markdown.blocks import Begin, BlockReader
from booklet.load.markdown.captions import caption
from booklet.load.markdown.cursor import TAB, Cursor
from booklet.load.markdown.endings import define
from booklet.load.markdown.grammar import ALERT, FENCE, LED, MEANING, NAMED, NOTE, STYLED
from booklet.load.markdown.lettered import lettered_item
from booklet.load.markdown.open import ITEM, LEAVES, Open, in_quote, is_sign
from booklet.load.markdown.tables import cells, ruled
from booklet.load.markdown.typed import Typed, lines_in, mark, one_text

_RULE = re.compile(r"(?!_{4})([-*_])[ \t]*(?:\1[ \t]*){2,}$")  # * * *, but not ____, a place to write
_HEADING = re.compile(r"(?P<marks>#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"(?:^|(?<=[ \t]))#+[ \t]*$")  # ## When to call ##
_UNDERLINE = re.compile(r"(?P<mark>=+|-+)[ \t]*$")


def _quote(reader: BlockReader, cursor: Cursor) -> bool:
    place = cursor.line.place(cursor.words_at)
    is_more = is_sign(reader.open[reader.held - 1], cursor.words) and reader.is_alone(">")
    if is_more or not in_quote(cursor):
        return False
    is_top = all(block.kind in ("document", "paragraph") for block in reader.open[: reader.held])
    alert, led = ALERT.match(cursor.words), LED.match(cursor.words) if is_top else None
    kind = alert or led
    made = mark("callout", place, kind=kind["kind"].lower()) if kind else mark("blockquote", place)
    reader.begin("quote", made)
    if led:
        cursor.to_words()
        said = cursor.rest().cut(led.start("kind"), led.end("kind"))
        if said.lower() != "note":
            reader.leaf(made, mark("title", said.place()), said)
        cursor.read(led.end())
    elif alert:
        cursor.to_words()
        if alert["title"]:
            title = cursor.rest().cut(alert.start("title"))
            reader.leaf(made, mark("title", title.place()), title)
        cursor.read(len(cursor.line) - cursor.at)
    return True


def _heading(reader: BlockReader, cursor: Cursor) -> bool:
    found = _HEADING.match(cursor.words)
    if not found or cursor.is_code:
        return False
    start = cursor.words_at
    words = cursor.line.cut(start + found.end())
    words = words.cut(0, len(_CLOSING.sub("", words))).trimmed()
    _headed(reader, len(found["marks"]), words, cursor.line.place(start))
    return True


def _headed(reader: BlockReader, level: int, words: Typed, place: tuple[int, int]) -> None:
    made, named = mark(f"h{level}", place), NAMED.search(words)
    if named:
        made.set("id", named["id"])
        words = words.cut(0, named.start())
    elif looks := STYLED.search(words):
        words = words.cut(0, looks.start())
    reader.begin("heading", reader.leaf(None, made, words)).is_over = True


def _fence(reader: BlockReader, cursor: Cursor) -> bool:
    found = FENCE.match(cursor.words)
    if not found or cursor.is_code:
        return False
    block = reader.begin("fence", mark("pre", cursor.line.place(cursor.words_at), info=found["info"].strip()))
    block.at, block.sign = cursor.indent, found["fence"]
    cursor.read(len(cursor.line) - cursor.at)
    return True


def _comment(reader: BlockReader, cursor: Cursor) -> bool:
    words = cursor.words
    if cursor.is_code or not words.startswith("<!--") or reader.open[reader.held - 1].kind == "paragraph":
        return False
    if "-->" in words and not words.rstrip().endswith("-->"):
        return False
    block = reader.begin("comment", mark("comment", cursor.line.place(cursor.words_at)))
    block.is_over = "-->" in words[4:]
    block.lines.append(cursor.line.cut(cursor.words_at))
    cursor.read(len(cursor.line) - cursor.at)
    return True


def _underline(reader: BlockReader, cursor: Cursor) -> bool:
    """The line below a heading, which was a paragraph until now."""
    found, above = _UNDERLINE.match(cursor.words), reader.open[reader.held - 1]
    if not found or cursor.is_code or above.kind != "paragraph" or above.element.tag != "p":
        return False
    define(reader, above)
    if not above.lines:
        return False
    words = one_text(above.lines).trimmed()
    holder = reader.open[reader.held - 2].element
    holder.remove(above.element)
    del reader.open[reader.held - 1 :]
    reader.held -= 1
    _headed(reader, 1 if found["mark"][0] == "=" else 2, words, words.place())
    reader.open[-1].first = above.first
    return True


def _rule(reader: BlockReader, cursor: Cursor) -> bool:
    if cursor.is_code or not _RULE.match(cursor.words):
        return False
    reader.begin("rule", mark("hr", cursor.line.place(cursor.words_at))).is_over = True
    return True


def _item(reader: BlockReader, cursor: Cursor) -> bool:
    found, above = ITEM.match(cursor.words), reader.open[reader.held - 1]
    if above.kind == "table" and "|" in cursor.words:  # - | 5 mg |, where the first cell of a row is a dash
        return False
    if not found or cursor.is_code and not _is_set_in(reader, above, cursor):
        return False
    says_nothing = not cursor.words[found.end() :].strip()
    if above.kind == "paragraph" and (says_nothing or found["number"] and int(found["number"]) != 1):
        return False
    if above.kind == "paragraph" and is_sign(above, cursor.words) and reader.is_alone(cursor.next):
        return False
    at, place = cursor.indent, cursor.line.place(cursor.words_at)
    cursor.to_words()
    cursor.read(found.end())
    gap = cursor.indent if cursor.line[cursor.at : cursor.at + 1] != "\u00a0" else 1
    is_wide = gap > TAB or says_nothing
    if cursor.line[cursor.at : cursor.at + 1] == "\u00a0":
        cursor.read(1)
    else:
        cursor.skip(1 if is_wide else gap)
    _listed(reader, found, at, place)
    block = reader.begin("item", mark("li", place))
    block.at, block.width = at, at + found.end() + (1 if is_wide else gap)
    block.sign = found["stop"] or found["bullet"]
    return True


def _is_set_in(reader: BlockReader, above: Open, cursor: Cursor) -> bool:
    """Whether a line that is set in as code is may be an item: where a list begins so, or goes on beside its own items."""
    return cursor.indent < above.at + TAB if above.kind == "list" else reader.open[-1].kind not in ("paragraph", "code")


def _listed(reader: BlockReader, found: re.Match[str], at: int, place: tuple[int, int]) -> None:
    """The list that an item goes on with, or a new one."""
    sign, above = found["stop"] or found["bullet"], reader.open[reader.held - 1]
    goes_on = above.kind == "list" and above.sign == sign
    number = int(found["number"] or (above.number + 1 if goes_on else 1))  # #. counts on
    if goes_on and number in (above.number, above.number + 1):
        above.number = number
        reader.close(reader.held)
        return
    made = mark("ol" if found["stop"] else "ul", place, **({} if sign in "-+*.)" else {"typed": sign}))
    if found["stop"] and number != 1:
        made.set("start", str(number))
    block = reader.begin("list", made)
    block.sign, block.number, block.at = sign, number, at


def _code(reader: BlockReader, cursor: Cursor) -> bool:
    if not cursor.is_code or cursor.is_blank or reader.open[-1].kind == "paragraph":
        return False
    cursor.skip(TAB)
    reader.begin("code", mark("pre", cursor.line.place(cursor.words_at)))
    return True


def _table(reader: BlockReader, cursor: Cursor) -> bool:
    """The line below the head of a table, which was the last line of a paragraph until now."""
    above = reader.open[reader.held - 1]
    aligned = ruled(cursor.words) if above.kind == "paragraph" and not cursor.is_code else None
    if aligned is None or len(cells(above.lines[-1])) != len(aligned):
        return False
    head = above.lines.pop()
    if not above.lines:
        reader.open[reader.held - 2].element.remove(above.element)
        del reader.open[reader.held - 1 :]
        reader.held -= 1
    block = reader.begin("table", mark("table", head.place()))
    block.lines, block.aligned = [head], aligned
    block.first -= 1
    cursor.read(len(cursor.line) - cursor.at)
    return True


def _note(reader: BlockReader, cursor: Cursor) -> bool:
    found = NOTE.match(cursor.words)
    if not found or cursor.is_code or reader.open[reader.held - 1].kind == "paragraph":
        return False
    place = cursor.line.place(cursor.words_at)
    cursor.to_words()
    cursor.read(found.end())
    reader.begin("note", mark("note", place, id=found["id"])).width = TAB
    return True


def _meaning(reader: BlockReader, cursor: Cursor) -> bool:
    """A meaning, below the words that it explains: those were a paragraph until now."""
    found, above = MEANING.match(cursor.words), reader.open[reader.held - 1]
    holder = above if above.kind not in LEAVES else reader.open[reader.held - 2]
    last = holder.element[-1] if len(holder.element) else None
    if not found or cursor.is_code or last is None or last.tag not in ("p", "dl") or holder.kind == "list":
        return False
    place = cursor.line.place(cursor.words_at)
    if above.kind == "paragraph":
        words = above.lines
        reader.open.pop()
    elif last.tag == "p":
        words = lines_in(Typed(last.text or "", getattr(last.text, "spots", ())))
    else:
        words = []
    reader.close(reader.held)
    cursor.to_words()
    cursor.read(found.end())
    list_ = _definitions(reader, holder.element, words)
    block = Open("meaning", mark("dd", place), reader.index, reader.index, width=TAB)
    list_.append(block.element)
    reader.open = [*reader.open[: reader.open.index(holder) + 1], block]
    reader.held = len(reader.open)
    return True


def _definitions(reader: BlockReader, holder: Element, words: Sequence[Typed]) -> Element:
    """The list of definitions at the end of a block, with these words to be explained."""
    if words:
        last = holder[-1]
        holder.remove(last)
        if last in reader.leaves:
            reader.leaves.remove(last)
    if not len(holder) or holder[-1].tag != "dl":
        holder.append(mark("dl", words[0].place() if words else (0, 0)))
        holder[-1].first = reader.index  # type: ignore[attr-defined]
    for line in words:
        reader.leaf(holder[-1], mark("dt", line.place()), line.trimmed())
    holder[-1].last = reader.index  # type: ignore[attr-defined]
    return holder[-1]


BEGINNINGS: tuple[Begin, ...] = (
    _comment, caption, _quote, _heading, _fence, _underline, _table, _rule, lettered_item, _item, _note, _meaning, _code,
)

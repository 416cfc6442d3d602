"""Tables and lists that stand in Markdown as HTML: read as a browser does, written as Markdown in the item that has them."""
import re
from collections import defaultdict
from textwrap import indent

from booklet.imports.brought import Brought
from booklet.imports.html.read import read_html
from booklet.imports.markdown.code import lines_above, margin_of_item, outside_code
from booklet.imports.writing import Writer

_TAG = outside_code(r"<(?P<closes>/)?(?P<tag>(?i:table|[uod]l))\b[^<>]*>")
_END_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


def with_html_tables(text: str, brought: Brought) -> str:
    """The text with each such table as rows with strokes."""
    parts, at = list[str](), 0
    for start, end, margin in _spans(text):
        page = read_html(text[start:end].encode(), lambda _: b"")
        typed = "\n\n".join(Writer(page).blocks(page.blocks))
        parts += [text[at:start].rstrip(" \t"), "\n", indent(typed, " " * margin), "\n"]
        at = end
        for lost in page.lost:
            brought.tell(lost.says, lost.hint)
    return "".join([*parts, text[at:]])


def _spans(text: str) -> list[tuple[int, int, int]]:
    """Where a table or a list begins and ends, with all that is within it, on lines of its own and outside of code.

    With each, how many blanks its lines need to be part of the item that it stands in.
    """
    opened, found = defaultdict[str, list[int]](list), list[tuple[int, int]]()
    for tag in (tag for tag in _TAG.finditer(text) if not tag["ticks"]):
        starts = opened[tag["tag"].lower()]
        if not tag["closes"]:
            starts.append(tag.start())
        elif starts:
            found.append((starts.pop(), tag.end()))
    kept, past = list[tuple[int, int, int]](), 0
    for start, end in sorted(found):
        *above, before = lines_above(text, start)
        if start >= past and not before.strip() and _END_OF_LINE.match(text, end):
            kept.append((start, end, margin_of_item(above, before)))
            past = end
    return kept

"""Tables and lists that stand in Markdown as HTML: read as a browser does, and written as Markdown."""
import re

from booklet.imports.brought import Brought
from booklet.imports.html.read import read_html
from booklet.imports.writing import Writer

_TAG = re.compile(
    r"^(?P<ticks>`{3,}|~{3,}).*?^(?P=ticks)|<(?P<closes>/)?(?P<tag>table|[uod]l)\b[^<>]*>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)


def with_tables(text: str, name: str, brought: Brought) -> str:
    """The text of the file `name` with each such table as rows with strokes."""
    parts, at = list[str](), 0
    for start, end in _spans(text):
        page = read_html(text[start:end].encode(), lambda _: b"")
        parts += [text[at:start].rstrip(" "), "\n", "\n\n".join(Writer(page).blocks(page.blocks)), "\n"]
        at = end
        for lost in page.lost:
            brought.lost_in(name, lost.says, lost.hint)
    return "".join([*parts, text[at:]])


def _spans(text: str) -> list[tuple[int, int]]:
    """Where a table or a list begins and ends, with all that is within it, on lines of its own and outside of code."""
    opened, found = dict[str, list[int]](), list[tuple[int, int]]()
    for tag in _TAG.finditer(text):
        starts = opened.setdefault((tag["tag"] or "").lower(), [])
        if tag["tag"] and not tag["closes"]:
            starts.append(tag.start())
        elif starts:
            found.append((starts.pop(), tag.end()))
    kept, past = list[tuple[int, int]](), 0
    for start, end in sorted(found):
        before, behind = text[text.rfind("\n", 0, start) + 1 : start], text[end:].partition("\n")[0]
        if start >= past and not before.strip() and len(before) < 4 and not behind.strip():
            kept.append((start, end))
            past = end
    return kept

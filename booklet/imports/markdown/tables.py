"""Tables and lists that stand in Markdown as HTML: read as a browser does, and written as Markdown."""
import re

from booklet.imports.brought import Brought
from booklet.imports.html.read import read_html
from booklet.imports.writing import Writer

# <table> ... </table>, or a list, on lines of their own; not what stands in a block of code, nor one that holds another
_TABLE = re.compile(
    r"^(?P<ticks>`{3,}|~{3,}).*?^(?P=ticks)"
    r"|^ {0,3}(?P<table><(?P<tag>table|[uod]l)\b(?:(?!<(?P=tag)\b).)*?</(?P=tag)>)[ \t]*$",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)


def with_tables(text: str, name: str, brought: Brought) -> str:
    """The text of the file `name` with each such table as rows with strokes."""

    def written(found: re.Match[str]) -> str:
        if not found["table"]:
            return found[0]
        page = read_html(found["table"].encode(), lambda _: b"")
        rows = "\n\n".join(Writer(page).blocks(page.blocks))
        for lost in page.lost:
            brought.lost_in(name, lost.says, lost.hint)
        return f"\n{rows}\n"

    return _TABLE.sub(written, text)

"""How a caption begins: Figure: Two cells, Table: Doses, and what others type, with a number of its own."""
from booklet.load.markdown.blocks import BlockReader
from booklet.load.markdown.cursor import Cursor
from booklet.load.markdown.grammar import LABEL, MEANING, NUMBERED
from booklet.load.markdown.open import LEAVES
from booklet.load.markdown.typed import as_one, mark


def caption(reader: BlockReader, cursor: Cursor) -> bool:
    """A caption, which is a paragraph of its own; or a description, which holds blocks up to the next blank line."""
    found = LABEL.match(cursor.words) or (MEANING.match(cursor.words) if _is_below_table(reader) else None)
    if not found or cursor.indent:
        return _numbered(reader, cursor)
    place, label = cursor.line.place(), found.groupdict().get("label", "Table")  # : Doses, as Pandoc writes it
    cursor.read(found.end())
    if label == "Description":
        reader.begin("description", mark("description", place))
    else:
        reader.begin("paragraph", mark("caption", place, label=label)).lines.append(cursor.rest())
        cursor.read(len(cursor.line) - cursor.at)
    return True


def _is_below_table(reader: BlockReader) -> bool:
    holder = next(block for block in reversed(reader.open[: reader.held]) if block.kind not in LEAVES)
    return len(holder.element) > 0 and holder.element[-1].tag == "table"


def _numbered(reader: BlockReader, cursor: Cursor) -> bool:
    """A caption with a number of its own, below a picture or above a table; that of a table is printed."""
    found, above = NUMBERED.match(cursor.words), reader.open[-1]
    is_below = above.kind == "paragraph" and above.lines[-1].startswith("![")
    is_inside = any(each.kind in ("item", "quote") for each in reader.open)  # a list of figures has no picture of its own
    if not found or cursor.indent or not is_below and (is_inside or above.kind == "paragraph"):
        return False
    typed = cursor.line.cut(cursor.words_at)
    head, words = (typed.cut(*found.span(part)) for part in ("head", "words" if found["words"] else "inside"))
    is_table = found["label"] == "Table"
    named = {"label": "Table" if is_table else "Figure", "number": found["number"], "typed": head}
    begun = reader.begin("paragraph", mark("caption", cursor.line.place(), **named))
    begun.lines.append(as_one([head, " ", words]) if is_table else words)
    cursor.read(len(cursor.line) - cursor.at)
    return True

"""Rows: what stands in columns on a page, line by line: tables, and lists of names with what belongs to them."""
from collections.abc import Callable
from dataclasses import replace

from booklet.core.printed.words import Words
from booklet.template.text.element import Leaf, Run
from booklet.template.text.phrase import letters, with_stop

Voice = Callable[[Leaf], str]  # the words inside an element, as one line


def table_lines(table: Leaf, voice: Voice, say: Words) -> list[str]:
    """Caption and columns, then each row: each value after the head of its column.

    The first one too: of what is allowed and what is not, "White bread: Not allowed, brown bread" would say the opposite.
    Rows with nothing in them are to write in, and told together. So is an empty cell of a form, and of no other table.
    """
    caption = next(table.find_all("caption"), None)
    rows = [[cell for cell in row.leaves() if cell.tag in ("th", "td")] for row in table.find_all("tr")]
    first = rows[0] if rows else []
    is_headed = next(table.find_all("thead"), None) or len(first) > 1 and all(cell.tag == "th" for cell in first)
    heads = rows.pop(0) if rows and is_headed else []
    columns = [voice(cell) for cell in heads]
    called, word = voice(caption) if caption else "", say("text.table")
    is_named = not called or called.startswith(word.rstrip("."))  # Table 1: Doses
    title = with_stop((called or word) if is_named else say("text.table_called", caption=called))
    named = with_stop(say("text.columns", columns=", ".join(filter(None, columns)))) if any(columns) else ""
    blank = say("text.write_here") if "table--fill" in table.classes else ""
    filled = [row for row in rows if any(letters(cell).strip() or next(cell.find_all("img"), None) for cell in row)]
    empty = len(rows) - len(filled)
    lines = [f"{title} {named}".strip(), *(f"- {_row(row, columns, voice, blank)}" for row in filled)]
    return lines + ([f"- {say('text.empty_rows', empty, write_here=say('text.write_here'))}"] if empty else [])


def _row(row: list[Leaf], columns: list[str], voice: Voice, blank: str) -> str:
    told = []
    for index, cell in enumerate(row):
        words = voice(cell) or blank
        column = columns[index] if index < len(columns) else ""
        if not words:
            continue
        if column:
            told.append(with_stop(f"{with_stop(column, ':')} {words}"))
        else:
            told.append(with_stop(words, ":" if cell.tag == "th" else "."))
    return " ".join(told)


def field_lines(fields: Leaf, voice: Voice, say: Words) -> list[str]:
    """A line for each name, with all that belongs to it."""
    lines: list[str] = []
    values: list[str] = []
    name = ""
    for inner in _pairs(fields):
        if inner.tag == "dt":
            lines.append(_field(name, values))
            name, values = voice(inner), []
        else:
            values += [*filter(None, map(voice, _parts(inner)))]
    return [line for line in (*lines, _field(name, values)) if line]


def _parts(leaf: Leaf) -> list[Leaf]:
    """What is said apart, each paragraph and each item, and the words between these."""
    parts, rest = list[Leaf](), list[Leaf | Run]()
    for inner in leaf.inside:
        if isinstance(inner, Leaf) and inner.tag in ("p", "ul", "ol", "li"):
            parts += [replace(leaf, inside=tuple(rest)), *_parts(inner)]
            rest = []
        else:
            rest.append(inner)
    return [*parts, replace(leaf, inside=tuple(rest))]


def _pairs(fields: Leaf) -> list[Leaf]:
    """The dt and dd of a list, also where each pair stands in a div of its own."""
    pairs: list[Leaf] = []
    for inner in fields.leaves():
        pairs += [inner] if inner.tag in ("dt", "dd") else _pairs(inner)
    return pairs


def _field(name: str, values: list[str]) -> str:
    told = joined(values)
    return f"{with_stop(name, ':')} {told}".strip() if name and told else name or told


def joined(parts: list[str]) -> str:
    """Parts of one line, with a comma where a part ends without a sign."""
    line = ""
    for part in filter(None, parts):
        line = f"{with_stop(line, ',')} {part}" if line else part
    return line

"""Tables that MyST writes as a list of lists, or as values between commas: written with strokes, as the press reads them.
And what else it writes as a directive and others as marks: a table with strokes and its title, a formula.

Source: MyST Parser, tables, math, directives; Docutils, directives list-table and csv-table.
"""
import csv
import re

from booklet.imports.markdown.tables.ruled import lines_of_cell
from booklet.imports.tables import typed_rows

_MADE = re.compile(
    r"^(?P<fence>[`:]{3,})\{(?P<kind>(?:list-|csv-)?table|math)\}[ \t]*(?P<title>[^\n]*)\n(?P<inside>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*)\n")
_OPTIONS = re.compile(r"\s*---[ \t]*\n(?P<lines>(?:[\w-]+:[^\n]*\n)*)---[ \t]*\n")  # the same as YAML
_ROW = re.compile(r"^(?P<margin> *)[*+-](?P<blanks> +)(?=[*+-](?: |$))", re.MULTILINE)  # * - Age


def with_tables_of_directives(text: str) -> str:
    """The text, where each table of a directive is one with strokes, its title above, and each formula stands between $$."""
    return _MADE.sub(_table, text)


def _table(found: re.Match[str]) -> str:
    inside, options = found["inside"], dict[str, str]()
    if yaml := _OPTIONS.match(inside):
        inside = re.sub("^", ":", yaml["lines"].rstrip("\n"), flags=re.MULTILINE) + "\n" + inside[yaml.end() :]
    while option := _OPTION.match(inside):
        options[option["name"]] = option["value"].strip()
        inside = inside[option.end() :]
    title = f"Table: {found['title'].strip()}\n\n" if found["title"].strip() else ""
    if found["kind"] == "math":
        return f"$$\n{found['title']}{inside.strip()}\n$$\n"
    if found["kind"] == "table":
        return f"\n{title}{inside}"
    is_list = found["kind"] == "list-table"
    rows = _listed(inside) if is_list else _parted(inside, options.get("delim", ","))
    heads = _parted(options.get("header", ""), options.get("delim", ",")) or rows[: options.get("header-rows", "0") != "0"]
    body = rows if "header" in options else rows[len(heads) :]
    width = max(map(len, [*heads, *body]), default=0)
    if width < 2 or not body:
        return found[0]
    even = [[cell.replace("|", r"\|") for cell in row] + [""] * (width - len(row)) for row in [*(heads or [[]]), *body]]
    return f"\n{title}{chr(10).join(typed_rows(even))}\n"


def _listed(text: str) -> list[list[str]]:
    """* - Age, and below it "  - Dose": a row, and its cells."""
    if not (first := _ROW.search(text)):
        return []
    row, cell = (re.compile(rf"^ {{{depth}}}[*+-](?: +|$)", re.MULTILINE) for depth in (len(first["margin"]), len(first[0])))
    rows = (" " * len(first[0]) + each for each in row.split(text)[1:])
    return [[lines_of_cell(each.split("\n")) for each in cell.split(below)[1:]] for below in rows]


def _parted(text: str, sign: str) -> list[list[str]]:
    sign = {"tab": "\t", "space": " "}.get(sign, sign)
    read = csv.reader(text.splitlines(keepends=True), delimiter=sign if len(sign) == 1 else ",", skipinitialspace=True)
    return [[" ".join(cell.split()) for cell in row] for row in read if any(cell.strip() for cell in row)]

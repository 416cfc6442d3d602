"""An edition's stylesheet: it gives tokens other values and does nothing else.

A token that no stylesheet in styles/ itself knows would be a value that nothing uses; a rule would be a second look to keep.
"""
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2

from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import shown_path
from booklet.model.document import OTHER_SHEETS
from booklet.model.edition import Edition
from booklet.model.paper import NEAR_MM, PAPERS
from booklet.template.lengths import assigned, is_layer, is_root_rule, length_mm

_LENGTHS = ("--page-width", "--page-height", "--wide", "--chart-width")  # those that are asked for before a page is set


def stylesheet_problems(styles: Path, stylesheet: str) -> list[Problem]:
    """What is wrong with the stylesheet of an edition, a path in the folder `styles`, line by line."""
    file = styles / stylesheet
    otherwise = "tokens are set in styles/tokens.css"
    try:
        rules = _rules(file)
    except (OSError, UnicodeDecodeError) as error:
        says = "this is no stylesheet: it is not text" if isinstance(error, UnicodeDecodeError) else str(error.strerror)
        return [Problem(Place(shown_path(file)), "not-utf-8", says, "name one of those in styles/editions/ in booklet.toml")]
    sheets = (sheet for sheet in sorted(styles.glob("*.css")) if sheet.stem not in OTHER_SHEETS)
    everything = (name for sheet in sheets for name, _ in assigned(_rules(sheet)))
    known = {name for name in everything if name.startswith("--")}
    return [
        Problem(Place(shown_path(file), line), "unknown-token", says, nearest(name, sorted(known), otherwise))
        for line, name, says in _strange(rules, known)
    ]  # fmt: skip


def page_size_problems(styles: Path, edition: Edition, place: Place) -> Iterator[Problem]:
    """Code page-size, at the edition: its stylesheet lays out pages of another size than its paper, which they name; or
    one of its lengths is none.
    """
    if not edition.stylesheet or not edition.paper:
        return
    paper = PAPERS[edition.paper]
    try:
        width, height, *_ = (length_mm(styles, edition.stylesheet, token) for token in _LENGTHS)
    except ValueError as error:
        yield Problem(place, "page-size", f"{edition.stylesheet}: {error}", "write it in mm, cm, in or pt")
        return
    if max(abs(width - paper.width_mm), abs(height - paper.height_mm)) <= NEAR_MM:
        return
    wanted = f"{paper.name} has {paper.width_mm:g} by {paper.height_mm:g}"
    says = f"{edition.stylesheet} lays out pages of {width:g} by {height:g} mm, and {wanted}"
    theirs = next((name for name, other in PAPERS.items() if abs(other.width_mm - width) <= NEAR_MM), "")
    other = f'write paper = "{theirs}", or ' if theirs else ""
    yield Problem(place, "page-size", says, f"{other}name a stylesheet that sets --page-width to {paper.width_mm:g}mm")


def _rules(sheet: Path) -> list[Any]:
    return tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"))


def _strange(rules: list[Any], known: set[str]) -> Iterator[tuple[int, str, str]]:
    given = list(assigned(rules))
    for rule in _foreign(rules):
        yield rule.source_line, "", "an edition's stylesheet may only give tokens other values, in :root"
    for name, node in given:
        if name not in known:
            yield node.source_line, name, f"there is no token {name}"
        for used in _used(getattr(node, "value", [])):
            if used.value not in known:
                yield used.source_line, used.value, f"there is no token {used.value}"


def _foreign(rules: list[Any]) -> Iterator[Any]:
    for rule in rules:
        if is_layer(rule):
            yield from _foreign(tinycss2.parse_rule_list(rule.content))
        elif rule.type not in ("comment", "whitespace") and not is_root_rule(rule) and not _is_import(rule):
            yield rule


def _is_import(rule: Any) -> bool:
    """The renderer will be refused the file, and that is told with its address."""
    return bool(rule.type == "at-rule" and rule.lower_at_keyword == "import")


def _used(values: list[Any]) -> Iterator[Any]:
    """Every token that a value asks for by var()."""
    for value in values:
        if value.type == "function":
            if value.lower_name == "var":
                yield from [part for part in value.arguments if part.type == "ident"][:1]
            yield from _used(value.arguments)

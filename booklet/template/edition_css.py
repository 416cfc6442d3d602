"""An edition's stylesheet: it gives tokens other values and does nothing else.

A token that no stylesheet in styles/ itself knows would be a value that nothing uses; a rule would be a second look to keep.
"""
import re
from collections.abc import Iterator
from pathlib import Path

import tinycss2

from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import shown_path
from booklet.model.document import OTHER_SHEETS
from booklet.model.edition import Edition
from booklet.model.paper import NEAR_MM, PAPERS

_MM = {"mm": 1.0, "cm": 10.0, "q": 0.25, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}  # CSS Values 4, 6.2
_IMPORT = re.compile(r'^@import "([\w-]+\.css)";', re.MULTILINE)  # @import "booklet-a5.css";


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
    everything = (name for sheet in sheets for name, _ in _assigned(_rules(sheet)))
    known = {name for name in everything if name.startswith("--")}
    return [
        Problem(Place(shown_path(file), line), "unknown-token", says, nearest(name, sorted(known), otherwise))
        for line, name, says in _strange(rules, known)
    ]  # fmt: skip


def page_size_problems(styles: Path, edition: Edition, place: Place) -> Iterator[Problem]:
    """Code page-size, at the edition: its stylesheet lays out pages of another size than its paper, which they name."""
    if not edition.stylesheet or not edition.paper:
        return
    paper = PAPERS[edition.paper]
    size = [length_mm(styles, edition.stylesheet, f"--page-{side}") for side in ("width", "height")]
    if max(abs(size[0] - paper.width_mm), abs(size[1] - paper.height_mm)) <= NEAR_MM:
        return
    wanted = f"{paper.name} has {paper.width_mm:g} by {paper.height_mm:g}"
    says = f"{edition.stylesheet} lays out pages of {size[0]:g} by {size[1]:g} mm, and {wanted}"
    theirs = next((name for name, other in PAPERS.items() if abs(other.width_mm - size[0]) <= NEAR_MM), "")
    other = f'write paper = "{theirs}", or ' if theirs else ""
    yield Problem(place, "page-size", says, f"{other}name a stylesheet that sets --page-width to {paper.width_mm:g}mm")


def length_mm(styles: Path, stylesheet: str | None, token: str) -> float:
    """A length of the look in millimetres: as the stylesheet of an edition sets it, or else tokens.css.

    Raises ValueError where neither sets it in a unit of paper.
    """
    words = "".join(sheet_words(styles / name) for name in ("tokens.css", stylesheet) if name)
    found = re.findall(rf"{re.escape(token)}:\s*([\d.]+)({'|'.join(_MM)})\b", words)  # --wide: 120mm
    if not found:
        raise ValueError(f"no stylesheet sets {token} in a unit of paper")
    number, unit = found[-1]
    return float(number) * _MM[unit]


def sheet_words(file: Path, above: tuple[Path, ...] = ()) -> str:
    """What a stylesheet says, after what those say that it imports from beside it: the last word on a token counts."""
    words, above = file.read_text(encoding="utf-8"), (*above, file)
    beside = (file.with_name(name) for name in _IMPORT.findall(words))
    return "".join(sheet_words(each, above) for each in beside if each not in above and each.is_file()) + words


def _rules(sheet: Path) -> list:
    return tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"))


def _strange(rules: list, known: set[str]) -> Iterator[tuple[int, str, str]]:
    assigned = list(_assigned(rules))
    for rule in _foreign(rules):
        yield rule.source_line, "", "an edition's stylesheet may only give tokens other values, in :root"
    for name, node in assigned:
        if name not in known:
            yield node.source_line, name, f"there is no token {name}"
        for used in _used(getattr(node, "value", [])):
            if used.value not in known:
                yield used.source_line, used.value, f"there is no token {used.value}"


def _assigned(rules: list) -> Iterator[tuple[str, object]]:
    """Each declaration of `:root`, at any depth of layers, with its name."""
    for rule in rules:
        if _is_layer(rule):
            yield from _assigned(tinycss2.parse_rule_list(rule.content))
        elif _is_root(rule):
            for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                yield getattr(node, "name", ""), node


def _foreign(rules: list) -> Iterator[object]:
    for rule in rules:
        if _is_layer(rule):
            yield from _foreign(tinycss2.parse_rule_list(rule.content))
        elif rule.type not in ("comment", "whitespace") and not _is_root(rule) and not _is_import(rule):
            yield rule


def _is_layer(rule: object) -> bool:
    return rule.type == "at-rule" and rule.lower_at_keyword == "layer" and rule.content is not None


def _is_root(rule: object) -> bool:
    return rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root"


def _is_import(rule: object) -> bool:
    """The renderer will be refused the file, and that is told with its address."""
    return rule.type == "at-rule" and rule.lower_at_keyword == "import"


def _used(values: list) -> Iterator[object]:
    """Every token that a value asks for by var()."""
    for value in values:
        if value.type == "function":
            if value.lower_name == "var":
                yield from [part for part in value.arguments if part.type == "ident"][:1]
            yield from _used(value.arguments)

"""The stylesheets: all of them whole, and that of an edition gives tokens other values and does nothing else.

A token that no stylesheet in styles/ itself knows would be a value that nothing uses; a rule would be a second look to keep.
What a browser cannot read it passes over without a word, and the renderer does not say in which file it was.
"""
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import tinycss2
from tinycss2.color4 import parse_color

from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import shown_path
from booklet.model.document import OTHER_SHEETS
from booklet.model.edition import Edition
from booklet.model.paper import NEAR_MM, PAPERS
from booklet.template.lengths import assigned, is_layer, is_root_rule, length_mm
from booklet.template.template import PAPER_SHEETS

_LENGTHS = ("--page-width", "--page-height", "--wide", "--chart-width")  # those that are asked for before a page is set
_OF_RULES = ("layer", "media", "supports")  # what holds rules, and no declarations
_OF_TEMPLATES = {"--long", "--own", "--steps"}  # set by a template, where it is used
_MEND = "mend the line, or have the file as it was"
_SET_IN = "tokens are set in styles/tokens.css"
_END = ":end-of-sheet"


def look_problems(styles: Path) -> Iterator[Problem]:
    """Codes broken-style and unknown-token: what would be passed over in the stylesheets that all editions share, and icons
    that no browser would show.
    """
    lost = [(styles / name, 0, "there is no such file") for name in PAPER_SHEETS if not (styles / name).exists()]
    texts = {file: file.read_text(encoding="utf-8-sig") for file in (*_shared(styles), styles / "web" / "tokens.css")}
    icons = _no_drawings(sorted(styles.glob("icons/**/*.svg")))
    slips = [*lost, *icons, *((file, *slip) for file, words in texts.items() for slip in _slips(words))]
    yield from (Problem(Place(shown_path(file), line), "broken-style", says, _MEND) for file, line, says in slips)
    of_paper = {file: words for file, words in texts.items() if "web" not in (file.stem, file.parent.name)}
    yield from [] if slips else _lost_tokens(of_paper)


def _no_drawings(files: list[Path]) -> Iterator[tuple[Path, int, str]]:
    for file in files:
        try:
            ElementTree.fromstring(file.read_bytes())
        except ElementTree.ParseError as error:
            yield file, error.position[0], f"this is no drawing: {error}"


def _lost_tokens(texts: Mapping[Path, str]) -> Iterator[Problem]:
    """What a page asks for and no stylesheet says: without its width a sheet of A4 would be square."""
    nodes = ((file, node) for file, words in texts.items() for node in _nodes(_ended(words)))
    declared = [(file, node) for file, node in nodes if node.type == "declaration"]
    known = {node.name for _, node in declared} | _OF_TEMPLATES
    lost = ((file, used) for file, node in declared for used in _used(node.value) if used.value not in known)
    for file, used in lost:
        place, says = Place(shown_path(file), used.source_line), f"there is no token {used.value}"
        yield Problem(place, "unknown-token", says, nearest(used.value, sorted(known), _SET_IN))


def stylesheet_problems(styles: Path, stylesheet: str) -> list[Problem]:
    """What is wrong with the stylesheet of an edition, a path in the folder `styles`, line by line."""
    file = styles / stylesheet
    try:
        words = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        says = "this is no stylesheet: it is not text" if isinstance(error, UnicodeDecodeError) else str(error.strerror)
        return [Problem(Place(shown_path(file)), "not-utf-8", says, "name one of those in styles/editions/ in booklet.toml")]
    slips = [slip for slip in _slips(words) if slip[0]]  # one without a rule is that of its paper, as it is
    if slips:
        return [Problem(Place(shown_path(file), line), "broken-style", says, _MEND) for line, says in slips]
    everything = (pair for sheet in _shared(styles) for pair in assigned(_rules(sheet.read_text(encoding="utf-8-sig"))))
    known = {name: node.value for name, node in everything if name.startswith("--")}
    strange = [
        Problem(Place(shown_path(file), line), "unknown-token", says, nearest(name, sorted(known), _SET_IN))
        for line, name, says in _strange(_rules(words), set(known))
    ]  # fmt: skip
    unusable = chain(_circles(file), _unlike(_rules(words), known))
    told = (Problem(Place(shown_path(file), line), "broken-style", says, hint) for line, says, hint in unusable)
    return strange or list(told)


def page_size_problems(styles: Path, edition: Edition, place: Place) -> Iterator[Problem]:
    """Code page-size, at the edition: its stylesheet lays out pages of another size than its paper, which they name; or
    one of its lengths is none.
    """
    if not edition.paper:
        return
    paper, sheet = PAPERS[edition.paper], ("tokens.css", *edition.stylesheets)[-1]
    try:
        width, height, *_ = (length_mm(styles, edition.stylesheets, token) for token in _LENGTHS)
    except ValueError as error:
        yield Problem(place, "page-size", f"{sheet}: {error}", "write it in mm, cm, in or pt")
        return
    if max(abs(width - paper.width_mm), abs(height - paper.height_mm)) <= NEAR_MM:
        return
    wanted = f"{paper.name} has {paper.width_mm:g} by {paper.height_mm:g}"
    says = f"{sheet} lays out pages of {width:g} by {height:g} mm, and {wanted}"
    theirs = next((name for name, other in PAPERS.items() if abs(other.width_mm - width) <= NEAR_MM), "")
    other = f'write paper = "{theirs}", or ' if theirs else ""
    yield Problem(place, "page-size", says, f"{other}name a stylesheet that sets --page-width to {paper.width_mm:g}mm")


def _shared(styles: Path) -> list[Path]:
    return [sheet for sheet in sorted(styles.glob("*.css")) if sheet.stem not in OTHER_SHEETS]


@lru_cache(maxsize=32)
def _rules(words: str) -> list[Any]:
    rules: list[Any] = tinycss2.parse_stylesheet(words, skip_comments=True, skip_whitespace=True)
    return rules


def _ended(words: str) -> list[Any]:
    """The rules, and one more at the end: what is never closed has swallowed it."""
    return _rules(f"{words}\n{_END} {{}}")


def _slips(words: str) -> list[tuple[int, str]]:
    """Each line that is no CSS, and why."""
    *rules, last = _ended(words)
    if not rules and _serialized(last) == _END:
        return [(0, "no rule is left in this stylesheet")]
    if _serialized(last) != _END:
        return [(last.source_line, "what is opened here, or below, is never closed: a brace, a quote or a comment")]
    lost = (node for node in _nodes(rules) if node.type == "error")
    return [(node.source_line, f"this cannot be read: {node.message.rstrip('.')}") for node in lost]


def _serialized(rule: Any) -> str:
    return str(tinycss2.serialize(getattr(rule, "prelude", None) or [])).strip()


def _nodes(rules: list[Any]) -> Iterator[Any]:
    """Rules and what is in them, at any depth."""
    for rule in rules:
        yield rule
        if rule.type in ("at-rule", "qualified-rule") and rule.content is not None:
            is_of_rules = rule.type == "at-rule" and rule.lower_at_keyword in _OF_RULES
            parse = tinycss2.parse_rule_list if is_of_rules else tinycss2.parse_blocks_contents
            yield from _nodes(parse(rule.content, skip_comments=True, skip_whitespace=True))


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


def _circles(file: Path, above: tuple[Path, ...] = ()) -> Iterator[tuple[int, str, str]]:
    """Each line that imports a stylesheet which leads back to one above it, and why the renderer would never end."""
    for rule in filter(_is_import, _rules(file.read_text(encoding="utf-8-sig"))):
        names = [part.value for part in rule.prelude if part.type in ("string", "url")]
        beside = (file.parent / names[0]).resolve() if names else file
        if beside in (*above, file.resolve()):
            shown = ", ".join(f"{each.name} imports {then.name}" for each, then in pairwise([*above, file, beside]))
            yield rule.source_line, f"these stylesheets import each other in a circle: {shown}", "take this @import out"
        elif beside.is_file():
            yield from ((rule.source_line, *told) for _, *told in _circles(beside, (*above, file.resolve())))


def _unlike(rules: list[Any], known: Mapping[str, list[Any]]) -> Iterator[tuple[int, str, str]]:
    """Values that are no colour or no length, where the token is one: `--ink: 12`. The renderer names no file of them."""
    for name, node in assigned(rules):
        usual, given = (_only(each) for each in (known.get(name, []), getattr(node, "value", [])))
        if usual is None or given is None or given.type == "function":
            continue
        is_length = usual.type == "dimension" and given.type in ("number", "hash", "string") and given.value != 0
        is_colour = parse_color(usual) is not None and parse_color(given) is None
        if is_length or is_colour:
            says = f"{name} is a {'colour' if is_colour else 'length'}, and {given.serialize()} is none"
            yield node.source_line, says, f"write it as in tokens.css: {name}: {usual.serialize()}"


def _only(value: list[Any]) -> Any:
    """What a value is, where it is one thing."""
    parts = [part for part in value if part.type not in ("whitespace", "comment")]
    return parts[0] if len(parts) == 1 else None


def _used(values: list[Any]) -> Iterator[Any]:
    """Every token that a value asks for by var()."""
    for value in values:
        if value.type == "function":
            if value.lower_name == "var":
                yield from [part for part in value.arguments if part.type == "ident"][:1]
            yield from _used(value.arguments)

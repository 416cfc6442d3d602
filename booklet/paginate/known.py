"""What the renderer would work out again and again is worked out once: a stylesheet in a process, a line in its faces.

A page is set several times until its numbers are settled, and a document until its pages are filled well; a grid asks
how wide its words are each time. A line is the same wherever its text, its type, its faces and its width are.
"""
import re
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from operator import itemgetter
from sys import intern
from typing import Any

from tinycss2 import serialize
from weasyprint.urls import fetch

from booklet.core.engine import Function, renderer_warnings
from booklet.paginate.faces import Faces

_MOST_LINES, _LONGEST = 20_000, 2_000  # lines that are kept, and characters of the text that one is taken from
_MOST_SHEETS = 100
_TWO_LETTERS = re.compile("[A-Za-z0-9]{2}")


@dataclass(slots=True)
class Known:
    """What has been worked out of a document: its faces and their lines, and for each title the width of its lines
    (balance.py); and what the layout under way is made with (spare.py).
    """

    fonts: Faces
    columns: dict[tuple[Any, float, str], tuple[float, ...]] = field(default_factory=dict)
    context: Any = None


# Of the document that is being laid out, in this thread or task, where it is one of ours.
known_now: ContextVar[Known] = ContextVar("known_now")
_sheets: dict[tuple[Any, ...], tuple[Any, ...]] = {}  # each with its faces, pages and layers
_values: dict[tuple[Any, ...], tuple[Any, ...]] = {}  # what is said by variables
_attributes: dict[tuple[Any, str], list[Any]] = {}  # what they declare
_type_of = itemgetter(
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size",
    "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian",
    "font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings", "font_weight",
    "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang", "letter_spacing",
    "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break", "word_spacing",
)  # fmt: skip
_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{name}_{side}" for name in ("margin", "padding") for side in _SIDES), *(f"border_{side}_width" for side in _SIDES),
    *(f"{most}{name}" for most in ("", "min_", "max_") for name in ("width", "height")),
)  # fmt: skip
_lengths_of = itemgetter(*_LENGTHS)
_lengths: dict[tuple[Any, ...], dict[str, Any]] = {}  # one for all styles that have the same


def line_once(split: Function, text: str, style: Any, context: Any, *rest: Any, **more: Any) -> Any:
    """Break each line once in its faces."""
    if len(text) > _LONGEST:
        return split(text, style, context, *rest, **more)
    if (type_ := style.__dict__.get("type_of_text")) is None:
        type_ = style.type_of_text = intern(repr(_type_of(style)))  # some are sets
    if "<" in type_:  # an unresolved calc(), of which this does not say what it holds
        return split(text, style, context, *rest, **more)
    key = text, type_, rest, *more.values()
    lines = known_now.get().fonts.opened().lines
    if (found := lines.get(key)) is None:
        if len(lines) >= _MOST_LINES:
            lines.clear()
        found = lines[key] = split(text, style, context, *rest, **more)
    line = object.__new__(type(found[0]))  # who draws a line changes it
    line.__dict__.update(found[0].__dict__)
    return line, *found[1:]


def letter_alone(
    split: Function, text: str, style: Any, context: Any, max_width: Any, *rest: Any, is_line_start: bool, **more: Any
) -> Any:
    """Where each letter may be a line, ask how wide the first is without the words behind it: there are few letters."""
    if max_width == 0 and is_line_start and _breaks_anywhere(style) and _TWO_LETTERS.match(text):
        text = f"{text[0]}a"
    return line_once(split, text, style, context, max_width, *rest, is_line_start=is_line_start, **more)


def _breaks_anywhere(style: Any) -> bool:
    return bool(style["overflow_wrap"] == "anywhere" and style["white_space"] == "normal")


def value_once(solve: Function, self: Any, tokens: Any, wanted_key: str, base_url: Any) -> Any:
    """Take apart once what is said by variables alone: `font: var(--body)` is asked for ten things by each element."""
    if not all(token.type == "function" and token.lower_name == "var" for token in self.tokens):
        return solve(self, tokens, wanted_key, base_url)
    key = id(self), wanted_key, base_url, *map(id, tokens)
    if (found := _values.get(key)) is None:  # they are kept, so that their numbers stay theirs
        if len(_values) >= _MOST_LINES:
            _values.clear()
        found = _values[key] = solve(self, tokens, wanted_key, base_url), self, tokens
    return found[0]


def attribute_once(prepare: Function, base_url: Any, declarations: Any, prelude: Any = None) -> Any:
    """Read once what the attributes of an element declare: its `style`, its `id`, its `lang`."""
    if prelude is not None or any(declaration.type == "error" for declaration in declarations):
        return prepare(base_url, declarations, prelude)
    key = base_url, serialize(declarations)
    if (found := _attributes.get(key)) is None:
        with renderer_warnings() as warnings:
            found = list(prepare(base_url, declarations))
        if warnings:
            return prepare(base_url, declarations)
        if len(_attributes) >= _MOST_LINES:
            _attributes.clear()
        _attributes[key] = found
    return found


def lengths_once(resolve: Function, box: Any, containing_block: Any) -> None:
    """Work out once what the lengths of a style come to in a place, not for each line that a word is tried on."""
    place = containing_block
    if not isinstance(place, tuple):
        place = containing_block.width, containing_block.height
    if (known := box.style.__dict__.get("lengths")) is None:
        known = box.style.lengths = {}
    if (found := known.get(place)) is not None:
        box.__dict__.update(found)
        return
    resolve(box, containing_block)
    if box.style["border_collapse"] != "collapse":  # where the cell beside it has a say
        if len(_lengths) >= _MOST_LINES:
            _lengths.clear()
        lengths = _lengths_of(box.__dict__)
        known[place] = _lengths.setdefault(lengths, dict(zip(_LENGTHS, lengths, strict=True)))


def strut_once(measure: Function, style: Any) -> Any:
    """Ask a style once how high its lines are."""
    if (found := style.__dict__.get("strut")) is None:
        found = style.strut = measure(style)
    return found


def targets_by_anchor(look_up: Function, self: Any, anchor_name: str, *rest: Any, **more: Any) -> Any:
    """Show WeasyPrint, for an anchor whose page it has found, only the page numbers that wait for this anchor.

    It looks through all that wait for any, once for each: at 64 pages that is nothing, at a thousand a third of all time.
    A collector belongs to one document, and bears its own index.
    """
    if self.collecting or anchor_name in getattr(self, "placed_before", ()):  # by parts/door.py
        return None
    everything = self.counter_lookup_items
    if not hasattr(self, "waiting_by_anchor"):
        self.waiting_by_anchor = _by_anchor(everything)
    self.counter_lookup_items = self.waiting_by_anchor.get(anchor_name, {})
    try:
        return look_up(self, anchor_name, *rest, **more)
    finally:
        self.counter_lookup_items = everything


def _by_anchor(everything: dict[Any, Any]) -> dict[str, dict[Any, Any]]:
    waiting: dict[str, dict[Any, Any]] = {}
    for key, item in everything.items():
        for anchor in item.missing_target_counters:
            waiting.setdefault(anchor, {})[key] = item
    return waiting


class _Faces(list[dict[str, Any]]):
    """Stands for the fonts of a document while a stylesheet is read, and notes which it asks for."""

    def add_font_face(self, face: dict[str, Any], _fetcher: Any) -> None:
        """As WeasyPrint's FontConfiguration does."""
        self.append(face)


def sheet_once(make: Function, **asked: Any) -> Any:
    """Read each stylesheet once in a process: it is asked for anew, and what it says is added to each document.

    One that imports another, or that is warned of, is read for each document.
    """
    if "matcher" in asked:
        return make(**asked)
    content = asked.get("string")
    if content is None:
        with fetch(asked["url_fetcher"], asked["url"]) as response:
            content = response.read()
    key = content, asked.get("url") or asked["base_url"], asked["media_type"], tuple(asked["layers"])
    if key not in _sheets:
        pages: list[Any] = []
        others: dict[str, Any] = {}
        faces, layers = _Faces(), list(asked["layers"])
        own = {"font_config": faces, "page_rules": pages, "layers": layers}
        with renderer_warnings() as warnings:
            sheet = make(**asked | own | {"counter_style": others, "color_profiles": others})
        if warnings or others or "@import" in str(content):
            return make(**asked)
        if len(_sheets) >= _MOST_SHEETS:
            _sheets.clear()
        _sheets[key] = sheet, faces, pages, layers
    sheet, faces, pages, layers = _sheets[key]
    for face in faces:
        asked["font_config"].add_font_face(face, asked["url_fetcher"])
    asked["layers"][:] = layers
    asked["page_rules"] += pages
    sheet = copy(sheet)
    sheet.layers, sheet.page_rules = asked["layers"], asked["page_rules"]
    return sheet


def forget_sheets() -> None:
    """Read them anew: WeasyPrint says once alone of a value what is wrong with it."""
    _sheets.clear()
    _values.clear()

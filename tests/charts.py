"""Small data figures, one of each kind, and what is drawn from them."""
import json
from pathlib import Path
from xml.etree import ElementTree

from booklet.load.numbers import read_numbers
from booklet.template.blocks import press_of
from booklet.template.figures.draw import figure_svg
from tests.manuscripts import FILES

SVG = "{http://www.w3.org/2000/svg}"
(MOVED,) = json.loads(FILES["numbers.json"])
WORDS = {name: MOVED[name] for name in ("id", "citekey", "title", "caption", "how_to_read")}
ICONS = WORDS | {
    "chart": "icon-array", "happened": "slept",
    "groups": [{"name": "tea", "label": "with tea", "of_100": 22}, {"name": "milk", "label": "with milk", "of_100": 17}],
}  # fmt: skip
BARS = WORDS | {
    "chart": "paired-bars", "series": [{"name": "tea", "label": "Tea"}, {"name": "milk", "label": "Milk"}],
    "rows": [{"name": "slept", "label": "Slept", "of_100": [22, 17]}, {"name": "woke", "label": "Woke", "of_100": [3, 55]}],
}  # fmt: skip
TIMELINE = WORDS | {
    "chart": "timeline", "stops": ["Before", "Day 1", "Day 3", "Day 7"],
    "lanes": [{"label": "You", "events": [{"first": 0, "last": 1, "text": "Rest"}, {"first": 2, "last": 3, "text": "Walk"}]}],
}  # fmt: skip
PANELS = WORDS | {
    "chart": "icon-array",
    "panels": [{"title": "Gain", "happened": "slept", "groups": ICONS["groups"]},
               {"title": "Harm", "happened": "felt sick", "harm": True, "groups": [{"name": "ill", "label": "with tea", "of_100": 9}]}],
}  # fmt: skip
PRESS = press_of()


def drawn(tmp_path: Path, entry: dict, width: float = 171) -> tuple[object, ElementTree.Element | None]:
    """The chart and its drawing, in the width that a page has; None where the entry is refused."""
    (tmp_path / "numbers.json").write_text(json.dumps([entry]))
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert bool(problems) != bool(numbers.charts)
    if problems:
        return None, None
    svg = figure_svg(numbers.charts[0], PRESS, width)
    return numbers.charts[0], ElementTree.fromstring(svg)


def parts(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [part for part in svg.iter() if part.get("class") == name]

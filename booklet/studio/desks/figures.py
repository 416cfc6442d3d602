"""Figures of a manuscript while somebody fills in their form: the fields of each kind, and an entry as its drawing."""
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from booklet.core.json_list import Entry
from booklet.core.problems import Place
from booklet.core.text_file import printable
from booklet.load.numbers import judged_entry
from booklet.model.document import STYLES
from booklet.model.figures.kinds import KINDS, ProseNumbers
from booklet.template.blocks import press_of, words_in
from booklet.template.figures.draw import figure_svg

_SHEET = Path(__file__).resolve().parents[2] / "cli" / "sheet" / "numbers.json"  # an example of each kind
_WIDTH_MM = 127.0  # of the text on A4


def figure_kinds() -> dict[str, Any]:
    """The schema of each kind that is drawn, and an entry to begin with."""
    examples: dict[str, Any] = {}
    for entry in json.loads(_SHEET.read_text(encoding="utf-8")):
        examples.setdefault(entry["chart"], entry)
    drawn = {name: kind for name, kind in KINDS.items() if kind is not ProseNumbers}
    kinds = {name: kind.model_json_schema() for name, kind in drawn.items()}
    return {"kinds": kinds, "examples": {name: examples[name] for name in drawn if name in examples}}


def drawn_entry(entry: Mapping[str, Any], language: str) -> dict[str, Any]:
    """An entry as SVG with its alternative text; or what keeps it from being drawn."""
    fields = dict(entry)
    id_ = printable(fields.get("id", ""))
    chart, wrong = judged_entry(Entry(id_, fields, Place("numbers.json")))
    if chart is None or isinstance(chart, ProseNumbers):
        told = [{"says": problem.says.removeprefix(f"{id_}: "), "hint": problem.hint} for problem in wrong]
        return {"svg": "", "alt": "", "problems": told}
    press = press_of(language)
    svg = str(figure_svg(chart, press, STYLES / "tokens.css", _WIDTH_MM))
    return {"svg": svg, "alt": chart.alt(words_in(press)), "problems": []}

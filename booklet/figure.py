"""A data figure: one entry of numbers.json and a template of styles/templates/figures/ make its SVG.

The alternative text is the drawing's <title>, so a reader of the picture and a listener get the same values.
"""
import re
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from booklet.chart import Chart

_COLOUR = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<hex>#[0-9A-Fa-f]{6})\b")  # --sender: #12504F;


def palette(tokens_css: str) -> dict[str, str]:
    """The colours of tokens.css by their role: `{"sender": "#12504F", "ink_soft": ...}`."""
    return {found["name"].replace("-", "_"): found["hex"] for found in _COLOUR.finditer(tokens_css)}


def figure_svg(chart: Chart, press: Environment, tokens: Path, width_mm: float) -> Markup:
    """The figure as inline SVG, drawn `width_mm` wide in millimetres."""
    template = press.get_template(f"figures/{chart.chart}.svg")
    colours = palette(tokens.read_text(encoding="utf-8"))
    return Markup(template.render(entry=chart, alt=chart.alt(), palette=colours, width_mm=width_mm).strip())

"""A data figure: one entry of numbers.json as SVG.

The alternative text is the drawing's <title>, so a reader of the picture and a listener get the same values.
"""
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import fromstring

from jinja2 import Environment
from markupsafe import Markup

from booklet.core.own_table import STYLES
from booklet.model.figures.kinds import Chart
from booklet.template.blocks import words_in
from booklet.template.figures.before_after import draw_before_after
from booklet.template.figures.body_map import draw_body_map
from booklet.template.figures.calendar import draw_calendar
from booklet.template.figures.canvas import Canvas
from booklet.template.figures.doses import draw_doses
from booklet.template.figures.icon_array import draw_icon_array
from booklet.template.figures.risk_ladder import draw_risk_ladder
from booklet.template.figures.taper import draw_taper
from booklet.template.figures.timeline import draw_timeline
from booklet.template.figures.trend import draw_line_over_time

TEMPLATE_TYPE_PT = 10.4  # no figure has smaller type: 3.7 mm, a little more than 10.4 pt
_PART = 1.2  # as much taller than what stands among words may a drawing be that has its page nearly to itself
_COLOUR = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<hex>#[0-9A-Fa-f]{6})\b")  # --sender: #12504F;
DRAWN: Mapping[str, Callable[[Any, Canvas], None]] = {
    "before-after": draw_before_after, "body-map": draw_body_map, "calendar": draw_calendar, "doses": draw_doses,
    "icon-array": draw_icon_array, "line": draw_line_over_time, "risk-ladder": draw_risk_ladder, "taper": draw_taper,
    "timeline": draw_timeline,
}  # fmt: skip


def palette(sheet: str = "tokens.css") -> dict[str, str]:
    """The colours of a stylesheet by their role: `{"sender": "#12504F", "ink_soft": ...}`."""
    words = (STYLES / sheet).read_text(encoding="utf-8-sig")
    return {found["name"].replace("-", "_"): found["hex"] for found in _COLOUR.finditer(words)}


def figure_in_parts(
    chart: Chart, press: Environment, width_mm: float, type_pt: float, alt: str, tallest_mm: float
) -> list[Markup]:
    """The figure in as few drawings as fit on pages, each with its head; whole, if it is not taller than `tallest_mm`.

    The first says the alternative text of all, each other what it shows.
    """
    whole, say = figure_svg(chart, press, width_mm, type_pt, alt), words_in(press)
    parts, before = [whole], 0
    while max(map(_height_mm, parts)) > tallest_mm * (_PART if before else 1) and before < len(parts):
        before = len(parts)
        held: tuple[Chart, ...] = chart.in_parts(before + 1)
        alts = [alt or chart.alt(say), *(part.alt(say) for part in held[1:])]
        parts = [figure_svg(part, press, width_mm, type_pt, said, chart) for part, said in zip(held, alts, strict=True)]
    return parts


def _height_mm(svg: Markup) -> float:
    return float(fromstring(svg).get("height", "0mm").removesuffix("mm"))


def figure_svg(
    chart: Chart, press: Environment, width_mm: float, type_pt: float = TEMPLATE_TYPE_PT, alt: str = "",
    whole: Chart | None = None,
) -> Markup:  # fmt: skip
    """The figure as inline SVG, `width_mm` wide in millimetres, with no type smaller than `type_pt` in points.

    `alt` is said in place of its own alternative text. `whole` is what the chart is a part of: they share one scale.

    Larger type is had by drawing for a narrower width, where labels break sooner, and enlarging all of it: marks and
    lines keep their relation to the words. An edition sets both: `figure_width_mm` and `figure_type_pt` in booklet.toml.
    """
    scale = type_pt / TEMPLATE_TYPE_PT
    drawn_mm = width_mm if scale == 1 else round(width_mm / scale, 2)
    alt = alt or chart.alt(words_in(press))
    if chart.chart in DRAWN:
        canvas = Canvas(drawn_mm, palette(), words_in(press))
        DRAWN[chart.chart](chart, canvas)
        return canvas.svg(alt, scale)
    template = press.get_template(f"figures/{chart.chart}.svg")
    return Markup(
        template.render(
            entry=chart, whole=whole or chart, alt=alt, palette=palette(), width_mm=drawn_mm, printed_mm=width_mm,
            enlarged=scale,
        ).strip()
    )  # fmt: skip

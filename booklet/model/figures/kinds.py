"""Every kind of data figure, by the name that an author writes in `chart`. A new kind is a file here and a template."""
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from booklet.model.figures.before_after import BeforeAfter
from booklet.model.figures.body_map import BodyMap
from booklet.model.figures.calendar import Calendar
from booklet.model.figures.doses import DosesOfTheDay
from booklet.model.figures.entry import Numbers, Works
from booklet.model.figures.icon_array import IconArray
from booklet.model.figures.paired_bars import PairedBars
from booklet.model.figures.risk_ladder import RiskLadder
from booklet.model.figures.taper import Taper
from booklet.model.figures.timeline import Timeline
from booklet.model.figures.trend import LineOverTime


class ProseNumbers(Numbers):
    """Numbers that no figure shows: only sentences print them."""

    citekey: Works
    chart: Literal["none"]


Chart = (
    IconArray | PairedBars | BeforeAfter | LineOverTime | RiskLadder | Timeline | DosesOfTheDay | Taper | Calendar | BodyMap
)
KINDS: Mapping[str, type[Chart | ProseNumbers]] = {
    name: kind for kind in (*get_args(Chart), ProseNumbers) for name in get_args(kind.model_fields["chart"].annotation)
}
CALLED = MappingProxyType({  # what charts are called elsewhere or were called here, and what shows the like
    "ruler": "before-after", "bar": "paired-bars", "bars": "paired-bars", "bar-chart": "paired-bars",
    "column": "paired-bars",
    "histogram": "paired-bars", "pie": "icon-array", "pie-chart": "icon-array", "donut": "icon-array",
    "pictogram": "icon-array", "icons": "icon-array", "people": "icon-array", "line-chart": "line", "trend": "line",
    "curve": "line", "ladder": "risk-ladder", "scale": "before-after", "schedule": "calendar", "body": "body-map",
    "text": "none", "numbers": "none",
})  # fmt: skip

"""Every kind of data figure, by the name that an author writes in `chart`. A new kind is a file here and a template."""
from collections.abc import Mapping
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
FORMER = {"ruler": "before-after"}  # kinds of older manuscripts, and what says the same now

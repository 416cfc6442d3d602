"""Units in a form for many beside a dose of one: 1 puffs is read twice, or taken for a slip of 10 puffs."""
import json
import re
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.figures.doses import DosesOfTheDay
from booklet.model.figures.taper import Taper
from booklet.words.text import Copy

# puffs, patches, doses a day; not mg, IU
_MANY = re.compile(r"(?:(?P<hissed>[a-z]+(?:ch|sh|x))es|(?P<one>[a-z]{2,}[a-rt-z])s)\b(?P<rest>.*)", re.IGNORECASE)


def unit_problems(copy: Copy) -> Iterator[Problem]:
    """Code unit-of-one, of the doses that an English handout draws."""
    for chart in copy.charts:
        for unit, doses in chart.counted() if isinstance(chart, DosesOfTheDay | Taper) else ():
            many = _MANY.fullmatch(unit.other)
            if many and unit.one is None and 1 in doses:
                stands = [label.place for label in copy.labels if (label.section, label.text) == (chart.id, unit.other)]
                one = (many["hissed"] or many["one"]) + many["rest"]
                forms = json.dumps({"one": one, "other": unit.other}, ensure_ascii=False)
                says = f"{chart.id} prints “1 {unit.other}”"
                yield from (finding("unit-of-one", place, says, f'write "unit": {forms}') for place in stands[:1])

"""A slot: where on a laid-out page a value of one person is painted."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a personal field on one page. Lengths are points, from the bottom left of the page.

    `line` counts the lines of a field from 0, `after` is what closes behind its value, and a blank; `mcid` is the marked
    content that the tags have for it. `x` is where the line begins: its left end, or its right end where the paragraph runs
    to the left.
    """

    field: str
    line: int
    after: str
    page: int
    mcid: int
    x: float
    baseline: float
    width: float
    size: float
    weight: int
    colour: tuple[float, float, float]
    runs_to_left: bool
    language: str

    @property
    def blank(self) -> str:
        """The blank behind it, if there is one: at the break of a line nobody paints it."""
        return self.after[len(self.after.rstrip()) :]

"""The catalogue as a page: what is to be done first stands first."""
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from booklet.review.accessibility_report import SHEETS, styles_inside
from booklet.shelf.handout import Handout
from booklet.template.blocks import press_of


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since an earlier shelf of the day `since` ("": there was none): names of new handouts, of those that
    are gone, and sentences about others.
    """

    since: str = ""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def shelf_page(rows: Sequence[Handout], changes: News, on: date) -> bytes:
    """The whole page, in the order of the rows. It knows no clock: `on` is the day for which the shelf was made."""
    counts = Counter({
        "Handouts": len(rows), "Past their review date": sum(row.is_overdue for row in rows),
        "Not built, for a problem": sum(bool(row.problems) for row in rows),
        "Signed as they stand": sum(row.is_signed for row in rows),
        "Not looked at for retractions, or over 90 days ago": sum(not row.checked or row.is_stale for row in rows),
        "Rest on a retracted work": sum(bool(row.retracted) for row in rows),
    })  # fmt: skip
    return press_of().get_template("shelf.html").render(
        rows=rows, changes=changes, on=on, counts=counts, styles=styles_inside((*SHEETS, "shelf.css"))
    ).encode()

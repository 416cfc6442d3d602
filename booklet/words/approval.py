"""Approval: what `check` says of sign-offs and of the review date. A bad signoff.toml is told of where it is read."""
from collections.abc import Iterator
from pathlib import Path

from booklet.calendar import folio_date
from booklet.catalogue import finding
from booklet.errors import Place, Problem
from booklet.located import toml_line
from booklet.manuscript import Manuscript
from booklet.signoff import SIGN_OFFS, SignOff
from booklet.source import printable, shown_path
from booklet.standing import Change, Part, Standing

MOST_CHANGES = 20  # of one sign-off that are told one by one
MOST_WORDS = 120  # characters of a sentence that a message repeats
HOW = "after review: python build.py signoff"


def standing_problems(manuscript: Manuscript) -> list[Problem]:
    """What keeps the booklet from being handed out: unsigned parts, void sign-offs, a review date that has passed."""
    standing, folder = manuscript.standing, Path(manuscript.folder)
    found = [*_unsigned(standing, folder), *_stray(standing)]
    for part in standing.parts:
        for sign_off in part.void:
            found += _void(part, sign_off)
    if standing.is_past_review:
        file = folder / "booklet.toml"
        place = Place(shown_path(file), toml_line(file.read_text(encoding="utf-8"), ("review_by",)))
        says = f"its review date, {folio_date(standing.review_by)}, has passed"
        found.append(finding("past-review", place, says, "read it again, set a new review_by, and have it signed"))
    return found


def _unsigned(standing: Standing, folder: Path) -> Iterator[Problem]:
    """One problem for a booklet that nobody has signed yet; else one for each part."""
    if not standing.has_sign_offs:
        says = f"nobody has signed off any of its {len(standing.parts)} parts, so each page says DRAFT"
        yield finding("not-signed", Place(shown_path(folder / SIGN_OFFS)), says, f"{HOW} --all")
        return
    for part in standing.parts:
        if not part.sign_offs:
            yield finding("not-signed", part.place, f"{part.id} is not signed off", f"{HOW} {part.id}")


def _stray(standing: Standing) -> Iterator[Problem]:
    for sign_off in standing.stray:
        says = f"{printable(sign_off.reviewer)} has signed {printable(sign_off.section)}, and there is no such section"
        hint = f"python build.py signoff --withdraw {printable(sign_off.section)}, once somebody has read the rest"
        yield finding("stray-sign-off", sign_off.place, says, hint)


def _void(part: Part, sign_off: SignOff) -> Iterator[Problem]:
    """Each sentence that was changed since, at its line."""
    by = f"{printable(sign_off.reviewer)} signed this section on {folio_date(sign_off.day)}"
    changes = list(part.changes_since(sign_off))
    for change in changes[:MOST_CHANGES]:
        yield finding("sign-off-void", change.place, f"{told_change(change)} ({by})", f"{HOW} {part.id}")
    if len(changes) > MOST_CHANGES:
        says = f"{len(changes) - MOST_CHANGES} more sentences were changed ({by})"
        yield finding("sign-off-void", part.place, says, f"{HOW} {part.id}")


def told_change(change: Change) -> str:
    """A change in words: changed since: "Rest for a day." is now "Rest for a week."."""
    old, new = (printable(words, most=MOST_WORDS) for words in (change.old, change.new))
    if old and new:
        return f'changed since: "{old}" is now "{new}"'
    return f'added since: "{new}"' if new else f'taken out since, near here: "{old}"'

"""Approval: what `check` says of sign-offs and of the review date. A bad signoff.toml is told of where it is read."""
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.dates import folio_date
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable, shown_path
from booklet.core.typed_command import command
from booklet.load.edition_checks import review_problems
from booklet.model.manuscript import Manuscript
from booklet.model.signoff import SIGN_OFFS, SignOff
from booklet.model.standing import Change, Part, Standing

MOST_CHANGES = 20  # of one sign-off that are told one by one
_MOST_WORDS = 120  # characters of a sentence that a message repeats


def standing_problems(manuscript: Manuscript, clinic_file: Path | None = None) -> list[Problem]:
    """What keeps the booklet from being handed out: unsigned parts, void sign-offs, a review date that has passed.

    `clinic_file` is the profile that was asked for: hints repeat it.
    """
    standing, folder = manuscript.standing, Path(manuscript.folder)
    sign = partial(command, "signoff", source=folder, clinic=clinic_file)
    found = [*_unsigned(standing, folder, sign), *_stray(standing, sign)]
    for part in standing.parts:
        for sign_off in part.void:
            found += _void(part, sign_off, sign)
    return [*found, *unwritten_problems(standing), *review_problems(manuscript)]


def unwritten_problems(standing: Standing) -> Iterator[Problem]:
    """Lines of booklet.toml that still say what to write there, such as the starter's "Write here who paid for this.".

    Advice: a starter has to build, and says DRAFT. The cover cannot be signed before they are written.
    """
    for left in standing.unwritten:
        told = f'"{printable(left.words, most=_MOST_WORDS)}" only keeps the place free, so each page says DRAFT'
        hint = "write it before the cover is signed: a patient will read it"
        yield Problem(left.place, "placeholder-left", told, hint, is_advice=True)


def _unsigned(standing: Standing, folder: Path, sign: Callable[..., str]) -> Iterator[Problem]:
    """One problem for a booklet that nobody has signed yet; else one for each part."""
    if not standing.has_sign_offs:
        says = f"nobody has signed off any of its {len(standing.parts)} parts, so each page says DRAFT"
        place = Place(shown_path(folder / SIGN_OFFS))
        yield finding("not-signed", place, says, _to_sign(sign("--all")))
        return
    for part in standing.parts:
        if not part.sign_offs:
            says = f"{part.id} is not signed off{f': {part.about}' if part.about else ''}"
            yield finding("not-signed", part.place, says, _to_sign(sign(part.id)))


def _to_sign(command: str) -> str:
    return f"after review: {command}, with --reviewer and --role"


def _stray(standing: Standing, sign: Callable[..., str]) -> Iterator[Problem]:
    for sign_off in standing.stray:
        says = f"{printable(sign_off.reviewer)} has signed {printable(sign_off.section)}, and there is no such section"
        hint = f"{sign('--withdraw', sign_off.section)}, once somebody has read the rest"
        yield finding("stray-sign-off", sign_off.place, says, hint)


def _void(part: Part, sign_off: SignOff, sign: Callable[..., str]) -> Iterator[Problem]:
    """A sign-off by nobody at its own line; else each sentence that was changed since, at its line."""
    if sign_off.is_by_nobody:
        says = f"{part.id} is signed by {printable(sign_off.reviewer)!r}, {printable(sign_off.role)!r}, which is nobody"
        hint = f"{sign('--withdraw', part.id)}, then let a clinician sign it"
        yield finding("sign-off-void", sign_off.place, says, hint)
        return
    what, who = "this part" if part.about else "this section", sign_off.reviewer
    by = f"{printable(who)} signed {what} on {folio_date(sign_off.day)}"
    anew = sign(part.id, reviewer=who, role=sign_off.role)
    hint = f"after review: {anew}; or, where somebody else signs from now on: {sign('--withdraw', part.id, reviewer=who)}"
    changes = list(part.changes_since(sign_off))
    for change in changes[:MOST_CHANGES]:
        yield finding("sign-off-void", change.place, f"{told_change(change)} ({by})", hint)
    if len(changes) > MOST_CHANGES:
        says = f"{len(changes) - MOST_CHANGES} more sentences were changed ({by})"
        yield finding("sign-off-void", part.place, says, hint)


def told_change(change: Change) -> str:
    """A change in words: changed since: "Rest for a day." is now "Rest for a week."."""
    old, new = (printable(words, most=_MOST_WORDS) for words in (change.old, change.new))
    if old and new:
        return f'changed since: "{old}" is now "{new}"'
    return f'added since: "{new}"' if new else f'taken out since, near here: "{old}"'

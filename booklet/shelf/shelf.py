"""The shelf: every manuscript below some folders, built by a crew, and what has changed since the last time."""
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.json_text import shallow
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.crew import Crew
from booklet.core.processes.workers import Bounds
from booklet.core.progress import Step, Tell, tell_nobody
from booklet.core.text_file import shown_path
from booklet.review.page import review_page
from booklet.shelf.handout import Handout, Together, handout

_SETTINGS, _RECORD, PAGE = "booklet.toml", "shelf.json", "shelf.html"


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since an earlier shelf of the day `since` ("": there was none): names of new handouts, of those that
    are gone, and sentences about others.
    """

    since: str = ""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def make_shelf(
    folders: Sequence[Path], out: Path, clinic: Path | None, on: date, bounds: Bounds, crew: Crew, tell: Tell = tell_nobody
) -> tuple[list[Handout], News]:
    """Build what has changed of all manuscripts below these folders, and write the catalogue. A handout that cannot be built
    is told in it. `bounds` are those of each edition. Raises BookletError where there is no manuscript at all, or the
    catalogue cannot be written.
    """
    manuscripts = list(_manuscripts(folders, out))
    if not manuscripts:
        hint = f"a manuscript is a folder with {_SETTINGS}: python build.py new our-first-handout"
        stop_at([Problem(Place(shown_path(folders[0])), "no-manuscript", "there is no manuscript here", hint)])
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    asked = Together(clinic and clinic.absolute(), on, out.absolute(), bounds)  # a cluster works in other folders
    with locked(out / PAGE):
        made: list[Handout] = []
        for row in crew.results(handout, asked, manuscripts, out):
            made.append(row)
            tell(Step("handouts are done", len(made), len(manuscripts), is_paced=True))
        # By what is to be done: overdue first, then those that cannot be built, then by their review dates
        made.sort(key=lambda row: (not row.is_overdue, not row.problems, row.review_by, row.folder))
        changes = _changes(_before(out / _RECORD), made)
        record = {"made": str(on), "handouts": {row.folder: asdict(row) for row in made}}
        with writing(out):
            write_whole(out / PAGE, shelf_page(made, changes, on))
            write_whole(out / _RECORD, (json.dumps(record, indent=1) + "\n").encode())
    return made, changes


def _manuscripts(folders: Sequence[Path], out: Path) -> Iterator[tuple[Path, str]]:
    """Each manuscript, and its folder below the catalogue: as it lies below the folder that was named, and no other's."""
    seen: set[Path] = set()
    taken: set[str] = set()  # some drives take Hands and hands for one
    for top in folders:
        for parent, below, files in os.walk(top):
            below[:] = sorted(name for name in below if name[0] != "." and Path(parent, name).resolve() != out.resolve())
            if _SETTINGS in files and (folder := Path(parent)).resolve() not in seen:
                seen.add(folder.resolve())
                home = name = (Path(top.resolve().name) / folder.relative_to(top)).as_posix()
                number = 1
                while name.casefold() in taken:
                    number += 1
                    name = f"{home}-{number}"
                taken.add(name.casefold())
                yield folder.absolute(), name


def _before(record: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(shallow(record.read_bytes()))
        return found if isinstance(found.get("handouts"), dict) and isinstance(found.get("made"), str) else {}
    except (OSError, ValueError, AttributeError):
        return {}


def _changes(before: Mapping[str, Any], rows: Sequence[Handout]) -> News:
    if not before:
        return News()
    old, new = before["handouts"], {row.folder: row for row in rows}
    gone = tuple(str(old[name].get("title", name)) for name in sorted(old.keys() - new.keys()))
    told = ((row.title, ", ".join(_said(old[name], row))) for name, row in new.items() if name in old)
    changed = tuple(f"{title}: {says}" for title, says in told if says)
    return News(before["made"], tuple(row.title for name, row in new.items() if name not in old), gone, changed)


def _said(old: Mapping[str, Any], row: Handout) -> Iterator[str]:
    if old.get("version") != row.version:
        yield f"version {old.get('version') or 'none'} is {row.version or 'none'} now"
    elif old.get("text") != row.text:
        yield "other words, clinic or press, and still the same version"
    if bool(old.get("problems")) != bool(row.problems):
        yield "cannot be built any more" if row.problems else "can be built again"
    if old.get("is_signed") != row.is_signed:
        yield "is signed" if row.is_signed else "is not signed any more"


def shelf_page(rows: Sequence[Handout], changes: News, on: date) -> bytes:
    """The catalogue, in the order of the rows. `on` is the day for which the shelf was made."""
    counts = Counter({
        "Handouts": len(rows), "Past their review date": sum(row.is_overdue for row in rows),
        "Not built, for a problem": sum(bool(row.problems) for row in rows),
        "Signed as they stand": sum(row.is_signed for row in rows),
        "Not looked at for retractions, or over 90 days ago": sum(not row.checked or row.is_stale for row in rows),
        "Rest on a retracted work": sum(bool(row.retracted) for row in rows),
    })  # fmt: skip
    return review_page("shelf", rows=rows, changes=changes, on=on, counts=counts)

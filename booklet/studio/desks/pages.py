"""The desk of pages: sets the edition that is shown, again after each change, and draws its pages."""
from datetime import date
from pathlib import Path
from typing import Any

from booklet.preview.press import LivePress
from booklet.studio.desks.answers import answer_jobs, told_problem

_PRESSES: dict[tuple[str, ...], LivePress] = {}  # the one that is shown; another edition takes its place


def set_pages(
    folder: str, edition: str, clinic: str, on: str, is_calm: bool = False, is_first: bool = False
) -> dict[str, Any]:
    """Read the folder and set its pages, which are drawn when they are asked for. `is_calm`: there is time for the whole;
    `is_first`: the first ones are enough for now.
    """
    asked = (folder, edition, clinic, on)
    if asked not in _PRESSES:
        _PRESSES.clear()
        _PRESSES[asked] = LivePress(Path(folder), edition, Path(clinic) if clinic else None, date.fromisoformat(on))
    press = _PRESSES[asked]
    preview = press.settle() if is_calm else press.set(is_first)
    shown = [
        {"key": page.key, "label": page.label, "file": page.section_file, "lines": [list(line) for line in page.lines]}
        for page in preview.pages
    ]
    problems = [told_problem(problem, Path(folder)) for problem in preview.problems if not problem.is_advice]
    told = {"exact": preview.exact, "current": preview.is_current, "whole": preview.is_whole, "settled": press.is_settled}
    return {"edition": edition, "pages": shown, "problems": problems, **told}


def page_image(key: str, dpi: float) -> bytes:
    """A page as a PNG. Raises KeyError for a page that is not there any more."""
    for press in _PRESSES.values():
        return press.image(key, dpi)
    raise KeyError(key)


if __name__ == "__main__":
    answer_jobs({"pages": set_pages, "image": page_image})

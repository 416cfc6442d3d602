"""The onlooker: the pictures of contact_sheet.py, made of files that somebody sent, in a process with bounds of its own.

`python -m booklet.review.onlooker BOUNDS` is that process. One or two PDFs come in, one behind the other; a line of JSON
goes out, and the picture behind it.
"""
import json
import sys
from dataclasses import asdict
from typing import Any

from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.processes.bounded import LARGEST_MB, MEMORY_MB, SECONDS, end_with_parent, hold_to, in_a_child
from booklet.core.text_file import printable
from booklet.review.changed_pages import Change
from booklet.review.contact_sheet import contact_sheet, difference_sheet


def spreads_within_bounds(pdf: bytes, grey: bool, name: str, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> bytes:
    """All spreads as one PNG. Raises BookletError for what is no PDF, or cannot be painted within the bounds."""
    picture, _ = _looked((pdf,), (name,), grey, seconds, memory_mb)
    return picture


def differences_within_bounds(
    old: bytes, new: bytes, names: tuple[str, str], seconds: float = SECONDS, memory_mb: int = MEMORY_MB
) -> tuple[bytes, tuple[Change, ...]]:
    """The changed pages as one PNG (empty where there are none), and all changes. Raises BookletError as above."""
    return _looked((old, new), names, False, seconds, memory_mb)


def _looked(
    pdfs: tuple[bytes, ...], names: tuple[str, ...], grey: bool, seconds: float, memory_mb: int
) -> tuple[bytes, tuple[Change, ...]]:
    stop_at(
        _too_dear(name, f"it has more than {LARGEST_MB} MB")
        for pdf, name in zip(pdfs, names, strict=True)
        if len(pdf) > LARGEST_MB * 1_000_000
    )
    bounds = {"lengths": [len(pdf) for pdf in pdfs], "grey": grey, "seconds": seconds, "memory_mb": memory_mb}
    told, why, is_done = in_a_child("booklet.review.onlooker", json.dumps(bounds), b"".join(pdfs), seconds)
    if not is_done:
        stop_at([_too_dear(" or ".join(names), why)])
    head, _, picture = told.partition(b"\n")
    answer = json.loads(head)
    stop_at(Problem(Place(names[place]), "unreadable-pdf", says, hint) for place, says, hint in answer["unreadable"])
    return picture, tuple(_change(change) for change in answer["changes"])


def _change(told: dict[str, Any]) -> Change:
    boxes = {side: tuple(tuple(box) for box in told[side]) for side in ("old_boxes", "new_boxes")}
    return Change(told["kind"], told["old"], told["new"], **boxes)


def _too_dear(name: str, why: str) -> Problem:
    hint = "it may be broken or made to harm; ask whoever sent it for another copy"
    return Problem(Place(printable(name, most=1_000)), "too-dear-to-show", f"no picture can be made of it: {why}", hint)


def _pictured(content: bytes, lengths: list[int], grey: bool) -> tuple[dict[str, Any], bytes]:
    """What is told, and the picture. A file is named by its place, since a name may be anything."""
    try:
        if len(lengths) == 1:
            return {"unreadable": [], "changes": []}, contact_sheet(content, grey, "0")
        picture, changes = difference_sheet(content[: lengths[0]], content[lengths[0] :], ("0", "1"))
        return {"unreadable": [], "changes": [asdict(change) for change in changes]}, picture
    except BookletError as error:
        return {"unreadable": [(int(p.place.path), p.says, p.hint) for p in error.problems], "changes": []}, b""


def main() -> None:
    """Look at what comes in. The bounds are the only argument, as JSON."""
    bounds = json.loads(sys.argv[1])
    end_with_parent()
    hold_to(bounds["seconds"], bounds["memory_mb"])
    head, picture = _pictured(sys.stdin.buffer.read(), bounds["lengths"], bounds["grey"])
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()

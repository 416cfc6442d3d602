"""Changes that are open: a document with some of them is two documents, and which one is meant nobody can guess."""
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.typed_command import command
from booklet.imports.brought import Brought


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen for an import. `changes`: what becomes of those that are open: accept, refuse, or "" for not said.

    `into` and `out` are where it goes, as they were typed.
    """

    changes: str = ""
    keeps_comments: bool = True
    into: Path | None = None
    out: Path | None = None


def accepts_changes(
    counts: Counter[str], names: Iterable[str], place: Place, path: str, choices: Choices, brought: Brought,
    otherwise: str = "",
) -> bool:  # fmt: skip
    """Whether the changes that are open at `place` in the document `path` are accepted, which is told.

    `counts` is how much was put in and taken out. `otherwise` is how they are refused where we cannot do it. Raises
    BookletError where nobody has said so.
    """
    says = " and ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    by = f", by {', '.join(sorted(names)[:5])}" if names else ""
    if not choices.changes or otherwise and choices.changes == "refuse":
        where = {"into": choices.into, "out": choices.out}
        ways = [command("import", path, **where, changes=choice) for choice in ("accept", "refuse")]
        hint = f"type {ways[0]}; or {otherwise}" if otherwise else f"type {' or '.join(ways)}"
        raise BookletError([Problem(place, "open-changes", f"tracked changes are open: {says}{by}", hint)])
    done = "accepted" if choices.changes == "accept" else "refused"
    brought.tell_of_all(f"tracked changes were {done}: {says}{by}", "read what was changed again")
    return choices.changes == "accept"

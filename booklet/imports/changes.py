"""Changes that are open: a document with some of them is two documents, and which one is meant nobody can guess."""
from collections import Counter
from collections.abc import Iterable

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.typed_command import command
from booklet.imports.brought import Brought
from booklet.imports.choices import Choices


def accepts_changes(
    counts: Counter[str], names: Iterable[str], place: Place, path: str, choices: Choices, brought: Brought
) -> bool:
    """Whether the changes that are open at `place` in the document `path` are accepted, which is told.

    `counts` is how much was put in and taken out. Raises BookletError where nobody has said so.
    """
    says = " and ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    by = f", by {', '.join(sorted(names)[:5])}" if names else ""
    if not choices.changes:
        ways = " or ".join(command("import", path, changes=choice) for choice in ("accept", "refuse"))
        raise BookletError([Problem(place, "open-changes", f"tracked changes are open: {says}{by}", f"type {ways}")])
    done = "accepted" if choices.changes == "accept" else "refused"
    brought.tell_of_all(f"tracked changes were {done}: {says}{by}", "read what was changed again")
    return choices.changes == "accept"

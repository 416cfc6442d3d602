"""What is our own and no code: the data of a room, which lies beside its code in TOML, and what pages are made with."""
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

STYLES = Path(__file__).resolve().parents[2] / "styles"  # looks, templates, printed words, icons, fonts
_PART = re.compile(r"\{(?P<name>[a-z_]+)\}")  # {people}; not {0,4}


def own_table(code: str, name: str = "") -> dict[str, Any]:
    """The table beside a file of code (its `__file__`): of the same name, or of another."""
    file = Path(code).parent / f"{name}.toml" if name else Path(code).with_suffix(".toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def signs_in(table: Mapping[str, Any], part: Callable[[str], str] | None = None) -> dict[str, re.Pattern[str]]:
    """The patterns under [signs] of such a table, by name; one that is a list stands on several lines.

    In one, `{people}` stands for what the table has of that name under [parts], or for what `part` gives. Raises KeyError
    where there is no such part.
    """
    known: dict[str, str] = {}

    def whole(typed: str | list[str]) -> str:
        return _PART.sub(lambda found: given(found["name"]), "".join(typed))

    def given(name: str) -> str:
        return known[name] if name in known or part is None else part(name)

    for name, typed in table.get("parts", {}).items():
        known[name] = whole(typed)
    return {name: re.compile(whole(typed)) for name, typed in table["signs"].items()}

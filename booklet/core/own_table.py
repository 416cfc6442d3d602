"""Tables of our own: what is data of a room lies beside its code, in TOML."""
import tomllib
from pathlib import Path
from typing import Any


def own_table(code: str, name: str = "") -> dict[str, Any]:
    """The table beside a file of code (its `__file__`): of the same name, or of another."""
    file = Path(code).parent / f"{name}.toml" if name else Path(code).with_suffix(".toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))

"""Ready-made editions: those that a handout has as soon as booklet.toml names them, as styles/editions.toml has them."""
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from booklet.core.own_table import STYLES


@cache
def ready_made() -> Mapping[str, Mapping[str, Any]]:
    """Each by its name, with what it `says` to those who choose."""
    return tomllib.loads((STYLES / "editions.toml").read_text(encoding="utf-8"))


def with_ready_made(typed: Any) -> Any:
    """The tables [editions.NAME] as they were typed, with what the ready-made ones of these names say besides."""
    return {name: _whole(name, each) for name, each in typed.items()} if isinstance(typed, dict) else typed


def _whole(name: str, typed: Any) -> Any:
    if not isinstance(typed, dict) or name not in ready_made():
        return typed
    ready = {field: value for field, value in ready_made()[name].items() if field != "says"}
    kind = ready.get("medium", "pdf")
    if typed.get("medium", "pdf" if "paper" in typed else kind) != kind:
        return typed  # a page on paper that is called web
    promised = typed.get("promises", {})
    both = {"promises": ready.get("promises", {}) | promised} if isinstance(promised, dict) else {}
    return ready | typed | both

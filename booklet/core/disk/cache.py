"""The one folder of what can be made or asked for again: whoever removes it loses some seconds."""
import os
import sys
from contextlib import suppress
from pathlib import Path

from booklet.core.disk.files import write_whole


def cache_folder() -> Path:
    """Where a system keeps such things for one user: XDG_CACHE_HOME wherever it is set, %LOCALAPPDATA%, ~/.cache."""
    named = os.environ.get("XDG_CACHE_HOME")
    if not named and sys.platform == "win32":
        named = os.environ.get("LOCALAPPDATA")
    usual = Path("Library", "Caches") if sys.platform == "darwin" else Path(".cache")
    return Path(named or Path.home() / usual) / "booklet"


def keep(file: Path, content: bytes, mode: int | None = None) -> None:
    """Best effort: on a full or read-only disk nothing is kept, and it is made or asked for again."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content, mode=mode, is_cache=True)

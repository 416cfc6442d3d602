"""The logo that a clinic profile names, found without loading what judges profiles."""
import tomllib
from pathlib import Path


def logo_name(profile: Path) -> str:
    """Its file, as the profile in `profile` spells it; "" where there is none, or nothing that can be read."""
    try:
        name = tomllib.loads(profile.read_text(encoding="utf-8"))["logo"]["file"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return name if isinstance(name, str) and "\0" not in name else ""

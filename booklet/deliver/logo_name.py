"""The logo that a clinic profile names, found without loading what judges profiles."""
from pathlib import Path

from booklet.core.located import typed_toml

_LARGEST_KB = 100  # a larger profile is refused where it is read


def logo_name(profile: Path) -> str:
    """Its file, as the profile in `profile` spells it; "" where there is none, or nothing that can be read."""
    try:
        name = typed_toml(profile, _LARGEST_KB)["logo"]["file"]
    except (OSError, KeyError, TypeError):
        return ""
    return name if isinstance(name, str) and "\0" not in name else ""

"""The logo that a clinic profile names, found without loading what judges profiles."""
from pathlib import Path

from booklet.core.located import parsed_toml
from booklet.core.text_file import content_within

_LARGEST = 100_000  # bytes; a larger profile is refused where it is read


def logo_name(profile: Path) -> str:
    """Its file, as the profile in `profile` spells it; "" where there is none, or nothing that can be read."""
    try:
        name = parsed_toml((content_within(profile, _LARGEST) or b"").decode("utf-8"))["logo"]["file"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return name if isinstance(name, str) and "\0" not in name else ""

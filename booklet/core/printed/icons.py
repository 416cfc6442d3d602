"""Stock icons: drawings of one hand that a section names, `:pill:`. Each is a file of styles/icons/stock/."""
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).resolve().parents[3] / "styles" / "icons" / "stock"


@cache
def icons() -> Mapping[str, str]:
    """Every icon as SVG, by its name, in the order of the alphabet: a square of 24, with lines of 1.6."""
    return MappingProxyType({file.stem: file.read_text(encoding="utf-8").strip() for file in sorted(_FOLDER.glob("*.svg"))})

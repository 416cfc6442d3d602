"""Stock icons: drawings of one hand that a section names, `:pill:`. Each is a file of styles/icons/stock/."""
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from booklet.core.own_table import STYLES


@cache
def icons() -> Mapping[str, str]:
    """Every icon as SVG, by its name, in the order of the alphabet: a square of 24, with lines of 1.6."""
    files = sorted((STYLES / "icons" / "stock").glob("*.svg"))
    return MappingProxyType({file.stem: file.read_text(encoding="utf-8").strip() for file in files})

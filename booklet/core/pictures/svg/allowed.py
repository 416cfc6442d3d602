"""The allow-list: which elements, attributes and properties a drawing may have, read from allowed.toml."""
from collections.abc import Mapping, Sequence

from booklet.core.own_table import own_table
from booklet.core.pictures.svg.values import KINDS

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_LIST = own_table(__file__)
ELEMENTS = frozenset(_LIST["elements"].split())
SILENT = frozenset(_LIST["silent"].split())
SIGNS = frozenset(_LIST["signs"])
EFFECTS = frozenset(_LIST["effects"].split())
ADVISED: Mapping[str, str] = _LIST["advised"]
ATTRIBUTES: Mapping[str, str | Sequence[str]] = _LIST["attributes"]
PROPERTIES: Mapping[str, str | Sequence[str]] = _LIST["properties"]
GEOMETRY: Mapping[str, str] = _LIST["geometry"]
_MISSED = frozenset(_LIST["missed"].split())
_NEUTRAL = frozenset(_LIST["harmless"]["neutral"].split())


def is_missed(name: str, value: str) -> bool:
    """Whether a drawing without this attribute or property looks another way."""
    is_known = name in _MISSED or name in PROPERTIES or name in ATTRIBUTES
    return is_known and value.strip().lower() not in (*_NEUTRAL, "currentcolor")


def is_advised(name: str, value: str) -> bool:
    """Whether it may be left out with a word."""
    return name in ADVISED and not set(value.split()) <= _NEUTRAL


def cleaned(name: str, value: str, is_style: bool = False) -> str | None:
    """The value of an attribute or property written anew; None where it is not understood."""
    kind = PROPERTIES.get(name) or (GEOMETRY if is_style else ATTRIBUTES)[name]
    if name in PROPERTIES and value.strip() == "inherit":
        return "inherit"
    if isinstance(kind, str):
        return KINDS[kind](value)
    return value.strip() if value.strip() in kind else None

"""The allow-list: which elements, attributes and properties a drawing may have, read from allowed.toml."""
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from booklet.core.pictures.svg.values import KINDS

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_LIST = tomllib.loads((Path(__file__).parent / "allowed.toml").read_text(encoding="utf-8"))
ELEMENTS = frozenset(_LIST["elements"].split())
SILENT = frozenset(_LIST["silent"].split())
ATTRIBUTES: Mapping[str, str | Sequence[str]] = _LIST["attributes"]
PROPERTIES: Mapping[str, str | Sequence[str]] = _LIST["properties"]
_HARMLESS = _LIST["harmless"]
_IDLE = frozenset(_HARMLESS["properties"].split())
_MISSED = frozenset(_LIST["missed"].split())
_NEUTRAL = frozenset(_HARMLESS["neutral"].split())


def is_harmless(name: str, value: str) -> bool:
    """Whether this property changes nothing on paper, so that nobody misses it."""
    return name in _IDLE or name.startswith(tuple(_HARMLESS["lead"])) or value.strip() in _NEUTRAL


def is_missed(name: str, value: str) -> bool:
    """Whether a drawing without this attribute looks another way."""
    is_known = name in _MISSED or name in PROPERTIES or name in ATTRIBUTES
    return is_known and value.strip() not in _NEUTRAL and value.strip().lower() != "currentcolor"


def cleaned(name: str, value: str) -> str | None:
    """The value of an attribute or property written anew; None where it is not understood."""
    kind = PROPERTIES.get(name) or ATTRIBUTES[name]
    if name in PROPERTIES and value.strip() == "inherit":
        return "inherit"
    if isinstance(kind, str):
        return KINDS[kind](value)
    return value.strip() if value.strip() in kind else None

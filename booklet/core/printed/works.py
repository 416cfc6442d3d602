"""The fields of CSL-JSON, and the kinds of work, as works.toml lists them."""
import tomllib
from collections.abc import Mapping
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS_OF_WORK, PRINTED, NAMES, DATES, NOT_PRINTED = (
    frozenset(_LISTS[name].split()) for name in ("kinds_of_work", "printed", "names", "dates", "not_printed")
)
WRITERS, NAME_PARTS, LIVING = (tuple(_LISTS[name].split()) for name in ("writers", "name_parts", "living"))
OTHER_NAMES: Mapping[str, str] = _LISTS["other_names"]
KNOWN = PRINTED | NAMES | DATES | NOT_PRINTED | OTHER_NAMES.keys()

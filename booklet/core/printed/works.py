"""The fields of CSL-JSON, and the kinds of work, as works.toml lists them; and a DOI among words."""
import re
from collections.abc import Mapping

from booklet.core.own_table import own_table

_LISTS = own_table(__file__)
KINDS_OF_WORK, PRINTED, NAMES, DATES, NOT_PRINTED = (
    frozenset(_LISTS[name].split()) for name in ("kinds_of_work", "printed", "names", "dates", "not_printed")
)
WRITERS, NAME_PARTS, LIVING, PARTIAL = (tuple(_LISTS[name].split()) for name in ("writers", "name_parts", "living", "parts"))
OTHER_NAMES: Mapping[str, str] = _LISTS["other_names"]
KNOWN = PRINTED | NAMES | DATES | NOT_PRINTED | OTHER_NAMES.keys()
# 10.1000/182, also in https://doi.org/10.1000/182 and in [a link](https://doi.org/10.1000/182)
DOI_IN_WORDS = re.compile(r"\b10\.[0-9]{4,9}/[^\s<>\"”\[\]]*[^\s<>\"”.,:;)\[\]]")

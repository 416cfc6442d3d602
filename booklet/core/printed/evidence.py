"""Kinds of evidence: what a reference can be, as evidence.toml lists them."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from booklet.core.own_table import own_table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of evidence: what the ledger calls it, and how much a sentence may promise that rests on it alone."""

    name: str
    weight: str


_KINDS = own_table(__file__)
KINDS: Mapping[str, Kind] = {kind: Kind(**known) for kind, known in _KINDS.items()}  # the strongest first
COMPANY = "company"


def of_weight(*weights: str) -> frozenset[str]:
    """The kinds that weigh so much: "strong", "fair", "weak", "animals"."""
    return frozenset(kind for kind, known in KINDS.items() if known.weight in weights)


def told_kind(work: Mapping[str, Any]) -> Any:
    """What an entry of CSL-JSON says of its kind of evidence, in a field of its own; None where it says nothing."""
    custom = work.get("custom")
    return custom.get("evidence") if isinstance(custom, Mapping) else None


def known_kind(told: Any) -> str:
    """The same, if it is one of those here; "" for what is none."""
    return told if isinstance(told, str) and told in KINDS else ""

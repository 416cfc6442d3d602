"""Kinds of evidence: what a reference can be, as `"custom": {"evidence": "trial"}` says it in references.json.

A kind has the name by which the ledger calls it, and says how much a sentence may promise that rests on it alone: a
company that sells what it writes of, a cohort without a group to compare, a clinic's page on how a visit goes, a law
and a page for patients are all fit to be cited, and none of them shows by itself that something works.
"""
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of evidence. `weight`: "strong", "fair", "weak" (for a benefit, the words say may), or "animals"."""

    name: str
    weight: str


KINDS: Mapping[str, Kind] = {
    "regulator": Kind("Regulator or public body", "strong"),
    "guideline": Kind("Guideline", "strong"),
    "review": Kind("Review of many studies", "strong"),
    "trial": Kind("Fair test (trial)", "fair"),
    "cohort": Kind("Many people, none to compare", "weak"),
    "small-study": Kind("Small study", "weak"),
    "animal": Kind("Animal study", "animals"),
    "laboratory": Kind("Laboratory study", "animals"),
    "company": Kind("Company that sells it", "weak"),
    "law": Kind("Law", "fair"),
    "service": Kind("Page of a health service", "weak"),
    "information": Kind("Information for patients", "fair"),
    "history": Kind("History or news", "weak"),
}  # the strongest first
COMPANY = "company"


def of_weight(*weights: str) -> frozenset[str]:
    """The kinds that weigh so much."""
    return frozenset(kind for kind, known in KINDS.items() if known.weight in weights)

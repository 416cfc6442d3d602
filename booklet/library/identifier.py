"""Identifiers: a DOI or a number of PubMed, in any form in which people paste them."""
import re
from dataclasses import dataclass

from booklet.load.works.tidy import doi_of

_LONGEST = 300  # characters of a DOI
_PMID = re.compile(
    r"(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid:?\s*)?"
    r"(?P<pmid>[0-9]{1,9})/?",
    re.IGNORECASE,
)  # https://pubmed.ncbi.nlm.nih.gov/16894061/, PMID: 16894061, 16894061


@dataclass(frozen=True, slots=True)
class Identifier:
    """One of the two; the other is ""."""

    doi: str = ""
    pmid: str = ""

    def __str__(self) -> str:
        return self.doi or f"PMID:{self.pmid}"


def identifier_of(words: str) -> Identifier | None:
    """What somebody typed or pasted, as an identifier; None where it is none."""
    typed = words.strip()
    if (doi := doi_of(typed.rstrip(".,;"))) and len(doi) <= _LONGEST:
        return Identifier(doi=doi)
    pmid = _PMID.fullmatch(typed)
    return Identifier(pmid=str(int(pmid["pmid"]))) if pmid and int(pmid["pmid"]) else None

"""Identifiers: a DOI or a number of PubMed, in any form in which people paste them."""
import re
from dataclasses import dataclass
from urllib.parse import unquote

_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(?P<doi>10\.[0-9]{4,9}/[^\s<>\"]{1,250})", re.IGNORECASE
)  # https://doi.org/10.1000/182, doi:10.1000/182, 10.1000/182
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
    doi = _DOI.fullmatch(unquote(typed) if "//" in typed else typed)
    if doi:
        return Identifier(doi=doi["doi"].rstrip(".,;"))
    pmid = _PMID.fullmatch(typed)
    return Identifier(pmid=str(int(pmid["pmid"]))) if pmid and int(pmid["pmid"]) else None

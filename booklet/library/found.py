"""What a service knows of one work: its title, its people, its journal, and the notices about it."""
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from booklet.core.unseen import with_blanks
from booklet.model.lock import NOTICED, gravity

LONGEST_NOTICE = 300  # characters of its DOI
_MARKED = re.compile(
    r"^\W*(?:retracted(?: article| paper)?|withdrawn|removed)\b\s*[:\-–—\]]+\s*", re.IGNORECASE
)  # RETRACTED: Rest and walking; [Retracted] Rest and walking


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about a work. `kind` is retracted, concern, corrected or reinstated; `notice` a DOI, PMID:123 or ""."""

    kind: str
    notice: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One work, as one service has it.

    `service` is its name, in print; `years` are all that it may be cited with (print, online); `journals` all names.
    `author` is the first one; `csl` the work as an entry of references.json, without id and custom. `notice_of` says
    that the work is itself a notice: "a correction of 10.1000/182".
    """

    service: str
    doi: str
    pmid: str
    title: str
    years: frozenset[int]
    author: Mapping[str, str]
    journals: tuple[str, ...]
    csl: Mapping[str, Any]
    notices: tuple[Notice, ...] = ()
    notice_of: str = ""


def kind_of(update: str) -> str:
    """What the type of an update does to a work; "" for those that leave it as it is, such as new_version.

    Source: the update types of Crossref (addendum, clarification, correction, corrigendum, erratum,
    expression_of_concern, new_edition, new_version, partial_retraction, removal, retraction, withdrawal) and the
    RefTypes of PubMed (ErratumIn, RetractionIn, ExpressionOfConcernIn, CorrectedandRepublishedIn...). A part of a work
    that is retracted leaves the rest in doubt: a concern. What is retracted and published anew is retracted.
    """
    letters = re.sub(r"[^a-z]", "", update.lower())
    if "reinstate" in letters:
        return "reinstated"
    if "concern" in letters or "partialretraction" in letters:
        return "concern"
    if any(word in letters for word in ("retract", "withdraw", "removal")):
        return "retracted"
    words = ("correct", "corrig", "errat", "addend", "clarific")
    return "corrected" if any(word in letters for word in words) else ""


def gravest(notices: Iterable[Notice]) -> Notice | None:
    """The notice that decides; None where nothing is against the work. Of two alike, one with a DOI, then the first.

    A reinstatement lifts what is no later than itself.
    """
    told = sorted(set(notices), key=lambda n: (gravity(n.kind), not n.notice.startswith("10."), n.on or date.max, n.notice))
    back = max((notice.on for notice in told if notice.kind == "reinstated" and notice.on), default=None)
    left = [n for n in told if n.kind in NOTICED and not (back and n.on and n.on <= back and n.kind != "corrected")]
    return left[0] if left else None


def plain(words: object) -> str:
    """Words of a service as one line: no markup, no entities, nothing that cannot be printed."""
    bare = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", html.unescape(html.unescape(str(words or ""))))
    return " ".join(with_blanks(unicodedata.normalize("NFC", bare)).split())


def unmarked(title: str) -> tuple[str, bool]:
    """A title without the mark that publishers set before one that they retract, and whether it had one."""
    bare = _MARKED.sub("", title)
    return (bare, True) if bare and bare != title else (title, False)

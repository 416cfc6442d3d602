"""Company sources: who sells a treatment wrote what a sentence rests on, and the reader is not told.

A sentence whose works are all of the kind `company` names it, itself or before in its paragraph or heading: "the company
that makes the spray found", "the maker says", or by the name under which the work stands. A figure names it in any of
its words. Advice ("Call your doctor") is no finding, and is left alone. What
is told of one work is told once below a heading.

Source: DISCERN, items 4 and 6; IPDAS, disclosure.
"""
import re
from collections.abc import Iterator
from itertools import groupby

from booklet.core.catalogue import finding
from booklet.core.printed.evidence import COMPANY
from booklet.core.problems import Problem
from booklet.words.en.claims.grammar import is_advice
from booklet.words.en.claims.support import backed_sentences
from booklet.words.text import Copy

_NAMED = re.compile(
    r"\b(?:compan(?:y|ies)|manufacturers?|makers?|sellers?|firms?|industry|(?:who|that|which)\s+(?:makes?|sells?)|sold\s+by|made\s+by)\b",
    re.IGNORECASE,
)
_HINT = "say whose word it is: “the company that makes it says”, or cite somebody else"


def company_problems(copy: Copy) -> list[Problem]:
    """Code company-source, in any place where a company's word stands as a fact."""
    if COMPANY not in copy.evidence.values():
        return []
    return [*_of_text(copy), *_of_figures(copy)]


def _of_text(copy: Copy) -> Iterator[Problem]:
    said, lead, paragraph, told = "", "", ("", -1), set[tuple[str, str, tuple[str, ...]]]()
    for backed in backed_sentences(copy):
        sentence = backed.sentence
        if (sentence.section, sentence.paragraph) != paragraph:
            lead = said if sentence.kind in ("item", "cell") else sentence.heading  # a list goes on from what leads it in
            said, paragraph = lead, (sentence.section, sentence.paragraph)
        said = f"{said} {sentence.text}"
        below = sentence.section, sentence.heading, backed.works
        is_judged = sentence.kind in ("prose", "item", "cell") and below not in told and not is_advice(sentence.text)
        if is_judged and _is_companys(copy, backed.works) and not _is_named(said, copy, backed.works):
            told.add(below)
            says = f"this rests on {', '.join(backed.works)} alone, from a company that sells it, and does not say so"
            yield finding("company-source", sentence.place, says, _HINT)


def _of_figures(copy: Copy) -> Iterator[Problem]:
    charts = (label for label in copy.labels if label.kind == "chart")
    for _, group in groupby(charts, lambda label: label.section):
        labels = list(group)
        works = tuple(dict.fromkeys(key for label in labels for key in label.keys))
        if _is_companys(copy, works) and not _is_named(" ".join(label.text for label in labels), copy, works):
            says = f"this figure rests on {', '.join(works)} alone, from a company that sells it, and does not say so"
            yield finding("company-source", labels[0].place, says, _HINT)


def _is_companys(copy: Copy, works: tuple[str, ...]) -> bool:
    return bool(works) and all(copy.evidence.get(key) == COMPANY for key in works)


def _is_named(said: str, copy: Copy, works: tuple[str, ...]) -> bool:
    names = {name for key in works for name in copy.companies.get(key, ())}
    return _NAMED.search(said) is not None or any(re.search(rf"\b{re.escape(name)}\b", said) for name in names)

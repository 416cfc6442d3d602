"""Allowances: what is told of a sentence and its author lets stand, each with a reason: `<!-- allow: CODE reason -->`.

The comment stands behind the sentence. It prints nothing, and the ledger lists it for whoever signs.
"""
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.core.catalogue import catalogue, finding
from booklet.core.problems import Problem, nearest
from booklet.core.text_file import printable
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

# allow: bare-percent so the form says it
_ALLOWED = re.compile(r"allow:\s*(?P<code>[\w-]*)\s*(?P<reason>.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Allowance:
    """One finding that is let stand: the sentence, the code and the reason."""

    sentence: Sentence
    code: str
    reason: str

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is of this code and in this sentence."""
        lines = {line for _, line, _ in self.sentence.spots} | {self.sentence.place.line}
        place = problem.place
        return problem.slug == self.code and place.path == self.sentence.place.path and place.line in lines


def allowances_of(copy: Copy) -> Iterator[Allowance]:
    """All of them, in reading order; also those that say no reason, or no known code."""
    for sentence in copy.sentences:
        for comment in sentence.comments:
            if said := _ALLOWED.fullmatch(comment.strip()):
                yield Allowance(sentence, said["code"], " ".join(said["reason"].split()))


def without_allowed(problems: Iterable[Problem], copy: Copy) -> list[Problem]:
    """The problems that nobody lets stand, and what is wrong with the allowances themselves."""
    found, given = list(problems), list(allowances_of(copy))
    good = [each for each in given if each.code in catalogue() and each.reason]
    left = [problem for problem in found if not any(each.covers(problem) for each in good)]
    return [*left, *(problem for each in given if (problem := _wrong(each, found)))]


def _wrong(allowance: Allowance, found: Iterable[Problem]) -> Problem | None:
    place = allowance.sentence.place
    if allowance.code not in catalogue():
        says = f"there is no code {printable(allowance.code) or 'named'} to allow"
        hint = nearest(allowance.code, catalogue(), "`python build.py check --code all` lists them")
        return finding("bad-allowance", place, says, hint)
    if not allowance.reason:
        hint = f"write why: <!-- allow: {allowance.code} so the form says it -->"
        return finding("bad-allowance", place, f"{allowance.code} is allowed without a reason", hint)
    if not any(allowance.covers(problem) for problem in found):
        says = f"nothing is told of this sentence as {allowance.code}"
        return finding("idle-allowance", place, says, "take the comment out")
    return None

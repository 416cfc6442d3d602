"""Strict: what stops a handout from being handed out before a page is set, and the way to look at it all the same."""
from booklet.core.problems import BookletError
from booklet.deliver.freshness import Build
from booklet.words.check import read_proof


def errors_of_words(asked: Build, *editions: str) -> int:
    """How many errors `check` tells of the words.

    Raises BookletError with all that keeps these editions from being built, where the manuscript asks for strict rules
    and has such errors, or where its review date has passed. A draft is stopped by neither.
    """
    reading = read_proof(asked.source, asked.clinic, asked.on)
    words = set(reading.of_words)
    is_late = any(problem.slug == "past-review" for problem in reading.stops)
    if not asked.is_draft and (is_late or reading.is_strict and words):
        found = [problem for problem in reading.stops if reading.is_strict or problem not in words]
        is_shown = all(problem in words or problem.slug == "past-review" for problem in found)
        way_out = f"To see the pages all the same, each marked DRAFT: {asked.command(*editions, is_draft=True)}"
        raise BookletError(found, way_out if is_shown else "")
    return len(words)

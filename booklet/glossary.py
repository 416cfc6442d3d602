"""The glossary: its terms, and where a text uses them."""
import re
from collections.abc import Callable, Sequence

from booklet.errors import Place, Problem
from booklet.manuscript import Term
from booklet.markup import inline_html_of

_HEAD = re.compile(r"^(?P<head>[^\s:(][^(]*?)\s*(?:\(also: (?P<also>[^)]+)\))?\s*$")  # e.g. infusion (also: infusions)
_MEANING = re.compile(r"^:\s+(?P<meaning>\S.*)$")  # e.g. :   A drip into a vein.
_TAG = re.compile(r"(<[^>]+>)")
_SILENT = ("a", "h3", "h4", "th", "caption")  # a heading or a table head is no place to meet a word


def read_terms(text: str, path: str) -> tuple[list[Term], list[Problem]]:
    """Glossary entries of `text`, in the order given: a term on a line, `:   ` and its meaning on the next."""
    terms: list[Term] = []
    problems: list[Problem] = []
    head = None
    for number, line in enumerate(text.splitlines(), 1):
        meaning = _MEANING.match(line)
        if not line.strip():
            continue
        if meaning and head:
            terms.append(_term(head, meaning["meaning"], Place(path, number - 1)))
            head = None
        elif line.startswith((" ", "\t")) and terms and not head:
            problems.append(Problem(Place(path, number), "bad-glossary", "a meaning is one line", "join the lines"))
        else:
            head = _HEAD.match(line)
            if not head or meaning:
                hint = "write the term on a line, then `:   meaning` on the next"
                problems.append(Problem(Place(path, number), "bad-glossary", "neither a term nor a meaning", hint))
    return terms, problems + _twice(terms)


def _term(head: re.Match[str], meaning: str, place: Place) -> Term:
    also = [word.strip() for word in (head["also"] or "").split(",") if word.strip()]
    slug = re.sub(r"[^a-z0-9]+", "-", head["head"].lower()).strip("-")
    return Term(slug, head["head"], (head["head"], *also), inline_html_of(meaning), place)


def _twice(terms: Sequence[Term]) -> list[Problem]:
    seen: dict[str, Term] = {}
    problems = []
    for term in terms:
        if term.id in seen:
            says = f"{term.headword} is explained twice"
            problems.append(Problem(term.place, "bad-glossary", says, f"see line {seen[term.id].place.line}"))
        seen.setdefault(term.id, term)
    return problems


def term_finder(terms: Sequence[Term]) -> Callable[[str, Callable[[Term, str], str]], str]:
    """A function that puts `mark(term, words)` in the place of each use of a term in html.

    Spellings with a capital letter are met as written; the others in any case. Headings and links are left alone.
    """
    if not terms:
        return lambda html, mark: html
    spellings = {spelling: term for term in terms for spelling in term.spellings}
    by_length = sorted(spellings, key=len, reverse=True)
    lowered = {spelling.lower(): term for spelling, term in spellings.items() if spelling.islower()}
    alternatives = "|".join(re.escape(s) if not s.islower() else f"(?i:{re.escape(s)})" for s in by_length)
    pattern = re.compile(rf"(?<![\w-])(?P<words>{alternatives})(?![\w-])")

    def found(html: str, mark: Callable[[Term, str], str]) -> str:
        silent = 0
        parts = []
        for part in _TAG.split(html):
            if part.startswith("<"):
                name = part.strip("</>").split(" ")[0]
                silent += (name in _SILENT) * (-1 if part.startswith("</") else 1)
            elif not silent:
                part = pattern.sub(lambda m: mark(spellings.get(m["words"]) or lowered[m["words"].lower()], m[0]), part)
            parts.append(part)
        return "".join(parts)

    return found

"""Terms of the glossary, found where a text uses them."""
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from booklet.model.manuscript import Term
from booklet.model.tree import Element, Node, Nodes, Words, cut, is_heading, mapped

Owner = TypeVar("Owner")


def term_finder(terms: Sequence[Term]) -> Callable[[Nodes, Callable[[Term, Words], Node]], Nodes]:
    """A function that puts `mark(term, words)` in the place of each use of a term in a tree.

    Spellings with a capital letter are met as written; the others in any case. Headings and links are left alone.
    """
    if not terms:
        return lambda nodes, mark: nodes
    spellings: dict[str, Term] = {}
    for term in terms:
        spellings |= {spelling: term for spelling in term.spellings if spelling not in spellings}
    pattern, owners = spelled(spellings)

    def found(nodes: Nodes, mark: Callable[[Term, Words], Node]) -> Nodes:
        def marked(match: re.Match[str]) -> Node:
            return mark(owners[str(match.lastgroup)], Words(" ".join(match[0].split())))

        return mapped(nodes, lambda node: cut(node, pattern, marked) if isinstance(node, Words) else (node,), _is_silent)

    return found


def spelled(owners: Mapping[str, Owner]) -> tuple[re.Pattern[str], dict[str, Owner]]:
    """What finds these spellings in a text, the longest first, and whose each is, by the name of its group."""
    longest_first = sorted(owners, key=len, reverse=True)
    alternatives = "|".join(f"(?P<s{number}>{_pattern(spelling)})" for number, spelling in enumerate(longest_first))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")  # not inside a word
    return pattern, {f"s{number}": owners[spelling] for number, spelling in enumerate(longest_first)}


def is_named(term: Term, typed: str) -> bool:
    """Whether a text, as its author typed it, has one of the spellings of a term."""
    return any(re.search(rf"(?<![\w-]){_pattern(spelling)}(?![\w-])", typed) for spelling in term.spellings)


def _is_silent(node: Node) -> bool:
    """A heading is no place to meet a word, and a link leads elsewhere."""
    return is_heading(node) or not isinstance(node, (Words, Element))


def _pattern(spelling: str) -> str:
    """The spelling as it may stand in a text: over two lines, with a curled apostrophe or a hyphen that does not break, in
    any case if it has none.
    """
    words = re.escape(spelling).replace(r"\ ", r"\s+").replace(r"\-", "[-‐‑]")
    words = re.sub("['’]", "['’]", words)
    return f"(?i:{words})" if spelling.islower() else words

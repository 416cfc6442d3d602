"""Terms of the glossary, found where a text uses them."""
import re
from collections.abc import Callable, Sequence
from html import escape, unescape

from booklet.model.manuscript import Term
from booklet.model.slot import SLOT_OPEN

_PART = re.compile(r"(<[^>]+>)")  # <p>
_SILENT = ("a", "h3", "h4", "th", "caption")  # a heading or a table head is no place to meet a word
_APOSTROPHE = "(?:'|’|&rsquo;|&#8217;)"


def term_finder(terms: Sequence[Term]) -> Callable[[str, Callable[[Term, str], str]], str]:
    """A function that puts `mark(term, words)` in the place of each use of a term in html.

    Spellings with a capital letter are met as written; the others in any case. Headings and links are left alone.
    """
    if not terms:
        return lambda html, mark: html
    spelled = sorted(((s, term) for term in terms for s in term.spellings), key=lambda pair: len(pair[0]), reverse=True)
    owners = {f"s{number}": term for number, (_, term) in enumerate(spelled)}
    alternatives = "|".join(f"(?P<s{number}>{_pattern(spelling)})" for number, (spelling, _) in enumerate(spelled))
    # Not inside a word, an entity (&amp;) or a slot, whose number a term "12" would otherwise meet.
    pattern = re.compile(rf"(?<![\w&{SLOT_OPEN}-])(?:{alternatives})(?![\w-])")

    def found(html: str, mark: Callable[[Term, str], str]) -> str:
        silent = 0
        parts = []
        for part in _PART.split(html):
            if part.startswith("<"):
                name = part.strip("</>").split(" ")[0]
                silent += (name in _SILENT) * (-1 if part.startswith("</") else 1)
            elif not silent:
                part = pattern.sub(lambda m: mark(owners[m.lastgroup], " ".join(unescape(m[0]).split())), part)
            parts.append(part)
        return "".join(parts)

    return found


def _pattern(spelling: str) -> str:
    """The spelling as it may stand in html: over two lines, with a curled apostrophe, in any case if it has none."""
    words = re.escape(escape(spelling, quote=False)).replace(r"\ ", r"\s+")
    words = re.sub("['’]", _APOSTROPHE, words)
    return f"(?i:{words})" if spelling.islower() else words

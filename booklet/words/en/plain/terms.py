"""Terms: where a sentence uses the words that the booklet explains, in its glossary or by its abbreviations."""
import re
from collections.abc import Callable, Iterator

from booklet.model.sentence import Sentence
from booklet.words.text import Copy


def terms_in(copy: Copy) -> Callable[[str], Iterator[tuple[str, int, int]]]:
    """A function that finds the terms in a text: for each the headword or abbreviation, and where it starts and ends.

    Spellings with a capital letter are met as written, the others in any case: the glossary's own rule. The longest
    spelling wins, so a gate with a name is not just a name.
    """
    owners = {spelling: term.headword for term in copy.terms for spelling in term.spellings}
    owners = {abbreviation.short: abbreviation.short for abbreviation in copy.abbreviations} | owners
    if not owners:
        return lambda text: iter(())
    folded = {_folded(spelling): owner for spelling, owner in owners.items()}
    longest_first = sorted(owners, key=lambda spelling: (-len(spelling), spelling))
    pattern = re.compile(rf"(?<![\w-])(?P<term>{'|'.join(map(_pattern, longest_first))})(?![\w-])")

    def found(text: str) -> Iterator[tuple[str, int, int]]:
        for match in pattern.finditer(text):
            yield owners.get(match["term"]) or folded.get(_folded(match["term"]), match["term"]), *match.span()

    return found


def outside_fields(sentence: Sentence) -> str:
    """The text with blanks in the place of what a field put in: those words are the clinic's, or a number."""
    return sentence.told(lambda field: " " * len(field))


def _folded(words: str) -> str:
    return words.casefold().replace("’", "'")


def _pattern(spelling: str) -> str:
    words = re.escape(spelling).replace("'", "['’]").replace("’", "['’]")
    return f"(?i:{words})" if spelling.islower() else words

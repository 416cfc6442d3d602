"""Terms: where a sentence uses the words that the booklet explains, in its glossary or by its abbreviations."""
from collections.abc import Callable, Iterator

from booklet.cite.terms import spelled
from booklet.model.sentence import Sentence
from booklet.words.text import Copy


def terms_in(copy: Copy) -> Callable[[str], Iterator[tuple[str, int, int]]]:
    """A function that finds the terms in a text: for each the headword or abbreviation, and where it starts and ends.

    Spellings with a capital letter are met as written, the others in any case: the glossary's own rule. The longest
    spelling wins, so a gate with a name is not just a name.
    """
    owners = {abbreviation.short: abbreviation.short for abbreviation in copy.abbreviations}
    owners |= {spelling: term.headword for term in copy.terms for spelling in term.spellings}
    if not owners:
        return lambda text: iter(())
    pattern, headwords = spelled(owners)
    return lambda text: ((headwords[str(match.lastgroup)], *match.span()) for match in pattern.finditer(text))


def outside_fields(sentence: Sentence) -> str:
    """The text with blanks in the place of what a field put in: those words are the clinic's, or a number."""
    return sentence.told(lambda field: " " * len(field))

"""Where sentences end: one rule for what is checked and for what is signed."""
import re
from collections.abc import Iterator

_LONGEST = 11  # characters before a stop that may be a shortened word
_SHORTENED = re.compile(r"(?:\b(?:e\.g|i\.e|Dr|Mr|Mrs|Ms|vs|approx|St|etc|al|Fig)|\b[A-Z])\.$")  # Dr. Lee
_LEADING = re.compile(  # max. 30 mg; not 5 min.
    r"\b(?:No|[Mm]ax|(?<![0-9][ \u00a0-])(?<![0-9])min|[Tt]el|[Tt]emp|[Ee]xt|pp?)\.$"
)
_COUNTED = re.compile(r"[0-9]{1,9}[.)]")  # 12. the number of an item
# A stop, perhaps a quote and its citations, then a blank and what can open the next sentence.
_END = re.compile(r"[.?!][\"”’')]*(?:\s+\[@[^\[\]]*\])*(?=(?P<gap>\s+)(?:[\"“‘'(\[]*[^\Wa-z_]|\[\]))")


def sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Of each sentence of a paragraph but the last: the offset behind it, and that of the next one."""
    start = 0
    for end in _END.finditer(text):
        # No more than a shortened word has: a pattern with an end is tried at each character.
        before = text[max(start, end.start() - _LONGEST) : end.start() + 1]
        is_led = text[end.end("gap")].isdigit() and _LEADING.search(before)
        if not is_led and not _SHORTENED.search(before) and not _COUNTED.fullmatch(before):
            start = end.end("gap")
            yield end.end(), start

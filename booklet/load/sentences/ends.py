"""Stops: which of them end no sentence."""
import re

LONGEST = 11  # characters before a stop that may be a shortened word
_SHORTENED = re.compile(r"(?:\b(?:e\.g|i\.e|Dr|Mr|Mrs|Ms|vs|approx|St|etc|al|Fig)|\b[A-Z])\.$")  # Dr. Lee


def is_shortened(before: str) -> bool:
    """Whether these last characters, a stop among them, are a shortened word. Give no more than LONGEST and the stop:
    a pattern with an end is tried at each character.
    """
    return _SHORTENED.search(before) is not None

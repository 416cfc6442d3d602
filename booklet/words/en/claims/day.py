"""The day of a clinic: how long a visit takes, what parking costs, what visitors have to do. Nobody cites a work for it.

So a number there is no claim, and is copied from no study. What a treatment does, and what is forbidden for its sake, is
never of the day, whatever else a sentence says: "the effect of a session fades".
"""
from booklet.words.en.claims.grammar import pattern_of, says
from booklet.words.en.phrases import signs_of

_LABEL_WORDS = 5
_SIGNS = signs_of(__file__, **{name: pattern_of(name).pattern for name in ("procedures", "staff")})


def is_of_day(text: str) -> bool:
    """Whether a sentence tells how a clinic's day goes: by its words, by what takes its time, or by who does it."""
    return bool(_SIGNS["takes"].search(text) or _SIGNS["staff_do"].match(text)) or is_about_day(text)


def is_about_day(text: str) -> bool:
    """The same, by its words alone."""
    if says(text, "outcomes"):
        return False
    return says(text, "day") or _SIGNS["lasts"].match(text) is not None and not says(text, "health")


def is_ruled(text: str) -> bool:
    """Whether a sentence says what somebody must, should or may do."""
    return _SIGNS["ruled"].search(text) is not None


def is_label(text: str) -> bool:
    """A few words that no full stop ends: "Weeks 2 to 6", "Benefits:"."""
    return text.rstrip()[-1:] not in ".!" and len(text.split()) <= _LABEL_WORDS

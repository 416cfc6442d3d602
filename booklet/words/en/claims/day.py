"""The day of a clinic: how long a visit takes, what parking costs, what visitors have to do. Nobody cites a work for it.

So a number there is no claim, and is copied from no study. What a treatment does, and what is forbidden for its sake, is
never of the day, whatever else a sentence says: "the effect of a session fades".
"""
import re

from booklet.words.en.claims.grammar import pattern_of, says

_LABEL_WORDS = 5
# You must lie still; visitors should wait; each pupil has to
_RULED = re.compile(
    r"\b(?:must|should|ought\s+to|needs?\s+to|ha(?:s|ve)\s+to|(?:is|are|be)\s+(?:asked|allowed|advised)\s+to|please|you\s+have\s+(?:\w+\s+){1,4}to)\b|^No\s"
    r"|\b(?:you|children|visitors|carers|everyone|each\s+visitor)\s+(?:can|may|could|will\s+be\s+able\s+to)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    rf"\b(?:{pattern_of('procedures').pattern})\b(?:\s+(?:\w+\s+){{0,4}}?)(?:takes?|lasts?|runs?|is\s+over)\b", re.IGNORECASE
)  # The scan takes 20 minutes
_STAFF_DO = re.compile(
    rf"(?:(?:the|your|our|an?|one|some)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{pattern_of('staff').pattern})\s+(?!who\b)"
    r"(?:will\s+|can\s+)?\w+",
    re.IGNORECASE,
)  # Your health visitor weighs


# The talk lasts 20 minutes; not the effect, nor the drug
_LASTS = re.compile(
    r"^(?:the|your|our|an?|this|each)\s+(?:[\w-]+\s+){1,3}(?:takes?|lasts?)\b[^.]{0,30}\b(?:minutes?|hours?)\b",
    re.IGNORECASE,
)


def is_of_day(text: str) -> bool:
    """Whether a sentence tells how a clinic's day goes: by its words, by what takes its time, or by who does it."""
    return bool(_TAKES.search(text) or _STAFF_DO.match(text)) or is_about_day(text)


def is_about_day(text: str) -> bool:
    """The same, by its words alone."""
    if says(text, "outcomes"):
        return False
    return says(text, "day") or _LASTS.match(text) is not None and not says(text, "health")


def is_ruled(text: str) -> bool:
    """Whether a sentence says what somebody must, should or may do."""
    return _RULED.search(text) is not None


def is_label(text: str) -> bool:
    """A few words that no full stop ends: "Weeks 2 to 6", "Benefits:"."""
    return text.rstrip()[-1:] not in ".!" and len(text.split()) <= _LABEL_WORDS

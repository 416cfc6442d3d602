"""Names of those who made a work, in the parts of CSL."""
import re
from collections.abc import Mapping
from typing import Any

from booklet.core.printed.marked_text import marked_text, unmarked_words
from booklet.core.printed.works import NAME_PARTS

_LONGEST = 1_000  # characters, all parts together
MOST_NAMES = 10_000  # of one work; physicists have written one of 5,154
OTHERS = {"literal": "et al."}  # those who are not named
_INITIALS = re.compile(
    r"(?P<family>(?:[^\W\d_][\w'’-]* ){0,3}[^\W\d_][\w'’-]+) (?P<given>(?:[A-Z]\.?-?){1,4})"
)  # Lee AB, de Vries A., Lee A.-B.
_SUFFIX = re.compile(r"(?:jr|sr|2nd|3rd|4th|[ivx]{2,4})\.?", re.IGNORECASE)  # Jr., III


def names_of(value: Any) -> list[dict[str, str]] | None:
    """The names in the order in which they stand, without empty ones; None where it is no list of names."""
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        return None
    names = [_name(name) for name in value]
    return None if None in names else [name for name in names if name]


def _name(name: Any) -> dict[str, str] | None:
    """One name; {} for an empty one, None for what is none. What else a program says of a person is not kept."""
    if isinstance(name, str):
        return name_in_words(name)
    if not isinstance(name, Mapping):
        return None
    parts = {part: name[part] for part in NAME_PARTS if name.get(part) is not None}
    parts |= {"literal": name["name"]} if isinstance(name.get("name"), str) and not parts.get("family") else {}
    if not all(isinstance(part, str) for part in parts.values()):
        return None
    clean = {part: unmarked_words(marked_text(" ".join(words.split()))) for part, words in parts.items() if words.strip()}
    if sum(map(len, clean.values())) > _LONGEST:
        return None
    if "family" not in clean and "literal" not in clean:  # one name is all that some people have
        return {"literal": " ".join(clean[part] for part in NAME_PARTS if part in clean)} if "given" in clean else {}
    return {"literal": clean["literal"]} if "family" not in clean else {p: w for p, w in clean.items() if p != "literal"}


def name_in_words(words: str) -> dict[str, str]:
    """A name as RIS and EndNote write it: "Lee, Ann B., Jr", "Lee AB", or a group's, with or without a comma at its end."""
    words = " ".join(words.split())
    if words.rstrip(".").lower() in ("et al", "others", "and others"):
        return dict(OTHERS)
    family, *rest = (piece.strip() for piece in words.split(","))
    if not any(rest):
        found = _INITIALS.fullmatch(family) if not rest else None
        return {"family": found["family"], "given": found["given"]} if found else {"literal": family} if family else {}
    if len(rest) == 2 and _SUFFIX.fullmatch(rest[0]) and not _SUFFIX.fullmatch(rest[1]):
        rest.reverse()  # Lee, Jr, Ann
    is_list = len(rest) == 1 and _INITIALS.fullmatch(family) and _INITIALS.fullmatch(rest[0])  # Lee AB, Poe C
    if not family or is_list or len(rest) > 2 or len(rest) == 2 and not _SUFFIX.fullmatch(rest[1]):
        return {"literal": words.strip(" ,")}  # Department of Health, Pain Centre, Leeds
    return {part: name for part, name in zip(("family", "given", "suffix"), (family, *rest), strict=False) if name}

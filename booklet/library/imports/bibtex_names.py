"""Names in BibTeX: Lee, Ann and {World Health Organization} and Jean de la Fontaine and others.

Hands and exports part them by commas too, and write groups without the braces that keep them together. What can be read in
two ways is kept as it was typed: a name in another form is true, and one made of two is not.
"""
import re

from bibtexparser.middlewares.names import parse_single_name_into_parts

from booklet.core.own_table import own_table
from booklet.core.printed.marked_text import unmarked_words
from booklet.library.imports.latex import latex_words
from booklet.load.works.names import MOST_NAMES, OTHERS, name_in_words

_GROUP = re.compile(rf"\b(?:{'|'.join(own_table(__file__, 'bibtex')['group'].split())})\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b[A-Z]\.?,? [^,{}]* and [A-Z]\.? |, [A-Z][\w.]*(?: [A-Z]\.?)* and [A-Z][\w'’-]+,"
)  # R J Lee and D Poe; Lee, A and Poe, B
_SUFFIX = re.compile(r"[JS]r\.?|I{2,3}|IV")
_GIVEN = re.compile(r"(?:[A-Z](?:[. -]+|$)|[A-Z](?=[A-Z])){1,4}")  # A., A. B., AB


def bibtex_names(value: str) -> list[dict[str, str]]:
    """The names in their order, as CSL has them."""
    value = " ".join(value.split())
    if value.startswith("{") and _PEOPLE.search(value) and _closes_at_the_end(value):  # {{R J Carroll and D Ruppert}}
        value = value[1:-1]
    written = [one for words in _parted(value)[: MOST_NAMES + 1] for one in _listed(words)]
    return [name for words in _with_groups_whole(written) if (name := _name(words))]


def _parted(value: str) -> list[str]:
    """Names parted at each `and` that no brace holds. The parser's own way loses the accent that begins a name."""
    parted, depth = [""], 0
    for word in value.split():
        if word.lower() == "and" and depth <= 0:
            parted.append("")
        else:
            parted[-1] += f" {word}"
            depth += len(re.findall(r"(?<!\\)\{", word)) - len(re.findall(r"(?<!\\)\}", word))
    return parted


def _listed(words: str) -> list[str]:
    """The names that only commas part: "Lee AB, Poe C", "Roe D" and "Lee, A., Poe, B. & Roe, C." """
    words = words.strip(" ,")
    if "," not in words and not _GROUP.search(words) and "given" in (alone := name_in_words(words)):
        return [", ".join(alone.values())]  # Roe D
    if "{" in words or "," not in words or "=" in words:
        return [words]
    parts = re.split(r"\s*\\?&\s+|(?<!&amp);\s*", words)
    if len(parts) > 1:
        return [one for part in parts for one in _listed(part)]
    pieces = [piece.strip() for piece in words.split(",")]
    if all("given" in name_in_words(piece) for piece in pieces):
        return [", ".join(name_in_words(piece).values()) for piece in pieces]
    if len(pieces) > 2 and len(pieces) % 2 == 0 and all(map(_GIVEN.fullmatch, pieces[1::2])):
        return [", ".join(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    is_one = len(pieces) < 3 or len(pieces) == 3 and any(map(_SUFFIX.fullmatch, pieces[1:]))
    return [words if is_one else f"{{{words}}}"]


def _with_groups_whole(names: list[str]) -> list[str]:
    """Names, those of groups with the `and` that is theirs: Food and Drug Administration."""
    whole: list[str] = []
    for name in names:
        last = whole[-1] if whole else ","
        is_plain = not re.search("[,{]", last + name) and name_in_words(name) != OTHERS
        if is_plain and (_GROUP.search(last) or " " not in last and _GROUP.search(name)):
            whole[-1] += f" and {name}"
        else:
            whole.append(name)
    return whole


def _name(words: str) -> dict[str, str]:
    if name_in_words(words) == OTHERS:
        return dict(OTHERS)
    is_kept_together = words.startswith("{") and words.endswith("}") and _closes_at_the_end(words)
    if is_kept_together or "," not in words and (" " not in words or "&" in words or _GROUP.search(words)):
        whole = _plain(words)
        return {"literal": whole} if whole else {}
    if "family=" in words or "given=" in words:  # BibLaTeX's long form
        pairs = dict(pair.strip().split("=", 1) for pair in words.split(",") if "=" in pair)
        return _named(pairs.get("given", ""), pairs.get("prefix", ""), pairs.get("family", ""), pairs.get("suffix", ""))
    try:
        parts = parse_single_name_into_parts(words, strict=False)
    except (ValueError, RecursionError):
        return {"literal": _plain(words)}
    given, particle, family, suffix = (" ".join(part) for part in (parts.first, parts.von, parts.last, parts.jr))
    if _SUFFIX.fullmatch(given) and suffix and not _SUFFIX.fullmatch(suffix):  # Lee, Ann, III; BibTeX means Lee, III, Ann
        given, suffix = suffix, given
    return _named(given, particle, family, suffix)


def _named(given: str, particle: str, family: str, suffix: str) -> dict[str, str]:
    if _SUFFIX.fullmatch(family) and " " in given:  # Jr, Ann Lee
        (given, _, family), suffix = given.rpartition(" "), family
    parts = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    told = {part: words for part, written in parts.items() if (words := _plain(written))}
    return told if "family" in told else {"literal": " ".join(told.values())} if told else {}


def _closes_at_the_end(words: str) -> bool:
    """Whether the first brace is closed by the last one: {WHO}, and not {L}ee {A}."""
    depth = 0
    for at, letter in enumerate(words):
        depth += (letter == "{") - (letter == "}")
        if depth == 0 and at < len(words) - 1:
            return False
    return True


def _plain(words: str) -> str:
    return unmarked_words(latex_words(words)).strip(" ,")

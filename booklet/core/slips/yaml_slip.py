"""The usual slips in front matter: lines of `name: words` between two lines of ---."""
import re
from collections.abc import Callable

from booklet.core.slips.slip import DOUBLE, SINGLE, Slip, odd_blank, shown
from booklet.core.slips.toml_slip import quoted

_FIELD = re.compile(r"(?P<indent>\s*(?:-\s+)*)(?P<name>[\w-]+)(?P<sign>[ \t]*[:=])?(?P<blank>\s*)(?P<words>.*?)\s*$")  # x: y
_SPECIAL = "@%`*&!|>?-[]{}#,"  # YAML takes a value that begins with one of these for something else
_RULE = re.compile(r"\s*(?:[–—]|(?:[-–—_=+*~]\s*){2,})\s*$")  # what is meant for ---


def yaml_slip(lines: list[str], read: Callable[[str], int], first_line: int = 2) -> Slip | None:
    """The first slip in the lines of a front matter that the parser did not understand; None for one of another kind.

    `read` says how well the parser reads a line by itself: what it reads best, such as `tags: [rest]`, is looked at last.
    """
    found = [(number, line, field_slip(line)) for number, line in enumerate(lines, first_line) if line.strip()]
    slips = [(read(line), number, told) for number, line, told in found if told]
    return next((Slip(number, *told) for _, number, told in sorted(slips)), None)


def field_slip(line: str) -> tuple[int, str, str] | None:
    """Column, what is wrong and a hint, for one line of a front matter; None where it is plainly a field."""
    if blank := odd_blank(line):
        return blank
    field = _FIELD.match(line)
    if field is None or not field["sign"] and not field["words"]:
        return 1, "this is no field: a field is a name, a colon and words", "write it as: title: What to bring"
    name, words, at = field["name"], field["words"], field.start("words") + 1
    right = f"write: {name}: {shown(words)}"
    if field["sign"] is None:
        return 1, "this is no field; does it belong to the line above?", "write each field on one line: title: What to bring"
    if "\t" in field["indent"] + field["sign"] + field["blank"]:
        return 1, "a tab, where only a blank counts", right
    if "=" in field["sign"]:
        return field.start("sign") + 1, "a colon stands between a field and its words, not =", right
    if words and not field["blank"]:
        return at, f"a blank is missing after {name}:", right
    if words.startswith(("{{", "{%")):
        return at, f"{name} holds a field, which is not filled in here", "write the words themselves, or \\{{ for the signs"
    if told := _of_words(words):
        return at, f"{name}: {told}", f"write: {name}: {_in_quotes(words)}"
    return (1, f"{name} does not begin at the margin", right) if field["indent"].isspace() else None


def _of_words(words: str) -> str:
    """Why these words have to stand in quotes, or stand in them wrongly; "" where they are plain."""
    if words[:1] in ("'", '"'):
        quote, end = words[0], words.find(words[0], 1)
        if end < 0:
            return f"the quote {quote} is not closed"
        return "" if words[end + 1 :].strip()[:1] in ("", "#") else f"words stand behind the last quote {quote}"
    if words and words[0] in DOUBLE + SINGLE and re.search(r":(?:\s|$)", words):
        return f"words with a colon stand in quotes, and curly ones {words[0]} do not count"
    if words[:1] in _SPECIAL and words:
        return f"words that begin with {words[0]} stand in quotes"
    if is_cut(words):
        return "words with # stand in quotes: what is behind it would be lost"
    return "words with a colon stand in quotes" if re.search(r":(?:\s|$)", words) else ""


def is_cut(words: str) -> bool:
    """Whether a part of unquoted words would be taken for a remark: Ward #7. A remark has more room: Rest   # short"""
    return re.search(r"\S\s#[^\s#]|\S # ", words) is not None


def _in_quotes(words: str) -> str:
    bare = words.strip()
    straight = re.sub(f"^[{DOUBLE}{SINGLE}]|[{DOUBLE}{SINGLE}]$", "", bare)
    if bare[:1] in ("'", '"'):
        is_whole, is_alone = bare.endswith(bare[0]) and len(bare) > 1, bare.count(bare[0]) == 1
        straight = bare[1:-1] if is_whole else bare[1:] if is_alone else bare
    return shown(quoted(straight))


def begin_slip(lines: list[str]) -> Slip:
    """What is wrong where no front matter was found that begins and ends."""
    hint = "a section starts with ---, title: ..., running_head: ..., ---"
    first = lines[0] if lines else ""
    ahead = next((n for n, line in enumerate(lines[:20], 1) if line.rstrip() == "---"), 0)
    if first.rstrip() == "---":
        return Slip(1, 0, "the front matter has no end: a second line of --- is missing", "write --- below the last field")
    if _RULE.match(first):
        ways = "write --- alone on this line, and on the one below the fields"
        return Slip(1, 1, f"{shown(first)} is not ---, three hyphens", ways)
    if ahead and re.match(r"[\w-]+\s*:", lines[ahead] if ahead < len(lines) else ""):
        return Slip(1, 0, "words stand above the front matter", "begin with the line of ---, and take out what is above it")
    if re.match(r"(?:title|running_head)\s*[:=]", first, re.IGNORECASE):
        return Slip(1, 1, "the line of --- above the fields is missing", hint)
    return Slip(1, 0, "there is no front matter that begins and ends", hint)

"""One slip, and what the three kinds of files have in common: quotes and blanks that word processors put in."""
import re
from dataclasses import dataclass

# “ ” „ ‟ « » ″ and the single ones: none of them is a quote to a parser.
DOUBLE, SINGLE = "“”„‟«»″〝〞＂", "‘’‚‛′‹›"
_CURLY = re.compile(rf"[{DOUBLE}]|(?<!\w)[{SINGLE}]|[{SINGLE}](?!\w)")  # not the one in don’t
_TEXTS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')  # "straight", 'straight'
_ODD_BLANK = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_WORD_PROCESSOR = ("{\\rtf", "pk\x03\x04", "<!doctype", "<html", "%pdf", "\\documentclass")


@dataclass(frozen=True, slots=True)
class Slip:
    """Where it is (from 1; column 0 is the line as a whole), what is wrong, and what to type instead."""

    line: int
    column: int
    says: str
    hint: str


def outside_texts(line: str) -> str:
    """The line with blanks for what stands between straight quotes, so that places stay as they are."""
    return _TEXTS.sub(lambda found: " " * len(found[0]), line)


def texts_in(line: str) -> list[str]:
    return _TEXTS.findall(line)


def curly_quotes(line: str) -> tuple[int, str] | None:
    """The column of the first curly quote that was meant for a straight one, and the line with straight ones."""
    found = _CURLY.search(outside_texts(line))
    if not found:
        return None
    straight = re.sub(f"[{DOUBLE}]", '"', line)
    at_an_end = rf"(?<![\w\"])[{SINGLE}]|[{SINGLE}](?=\s*[,\]:]|\s*$)"  # not the one in don’t
    return found.start() + 1, re.sub(at_an_end, '"', straight)


def odd_blank(line: str) -> tuple[int, str, str] | None:
    """The column of the first blank that is none to a parser, what is wrong, and the line with plain ones as a hint."""
    found = _ODD_BLANK.search(outside_texts(line))
    if not found:
        return None
    says = f"a blank that is none to a program (U+{ord(found[0]):04X})"
    return found.start() + 1, says, f"type it again: {shown(_ODD_BLANK.sub(' ', line))}"


def word_processor(text: str, name: str) -> Slip | None:
    if not text.lstrip().lower().startswith(_WORD_PROCESSOR):
        return None
    return Slip(1, 0, "this is no plain text: a word processor has saved it", f"save it as plain text, with the name {name}")


def shown(line: str) -> str:
    """A line for a hint, on one line and not without end."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in line).split())
    return plain if len(plain) <= 200 else f"{plain[:200]}..."

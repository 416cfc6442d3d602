"""Lines that look like a list, and are none to Markdown: they would run into one another as a paragraph does."""
import re
from xml.etree.ElementTree import Element as Typeset

from booklet.load.dialect.captioned import Line, lines_of
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import Typed, fill, mark

# – one, (a) one, a) one, ii. one, ☐ one, -one, o one; [ ] one is a mark of its own
_ITEM = re.compile(
    r"(?P<sign>[-–—−*+✓✔✗✘☐□☑✅❌➔→]|o(?=[ \t\u00a0])"
    r"|\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{2,4})[.)](?=[ \t\u00a0]|[^\W\d]))[ \t\u00a0]*(?=\S|\Z)"
)


def part_lines(paragraph: Typeset, reading: Reading) -> None:
    """Put each such line of a paragraph on its own, where two begin alike."""
    lines = lines_of(paragraph)
    signs = [_sign(line) for line in lines]
    kinds = [sign if len(sign) < 2 else "1." for sign in signs if sign]
    if len(set(kinds)) == len(kinds):
        return
    says = f"lines that begin with {next(filter(None, signs))} are no list: each is printed on a line of its own"
    reading.problem(paragraph, "typed-bullet", says, "begin each with - and a blank, or with 1. and a blank")
    made = list(lines[0])
    for sign, line in zip(signs[1:], lines[1:], strict=True):
        place = line[0].place() if line and isinstance(line[0], Typed) else (0, 0)
        made += [mark("br", place) if sign else Typed("\n"), *line]
    for child in list(paragraph):
        paragraph.remove(child)
    fill(paragraph, made)


def _sign(line: Line) -> str:
    first = line[0] if line else ""
    if isinstance(first, Typeset) and first.tag == "tick":
        return "☐"
    found = _ITEM.match(first) if isinstance(first, Typed) else None
    return found["sign"] if found else ""

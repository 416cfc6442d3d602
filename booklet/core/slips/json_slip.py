"""The usual slips in JSON: references.json and numbers.json, typed by hand or exported from elsewhere."""
import re
from json import JSONDecodeError

from booklet.core.slips.number_slip import number_hint, typed_number
from booklet.core.slips.slip import Slip, curly_quotes, odd_blank, shown, word_processor

_EXPORT = "export it as CSL JSON, or add works by their DOI: python build.py refs add"
_OTHERS = (  # how other kinds of files begin
    (r"@\w+\s*\{", "this is BibTeX"), (r"TY  ?-", "this is RIS"), (r"<", "this is XML or a web page"),
    (r"---", "this is YAML"), (r"(?:const|var|let)\s|module\.", "this is JavaScript"),
    (r"[^\[{\n]*\w\"?[;,\t]\"?\w[^\[{\n]*(?:\n|$)", "this is a table of a spreadsheet"),
)  # fmt: skip
_WORDS = {"None": "null", "True": "true", "False": "false", "NULL": "null", "undefined": "null", "TRUE": "true"}
_WORD = re.compile(r"[^\W\d][\w.-]*")  # id, None


def json_slip(text: str, error: JSONDecodeError, name: str) -> Slip:
    """What is wrong where the parser stopped. `name` is that of the file."""
    foreign = word_processor(text, name) or _other_kind(text, name)
    if foreign:
        return foreign
    at = min(error.pos, len(text))
    told = _number(text, at) or _in_the_line(text, at) or _at(text, at, error.msg)
    if told:
        place, says, hint = told
        line = text.count("\n", 0, place) + 1
        return Slip(line, place - text.rfind("\n", 0, place), says, hint)
    hint = "look for a missing comma, quote or bracket here or just above"
    return Slip(error.lineno, error.colno, f"this is not JSON: {error.msg.lower()}", hint)


def _other_kind(text: str, name: str) -> Slip | None:
    if not text.strip():
        return Slip(1, 0, "the file is empty", f"write [] into it, or take {name} away")
    for begins, says in _OTHERS:
        if re.match(begins, text.lstrip()):
            hint = _EXPORT if name == "references.json" else "begin with [ and write {\"id\": \"...\"} for each"
            return Slip(1, 0, f"{says}, where a list in JSON is wanted", hint)
    if text.lstrip().startswith("{"):
        return Slip(1, 1, "the list does not begin with [", "write [ before the first entry, and ] after the last")
    return None


def _number(text: str, at: int) -> tuple[int, str, str] | None:
    found = typed_number(text, at)
    if not found:
        return None
    typed = shown(found["typed"])
    says = f"{typed} is no number" + (": a comma begins the next entry" if "," in typed else " of JSON")
    return found.start("typed"), says, number_hint(found["typed"]) or f'write one number, or a text in quotes: "{typed}"'


def _in_the_line(text: str, at: int) -> tuple[int, str, str] | None:
    """Curly quotes and odd blanks, wherever in the line at which the parser stopped."""
    begin = text.rfind("\n", 0, at) + 1
    typed = text[begin:].split("\n", 1)[0]
    if curly := curly_quotes(typed):
        column, straight = curly
        says = f'curly quotes {typed[column - 1]}, where only straight ones " count'
        return begin + column - 1, says, f"write: {shown(straight)}"
    if blank := odd_blank(typed):
        column, says, hint = blank
        return begin + column - 1, says, hint
    return None


def _at(text: str, at: int, reason: str) -> tuple[int, str, str] | None:
    """Where the slip is, what is wrong, and a hint, by what stands at the place and before it."""
    rest, before = text[at:], text[:at].rstrip()
    here, last, after = rest[:1], before[-1:], len(before)
    if "escape" in reason:
        return at, "a backslash \\ does not stand for itself in a text", "write / in its place, or \\\\ for the sign itself"
    if "control character" in reason and here == "\t":
        return at, "a tab stands in a text", "write a blank in its place"
    if "control character" in reason or "Unterminated" in reason:
        return at, 'a text does not end on its line: a quote " is missing', 'close it with ", and write it on one line'
    if rest.startswith(("//", "/*", "#")):
        return at, "a remark, and JSON has none", "take it out"
    if here == "'":
        return at, "a text in single quotes", f'write: "{shown(rest[1:].split(chr(39))[0])}"'
    trailing = last == "," and here in ("]", "}") or "trailing comma" in reason.lower()
    if trailing:
        place = after - 1 if last == "," else at
        return place, "a comma behind the last entry of a list or of an object", "take the comma out"
    if "Extra data" in reason:
        return at, "the list ends above, and more follows", "keep one list: one [ at the beginning, one ] at the end"
    if not rest.strip():
        return after, "the end is missing: a bracket ] or } is not closed", "write it at the end"
    if here in ";=":
        return at, f"{here} stands where a comma or a colon belongs", 'write: "name": "value", with a comma before the next'
    word = _WORD.match(rest)
    if "property name" in reason:
        return at, "a name stands in double quotes", f'write: "{word[0]}":' if word else 'write: "name": "value"'
    if "':' delimiter" in reason:
        return at, "a colon is missing between a name and its value", 'write: "name": "value"'
    if "',' delimiter" in reason:
        return _no_comma(rest, last, after, at)
    if word and word[0] in _WORDS:
        return at, f"{word[0]} is no word of JSON", f"write: {_WORDS[word[0]]}"
    return (at, "a text stands in double quotes", 'write: "name": "value"') if word else None


def _no_comma(rest: str, last: str, after: int, at: int) -> tuple[int, str, str]:
    """The parser had a whole value, and something else than a comma or the end came."""
    if last == '"' and not rest.startswith(('"', "{", "[")):
        says = "words stand behind a text: a quote \" stands inside it, or is missing before it"
        return after, says, 'write \\" for a quote inside a text'
    return after, "a comma is missing", "write one at the end of this line"

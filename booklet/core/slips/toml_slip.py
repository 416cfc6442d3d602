"""The usual slips in TOML: booklet.toml, a clinic profile, printer.toml.

The line is judged, not the parser's words: it stops where it cannot go on, which is seldom where the slip is.
"""
import re
import tomllib
from datetime import date

from booklet.core.slips.slip import (
    DOUBLE, SINGLE, Slip, curly_quotes, odd_blank, outside_texts, shown, texts_in, word_processor,
)  # fmt: skip

_SETTING = re.compile(r"\s*(?P<name>[^=\"'\[{]*?)\s*=\s*(?P<value>.*?)\s*$")  # title = "Clean hands"
_WITHOUT = re.compile(r"\s*(?P<name>[\w.-]+)\s*(?P<sign>:|=>|->|–|—|-|\s)\s*(?P<value>\S.*)$")  # title: "Clean hands"
_HEAD = re.compile(r"\s*\[(?P<name>[^\[\]=\"']*?)\]?\s*$")  # [editions.a4
_AT_AN_END = re.compile(rf"[=\[,.]\s*[{DOUBLE}{SINGLE}]|[{DOUBLE}{SINGLE}]\s*[\],]*\s*(?:#.*)?$")  # title = “Rest”
_REMARK = re.compile(r"\s*(?://|/\*|<!--|--|;)\s*(?P<words>.*?)\s*(?:\*/|-->)?")  # // the title
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./+-]*")  # 020 7946 0000, +44 20
_DAY = re.compile(r"(?P<a>[0-9]{1,4})\s*[-./–—‑−]\s*(?P<b>[0-9]{1,2})\s*[-./–—‑−]\s*(?P<c>[0-9]{1,4})")  # 21/11/2027
_DAY_IN_WORDS = re.compile(
    r"(?=(?:[0-9]+\S*)? ?(?P<month>[A-Za-z]{3}))"
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)? [A-Za-z]+|[A-Za-z]+ (?P<behind>[0-9]{1,2})),? (?P<year>[0-9]{4})"
)  # 21 November 2027, Nov 21, 2027
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_AS_A_DATE = "a date is year, month, day, with hyphens and without quotes"
_YES = {"yes": "true", "true": "true", "on": "true", "no": "false", "false": "false", "off": "false"}


def toml_slip(text: str, line: int, column: int, reason: str, name: str) -> Slip:
    """What is wrong where the parser stopped, at a line and column from 1. `name` is that of the file."""
    lines = text.split("\n")
    if foreign := word_processor(text, name):
        return foreign
    if reason.startswith("Unclosed array"):
        line = _begin_of_list(lines, line)
    typed = lines[line - 1]
    found = _twice(lines, line, reason) or _slip(typed, reason)
    if found:
        at, says, hint = found
        otherwise = 'write it as: name = "...", with straight quotes around the whole'
        return Slip(line, at, says, hint if _works(hint) else otherwise)
    says = reason[:1].lower() + reason[1:]
    return Slip(line, column, f"this is not TOML: {says}", f"see sections/{name} for how it is written")


def _works(hint: str) -> bool:
    """Whether the line that is offered is TOML: nobody is sent from one slip to the next."""
    begin = re.match("write: |write all of it on one line: |type it again: ", hint)
    try:
        return begin is None or tomllib.loads(hint[begin.end() :].split(", or ", maxsplit=1)[0]) is not None
    except (ValueError, RecursionError):
        return False


def _slip(typed: str, reason: str) -> tuple[int, str, str] | None:
    """Column, what is wrong and a hint, for one line."""
    if (curly := curly_quotes(typed)) and _AT_AN_END.search(outside_texts(typed)):
        at, straight = curly
        return at, f"curly quotes {typed[at - 1]}, where only straight ones \" count", f"write: {shown(_balanced(straight))}"
    if blank := odd_blank(typed):
        return blank
    if typed.startswith("```"):
        return 1, "this is a mark of Markdown, and no setting", "take the line out, and the other one like it"
    if remark := _REMARK.fullmatch(typed):
        return 1, "this is no setting; a remark begins with #", f"write: # {shown(remark['words'])}"
    if typed.lstrip().startswith("[") and "=" not in typed:
        return _head(typed)
    setting = _SETTING.match(typed)
    if not setting:
        return _without_sign(typed)
    given, value = setting["name"], setting["value"]
    at = setting.start("value") + 1
    if not given:
        return 1, "a name is missing before =", 'write it as: title = "Clean hands"'
    if " " in given:
        return 1, f"{given}: the name of a setting has no blank", _line(given.replace(" ", "_"), value)
    if value.startswith(">"):
        return at, "= stands alone between name and value", _line(given, value[1:].strip())
    if not value or value.startswith("#"):
        return at, f"{given} has no value", f'write it in quotes: {given} = "..."'
    if value[0] in "\"'":
        found = _of_text(given, value, reason)
    else:
        found = _of_list(given, value) if value[0] == "[" else _of_bare(given, value)
    return (at, *found) if found else None


def _balanced(line: str) -> str:
    """The line with its last quote, where an odd one was alone."""
    if line.count('"') % 2 == 0:
        return line
    return re.sub(r"(=\s*)(?!\")", r'\1"', line, count=1) if line.rstrip().endswith('"') else f'{line}"'


def _head(typed: str) -> tuple[int, str, str] | None:
    head = _HEAD.match(typed)
    if head is None:
        return None
    if not typed.rstrip().endswith("]"):
        return len(typed.rstrip()) + 1, "a bracket ] is missing at the end", f"write: [{shown(head['name'])}]"
    name = "-".join(head["name"].split())
    plain = f"[{name}]" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", name, re.ASCII) else "[editions.a4]"
    return 1, "a heading in brackets has letters, digits, - and _", f"write it as: {plain}"


def _without_sign(typed: str) -> tuple[int, str, str]:
    setting = _WITHOUT.match(typed)
    if setting is None:
        return 1, f"= and a value are missing after {shown(typed)}", f'write it as: {shown(typed)} = "..."'
    given, sign, value = setting["name"], setting["sign"].strip(), setting["value"]
    if setting["value"][0] not in "\"'" and not sign:
        return 1, "this is no setting: a setting is a name, = and a value", f'write it as: {given} = "..." on one line'
    says = f"= stands between name and value, not {sign}" if sign else f"= is missing after {given}"
    return setting.start("sign") + 1, says, _line(given, value if value[0] in "\"'" else quoted(value))


def _of_text(given: str, value: str, reason: str) -> tuple[str, str] | None:
    """What is wrong with a value that begins with a quote."""
    quote, rest = value[0], outside_texts(value).strip()
    if quote == '"' and "\\" in value and (not rest or re.search("escape|hex", reason, re.IGNORECASE)):
        says = "a backslash \\ does not stand for itself between double quotes"
        if " " not in value:
            return says, _line(given, value.replace("\\", "/"))
        return says, _line(given, quoted(value[1:-1]))
    if rest.startswith("#") or not rest:
        return None
    if len(texts_in(value)) > 1 and not rest.strip(", "):
        return "several texts are a list, and stand in brackets", _line(given, f"[{value}]")
    ends = len(value) - len(value.rstrip(",;. "))
    inner = value.rstrip(",;. ")
    if ends and not outside_texts(inner).strip():
        return f"nothing stands behind the last quote, and no {value[-1]}", _line(given, inner)
    if value.count(quote) == 1:
        whole = shown(f"{given} = {value}{quote}")
        return f"the quote {quote} is not closed on this line", f"write all of it on one line: {whole}"
    words = value[1:-1] if value.endswith(quote) else value.replace(quote, "", 2)
    if value.endswith(quote):
        return f"a quote {quote} inside the text ends it", _line(given, quoted(words))
    return "words stand behind the last quote", f"write: {shown(f'{given} = {quoted(words)}')}, or # before a remark"


def _of_list(given: str, value: str) -> tuple[str, str] | None:
    """What is wrong with a list that begins on this line."""
    parts = texts_in(value)
    right = _line(given, f"[{', '.join(parts)}]") if parts else f'write it as: {given} = ["...", "..."]'
    if re.search(r"[\"']\s*[\"']", re.sub(r'"[^"]*"|\'[^\']*\'', '""', value).replace('""', '"')):
        return "a comma is missing between two items of the list", right
    if outside_texts(value).count("[") > outside_texts(value).count("]"):
        return "a bracket ] is missing at the end of the list", right
    return "the items of a list stand in quotes, with commas between", right


def _of_bare(given: str, value: str) -> tuple[str, str]:
    """What is wrong with a value that begins with no quote."""
    bare = value.split(" #", maxsplit=1)[0].strip()
    if _DAY.fullmatch(bare) or _DAY_IN_WORDS.fullmatch(bare):
        return _of_day(given, bare)
    if bare.lower() in _YES:
        return "yes and no are written true and false, in small letters", f"write: {given} = {_YES[bare.lower()]}"
    if _PHONE.fullmatch(bare):
        return "a number with blanks or signs, or that begins with 0, stands in quotes", f"write: {given} = {quoted(bare)}"
    if bare.endswith('"') and bare.count('"') == 1:
        return 'a quote " is missing before the text', f'write: {given} = "{shown(bare)}'
    return "the quotes around the text are missing", f"write: {given} = {shown(quoted(bare))}"


def _of_day(given: str, bare: str) -> tuple[str, str]:
    """A day in another order, or one that the calendar has not."""
    day = day_of(bare)
    found = _DAY.fullmatch(bare)
    if found and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", bare):
        return f"there is no day {bare}", f"write it as: {given} = 2027-03-31"
    return _AS_A_DATE, f"write: {given} = {day}" if day else f"write it as: {given} = 2027-03-31"


def day_of(words: str) -> date | None:
    """The day that somebody meant, where only one can be: 21/11/2027 or 21 November 2027, but not 03/04/2027."""
    found, told = _DAY.fullmatch(words), _DAY_IN_WORDS.fullmatch(words)
    if told:
        month, rest = divmod(_MONTHS.find(told["month"].lower()), 3)
        orders = [(int(told["year"]), month + 1, int(told["day"] or told["behind"]))] if not rest else []
    elif found:
        a, b, c = (int(found[part]) for part in "abc")
        orders = [(a, b, c)] if a > 31 else [(c, b, a), (c, a, b)] if a != b else [(c, b, a)]
    else:
        return None
    days = []
    for year, month, day in orders:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return days[0] if len(days) == 1 and days[0].year > 1900 else None


def _begin_of_list(lines: list[str], line: int) -> int:
    """The line on which the list begins that is not closed at this one."""
    return next((n for n in range(min(line, len(lines)), 0, -1) if re.search(r"=\s*\[", outside_texts(lines[n - 1]))), line)


def _twice(lines: list[str], line: int, reason: str) -> tuple[int, str, str] | None:
    """A setting or a heading that stands there already."""
    if not re.search("overwrite|twice|immutable", reason):
        return None
    wanted = lines[line - 1].split("=", maxsplit=1)[0].strip()
    same = re.compile(rf"\s*\[*{re.escape(wanted.strip('[]'))}\]*\s*(?:=|$)")  # help = [], [help], [[help]]
    first = next((number for number in range(line - 1, 0, -1) if same.match(lines[number - 1])), 0)
    where = f" It stands on line {first} already" if first else ""
    return 1, f"{shown(wanted)} is set twice.{where}", "keep one of them, with all that belongs below it"


def _line(given: str, value: str) -> str:
    return f"write: {shown(f'{given} = {value}')}"


def quoted(words: str) -> str:
    """Words in the quotes that they allow."""
    plain = words.strip()
    if '"' not in plain and "\\" not in plain:
        return f'"{plain}"'
    return f"'{plain}'" if "'" not in plain else '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'

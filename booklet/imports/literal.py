"""Text that means itself: whatever somebody has typed elsewhere, printed as it stood there.

Marks of Markdown, of the dialect and of Jinja2 get a backslash or become an entity. Addresses stay ones that can be
followed, where they can be typed as they are; and a row of strokes ____ stays a place to write.
"""
import re
from collections.abc import Callable
from unicodedata import category, normalize

from booklet.core.letters.raised import POWER
from booklet.core.unseen import LETTER_LOST, SOFT_HYPHEN, strange_at
from booklet.load.missing_letters import DRAWN_ALIKE
from booklet.load.web_address import is_web_address

# p as Word writes it in an equation, bold words of a chat, Ⅱ
_OF_FORMULAS = re.compile("[\u210e\u2160-\u217f\U0001d400-\U0001d7ff]")
_PLAIN = str.maketrans({SOFT_HYPHEN: "", "\ufeff": "", **DRAWN_ALIKE})
# 25 °C, ≥ 65, ± 5 and 5 µg in the font Symbol, which did not come along: between numbers and units they can be no others
_OF_SYMBOL = re.compile(
    "(?<=[0-9])(?P<blank>[ \u00a0]?)\uf0b0(?=[ \u00a0]?[CF]\\b)|[\uf0a3\uf0b1\uf0b3](?=[ \u00a0]?[0-9])"
    "|(?<=[0-9 \u00a0])\uf06d(?=(?:g|[lL]|m|mol)\\b)"
)
_SYMBOLS = {"\uf0b0": "°", "\uf0a3": "≤", "\uf0b1": "±", "\uf0b3": "≥", "\uf06d": "µ"}
# Of Symbol or Wingdings, in front of an item: as pages lose it, or files of a PDF, without a blank
_BULLET_OF_A_FONT = re.compile(
    r"^(?:[\ue000-\uf8ff](?=[ \t\u00a0])|[\uf0a7\uf0a8\uf0b7\uf0d8\uf0fb-\uf0fe](?=[^\W\d_]))", re.MULTILINE
)
_SAYING_BULLETS = {"\uf0fb": "✗ ", "\uf0fc": "✓ ", "\uf0fd": "☒ ", "\uf0fe": "☑ "}
_GAP = re.compile(r"(?<!_)__(?: ?/ ?_{2,})+|_{4,}|(?<=[ (])___(?=[ .,;:)])")
_SIZED = re.compile(r"(?<=___)(?P<blank>[ \t]*)x(?=[ \t]?[1-9])")  # ____ x6 would be six lines
# www.example.org/leaflets; https://example.org?a=b_c
_ADDRESS = re.compile(
    r"(?:(?<=[\s(])|^)(?:https?://|www\.)[A-Za-z0-9.-]+\.[A-Za-z0-9](?:[A-Za-z0-9_./:?#%+=&~,@-]*[A-Za-z0-9/])?"
)
_SENTENCE_ENDS = re.compile(r"[?!.,:'\"]{0,2}(?:\)[.,:?!]{0,2})?(?=\s+\S)")  # behind an address, words after it
_SPECIAL = re.compile(
    r"[\\`*_~^\[\]|{}]|=(?==)|(?<==)=|(?<=\{)[%#]"  # marks; {% if %}
    r"|\$(?=\$|[^$]*[\\^_=][^$]*\$|[^\d\s]|$)|%(?=%)"  # $x^2$; a $ whose other one may stand in the next words; %% x %%
    r"|:(?=::)|^:(?=[ \t])|(?<![\w:]):(?=[a-z][a-z0-9-]*:)|!(?=!!)|<(?=[A-Za-z/!?])|&(?=#?\w+;)"  # <b>, &amp;
    r"|(?<=[pPsS]):(?=//)|(?<=www)\.|(?<!\w)@|(?<=\w)@(?=[\w-]+\.)"  # addresses, where none may be
)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
# What begins a block, at the start of a line; each gets a backslash before its sign.
_BEGINS = re.compile(
    r"(?P<sign>#|>|[-+](?=[\s\u00a0]|$)|:(?=[ \t]|::)|-+\s*$|!!!|%%)"
    r"|(?P<label>Figure|Table|Description)(?P<colon>:)(?=[ \t])|(?P<number>[0-9]{1,9})(?P<stop>[.)])(?=\s|$)"
)
_BULLETS = {sign: f"&#{ord(sign)};" for sign in "•‣◦▪●○·∙⁃➢►▶❖"}


def literal(text: str, is_in_link: bool = False) -> str:
    """Markdown that prints just this text, inside a line. `is_in_link`: no address in it may be a link of its own."""
    parts, at = [], 0
    for found in () if is_in_link else _ADDRESS.finditer(text):
        address = found[0] if "://" in found[0] else f"http://{found[0]}"
        if "____" in address or not is_web_address(address):
            continue
        is_plain = found.start() and _SENTENCE_ENDS.match(text, found.end())
        held = f"<{address}>" if address == found[0] else f"[{_plain(found[0])}]({address})"
        parts += [_plain(text[at : found.start()]), found[0] if is_plain else held]
        at = found.end()
    return "".join([*parts, _plain(text[at:])])


def outside(pattern: re.Pattern[str], made: Callable[[str], str], text: str) -> str:
    """The text, what the pattern finds as it stands, and all else as it is made."""
    parts, at = list[str](), 0
    for found in pattern.finditer(text):
        parts += [made(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, made(text[at:])])


def seen(text: str) -> tuple[str, int]:
    """The text without letters that nobody sees and that no page may hold, and how many of them were taken out.

    One that parted words, such as the end of a page, is a blank. One that stands for a letter that was lost stays, for the
    press to refuse, unless it can be one letter alone: without it 5 µg would be 5 g. Letters of formulas, whose look is a
    letter of its own, are plain ones: no face has them, nor does a voice read them.
    """
    text = _OF_FORMULAS.sub(lambda letter: normalize("NFKC", letter[0]), text.translate(_PLAIN))
    text = _BULLET_OF_A_FONT.sub(_bullet, text)
    text = _OF_SYMBOL.sub(lambda sign: (sign["blank"] or "") + _SYMBOLS[sign[0][-1]], text)
    letters = list(text)
    strange = [at for at in strange_at(text) if letters[at] != LETTER_LOST and category(letters[at]) != "Co"]
    for at in strange:
        letters[at] = "" if category(letters[at]) in ("Cf", "Mn") or text[at - 1 : at] in ("", "\n") else " "
    return "".join(letters), len(strange)


def _bullet(found: re.Match[str]) -> str:
    sign = _SAYING_BULLETS.get(found[0], "• ")
    return sign.rstrip() if found.string[found.end()].isspace() else sign


def start_of_line(line: str) -> str:
    """A line of Markdown that begins no heading, list, table or callout."""
    found = _BEGINS.match(line)
    if line[:1] in _BULLETS and (line[1:2] or " ") in " \t\u00a0":
        return _BULLETS[line[0]] + line[1:]
    if not found:
        return line
    at = found.start("colon") if found["colon"] else found.start("stop") if found["stop"] else 0
    return f"{line[:at]}\\{line[at:]}"


def _plain(text: str) -> str:
    return _SIZED.sub(r"\g<blank>&#120;", outside(_GAP, _escaped, text))


def _escaped(text: str) -> str:
    def kept(found: re.Match[str]) -> str:
        is_power = POWER.match(text, found.start())
        return found[0] if is_power else _ENTITIES.get(found[0], f"\\{found[0]}")

    return _SPECIAL.sub(kept, text)

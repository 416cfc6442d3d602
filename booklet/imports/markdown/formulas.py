"""Formulas of TeX: what a line of words can say is words, such as 38.5 °C; what it cannot prints as it was typed."""
import re

from booklet.imports.brought import Brought
from booklet.imports.literal import literal
from booklet.imports.markdown.code import IN_LINE, each, outside_code
from booklet.library.imports.latex import latex_words

_TEX, _SPACED = r"\\[A-Za-z]|\^|_\{|[A-Za-z]_\d", r"\\[%,; ]"  # $500\ mg$
_NUMBER = r"(?:[A-Za-z][ ]?)?[-+<>=≤≥±~]{0,2}[ ]?\d[\d.,{}]*\$"  # $<5$, $n = 5$, $1{,}000$; not $5 and $10
_ON_ONE_LINE, _IN_A_PARAGRAPH = r"[^$\n]{1,500}", r"(?:[^$\n]|\n(?!\n)){1,500}"
_MATH = outside_code(  # $x^2$, $$ x $$, \( x^2 \), \[ x^2 \]
    IN_LINE,
    rf"(?<![\\$])\$(?=[^$\n]*?(?:{_TEX}|{_SPACED})|(?<!\w\$){_NUMBER})(?P<line>{_ON_ONE_LINE})\$(?!\$)(?:(?<=[A-Za-z}}]\$)|(?!\d))",
    rf"(?<!\\)\$\$(?P<block>{_IN_A_PARAGRAPH})\$\$",
    rf"\\\((?=[^\n]{{0,500}}?(?:{_TEX}|{_SPACED}))(?P<round>[^\n]{{1,500}}?)\\\)",
    rf"\\\[(?P<square>{_IN_A_PARAGRAPH}?)\\\]",
)
_IS_TEX = re.compile(rf"{_TEX}|\A{_NUMBER[:-2]}\Z")
_DEGREES = re.compile(r"\^\{?\s*\\circ\s*\}?")
_BEYOND_A_LINE = re.compile(  # fractions of more than two words or numbers, rows below one another, sums
    r"\\[dt]?frac(?!\s*\{[\w.]+\}\s*\{[\w.]+\}|\d\d)|&|\\\\"
    r"|\\(?:begin|sum|int|prod|sqrt|binom|over|not|bar|overline)\b"
)


def with_formulas(text: str, brought: Brought) -> str:
    """The text, its formulas as words or as code."""

    def made(found: re.Match[str]) -> str:
        math = next(filter(None, (found[name] for name in ("line", "block", "round", "square"))), "")
        is_spaced = re.search(_SPACED, math) and (found["round"] or math == math.strip())  # $5\, $10 is money
        if not (is_spaced or _IS_TEX.search(math)):
            return found[0]
        typed = " ".join(math.split())
        if said := _said(typed):
            return said
        brought.tell(f"a formula prints as it was typed: {typed[:60]}", "write it in words, or as a picture")
        return f"`{typed}`"

    return each(_MATH, made, text)


def _said(math: str) -> str:
    """A formula on one line, in Markdown; "" for one that no line can say."""
    if _BEYOND_A_LINE.search(math):
        return ""
    math = re.sub(r"(\d)\s*(?=\\[dt]?frac)", r"\1 ", _DEGREES.sub("°", math))  # 1½ is no 11/2
    math = re.sub(r"(?<=\d)\s*\\sim\s*(?=\d)", "–", math).replace(r"\sim", r"\approx")  # a range; about
    math = re.sub(r"\\mu +(?=(?:g|m|l|L|mol)\b)", "µ", math)  # a unit, which is one word
    words = latex_words("$" + re.sub(r"(\\[A-Za-z]+) +(?!\{)", r"\1{} ", math) + "$")
    if re.search(r"[\\{}$]|</?(?!su[bp]>)[a-z]", words):
        return ""
    parts = re.split(r"(</?su[bp]>)", words)
    return "".join(part if number % 2 else literal(part) for number, part in enumerate(parts))

r"""LaTeX in a field of BibTeX as plain words with marks: H$_2$O, {\"o}, \textit{E. coli}.

pylatexenc knows the macros; what it would take for more than a field holds (a percent sign begins a comment) is mended.
"""
import re
from functools import cache

from pylatexenc import latexwalker
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.macrospec import LatexContextDb, MacroSpec

from booklet.core.own_table import own_table
from booklet.core.printed.marked_text import SMALL_CAPS

_LONGEST = 20_000  # characters that are decoded; a title has a few hundred
_TABLE = own_table(__file__)
_MACROS, _PLAIN = _TABLE["marked"], _TABLE["plain"]["macros"].split()
_MATH = re.compile(r"(?<!\\)\$(?P<math>[^$]{1,400})\$|\\\((?P<inner>.{1,400}?)\\\)")  # $_2$, \(\alpha\)
_LOW = re.compile(r"(?P<sign>[_^])(?:\{(?P<group>[^{}]*)\}|(?P<one>\\[A-Za-z]+|\S))")  # _2, ^{2+}
_SIGN = {"_": "textsubscript", "^": "textsuperscript"}
_IS_LATEX = re.compile(r"[\\{}$~]|--|``|''")
_QUOTED = re.compile(r"(?<![`\\\w])`(?P<words>[^`]+?)(?<!\\)'(?!['\w])")  # `a word'
_GROUPED = re.compile(r"\{\\(?P<macro>it|em|bf|sc|itshape|bfseries|scshape)\s+(?P<words>[^{}]*)\}")  # {\it E. coli}


def latex_words(value: str) -> str:
    """The words of a field on one line, with the marks of core/printed/marked_text.py."""
    value = _QUOTED.sub("‘\\g<words>’", " ".join(value.split()))
    if not _IS_LATEX.search(value) or len(value) > _LONGEST:
        return value
    value = re.sub(r"(?<!\\)([%#&])", r"\\\1", value)
    value = _MATH.sub(lambda math: f"{{{_low_and_raised(math['math'] or math['inner'] or '')}}}", value)  # $\mu$g is no \mug
    value = _GROUPED.sub(lambda group: f"\\{_TABLE['in_a_group'][group['macro']]}{{{group['words']}}}", value)
    try:
        words = _decoder().latex_to_text(value, latex_context=_grammar())
    except (ValueError, RecursionError, AttributeError, KeyError, IndexError):
        words = re.sub(r"\\[A-Za-z]+\s*|[{}\\]", "", value)
    words = re.sub(r"\{\{(.*?)\}\}", r"\1", words)  # \{\{GaAs\}\}: what one program wrote to another
    return " ".join(words.replace("\u00a0", " ").split())


def _low_and_raised(math: str) -> str:
    def macro(found: re.Match[str]) -> str:
        inner = found["group"] if found["group"] is not None else found["one"]
        return f"\\{_SIGN[found['sign']]}{{{inner}}}"

    return _LOW.sub(macro, math)


@cache
def _decoder() -> LatexNodes2Text:
    """What each macro prints."""
    known = get_default_latex_context_db()
    marked = {name: f"<{tag}>%s</{tag}>" for tag, names in _MACROS.items() for name in names.split()}
    marked |= {"textsc": f"<{SMALL_CAPS}>%s</span>", "enquote": "“%s”", "href": "%(2)s"}
    marked |= dict.fromkeys(_PLAIN, "%s")
    marked |= _TABLE["signs"] | dict.fromkeys(_TABLE["silent"]["macros"].split(), "")
    macros = [MacroTextSpec(name, simplify_repl=printed) for name, printed in marked.items()]
    known.add_context_category("works", prepend=True, macros=macros)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_as_written))
    return LatexNodes2Text(latex_context=known, math_mode="text", keep_comments=True, strict_latex_spaces=False)


def _as_written(node: latexwalker.LatexMacroNode) -> str:
    """What nobody here knows, to be seen: a sign that is gone is missed by nobody."""
    name: str = node.macroname
    return f"\\{name}{node.macro_post_space}" if name.isalpha() else ""


@cache
def _grammar() -> LatexContextDb:
    """How many arguments each macro takes: without that, the one of a macro unknown to pylatexenc would stand after it."""
    known = latexwalker.get_default_latex_context_db()
    names = [name for names in (*_MACROS.values(), "textsc enquote") for name in names.split()] + _PLAIN
    macros = [*(MacroSpec(name, "{") for name in names), MacroSpec("href", "{{")]
    known.add_context_category("works", prepend=True, macros=macros)
    return known

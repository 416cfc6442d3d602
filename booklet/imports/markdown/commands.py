"""What a text asks of another program: contents, breaks of pages, comments, code that runs.

Each is written as the press has it, or left out and told. Blocks of code, which print as they stand, are passed over.
"""
import re

from booklet.imports.brought import Brought
from booklet.imports.literal import literal
from booklet.imports.markdown.boxes import is_box, quoted_box, with_boxes
from booklet.imports.markdown.code import BLOCK_OF_CODE, each, outside_code
from booklet.imports.markdown.foreign_boxes import with_foreign_boxes
from booklet.load.markdown.grammar import FOR_PROGRAM

_ASIDE = outside_code(r"(?<!\S)%%(?P<said>[^%]+)%%(?!\S)")  # %% ask Ann %%
_TO_LATEX = (  # \newpage, \vspace{1cm}
    r"\\(?:(?:new|clear|cleardouble)page|pagebreak|noindent|(?:big|med|small)skip|[vh]fill|centering"
    r"|(?:begin|end|[vh]space|(?:this)?pagestyle|(?:set|addto)counter)\*?(?:\{[^{}\n]*\}|\[[^\[\]\n]*\])+)(?:\{\})?"
)
_TO_A_SITE = (  # {{< video "x" >}}, {{ toc() }}, {% include x.html %}; not what the press asks: {% if %}
    r"(?:(?:\{\{[<%][^{}]{0,1000}[>%]\}\}|\{\{[ \t]*(?!figure\b)\w+\([^{}\n]*\)[ \t]*\}\}"
    r"|\{%-?[ \t]*(?!-|if\b|else\b|endif\b|[ \t])[^{}]{0,1000}%\})[ \t]*)+"
)
_GIVEN = re.compile(
    r"\b(?P<name>src|alt|caption|title|header|content|text|message)[ \t]*=[ \t]*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_UNSEEN = outside_code(  # <script>, <div style="display: none">
    r"<(?P<tag>style|script|noscript|(?:div|p|span|section)(?=\s[^<>]*(?<=\s)hidden[\s=>]|\s[^<>]*display:\s*none))\b"
    r"(?:(?!</?(?P=tag)\b).)*</(?P=tag)\s*>"
)
_BREAK = r"<(?:div|p|span|hr)\b[^<>\n]*break-(?:after|before)[^<>\n]*>(?:[ \t]*</\w+>)?"
_LOOKS = r"\{:?[ \t]*(?:[\w-]{1,40}=\"[^\"\n{}]*\"[ \t]*)+\}"  # {align="center"}, below a picture
_CONTENTS = (  # [TOC], [[_TOC_]], @[toc], {{< toc >}}, \tableofcontents; * Contents, and below it {:toc}
    r"(?i:@?\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{<[ \t]*toc[^\n{}]*>\}\})|\\tableofcontents"
    r"|(?:[*+-]|1\.)[ \t][^\n]*\n[ \t]*\{:[ \t]*toc[^\n{}]*\}"
)
_ALONE = outside_code(
    rf"^[ \t]*(?:(?P<contents>{_CONTENTS})|(?P<command>{_TO_LATEX}|{_TO_A_SITE}|{_BREAK}|{_LOOKS})"
    r"|(?P<tags>#[a-z][\w/-]*(?:[ \t]+#[a-z][\w/-]*)*))[ \t]*$"
)
_NOTE = outside_code(r"\^\[(?P<note>(?:[^\[\]]|\[[^\[\]]*\])+)\]")  # Rest.^[Lee 2020.]
# *[BP]: blood pressure
_ABBREVIATION = outside_code(r"^\*\[(?P<short>[\w.&/-]{2,12})\]:[ \t]*(?P<long>[^\n<>{}\[\]]{1,200}?)[ \t]*$")
_NAME = outside_code(r"(?<=\S)[ \t]+\^[A-Za-z][\w-]{2,}[ \t]*$")  # Words. ^my-block
# @sec-doses, which is ## Doses {#sec-doses}; \@ref(doses); {ref}`doses`
_SECTION = outside_code(r"(?<![\w@\[;\\])@(?P<sec>sec-[\w-]+)|\\@ref\((?P<ref>[\w-]+)\)|\{(?:num)?ref\}`(?P<role>[\w.:-]+)`")
_CALLED = outside_code(r"^ {0,3}#{1,6}[ \t]+(?P<words>[^\n{}]*[^\s{}])[ \t]*\{#(?P<id>[\w-]+)[^\n{}]*\}[ \t]*$")
# (\#tab:doses), the name of a table; (ref:knee) A knee, the words of a caption that code prints
_OF_BOOKDOWN = outside_code(r"\(\\#(?:tab|fig|eq|thm):[\w-]+\)[ \t]*|^(?P<ref>\(ref:[\w-]+\)[^\n]*)$")
_GONE = {  # `r mean(age)`; @fig-knee, \@ref(fig:knee)
    "a number that a program works out": outside_code(r"`(?:\{?r\}?|\{python\}) [^`\n]+`"),
    "the number of a figure, table or section": outside_code(
        r"\\?@ref\(\w+:[\w-]+\)|\\@ref\([\w-]+\)|(?<![\w@\[;])@(?:fig|tbl|sec|eq)-[\w-]+|\[@(?:fig|tbl|sec|eq)-[^\[\]\n]*\]"
        r"|\{(?:num)?ref\}`[^`\n]*`"
    ),
}


def without_commands(text: str, brought: Brought) -> str:
    """The text with its words alone."""

    def aside(found: re.Match[str]) -> str:
        brought.tell("what stood between %% and %% is a comment, which nobody prints")
        return f"<!-- said aside: {' '.join(re.sub('[<>]|-(?=-)', ' ', found['said']).split())} -->"

    def alone(found: re.Match[str]) -> str:
        shown = _shown(found["command"] or "")
        if found["contents"]:
            brought.tell("the table of contents was left out: the press makes its own")
        elif not shown.startswith(("\n![", "\n>")):  # a picture that is shown, or is told where it is not there; a box
            what = "a command to another program" if found["command"] else "a line of tags"
            typed = " ".join((found["command"] or found["tags"]).split())
            brought.tell(f"{what} was left out: {typed[:100]}{'...' * (len(typed) > 100)}")
        return shown

    def unseen(found: re.Match[str]) -> str:
        brought.tell(f"what a browser does not show was left out: <{found['tag']}>")
        return ""

    def abbreviation(found: re.Match[str]) -> str:
        brought.abbreviations.setdefault(found["short"], found["long"])
        return ""

    def of_bookdown(found: re.Match[str]) -> str:
        if found["ref"]:
            brought.tell(f"the caption of a picture that code makes was left out: {found['ref'][:100]}")
        return ""

    notes = list[str]()

    def note(found: re.Match[str]) -> str:
        notes.append(" ".join(found["note"].split()))
        return f"[^inline-{len(notes)}]"

    text = each(_NAME, lambda _: "", with_boxes(with_foreign_boxes(text), brought))
    marks = (_UNSEEN, unseen), (_ASIDE, aside), (_ALONE, alone), (_NOTE, note), (_ABBREVIATION, abbreviation)
    for pattern, made in (*marks, (_OF_BOOKDOWN, of_bookdown)):
        text = each(pattern, made, text)
    text += "".join(f"\n\n[^inline-{number}]: {words}" for number, words in enumerate(notes, 1))
    called = {found["id"]: found["words"] for found in _CALLED.finditer(text) if found["id"]}

    def section(found: re.Match[str]) -> str:
        id_ = found["sec"] or found["ref"] or found["role"]
        return f"[{called[id_]}](#{id_})" if id_ in called else found[0]

    text = each(_SECTION, section, text)
    for what, pattern in _GONE.items():
        if any(not found["ticks"] for found in pattern.finditer(text)):
            mark = literal(brought.gone(what))
            text = each(pattern, lambda _, mark=mark: mark, text)  # type: ignore[misc]
    return BLOCK_OF_CODE.sub(lambda found: _code(found, brought), text)


def _shown(command: str) -> str:
    """What a command to a website shows: a picture with its caption, a box, or the title of one."""
    given = {found["name"]: found["double"] or found["single"] or "" for found in _GIVEN.finditer(command)}
    title, caption = given.get("title") or given.get("header"), given.get("caption") or given.get("title")
    if src := given.get("src"):
        alt = re.sub(r"[\[\]]", r"\\\g<0>", given.get("alt", ""))
        return f"\n![{alt}](<{src}>)\n" + f"Figure: {caption}\n" * bool(caption)
    if words := given.get("content") or given.get("text") or given.get("message"):  # {% include box.html type="note" %}
        kind = next(filter(is_box, re.findall(r"[a-z]+", command)), "note")
        return f"\n{quoted_box(kind, title or '', words)}"
    return f"\n**{title}**\n" if title else ""


def _code(found: re.Match[str], brought: Brought) -> str:
    """Code as it stood; but what a program makes of it is not here, and what it is made of is not for a patient."""
    info = found["info"].strip()
    if re.match(r"\{(?:=|[A-Za-z]+[^{}]*include[ \t]*=[ \t]*F)", info):  # {=latex}, {r setup, include=FALSE}
        brought.tell(f"code for another program was left out: {info[:40]}")
        return ""
    if re.match(r"\{(?:contents|toctree|tableofcontents)\}", info):  # of MyST
        brought.tell("the table of contents was left out: the press makes its own")
        return ""
    if FOR_PROGRAM.match(info):
        return literal(brought.gone(f"what a program makes of code ({re.findall('[^ ,{}]+', info)[0]})"))
    return found[0]

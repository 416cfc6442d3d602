"""Traces: what chatbots, Google Docs, Notion and others leave in the Markdown that they write, and no patient shall read.

What stands in code stays. Pictures that lie in the text itself, in letters, are taken out of it as it is read.
"""
import base64
import re
from functools import partial

from booklet.core.own_table import own_table
from booklet.core.text_file import printable
from booklet.imports.brought import Brought
from booklet.imports.markdown.code import BLOCK_OF_CODE, IN_LINE, each, outside_code

_ROWS = [(outside_code(IN_LINE, "".join(row["sign"])), row) for row in own_table(__file__)["rows"]]
# [image1]: <data:image/png;base64,iVBORw0...>, ![A bed](data:image/png;base64,iVBORw0...)
_PICTURE = re.compile(r"<?data:image/(?P<kind>[a-z]+)[\w.+-]*;base64,(?P<letters>[A-Za-z0-9+/=]*)>?")
# Below the title of a page of Notion: its properties, and those that are about the page alone
_PROPERTIES = re.compile(r"\A(?P<above>\s*# [^\n]+\n\n)(?P<lines>(?:[A-Z][\w ?/()&-]{0,40}: [^\n]+\n){1,30})(?=\n|\Z)")
_OF_NOTION = r"(?:Created|Last edited)(?: time| by)?|Tags|Status"
_ABOUT_IT = re.compile(rf"(?:{_OF_NOTION}|Owner|Assign(?:ee)?|Priority|Due(?: date)?|Verification|Review(?:ed|er)\??): ")
_FEWEST = 4  # lines of a text that stands between marks of code, and is none
# \_\_\_\_, as Google Docs and Pandoc write ____
_STROKES = outside_code(IN_LINE, r"(?:\\_){2,}(?: ?/ ?(?:\\_){2,})+|(?:\\_){3,}")
_BLANK_BOLD = outside_code(IN_LINE, r"\*\*(?P<inside>(?:(?!\*\*|\n[ \t]*\n).)*?)\*\*")  # **Rest.** **⏎** Then **walk **on.
_SIGN = r"(?:[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?|[0-9]\ufe0f?\u20e3)[ \t]"
# **Phone:** 01392 402317 and **Hours**: 9 to 5; 📞 01392 402317; **Can I drive?** and its answer below. Not the head of a
# table, nor of a section, nor a caption
_WORDS = r"(?!(?:Figure|Table|Description):)[^|\n]*(?:\Z|\n(?![ \t]*(?:-+|=+)[ \t]*$))"
# $CTA, $A, $C and others, around lines, of GOV.UK
_FRAMED = outside_code(IN_LINE, r"^\$(?P<kind>CTA|[ACDEIP])[ \t]*\n(?P<lines>(?:(?!\$)[^\n]*\n){1,40}?)\$(?P=kind)[ \t]*$")
# * Two⏎** Three, of MediaWiki
_DEEPER = outside_code(IN_LINE, r"(?<=\n)\*[ \t]+[^\n]+(?:\n\*\*[ \t]+(?![^\n]*\*\*)[^\n]+)+")
_LINE = outside_code(
    rf"(?P<above>(?:^|(?<=\n))(?![ \t]*(?:[>|#<:!/{{\[]|[-*_=]+[ \t]*\n))[^|\n]*(?<=[^\s\\]))\n"
    rf"(?=[ \t]*(?:\*\*[^*\n]{{1,60}}(?::\*\*|\*\*:)|{_SIGN}){_WORDS})"
    rf"|(?P<question>^[ \t]*\*\*[^*\n]+\*\*)\n(?=[ \t]*(?=[^\W\d_]){_WORDS})"
)


def without_pictures(text: str, brought: Brought) -> str:
    """The text with a short name for each picture in it, `data:/picture-1.png`, by which `brought` has its bytes."""

    def named(found: re.Match[str]) -> str:
        try:
            content = base64.b64decode(found["letters"], validate=True)
        except ValueError:
            return "data:picture"
        name = f"data:/picture-{len(brought.pictures) + 1}.{found['kind']}"
        brought.pictures[name] = content
        return name

    return _PICTURE.sub(named, text)


def unwrapped(text: str, brought: Brought) -> str:
    """The text without marks of code around a text of its own, as chatbots hand one over: ```markdown, and # Your hip."""

    def inside(found: re.Match[str]) -> str:
        lines = found[0].split("\n")[1:]
        lines = lines[:-1] if re.fullmatch(r"[ \t]*[`~]{3,}[ \t]*", lines[-1]) else lines
        is_one = found["info"].strip().lower() in ("markdown", "md") or not found["info"] and 2 * len(found[0]) > len(text)
        if not is_one or sum(map(bool, map(str.strip, lines))) < _FEWEST or not any(line.startswith("#") for line in lines):
            return found[0]
        brought.tell("a text stood between marks of code, which were left out")
        return "\n".join(lines)

    return BLOCK_OF_CODE.sub(inside, text) if "```" in text or "~~~" in text else text


def without_traces(text: str, brought: Brought) -> str:
    """The text alone. Tells of each trace that may have said something."""
    text = _without_properties(text, brought)
    for pattern, row in _ROWS:
        text = each(pattern, partial(_row, row, brought), text)
    text = each(_FRAMED, _unframed, text)
    text = each(_STROKES, lambda found: found[0].replace("\\_", "_"), text)
    text = each(_DEEPER, lambda found: re.sub(r"\n\*\*[ \t]+", "\n    * ", found[0]), text)
    parts = text.split("\n\n")
    text = "\n\n".join(part if part.count("**") % 2 else each(_BLANK_BOLD, _unmarked, part) for part in parts)
    return each(_LINE, lambda found: f"{found['above'] or found['question']}\\\n", text)


def _without_properties(text: str, brought: Brought) -> str:
    found = _PROPERTIES.match(text)
    if not found or not re.search(rf"^(?:{_OF_NOTION}): ", found["lines"], re.MULTILINE):
        return text
    lines = found["lines"].splitlines()
    gone = [line for line in lines if _ABOUT_IT.match(line)]
    brought.tell(f"what Notion keeps of a page was left out: {printable('; '.join(gone), most=120)}")
    kept = "\\\n".join(line for line in lines if line not in gone)
    return f"{found['above']}{kept}\n{text[found.end():]}"


def _row(row: dict[str, str], brought: Brought, found: re.Match[str]) -> str:
    if says := row.get("says"):
        brought.tell(says.replace("{}", printable(" ".join(found[0].split()), most=120)), row.get("hint", ""))
    return found.expand(row.get("typed", ""))


def _unframed(found: re.Match[str]) -> str:
    """A call to do something is a box, and an address keeps its lines."""
    lines = found["lines"].strip().split("\n")
    if found["kind"] == "CTA":
        return "\n".join(("> [!action]", *(f"> {line}" for line in lines)))
    return ("\\\n" if found["kind"] in "AC" else "\n").join(line.rstrip() for line in lines)


def _unmarked(found: re.Match[str]) -> str:
    """Strong words without blanks at their ends, with which they are none; not notes (Tea** or milk**). Blanks get none."""
    inside, words, text = found["inside"], found["inside"].strip(), found.string
    is_begun = not found.start() or text[found.start() - 1] in " \t\n("
    if not words or not is_begun or not re.match(r"[^\W_]|[\"“„«¡¿]", words):
        return found[0] if words else inside
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    is_last = text[found.end() : found.end() + 1] in ("", "\n")
    is_alone = is_last and not line.strip(" \t>-+*.)0123456789")
    is_note = inside[0].isspace() and inside[-1].isspace() and not is_alone
    return found[0] if is_note else f"**{words}**{' ' * (inside[-1].isspace() and not is_last)}"

"""Boxes that are marked in a way of one program alone: each as another program has it, or as GitHub has it."""
import re

from booklet.imports.html.boxes import kind_called
from booklet.imports.markdown.boxes import GENERIC, box_or_words, is_box, quoted_box
from booklet.imports.markdown.code import each, outside_code

# /// warning | Do not drive, and /// behind its words, of PyMdown; options stand right below
_SLASHED = outside_code(
    r"^/{3,}[ \t]*(?:(?P<kind>[\w-]+)[ \t]*(?:\|[ \t]*(?P<title>[^\n]*))?(?P<said>(?:\n(?: {4}|\t)[\w-]+:[^\n]*)*))?$"
)
# {% hint style="danger" %}, and {% endhint %} behind its words
_PERCENT = outside_code(r"^\{%-?[ \t]*(?P<end>end)?(?P<name>[a-z]+)\b(?P<given>[^{}%\n]*)%\}[ \t]*$")
_TAGGED = outside_code(  # <Warning>, <Callout type="tip">
    r"^[ \t]*<(?P<name>[A-Z][a-z]+)\b(?P<given>[^<>\n]*)>(?P<held>(?:(?!<(?P=name)\b).){1,5000}?)</(?P=name)>[ \t]*$"
)
_DIV = outside_code(  # <div class="alert alert-danger">, of Bootstrap, mdBook and others
    r"^<(?P<name>div|aside)\b[^<>\n]*\bclass=[\"'](?P<class>[^\"'<>\n]*)[\"'][^<>\n]*>"
    r"(?P<held>(?:(?!</?(?P=name)\b).){1,5000}?)</(?P=name)>[ \t]*$"
)
_ALARM = r"(?:⚠|🚨|🛑|⛔|❗|‼|☠)\ufe0f?"
# <aside> ⚠️ Do not drive. </aside>, of Notion
_ASIDE = outside_code(
    rf"^<aside>\s*(?P<alarm>{_ALARM})?(?:[💡ℹ📌📝]\ufe0f?)?\s*"
    r"(?P<held>(?:(?!<aside>).){1,5000}?)\s*</aside>[ \t]*$"
)
_QUOTED = outside_code(  # > **⚠️ Warning:** Do not drive; > **Note**; > ### 🚑 Emergency; > 🚨 Do not drive
    rf"(?:(?<=\n\n)|\A)> ?(?P<alarm>{_ALARM}[ \t]*)?(?:[^\w\s*>#\[(\"'“‘]+[ \t]+)?"
    rf"(?:(?:(?P<head>#{{1,6}}[ \t]+(?:\*\*)?)|\*\*)(?P<inside>{_ALARM}[ \t]*)?(?:[^\w\s*]+[ \t]+)?(?P<kind>[A-Za-z]+)"
    r"[ \t]*[:!.]?(?(head)(?:\*\*)?[ \t]*$|\*\*[ \t]*:?[ \t]*))?(?P<held>[^\n]*)$"
)
_LINE = r"(?=[ \t]*[^\s{#])[^\n]*"
_CLASSED = outside_code(  # {: .warning } of Jekyll, below its words or above
    rf"^(?P<above>(?:{_LINE}\n){{1,50}})?\{{:[ \t]*\.(?P<kind>[a-z]+)(?:-title)?[ \t]*\}}[ \t]*$"
    rf"(?P<below>(?:\n{_LINE}){{0,50}})"
)
_HEADED = outside_code(  # of Quarto, where the first heading is the title
    r"^(?P<opens>:{3,}[ \t]*\{(?![^{}\n]*title=)[^{}\n]*\.callout-[^{}\n]*)\}[ \t]*\n\s*#{1,6}[ \t]+(?P<title>[^\n]*)$"
)
_NAMED = outside_code(  # ::: title, Do not drive, and :::, of Pandoc, in a box that has no other title
    r"^(?P<opens>:{3,}[ \t]*[\w-]+)[ \t]*\n:{3,}[ \t]*title[ \t]*\n(?P<title>[^\n:][^\n]*)\n:{3,}[ \t]*$"
)

# A row of tabs that is HTML, around words of Markdown
_TABS = outside_code(
    r"<(?P<row>[uo]l|div|nav)\b(?=[^<>]*(?:\brole=[\"']tablist\b|\bnav-tabs\b))[^<>]*>(?P<labels>.{1,5000}?)</(?P=row)>"
)
_LABEL = re.compile(r"<(?:a|button)\b[^<>]*?(?:-controls|-target|href)=[\"']#?(?P<id>[\w-]+)[\"'][^<>]*>(?P<label>[^<]+)<")
_PART = outside_code(r"<(?:div|section)\b[^<>]*\bid=[\"'](?P<id>[\w-]+)[\"'][^<>]*>")


def _with_labels_of_tabs(text: str) -> str:
    """The text with the label of each tab above what it opens: below one another, five doses would be nobody's."""
    labels, parts = dict[str, str](), {part["id"] for part in _PART.finditer(text)}

    def row(found: re.Match[str]) -> str:
        own = {label["id"]: label["label"].strip() for label in _LABEL.finditer(found["labels"])}
        if not own.keys() <= parts:
            return found[0]
        labels.update(own)
        return "" if own else found[0]

    def part(found: re.Match[str]) -> str:
        return f"{found[0]}\n\n**{labels[found['id']]}**\n\n" if found["id"] in labels else found[0]

    return each(_PART, part, each(_TABS, row, text))


def with_foreign_boxes(text: str) -> str:
    """The text with boxes that `with_boxes` reads."""
    text = _with_labels_of_tabs(text)
    text = each(_NAMED, lambda found: f'{found["opens"]} {found["title"]}', text)
    text = each(_HEADED, lambda found: f'{found["opens"]} title="{found["title"].replace(chr(34), "”")}"}}', text)
    marks = ("///", _SLASHED, _colons), ("%}", _PERCENT, _angles), ("</", _TAGGED, _tagged), ("class=", _DIV, _by_class)
    for sign, pattern, made in marks:
        text = each(pattern, made, text) if sign in text else text
    text = each(_ASIDE, lambda found: quoted_box("warning" if found["alarm"] else "note", "", found["held"]), text)
    text = each(_QUOTED, _led, text)
    return each(_CLASSED, _classed, text) if "{:" in text else text


def _led(found: re.Match[str]) -> str:
    """A quote that begins as a box does. What is marked as an alarm is a warning, by whatever name."""
    kind, is_alarm = found["kind"] or "", found["alarm"] or found["inside"]
    if not is_box(kind.lower()):
        return f"> [!warning]\n{found[0].replace(is_alarm, '', 1)}" if is_alarm else found[0]
    is_other = is_alarm and kind.lower() != "emergency"
    opens = f"[!warning] {kind.capitalize()}" if is_other else f"[!{kind.lower()}]"
    return f"> {opens}\n> {found['held']}".rstrip(" >\n")


def _colons(found: re.Match[str]) -> str:
    said = re.search(r"\btype:[ \t]*(?P<kind>[\w-]+)", found["said"] or "")
    return f"::: {said['kind'] if said else found['kind']} {found['title'] or ''}".rstrip() if found["kind"] else ":::"


def _angles(found: re.Match[str]) -> str:
    if not is_box(found["name"]) and found["name"] not in GENERIC:
        return found[0]
    return f"{{{{< {'/' if found['end'] else ''}{found['name']}{found['given'].rstrip()} >}}}}"


def _tagged(found: re.Match[str]) -> str:
    name = found["name"].lower()
    return f"\n{box_or_words(found)}" if is_box(name) or name in GENERIC else found[0]


def _by_class(found: re.Match[str]) -> str:
    kind = kind_called(found["class"])
    return f"\n{quoted_box(kind, '', found['held'].strip())}" if kind else found[0]


def _classed(found: re.Match[str]) -> str:
    held, after = (found["above"], found["below"]) if found["above"] else (found["below"], "")
    if not is_box(found["kind"]) or not held.strip():
        return found[0]
    return quoted_box(found["kind"], "", re.sub(r"^[ \t]*> ?", "", held.strip("\n"), flags=re.MULTILINE)) + after

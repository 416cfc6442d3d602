"""Boxes of other programs, each as GitHub has it: > [!warning] Do not drive, and > before each of its lines.

Those of MkDocs, with what lies behind tabs; of Hugo, between two commands; of MyST, which look like code. What a reader
opens with a click is not hidden on paper: its title stands above it, in strong words.
"""
import re
from collections.abc import Iterable
from textwrap import dedent

from booklet.core.printed.callouts import kind_of_box
from booklet.imports.brought import Brought
from booklet.imports.literal import outside
from booklet.imports.markdown.code import BLOCK_OF_CODE, IN_LINE, each, outside_code

GENERIC = ("admonition", "alert", "notice", "callout", "hint", "aside")  # boxes that say elsewhere of which kind they are
_INDENTED = r"(?P<body>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=[ \t]*\n|    |\t))+)"
# !!! warning "Do not drive", with its words set in below; or !!! warning, its words, and !!!
_BOX = outside_code(
    r"^(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]+)(?:[^\n\"]*\"(?P<title>[^\n\"]*)\")?[^\n\"]*\n"
    rf"(?:{_INDENTED}|(?P<inside>(?:(?!!!!)[^\n]*\n){{1,200}}?)!!![ \t]*$|)"
)
# The same inside an item of a list, where the press has no boxes; also ::: warning and > [!warning] there
_BOX_INSIDE = outside_code(
    r"^(?P<indent>[ \t]+)(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]+)(?:[^\n\"]*\"(?P<title>[^\n\"]*)\")?[^\n\"]*\n"
    r"(?P<body>(?:(?P=indent)(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)?(?P=indent)(?: {4}|\t)))*)"
)
_DIV_INSIDE = outside_code(r"^(?P<indent>[ \t]+):{3,}[ \t]*(?P<rest>[^\n]*)$")
_ALERT_INSIDE = outside_code(r"^(?P<start>(?:[ \t]+|> ?)> ?)\[!(?P<kind>[\w-]+)\][-+]?[ \t]*(?P<title>[^\n]*)$")
# === "Adults", with its words set in below
_TAB = outside_code(rf"^===[!+]?[ \t]+\"(?P<title>[^\n\"]*)\"[ \t]*\n{_INDENTED}")
_CLOSED = re.compile(r"\{\{[<%][ \t]*/[ \t]*(?P<name>\w[\w/-]*)[ \t]*[>%]\}\}[ \t]*$", re.MULTILINE)  # {{< /notice >}}
_WITHIN = outside_code(  # A {{< ref "b" >}}bed{{< /ref >}}, and words beside it
    IN_LINE,
    r"(?P<behind>(?<=\S)|(?<=\S[ \t]))?\{\{[<%][ \t]*(?P<name>\w[\w/-]*)[^{}\n]*[>%]\}\}(?P<held>(?:(?!\{\{)[^\n])*)"
    r"\{\{[<%][ \t]*/[ \t]*(?P=name)[ \t]*[>%]\}\}(?(behind)|(?=[ \t]*\S))",
)
_DEEPEST = 6  # such commands in one another
_MOST = 50  # names of such commands: for each the whole text is read
_TITLE = re.compile(
    r"\b(?:title|header|summary)[ \t]*=[ \t]*\"(?P<given>[^\"]*)\"|[\w-]+[ \t]*=[ \t]*\"[^\"]*\"|\"(?P<typed>[^\"]*)\""
)
_NAMELESS = ("tabs", "table", "columns", "grid", "row", "div", "section")  # {{< tabs "id" >}}: the word is for the page
# {{< tabs items="Adults,Children" >}}, where each {{< tab >}} has no label of its own
_LABELS = outside_code(
    r"^(?P<opens>\{\{[<%][ \t]*tabs\b[^{}]*\bitems=\"(?P<labels>[^\"\n]+)\"[^{}]*[>%]\}\})"
    r"(?P<tabs>.{1,5000}?)(?=\{\{[<%][ \t]*/[ \t]*tabs\b)"
)
_NO_LABEL = re.compile(r"(?P<opens>\{\{[<%][ \t]*tab)(?=[ \t]*[>%]\}\})")
# ```{warning} Do not drive; ```admonish warning title="Do not drive"
_DIRECTIVE = re.compile(
    r"(?:\{(?P<kind>[a-z-]+)\}|admonish\b[ \t]*(?P<book>[a-z-]*))[ \t]*(?:title=\"(?P<given>[^\"]*)\")?(?P<title>.*)"
)
# What MyST sets beside or above other words, and is none of its boxes: the title stays, and the words
_HOLDERS = ("tab-set", "tab-item", "grid", "grid-item", "grid-item-card", "card", "topic", "sidebar", "margin", "container")
_SAID = r"(?:[ \t]*:[\w-]+:[^\n]*\n)"  # :class: dropdown
_OPTIONS = re.compile(rf"\A{_SAID}*")
_COLONS = outside_code(rf"^:{{3,}}[ \t]*\{{(?P<kind>[a-z-]+)\}}(?P<title>[^\n]*\n)(?P<options>{_SAID}+)")  # :::{note} Rest
_FIGURE = re.compile(  # ```{figure} bed.png, and :::{figure} bed.png, with what it shows and its caption below
    rf"^[ \t]*(?P<mark>`{{3,}}|:{{3,}})[ \t]*\{{(?:figure|image)\}}[ \t]*(?P<src>\S+)[ \t]*\n(?P<options>{_SAID}*)"
    r"(?P<held>[^`:]{0,2000}?)^[ \t]*(?P=mark)[ \t]*$",
    re.MULTILINE,
)
# What stands behind :::, such as warning Do not drive; danger[No alcohol]; {.callout-tip title="With food"}; {note} Rest
_BOXED = re.compile(r"(?P<name>\.?[\w-]*)(?:\[(?P<label>.*)\])?[ \t]*(?P<braced>\{[^{}]*\})?[ \t]*(?P<words>.*)")
_CLASS = re.compile(r"\.?(?:callout-)?(?P<kind>[a-z][\w-]*)")
# {.content-hidden}, {.content-visible when-format="html"}, of Quarto, whose default profile has no name
_HIDDEN = re.compile(
    r"\.?(?:content-)?hidden|\{[^{}]{0,200}\.(?P<hides>content-hidden|hidden|content-visible)\b"
    r"(?:[^{}]{0,200}?\b(?P<if>when|unless)-(?P<of>\w+)=\"(?P<what>[^\"]*)\")?[^{}]{0,200}\}"
)
_PAGES = ("pdf", "latex", "typst")  # as which format of Quarto's the press reads

_COLON = re.compile(r":{3,}[ \t]*(?P<rest>[^\n:]*)")
_HEAD = re.compile(r"#{1,6}[ \t]+(?P<words>[^\n{}#]*[^\s{}#])")  # ## Adults
_EMPTY = outside_code(r"^::: [\w-]+[ \t]*(?P<title>[^\n]*)\n(?:[ \t]*\n)*:::[ \t]*$")


def is_box(kind: str) -> bool:
    """Whether other programs, or the press, have a box of this kind."""
    return kind_of_box(kind) is not None


def boxed(rest: str) -> tuple[str, str]:
    """The kind of box that these words behind ::: open, "" where nobody knows it, and its title."""
    found = _BOXED.fullmatch(rest)
    assert found, "it matches any line"
    attributes = found["braced"] or (rest if "=" in rest else "")
    entitled = re.search(r"title=\"(?P<title>[^\"]*)\"", attributes)
    title = entitled["title"] if entitled else found["label"] or ("" if "=" in found["words"] else found["words"])
    kinds = (each["kind"] for each in _CLASS.finditer(f"{found['name']} {attributes}".lower().partition("=")[0]))
    styled = re.search(r"custom-style=\"(?P<names>[^\"]*)\"", attributes)  # of Word, as Pandoc has it: "Warning Box"
    warns = (word for word in (styled["names"].lower().split() if styled else ()) if _warns(word))
    return next(filter(is_box, kinds), next(warns, "")), title


def _warns(word: str) -> bool:
    kind = kind_of_box(word)
    return kind is not None and "acting" in kind.counts_as and "alone" in kind.counts_as


def is_hidden(rest: str) -> bool:
    """Whether what stands between ::: and these words, and :::, is shown to nobody, or not on pages."""
    found = _HIDDEN.fullmatch(rest)
    if not found or not found["hides"]:
        return found is not None
    if found["of"] == "meta":  # set elsewhere: nothing is lost
        return False
    holds = not found["if"] or (found["what"] in _PAGES) == (found["if"] == "when")
    return holds != (found["hides"] == "content-visible")


def with_boxes(text: str, brought: Brought) -> str:
    """The text with the boxes of GitHub in the place of others."""
    inside = text = _with_labels_of_tabs(text)
    for pattern, made in ((_BOX_INSIDE, _box_inside), (_DIV_INSIDE, _div_inside), (_ALERT_INSIDE, _alert_inside)):
        inside = each(pattern, made, inside)
    if inside != text:
        brought.tell("boxes inside lists are no boxes any more: their titles are strong words")
    text = each(_ALERT_INSIDE, _alert_inside, BLOCK_OF_CODE.sub(_directive, _FIGURE.sub(_figure, inside)))
    text = each(_COLONS, lambda found: f"::: {{{_kind_of(found['kind'], found['options'])}}} {found['title']}", text)
    text = each(_BOX, _indented, text)
    text = each(_TAB, lambda found: _entitled(found["title"], found["body"]), text)
    text = each(_LABELS, _with_labels, text)

    def within(found: re.Match[str]) -> str:
        brought.tell(f"a command to another program was left out, and the words in it stay: {found['name']}")
        return found["held"]

    text = each(_WITHIN, within, text)
    names = sorted({found["name"] for found in _CLOSED.finditer(text)})[:_MOST]
    for _ in range(_DEEPEST if names else 0):  # the innermost first
        text = each(_paired(names), box_or_words, text)
    return text


def _with_labels_of_tabs(text: str) -> str:
    """Titles between ::: {.panel-tabset} and ::: are labels of tabs: what stands behind the last tab is not of it."""
    if ".panel-tabset" not in text:
        return text
    open_ = list[bool]()

    def labelled(line: str) -> str:
        div, head = _COLON.match(line), _HEAD.match(line)
        if div and div["rest"]:
            open_.append(".panel-tabset" in div["rest"])
        elif div:
            del open_[-1:]
        return f"\n**{head['words']}**\n" if head and any(open_) else line

    return outside(BLOCK_OF_CODE, lambda words: "\n".join(map(labelled, words.split("\n"))), text)


def without_empty_boxes(text: str, brought: Brought) -> str:
    """The text, whose boxes are those of the press, without those that hold no words."""

    def title(found: re.Match[str]) -> str:
        brought.tell("a box that holds no words was left out")
        return "" if not found["title"] or is_box(found["title"].lower()) else f"**{found['title']}**"

    return each(_EMPTY, title, text)


def quoted_box(kind: str, title: str, words: str) -> str:
    lines = dedent(words.expandtabs(4)).strip("\n").split("\n")
    return "\n".join([f"> [!{kind}] {title}", *(f"> {line}" for line in lines), "", ""])


def _indented(found: re.Match[str]) -> str:
    words, title = found["body"] or found["inside"], found["title"]
    return quoted_box(found["kind"], title or "", words) if words else f"**{title or _name(found['kind'])}**\n\n"


def _name(kind: str) -> str:
    return kind.capitalize() if is_box(kind.lower()) else ""


def _box_inside(found: re.Match[str]) -> str:
    title, indent = found["title"] or _name(found["kind"]), found["indent"]
    words = re.sub(rf"^{indent}(?: {{4}}|\t)", indent, found["body"], flags=re.MULTILINE)
    return f"{indent}**{title}**\n\n{words}" if title else words


def _div_inside(found: re.Match[str]) -> str:
    kind, title = boxed(found["rest"].rstrip(": "))
    said = title or _name(kind)
    return f"{found['indent']}**{said}**\n" if said else ""


def _alert_inside(found: re.Match[str]) -> str:
    return f"{found['start']}**{found['title'] or _name(found['kind'])}**\n{found['start'].rstrip()}"


def _entitled(title: str, words: str) -> str:
    words = dedent(words.expandtabs(4)).strip("\n")
    return f"\n**{title}**\n\n{words}\n\n" if title else f"\n{words}\n\n"


def _with_labels(found: re.Match[str]) -> str:
    labels = iter(found["labels"].split(","))
    return found["opens"] + _NO_LABEL.sub(lambda tab: f'{tab["opens"]} "{next(labels, "").strip()}"', found["tabs"])


def _paired(names: Iterable[str]) -> re.Pattern[str]:
    """What stands between two commands of Hugo: {{< notice warning "Do not drive" >}}, words, and {{< /notice >}}."""
    known = "|".join(names)
    return outside_code(
        rf"^[ \t]*\{{\{{[<%][ \t]*(?P<name>{known})\b(?P<given>[^{{}}]{{0,300}}?)[>%]\}}\}}"
        rf"(?P<held>(?:(?!\{{\{{[<%][ \t]*(?:{known})\b).)*?)\{{\{{[<%][ \t]*/[ \t]*(?P=name)[ \t]*[>%]\}}\}}[ \t]*$"
    )


def box_or_words(found: re.Match[str]) -> str:
    """A box, or words with what stands above them."""
    given = [title["given"] or title["typed"] or "" for title in _TITLE.finditer(found["given"])]
    title = next((words for words in given if words and not is_box(words.lower())), "")
    name, said = found["name"].lower(), found["given"].replace(title, "") if title else found["given"]
    title = "" if name in _NAMELESS else title
    kind = next((word for word in [*re.findall(r"[a-z-]+", said.lower()), name] if is_box(word)), "note")
    return quoted_box(kind, title, found["held"]) if name in GENERIC or is_box(name) else _entitled(title, found["held"])


def _directive(found: re.Match[str]) -> str:
    opened = _DIRECTIVE.fullmatch(found["info"].strip())
    kind = (opened["kind"] or opened["book"] or "note") if opened else ""
    if not opened or not (is_box(kind) or kind in (*GENERIC, *_HOLDERS, "dropdown")):
        return found[0]
    words = re.sub(r"\n[ \t>]*[`~]*[ \t]*\Z", "\n", found[0].partition("\n")[2])
    options, title = _OPTIONS.match(words)[0], opened["given"] or opened["title"]  # type: ignore[index]
    held = BLOCK_OF_CODE.sub(_directive, words[len(options) :])
    return _entitled(title, held) if kind in _HOLDERS else quoted_box(_kind_of(kind, options), title, held)


def _figure(found: re.Match[str]) -> str:
    alt, caption = found["options"].partition(":alt:")[2].partition("\n")[0].strip(), " ".join(found["held"].split())
    return f"\n![{alt}](<{found['src']}>)\n" + f"Figure: {caption}\n" * bool(caption)


def _kind_of(kind: str, options: str) -> str:
    """The kind of a box of MyST: its own, or that of its class."""
    classes = re.findall(r"[a-z-]+", options.partition(":class:")[2].partition("\n")[0])
    return next((word for word in (*classes, kind) if is_box(word)), "note")

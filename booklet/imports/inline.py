"""Words and marks in a line, written as Markdown."""
import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from booklet.imports.literal import literal
from booklet.load.markdown.typed import pieces_of
from booklet.load.web_address import is_way_out, whole_address

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i", "s": "s", "del": "s", "strike": "s", "u": "u", "sub": "sub",
         "sup": "sup", "mark": "mark", "kbd": "kbd", "small": "small"}  # fmt: skip
_NOTE = re.compile(r"(\[(?:\^[0-9]+|@[^\[\]]+)\])(?=[(:])")  # [^1](, [^1]: and [@lee]: would be something else
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_HELD = re.compile(  # https://example.org/a, mailto:ward@example.org: what can stand between < and >
    r"https?://[A-Za-z0-9./:?#%+=&_~,@-]+|mailto:[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_SPACES = " \u00a0\u2002\u2003\u2009\u202f\u3000"  # but not the end of a line, which is part of a break
BREAK = "\\\n"


def written(parent: Element, line_break: str = BREAK) -> str:
    """The words in an element, as they are typed. `line_break` is what a break becomes."""
    text = _inside(parent, line_break, is_in_link=False)
    text = re.sub(r"[ \t]*\\\n[ \t]*", "\\\\\n", re.sub(r"[ \t]+", " ", text)).strip(" ")
    text = _NOTE.sub(r"\1\\", re.sub(r"^(?:\\\n)+|(?:\\\n)+$", "", text)).strip(" ")
    return text if text.strip() else ""


def _parts(inside: Sequence[str | Element], line_break: str, is_in_link: bool) -> Iterable[str]:
    for number, piece in enumerate(inside):
        if isinstance(piece, str):
            yield literal(_BLANKS.sub(" ", piece), is_in_link)
        elif piece.tag == "br":
            yield line_break
        elif piece.tag == "note":
            yield f"[^{piece.get('id')}]"
        elif piece.tag == "cited":
            works = ([f"@{work.get('key')}", work.get("at", "")] for work in piece)
            yield f"[{'; '.join(', '.join(filter(None, work)) for work in works)}]"
        elif piece.tag == "comment":
            said = f"said by {_aside(piece.attrib['by'] or 'somebody')}: " if "by" in piece.attrib else ""
            yield f"<!-- {said}{_aside(piece.text or '')} -->"
        elif piece.tag == "code":
            yield _code(piece)
        elif piece.tag == "a":
            yield _link(piece, line_break)
        else:
            before = inside[number - 1] if number else " "
            after = inside[number + 1] if number + 1 < len(inside) else " "
            yield _marked(piece, _inside(piece, line_break, is_in_link), before, after)


def _inside(parent: Element, line_break: str, is_in_link: bool) -> str:
    return _joined(_parts(list(pieces_of(parent)), line_break, is_in_link))


def _joined(parts: Iterable[str]) -> str:
    """Look![here](...) is no picture."""
    made = ""
    for part in parts:
        is_picture = part.startswith("[") and made.endswith("!") and not made.endswith("\\!")
        made = f"{made[:-1]}\\!{part}" if is_picture else made + part
    return made


def _marked(piece: Element, inside: str, before: str | Element, after: str | Element) -> str:
    """Words between marks where the marks are sure to be read as such, else between tags: sub*way*s is no such place."""
    tag, words = _TAGS.get(piece.tag, ""), inside.strip(_SPACES)
    if not tag or not words.strip("\\\n ") or f"</{tag}>" in inside:  # a tag inside itself says nothing new
        return inside
    start, end = inside[: len(inside) - len(inside.lstrip(_SPACES))], inside[len(inside.rstrip(_SPACES)) :]
    mark = _MARKS.get(piece.tag, "")
    if mark and mark[0] not in re.sub(r"\\.", "", words) and "\n" not in words:
        opens = start or _is_open(before, -1)
        if opens and (end or _is_open(after, 0)):
            return f"{start}{mark}{words}{mark}{end}"
    return f"{start}<{tag}>{words}</{tag}>{end}"


def _is_open(beside: str | Element, at: int) -> bool:
    """Whether a mark between this piece and a word opens or closes something: within a word it may be a sign."""
    if isinstance(beside, Element):
        return beside.tag == "br"
    return not beside[at:][:1].isalnum()


def _code(piece: Element) -> str:
    text = _BLANKS.sub(" ", "".join(piece.itertext()))
    if not text.strip() or "{" in text or "|" in text:  # what Jinja2 or a table would read there
        return literal(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if text[0] in "` " or text[-1] in "` " else f"{fence}{text}{fence}"


def address_of(link: Element) -> str:
    """Where a link leads, "" for nowhere that a handout may lead to."""
    address = re.sub(r"^(mailto:[^?]*)\?.*", r"\1", whole_address(link.get("href", "").strip()), flags=re.DOTALL)
    return address if is_way_out(address) or address.startswith("#") else ""


def _link(piece: Element, line_break: str) -> str:
    address = address_of(piece)
    if not address:
        return _inside(piece, line_break, is_in_link=False)
    inside = _inside(piece, " ", is_in_link=True)
    if not inside.strip():
        return inside
    start, end = inside[: len(inside) - len(inside.lstrip(_SPACES))], inside[len(inside.rstrip(_SPACES)) :]
    if "".join(piece.itertext()).strip() in (address, address.removeprefix("mailto:")) and _HELD.fullmatch(address):
        return f"{start}<{address.removeprefix('mailto:')}>{end}"
    target = re.sub(r"[\\`<>()\[\]{}|]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"{start}[{inside.strip(_SPACES)}]({re.sub('&(?=#?[0-9A-Za-z]+;)', '&amp;', target).replace(' ', '')}){end}"


def _aside(text: str) -> str:
    """Words for a comment: they end no comment, are no instruction, and name no claim of a dossier (C12)."""
    text = re.sub(r"--+|[<>{}]", lambda found: "-" if "-" in found[0] else " ", text)
    return " ".join(re.sub(r"\bC(?=[0-9]{1,3}\b)", "C ", text).split())

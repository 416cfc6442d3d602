"""Where an address stands in a text by itself. Source: CommonMark 0.31.2, section 6.5; GFM 0.29, section 6.9."""
import re
from xml.etree.ElementTree import Element

from booklet.load.markdown.typed import Typed, mark

BARE = (
    r"(?<![^\s*_~(>])(?:https?://|ftp://|www\.)"  # www.example.org, at the start of a word
    r"|(?<![\w.+-])[\w.+-]+@(?=[\w-]+\.)"  # ward@example.org
)
_HELD = re.compile(r"<(?P<address>[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*)>")  # <https://example.org>
_HELD_MAIL = re.compile(r"<(?P<address>[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)>")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<]{1,2000}(?![^\s<])")  # a longer one is none that anybody types
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![_-])(?![_-])")
_WITH_SUBJECT = re.compile(r"(?i:mailto:)(?P<to>[^?]+)\?")  # mailto:ward@example.org?subject=My%20visit
_TRAIL = re.compile(r"(?:[?!.,:*_~'\"]|&[A-Za-z0-9]+;)+$")  # what ends a sentence is no part of an address


def held_address(text: Typed, at: int) -> tuple[Element, int] | None:
    """The link between < and > that begins here, and where it ends."""
    for pattern, scheme in ((_HELD, ""), (_HELD_MAIL, "mailto:")):
        if found := pattern.match(text, at):
            begin, end = found.span("address")
            if mail := _WITH_SUBJECT.match(found["address"]):  # who prints it writes to the address alone
                begin, end = begin + mail.start("to"), begin + mail.end("to")
            return _link(text.cut(begin, end), scheme + found["address"]), found.end()
    return None


def bare_address(text: Typed, at: int) -> tuple[Element, int] | None:
    """The link that an address without any mark is, and where it ends."""
    mail, found = _MAIL.match(text, at), _ADDRESS.match(text, at)
    if not found:
        return (_link(text.cut(*mail.span()), f"mailto:{mail[0]}"), mail.end()) if mail else None
    written = _TRAIL.sub("", found[0])
    while written.endswith(")") and written.count(")") > written.count("("):
        written = _TRAIL.sub("", written[:-1])
    host = re.sub("^(?:https?|ftp)://", "", written)
    if "." not in host.split("/")[0]:
        return None
    return _link(text.cut(at, at + len(written)), written if "://" in written else f"http://{written}"), at + len(written)


def _link(shown: Typed, href: str) -> Element:
    return mark("a", shown.place(), shown, href=href)

"""Tags of HTML in a line of Markdown: what one means is written as Markdown has it; of one that says how words look, the
words stay."""
import html
import re

from booklet.imports.brought import Brought

_LINK = re.compile(r"<a\b(?P<rest>[^<>]*)>(?P<words>.*?)</a\s*>", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhref\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_TITLED = re.compile(r"<(?P<tag>summary|figcaption|h[1-6])\b[^<>]*>(?P<words>.*?)</(?P=tag)\s*>", re.IGNORECASE)
_RULE = re.compile(r"^\s*<hr\b[^<>]*>\s*$", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?P<tag>div|center|p|section|article|main|header|footer|aside|nav|figure|details|summary|picture)\b[^<>]*>",
    re.IGNORECASE,
)
_LOOK = re.compile(r"</?(?P<tag>font|big|tt|a|ins|source|samp|var|cite|code)\b(?!\s*href)[^<>]*>", re.IGNORECASE)
# <Callout type="tip">, of a website made of parts; not <Name of nurse>
_PART = re.compile(r"^\s*<(?=/|[^<>]*/>|[^<>]*=)/?(?P<tag>[A-Z][A-Za-z.]*)(?:\s[^<>]*)?/?>\s*$")


def without_tags(line: str, name: str, brought: Brought) -> str:
    """A line of the file `name`, without what stands in code. What becomes a block of its own has blank lines around it."""
    if "<" not in line:
        return line
    text = _LINK.sub(_link, re.sub(r"</br\s*>", "<br>", line))
    text = _TITLED.sub(lambda found: f"\n\n{_titled(found)}\n\n", _RULE.sub("\n***\n", text))
    for pattern, left in ((_PART, ""), (_BLOCK, "\n\n" if line.startswith("<") else " "), (_LOOK, "")):
        for found in pattern.finditer(text):
            brought.lost_in(name, f"the tag <{found['tag'].lower()}> was left out, and the words in it stay")
        text = pattern.sub(left, text)
    return text if text == line else re.sub(r"\n{3,}", "\n\n", text)


def _link(found: re.Match[str]) -> str:
    address = _ADDRESS.search(found["rest"])
    if not address or not found["words"].strip():
        return found["words"]
    to = html.unescape(address["double"] or address["single"] or "").strip()
    return f"[{found['words'].strip()}]({f'<{to}>' if re.search('[ ()]', to) else to})" if to else found["words"]


def _titled(found: re.Match[str]) -> str:
    words, tag = found["words"].strip(), found["tag"].lower()
    if tag == "summary" or not words:
        return f"**{words}**" if words and "**" not in words else words
    return f"Figure: {words}" if tag == "figcaption" else f"{'#' * int(tag[1])} {words}"

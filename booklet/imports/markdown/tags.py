"""Tags of HTML in a line of Markdown: what one means is written as Markdown has it; of one that says how words look, the
words stay."""
import html
import re

from tinyhtml5.constants import special_elements

from booklet.imports.brought import Brought
from booklet.load.markdown.inline import TAGS

_LINK = re.compile(r"<a\b(?P<rest>[^<>]*)>(?P<words>.*?)</a\s*>", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhref\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_TITLED = re.compile(r"<(?P<tag>summary|figcaption|h[1-6])\b[^<>]*>(?P<words>.*?)</(?P=tag)\s*>", re.IGNORECASE)
# <p style="text-decoration: line-through">: what is struck stays so
_STRUCK = re.compile(
    r"<(?P<tag>p|div|font|li|u|b|i|em|strong)\b[^<>]*\bline-through\b[^<>]*>(?P<words>.*?)</(?P=tag)\s*>", re.IGNORECASE
)
_QUOTED = re.compile(r"^\s*<blockquote\b[^<>]*>(?P<words>.*?)</blockquote\s*>\s*$", re.IGNORECASE)
_RULE = re.compile(r"^\s*<hr\b[^<>]*>\s*$", re.IGNORECASE)
# <Aside type="caution" title="Do not drive">, <TabItem label="Adults">: words above what is in it
_ENTITLED = re.compile(
    r"<[A-Z][A-Za-z.]*\b[^<>]*?\s(?:title|label|header)=(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)')[^<>]*>"
)
_TICK = re.compile(r"<input\b(?=[^<>]*\btype\s*=\s*[\"']?(?:checkbox|radio)\b)[^<>]*>[ \t]*", re.IGNORECASE)
_GAP = re.compile(
    r"<input\b(?![^<>]*\btype\s*=\s*[\"']?(?:hidden|submit|button|reset|image))[^<>]*>"
    r"|<textarea\b[^<>]*>(?:[^<]*</textarea\s*>)?",
    re.IGNORECASE,
)
_RUBY = re.compile(r"</?(?:ruby|rb|rp)\b[^<>]*>(?:[(（)）]</rp\s*>)?|<rt\b[^<>]*>(?P<words>[^<]*)</rt\s*>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?P<tag>div|center|p|section|article|main|header|footer|aside|nav|figure|details|summary|picture|address|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"<(?P<tag>iframe|video|audio|embed)\b(?P<rest>[^<>]*)>(?:[^<]*</(?P=tag)\s*>)?|</(?:video|audio)\s*>", re.IGNORECASE
)
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"'](?P<to>https?://[^\"'<>\s]+)[\"']", re.IGNORECASE)
_LOOK = re.compile(
    r"</?(?P<tag>font|big|tt|a|ins|source|samp|var|cite|dfn|time|data|bdi|bdo|wbr|nobr|code|label|button|input|textarea|form|select|option)\b(?!\s*href)[^<>]*>",
    re.IGNORECASE,
)
# <Callout type="tip">, of a website made of parts; not <Name of nurse>
_PART = re.compile(r"^\s*<(?=/|[^<>]*/>|[^<>]*=)/?(?P<tag>[A-Z][A-Za-z.]*)(?:\s[^<>]*)?/?>\s*$")
_PART_ENDS = re.compile(r"</(?P<tag>[A-Z][a-z][A-Za-z.]*)\s*>")  # </TabItem>
# x<b and c>d, where a browser would see a tag <b and c>; not text<details open>
_COMPARED = re.compile(
    r"(?<=[\w)%])<(?=[A-Za-z][\w-]*(?:[ \t]+(?!(?:hidden|open|reversed|checked|disabled|selected|controls|autoplay|loop"
    r"|muted|required|readonly|multiple|nowrap|compact|async|defer|allowfullscreen|markdown)\b)[A-Za-z]+)+[ \t]*>)"
)
_NO_TAG = re.compile(r"(?<!\\)<(?P<tag>[A-Za-z][\w-]*)(?:[ \t]+[\w-]+)*[ \t]*>")  # <your name>, <Name of nurse>
_HTML = {name for _, name in special_elements} | set(TAGS) | set("label ins canvas svg video audio picture q".split())


def without_tags(line: str, name: str, brought: Brought) -> str:
    """A line of the file `name`, without what stands in code. What becomes a block of its own has blank lines around it."""
    if "<" not in line:
        return line
    text = _COMPARED.sub(r"\\<", line)
    if text != line:
        brought.lost_in(name, f"what looks like a tag, and is none, prints as it stands: {_COMPARED.split(line)[1][:40]}")
    text = _LINK.sub(_link, re.sub(r"</br\s*>", "<br>", text))
    text = _TITLED.sub(lambda found: f"\n\n{_titled(found)}\n\n", _RULE.sub("\n***\n", text))
    text = _STRUCK.sub(lambda found: f"<del>{found['words']}</del>", text)
    text = _QUOTED.sub(lambda found: f"\n\n> {found['words'].strip()}\n\n", text)
    text = _ENTITLED.sub(lambda found: f"\n\n**{found['double'] or found['single']}**\n\n", text)
    text = _GAP.sub("____", _TICK.sub("[ ] ", text))
    text = _RUBY.sub(lambda found: f" ({found['words']})" if found["words"] else "", text)
    text = re.sub(r"<(?P<past>/?)q\b[^<>]*>", lambda found: "”" if found["past"] else "“", text, flags=re.IGNORECASE)
    text = _FILM.sub(lambda found: _film(found, name, brought), text)
    for pattern, left in ((_PART, ""), (_PART_ENDS, ""), (_BLOCK, "\n\n" if line.startswith("<") else " "), (_LOOK, "")):
        for found in pattern.finditer(text):
            brought.lost_in(name, f"the tag <{found['tag'].lower()}> was left out, and the words in it stay")
        text = pattern.sub(left, text)
    text = _NO_TAG.sub(lambda found: _typed(found, name, brought), text)
    return text if text == line else re.sub(r"\n{3,}", "\n\n", text)


def _film(found: re.Match[str], name: str, brought: Brought) -> str:
    """What plays in a page: its address, where it has one."""
    source = _SOURCE.search(found["rest"] or "")
    if found["tag"]:
        what = f"an address now: {source['to'][:80]}" if source else "left out"
        brought.lost_in(name, f"what plays or is shown in a page (<{found['tag'].lower()}>) is {what}")
    return f"<{source['to']}>" if source else ""


def _typed(found: re.Match[str], name: str, brought: Brought) -> str:
    """What stands between < and > and is no tag: words to fill in, which a browser would swallow."""
    if found["tag"].lower() in _HTML or f"</{found['tag']}" in found.string:
        return found[0]
    brought.lost_in(name, f"what looks like a tag, and is none, prints as it stands: {found[0][:40]}")
    return f"\\{found[0]}"


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

"""Quotation marks as they are printed: curled, each way round, as the booklet's language has them; dashes and degrees."""
import re
from collections.abc import Sequence
from dataclasses import replace

from booklet.core.printed.words import quotes_of
from booklet.model.tree import Element, Holder, Node, Nodes, Words, words_of

BLOCKS = frozenset({"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "h2", "h3", "h4", "h5", "h6", "h7", "br", "pre"})
_QUOTE = re.compile("[\"']")
_LETTERS_LEFT_OUT = re.compile(  # 'tis, '90s; '90er; Apr '26; 's avonds, 't; and no 't-test'
    r"'(?=[0-9]0(?:s|ern?)\b|[0-9]{2}\b(?![^']*'(?!\w))|(?:tis|twas|em|n|til|cause|round|bout)\b"
    r"|(?-i:[st])\b(?!'|[ -]test))",
    re.IGNORECASE,
)
# Rest -- and drink --- at home for 5--10 days; not https://example.org/2020--21 and 2024--05--12
_DASHES = re.compile(r"(?<=\s)(?P<dash>---?)(?=\s)|(?P<number>(?<![\w/.,:-])[0-9]+(?:[.,][0-9]+)?)--(?=[0-9]+(?![0-9]*--))")
# A cell or bracket of -3, -18 °C, -5 to -2, by -3 points; of 5 -10 mg, Covid -19 and two -3 tablets it is a hyphen
_LOW = r"-(?!0[0-9])[0-9]+(?:[.,][0-9]+)*"
_TO = r"\s[^\W\dA-Z_]{1,3}\s"
_MINUS = re.compile(
    rf"(?<=[\s(])(?<![0-9°CF%)]\s){_LOW}(?:{_TO}{_LOW}|(?=(?:{_TO}\+?[0-9]+)?[ \u00a0]?°))"
    rf"|(?<=[\n(]){_LOW}(?=\s?%?(?:\)|\Z))|(?<=\s[^\W\dA-Z_]{{2}}\s)(?<![0-9]\s..\s){_LOW}"
)
_DEGREE = re.compile(  # 30ºC, with the sign of 1º; not the door of 3º C
    r"(?:(?<=[0-9]{2})|(?<=[0-9][ \u00a0])|(?<=[0-9])(?=.[CF]))[º˚](?=[ \u00a0]?[CF]\b)"
)
_OPENS_BEHIND = re.compile(r"[\s(\[{“‘„‚«–—/-]")


def curled(nodes: Nodes, language: str) -> Nodes:
    """The same tree with each straight quotation mark as one that opens or closes."""
    return tuple(_Curler(quotes_of(language)).nodes(nodes))


def curled_text(text: str, language: str) -> str:
    """The same for a text by itself, such as a title."""
    return words_of(curled((Words(text),), language))


def _dash(found: re.Match[str]) -> str:
    return "—" if found["dash"] == "---" else f"{found['number'] or ''}–"


class _Curler:
    """Goes through a text, and knows the character before the next one, and whether it is within 'single' marks."""

    def __init__(self, quotes: Sequence[str]):
        self.quotes, self.before, self.is_within = quotes, "\n", False

    def nodes(self, nodes: Nodes) -> list[Node]:
        return [self._node(node) for node in nodes]

    def _node(self, node: Node) -> Node:
        if isinstance(node, Words):
            text = _DEGREE.sub("°", _DASHES.sub(_dash, node.text))
            text = self._curled(_MINUS.sub(lambda low: low[0].replace("-", "−"), self.before + text)[1:])
            return replace(node, text=text) if text != node.text else node
        if not isinstance(node, Holder):
            self.before = "x"
            return node
        is_block = isinstance(node, Element) and node.tag in BLOCKS
        self._begin(is_block)
        if isinstance(node, Element) and node.tag == "code":
            return node
        node = replace(node, inside=tuple(self.nodes(node.inside)))
        self._begin(is_block)
        return node

    def _begin(self, is_block: bool) -> None:
        if is_block:
            self.before, self.is_within = "\n", False

    def _curled(self, text: str) -> str:
        if not _QUOTE.search(text):
            self.before = text[-1:] or self.before
            return text
        before, curled = self.before, []
        for at, sign in enumerate(text):
            before_it, before = before, sign
            if sign in "\"'":
                opens = bool(_OPENS_BEHIND.match(before_it)) and not (sign == "'" and _LETTERS_LEFT_OUT.match(text, at))
                closes = sign == '"' or self.is_within and not text[at + 1 : at + 2].isalnum()  # ‚zu viel‘, and not geht’s
                self.is_within = opens if sign == "'" and (opens or closes) else self.is_within
                sign = self.quotes[(0 if opens else 1) + (2 if sign == "'" else 0)] if opens or closes else "’"
                before = "(" if opens else ")"  # “ opens in one language, and closes in another
            curled.append(sign)
        self.before = before
        return "".join(curled)

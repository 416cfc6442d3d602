"""The marks of the dialect, each written once: what is built, checked and signed reads them by these patterns.

Lines are matched from their start; a mark inside a line is searched for.
"""
import re
from urllib.parse import unquote

ITEM = r"(?:[-*+]|[0-9]{1,9}[.)])"  # - a coat, 3. a coat, 3) a coat
_INSIDE = r"[^\[\]]*"  # what stands between brackets
CITED = rf"\[(?P<works>@{_INSIDE})\]"  # [@lee2020, p. 4; @ray2021]
LINKED = rf"\[(?P<shown>{_INSIDE})\]\((?P<target>[^()\s]*)\)"  # [these signs](#when-to-call)
TAGGED = rf"\[(?P<foreign_words>{_INSIDE})\]\{{lang=(?P<language>[^{{}}\s]*)\}}"  # [Guten Tag]{lang=de}
SAID_ASIDE = r"<!--(?P<comment>(?:(?!<!--|-->).)*)-->"  # <!-- C12 C13 -->

OPEN = re.compile(r"^:::\s*(?P<kind>[^\s:]+)(?:\s+(?P<title>.*))?$")  # ::: safety Before you drive
CLOSE = re.compile(r"^:::\s*$")
COMMENT = re.compile(SAID_ASIDE)
CLAIM = re.compile(r"\b(?P<id>C[0-9]{1,3})\b")  # C12, in a comment
SUMMARY = re.compile(r"^<!-- *summary *-->\s*$")
HEADING = re.compile(r"^(?P<marks>#+)\s+(?P<words>\S.*)$")  # ## When to call
LABEL = re.compile(r"^(?P<label>Figure|Description|Table):\s+(?P<words>.*)$")  # Figure: Two cells
ROW = re.compile(r"^\s*\|")  # | 29 | 8 |
RULER = re.compile(r"^[\s|:-]+$")  # |---|:--:|
CITATION = re.compile(rf"(?<![ \t])[ \t]*{CITED}")
LINK = re.compile(LINKED)
FOREIGN = re.compile(TAGGED)
WORK = re.compile(r"@(?P<key>[\w.:-]*\w)")  # @lee2020
STRONG = re.compile(r"\*\*|(?<!_)__(?!_)")  # **bold**, but not a gap ____
GAP = r"_{4,}(?:[ \t]*x[ \t]?[1-9][0-9]?)?"  # ____, ____ x6
FIGURE = re.compile(r"\{\{\s*figure\(\s*[\"'](?P<id>[^\"'{}]*)[\"']\s*\)\s*\}\}")  # {{ figure("n01") }}
# ![Two cells](figures/cells.svg), ![Two cells](<figures/two cells.svg>): CommonMark 0.31, 6.3, without a title
PICTURE = re.compile(
    r"^\s*!\[(?P<alt>[^\[\]]*)\]\(\s*(?:<(?P<held>[^<>]+)>|(?P<file>(?:[^()\s<>]|\([^()\s<>]*\))+))\s*\)"
)


def picture_file(picture: re.Match[str]) -> str:
    """The file that a PICTURE names. A blank may be written as %20, as in an address."""
    return unquote(picture["held"] or picture["file"])

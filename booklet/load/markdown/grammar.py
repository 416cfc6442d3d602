"""The marks of the dialect, each written once: what is built, checked and signed reads them by these patterns.

What plain Markdown has is written where it is read. Lines are matched from their start.
"""
import re

# Figure 2: Two cells, **Table 1.** Doses, *Fig. 3: A cell*: captions with numbers of their own
NUMBERED = re.compile(
    r"(?P<set>[*_]{0,3})(?P<head>(?P<label>Fig(?:ure|\.)?|Table) (?P<number>[1-9][0-9]{0,2}(?:[.-][0-9]{1,2})?)[.:])"
    r"(?:(?P=set)[ \t]+(?P<words>\S.*)|[ \t]+(?P<inside>\S.*?)(?P=set)[ \t]*$)"
)
# ::: safety Before you drive, ::: Warning: Not with beer, :::{note} of MyST; of Pandoc and Quarto ::: {.callout-warning} and
# ::: {#one .callout-note collapse="true" title="Before you drive"}
OPEN = re.compile(
    r"^:::\s*(?P<braced>\{(?:#[\w-]+[ \t]+)?\.?(?:callout-)?(?=[\w-]+(?:[ \t][^{}]*)?\}))?(?P<kind>[^\s:]+?)"
    r"(?(braced)(?:[ \t]+(?:title=(?P<mark>[\"']?)(?P<said>.*?)(?P=mark)(?=[ \t}])"
    r"|[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}\"]*)))*+[ \t]*\})"
    r":?(?:\s+(?P<title>.*))?$"
)
# > **Warning:** Never with alcohol; > ⚠️ **Warning:** Never with alcohol; > **⚠️ Note**, and its words below
_ALARM = r"(?:[⚠🚨🛑⛔❗‼☠💡ℹ📌📝]\ufe0f?[ \t]*){0,3}"
LED = re.compile(
    rf"{_ALARM}\*\*[ \t]*{_ALARM}(?P<kind>(?i:warning|caution|danger|important|note|tip))"
    r"(?:[:!][ \t]*\*\*|[ \t]*\*\*[:!]|[ \t]*\*\*[ \t]*$)[ \t]*"
)
ALERT = re.compile(r"\[!(?P<kind>[A-Za-z][A-Za-z-]*)\][-+]?[ \t]*(?P<title>\S.*)?$")  # > [!WARNING], of GitHub
CLOSE = re.compile(r"^:::\s*$")
FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")  # ```python
# {warning}, {r, echo=FALSE}, mermaid: behind the marks of code, of which a program makes something else; not {.python}
FOR_PROGRAM = re.compile(
    r"\{[A-Za-z]|(?:mermaid|dot|graphviz|plantuml|dataview(?:js)?|query|tikz|vega-lite)$", re.IGNORECASE
)
LABEL = re.compile(r"(?P<label>Figure|Table|Description):[ \t]+(?=\S)")  # Figure: Two cells
# a) one, (ii) two; not e. g. milk
LETTERED = re.compile(
    r"(?P<opens>\(?)(?P<letter>[a-zA-Z]|[ivx]{2,4}|[IVX]{2,4})(?P<stop>[.)])[ \t\u00a0]+(?![a-z]\.)(?=\S|$)"
)
ROW = re.compile(r"^\s*\|")  # | 29 | 8 |
MEANING = re.compile(r":[ \t]+(?=\S)")  # :   A short sleep.
NOTE = re.compile(r"\[\^(?P<id>[^\s\[\]]+)\]:[ \t]*")  # [^1]: Taken together.
NOTED = re.compile(r"\[\^(?P<id>[^\s\[\]]+)\]")  # [^1]
NAMED = re.compile(r"[ \t]*\{[ \t]*#(?P<id>[\w.:-]+)[^{}]*\}[ \t]*$")  # {#when-to-call}, behind a heading
# [@lee2020, p. 4; @ray2021]; not [@ourward](https://www.instagram.com/ourward/), a name on another site
CITED = re.compile(r"\[(?P<works>@[^\[\]]*)\](?!\(<?https?://)")
# @lee2020, @doi:10.1016/S0140-6736(20)30183-5, @https://example.org/a?b=1
WORK = re.compile(r"@(?P<key>(?:doi:10\.|(?:url:)?https?://)[^\s,;\[\]]*[\w/)]|[\w.:/+-]*\w)")
BRACED = re.compile(r"\{(?P<inside>[^{}]*)\}")  # {lang=de}, behind words in brackets
# {.underline}, {#note .anchor}: what Pandoc writes behind words of Word that have no mark in Markdown
CLASSED = re.compile(
    r"\s*(?:[#.][\w:.-]+\s+)*\.(?:(?P<u>underline|ul)|(?P<mark>mark)|smallcaps|anchor)(?:\s+[#.][\w:.-]+)*\s*"
)
# {: .lead}, {.lead}, {-}
STYLED = re.compile(r"(?:^|(?<![ \t])[ \t]++)\{(?::[^{}\n]*|[ \t]*(?:\.[A-Za-z][^{}\n]*|-))\}[ \t]*$")
LANGUAGE = re.compile(r"\s*lang=[\"']?(?P<language>\S*?)[\"']?\s*")
ICON = re.compile(r"(?<![\w:]):(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*):(?![\w:/])")  # :pill:, as GitHub names a picture
# [ ] In date? in a cell; [x] Coat; [] Yes; [x] and [X] alone or on a line with [ ], where they keep no place free
BOX = re.compile(
    r"\[(?: {1,4}|(?<!\S\[)(?=\][ \t]+\w)|(?<![^\n]\[)(?P<done>x)(?=\][ \t])"
    r"|(?<!\S\[)(?P<mine>[xX])(?=\]\s|\]$))\](?![(\[:{])"
)
# ____, ____ x6; for ___ weeks, ___cm; one place for a date or a time: __/__/____, ____ / ____, ____:____, __.__.20__,
# _ _ _  _ _ _; ../../...., ../../20.., and signed ........, not Chapter 1 ........ 12.
GAP = re.compile(
    r"(?:(?=[_ /.:-]{0,40}?(?<!_)_{2,3}(?!_))_{2,}(?: ?[/.:-] ?(?:20)?_{2,})+|_{2,}(?:(?: ?/ ?|:)(?:20)?_{2,})+)(?!\w)"
    r"|(?<!\S)_(?: {1,3}_){3,}(?![^\s.,;)])"
    r"|(?<![^\s(])(?:_{2,3}(?=/[0-9]|[\s.,;:)°%]|\Z)|_{3}(?=(?:[ckm]?[gm]|m?[lL]|mmol|units?|hrs?|mins?|st|lb)\b))"
    r"|_{4,}(?:[ \t]*x[ \t]?(?P<lines>[1-9][0-9]?))?"
    r"|(?<![.…/])(?:(?:\.\.|…)[.…]*+ ?/ ?){2}(?:20)?(?:\.\.|…)[.…]*+(?![\w/])"
    r"|(?<![.…])(?:\.{6,}+|…{3,}+)(?!\s*[0-9£$€])"  # two … are how Chinese writes the one
)
ASIDE = re.compile(r"<!--(?P<comment>(?:(?!<!--|-->).)*)-->", re.DOTALL)  # <!-- C12 C13 -->
CLAIM = re.compile(r"\b(?P<id>C[0-9]{1,3})\b")  # C12, in a comment
FIGURE = re.compile(r"\{\{\s*figure\(\s*[\"'](?P<id>[^\"'{}]*)[\"']\s*\)\s*\}\}")  # {{ figure("n01") }}
# $x^2$, $5\\,mg$, $$ BMI = \\frac{w}{h^2} $$, of TeX; not $5 to $10, $____ and $____, nor $10 [@lee_2020] in US$
FORMULA = re.compile(
    r"\$\$(?:(?!__)[^$])+\$\$"
    r"|\$(?![\s$])(?=[^$]*(?:\\[A-Za-z,;:! ]|[\^_=])|[^\W\d_]\$)(?:(?!__|\[@|\]\()[^$])*(?<!\s)\$(?![0-9$])"
)
STARRED = re.compile(r"^[ \t>|]*\*{2,3}[ \t]+(?!.*\*\*)")  # ** with food
STARRING = re.compile(r"\w\*{2,3}(?![\w*])")  # 5 mg**, above that line
# <b>, </b>, <b class=, <!-- left open, <?php, <p at the end; not 3.5<x<5.0
TAG = re.compile(r"<(?:[/!?]|(?:(?=[\w-]+[\s/>])|(?<!\w<)(?=[\w-]+\Z))(?P<name>[A-Za-z][\w-]*))")
SECTION_FILE = re.compile(r"(?:\./)?[0-9]{3}-(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.md(?:#.*)?")  # 020-when-to-wash.md

"""Markdown as people write it: what CommonMark and GFM say that it means."""
import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import markdown
import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from booklet.load.dialect.blocks import read_blocks
from booklet.load.fields import fill_fields
from booklet.load.markdown.extension import Dialect, tree_of
from booklet.load.markdown.typed import Typed
from tests.spec import Example, examples

# Where the press reads otherwise than CommonMark, by the numbers of its examples, each with its reason.
OTHERWISE = {
    "four strokes, and two or three that stand alone, are a place to write": {46, 50, 55, 383, 384, 397, 426, 434, 435, 448, 451, 457, 459, 465, 468},
    "a line that looks like an item is one, however far it is set in": {289},
    "two blanks are enough for an item inside another, and four for a paragraph": {257, 297},
    "an address without marks is a link, as GFM has it": {608, 611, 612},
    "a definition leaves no gap in a list": {317},
    "what looks like no address defines nothing": {194, 203, 204},
    "a star between numbers is a sign": {356},
    "two stars with blanks within them are strong, as their author means it": {379, 391},
}
_RAW_HTML = re.compile(r"<(?:a href|b|bar|bab|b2|c2d|foo|responsive-image|img|div|table|del|i|style|script|pre|textarea)\b")
_BLOCKS = frozenset("div p ul ol li blockquote h1 h2 h3 h4 h5 h6 pre hr table thead tbody tr td th body dl dt dd".split())
_SAID = frozenset(("href", "src", "title", "alt", "start", "label"))


def meaning(element: Element, is_verbatim: bool = False) -> tuple[object, ...]:
    """What a tree says, without what makes no difference: blanks around blocks, and how an address is written."""
    tag = str(element.tag)
    said = {name: unquote(value) for name, value in element.items() if name in _SAID}
    is_verbatim = is_verbatim or tag == "pre"
    inside: list[object] = []
    for piece in [element.text, *(part for child in element for part in (child, child.tail))]:
        if isinstance(piece, Element):
            is_aside = piece.tag == "comment" or not isinstance(piece.tag, str)
            inside += [] if is_aside else [meaning(piece, is_verbatim)]
        elif piece:
            words = piece if is_verbatim else re.sub(r"\s+", " ", piece)
            inside = [*inside[:-1], inside[-1] + words] if inside and isinstance(inside[-1], str) else [*inside, words]
    return tag, tuple(sorted(said.items())), tuple(inside if is_verbatim else _trimmed(inside, tag))


def _trimmed(inside: list[object], tag: str) -> list[object]:
    """Without blanks at the ends of a block, beside blocks in it, and behind a break."""
    trimmed = []
    for at, piece in enumerate(inside):
        if isinstance(piece, str):
            before = inside[at - 1][0] if at else tag
            after = inside[at + 1][0] if at + 1 < len(inside) else tag
            piece = piece.lstrip() if before in _BLOCKS or before == "br" else piece
            piece = piece.rstrip() if after in _BLOCKS else piece
        trimmed += [piece] if piece else []
    return trimmed


def wanted(example: Example) -> tuple[object, ...]:
    page = tinyhtml5.parse(f"<!doctype html><body><div>{example.html}</div>", namespace_html_elements=False)
    return meaning(next(element for element in page.iter() if element.tag == "body")[0])


def read(text: str) -> Element:
    return tree_of([Typed(line, [(0, number, 1)]) for number, line in enumerate(text.removesuffix("\n").split("\n"), 1)])


def told() -> list[Example]:
    """The examples that are about something other than HTML."""
    return [
        example
        for example in examples()
        if example.section not in ("HTML blocks", "Raw HTML") and not _RAW_HTML.search(example.markdown)
    ]


def test_markdown_means_what_common_mark_says():
    """At 95 percent and more; where the press reads otherwise, it is for a reason."""
    differing = {example.number for example in told() if meaning(read(example.markdown)) != wanted(example)}
    assert differing == set().union(*OTHERWISE.values())
    assert len(differing) < 0.05 * len(told())


@pytest.mark.parametrize(("text", "html"), [
    ("a | b\n- | -\n1 | 2", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
    ("| a |\n|---|\n| `x \\| y` |", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>x | y</code></td></tr></tbody></table>"),
    ("Words\n| a | b |\n|---|---|\n| c |", "<p>Words</p><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>"),
    ("a. x\n   - y\nb. z", '<ol><li label="a.">x<ul><li>y</li></ul></li><li label="b.">z</li></ol>'),
    ("a) x\n- y\nb) z\n\nWe saw\nc) w", '<ol><li label="a)">x</li></ol><ul><li>y</li></ul><ol><li label="b)">z</li></ol><p>We saw c) w</p>'),
    ("1. x:\n(i) y\n(ii) z\n2. w", '<ol><li>x:<ol><li label="(i)">y</li><li label="(ii)">z</li></ol></li><li>w</li></ol>'),
    ("A. x\n\ny\n\nB. z", "<p>A. x</p><p>y</p><p>B. z</p>"),
    ("a) x\nb) z\nd) y\n\nE. coli", '<ol><li label="a)">x</li><li label="b)">z</li><li label="d)">y</li></ol><p>E. coli</p>'),
    ("a. x\n\nb. z\n\np. 5", '<ol><li label="a."><p>x</p></li><li label="b."><p>z</p></li></ol><p>p. 5</p>'),
    ("| a: | b |\n| **c:** | |", "<table><thead><tr><th></th><th></th></tr></thead><tbody><tr><td>a:</td><td>b</td></tr><tr><td><strong>c:</strong></td><td></td></tr></tbody></table>"),
    ("To:\n| a\n|   b\n|\n| `c`", "<p>To:<br />\na<br />\nb<br />\n<code>c</code></p>"),
    ("| a |\n|---|\n| c | |  |", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>"),
    ("| a | b |\n|---|\n| c | d |", "<p>| a | b |\n|---|\n| c | d |</p>"),
    ("~~no~~ ~no~ ~~~no~~~", "<p><del>no</del> <del>no</del> ~~~no~~~</p>"),
    ("4 x10^9/L, 10^-3, 1.73m^2 and (cm^3); not x^2, 10^2.5, 110^3, 10^9x",
     "<p>4 x10<sup>9</sup>/L, 10<sup>-3</sup>, 1.73m<sup>2</sup> and (cm<sup>3</sup>); not x^2, 10^2.5, 110^3, 10^9x</p>"),
    ("H~2~O, x^2^, 2^ and 3^, ==so==, a == b", "<p>H<sub>2</sub>O, x<sup>2</sup>, 2^ and 3^, <mark>so</mark>, a == b</p>"),
    ("Take 5~10 mL or 20~30 mL, (~5 mg) log~10~, 5~10,20~30, 10^5,10^6, 周一~周五,周六~周日",
     "<p>Take 5~10 mL or 20~30 mL, (~5 mg) log<sub>10</sub>, 5~10,20~30, 10^5,10^6, 周一~周五,周六~周日</p>"),
    ("2\\*3\\*4 and 2*3*4 mg, 5*2=10 and 3*2=6, 10*weight*2, 0.5*weight*height*2, *3* and 2**x** *5*mg",
     "<p>2*3*4 and 2*3*4 mg, 5*2=10 and 3*2=6, 10*weight*2, 0.5*weight*height*2, <em>3</em> and 2<strong>x</strong> <em>5</em>mg</p>"),
    ("Patient*innen und Ärzt*innen, Ärzt*innen/Kund*innen, *중요한 것*은, **Kund*innen**, *die* un*frigging*able",
     "<p>Patient*innen und Ärzt*innen, Ärzt*innen/Kund*innen, <em>중요한 것</em>은, <strong>Kund*innen</strong>, <em>die</em> un<em>frigging</em>able</p>"),
    ("*die Patient*innen*, *Ärzt*innen und Kund*innen*, *so un*frigging*able*, Kund*innen*",
     "<p><em>die Patient*innen</em>, <em>Ärzt*innen und Kund*innen</em>, <em>so un<em>frigging</em>able</em>, Kund<em>innen</em></p>"),
    ("** Stop ** now, **Warning **do, ** a ** [** b **](#c)\n\n( ** so** ).",
     '<p><strong>Stop</strong> now, <strong>Warning</strong> do, <strong>a</strong> <a href="#c"><strong>b</strong></a></p><p>( <strong>so</strong> ).</p>'),
    ("2 ** 3 and 4 ** 5, 5 mg** daily and 6 mg** too\n\n** with food\n\n**one and ** two **\n\nTea ** and ham ** may hurt\n\n(** a **) (** b **), ** `c` **",
     ("<p>2 ** 3 and 4 ** 5, 5 mg** daily and 6 mg** too</p><p>** with food</p><p>**one and ** two **</p><p>Tea ** and ham ** may hurt</p>"
     "<p>(** a <strong>) (</strong> b **), ** <code>c</code> **</p>")),
    ("** [a](#a) ** and ** `b` **", '<p><strong><a href="#a">a</a></strong> and <strong><code>b</code></strong></p>'),
    ("另外，**疾病（如肝）**也是。**「重要」**です、是**（如）**也",
     "<p>另外，<strong>疾病（如肝）</strong>也是。<strong>「重要」</strong>です、是<strong>（如）</strong>也</p>"),
    ("For ___ days (___).\n\n___\n\nSo___so", "<p>For <gap></gap> days (<gap></gap>).</p><hr><p>So___so</p>"),
    ("On __/__/____ at ___ : ___, ____/____/__, ____ / ____, ____ - ____, __so__. __5__",
     "<p>On <gap></gap> at <gap></gap>, <gap></gap>, <gap></gap>, <gap></gap> - <gap></gap>, <strong>so</strong>. <strong>5</strong></p>"),
    ("Dial *21* and the number, *67*, or press *5* now. *21* is so.",
     "<p>Dial *21* and the number, <em>67</em>, or press *5* now. <em>21</em> is so.</p>"),
    ("HLA-B*57:01 or HLA-A*31:01, *HLA-B*5, 10**5 to 10**6, 1~~2 or 3~~4, **2**",
     "<p>HLA-B*57:01 or HLA-A*31:01, <em>HLA-B</em>5, 10**5 to 10**6, 1~~2 or 3~~4, <strong>2</strong></p>"),
    ("[Dose]: 5mg\n\n[Warning]: overdose\n\n[Take]: Paracetamol:500mg\n\n[a]: <b>\n[b]: bed.html\n[//]: # (no)\n\n[a] [b]",
     '<p>[Dose]: 5mg</p><p>[Warning]: overdose</p><p>[Take]: Paracetamol:500mg</p><p><a href="b">a</a> <a href="bed.html">b</a></p>'),
    ("- < 2 years: 5 mL\n- > 2 years: 9 mL\n- >65: half\n- >= 80: none\n- > Rest", "<ul><li>&lt; 2 years: 5 mL</li><li>&gt; 2 years: 9 mL</li><li>&gt;65: half</li><li>&gt;= 80: none</li><li><blockquote><p>Rest</p></blockquote></li></ul>"),
    ("If it is\n> 38 °C, or\n>39, call.", "<p>If it is</p><blockquote><p>38 °C, or 39, call.</p></blockquote>"),
    ("If it is\n> 38 °C, call.\n\n>= 3 days\n\nIt says:\n> 5 mg", "<p>If it is &gt; 38 °C, call.</p><p>&gt;= 3 days</p><p>It says:</p><blockquote><p>5 mg</p></blockquote>"),
    ("Take 5 mg\n- 10 mg a day, or\nless.\n\nStore at\n- 18 °C.\n\nYou need\n- 2 eggs,\n  beaten\n- 1 cup", "<p>Take 5 mg - 10 mg a day, or less.</p><p>Store at - 18 °C.</p><p>You need</p><ul><li>2 eggs, beaten</li><li>1 cup</li></ul>"),
    ("Take:\n- 1 egg\n\n> 1. Rest\n> 2. Eat", "<p>Take:</p><ul><li>1 egg</li></ul><blockquote><ol><li>Rest</li><li>Eat</li></ol></blockquote>"),
    ("See www.example.org.", '<p>See <a href="http://www.example.org">www.example.org</a>.</p>'),
    ("(https://example.org/a_(b))", '<p>(<a href="https://example.org/a_(b)">https://example.org/a_(b)</a>)</p>'),
    ("ward@example.org, a.b@c_", '<p><a href="mailto:ward@example.org">ward@example.org</a>, a.b@c_</p>'),
    ("- [ ] tea\n- [x] milk\n- [a](#b)", '<ul><li><tick></tick>tea</li><li><tick></tick>milk</li><li><a href="#b">a</a></li></ul>'),
    ("Nap\n:   A short sleep.\n:   A rest.", "<dl><dt>Nap</dt><dd>A short sleep.</dd><dd>A rest.</dd></dl>"),
    ("2. Avoid:\n  * Coffee\n    * Espresso\n  * Tea", '<ol start="2"><li>Avoid:<ul><li>Coffee<ul><li>Espresso</li></ul></li><li>Tea</li></ul></li></ol>'),
    ("    * tea\n    * milk", "<ul><li>tea</li><li>milk</li></ul>"),
    ("## Rest {#rest}", "<h2>Rest</h2>"), ("## Rest {.unnumbered}\n\nIt helps. {.lead}\n\nSo it does.\n{: .lead}", "<h2>Rest</h2><p>It helps.</p><p>So it does.</p>"),
    ("[so]{.underline} [it]{.mark} [is]{.smallcaps}[]{#_Ref1 .anchor}", "<p><u>so</u> <mark>it</mark> <span>is</span><span></span></p>"),
    ("![a](b.png){width=50%}", '<p><img src="b.png" alt="a"></p>'),
    ("CO<sub>2</sub> <B>so</B><br/>it<strike>no</strike><span style='text-decoration: line-through'>5 mg</span>", "<p>CO<sub>2</sub> <strong>so</strong><br>it<del>no</del><del>5 mg</del></p>"),
    ("1. a\n2. b\n4. c", '<ol><li>a</li><li>b</li></ol><ol start="4"><li>c</li></ol>'),
])  # fmt: skip
def test_what_others_write_beside_it_is_read_too(text, html):
    assert meaning(read(text)) == wanted(Example(0, "", text, html))


VALUES = {"clinic": {"name": "A rather long name of a clinic", "phone": "0", "country": "GB"}}
BEFORE = ["Rest ", "{{ clinic.name }}", "{{clinic.phone}}", '{% if clinic.country == "GB" %}so {% endif %}', "**now** ", "&amp;", "\\*",
          '{% if clinic.country == "US" %}not so {% endif %}', '{% if clinic.country == "US" %}a{% else %}b {% endif %}']  # fmt: skip
ABOVE = ["", "Rest.", "{{ clinic.name }} is open.", "- {{ clinic.phone }}"]


@given(st.lists(st.sampled_from(ABOVE), max_size=6), st.booleans(), st.sampled_from(["", "- ", "> ", "1. ", "- > ", "## "]),
       st.lists(st.sampled_from(BEFORE), max_size=6), st.integers(1, 9))  # fmt: skip
def test_a_problem_is_told_where_it_was_typed_also_behind_a_field(above, is_asked, mark, before, first):
    """What a clinic fills in is longer or shorter than what its author typed."""
    lines = ['{% if clinic.country == "GB" %}', *above, "{% endif %}"] if is_asked else above
    line = f"{mark}{''.join(before)}[bed](nowhere)"
    text = "\n".join([*lines, "", line])
    typed, slots, wrong = fill_fields(text, first, "a.md", VALUES, ())
    assert wrong == []
    _, _, problems = read_blocks(typed, "a.md", slots)
    places = [str(problem.place) for problem in problems if problem.slug == "lost-link"]
    assert places == [f"a.md:{first + len(lines) + 1}:{line.index('[bed]') + 1}"]


def test_it_is_an_extension_of_python_markdown():
    assert markdown.markdown("**So** &amp; [on](https://example.org)", extensions=[Dialect()]) == (
        '<p><strong>So</strong> &amp; <a href="https://example.org">on</a></p>'
    )


def test_each_word_knows_where_it_was_typed():
    """A problem is told with its line and column, however deep the words lie."""
    text = "> - one **two**\n>   three [four](#a)\n\n| a | b |\n|---|---|\n| c | d\\|e *f* |"
    lines = text.split("\n")
    found = [word for element in read(text).iter() for word in (element.text, element.tail) if isinstance(word, Typed)]
    words = {match[0]: word.place(match.start()) for word in found for match in re.finditer(r"\w+", word)}
    assert words.keys() == {*"abcdef", "one", "two", "three", "four"}
    for word, (line, column) in words.items():
        assert lines[line - 1][column - 1 :].startswith(word)

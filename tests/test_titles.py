"""Titles: lines of about the same length, of any words in any width, and as many lines as they would take anyway."""
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from booklet.core.engine import renderer_warnings
from booklet.core.own_table import STYLES
from booklet.paginate.engine import Look, engine_problems, laid_out_tree, root_box
from tests.pages import Faces

LOOK = Look()
HEADING = "<h2>{}</h2>"
KINDS = (HEADING, '<figure class="figure"><p class="title"><span class="figure-number">Figure 1</span> {}</p></figure>',
         '<ol class="toc"><li><a><span class="n">1</span> <span class="t">{}</span> <span class="pg">2</span></a></li></ol>',
         '<table class="table" style="width: 100%"><thead><tr><th>{}</th></tr></thead></table>')  # fmt: skip
WORDS = "a we may help pain at night the safety well-known questions".split()
TITLES = st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.sampled_from(KINDS), st.integers(30, 120))
Line = tuple[str, float, float]  # its words, its left and its right edge in pixels


def laid(titles: list[tuple[str, str, int]], direction: str = "ltr") -> list[list[list[Line]]]:
    """The lines of each title of a kind in a column of so many millimetres: as they come, and as the press sets them."""
    assert engine_problems() == []
    links = "".join(f'<link rel="stylesheet" href="{name}.css">' for name in ("tokens", "base", "components"))
    style = "<style>@page { size: 150mm 9000mm; margin: 0 } .usual * { --wrap: none }</style>"
    body = "".join(
        f'<div class="{name}" style="width: {width}mm">{kind.format(title)}</div>' for title, kind, width in titles for name in ("usual", "made")
    )  # fmt: skip
    html = f'<html lang="en" dir="{direction}"><head>{links}{style}</head><body>{body}</body></html>'
    with renderer_warnings():
        page = laid_out_tree(HTML(string=html, base_url=f"{STYLES}/", url_fetcher=Faces()), LOOK).pages[0]
    found = [
        [_line(box) for box in each.descendants() if type(box).__name__ == "LineBox" and box.element.get("class") not in ("n", "pg")]
        for each in root_box(page).descendants() if each.element_tag == "div"
    ]  # fmt: skip
    return [found[at : at + 2] for at in range(0, len(found), 2)]


def _line(box) -> Line:
    text = "".join(each.text for each in box.descendants() if hasattr(each, "text"))
    return text, box.position_x, box.position_x + box.width


@settings(max_examples=6, deadline=None)
@given(st.lists(TITLES, min_size=4, max_size=8), st.sampled_from(["ltr", "rtl"]))
def test_a_title_keeps_its_words_its_lines_and_its_column(titles, direction):
    begins = 1 if direction == "ltr" else 2
    for usual, made in laid([(" ".join(words), kind, width) for words, kind, width in titles], direction):
        assert len(made) == len(usual)
        words, before = ([word for line in each for word in line[0].split()] for each in (made, usual))
        assert words == before, "no word is parted that was whole"
        assert [round(line[begins]) for line in made] == [round(line[begins]) for line in usual]
        widths, before = ([right - left for _, left, right in each] for each in (made, usual))
        assert max(widths) <= max(before) + 0.1
        assert widths[-1] >= before[-1] - 0.1


def test_no_short_word_stands_alone_below_a_title():
    ((usual, made),) = laid([("Will I need to see it with my own eyes at home?", HEADING, 100)])
    assert usual[-1][0].split() == ["home?"]
    assert made[-1][2] - made[-1][1] > (made[0][2] - made[0][1]) * 0.7


def test_a_word_that_is_wider_than_half_of_a_title_stays_whole():
    ((usual, made),) = laid([("Electroconvulsive therapy", HEADING, 110)])
    assert [line[0].strip() for line in made] == [line[0].strip() for line in usual] == ["Electroconvulsive", "therapy"]


def test_a_short_word_below_two_full_lines_gets_another_one():
    """No narrower column of as many lines would move it."""
    ((usual, made),) = laid([("A handout about the brain", HEADING, 52)])
    assert [line[0].split()[-1] for line in usual] == ["handout", "the", "brain"]
    assert [line[0].split()[-1] for line in made] == ["handout", "about", "brain"]


def test_a_title_without_spaces_is_as_even():
    """Chinese and Japanese: a line may end after each letter, and a word in katakana stays whole."""
    for title in ("手术前一天晚上请不要进食或饮水", "前の日の夜からジュースを飲まない"):
        ((usual, made),) = laid([(title, HEADING, 112)])
        widths, before = ([right - left for _, left, right in each] for each in (made, usual))
        assert "".join(line[0] for line in made) == title and len(made) == len(usual) == 2
        assert widths[-1] > widths[0] * 0.8 > before[-1]

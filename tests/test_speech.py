"""Words that need help to be said right: another language, and letters that stand for a name."""
import pikepdf
import pytest

from booklet.core.problems import Place
from booklet.model.manuscript import Abbreviation, Passage
from booklet.model.tree import Element, Value, Words
from booklet.template.abbreviations import with_expansions
from booklet.template.html import html_of
from tests.manuscripts import FILES

FULL = '<abbr title="World Health Organization">WHO</abbr>'
WHO = Abbreviation("WHO", "World Health Organization", Place("glossary.md", 1))


def paragraph(words: str) -> Element:
    return Element("p", (Words(words),))


def spans(proof) -> list[pikepdf.Dictionary]:
    return [o for o in proof.pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Span"]


def test_a_passage_in_another_language_is_spoken_in_it(press):
    """A German name said with English sounds is no name."""
    proof = press("They say [Gute Besserung]{lang=de} there.")
    assert "They say Gute Besserung there." in proof.words_text()
    assert [str(span.Lang) for span in spans(proof)] == ["de"]


def test_an_abbreviation_is_told_at_its_first_use_in_a_section(press):
    proof = press("The WHO says so, and the WHO knows.", glossary="*[WHO]: World Health Organization\n")
    assert [str(span.E) for span in spans(proof)] == ["World Health Organization"]
    assert "The WHO says so, and the WHO knows." in proof.words_text()


def expanded(*nodes, known=WHO) -> str:
    (passage,) = with_expansions([Passage(nodes, Place("a.md", 1))], [known], lambda text: (Words(text),))
    return html_of(passage.nodes, lambda node: node)


@pytest.mark.parametrize(("nodes", "html"), [
    ([paragraph("The WHO, the WHO.")], f"<p>The {FULL}, the WHO.</p>\n"),
    ([Element("h3", (Words("WHO"),)), paragraph("WHO")], f"<h3>WHO</h3>\n<p>{FULL}</p>\n"),
    ([paragraph("WHOLE, who, X-WHO, WHO-5")], "<p>WHOLE, who, X-WHO, WHO-5</p>\n"),
    ([Element("p", (Value("Our WHO desk"),))], f"<p>Our {FULL} desk</p>\n"),
    ([Element("p", (Element("strong", (Words("the WHO"),)), Words(" and WHO")))], f"<p><strong>the {FULL}</strong> and WHO</p>\n"),
])  # fmt: skip
def test_only_the_first_use_in_the_running_text_is_expanded(nodes, html):
    assert expanded(*nodes) == html


def test_a_name_may_hold_any_sign():
    """What an author types stays words, never markup."""
    sly = Abbreviation("R&D", 'research & "development" <b>', Place("glossary.md", 1))
    html = '<p>Our <abbr title="research &amp; &quot;development&quot; &lt;b&gt;">R&amp;D</abbr>.</p>\n'
    assert expanded(paragraph("Our R&D."), known=sly) == html


@pytest.mark.parametrize(("lines", "told"), [
    ("*[WHO]:\n", ["sections/glossary.md:1: bad-abbreviation"]),
    ("*[]: nothing\n", ["sections/glossary.md:1: bad-abbreviation"]),
    ("*[WHO]: a <b>name</b>\n", ["sections/glossary.md:1: bad-abbreviation"]),
    ("*[WHO]: World Health Organization\n", []),
    ("*[go]: a\n\n*[go]: b\n", ["sections/glossary.md:3: bad-abbreviation"]),
])  # fmt: skip
def test_a_bad_abbreviation_is_told(handout, lines, told):
    handout.write("glossary.md", lines + FILES.get("glossary.md", ""))
    handout.body("We go home.\n")
    assert [problem for problem in handout.refused() if "abbreviation" in problem] == told


def test_an_abbreviation_that_nothing_uses_is_advice_as_a_term_is(handout):
    """Sugar is written HbA~1c~, and its letters stand in the glossary as HbA1c: nothing was built."""
    handout.write("glossary.md", "*[HbA1c]: sugar on the blood\n" + FILES.get("glossary.md", ""))
    handout.body("Your HbA~1c~ was high.\n")
    assert handout.refused() == ["sections/glossary.md:1: unused-term"], "this handout makes an error of it"
    handout.change("booklet.toml", 'unused-term = "error"', "")
    handout.accepted()


@pytest.mark.parametrize("words", ["[Gute]{lang=deutsch}", "[]{lang=de}", "[Gute]{lang=}", '[Gute]{lang=de"onclick}'])
def test_a_bad_language_is_told(handout, words):
    handout.body(f"They say {words} there.\n")
    assert "sections/010-rest.md:5: bad-language" in handout.refused()


def test_words_that_are_struck_are_said_to_be(press):
    """Not 20, 10 mg: whoever listens heard both doses, and nobody who sees nothing knows of the line through one."""
    proof = press("Take ~~20~~ 10 mg.[@lee2020]")
    assert "Take (crossed out: 20) 10 mg." in " ".join(proof.words_text().split())
    (struck,) = [branch for branch in proof.branches if str(branch.attribute("/TextDecorationType")) == "/LineThrough"]
    assert struck.tag == "Span" and struck.words("/Alt") == "(crossed out: 20)"
    assert "crossed out" not in proof.text_of(0)

"""Printed words: all that the press says by itself is in one file for each language, and nowhere else."""
import json
import re
from contextlib import closing
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from booklet.cite.csl import printed_lines
from booklet.core.own_table import STYLES
from booklet.core.printed.callouts import callouts
from booklet.core.printed.words import FOLDER, category, gaps, printed_words
from booklet.load.dialect.quotes import curled_text
from booklet.check.pdf.document import Proof
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.template import fill_template
from booklet.template.text.text import plain_text
from booklet.template.web.page import web_page
from tests.conftest import ROOT, SECTIONS
from tests.links import links_of

ENGLISH = printed_words("en")
TABLES = {name.split(".")[0] for name in ENGLISH.forms}
FOR_REVIEWERS = {"calibrate", "changes", "ledger", "report", "scorecard", "shelf", "user-test"}  # still in English, in their templates
TEMPLATES = [
    file for file in sorted((STYLES / "templates").rglob("*.*"))
    if file.stem not in FOR_REVIEWERS and file.suffix in (".html", ".svg", ".txt")
]  # fmt: skip
ROOMS = ("template", "model", "copies", "cite/unwritten.py", "core/printed/words.py")
NAMED = re.compile(rf"""["'](?P<name>(?:{'|'.join(sorted(TABLES))})\.(?!html|css|txt)[a-z0-9_]*)""")  # "cover.version", "grades." ~ grade
_JINJA, _TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL), re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(r'(?:aria-label|title|alt|content|data-head)="(?P<words>[^"]*)"')
_LITERAL = re.compile(r"{[{%](?P<code>.*?)[%}]}", re.DOTALL)
MACHINE = re.compile(r"width=device-width.*|light dark|no-referrer|telephone=no|default-src .*|booklet")  # for browsers alone


def named() -> set[str]:
    """The names of words in templates and code; one that ends in a dot or an underscore begins many."""
    rooms = [ROOT / "booklet" / room for room in ROOMS]
    files = [*TEMPLATES, *(file for room in rooms for file in ([room] if room.suffix else room.rglob("*.py")))]
    texts = (file.read_text("utf-8") for file in files)
    return {found["name"] for text in texts for found in NAMED.finditer(text)}


def test_only_words_that_there_are_are_named_and_each_is_used():
    names = named()
    begun = tuple(name for name in names if name.endswith((".", "_")))
    assert {name for name in names - set(begun) if name not in ENGLISH.forms} == set()
    used = names | {name for name in ENGLISH.forms if name.startswith(begun)}
    assert set(ENGLISH.forms) - used == set()
    grades = {grade for kind in callouts().values() if kind.shape == "evidence" for grade in kind.grades}
    assert {f"grades.{grade}" for grade in grades} == {name for name in ENGLISH.forms if name.startswith("grades.")}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_says_anything_by_itself(file):
    """What stands in a template is in English in every language."""
    text = file.read_text("utf-8")
    html = _JINJA.sub("", text)
    said = [_TAG.sub(" ", html), *(found["words"] for found in _SPOKEN.finditer(html))]
    words = [word for part in said if not MACHINE.fullmatch(part.strip()) for word in re.findall(r"[A-Za-z]{2,}", part)]
    assert words == []
    literals = [
        literal for code in _LITERAL.finditer(text) for literal in re.findall(r'"([^"]*)"', code["code"])
        if re.search(r"[A-Z][a-z]+ |[a-z]{2} [a-z]{2}|^[A-Z][a-z]+$", literal) and not literal.startswith((" ", "<", "margin"))
    ]  # fmt: skip
    assert literals == []


def upside_down(words: str) -> str:
    """Words that no English reader could have written, with what is filled in left as it is."""
    return re.sub(r"{\w+}|[A-Za-z]", lambda found: found[0] if found[0][0] == "{" else "q", words)


def phrases() -> list[str]:
    """English words that nobody writes by chance."""
    forms = (form for form in ENGLISH.forms.values() for form in ([form] if isinstance(form, str) else list(form)))
    return [form for form in forms if len(form) > 12 and " " in form.strip() and "{" not in form]


def test_a_booklet_in_another_language_has_no_word_of_english(handout, monkeypatch):
    """A file that says it is German, with "Key points" and "How to use this booklet" in it, is read aloud as nonsense."""
    handout.speaks("de", upside_down)
    held = {"steps": "1. Rest.\n2. Rest.", "levels": "- expected\n  - Rest.\n- call\n  - Rest."}
    kinds = "\n\n".join(
        f"::: {kind} Rest\n{held.get(kind, 'Rest.')}\n:::" for kind in callouts() if not callouts()[kind].grades
    )
    graded = "::: evidence mixed: Rest\nRest.\n:::\n\n::: certainty animals: Rest\nRest.\n:::"
    figure = '{{ figure("n01") }}'
    handout.body(f"{kinds}\n\n{graded}\n\nSee [](#n01), [](#references).\n\n{figure}\n\n- [ ] Rest\n\n____ x3")
    cited = read_manuscript(handout.folder)
    lines = printed_lines([ref.reference for ref in cited.references])
    page = web_page(cited, lines, is_dressed=False)
    paper = fill_template(cited, "a4", lines, ("diary", "questions", "notes")).html
    for told in (page, paper, plain_text(page)):
        told = re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL)
        assert [phrase for phrase in phrases() if phrase in told.replace("Life in danger now?", "")] == []  # booklet.toml's own
        assert "qqq" in told
    ways = [link.description for link in links_of(Proof(make_proof(cited, "a4")[0]))]
    assert len(ways) > 4 and not [way for way in ways if re.search(r"(?i)\bpage|figure|references", way)]  # heard for the link
    assert not re.search(r"\bFigure\b|\bReferences\b|\bSection\b|\bVersion\b|\bFact\b|\b(?:January|DRAFT)\b", re.sub("<[^>]*>", " ", paper))


def test_a_language_without_its_printed_words_stops_the_build_and_a_draft_has_those_of_english(handout):
    """real-15: a Spanish handout had English headings and help, and nothing told it. No draft showed what is written so far."""
    handout.change("booklet.toml", 'language = "en-GB"', 'language = "de"')
    assert handout.refused() == ["sections/booklet.toml:5: no-printed-words"]
    assert "add styles/words/de.toml" in handout.said
    assert handout.command("build", "--draft", "--source", "sections", "--out", "dist") == 0
    with closing(PdfDocument(handout.out / "rest-a4.DRAFT.pdf")) as draft:
        assert "References" in "".join(page.get_textpage().get_text_range() for page in draft)
    assert "no-printed-words" in handout.said
    handout.speaks("de", upside_down)  # and once they are there, as in a studio that has stayed open, its own
    cited = read_manuscript(handout.folder)
    page = web_page(cited, printed_lines([each.reference for each in cited.references]), is_dressed=False)
    assert "Back to contents" not in page


def test_a_copy_of_the_english_words_is_no_translation(handout):
    """The file that the hint asks for, added and left as it was: all was built, with English headings and help again."""
    handout.speaks("de", str)
    assert handout.refused() == ["sections/booklet.toml:5: no-printed-words"]
    assert "are English still" in handout.said


def test_marks_within_quotes_close_as_their_language_has_them_and_an_apostrophe_is_none(handout):
    """„aber nicht ‚zu viel’.“ for „aber nicht ‚zu viel‘.“"""
    file = handout.speaks("de")
    file.write_text(file.read_text("utf-8").replace(r'"\u201c", "\u201d", "\u2018", "\u2019"', '"„", "“", "‚", "‘"'), "utf-8")
    typed = "\"So geht's\", sagt sie, \"aber nicht 'zu viel'.\" Hans' Hut, 'Tee'"
    assert curled_text(typed, "de") == "„So geht’s“, sagt sie, „aber nicht ‚zu viel‘.“ Hans’ Hut, ‚Tee‘"
    assert curled_text("'s Avonds, 't huis, '90er und 'zo'n dag', 't-test', 's', 'T cells'", "de") == (
        "’s Avonds, ’t huis, ’90er und ‚zo’n dag‘, ‚t-test‘, ‚s‘, ‚T cells‘"
    )
    assert curled_text("\"Nicht 'viel'\", 'nie \"zu viel\"'", "de") == "„Nicht ‚viel‘“, ‚nie „zu viel“‘"


@pytest.mark.parametrize("language", ["en-GB", "en-US"])
def test_english_of_each_country_has_the_words_of_english(handout, language):
    handout.change("booklet.toml", 'language = "en-GB"', f'language = "{language}"')
    handout.accepted()


@pytest.mark.parametrize(("old", "new"), [
    ('version = "Version"', ""), ('dated = "Version {version}, {date}."', 'dated = "Version {version}."'),
    ('version = "Version"', 'version = "{"'), ('version = "Version"', "version = 3"),
    ('other = "Length: {count} pages"', 'few = "Length: {count} pages"'), ('title = "Who made this"', "title = Who made this"),
    (r'"\u201c", "\u201d", ', ""), (r'quotes = ["\u201c"', r'quotes = [3, "\u201c"'), (r'quotes = ["\u201c"', r'marks = ["\u201c"'),
])  # fmt: skip
def test_a_language_that_lacks_a_word_is_told_which(handout, old, new):
    """Before a page is made: a word that is missed at the press is a traceback."""
    file = handout.speaks("de")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = handout.refused()
    assert problem.endswith(("no-printed-words", "bad-toml"))
    assert "de.toml" in handout.said


def test_a_number_has_the_signs_of_its_language(handout):
    """Who is Dutch reads 1,500 mg as one and a half: in a figure, its caption, its words for who cannot see it, and a sentence."""
    file = handout.speaks("nl")
    words = file.read_text("utf-8").replace('thousands = ","', 'thousands = "."').replace('point = "."', 'point = ","')
    file.write_text(words, encoding="utf-8")
    doses = {"name": "a", "label": "Avond", "unit": "mg", "morning": 0.5, "evening": 900, "a_day": 900.5}
    entry = {"id": "n01", "chart": "doses", "title": "Per dag", "caption": "Van {people} mensen.", "how_to_read": "Zo veel.",
             "values": {"people": 1500}, "medicines": [doses]}  # fmt: skip
    handout.write("numbers.json", json.dumps([entry]))
    handout.body("{{ figure(\"n01\") }}\n\nHet zijn {{ numbers.n01.people }}.")
    cited = read_manuscript(handout.folder)
    paper = fill_template(cited, "a4", printed_lines([ref.reference for ref in cited.references]), ()).html
    assert paper.count("1.500") == 2 and "0,5" in paper
    assert not re.search(r"1,500|0\.5", re.sub(r"<style>.*?</style>|<[^>]*>", " ", paper, flags=re.DOTALL))


def test_a_date_in_digits_is_to_be_written_in_the_words_of_its_language(handout):
    """In Dutch the day comes first, so that 3/4/2026 misleads nobody there; in English it does."""
    handout.body("Come on 3/4/2026.")
    assert handout.command("check", "--source", "sections") == 1
    assert "misread-date: “3/4/2026” is 3 April 2026 for one reader, and 4 March 2026 for another" in handout.said
    file = handout.speaks("nl")
    words, months = file.read_text("utf-8"), ", ".join(f'"maand {n}"' for n in range(1, 13))
    file.write_text(re.sub(r"months = \[[^]]*\]", f"months = [{months}]", words), encoding="utf-8")
    handout.body("Kom op 3/4/2026.")
    handout.command("check", "--source", "sections")
    assert "date-in-digits: “3/4/2026” leaves readers" in handout.said and "write 3 maand 4 2026" in handout.said


def test_a_number_picks_the_form_of_its_word():
    assert [category("en", count) for count in (0, 1, 2)] == ["other", "one", "other"]
    assert [category("pl", count) for count in (1, 2, 4, 5, 12, 22, 25)] == ["one", "few", "few", "many", "many", "few", "many"]
    assert [category("ru", count) for count in (0, 1, 2, 5, 11, 12, 21, 24, 111)] == "many one few many many many one few many".split()
    assert [category("ar", count) for count in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)] == "zero one two few few many many other other few".split()
    assert [category("fr", 0), category("he", 2), category("cs", 5), category("ro", 119)] == ["one", "two", "other", "few"]
    russian = replace(ENGLISH, language="ru")
    assert [russian.form("charts.calendar", count) for count in (1, 21)] == [ENGLISH.form("charts.calendar", count) for count in (1, 2)]
    assert ENGLISH("mail.pages", 1) == "Length: 1 page" and ENGLISH("mail.pages", 2) == "Length: 2 pages"
    assert list(gaps(ENGLISH)) == [] and (FOLDER / "en.toml").is_file()


def told_of(handout, edition: str = "") -> str:
    cited = read_manuscript(handout.folder)
    lines = printed_lines([ref.reference for ref in cited.references])
    html = fill_template(cited, edition, lines).html if edition else web_page(cited, lines, is_dressed=False)
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


@pytest.mark.parametrize("edition", ["a4", ""])
def test_how_to_use_it_tells_only_of_what_the_booklet_holds(handout, edition):
    """To "tick the boxes" of a booklet that has none sends an ill reader looking for them."""
    handout.change("booklet.toml", 'paper = "A4"', 'paper = "A4"\ncover = true')
    handout.write("references.json", "[]")
    handout.write("numbers.json", "[]")
    handout.body("Wash your hands.", tail="\n")
    bare = told_of(handout, edition)
    assert "Find your page" in bare and not re.search("Check a fact|Look up a word|Make it yours|How strong is", bare)
    handout.body("- [ ] Rest\n\n::: evidence early: Rest\nRest.\n:::\n", tail="\n")
    ticked = told_of(handout, edition).lower()
    assert "tick the boxes, and bring it along" in ticked and "how strong is the proof? one sign<" in ticked
    assert ticked.count('<li class="grade--') == 1
    handout.body("____ x3", tail="\n")
    assert "write on the lines, and bring it along" in told_of(handout, edition).lower()


def test_the_shipped_handout_is_in_the_words_of_its_language():
    assert not list(gaps(printed_words(read_manuscript(SECTIONS).manuscript.imprint.language)))

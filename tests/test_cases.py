"""What authors have typed and other tools have got wrong: each kind by a small example, and the right value of it.

Asked of the plain text, which says what the web page and the tags of a PDF say, in their order.
"""
import unicodedata

import pytest

from booklet.template.text.text import plain_text
from tests.manuscripts import HEAD, Handout
from tests.reader import page_of

SAID = {  # what is typed, and the lines that are said
    "bug-09, accents in two parts": (unicodedata.normalize("NFD", "Müller, café, São, Ångström."), ["Müller, café, São, Ångström."]),
    "bug-12, steps go on after a paragraph": ("1. Take soap.\n2. Rub.\n\nWait.\n\n3. Rinse.\n4. Dry.", ["2. Rub.", "Wait.", "3. Rinse.", "4. Dry."]),
    "bug-14, a paragraph inside a step": ("1. Take soap.\n2. Rub.\n\n   Count.\n\n3. Rinse.\n4. Dry.", ["2. Rub.", "Count.", "3. Rinse.", "4. Dry."]),
    "bug-16, a no-break space after the dash": ("-\u00a0soap\n-\u00a0water", ["- soap", "- water"]),
    "bug-17, numbers with a bracket": ("Do this:\n\n1) Take soap.\n2) Rub.", ["1. Take soap.", "2. Rub."]),
    "bug-18, backslashes": (r"It costs \$5, or 5\% of it \& more.", ["It costs $5, or 5 percent of it and more."]),
    "bug-27, a hash at the end of a heading": ("## Dial 141#\n\nText.\n\n## What is C#\n\nText.", ["Dial 141#", "What is C#"]),
    "bug-51, apostrophes": ("It's what he'd say: 'tis so, rock 'n' roll.", ["It’s what he’d say: ’tis so, rock ’n’ roll."]),
    "real-01, a list set in by two": ("Give this:\n\n  - adults: two\n  - children: one", ["- adults: two", "- children: one"]),
    "real-03, a list right below text": ("Call us for:\n  - a fever\n  - a rash", ["Call us for:", "- a fever", "- a rash"]),
    "real-04, a third level with two blanks": ("- Give fluid.\n  - At once:\n    - ten drops\n  - Slow down.", ["- Give fluid.", "- At once:", "- ten drops", "- Slow down."]),
    "real-07, backslashes": (r"Q \& A, if 3 \< 4. Stay \@home.", ["Q and A, if 3 less than 4. Stay @home."]),
    "real-09, a link definition": ("See [our page].\n\n[our page]: https://example.org/a", ["See our page (https://example.org/a)."]),
    "real-11, asterisks set in by four": ("Tips:\n\n    * Put it away.\n    * Keep cool.", ["- Put it away.", "- Keep cool."]),
    "real-20, the sign for at least": ("Call when it is ≥ 180.", ["Call when it is at least 180."]),
    "real-26, a break in a cell": ("Table: Doses\n\n| Day | Take |\n|---|---|\n| 1 | one<br>with food |", ["- 1: Take, one with food."]),
}  # fmt: skip
TOLD = {  # what is typed, and where it is told
    "bug-20, marks of other Markdowns": ("$x^2$\n\n[TOC]\n\n!!! note", ["5: stray-mark", "7: stray-mark", "9: stray-mark"]),
    "real-10, typed bullets": ("Call us:\n• a fever\n• a rash", ["6: typed-bullet"]),
    "real-24, italics over two lines": ("Rest well.\n\nRead *this\nleaflet* twice.", ["7: italics"]),
}
HEADS = {
    "bug-23, a hash in a title": ("Ward #7 and you", 'title: "Ward #7 and you"'),
    "bug-24, a field in a title": ("Call {{ clinic.name }}", "write the words themselves"),
}


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    return Handout(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(("typed", "lines"), SAID.values(), ids=SAID)
def test_it_is_said_as_it_was_meant(typed, lines, handout):
    handout.body(typed)
    said = plain_text(page_of(handout.folder, is_dressed=False)).splitlines()
    said = [line.strip() for line in said]
    assert not [line for line in said if "<svg" in line]
    at = said.index(lines[0])
    assert [line for line in said[at:] if line in lines][: len(lines)] == lines


@pytest.mark.parametrize(("typed", "told"), TOLD.values(), ids=TOLD)
def test_what_cannot_be_meant_is_told_at_its_line(typed, told, handout):
    handout.body(typed)
    assert handout.refused() == [f"sections/010-rest.md:{each}" for each in told]


@pytest.mark.parametrize(("title", "hint"), HEADS.values(), ids=HEADS)
def test_a_title_that_would_lose_words_is_told(title, hint, handout):
    handout.write("010-rest.md", HEAD.replace("Does rest help?", title) + "Rest. [@lee2020]\n")
    assert handout.refused() == ["sections/010-rest.md:2: bad-front-matter"] and hint in handout.said

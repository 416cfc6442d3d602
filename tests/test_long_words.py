"""A word that is wider than its place breaks there: it leaves neither its box, nor its column, nor the page."""
import pytest
from markupsafe import escape

from booklet.check.pdf.document import Proof
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.html import long_words
from tests.manuscripts import FILES, Handout
from tests.test_right_to_left import lines_of

WORD = "patientadviceandliaisonservice@nottinghamuniversityhospitals.example.org"
TEXT = f"""Mail {WORD} now.

Electroencephalographymonitoring & {"electroencephalographymonitoring " * 4}rest.

::: safety Whom to ask
Mail {WORD}
:::

Table: Whom to ask

| Who | How | Why |
|---|---|---|
| Patient advice | {WORD} | To ask for help |

## {WORD}

## Important methods of an examination that is done electroencephalographically

Type the words {"and " * 9}`correcthorsebatterystaple` there.
"""


@pytest.fixture
def proof(press):
    return press(TEXT)


def test_a_long_word_stays_in_its_paragraph_box_and_cell(proof):
    """bug-01, bug-03: an address that runs off the paper is one that nobody can write to."""
    lines = lines_of(proof)
    parts = ("now.", "for help", "service", "university")
    edges = [right for words, (_, right) in lines.items() if any(part in words for part in parts)]
    assert max(edges) < 540, "no line reaches into the margin of the paper: a box is as wide as text and notes together"
    in_text = [right for words, (left, right) in lines.items() if left < 70 and "university" in words]
    assert in_text and max(in_text) < 440, "nor one of the text into the margin beside it"
    in_cell = [right for words, (left, right) in lines.items() if 120 < left < 200 and "university" in words]
    assert in_cell and max(in_cell) < lines["Why"][0], "nor one of a cell into the next"
    pieces = [words.text.strip() for words in proof.words_on(0) if "electro" in words.text.lower()]
    assert any(piece.endswith("-") for piece in pieces), f"a word is parted by a hyphen: {pieces}"
    whole = {piece for page in range(len(proof.pdf.pages)) for words in proof.words_on(page) for piece in words.text.split()}
    assert {"electroencephalographically", "correcthorsebatterystaple"} <= whole, "nor in a title with room below, nor what is typed"
    read = [element.text for element in proof.elements()]
    assert sum(WORD in text.replace(" ", "") for text in read) >= 4
    assert any("To ask for help" in text for text in read), "the column after it is still on the page"


def test_words_of_a_table_with_many_columns_are_parted_by_hyphens_alone(press):
    """It was refused for a face that nobody had chosen, that of the hyphen; and a column said "2 puf" above "fs"."""
    row = "| {} | 500 mg | 2 puffs | none | 1 | | to protect your stomach while you take ibuprofen | {} |\n"
    head = "| Medicine | Dose | Morning | Noon | Evening | Night | What for | Side effects |\n" + "|---" * 8 + "|\n"
    names = ("Hydrochlorothiazide", "Amoxicillin with clavulanic acid", "Enoxaparin injection", "Valganciclovir", "Salbutamol inhaler")
    rows = (row.format(name, until) for name in names for until in ("never: take it for good", "10 December"))
    proof = press("Table: What to take\n\n" + head + "".join(rows))
    words = {words for page in range(len(proof.pdf.pages)) for line in proof.words_on(page) for words in line.text.split()}
    assert {"puffs", "none", "Medicine", "Morning", "Night", "500", "effects", "Valganciclovir"} <= words  # nor "ef-" above "fects", nor another medicine below "Val-"


def test_a_word_of_a_card_or_of_the_head_of_a_form_is_parted_by_a_hyphen(handout):
    """A card said "(Lungenentzündu" above "ng)", and a table to fill in was a page for each two of its rows."""
    heads = "Leucocytes Haemoglobin Thrombocytes Electrolytes Creatinine Transferrin Ferritin".split()
    card = "::: levels What to do\n" + "".join(f"- {level}\n  - Gastroenterology (Gastroenterology) gastroenterologynurses@example.org\n" for level in ("expected", "tell", "call")) + ":::"
    handout.body(f"{card}\n\n| Date | {' | '.join(heads)} |\n{'|---' * 8}|\n{'| __/__ |' + ' |' * 7}\n{'| __/__ |' + ' |' * 7}\n")
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0].replace('a4]\npaper = "A4"', "booklet-a5]"))
    proof = Proof(make_proof(read_manuscript(handout.folder), "booklet-a5")[0])
    lines = proof.words_on(0)
    assert "gastroenterologynurses@example.org" in "".join(line.text.strip() for line in lines), "an address has no hyphen"
    begun = [line.text.strip().lstrip("(") for line in lines if "Gast" in line.text]
    assert begun and all(words == "Gastroenterology" or words.endswith("-") for words in begun), begun
    assert len({round(line.baseline_pt) for line in lines if line.text.strip().startswith(tuple(head[:4] for head in heads))}) <= 2, "one row of heads"


def test_a_title_has_room_for_its_longest_word_and_a_heading_parts_it_by_a_hyphen(tmp_path, monkeypatch, capsys):
    """The front said "Electroencephalographymonitor" above "ing", and the glossary "immunosuppressio" above "n"."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    title = "Electroencephalographymonitoring and pseudo-electroencephalography"
    handout.change("booklet.toml", 'title = "Rest"', f'title = "{title}"')
    handout.body("## Hydroxychloroquinesulfamethoxazoleandcarboxymethylcellulosesodium\n\nRest helps.")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    lines = [words.text.strip() for page in range(proof.page_count) for words in proof.words_on(page)]
    assert all(any(word in line for line in lines) for word in title.split())
    above = next(line for line in lines if line.startswith("Hydroxy"))
    assert above.endswith("-") and "".join((above.removesuffix("-"), lines[lines.index(above) + 1])).startswith("Hydroxychloroquinesulfamethoxazole")


def test_a_word_is_parted_in_quotes_too_and_no_name_that_somebody_types():
    """A hyphen in OurHealthAppOfTheHospital is looked for in vain; a word in quotes ran out of its panel."""
    whole = f"OurHealthAppOfTheHospital {WORD}"
    assert "parts" not in long_words(whole)
    for quoted in ("„{}“", "({}).", '"{}"', "«{}»", "“{},”"):
        word = "Betäubungsmittelverschreibungsverordnung"
        assert str(long_words(quoted.format(word))) == str(escape(quoted)).format(f'<span class="long parts">{word}</span>')

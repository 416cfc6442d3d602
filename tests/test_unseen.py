"""Letters that nobody sees: told wherever text comes in, with their place and name; those that a language needs stay."""
import sys
import unicodedata

import pytest

from booklet.copies.mail.address import recipients_of
from booklet.copies.mail.words import subject_problems
from booklet.core.problems import Place
from booklet.core.unseen import strange_at, strange_in, without_strange
from booklet.library.found import plain
from booklet.load.load import load_manuscript
from booklet.load.signed.signoff_file import name_problems
from booklet.model.cited import nodes_of
from booklet.model.tree import Foreign, words_of
from tests.manuscripts import FILES, HEAD

HIDDEN = [
    *"\x00\x07\x1b\x7f\x85\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2066\u2068\u2069",
    *"\u2028\u2029\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u180b\u180e\ufe00\ufe0e\ufe0f\ufeff\ufff9\ufffb\ufffc\ufffd\ufdd0",
    *"\ufffe\uffff\ue000\uf8ff\U000e0001\U000e0041\U000e007f\U000e0100\U000f0000\U0010ffff\U0001d173\u206a\u200b",
]  # fmt: skip
NEEDED = {
    "Persian": "می‌خواهم", "Arabic with marks": "اتصل على \u200e999\u200e الآن", "a word turned": "رقم \u2066112\u2069 هنا",
    "Hebrew": "התקשרו ל\u200f 100", "embedded": "ב\u202a999\u202c", "Hindi": "क्‍ष र्‌य", "Sinhala": "ශ්‍රී", "Malayalam": "ന്‍",
    "Thai": "ยา\u200bนี้", "emoji": "❤️ 👩‍⚕️ 🏳️‍🌈 👍🏽 1️⃣", "flag of Wales": "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "Mongolian": "ᠪᠣᠯ᠋ᠭᠠ",
    "Japanese": "葛\U000e0100城", "French": "Où\u202f? «\u00a0là\u00a0»", "Welsh": "dŵr yng Nghymru", "Greek": "μg",
    "Braille": "⠓⠊⠀⠓⠕", "number sign": "\u06dd١٢", "combined": "e\u0301", "a new emoji": "\U0001fae9",
}  # fmt: skip
REFUSED = {
    "override beside Hebrew": "ב\u202e999", "opened and not closed": "ב\u2066 999", "closed twice": "ב\u2069", "crossed": "ב\u202a\u2066\u202c\u2069",
    "joiner in English": "a\u200db", "selector after a letter": "a\ufe0f", "two selectors": "❤\ufe0f\ufe0f", "digit": "5\ufe0f",
    "tags after a letter": "a\U000e0067\U000e007f", "flag without end": "🏴\U000e0067\U000e0062", "lonely Braille": "a\u2800b",
    "blank at the start": "\u200cمن", "Thai space in English": "a\u200bb", "mark in English": "call\u200e 999",
}  # fmt: skip


def test_a_hidden_letter_is_found_between_plain_ones():
    assert [f"{ord(letter):04X}" for letter in HIDDEN if strange_at(f"Call\n9{letter}99") != [6]] == []
    assert [f"{ord(letter):04X}" for letter in HIDDEN if without_strange(f"9{letter}99") != "9 99"] == []


def test_what_a_language_needs_stays():
    assert {name: found for name, words in NEEDED.items() if (found := strange_at(words))} == {}


def test_what_a_language_does_not_need_there_is_found():
    assert [name for name, words in REFUSED.items() if not strange_in(words)] == []


def test_no_letter_without_ink_is_let_through_between_english_ones():
    """Of all of Unicode: what has no glyph by its kind, and what the standard lets a renderer leave out."""
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        kind = unicodedata.category(letter)
        is_seen_sign = unicodedata.name(letter, "").startswith(("ARABIC", "SYRIAC", "KAITHI")) and letter != "\u061c"
        if kind in ("Cc", "Cs", "Co", "Zl", "Zp") or kind == "Cf" and not is_seen_sign:
            assert letter in "\n\t" or strange_in(f"a{letter}b"), f"U+{code:04X}"
        elif kind in ("Ll", "Lu", "Lt", "Nd", "Zs") or kind == "Mn" and unicodedata.combining(letter):
            assert letter == "\u034f" or not strange_in(f"a{letter}b"), f"U+{code:04X}"


@pytest.mark.parametrize("letter", ["\u200e", "\U000e0041", "\u3164", "\u2800", "\ufe0f", "\u2028", "\u2061"])
def test_every_file_and_field_tells_of_it_with_line_and_column(handout, letter):
    """Some passed the reading, and stood in the text edition."""
    places = {
        "010-rest.md": (HEAD.replace("Rest\n", f"Re{letter}st\n") + f"Rest.\n\nhel{letter}ps. [@lee2020]\n", {(3, 17), (7, 4)}),
        "glossary.md": (f"nap\n:   A sh{letter}ort sleep.\n", {(2, 9)}),
        "clinic.example.toml": (None, {(11, 14)}), "references.json": (None, {(2, FILES["references.json"].split("\n")[1].index("Rest") + 2)}),
    }  # fmt: skip
    handout.change("clinic.example.toml", '"000 1"', f'"000 {letter}1"')
    handout.change("references.json", '"Rest"', f'"R{letter}est"')
    for name, (text, _) in places.items():
        if text:
            handout.write(name, text)
    handout.command("check", "--source", "sections")
    for name, (_, spots) in places.items():
        for line, column in spots:
            assert f"sections/{name}:{line}:{column}: strange-text: the character U+{ord(letter):04X}" in handout.said
    assert unicodedata.name(letter, "").lower() in handout.said


def test_it_is_told_where_it_is_written_as_an_escape(handout):
    handout.change("references.json", '"Rest"', '"R\\u3164est"')
    handout.change("clinic.example.toml", '"000 1"', '"000 \\U000E00411"')
    handout.change("numbers.json", '"How much?"', '"How\\u2066 much?"')
    told = {told for told in handout.refused() if told.endswith("strange-text")}
    assert told == {f"sections/{name}: strange-text" for name in ("references.json:2", "clinic.example.toml:11", "numbers.json:2")}


def test_people_who_type_names_and_subjects_are_told(handout):
    place = Place("--to")
    assert recipients_of(("A\u3164 <a@example.org>",), place)[1][0].slug == "strange-text"
    assert subject_problems("Your\u200e handout", place)[0].slug == "strange-text"
    assert name_problems("Dr \ufe0fLee", place, "name")
    assert not subject_problems("آپ می‌خواهید", place)
    assert recipients_of(("a\u200b@example.org\ufeff",), place)[0][0].address == "a@example.org"


def test_a_drawing_with_hidden_letters_is_told(handout):
    handout.write("figures/bed.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">\n<text>9\u206699</text></svg>')
    handout.body("![A bed with a white sheet](figures/bed.svg)\nFigure: A bed.")
    assert handout.refused() == ["sections/figures/bed.svg:2: strange-text"]


@pytest.mark.parametrize("seam", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_says_where_a_line_may_be_parted_is_no_wall_and_is_not_printed(handout, seam):
    """Word and web pages leave it in what is copied; in a phone number or a search it parts what belongs together."""
    text = f"{seam}He{seam}lps at 9{seam}99&#{ord(seam)};9, https://ex{seam}ample.org/rest.\n{seam}\n{seam}- Rest helps.{seam} [@lee{seam}2020]\n"
    handout.write("010-rest.md", "\ufeff" + HEAD.replace("Rest\n", f"Re{seam}st\n") + text)
    handout.change("references.json", '"Rest"', f'"Re\\u{ord(seam):04x}st"')
    handout.change("clinic.example.toml", '"000 1"', f'"000{seam} 1"')
    (handout.folder / "numbers.json").unlink()
    handout.accepted()
    manuscript = load_manuscript(handout.folder)
    words, listed = manuscript.sections[0].blocks[0].nodes
    assert words_of(words.inside) == "Helps at 9999, https://example.org/rest." and listed.tag == "ul"
    assert manuscript.references[0].csl["title"] == "Rest"


def test_what_a_service_answers_comes_without_hidden_letters():
    assert plain("Re\u00adst and\u2028wal\u200bking \u202etoo") == "Rest and walking too"


def test_a_persian_word_reaches_the_manuscript_whole(handout):
    handout.body("[می‌خواهم]{lang=fa} rest.")
    handout.accepted()
    nodes = list(nodes_of(load_manuscript(handout.folder).sections[0].blocks))
    assert [words_of(node.inside) for node in nodes if isinstance(node, Foreign)] == ["می‌خواهم"]

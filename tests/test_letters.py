"""Letters: those of the world are printed and read back; what no face has is told where it was typed."""
import json
import re

import pytest
from fontTools.ttLib import TTFont

from booklet.check.judge import opened_problems
from booklet.check.pdf.fonts import used_fonts
from booklet.core.letters import chain as faces
from booklet.core.letters.chain import chain, setters, without_face
from tests.conftest import LEE
from tests.manuscripts import HEAD
from tests.reader import page_of
from tests.spoiling import elements
from tests.test_right_to_left import all_text

WORLD = {
    "Polish": "Zażółć gęślą jaźń.", "Welsh": "Golchwch eich dŵr.", "Vietnamese": "Hãy rửa tay trước bữa ăn.",
    "Greek": "Πλύνετε τα χέρια σας.", "Ukrainian": "Їжте та мийте руки.", "Hindi": "हाथ धोएं और किताब पढ़ें।",
    "Bengali": "হাত ধুয়ে নিন।", "Thai": "ล้างมือก่อนกินอาหารที่นี่", "Arabic": "اغسل يديك قبل كل وجبة.",
    "Hebrew": "שטפו ידיים לפני האוכל.", "Signs": "α, µg, ≥ 180, ≤ 5, ≈ 3, ± 2, 37 °C, ½, H₂O, m², → ☐ ✓ ⚠.",
}  # fmt: skip


def test_the_list_of_faces_says_what_is_in_their_files():
    """Else a letter is promised that nobody sets, or refused though it is there."""
    for face in chain():
        for weight in () if face.members else face.files:
            with TTFont(face.file(weight)) as font:
                inside = {chr(code) for code in font.getBestCmap()}
                packed = font.reader.tables.get("glyf")
                assert packed is None or not packed.transformed, f"{face.family} takes each press long to unpack: LICENSE.txt"
            listed = {chr(code) for part in face.letters for code in part}
            assert listed <= inside, face.family
            assert {" "} <= inside, f"{face.family} sets the blank after its own letters"


def test_a_page_has_the_letters_of_the_world(press):
    """What a screen reader says, and a search finds, is what was written; every font is ours, and in the file."""
    welsh = "Ask for [Dŵr]{lang=cy}."  # bug-11: the mark that a hint advises was refused as a stray font
    proof = press("\n\n".join([*WORLD.values(), "**Вага і зріст**", welsh]))
    read = " ".join(all_text(proof).split())  # before a box to tick stands a wider blank
    assert [text for text in WORLD.values() if text not in read] == []
    assert "Ask for Dŵr." in read and "cy" in {str(part.Lang) for part in elements(proof.pdf, "Span") if "/Lang" in part}
    assert opened_problems(proof, "a4") == []
    names = {used.name for used in used_fonts(proof.pdf)}
    assert {"Noto-Sans-Booklet-Bold", "Vazirmatn-Booklet", "Noto-Sans-Thai-Booklet"} <= names
    assert len(proof.data) < 200_000


def test_letters_of_another_face_are_there_in_bold_too(handout):
    """A browser that has found the weight of a heading asks no face of another weight: ✋ in one was left out on a screen."""
    handout.body("## Stop \u270b, α or \U0001f4a7\n\nRest.")
    rules = re.findall(r"font-weight:(\d+);font-display:block;unicode-range:([^;]+);", page_of(handout.folder))
    kinds = {reach for _, reach in rules}
    assert len(kinds) == 3 and sorted(rules) == sorted((str(weight), reach) for reach in kinds for weight in chain()[0].files)


def test_a_page_in_one_face_declares_no_other(press):
    names = {used.name.partition("-Next")[0] for used in used_fonts(press("Plain words.").pdf)}
    assert {name for name in names if not name.startswith("Booklet-Numerals")} == {"Atkinson-Hyperlegible"}


KHMER, TOLD = "\u1780", "missing-letter: no face of the press has \u1780 (U+1780 khmer letter ka)"
PLACES = {
    "010-rest.md": [(HEAD + "\nRest, ក. [@lee2020]\n", "6:7"), (HEAD.replace("help?", "ក?") + "\nRest. [@lee2020]\n", "2:18")],
    "glossary.md": [("rest\n:   To lie ក down.\n", "2:12")],
}  # fmt: skip


@pytest.mark.parametrize("sign", ["\u0600", "\u0605", "\u070f", "\u0890", "\U000110bd"])
def test_a_sign_that_stands_around_numbers_is_told_where_no_face_has_it(handout, sign):
    """Its kind is that of marks that nobody sees, and it is seen: a number would lose what it counts, without a word."""
    handout.write("010-rest.md", HEAD + f"\nRest {sign}12. [@lee2020]\n")
    assert handout.command("check", "--source", "sections") == 1
    assert f"sections/010-rest.md:6:6: missing-letter: no face of the press has {sign} (U+{ord(sign):04X}" in handout.said


@pytest.mark.parametrize(("typed", "here"), [("⩾", "≥"), ("Ⅱ", "II")])
def test_the_same_sign_in_another_drawing_is_named(handout, typed, here):
    """Of what journals print for ≥ the hint said to draw its shape."""
    handout.body(f"Over {typed} 65.")
    assert [problem.partition(": ")[2] for problem in handout.refused()] == ["missing-letter"] and f"hint: write {here}\n" in handout.said


@pytest.mark.parametrize(("name", "text", "at"), [(name, *each) for name, texts in PLACES.items() for each in texts])
def test_a_letter_that_no_face_has_is_told_with_its_line_and_column(handout, name, text, at):
    """An empty box, or a letter of some other font, tells a reader nothing, and its author even less."""
    handout.write(name, text)
    assert handout.command("check", "--source", "sections") == 1
    assert f"sections/{name}:{at}: {TOLD}" in handout.said


@pytest.mark.parametrize("typed", ["&#0;", "&#x0;", "&#55555;", "&#9999999;", "&#06016;", "&#x01780;"])
def test_a_letter_that_was_typed_by_its_number_is_told_where_it_stands(handout, typed):
    """A number that no letter has was told on line 1."""
    handout.body(f"Rest, {typed}.")
    assert handout.command("check", "--source", "sections") == 1
    assert "sections/010-rest.md:5:7: missing-letter: " in handout.said


@pytest.mark.parametrize("name", ["booklet.toml", "clinic.example.toml", "references.json", "numbers.json", "figures/bed.svg"])
def test_it_is_told_in_every_file_that_is_printed(handout, name):
    handout.body('\n![A bed](figures/bed.svg)\nFigure: A bed.\n\n{{ figure("n01") }}\n')
    old, new = {
        "booklet.toml": ('"How to do nothing"', '"How to do ក"'), "clinic.example.toml": ("your doctor", "your ក"),
        "references.json": ('"Rest"', '"Rest \\u1780"'), "numbers.json": ("In one review.", "In one ក."),
        "figures/bed.svg": ("</svg>", '<text x="2" y="9">ក</text></svg>'),
    }[name]  # fmt: skip
    handout.change(name, old, new)
    handout.command("check", "--source", "sections")
    assert TOLD in handout.said
    assert f"sections/{name}:" in handout.said.split(TOLD)[0].rsplit("\n", 1)[-1]


def test_what_is_not_printed_may_have_any_letters(handout):
    """A library of works in all languages stays a library; so does a remark."""
    works = [dict(LEE, custom={}), dict(LEE, id="other", title="\u1780")]
    handout.write("references.json", json.dumps(works))
    handout.body("\nRest. <!-- general -->\n\nCalm. [@lee2020]\n", tail="")
    handout.command("check", "--source", "sections")
    assert "missing-letter" not in handout.said


def test_accents_in_two_parts_are_put_together(handout):
    """As some systems type them. The column after them is the one that an author sees."""
    handout.body("\nCafe\u0301 a\u0300 la cre\u0300me, A\u030angstro\u0308m \u1780. [@lee2020]\n", tail="")
    assert handout.command("check", "--source", "sections") == 1
    assert f"sections/010-rest.md:6:27: {TOLD}" in handout.said


def test_a_face_that_this_machine_lacks_is_asked_for_by_name(handout, monkeypatch, tmp_path):
    monkeypatch.setattr(faces, "_SHARED_FOLDERS", (tmp_path,))
    faces._on_machine.cache_clear()
    handout.body("\nRest, 手洗い. [@lee2020]\n", tail="")
    assert handout.command("check", "--source", "sections") == 1
    faces._on_machine.cache_clear()
    assert "sections/010-rest.md:6:7: missing-font: 手 (U+624B cjk unified ideograph-624b)" in handout.said
    assert "fonts-noto-cjk" in handout.said


def test_chinese_japanese_and_korean_are_set_where_their_face_is(press):
    texts = ["手术前请洗手，今天不要吃东西。", "手術の前に手を洗ってください。", "수술 전에 손을 씻으세요.", "𠮷野さん 👍 राम"]  # the last beyond the first plane
    proof = press("\n\n".join(texts))
    read = [element.text for element in proof.elements() if element.tag == "P"]
    assert [text for text in texts if text not in read] == []
    assert opened_problems(proof, "a4") == []


def test_the_forms_of_han_are_those_of_the_language():
    (face,) = (face for face in chain() if face.members)
    asked = {"ja": "手", "zh-Hant": "手", "zh": "手", "en": "手を", "fr": "손", "pl": "手"}
    assert [face.member(text, language) for language, text in asked.items()] == [0, 3, 2, 0, 1, 2]


def test_every_sign_of_a_patient_leaflet_has_a_face():
    assert without_face("←→↑↓⇒≥≤≈±×÷µΩ‰′″‑½¼¾⅓₂²³№™☐☑☒✓✔✗✘•‣★☆♥⚠☎✉①②▲▼◆●■👍😀💊🩺 \u00a0\u202f\u200d\ufe0f") == set()
    assert [face.family for face in setters("Łódź")] == ["Atkinson Hyperlegible Next"]

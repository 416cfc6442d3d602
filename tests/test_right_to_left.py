"""Handouts that run from right to left: lines begin at the right, lists, boxes and tables with them, and numbers stay whole."""
import re

import pypdfium2

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.core.letters.direction import direction_of, in_order
from booklet.pipeline import make_edition, make_proof, read_manuscript

HEBREW = """
שטפו ידיים לפני כל ארוחה. [@lee2020]

התקשרו 0113 243 2799 היום.

- קחו סבון.

Table: ידיים

| שלב | זמן |
|---|---|
| סבון | 20 |
"""


def lines_of(proof: Proof) -> dict[str, tuple[float, float]]:
    """Each line of its pages as it is read, with its left and right edge in points."""
    document = pypdfium2.PdfDocument(proof.data)
    try:
        texts = [page.get_textpage() for page in document]
        boxes = [(text, text.get_rect(index)) for text in texts for index in range(text.count_rects())]
        return {text.get_text_bounded(*box).strip(): (box[0], box[2]) for text, box in boxes}
    finally:
        document.close()


def all_text(proof: Proof) -> str:
    document = pypdfium2.PdfDocument(proof.data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_handout_in_hebrew_runs_from_right_to_left(handout):
    """A page set the other way round is read last word first, and a phone number from its end."""
    handout.speaks("he")
    handout.body(HEBREW, tail="")
    proof = Proof(make_edition(read_manuscript(handout.folder), "a4").content)
    assert opened_problems(proof, "a4") == []
    lines = lines_of(proof)
    paragraph = next(edges for words, edges in lines.items() if "שטפו ידיים" in words)
    item = next(edges for words, edges in lines.items() if "קחו סבון" in words)
    assert paragraph[1] > 530 > item[1] > 500, "lines begin at the right, and an item is set in from there"
    assert lines["שלב"][0] > lines["זמן"][0], "the first column of a table stands at the right"
    text = all_text(proof)
    assert "0113 243 2799" in text.replace("\u00a0", " ")
    assert "שטפו ידיים לפני כל ארוחה" in text


def test_a_passage_in_arabic_runs_its_own_way_in_an_english_handout(press):
    proof = press("Wash your hands.\n\nاغسل يديك قبل كل وجبة.\n\n- خذ صابونا.")
    lines = lines_of(proof)
    english, arabic = (next(edges for words, edges in lines.items() if part in words) for part in ("Wash", "وجبة"))
    assert english[0] < 80
    assert arabic[0] > 200


MIXED = [
    "اتصل على +44 1632 960001 الآن، أو 0800 123 456.",
    "התקשרו 0113 243 2799 היום לפני 17:30.", "קחו Paracetamol 500 mg בבוקר (פעמיים) ביום.", "שטפו ידיים לפני כל ארוחה.",
    "خذ 500 mg من Paracetamol كل 6 ساعات.", "اتصل بالرقم ٠١١٣ ٢٤٣ اليوم (مجانا).", "مُدَرِّس **مهم** جدا.",
    "The word שלום means peace, and مرحبا means hello.",
    " ".join(["חכו 10 דקות (או 15) לפני Ibuprofen 200 mg, ואז שטפו ידיים."] * 4),
]  # fmt: skip


def test_a_number_to_ring_stands_as_it_is_dialled_in_a_passage_that_runs_to_the_left(press):
    """Of +44 1632 960001 was printed 960001 1632 44+, in a handout that is English otherwise."""
    proof = press("Ring us.\n\nاتصل على +44 1632 960001 الآن، أو 0800 123 456.")
    document = pypdfium2.PdfDocument(proof.data)
    try:
        text = document[0].get_textpage()
        signs = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
    finally:
        document.close()
    line = next(box[1] for sign, box in signs if sign == "\u0627")  # the first alif
    painted = sorted((box[0], sign) for sign, box in signs if abs(box[1] - line) < 8)
    assert re.findall(r"\+?[0-9]+", "".join(sign for _, sign in painted if sign not in " \u00a0")) == ["0800123456", "+441632960001"]


def test_words_that_run_to_the_left_are_read_by_the_tags_as_they_were_written(press):
    """They are painted from left to right: whoever goes by the tags heard "2799 243 0113 ורשקתה"."""
    proof = press("\n\n".join(MIXED))
    read = {element.text.replace("\u00a0", " ").replace("\u200e", "") for element in proof.elements() if element.tag == "P"}
    written = {re.sub(r"\*\*|\[|\]\(.*?\)", "", text) for text in MIXED}
    assert written - read == set()
    assert "(an example, not a real clinic)" in proof.words_text(), "a bracket is read as it stands, also after a turned one"
    assert opened_problems(proof, "a4") == []


def test_a_number_keeps_its_order_among_words_that_run_the_other_way():
    assert in_order("0113 243 2799, 38 °C") == "0113\u00a0243\u00a02799, 38 \u200e°C"
    assert [direction_of(text) for text in ("12 שלום", "12 hello", "12.", "כהן will call you")] == ["rtl", "ltr", "", "ltr"]


def test_a_sentence_of_latin_names_runs_as_it_begins_and_ends():
    """Of "Do not take carbamazepine retard with it", most letters are Latin: its words stood in the order of English."""
    runs = {"אין לקחת Carbamazepine retard יחד": "rtl", "Ring בנימין זאב הלוי": "ltr", "קח 2 כדורים של Paracetamol": "ltr"}
    assert [direction_of(text, "li") for text in runs] == list(runs.values())
    assert direction_of("כהן Lee, your nurse לוי", "ul") == "ltr"


def test_a_list_may_have_names_that_run_the_other_way(handout):
    """It was refused on A5 and in large print: the bullet of the nurse's name stood in the other margin."""
    handout.body("You will meet:\n\n- **יעל כהן** (nurse)\n- **Dr رنا الخطيب** (eye surgeon)\n- רופא עיניים")
    lines = lines_of(Proof(make_proof(read_manuscript(handout.folder), "a4")[0]))
    left = min(left for words, (left, _) in lines.items() if "nurse" in words)
    assert left < 130, "words of an English list begin at its left"

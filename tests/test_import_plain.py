"""Plain text, as Notepad and mail programs keep it, becomes a manuscript whose lines are those of its author."""
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.imports.brought import Brought
from booklet.imports.markdown.plain import as_markdown
from tests.documents import brought, made_of

LEAFLET = """\
Looking after your cast

Your arm has been put in a plaster cast. It keeps the bones still while they
mend. It will stay on for about 6 weeks, and you will be seen in the clinic
before it comes off.

AT HOME

Do
- keep the cast dry
- move your fingers, even when it
  hurts a little

Painkillers
Take 2 tablets, up to 4 times a day.
Do not drive.

> 38 C: call us
Fracture clinic
    1 Example Street

Yours sincerely

Dr A. Lee
"""
FIRST = "Your arm has been put in a plaster cast. It keeps the bones still while they\nmend. It will stay on for about 6 weeks, and you will be seen in the clinic\nbefore it comes off."
HOME = """## Do

- keep the cast dry
- move your fingers, even when it
  hurts a little

## Painkillers

Take 2 tablets, up to 4 times a day.\\
Do not drive.

\\> 38 C: call us\\
Fracture clinic\\
1 Example Street

Yours sincerely

Dr A. Lee"""


def test_a_leaflet_keeps_its_lines_its_list_and_its_headings(tmp_path):
    """It was refused: somebody was to end its name in .md, and would have had one long paragraph."""
    text, told = made_of(tmp_path, "cast.txt", LEAFLET.replace("\n", "\r\n"))
    assert "short lines above others are headings now: AT HOME, Do, Painkillers" in told
    assert text == f'---\ntitle: "Looking after your cast"\n---\n\n{FIRST}\n\n---\ntitle: "AT HOME"\n---\n\n{HOME}\n'
    assert 'title = "Looking after your cast"' in (tmp_path / "made" / "booklet.toml").read_text()


@pytest.mark.parametrize(("text", "made"), [
    ("Rest\u2019s best when you lie down, and keep your leg up on two pillows.\nDo not sit for long, and walk every hour of the day, as far as you can without pain.",
     "Rest\u2019s best when you lie down, and keep your leg up on two pillows.\n\nDo not sit for long, and walk every hour of the day, as far as you can without pain."),
    ("Dear Ms Ray,\nThank you.\n1) Rest\n2) Walk\nCall us.", "Dear Ms Ray,\\\nThank you.\n\n1) Rest\n2) Walk\n\nCall us."),
    ("Clinic\n======\nCall 0113 496 0000", "# Clinic\n\nCall 0113 496 0000"), ("", ""), ("Rest", "Rest"),
    ("Rest.\n\nWalk.\n\nEX1 2MP", "Rest.\n\nWalk.\n\nEX1 2MP"), ("Do:\n\n\t1.\tWait.\n\n\t\tCount.", "Do:\n\n\t1.\tWait.\n\n        Count."),
    ("2) Which foods should I\navoid?\n3) Which pills?", "2) Which foods should I\navoid?\n3) Which pills?"),
    ("Rest.\n \n\n\nWalk.", "Rest.\n\nWalk."), ("Lunch\t12 noon\nTea\t4 pm", "Lunch\t12 noon\\\nTea\t4 pm"),
])  # fmt: skip
def test_a_line_is_joined_to_the_next_where_a_program_has_wrapped_it(text, made):
    assert as_markdown(text, Brought()) == made


@given(st.lists(st.sampled_from(["Rest", "", "  walk.", "- one", "1. two", "A LINE", "> 5 mg", "word " * 15, "word " * 30, "====", "x: ____", "\tDose\t5 mg"]), max_size=12))
@settings(deadline=None)
def test_no_word_is_lost_or_moved(lines):
    text = "\n".join(lines)
    assert re.sub(r"[\s\\#]", "", as_markdown(text, Brought())) == re.sub(r"[\s=]", "", text)


def test_rows_of_words_in_columns_are_never_joined():
    """The doses of two medicines stood in one line, for the longest rows of a short list looked wrapped."""
    table = "Medicine        How much        When\nPreventer       2 puffs         morning and evening\nReliever        2 puffs         when you need it"
    assert as_markdown(f"Asthma\n\n{table}", Brought()) == f"# Asthma\n\n{table}".replace("How much        When\n", "How much        When\\\n").replace("evening\n", "evening\\\n")
    long = "Preventer inhaler, 100 micrograms, two puffs twice a day"
    assert as_markdown(f"{long}\nReliever inhaler, as you need it", Brought()) == f"{long}\n\nReliever inhaler, as you need it"


@pytest.mark.parametrize("rule", ["------", "======", "~~~~~~", "\u2500" * 20, "######", "*" * 9])
def test_what_is_underlined_or_boxed_is_a_heading_and_no_rule_is_printed(rule):
    """~~~~ began lines of code without an end, and of a line ──── a build said that no face has its letters."""
    assert as_markdown(f"Go home\n\n{rule}\nStairs?\n{rule}\nGood leg first.\n", Brought()) == "# Go home\n\n## Stairs?\n\nGood leg first."


def test_a_heading_that_is_underlined_below_other_words_is_not_the_title(tmp_path):
    """It went to the top of the handout, and its text stood below other words."""
    text = "Cast\n====\n\nKeep it dry.\n\nContact\n=======\n\nBy day\n------\n\nTel. 0113 496 0000.\n"
    made, _ = made_of(tmp_path, "cast.txt", text)
    assert 'title = "Cast"' in (tmp_path / "made" / "booklet.toml").read_text()
    assert made.endswith('title: "Contact"\n---\n\n## By day\n\nTel. 0113 496 0000.\n')


@pytest.mark.parametrize(("text", "made"), [
    ("A first line that goes on\nand on over two.", "A first line that goes on\\\nand on over two."),  # it was a heading
    ("# Contact\nTel. 0113", "# Contact\n\nTel. 0113"), ("###########\n#  STOP   #\n###########\nRest.", "## STOP\n\nRest."), ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ("\u00a0\u00a0\u2022 Milk\n\u00a0\u00a0\u2022 Tea", "  \u2022 Milk\n  \u2022 Tea"), ("\u25cf Rice\n\u25cf Pasta", "\u25cf Rice\n\u25cf Pasta"),
    ("i) Bring a bag\nii) Bring water\niii) Bring a book", "i) Bring a bag\n\nii) Bring water\\\niii) Bring a book"),
    ("Sheet\n\n# of tablets: 3\n# of refills: 0", "# Sheet\n\n\\# of tablets: 3\\\n\\# of refills: 0"),  # 3 tablets were two titles
    ("Call if:\n - it bleeds for more than\n   10 minutes\nCALL 999 IF YOU FAINT.", "Call if:\n\n - it bleeds for more than\n   10 minutes\n\nCALL 999 IF YOU FAINT."),
    ("How to use your\nblue inhaler\n\nShake it.", "# How to use your blue inhaler\n\nShake it."), ("Look for:\n o Blood\n o Pus", "Look for:\n\n - Blood\n - Pus"),
    ("Press `Off' and ``On''. It's 5`.", "Press ‘Off’ and “On”. It's 5`."), ("Take 5 mg.\n| a | b |\n| c | d |\nOn.", "Take 5 mg.\n\n| a | b |\n| c | d |\n\nOn."),
    ("Day      Dose\n-------  ----\nMonday   5 mg", "Day      Dose\n-------  ----\nMonday   5 mg"),
    ("What can it do?\n\nCall us if you have:\n\n* a rash", "# What can it do?\n\nCall us if you have:\n\n* a rash"),
])  # fmt: skip
def test_no_backslash_is_printed_behind_a_mark_and_no_sentence_is_cut(text, made):
    """Items with other dots, and a heading with its own mark, ended in a backslash."""
    assert as_markdown(text, Brought()) == made


def test_a_rule_below_lines_or_an_item_is_no_underline():
    """The name below a letter, above the two dashes of a mail, became its title."""
    assert as_markdown("Rest well.\n\nBest wishes,\nDay Surgery\n-- \nWard 12.\n\n- one\n-----\nTea  4 pm", Brought()) == (
        "Rest well.\n\nBest wishes,\\\nDay Surgery\n\nWard 12.\n\n- one\n\nTea  4 pm"
    )


RFC = """\
1.  Before you come

   Eat no seeds for 2 days before the test, and drink at least 2.5 litres
   a day.

1.1.  Medicines

   o  Stop iron tablets.

   o  Keep all others.

2.  On the day

   Stay near a toilet.

3. Knee bends
   Bend your knee.

   If it hurts, stop.
4. Leg lifts
"""


def test_numbers_are_those_of_headings_or_of_items_and_what_is_set_in_belongs_to_its_item():
    """Its number was lost in a sentence: "If it hurts, stop. 4. Leg lifts". Headings were lists of one, and o was a word."""
    assert as_markdown(RFC, Brought()) == (
        "## 1.  Before you come\n\nEat no seeds for 2 days before the test, and drink at least 2.5 litres\na day.\n\n### 1.1.  Medicines\n\n"
        "   -  Stop iron tablets.\n\n   -  Keep all others.\n\n## 2.  On the day\n\nStay near a toilet.\n\n"
        "3. Knee bends\n   Bend your knee.\n\n   If it hurts, stop.\n\n4. Leg lifts"
    )
    steps = "Steps\n\n1. Rest\n\n2. Walk\n\nCall us if it hurts."
    assert as_markdown(steps, Brought()) == f"# {steps}"
    assert as_markdown("fever over 38 degrees, and pain that does not go away\no falta de aire", Brought()).endswith("\no falta de aire")


def test_the_end_of_a_page_prints_nothing(tmp_path):
    """A backslash was printed where a page of the text ended."""
    made, _ = made_of(tmp_path, "home.txt", "Home: your dialysis\n\nKeep the bag.\n\f\nCall us.\n\f")
    assert made == '---\ntitle: "Home: your dialysis"\n---\n\nKeep the bag.\n\nCall us.\n'


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_text_of_notepad_is_read_in_its_own_letters(tmp_path, letters):
    """Without a mark at its begin it came as E y e d r o p s, and of 20 °C – 25 the stroke was lost."""
    text, _ = made_of(tmp_path, "eyes.txt", "Eye drops\r\n\r\nIt\u2019s 1 drop at 20 \u00b0C.".encode(letters))
    assert text == '---\ntitle: "Eye drops"\n---\n\nIt\u2019s 1 drop at 20 \u00b0C.\n'


def test_a_text_of_an_older_windows_is_read_and_one_of_another_alphabet_is_refused(tmp_path):
    """Each was refused, in which a ° or a ’ stood: so old programs save what is typed."""
    text, told = made_of(tmp_path, "sheet.txt", "Café\n\nDon’t exceed 5 µg at 38 °C – or ½.\n".encode("cp1252"))
    assert "the letters were read as those of an older Windows: ° µ ½ é – ’" in told
    assert "Don’t exceed 5 µg at 38 °C – or ½." in text


@pytest.mark.parametrize("content", [
    "Принимайте".encode("cp1251"), "Zażyj dwie pigułki".encode("cp1250"), "38 °C".encode("cp850"), "Don’t".encode("mac-roman"), b"\x81",
])  # fmt: skip
def test_letters_that_may_be_others_are_not_guessed(tmp_path, content):
    told = brought(tmp_path, "sheet.txt", b"Words " + content + b" words.\n").stderr
    assert "not-utf-8" in told and "in Notepad by Save as, Encoding" in told

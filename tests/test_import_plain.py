"""Plain text, as Notepad and mail programs keep it, becomes a manuscript whose lines are those of its author."""
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.imports.brought import Brought
from booklet.imports.markdown.plain import as_markdown
from tests.documents import brought, written

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
    told = brought(tmp_path, "cast.txt", LEAFLET.replace("\n", "\r\n"))
    assert told.returncode == 0, told.stderr
    assert "short lines above others are headings now: AT HOME, Do, Painkillers" in told.stdout
    assert written(tmp_path / "made") == f'---\ntitle: "Looking after your cast"\n---\n\n{FIRST}\n\n---\ntitle: "AT HOME"\n---\n\n{HOME}\n'
    assert 'title = "Looking after your cast"' in (tmp_path / "made" / "booklet.toml").read_text()


@pytest.mark.parametrize(("text", "made"), [
    ("Rest\u2019s best when you lie down, and keep your leg up on two pillows.\nDo not sit for long, and walk every hour of the day, as far as you can without pain.",
     "Rest\u2019s best when you lie down, and keep your leg up on two pillows.\n\nDo not sit for long, and walk every hour of the day, as far as you can without pain."),
    ("Dear Ms Ray,\nThank you.\n1) Rest\n2) Walk\nCall us.", "Dear Ms Ray,\\\nThank you.\n1) Rest\n2) Walk\n\nCall us."),
    ("Clinic\n======\nCall 0113 496 0000", "Clinic\n======\nCall 0113 496 0000"), ("", ""), ("Rest", "Rest"),
    ("Rest.\n \n\n\nWalk.", "Rest.\n\nWalk."), ("Lunch\t12 noon\nTea\t4 pm", "Lunch\t12 noon\\\nTea\t4 pm"),
])  # fmt: skip
def test_a_line_is_joined_to_the_next_where_a_program_has_wrapped_it(text, made):
    assert as_markdown(text, Brought()) == made


@given(st.lists(st.sampled_from(["Rest", "", "  walk.", "- one", "1. two", "A LINE", "> 5 mg", "word " * 15, "word " * 30, "====", "x: ____", "\tDose\t5 mg"]), max_size=12))
@settings(deadline=None)
def test_no_word_is_lost_or_moved(lines):
    text = "\n".join(lines)
    assert re.sub(r"[\s\\#]", "", as_markdown(text, Brought())) == re.sub(r"\s", "", text)

"""What somebody meant to write later is told before a patient reads it."""
import pytest

from booklet.load.load import load_manuscript
from booklet.words.text import read_copy
from booklet.words.left import left_problems, own_date_problems
from tests.manuscripts import FIRST_LINE


@pytest.mark.parametrize("left", ["TBC", "TBD", "XXX", "TODO", "000 000 0001", "000-000-0001", "0141 496 0000"])
def test_what_keeps_a_place_free_in_a_sentence_is_told_with_its_line(handout, left):
    """It was signed, and would have been mailed."""
    handout.body(f"Ring the ward on {left} today.")
    (problem,) = left_problems(read_copy(load_manuscript(handout.folder)))
    assert problem.slug == "placeholder-left" and problem.place.line == FIRST_LINE and not problem.is_advice
    assert handout.command("check", "--source", "sections") == 1 and f"{left}" in handout.said


def test_what_the_studio_begins_a_text_with_is_told_where_it_is_left(handout):
    """A section, a box or a cell of which nothing was written said "Write here." to a patient."""
    handout.body("Write here.\n\n| Sign | What to do |\n|---|---|\n| Fever | Write here. |")
    assert [each.place.line for each in left_problems(read_copy(load_manuscript(handout.folder)))] == [FIRST_LINE, FIRST_LINE + 4]


@pytest.mark.parametrize("words", [
    "Ring {{ clinic.daytime.phone }} or {{ clinic.crisis.phone }}.", "Girls with 47,XXX are tall.", "Wear size XXL.",
    "It costs 1,000,000 pounds.", "Call 000 in Australia.", "Fill in: ____", "Write here: ____", "Write here how you slept.",
    "“He [the nurse] came [sic].”", "Tds [three times a day], od [once a day].", "“Anna” [not her real name] came [the next day].", "Age [years]", "[see overleaf for times] [at that time]",
    "Feel free to adjust your position.", "Feel free to modify the recipe.", "[Laughs] See [page 3] or [NICE guideline NG28].", "Feel free to ask your nurse.", "Here is a guide to how much to drink:",
    "Let us know if you would like an interpreter.", "Would you like me to call your family?", "Let me know if this hurts.", "Doses [95% CI 2 to 3].",
])  # fmt: skip
def test_what_says_something_is_let_through(handout, words):
    """Also what the example clinic fills in: that is told on each page."""
    handout.body(words)
    assert left_problems(read_copy(load_manuscript(handout.folder))) == []


@pytest.mark.parametrize("left", [
    "[Insert phone number]", "[Clinic name]", "[Hospital/Clinic Name]", "[DD/MM/YYYY]", "[date and time of your appointment]", "[opening hours]", "[number of days]", "[your name]", "[Name, Credentials]", "[your-email@hospital.org]", "\\<your phone number>", "«Phone»", "[XX]",
    "\\{{ phone }}", "\\{{phone}}", "{weight}", "{PHONE_NUMBER}", "{Your name}", "[what stood here in the document: an equation]",
])  # fmt: skip
def test_what_is_to_be_put_in_between_brackets_is_told(handout, left):
    """A chatbot leaves [Insert phone number] for the ward to fill in: it was printed, and nobody could ring it."""
    handout.body(f"Ring the ward on {left} today.")
    (problem,) = left_problems(read_copy(load_manuscript(handout.folder)))
    assert problem.slug == "placeholder-left" and problem.place.column == 18 + left.startswith("\\") and not problem.is_advice


@pytest.mark.parametrize("left", [
    "Feel free to adapt it to your clinic.", "Feel free to edit any part of the text.", "Feel free to adjust this!",
    "Let me know if you'd like me to make it shorter.", "Would you like a Spanish version?", "Certainly! Here is a leaflet about rest:",
    "Here's a patient-friendly leaflet about rest:", "If you'd like, I can create a shorter one.", "Rest helps 【4:2†leaflet.pdf】.",
    "Rest helps. citeturn0search0", "Rest helps.:contentReference", "Rest helps [cite: 1, 2].",
])  # fmt: skip
def test_what_a_chatbot_says_to_its_user_is_told(handout, left):
    """A patient who reads "Would you like a Spanish version?" has nobody to answer."""
    handout.body(left)
    (problem,) = left_problems(read_copy(load_manuscript(handout.folder)))
    assert problem.slug == "chat-left" and problem.place.line == FIRST_LINE and not problem.is_advice


@pytest.mark.parametrize(("words", "said"), [
    ("Last reviewed: March 2021", "Last reviewed: March 2021"), ("Produced by the ward team, May 2019.", "Produced by the ward team, May 2019."),
    ("Review May 2021.", "Review May 2021."), ("Next review due: January 2026", "Next review due: January 2026"), ("Version 1.0", "Version 1.0"),
    ("Published in 2019, the trial was small.", ""), ("Reviewed studies of 2020 agree.", ""), ("Review your plan with us.", ""), ("Version 2 of the drug came in 2019.", ""),
    ("Updated advice came in 2020.", ""), ("Review the list of 2 medicines.", ""),
])  # fmt: skip
def test_dates_of_its_own_in_a_text_are_told(handout, words, said):
    """ "Review March 2023" stood on the page that says: review by November 2027."""
    handout.body(words)
    told = [*own_date_problems(read_copy(load_manuscript(handout.folder)))]
    assert [problem.says.split("”")[0].lstrip("“") for problem in told] == [said] * bool(said)
    assert all(problem.is_advice and problem.slug == "own-date" for problem in told)

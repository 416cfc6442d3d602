"""Forms: places to write, boxes to tick, lines that stay lines, and what is to stand beside and above them."""
import re
from itertools import pairwise

import pypdfium2
import pytest

from booklet.check.pdf.document import Proof
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.text.text import plain_text
from tests.manuscripts import FILES
from tests.reader import page_of, said_on_pages

WIDE_MM = {
    "____": 52, "........": 52, "…………": 52, "____ / ____ / ____": 38, "../../....": 38, "……/……/……": 38, "__:__": 25, "____:____": 25, "___": 17, "__": 17, "_" * 40: 87, "_" * 400: 0,
}  # fmt: skip


def test_a_place_to_write_is_as_wide_as_what_is_written_there(handout):
    """A date took three lines, and forty strokes for a name were as short as four."""
    handout.body("\n\n".join(f"Start{n} {typed} then{n}." for n, typed in enumerate(WIDE_MM)))
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    words = {each.text.strip(" ."): each.box for each in Proof(content).words_on(0)}
    for n, (typed, wide_mm) in enumerate(WIDE_MM.items()):
        start, end = words[f"Start{n}"], words[f"then{n}"]
        if wide_mm:
            assert (end[0] - start[2]) * 25.4 / 72 == pytest.approx(wide_mm, abs=4) and end[1] == pytest.approx(start[1], abs=1), typed
        else:  # a line of its own
            assert end[1] < start[1] and end[0] < start[2], typed


def test_a_box_to_tick_is_nearer_to_its_own_words(handout):
    """As near to the words before it, "none" was ticked for "some"."""
    handout.body(f"Pain is [ ] none [ ] some [ ] worst.\n\nAsk: [ ] {'hypothalamic' * 3} [ ] no")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    letters = pypdfium2.PdfDocument(content)[0].get_textpage()
    said = letters.get_text_range()
    for before, own in (("none", "some"), ("some", "worst.")):
        end = letters.get_charbox(said.index(before) + len(before) - 1)[2]
        assert letters.get_charbox(said.index(own))[0] - end > 26  # a box of 14 points, 4 behind it and 10 before it
    page = page_of(handout.folder, is_dressed=False)
    assert "Pain is (to tick) none (to tick) some (to tick) worst." in plain_text(page)
    assert re.search(r'<span class="tie"><span class="tick"[^>]*></span>\xa0some</span>', page)  # a browser parts what a blank alone ties
    assert re.search(r'<span class="tie"><span class="tick"[^>]*></span>\xa0</span>(?:<span class="long[^"]*">)?hypothalamichypo', page)  # may break


@pytest.mark.parametrize("typed", ["1. Rest\n2. Date: ____\n3. From ____ on", "1. Rest\n\n2. Date: ____\n\n3. From ____ on\n\n   Rest"])
def test_the_number_of_an_item_stands_on_its_line_be_there_a_place_to_write(handout, typed):
    """A bullet or a number stood a line above its words, since the place is higher than they are."""
    handout.body(typed)
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    runs = [(each.text.strip(), each.baseline_pt) for each in Proof(content).words_on(0)]
    lines = dict(runs)
    for number, words in (("1.", "Rest"), ("2.", "Date:"), ("3.", "From")):
        on_line = [line for text, line in runs if text.startswith(words)]
        assert min(abs(line - lines[number]) for line in on_line) < 1, words


def test_dots_that_lead_to_a_number_or_trail_off_are_words(handout):
    handout.body("Chapter 1 ........ 12, well.... and 等等…… so.")
    assert "Chapter 1 ........ 12, well.... and 等等…… so." in plain_text(page_of(handout.folder, is_dressed=False))


def test_a_place_to_write_stays_with_its_label_and_in_its_cell(handout):
    """The line for the date stood alone below "Date:", and in a row of three each ran through the next."""
    cells = "| a | b | c |\n|---|---|---|\n| Date ____ so | Time ____ so | Name ____ so |"
    more = "My own name: ____ Born on: ____ NHS no.: ____\n\nAll of it by day: ____ units; 20% = ____ units"
    handout.body(f"Written and then signed: {'_' * 32} Date: __/__/____ then rest.\n\n{more}\n\nTable: Now\n\n{cells}")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    words = [(each.text.strip(), each.box) for each in Proof(content).words_on(0)]
    signed, date, end = (next(box for text, box in words if text.endswith(word)) for word in ("signed:", "Date:", "then"))
    assert end[1] == pytest.approx(date[1], abs=1) and date[1] < signed[1]
    assert {"NHS no.:", "20% ="} <= {text for text, _ in words}  # neither is parted
    row = [(text, box) for text, box in words if text in ("Date", "Time", "Name", "so")]
    assert [text for text, _ in row] == ["Date", "so", "Time", "so", "Name", "so"]
    assert all(left[2] < right[0] for (_, left), (_, right) in pairwise(row))


def test_a_form_keeps_its_lines_and_a_name_its_place(handout):
    """Lines ran together: "Date ____ Job" at the end of one, and "title ____" on the next, where the date was written."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    form = "Signed ______ Date ____\nJob title ____\n[ ] Yes\n[ ] No\nSex: ____   Age: ____ years\nRelationship to child: ____"
    handout.body(f"{form}\n\nTake it at night.\nRest ____ hours\nin the day.\n\nS = salt\nW = water\n0 = none\n\n<5 years: 2.5 ml\n>5 years: take 5 ml, and no more than that in a day.\n\n**Ibuprofen** 200 mg\n**Codeine** 15 mg\nDo not take: aspirin\n\n**Ketamine** is given in a clinic by people who were trained for it, and\n**Esketamine** is its mirror image.\n\n1. Any pain? [ ] No\n   [ ] Yes, where? ____")
    lines = plain_text(page_of(handout.folder, is_dressed=False)).splitlines()
    write = "(write here)"
    assert f"Signed {write} Date {write}, Job title {write}, (to tick) Yes, (to tick) No, Sex: {write} Age: {write} years, Relationship to child: {write}" in lines
    assert f"Take it at night. Rest {write} hours in the day." in lines and "S = salt, W = water, 0 = none" in lines and "less than 5 years: 2.5 millilitres; more than 5 years: take 5 millilitres, and no more than that in a day." in lines and "Ibuprofen 200 milligrams, Codeine 15 milligrams, Do not take: aspirin" in lines
    assert "Ketamine is given in a clinic by people who were trained for it, and Esketamine is its mirror image." in lines
    assert f"1. Any pain? (to tick) No, (to tick) Yes, where? {write}" in lines
    boxes = {each.text.strip(): each.box for each in Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_on(0)}
    assert boxes["Job"][0] == pytest.approx(boxes["Signed"][0], abs=1)


def test_what_is_signed_stands_on_the_page_of_its_line(handout):
    """A parent's words stood at the foot of one page, and the line to sign on the next, be it a line, six or a table."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    six = "\n".join(f"{who}: ____ Date: ____" for who in ("Signed", "Doctor", "Nurse", "Parent", "Witness")) + "\nInterpreter: ____ Language: ____"
    for form, last, first in (("Signed: ____ Date: ____", "Date:", 16), ("| | |\n|---|---|\n| Signed: | ____ |", "Signed:", 16), (six, "Language:", 12)):
        found = set()
        for lines in range(first, first + 4):
            handout.body("\n\n".join(["Rest."] * lines) + f"\n\nI agree to sleep in the day.\n\n{form}")
            said = said_on_pages(handout.folder)
            pages = [next(n for n, text in enumerate(said) if words in text) for words in ("I agree to", "Signed:", last)]
            assert len(set(pages)) == 1, lines
            found.add(pages[0])
        assert len(found) == 2


def test_no_last_line_of_what_a_word_means_stands_alone_on_a_page(handout):
    found = set()
    for lines in range(13, 19):
        handout.body("\n\n".join(["Rest."] * lines) + "\n\nAzathioprine can\n: make you sick\n: burn your skin\n\nThe ward is quiet.")
        said = said_on_pages(handout.folder)
        pages = [next(n for n, text in enumerate(said) if words in text) for words in ("make you sick", "burn your skin")]
        assert pages[0] == pages[1], lines
        found.add(pages[0])
    assert len(found) == 2


def test_a_form_stands_below_its_title_and_many_lines_to_write_on_are_parted(handout):
    """A diary stood overleaf from what it was; eight lines below "My questions" left half a page of large print bare."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    diary = "## Diary\n\nWrite each day.\n\n| Day | Pain |\n|---|---|\n" + "| Mon | |\n" * 8
    for lines in range(15, 21):
        handout.body("\n\n".join(["Rest."] * lines) + f"\n\n{diary}\n\nI ask: ____ x80")
        said = said_on_pages(handout.folder)
        (page,) = (text for text in said if "Write each day." in text)
        assert "Diary" in page and "Mon" in page, lines
        assert sum(not text.split("rest")[0] for text in said) == 0 and "I ask:" in "".join(said)


def test_a_form_that_would_leave_much_of_a_page_bare_is_parted_between_its_rows(handout):
    """Eight rows went over to the next page as a whole, and more than half of the one before it was bare."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    form = "| Check | Yes | Notes |\n|---|---|---|\n" + "".join(f"| Row {n} | [ ] | |\n" for n in range(8))
    for lines, parts in ((12, [8]), (8, [6, 2])):  # a fourth of a page was bare, and two fifths
        handout.body("Rest.\n\n" * lines + f"## For staff\n\n{form}")
        proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
        said = [proof.text_of(number) for number in range(proof.page_count)]
        assert [text.count("Row ") for text in said if "Row " in text] == parts
        assert sum("Check" in text for text in said) == len(parts)


def test_a_line_that_leads_in_the_next_holds_no_others_to_itself(handout):
    """A box that ended in "Name: ____" left its page, with all that could have stood below it; so did thirty short lines."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    short = "\n\n".join(f"Item {number}" for number in range(80))
    handout.body(f"::: action Mine\nName: ____\n:::\n\nYou need:\n\n- Shoes\n\n{short}")
    page = page_of(handout.folder, is_dressed=False)
    assert '<p class="leads">You need:</p>' in page and "<p>Name: " in page.replace('<span class="labelled">', "")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    pages = [[each.text.strip() for each in proof.words_on(number)] for number in range(proof.page_count)]
    assert sum(each.startswith("Item") for each in next(words for words in pages if "Shoes" in words)) > 10


def test_lines_in_columns_stay_lines(handout):
    """Pandoc reads a table in them. "Aspirin 75 mg Warfarin 5 mg" was printed: who takes 75 mg of what?"""
    handout.body("Drug       Dose\n---------  ------\nAspirin    75 mg\n**Warfarin**   5 mg\n\nRest.   Then walk\nand sleep.   Then eat.\n\nIt helps    people\nwho rest.")
    lines = plain_text(page_of(handout.folder, is_dressed=False)).splitlines()
    assert "Aspirin 75 milligrams, Warfarin 5 milligrams" in lines
    assert "Rest. Then walk and sleep. Then eat." in lines and "It helps people who rest." in lines


def test_the_lines_of_an_address_and_of_opening_hours_stay_lines(handout):
    """They ran together, "Mon 9-5 Tue 10-4", and nothing told where one day ended; a sentence goes on in the next line."""
    handout.body("Ann Lee\nRest House, 2 Lee Road\nLeeds LS9 7TF\n\nMonday 9 to 5\nTuesday 10 to 4\n\nRest well in the day\nand at night.\nSleep.")
    lines = plain_text(page_of(handout.folder, is_dressed=False)).splitlines()
    assert {"Ann Lee, Rest House, 2 Lee Road, Leeds LS9 7TF", "Monday 9 to 5, Tuesday 10 to 4", "Rest well in the day and at night. Sleep."} <= {*lines}
    handout.body("Do not take more than\n8 tablets in\n24 hours.\n\nMonday 9 to 5\nTuesday 10 to 4.\n\nPrices:\nTea £1.20\nMilk £1\n\n"
                 "Beech Ward, on the third floor by lift C\nVisits: 2 pm to 4 pm\nBleep: 0345\n\nNote:\nRest well in\nthe day.")
    lines = plain_text(page_of(handout.folder, is_dressed=False)).splitlines()
    assert {"Do not take more than 8 tablets in 24 hours.", "Monday 9 to 5, Tuesday 10 to 4.", "Prices: Tea £1.20, Milk £1"} <= {*lines}
    assert {"Beech Ward, on the third floor by lift C, Visits: 2 pm to 4 pm, Bleep: 0345", "Note: Rest well in the day."} <= {*lines}


def test_lines_to_write_on_below_words_are_ruled_however_close(handout):
    """Of four lines below "My notes" one short gap was printed, beside the words."""
    handout.body("My notes\n____ x4\n\n- My questions\n  ____\n  ____\n- Rest.")
    page = page_of(handout.folder, is_dressed=False)
    assert [part.count("></div>") for part in re.findall('class="lines">(?:<div[^>]*></div>)+', page)] == [4, 2]


def test_a_unit_stays_with_its_place_to_write_and_seven_stand_beside_each_other(handout):
    """In narrow cells the place stood on one line, and "mg" on the next, with nothing before it; all of it a line lower."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    days = "| |" + "|".join("Mon Tue Wed Thu Fri Sat Sun".split()) + "|"
    handout.body(f"Table: Doses\n\n{days}\n{'|---' * 8}|\n| Dose {'| ___ mg ' * 7}|")
    page = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    units, dose = [each.box for each in page.words_on(0) if each.text.strip() == "mg"], next(each.box for each in page.words_on(0) if each.text.strip() == "Dose")
    assert len(units) == 7 and len({round(box[1]) for box in units}) == 1 and abs(units[0][1] - dose[1]) < 3


def test_who_signs_and_when_stand_on_one_line_and_notes_have_as_much_room_as_any_column(handout):
    """Each "Date:" stood below its "Signed:", in the left half of the page; a diary had 11 mm for "Notes"."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body("Signed, doctor: ____ Signed, parent: ____\n\n| Day | When taken | Notes |\n|---|---|---|\n| 1 | | |\n| 2 | | |")
    words = {each.text.strip(): each for each in Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_on(0)}
    doctor, parent = (each for text, each in words.items() if "doctor" in text or "parent" in text)
    assert doctor.baseline_pt == pytest.approx(parent.baseline_pt, abs=1) and doctor.box[0] < parent.box[0]
    assert words["Notes"].box[0] - words["When taken"].box[0] < 1.1 * (548 - words["Notes"].box[0])


def test_a_dose_sheet_of_ten_columns_is_a_table(handout):
    """Each test of the blood was a list of ten lines, over two pages: nobody could see a week at once."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    days = "Mon Tue Wed Thu Fri Sat Sun".split()
    handout.body(f"| Date | INR | {' | '.join(days)} | Next test |\n{'|---' * 10}|\n| 3/12 | 2.4 {'| 3 mg ' * 7}| 10/12 |\n| __/__ | ___ {'| ___ mg ' * 7}| __/__ |")
    page = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    heads = [each for each in page.words_on(0) if each.text.strip() in days]
    assert len(heads) == 7 and len({round(each.baseline_pt) for each in heads}) == 1


def test_a_week_to_tick_and_to_fill_in_is_a_table_in_large_print(handout):
    """Five rows were forty lines below each other, over two pages, since the places to write would be wider on paper."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0].replace("[editions.a4]", "[editions.large-print]"))
    days = "Mon Tue Wed Thu Fri Sat Sun".split()
    rows = f"| Shoulder blade squeeze {'| [ ] ' * 7}|\n| Pain from 0 to 10 {'| ___ ' * 7}|"
    handout.body(f"| Exercise | {' | '.join(days)} |\n{'|---' * 8}|\n{rows}")
    page = Proof(make_proof(read_manuscript(handout.folder), "large-print")[0])
    heads = [each for each in page.words_on(0) if each.text.strip() in days]
    assert len(heads) == 7 and len({round(each.baseline_pt) for each in heads}) == 1


def test_an_empty_cell_is_to_write_in_where_a_table_is_filled_in_and_nowhere_else(handout):
    """A row of a diary was lost in the plain text, and in a table of yes and no each empty cell was "(write here)"."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body("| | Mon | Tue | Wed |\n|---|---|---|---|\n| Pain | ___ | ___ | ___ |\n| Walk | | | |\n| Sleep | ___ h | ___ h | ___ h |\n| Knee | 1 | 2 | 3 |\n\n| Fruit | Eat | Leave |\n|---|---|---|\n| Apple | ✓ | |\n| Banana | | ✗ |")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "- Walk: Mon: (write here). Tue: (write here). Wed: (write here)." in said
    assert "- Fruit: Apple. Eat: ✓.\n" in said and "- Fruit: Banana. Leave: ✗.\n" in said


def test_a_place_to_write_may_have_a_sign_behind_it(handout):
    """The strokes of "___°" and "___/10" were printed as they stand."""
    handout.body("Bend: ___° and pain: ___/10.")
    assert "Bend: (write here)° and pain: (write here)/10." in plain_text(page_of(handout.folder, is_dressed=False))


def test_an_empty_cell_of_a_table_of_doses_says_none(handout):
    """ "Noon: (write here)" was read out of a drug that is taken in the morning and at night. A diary with an example is to be filled in."""
    doses = "Table: Doses\n\n| Drug | Morning | Noon | Night |\n|---|---|---|---|\n| A | 1 | | 1 |\n| B | | 75 mg | |\n| C | | | ½ |"
    diary = "Table: Diary\n\n| Time | Drank | Passed |\n|---|---|---|\n| 8 am | 200 ml | 50 ml |\n| 9 am | | |"
    diary += "\n\nTable: Steps\n\n| Day | Aim | Mine |\n|---|---|---|\n| 1 | 500 | 480 |\n| 2 | 600 | |\n| 3 | 700 | |\n| 4 | 800 | |"
    handout.body(f"{doses}\n\n{diary}\n\n1.º Wash.\n2.º Dry.\n")
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    page = page_of(handout.folder, is_dressed=False)
    text = plain_text(page)
    assert "- Drug: A. Morning: 1. Night: 1.\n- Drug: B. Noon: 75 milligrams.\n- Drug: C. Night: ½.\n" in text
    assert "- Day: 2. Aim: 600. Mine: (write here).\n" in text
    assert "- Time: 9 am. Drank: (write here). Passed: (write here).\n" in text and "1.º Wash.<br>2.º Dry." in page


def test_lines_to_write_on_behind_a_label_are_as_many_as_were_typed(handout):
    """`____ x2` behind "My allergies:" was one short gap, and the 2 went without a word."""
    handout.body("My allergies: ____ x2\n\n- My drugs: ____ x3\n\nName: ____\n")
    told = " ".join(plain_text(page_of(handout.folder, is_dressed=False)).split())
    assert "My allergies: (2 lines to write on) - My drugs: (3 lines to write on) Name: (write here)" in told

"""Ties: what no line parts, counted on pages; and which words are tied, asked of the rule itself."""
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from booklet.check.pdf.document import Proof
from booklet.core.printed.words import printed_words
from booklet.model.tree import Element, Gap, Value, Words, words_of
from booklet.pipeline import make_edition, read_manuscript
from booklet.template.number_ties import NO_BREAK, tie_of
from booklet.template.reference_line import tied_line
from booklet.template.ties import tied_nodes, unparted, whole_words
from tests.conftest import LEE
from tests.small import small_handout

# Sentences of each length, so that whatever stands at their end comes to each place of a line.
SENTENCES = [f"{'rest ' * (length % 17)}{'a' * (length // 17 % 9 + 1)} {end}" for length in range(200) for end in (
    ("helps.[@lee2020] It is best to **sleep well**. [@lee2020, p. 4]", "takes 10\nminutes at ≥\n4 of 9, see page 17 or Figure 8 of it.",
     "is for 21 November, from 9 am to 5 pm, on 1-800-555-0199.",
     "is ~2.5–3 L, £1.80–£3.50, 8.30am–5pm, ½–1 or (1.5–3.0) of it ☐ no ☐ > 4 [ ] no [ ] just now.",
     "shows an X-ray before each check-up.")[length % 5],
)]  # fmt: skip
PARTED = re.compile(r"(?:page|Figure) \n\d|\d \n(?:minutes|November|am|pm)|(?:am|to) \nto|to \n5|\d-\n|X-\n|check-\n|\n\[\d|[≥<] \n\d|\d\. \n\d(?!\d? of \d)|[~–(☐] \n|\n–|just \nnow")


def lines_of(proof: Proof) -> Iterator[str]:
    """Each line of type of each page, from its top."""
    for index in range(proof.page_count):
        lines = defaultdict(list)
        for words in proof.words_on(index):
            lines[round(words.baseline_pt)].append((words.box[0], words.text))
        for _, pieces in sorted(lines.items(), reverse=True):
            yield "".join(text for _, text in sorted(pieces)).replace(NO_BREAK, " ")


def test_a_line_parts_no_citation_number_date_or_phone(press):
    """A lone [3] looks like a slip, and half a phone number is dialled wrong."""
    lines = list(lines_of(press("\n\n".join(SENTENCES))))
    assert sum("[1]" in line for line in lines) > 30 and sum("1-800-555-0199" in line for line in lines) > 30
    assert not PARTED.findall(" \n".join(lines))


def test_no_line_of_the_list_parts_an_address_or_a_date(press):
    """A reader types what stands on the line, with the stop at its end."""
    works = [
        LEE | {"id": f"lee{n}", "title": f"{'Rest ' * (n % 11)}{'a' * n}", "page": "1134-1142",
               "DOI": f"10.{1000 + n}/s41586-023.{n}-5", "issued": {"date-parts": [[2013, 10, n]]}}
        for n in range(1, 29)
    ]  # fmt: skip
    lines = list(lines_of(press(" ".join(f"Rest helps. [@{work['id']}]" for work in works), references=works)))
    for n in range(1, 29):
        for kept in (f"2013 Oct {n};4:1134–42.", f"doi:10.{1000 + n}/", f"s41586-023.{n}-5"):
            assert any(kept in line for line in lines), kept
    for pages in ("10-20, 30-40", "iv-ix", "e10-e20, e30-e40", "S12-S18", "14a-14c"):
        for line in (f"2013;170(10):{pages}.", f"2013 Jul-Aug:{pages}.", f"p. {pages}."):
            assert pages.replace('-', '–') in tied_line(line), line
    assert "2013;4:e-067194" in tied_line("2013;4:e-067194.")


@pytest.mark.parametrize(("text", "tied"), [
    ("See Figure 8 (page 17) for more", "See Figure_8 (page_17) for more"),
    ("take ½ tablet, or 1½ tablets", "take ½_tablet, or 1½_tablets"),
    ("take 10 mg of it 3 times", "take 10_mg of it 3_times"),
    ("from 9 am to 5 pm, 5 to 10 days", "from 9_am_to_5_pm, 5_to_10_days"),
    ("on 21 November 2026, November 21, in 2026 for all", "on 21_November 2026, November_21, in 2026 for all"),
    ("20 % of 1,000 people", "20_% of 1,000_people"),
    ("a score ≥ 4, − 5 °C, ~ 3 or ± 0.5 of < 9", "a score ≥_4, −_5_°C, ~_3_or ±_0.5_of <_9"),
    ("ring 0113 496 0000, +44 20 7946 0000, (020) 7946 0000.", "ring 0113_496_0000, +44_20_7946_0000, (020)_7946_0000."),
    ("+44 (0)20 7946 0000, 030 / 1234567; 8.30am – 5pm, 2 (of 3)", "+44_(0)20_7946_0000, 030_/_1234567; 8.30am_– 5pm, 2 (of 3)"),
    ("from 0 to 10, 0 1 2 3, 05 and 0.5 1", "from 0_to_10, 0 1 2 3, 05_and 0.5 1"),
    ("1 500, 10 000 000. And 2 of 50 000 IE", "1_500, 10_000_000. And 2_of 50_000_IE"),
    ("1 in 1,700, 1 von 100, 1 mg 3 times", "1_in_1,700, 1_von_100, 1_mg 3_times"),
    ("it takes 30 to 45 minutes", "it takes 30_to_45 minutes"), ("no number", "no number"), ("☐ none ☐ mild ☐ > 2", "☐_none\u2003 ☐_mild\u2003 ☐_>_2"),
])  # fmt: skip
def test_numbers_are_tied_to_what_they_count(text, tied):
    assert tie_of(printed_words("en-GB"))(text).replace(NO_BREAK, "_") == tied


def test_opening_hours_of_a_clinic_part_at_no_dash():
    """On the back of A5 stood "9 am–", and below it "5 pm"."""
    tied = whole_words(tie_of(printed_words("en-GB"))("Monday, 9 am–5 pm <8.30-17.00>"))
    assert tied.replace(NO_BREAK, "_") == 'Monday, <span class="tie">9_am–5_pm</span> &lt;<span class="tie">8.30-17.00</span>&gt;'


@pytest.mark.parametrize(("title", "html"), [
    ("After-care & rest", '<span class="tie">After-care</span> &amp; rest'), ("<b>Post-Op", '&lt;b&gt;<span class="tie">Post-Op</span>'),
    ("Rest - at home", "Rest - at home"), ("a-b-c, ann@our-clinic.org", "a-b-c, ann@our-clinic.org"),
])  # fmt: skip
def test_no_word_of_a_title_parts_at_its_hyphen(title, html):
    """A cover said "Post-" and on the next line "Op Instructions"."""
    assert unparted(title) == html


def test_titles_stand_so_on_the_cover_and_above_sections(tmp_path):
    folder = small_handout(tmp_path / "handout")
    (folder / "booklet.toml").write_text(re.sub('(?m)^title = .*', 'title = "Going home after your first check-up"', (folder / "booklet.toml").read_text()))
    lead = min(folder.glob("[0-9]*.md"))
    lead.write_text(re.sub("(?m)^title: .*", "title: What to bring to the ward of the hospital for self-care", lead.read_text()))
    lines = list(lines_of(Proof(make_edition(read_manuscript(folder), "a4").content)))
    assert {"your first check-up", "of the hospital for self-care"} <= set(lines)


def test_a_title_of_three_lines_has_room_on_the_cover_of_large_print(tmp_path):
    """It ran into the foot, and nothing was built: less of the picture leaves room."""
    folder = small_handout(tmp_path / "handout")
    said = {"title": "Methotrexat bei rheumatoider Arthritis", "subtitle": "Was Sie über die wöchentliche Einnahme wissen sollten",
            "audience": "For people who come to the clinic for their joints, and for those at home", "notice": "For information; it takes the place of no advice."}  # fmt: skip
    settings = (folder / "booklet.toml").read_text("utf-8")
    for name, words in said.items():
        settings = re.sub(f"(?m)^{name} = .*", f'{name} = "{words}"', settings)
    (folder / "booklet.toml").write_text(settings, "utf-8")
    assert make_edition(read_manuscript(folder), "large-print").content


def test_a_number_to_ring_in_a_field_stays_whole_too():
    """As it does where somebody types it: a clinic's number comes from its profile."""
    nodes = tied_nodes((Value("MedWatch, 1-800-FDA-1088"),), tie_of(printed_words("en-GB")))
    assert nodes == (Value("MedWatch, "), Element("span", (Value("1-800-FDA-1088"),), (("class", "tie"),)))


@pytest.mark.parametrize(("text", "whole"), [
    ("Sugar (mmol/L) or mL/min/kg", ["mmol/L", "mL/min/kg"]), ("he/she, and/or", ["he/she", "and/or"]),
    ("see example.org/a, a/b/c/d, cake/biscuits", []), ("8.30am–5pm, 9am-12.30pm, £1.80–£3.50", ["8.30am–5pm", "9am-12.30pm", "£1.80–£3.50"]),
    ("An X-ray, a check-up and self-care by e-mail, see ann-b@example.org or a-b-c", ["X-ray", "check-up", "e-mail"]), ("a ~2.5–3 L, ½–1 cup", ["~2.5–3", "½–1"]),
])  # fmt: skip
def test_a_unit_is_not_parted_at_its_stroke(text, whole):
    """It stood as (mmol/ and L) in the head of a narrow column."""
    nodes = tied_nodes((Words(text),), tie_of(printed_words("en-GB")))
    assert [words_of(node.inside) for node in nodes if isinstance(node, Element)] == whole


@pytest.mark.parametrize(("words", "spans"), [
    (("Signed ", " on ", ""), ["Signed _", "on _"]),
    (("From ", " to ", " at ", "."), ["From _", "to _", "at _"]),
    (("Take ", " mg ", " times a day"), ["Take _ mg"]),
    (("Height ", " ft ", " in"), ["Height _ ft", "_ in"]),
    (("Weight ", " kg on ", ""), ["Weight _ kg", "on _"]),
    (("Pets: ☐ cat ☐ other ", ""), ["☐ other _"]),  # the box reached out of its line, and stopped a build
])  # fmt: skip
def test_a_word_between_two_places_to_write_stays_with_the_one_that_it_belongs_to(words, spans):
    """A date stood alone on its line, and "on" as if it were a unit at the end of the one above."""
    nodes = [node for text in words for node in (Words(text), Gap())][:-1]
    tied = tied_nodes(tuple(node for node in nodes if node != Words("")), tie_of(printed_words("en-GB")))

    def shown(inside):
        return "".join("_" if isinstance(each, Gap) else each.text if isinstance(each, Words) else shown(each.inside) for each in inside)

    assert [shown((node,)).replace(NO_BREAK, " ") for node in tied if isinstance(node, Element)] == spans

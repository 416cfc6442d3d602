"""The clinic profile: what a secretary fills in, forgets, mistypes; and what a manuscript asks of it."""
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from booklet.check.pdf.document import Proof
from booklet.core.problems import BookletError, Problem
from booklet.deliver.freshness import Build
from booklet.load.clinic.phone import country_says, emergency_says, phone_says
from booklet.load.load import load_manuscript
from booklet.model.back_page import help_cards
from booklet.pipeline import make_booklets
from tests.conftest import SECTIONS, STARTER
from tests.manuscripts import FILES, FILLED_IN, PROBLEM, Handout, filled_in
from tests.reader import page_of

CLINIC = "sections/clinic.example.toml"
EXAMPLES = {"shipped": SECTIONS / "clinic.example.toml", "starter": STARTER / "clinic.example.toml"}
ASKING = """\
Call {{ clinic.crisis.phone }}, {{ clinic.crisis.name }}, {{ clinic.out_of_hours.phone }} or ask {{ clinic.prescriber }}.
{{ clinic.escort_policy }} {{ clinic.fasting_policy }} {{ clinic.side_effect_reporting }} {{ clinic.out_of_hours.hours }}
{% if "tablet" in clinic.treatments %}
Rest. {{ clinic.booklet_url }}
{% endif %}
"""


def ours(handout: Handout, text: str, source: str = "sections") -> list[str]:
    """Each problem of a check with this clinic profile, errors alone."""
    (handout.home / "ours.toml").write_text(text, encoding="utf-8")
    handout.command("check", "--source", source, "--clinic", "ours.toml")
    return [problem for problem in PROBLEM.findall(handout.said) if problem.startswith(("ours", "sections/0", "sections/b"))
            and not problem.endswith("not-verified")]  # fmt: skip


def filled(**changes: str) -> str:
    """The small manuscript's profile, filled in, with other values of some lines."""
    text = filled_in(FILES["clinic.example.toml"])
    real = {'"1 Example Street"': '"1 High Street"', "your doctor": "A. Lee", '"000 1"': '"0113 243 2799"',
            '"000 2"': '"0113 392 2668"', '"000 3"': '"116 123"', "Example line": "Samaritans"}  # fmt: skip
    for old, new in (real | changes).items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def test_a_profile_that_is_filled_in_is_taken(handout):
    assert ours(handout, filled()) == []


@pytest.mark.parametrize(("old", "new", "told"), [
    ("0113 243 2799", "000 000 0003", "ours.toml:11:9: placeholder-left"),
    ("0113 243 2799", "TBC", "ours.toml:11:9: placeholder-left"),
    ("0113 243 2799", "0113 496 0999", "ours.toml:11:9: placeholder-left"),
    ("0113 243 2799", "0113 243 279", "ours.toml:11:9: doubtful-phone"),
    ("0113 243 2799", "ask your nurse", "ours.toml:11:9: doubtful-phone"),
    ("0113 243 2799", "0113 243 2799 or 0113 243", "ours.toml:11:9: doubtful-phone"),
    ("116 123", "911", "ours.toml:23:9: doubtful-phone"),
    ('"999"', '"911"', "ours.toml:19:9: doubtful-phone"),
    ('"999"', '"000"', "ours.toml:19:9: doubtful-phone"),
    ("Samaritans", "name of the crisis line", "ours.toml:22:8: placeholder-left"),
    ("A. Lee", "name of your prescriber", "ours.toml:4:14: placeholder-left"),
    ("A. Lee", "Your prescriber", "ours.toml:4:14: placeholder-left"),
    ("Bring somebody.", "TODO: ask the ward", "ours.toml:6:17: placeholder-left"),
    ("Tell us.", "Yellow Card, 000 000 0009", "ours.toml:8:25: placeholder-left"),
    ("always", "...", "ours.toml:24:9: placeholder-left"),
    ("1 High Street", "--", "ours.toml:2:11: placeholder-left"),
    ('"GB"', '"UK"', "ours.toml:3:11: unknown-country"),
    ('"GB"', '"England"', "ours.toml:3:11: unknown-country"),
])  # fmt: skip
def test_what_keeps_a_place_free_is_told_with_line_and_column(handout, old, new, told):
    """A patient would ring it."""
    assert ours(handout, filled().replace(old, new)) == [told]


@pytest.mark.parametrize(
    "phone", ["0113 243 2799 (ext. 12)", "0113 243 2799, bleep 1234", "+44 (0)113 243 2799", "111, option 2", "116 123",
              "0113 243 2799 or 0113 392 2668", "0113 243 2799 and ask for the pain team", "0800 1111 (24 hours)"],
)  # fmt: skip
def test_a_phone_as_clinics_write_it_is_taken(handout, phone):
    assert ours(handout, filled().replace("0113 243 2799", phone)) == []


def test_the_country_is_told_in_its_right_letters(handout):
    ours(handout, filled().replace('"GB"', '"UK"'))
    assert 'hint: write "GB"' in handout.said


def test_a_number_that_somebody_has_rung_may_look_odd(handout):
    """The library learns of new numbers after the clinic does."""
    text = filled().replace('"0113 243 2799"', '"0800 123 4567 89"')
    assert ours(handout, text) == ["ours.toml:11:9: doubtful-phone"] and "rang = YYYY-MM-DD" in handout.said
    assert ours(handout, text.replace('4567 89"', '4567 89"\nrang = 2026-11-20')) == []
    never = text.replace('0800 123 4567 89"', '000 000 0001"\nrang = 2026-11-20')
    assert ours(handout, never) == ["ours.toml:11:9: placeholder-left"]


def test_what_is_left_as_the_example_has_it_is_told_but_for_policies_and_lines_of_a_country(handout):
    """An example with a real number is the number of another clinic."""
    handout.write("clinic.example.toml", "example = true\n" + filled().replace("example = true\n", ""))
    told = ["ours.toml:1:8: placeholder-left", "ours.toml:2:11: placeholder-left", "ours.toml:11:9: placeholder-left",
            "ours.toml:15:9: placeholder-left"]  # fmt: skip
    assert ours(handout, filled()) == told


@pytest.mark.parametrize(("typed", "told"), [
    ("phone = 5", "bad-setting"), ("phone = true", "bad-setting"), ("phone = ['1']", "bad-setting"),
    ("phone = {a = 1}", "bad-setting"), ("phone = 2026-01-01", "bad-setting"), ("phone = ''", "bad-setting"),
    ("fone = '1'", "missing-setting"), ("phone = 1e999", "bad-setting"),
])  # fmt: skip
def test_a_value_of_an_odd_kind_is_told_with_its_line(handout, typed, told):
    found = ours(handout, filled().replace('phone = "0113 243 2799"', typed))
    assert f"ours.toml:{10 if told == 'missing-setting' else 11}: {told}" in found and "Traceback" not in handout.said


@pytest.mark.parametrize(
    "typed", ['crisis = "116 123"', "crisis = 5", "crisis = []", "crisis = [1]", "[[crisis]]\nphone = '116 123'",
              "[crisis.phone]\na = 1", "[crisis]\n[crisis.name.x]\ny = [{z = 1}]", "[crisis]", "crisis = 2026-01-01"],
)  # fmt: skip
def test_a_contact_that_is_no_table_is_told(handout, typed):
    """Most people have never seen a table in a text file."""
    before, _ = filled().split("[crisis]")
    head, tables = before.split("[daytime]")
    found = ours(handout, f"{head}{typed}\n[daytime]{tables}" if typed[0] == "c" else f"{before}{typed}\n")
    assert found and "Traceback" not in handout.said, handout.said
    assert not [problem for problem in found if problem.startswith("sections")], handout.said


def test_only_what_is_asked_for_is_asked_of_a_clinic(handout):
    """A ward that teaches hand washing has no prescriber and no crisis line."""
    handout.change("booklet.toml", '{ask = "Not safe?", contact = "crisis"}, ', "")
    bare = (
        'name = "Leeds"\ncountry = "GB"\n[daytime]\nphone = "0113 243 2799"\nhours = "by day"\n'
        '[emergency]\nphone = "999"\n'
    )
    assert ours(handout, bare) == []
    handout.body("Ask {{ clinic.prescriber }}.\n{% if clinic.address %}\nWe are at {{ clinic.address }}.\n{% endif %}")
    assert ours(handout, bare) == ["ours.toml:1: missing-setting"]
    assert "prescriber is missing; asked for by sections/010-rest.md:5" in handout.said


def test_a_profile_may_hold_what_other_handouts_ask_for(handout):
    """A clinic keeps one file for all of its handouts."""
    assert ours(handout, filled() + '\n[pharmacy]\nphone = "0113 392 2668"\n') == []


@pytest.mark.parametrize(("old", "new", "told", "hint"), [
    ("prescriber =", "perscriber =", "ours.toml:4: unknown-setting", "did you mean prescriber?"),
    ("[crisis]", "[crises]", "ours.toml:21: unknown-setting", "did you mean crisis?"),
    ('"tablet"', '"Tablets"', "ours.toml:5:14: bad-setting", "did you mean tablet?"),
    ('["tablet"]', '"tablet"', "ours.toml:5:14: bad-setting", 'write it between brackets: treatments = ["..."]'),
    ('"A. Lee"', '["A. Lee"]', "ours.toml:4:14: bad-setting", 'write prescriber = "..."'),
    ("prescriber =", '"Our doctor" =', "ours.toml:4:16: unknown-setting", "small letters, digits and _"),
])  # fmt: skip
def test_a_misspelt_field_comes_with_the_one_that_was_meant(handout, old, new, told, hint):
    found = ours(handout, filled().replace(old, new))
    assert told in found and hint in handout.said
    assert len(found) == 1, handout.said


def test_a_list_of_which_no_section_asks_for_anything_is_told(handout):
    """`spray`, where the text asks for `nasal-spray`, printed no list of those who must not have it, without a word."""
    handout.body('Rest. \n{% if "tablet" in clinic.treatments %}\nDo not take it twice.\n{% endif %}')
    assert ours(handout, filled().replace('["tablet"]', '["drops", "cream"]')) == ["ours.toml:5:14: bad-setting"]
    assert "no section asks for drops or cream" in handout.said and "of these: tablet" in handout.said
    assert ours(handout, filled().replace('["tablet"]', '["tablet", "cream"]')) == []


def test_of_a_profile_that_cannot_be_read_no_condition_is_called_wrong(handout):
    """`phone = 0131 496 0123` was told with thirty conditions of the handout, all of which are right, and a summary mark."""
    marks = "<!-- summary: leaflet -->\n{% else %}\n<!-- summary -->\n{% endif %}\n"
    handout.body('Rest.\n\n{% if "tablet" in clinic.treatments %}\n' + marks + "Do not take it twice.")
    assert ours(handout, filled()) == []
    for typed, told in (("01632", "ours.toml:11:9: bad-toml"), ("999", "ours.toml:11: bad-setting")):
        assert ours(handout, re.sub(r'phone = ".*"', f"phone = {typed}", filled(), count=1)) == [told], handout.said


def test_a_card_of_a_contact_that_is_not_declared_is_told_in_booklet_toml(handout):
    handout.change("booklet.toml", 'contact = "crisis"', 'contact = "crysis"')
    assert ours(handout, filled()) == ["sections/booklet.toml:12: unknown-field"]
    assert "did you mean crisis?" in handout.said


def test_a_booklet_that_says_nothing_of_help_keeps_each_phone(handout):
    """Made when each back page had its cards by itself, it would lose the crisis line without a word."""
    settings = [line for line in FILES["booklet.toml"].split("\n") if not line.startswith("help")]
    handout.write("booklet.toml", "\n".join(settings))
    assert ours(handout, filled()) == []
    manuscript = load_manuscript(handout.folder, handout.home / "ours.toml")
    cards = help_cards(manuscript.imprint, manuscript.clinic)
    assert [(card.ask, card.name, card.phone) for card in cards] == [
        ("Samaritans", "", "116 123"), ("Life in danger now?", "", "999"),
    ]  # fmt: skip
    assert [line.label for line in manuscript.imprint.back] == ["In the day", "Outside these hours", "My next visit"]
    handout.write("booklet.toml", FILES["booklet.toml"].replace("help = [", "help = [] # "))
    assert load_manuscript(handout.folder).imprint.help == ()


def test_a_list_is_printed_with_commas(handout):
    handout.body("We speak {{ clinic.treatments }}.")
    ours(handout, filled().replace('["tablet"]', '["Polish", "Urdu"]'))
    handout.command("build", "--source", "sections", "--clinic", "ours.toml", "--out", "new", "--edition", "a4")
    assert "We speak Polish, Urdu." in Proof((handout.home / "new" / "rest-a4.pdf").read_bytes()).words_text()


def test_a_clinic_that_no_text_asks_for_a_phone_has_none(handout):
    """A leaflet that names no number wants no number, and no country to hold it against."""
    handout.change("booklet.toml", 'help = [{ask = "Not safe?", contact = "crisis"}, {ask = "Life in danger now?", contact = "emergency"}]',
                   'help = []\nback = [{label = "My next visit"}]')  # fmt: skip
    assert ours(handout, 'name = "Leeds Sleep Clinic"\n') == []
    assert handout.command("build", "--source", "sections", "--clinic", "ours.toml", "--out", "new") == 0, handout.said
    assert ours(handout, 'name = "Leeds Sleep Clinic"\n[ward]\nphone = "0113 243 2799"\n') == ["ours.toml:1: missing-setting"]


def test_a_condition_on_a_country_that_is_none_is_told(handout):
    handout.body('{% if clinic.country in ["GB", "UK"] %}\nCall us.\n{% endif %}')
    assert ours(handout, filled()) == ["sections/010-rest.md:5: unknown-country"]


def test_a_profile_that_is_not_there_comes_with_the_one_beside_it(handout):
    (handout.home / "our-clinic.toml").write_text(filled(), encoding="utf-8")
    assert handout.command("check", "--source", "sections", "--clinic", "our-clinc.toml") == 1
    assert "hint: did you mean our-clinic.toml?" in handout.said


@pytest.mark.parametrize(
    ("words", "country"),
    [("13 11 14", "AU"), ("1-800-FDA-1088", "US"), ("1800 RESPECT", "AU"), ("0800 111 0 111", "DE"), ("030/450 50", "DE"),
     ("617 726 2000 x12", "US"), ("988", "US"), ("3114", "FR"), ("01.42.34.56.78", "FR"), ("113", "NL"), ("14416", "IN")],
)  # fmt: skip
def test_a_number_of_its_country_can_be_rung(words, country):
    assert phone_says(words, country) == ""


@pytest.mark.parametrize(
    ("number", "country"),
    [("999", "GB"), ("112", "IE"), ("911", "US"), ("000", "AU"), ("111", "NZ"), ("15", "FR"), ("10177", "ZA")],
)
def test_an_ambulance_has_the_number_of_its_country(number, country):
    assert emergency_says(number, country) is None
    assert emergency_says("0000", country) is not None and country_says(country) is None


PLACEHOLDERS = ("TBC", "TODO", "XXX", "x", "-", "...", "name of the clinic", "000 000 0009", "000", "?", "0123456789")


@st.composite
def half_filled(draw) -> tuple[str, set[int]]:
    """An example profile, some of its placeholders filled in, some others put in their place; the lines still to fill in."""
    text = EXAMPLES[draw(st.sampled_from(sorted(EXAMPLES)))].read_text("utf-8").replace("example = true", "# ours")
    theirs, mine, left = text.split("\n"), filled_in(text).split("\n"), set()
    lines = list(theirs)
    for index, (old, new) in enumerate(zip(theirs, mine, strict=True)):
        choice = draw(st.sampled_from(("keep", "fill", "other"))) if old != new and "=" in old else "fill"
        if choice == "fill" or old.startswith(("#", "country", "side_effect")):
            lines[index] = new
            continue
        if choice == "other":
            key = old.split(" = ")[0]
            words = draw(st.sampled_from(PLACEHOLDERS)) if key != "booklet_url" else "https://example.com/x"
            lines[index] = f'{key} = "{words}"'
        left.add(index + 1)
    return "\n".join(lines), left


@seed(11)
@settings(max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(profile=half_filled())
def test_no_half_filled_profile_is_read_without_each_placeholder_being_told(small_folder, profile):
    """A careless secretary: a hundred files, each with some lines forgotten."""
    text, left = profile
    file = small_folder.parent / "half.toml"
    file.write_text(text, encoding="utf-8")
    told = {problem.place.line for problem in problems_of(small_folder, file) if problem.place.path.endswith("half.toml")}
    assert told == left, text
    assert tomllib.loads(text)


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory) -> Path:
    """A starter that asks for all that the shipped handout asks for, declared by the shipped example."""
    folder = tmp_path_factory.mktemp("asking") / "handout"
    shutil.copytree(STARTER, folder)
    shutil.copy(SECTIONS / "clinic.example.toml", folder / "clinic.example.toml")
    (folder / "050-more.md").write_text(f"---\ntitle: More\nrunning_head: More\n---\n\n{ASKING}", encoding="utf-8")
    return folder


def problems_of(folder: Path, file: Path) -> list[Problem]:
    """What is wrong with the manuscript and a profile, but for fields that the starter's profile need not have."""
    try:
        found = load_manuscript(folder, file).problems
    except BookletError as error:
        found = error.problems
    return [problem for problem in found if problem.slug != "missing-setting"]


def test_a_half_filled_profile_builds_nothing(small_folder, tmp_path):
    """The whole command, on the file of the one who filled in name and daytime phone and forgot the rest."""
    text = EXAMPLES["shipped"].read_text("utf-8").replace("example = true\n", "")
    for old in ("Example Clinic", "000 000 0001", '"US"'):
        text = text.replace(old, FILLED_IN[old])
    (tmp_path / "half.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BookletError) as refused:
        make_booklets(Build(small_folder, tmp_path / "half.toml", None, None, tmp_path / "out"), ["web"])
    assert {problem.slug for problem in refused.value.problems} == {"placeholder-left", "doubtful-phone"}
    assert not (tmp_path / "out").exists()
    (tmp_path / "ours.toml").write_text(filled_in(text), encoding="utf-8")
    html = page_of(small_folder, tmp_path / "ours.toml", is_dressed=False)
    assert "Samaritans" in html and "000 000" not in html and 'href="tel:116123"' in html


@pytest.mark.parametrize("edition", ["web", "a4", "large-print", "booklet-a5", "summary", "tri-fold"])
def test_another_handout_asks_about_no_suicide_and_names_no_prescriber(edition, small_proofs, short_proofs):
    """Hand washing is hand washing. The cards, the back page and the rules of the day are each handout's own."""
    if edition == "web":
        text = page_of(STARTER, is_dressed=False)
    else:
        pages = (short_proofs if edition in ("summary", "tri-fold") else small_proofs)[edition]
        text = " ".join(pages.text_of(index) for index in range(pages.page_count))
    assert "Life in danger now?" in text and "000" in text
    assert not [word for word in ("suicid", "crisis", "rescriber", "Food and drink", "Way home", "adult") if word in text]


def test_what_is_still_to_be_written_in_booklet_toml_is_advice(handout):
    """A starter has to build; its cover is signed with the words that it has."""
    handout.change("booklet.toml", '"A. Lee"', '"Write here who wrote this"')
    assert handout.command("check", "--source", "sections") == 0
    assert "sections/booklet.toml:9:11: placeholder-left" in PROBLEM.findall(handout.said)
    handout.accepted()


@pytest.mark.parametrize(
    "phone", ["01392 402 317 (TBC)", "TBC 01392 402 317", "01392 402317 - to follow", "O1392 402 317", "01392 402 317 (please check)"]
)
def test_a_number_that_is_still_to_be_confirmed_is_told(handout, phone):
    text = (handout.home / "sections/clinic.example.toml").read_text(encoding="utf-8")
    text = filled_in(text) if "example = true" in text else text
    old = tomllib.loads(text)["daytime"]["phone"]
    assert any(": placeholder-left" in said for said in ours(handout, text.replace(f'"{old}"', f'"{phone}"')))


def test_nobody_has_rung_a_number_on_a_day_that_has_not_come(handout):
    text = filled_in((handout.home / "sections/clinic.example.toml").read_text(encoding="utf-8"))
    old = tomllib.loads(text)["daytime"]["phone"]
    later = text.replace(f'phone = "{old}"', f'phone = "{old}"\nrang = 2099-01-01')
    assert any(": doubtful-phone" in said for said in ours(handout, later))


@pytest.mark.parametrize(("old", "hint"), [
    ('[daytime]\nphone = "0113 243 2799"\nhours = "by day"\n',
     'add three lines at the end: [daytime], then phone = "...", then hours = "..."'),
    ('hours = "by day"\n', 'add hours = "..." below [daytime]'),
    ('country = "GB"\n', 'add above the first line with brackets: country = "GB", with the two letters of your own'),
    ('treatments = ["tablet"]\n', 'add above the first line with brackets: treatments = ["..."]'),
    ('[crisis]\nname = "Samaritans"\nphone = "116 123"\nhours = "always"\n',
     'add two lines at the end: [crisis], then phone = "..."'),
])  # fmt: skip
def test_the_hint_of_a_missing_field_is_what_has_to_be_typed(handout, old, hint):
    """Somebody who has never seen TOML types it as it stands."""
    handout.body('Rest. \n{% if "tablet" in clinic.treatments %}\nCall {{ clinic.crisis.phone }}.\n{% endif %}')
    text = filled()
    assert old in text
    assert any(": missing-setting" in problem for problem in ours(handout, text.replace(old, "")))
    assert f"hint: {hint}" in handout.said

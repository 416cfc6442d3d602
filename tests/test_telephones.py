"""Phone fields as clinics write them are taken or doubted, never refused for good; what nobody answers never is taken."""
import json
from datetime import date

import pytest

from booklet.core.located import parsed_toml
from booklet.core.problems import Problem
from booklet.core.text_file import Source
from booklet.load.clinic.phone import dial_of
from booklet.load.clinic.profile import Profile, unfilled_problems
from booklet.model.clinic import Clinic
from tests.telephones import FOR_LIFE, NOT_FOR_LIFE, UNFILLED, WRITTEN

TODAY = date(2026, 11, 21)


def told(contact: str, phone: str, country: str, more: str = "") -> list[Problem]:
    """What is wrong with a profile that is filled in but for this phone."""
    hours = 'hours = "by day"\n'
    text = f'name = "Leeds Clinic"\ncountry = "{country}"\n[{contact}]\nphone = {json.dumps(phone)}\n{hours}{more}\n'
    text += "" if contact == "daytime" else f'[daytime]\nphone = "+44 113 243 2799"\n{hours}'
    typed = parsed_toml(text)
    return unfilled_problems(Profile(Clinic.model_validate(typed), Source("ours.toml", text), typed), None, TODAY)


def each(by_country: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(phone, country) for country, phones in by_country.items() for phone in phones if phone]


RANG = "rang = 2026-11-20"


def test_a_phone_as_clinics_write_it_is_taken_or_can_be_rung_and_few_are_doubted():
    """A clinic whose number cannot be printed has no handout. What is doubted has a way out, and it works."""
    doubts = {asked: problems for asked in each(WRITTEN) if (problems := told("ward", *asked))}
    assert [asked for asked, problems in doubts.items() if not all("rang = YYYY-MM-DD" in problem.hint for problem in problems)] == []
    assert [asked for asked in each(WRITTEN) if told("ward", *asked, RANG)] == []
    assert len(doubts) <= 12 and len(each(WRITTEN)) > 160, list(doubts)


def test_a_phone_that_nobody_answers_is_told():
    lines = {asked: [problem.place.line for problem in told("daytime", *asked)] for asked in each(UNFILLED)}
    assert {asked: told_on for asked, told_on in lines.items() if told_on != [4]} == {}


def test_an_ambulance_that_does_not_come_is_told():
    """Each number of the field is looked at; that somebody says to have rung it is no excuse."""
    assert [(*asked, more) for asked in each(NOT_FOR_LIFE) for more in ("", RANG) if not told("emergency", *asked, more)] == []


def test_an_ambulance_that_comes_is_taken():
    assert [asked for asked in each(FOR_LIFE) if told("emergency", *asked)] == []


def test_the_hint_names_the_ambulance_and_not_the_police():
    for wrong in ("999", "110"):
        (problem,) = told("emergency", wrong, "DE")
        assert problem.hint == "there it is 112"


@pytest.mark.parametrize("day", ["1066-01-01", "2024-11-01", "2099-01-01"])
def test_a_number_was_rung_in_the_last_two_years(day):
    """A number that somebody had in 1066 is another's today."""
    (problem,) = told("ward", "0800 123 4567", "GB", f"rang = {day}")
    assert problem.slug == "doubtful-phone" and problem.place.line == 6


@pytest.mark.parametrize("phone", ["020 7946 0018", "000 000 0001", "12", "TBC"])
def test_nobody_can_have_rung_a_number_that_is_none(phone):
    assert told("ward", phone, "GB", "rang = 2026-11-20")


@pytest.mark.parametrize("digits", ["０２０ ７１８８ ７１８８", "٠٢٠ ٧١٨٨ ٧١٨٨"])
def test_digits_of_any_script_are_digits(digits):
    """An Arabic handout may have Arabic digits; a telephone dials its own."""
    assert not told("ward", digits, "GB")
    assert dial_of(digits, "GB").digits == "02071887188"


@pytest.mark.parametrize(("phone", "country", "dialled"), [("*6663", "IL", "*6663"), ("*6663 or 03-697 3333", "IL", "*6663"), ("03-697 3333, *3555", "IL", "036973333")])
def test_a_star_is_dialled(phone, country, dialled):
    """A touch rang 6663, which is nobody, or somebody else."""
    assert dial_of(phone, country).digits == dialled

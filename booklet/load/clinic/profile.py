"""A clinic profile as its file has it: whether it is filled in, and whether its phones can be rung.

Read as it was typed and not through the model, so that a field of the wrong kind hides no placeholder beside it. A
profile that says `example = true` may keep its placeholders: each page that shows them then says so.
"""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from booklet.core.located import Keys, parsed_toml, value_place
from booklet.core.placeholder import alike, phone_words_say, placeholder_says, site_placeholder_says, text_placeholder_says
from booklet.core.problems import Place, Problem
from booklet.core.settings import read_settings
from booklet.core.text_file import CLINIC, Source, printable, shown_path
from booklet.load.clinic.phone import (
    country_says, doubt_says, emergency_says, is_emergency, is_for_a_whole_country, nobody_says, number_in_text_says,
    numbers_in, phone_says,
)  # fmt: skip
from booklet.model.clinic import EMERGENCY, KINDS, Clinic, value_at

FILL_IN = "write the right one: a patient will rely on it"
RING = "ring it; if somebody answers, write below it the day on which you did: rang = YYYY-MM-DD"
MOST_FIELDS = 200
ABOVE_TABLES = "add above the first line with brackets: "
ADD = {
    "name": f'{ABOVE_TABLES}name = "..."', "country": f'{ABOVE_TABLES}country = "GB", with the two letters of your own',
    "daytime": "add three lines at the end: [daytime], then phone = \"...\", then hours = \"...\"",
    "logo.file": 'add file = "logo.svg" below [logo]', "logo.alt": 'add alt = "..." below [logo]: what it says in words',
    "daytime.phone": 'add phone = "..." below [daytime]', "daytime.hours": 'add hours = "..." below [daytime]',
}  # fmt: skip
_OWN = "daytime"  # the contact that is the clinic's own
RUNG_DAYS = 731  # for how long it holds that somebody was answered: two years
OTHERS = frozenset({"booklet.toml", "signoff.toml", "printer.toml", "pyproject.toml"})  # beside it, and no profile
_SHORT = 120  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, its file, the file's tables and texts as they were typed, and what is wrong with it by itself."""

    clinic: Clinic | None
    source: Source | None
    typed: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_profiles(folder: Path, clinic_file: Path | None, on: date | None) -> tuple[Profile, Profile | None, list[Problem]]:
    """The clinic profile, the manuscript's own example of one where that is another file, and what is wrong with them.

    The example declares what may be asked for, so it is read also where a clinic has its own.
    """
    own, has_example = folder / CLINIC, (folder / CLINIC).is_file()
    profile = _read_profile(clinic_file or own, None if clinic_file else folder, own)
    example = _read_profile(own, folder, own) if clinic_file and has_example else None
    wrong = [*profile.problems, *(example.problems if example else ())]
    return profile, example, [*wrong, *unfilled_problems(profile, example, on)]


def _read_profile(file: Path, folder: Path | None, example: Path) -> Profile:
    """The clinic profile in `file`, which must not lead out of `folder` (None: it may lie anywhere)."""
    clinic, source, problems = read_settings(file, folder, Clinic, CLINIC, tags=KINDS)
    if source is None:
        return Profile(None, None, {}, tuple(_with_near_name(problem, file, example) for problem in problems))
    try:
        typed = parsed_toml(source.text)
    except (ValueError, RecursionError):
        return Profile(None, source, {}, tuple(problems))
    if len(typed) > MOST_FIELDS:
        says = f"{len(typed)} fields, and {MOST_FIELDS} are the most"
        return Profile(None, source, {}, (Problem(Place(source.path), "bad-setting", says, "keep those that are printed"),))
    problems = [_with_line(problem) for problem in problems]
    problems += _name_problems(typed, source)
    problems += _country_problems(typed, source)
    return Profile(clinic, source, typed, tuple(problems))


def _with_line(problem: Problem) -> Problem:
    """A missing field, with the whole of what is to be added: every handout says who the clinic is and whom to call."""
    name = problem.says.removesuffix(" is missing")
    return replace(problem, hint=ADD.get(name, problem.hint)) if problem.slug == "missing-setting" else problem


def _with_near_name(problem: Problem, file: Path, example: Path) -> Problem:
    """A missing profile, with the file beside it that was meant, or how to begin one."""
    if problem.slug != "missing-file":
        return problem
    try:
        beside = sorted(other.name for other in file.parent.iterdir() if other.suffix.lower() == ".toml")
    except OSError:
        beside = []
    meant = get_close_matches(file.name, [name for name in beside if name not in OTHERS], n=1, cutoff=0.6)
    if meant:
        hint = f"did you mean {shown_path(file.parent / meant[0])}?"
    elif file.name == CLINIC:
        hint = "name the profile of your clinic: --clinic our-clinic.toml; or copy clinic.example.toml here and fill it in"
    else:
        hint = f"copy {shown_path(example)} there and fill it in"
    return replace(problem, hint=hint)


def unfilled_problems(profile: Profile, example: Profile | None, on: date | None = None) -> list[Problem]:
    """Codes placeholder-left and doubtful-phone, each at the line and column of a value, for a profile that is no example.

    `example` is the manuscript's own: what somebody has left as it stands there is not filled in. `on` is the day of the
    build: nobody has rung a number on a later one.
    """
    if profile.source is None or _is_example(profile.typed):
        return []
    kept = example.typed if example and _is_example(example.typed) and example.source != profile.source else {}
    country = profile.typed.get("country")
    country = country if isinstance(country, str) and not country_says(country) else ""
    problems: list[Problem] = []
    for name, value in profile.typed.items():
        if isinstance(value, dict):
            problems += _contact_problems(name, value, value_at(kept, (name, "phone")), country, profile.source)
        else:
            problems += _text_problems(name, value, kept.get(name), country, profile.source)
    return [*problems, *_rang_problems(profile, on)]


def _rang_problems(profile: Profile, on: date | None) -> Iterator[Problem]:
    """Numbers that were rung on a day that has not come, or so long ago that somebody else may have them."""
    contacts = profile.clinic.contacts if profile.clinic else {}
    for name, contact in contacts.items():
        if profile.source and on and contact.rang and not 0 <= (on - contact.rang).days <= RUNG_DAYS:
            says = f"{name}.rang is {contact.rang}, and it is {on}"
            if contact.rang < on:
                says += ", more than two years later"
            place = value_place(profile.source, name, "rang")
            yield Problem(place, "doubtful-phone", says, "ring it, and write the day on which you were answered")


def _is_example(typed: Mapping[str, Any]) -> bool:
    return typed.get("example") is True


def _name_problems(typed: Mapping[str, Any], source: Source) -> Iterator[Problem]:
    """Names that no section could ask for."""
    for name in typed:
        if not (name.isidentifier() and name.isascii() and name == name.lower() and not name.startswith("_")):
            says = f"{printable(name)} is no name that a section can ask for"
            yield Problem(value_place(source, name), "unknown-setting", says, "small letters, digits and _")


def _country_problems(typed: Mapping[str, Any], source: Source) -> Iterator[Problem]:
    country = str(typed.get("country", ""))
    wrong = country_says(country) if isinstance(typed.get("country"), str) and country.strip() else None
    if wrong:
        says = f"country is {_quoted(country)}: {wrong[0]}"
        yield Problem(value_place(source, "country"), "unknown-country", says, wrong[1])


def _text_problems(name: str, value: Any, kept: Any, country: str, source: Source) -> Iterator[Problem]:
    """What keeps a place free among the texts and lists: who the clinic is, and what a manuscript asks for besides."""
    for keys, words in _words(name, value):
        if name in ("name", "address"):
            says = placeholder_says(words) or ("this is what the example has" if words == kept else "")
        elif name == "booklet_url":
            says = site_placeholder_says(words)
        else:
            says = _own_name_says(name, words) or text_placeholder_says(words) or number_in_text_says(words, country)
        if says and name != "country":
            yield _placeholder(keys, words, says, source)


def _own_name_says(name: str, words: str) -> str:
    """A field that says no more than its own name: surgeon = "Surgeon name", hours = "opening hours"."""
    plain = words.strip(" .:").lower().replace("-", " ")
    field_name = name.replace("_", " ")
    is_name = plain in (field_name, f"{field_name} name", f"name of {field_name}", f"opening {field_name}")
    return "this is the name of the field, and not what belongs there" if is_name else ""


def _words(name: str, value: Any) -> Iterator[tuple[Keys, str]]:
    """The texts of a field that hold anything; an empty one is told by the model."""
    items = enumerate(value) if isinstance(value, list) else [(None, value)]
    for index, words in items:
        if isinstance(words, str) and words.strip():
            yield (name,) if index is None else (name, index), words


def _contact_problems(
    name: str, contact: Mapping[str, Any], example_phone: Any, country: str, source: Source
) -> Iterator[Problem]:
    phone, was_rung = contact.get("phone"), "rang" in contact
    for key, rule in (("name", placeholder_says), ("hours", text_placeholder_says)):
        for _, words in _words(key, contact.get(key)):
            if says := _own_name_says(key, words) or rule(words):
                yield _placeholder((name, key), words, says, source)
    if not isinstance(phone, str) or not phone.strip():
        return
    numbers = numbers_in(alike(phone), country)
    says = phone_words_say(phone) or next((says for number in numbers if (says := nobody_says(number, country))), "")
    if says:
        yield _placeholder((name, "phone"), phone, says, source)
    elif wrong := _doubt(name, alike(phone), numbers, country, was_rung):
        says = f"{printable(name)}.phone is {_quoted(phone)}: {printable(wrong[0], most=_SHORT)}"
        yield Problem(value_place(source, name, "phone"), "doubtful-phone", says, wrong[1])
    elif name != EMERGENCY and phone == example_phone and not was_rung and not is_for_a_whole_country(phone, country):
        yield _placeholder((name, "phone"), phone, "this is what the example has", source)


def _doubt(name: str, phone: str, numbers: list[str], country: str, was_rung: bool) -> tuple[str, str] | None:
    """Why nobody can ring a phone, and what to do; None for one that can be rung, or was. Nobody rings 999 to try it."""
    if name == EMERGENCY:
        return emergency_says(phone, country) if country else None
    if name == _OWN and is_emergency(numbers, country):
        return f"{numbers[0]} is for emergencies, and no clinic's own number", "write the clinic's own number"
    says = next((says for number in numbers if (says := doubt_says(number, country))), "")
    says = says or (phone_says(phone, country) if country else "")
    has_number = any(sum(map(str.isdigit, number)) > 2 for number in numbers)
    if not says or was_rung and has_number:
        return None
    return says, RING if has_number else "write all digits of the number"


def _placeholder(keys: Keys, words: str, says: str, source: Source) -> Problem:
    name = printable(".".join(str(key) for key in keys if isinstance(key, str)))
    return Problem(value_place(source, *keys), "placeholder-left", f"{name} is {_quoted(words)}: {says}", FILL_IN)


def _quoted(words: str) -> str:
    return f'"{printable(words, most=_SHORT)}"'

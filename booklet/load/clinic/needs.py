"""Needs: what a manuscript asks of a clinic profile, held against what the profile has.

A manuscript asks by `{{ clinic.x }}` in its text, and by the cards and lines of its back page in booklet.toml. What may
be asked for is declared by its own clinic.example.toml. A profile may hold more: a clinic keeps one for all handouts.
"""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from booklet.core.located import line_place, toml_line, value_place
from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import CLINIC, Source, printable
from booklet.load.clinic.phone import country_says
from booklet.load.clinic.profile import ABOVE_TABLES, ADD, Profile
from booklet.model.booklet import Imprint
from booklet.model.clinic import CONTACT, Clinic, Contact, value_at
from booklet.model.manuscript import FieldUse

_NEAR = 0.75  # how alike two names are of which one is the other, mistyped: perscriber, prescriber
_FIXED = ("name", "address", "country", "booklet_url", "logo", "daytime")
_KINDS: dict[type, str] = {Contact: "table", tuple: "list", str: "text"}


def back_page_uses(imprint: Imprint, source: Source) -> list[FieldUse]:
    """What the cards and lines of booklet.toml (`source`) ask for."""
    uses = []
    for index, card in enumerate(imprint.help or ()):
        uses.append(FieldUse((card.contact, "phone"), line_place(source, "help", index, "contact")))
    for index, line in enumerate(imprint.back or ()):
        names = (line.contact, "phone") if line.contact else (line.field,) if line.field else ()
        if names:
            key = "contact" if line.contact else "field"
            uses.append(FieldUse(names, line_place(source, "back", index, key)))
    return uses


def undeclared_problems(uses: Iterable[FieldUse], declared: Mapping[str, object]) -> Iterator[Problem]:
    """Cards and lines of booklet.toml that ask for what the manuscript's example of a profile does not have."""
    for use in uses:
        name = use.names[0]
        is_contact = isinstance(declared.get(name), Mapping)
        if name not in declared or is_contact != (len(use.names) == 2):
            kinds = [known for known, value in declared.items() if isinstance(value, Mapping) == (len(use.names) == 2)]
            kind = "contact" if len(use.names) == 2 else "text"
            hint = nearest(name, kinds, f"declare it in {CLINIC}, or name one of: {', '.join(kinds)}")
            yield Problem(use.place, "unknown-field", f"the clinic profile declares no {kind} {name}", hint)


def profile_problems(profile: Profile, declared: Clinic | None, uses: Sequence[FieldUse]) -> list[Problem]:
    """What this profile lacks, misspells, or has of another kind than is asked for."""
    clinic, source = profile.clinic, profile.source
    if clinic is None or source is None:
        return []
    have = clinic.fields()
    known = {**dict.fromkeys(_FIXED), **(declared.own if declared else {}), **{use.names[0]: None for use in uses}}
    misspelt = _misspelt(clinic.own, [name for name in known if name not in clinic.own and not have.get(name)])
    problems = []
    for name, meant in misspelt.items():
        says = f"there is no field called {printable(name)}"
        problems.append(Problem(line_place(source, name), "unknown-setting", says, f"did you mean {meant}?"))
    problems += _kind_problems(clinic, declared, uses, source)
    wrong = {problem.place.line for problem in problems}
    problems += _missing_problems(have, declared, uses, set(misspelt.values()), source, wrong)
    if clinic.contacts and not clinic.country and all(use.names != ("country",) for use in uses):
        says = "country is missing: its phones are held against it"
        problems.append(Problem(Place(source.path, 1), "missing-setting", says, ADD["country"]))
    return [*problems, *_word_problems(clinic, declared, uses, source)]


def country_problems(uses: Iterable[FieldUse]) -> Iterator[Problem]:
    """Conditions on a country that is none: `{% if clinic.country == "UK" %}` never prints anything."""
    for use in uses:
        wrong = country_says(use.compared) if use.names == ("country",) and use.compared else None
        if wrong:
            says = f"{printable(use.compared)}: {wrong[0]}, so this condition never holds"
            yield Problem(use.place, "unknown-country", says, wrong[1])


def _misspelt(own: Mapping[str, object], absent: Sequence[str]) -> dict[str, str]:
    """Each name of the profile that looks like one that is missing from it, with that one."""
    near = {name: get_close_matches(name, absent, n=1, cutoff=_NEAR) for name in own}
    return {name: found[0] for name, found in near.items() if found}


def _kind_problems(clinic: Clinic, declared: Clinic | None, uses: Iterable[FieldUse], source: Source) -> Iterator[Problem]:
    """A text where a contact is asked for, and the like."""
    kinds = {name: _kind(value) for name, value in declared.own.items()} if declared else {}
    kinds |= {use.names[0]: Contact for use in uses if len(use.names) == 2 and use.names[1] in CONTACT}
    for name, value in clinic.own.items():
        if name in kinds and _kind(value) is not kinds[name]:
            wanted = _KINDS[kinds[name]]
            hint = {
                "table": f"write [{name}] on a line of its own, and phone = \"...\" below it",
                "list": f"write it between brackets: {name} = [\"...\"]", "text": f"write {name} = \"...\"",
            }[wanted]  # fmt: skip
            yield Problem(value_place(source, name), "bad-setting", f"{name}: a {wanted} is wanted here", hint)


def _kind(value: object) -> type:
    return next(kind for kind in (Contact, tuple, str) if isinstance(value, kind))


def _missing_problems(
    have: Mapping[str, object], declared: Clinic | None, uses: Iterable[FieldUse], misspelt: set[str], source: Source,
    wrong: set[int],
) -> Iterator[Problem]:
    """Each field that is needed and not there, once, with those that ask for it."""
    asking: dict[tuple[str, ...], list[Place]] = {}
    for use in uses:
        if use.is_needed and use.names[0] not in misspelt and not value_at(have, use.names):
            asking.setdefault(use.names, []).append(use.place)
    for names, places in asking.items():
        line = toml_line(source.text, names)
        if line in wrong and line > 1:
            continue  # of another kind than was meant: told already
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        says = f"{'.'.join(names)} is missing; asked for by {min(places)}{more}"
        is_list = declared is not None and isinstance(declared.own.get(names[0]), tuple)
        hint = _added(names, is_list, isinstance(have.get(names[0]), Mapping))
        yield Problem(Place(source.path, line), "missing-setting", says, hint)


def _added(names: Sequence[str], is_list: bool, has_table: bool) -> str:
    """What to type for a field that is missing, and where: a text below a table would be one of its fields."""
    if (known := ADD.get(names[0])) and (len(names) == 1 or not has_table):
        return known
    text = f"{names[-1]} = " + ('["..."]' if is_list else '"..."')
    if len(names) == 1:
        return f"{ABOVE_TABLES}{text}"
    return f"add {text} below [{names[0]}]" if has_table else f"add two lines at the end: [{names[0]}], then {text}"


def _word_problems(clinic: Clinic, declared: Clinic | None, uses: Iterable[FieldUse], source: Source) -> Iterator[Problem]:
    """A list of which nothing is asked for, and words that nearly are: `nasal spray`, where it asks for `nasal-spray`.

    Where no word of a list is known, each of its conditions fails, and what must be printed for one of them never is.
    """
    for name, value in clinic.own.items():
        if isinstance(value, tuple):
            example = declared.own.get(name) if declared else ()
            asked = {use.compared for use in uses if use.names == (name,) and use.compared}
            known = sorted(asked.union(example if isinstance(example, tuple) else ()))
            strange = [word for word in value if word not in known]
            near = {word: meant for word in strange if (meant := next((one for one in known if _is_near(word, one)), ""))}
            told = [(word, f"did you mean {meant}?") for word, meant in near.items()]
            if asked and not near and len(strange) == len(value):
                told = [(" or ".join(strange), f"write what you mean of these: {', '.join(known)}")]
            for words, hint in told:
                says = f"{name}: no section asks for {printable(words)}"
                yield Problem(value_place(source, name), "bad-setting", says, hint)


def _is_near(one: str, other: str) -> bool:
    one, other = ("".join(c for c in word.casefold() if c.isalnum()) for word in (one, other))
    return one == other or SequenceMatcher(None, one, other).ratio() >= 0.8

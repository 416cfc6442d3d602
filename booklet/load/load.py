"""Load: a folder of sections becomes a `Manuscript`. The only stage that reads the author's files.

It goes on after a mistake, so that one run tells an author everything that has to be mended.
"""
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from booklet.core.catalogue import weighed
from booklet.core.located import value_place
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.settings import read_settings
from booklet.core.text_file import CLINIC, Source, nearest_path, read_source, shown_path
from booklet.core.typed_command import quoted
from booklet.load.glossary import read_abbreviations, read_terms, unused_abbreviations
from booklet.load.pictures import compact_drawings, read_logo
from booklet.load.clinic.needs import back_page_uses, country_problems, profile_problems, undeclared_problems
from booklet.load.clinic.phone import dials_of
from booklet.load.clinic.profile import Profile, read_profiles
from booklet.load.dialect.quotes import curled_text
from booklet.load.file_names import GLOSSARY, SECTION_NAME, is_text, misnamed_problems, with_a_way_to_begin
from booklet.load.edition_checks import printed_words_problems, short_edition_problems, specification_problems
from booklet.load.missing_letters import letter_problems
from booklet.load.numbers import Numbers, read_numbers
from booklet.load.references import read_references, with_keys
from booklet.load.section import LONGEST_KB, Fields, fields_of, read_section
from booklet.load.sentences.signed import Wording, wording_of
from booklet.load.signed.covered import ABOUT, REFERENCES, covered, unwritten
from booklet.load.signed.lock_file import read_lock
from booklet.load.signed.signoff_file import read_sign_offs
from booklet.model.back_page import with_back_page
from booklet.model.booklet import Imprint
from booklet.model.cited import keys_cited, texts_of
from booklet.model.clinic import LONGEST_ADDRESS, Clinic, value_at
from booklet.model.lock import LOCK, Lock
from booklet.model.manuscript import Abbreviation, FieldUse, Manuscript, Section, Term
from booklet.model.signoff import SIGN_OFFS, SignOff
from booklet.model.standing import Part, Standing, Statement
from booklet.model.tree import Words, walk

GLOSSARY_KB = 40  # two hundred terms


def load_manuscript(folder: Path, clinic_file: Path | None = None, on: date | None = None) -> Manuscript:
    """Read the folder, and the clinic profile (by default the folder's own example), for the day `on` (by default the
    one on which the booklet is published: nothing here knows a clock).

    Raises BookletError when there is no folder, no usable booklet.toml or no usable clinic profile: without these
    nothing else can be judged. Every other problem is carried by the Manuscript.
    """
    stop_at(no_folder_problems(folder))
    imprint, source, problems = read_settings(folder / "booklet.toml", folder, Imprint, "booklet.toml")
    profile, example, wrong_clinic = read_profiles(folder, clinic_file, on)
    clinic, declared = profile.clinic, (example or profile).clinic
    numbers, wrong_numbers = read_numbers(folder / "numbers.json", folder)
    references, wrong_references = read_references(folder / "references.json", folder)
    terms, abbreviations, wrong_terms = _glossary(folder, imprint.language if imprint else "en")
    logo, wrong_logo = read_logo(profile, clinic_file.parent if clinic_file else folder)
    problems += [*wrong_clinic, *wrong_logo, *wrong_numbers, *wrong_references, *wrong_terms]
    if imprint is None or source is None or clinic is None:
        more = _told_without_settings(folder, numbers) if (folder / "booklet.toml").is_file() else ()
        raise BookletError([*(with_a_way_to_begin(problem, folder) for problem in problems), *more])
    clinic = clinic.of(imprint.name)
    sections, wrong_sections = _sections(folder, fields_of(imprint, clinic, numbers, declared))
    sections = with_keys(sections, references)
    if wrong_numbers and not numbers.figures:  # the file cannot be read: what it lacks is not known
        of_it = ("numbers.json has no entry", "there is no field numbers.")
        wrong_sections = [problem for problem in wrong_sections if not problem.says.startswith(of_it)]
    compact, wrong_compact = compact_drawings(folder)
    problems += [*wrong_sections, *unused_abbreviations(abbreviations, _texts(sections)), *wrong_compact]
    wrong_language = printed_words_problems(imprint, source)
    problems += [*wrong_language, *specification_problems(imprint, source, sections, folder)]
    problems += _asked_of(profile, declared, imprint, source, sections)
    works, cited = {reference.key: reference.csl for reference in references}, set(keys_cited(sections, numbers.charts))
    lock, wrong_lock = read_lock(folder / LOCK, folder, imprint.name, works, cited)
    sign_offs, wrong_sign_offs = read_sign_offs(folder / SIGN_OFFS, folder, imprint.name, on, clinic_file)
    problems += [*wrong_lock, *wrong_sign_offs]
    day = on or imprint.published
    wordings = _texts_signed(folder, numbers)
    said = {id_: wording.whole for id_, wording in wordings.items()}
    summary = chain.from_iterable(wording.summary for wording in wordings.values())
    beside = covered(imprint, source, sections, references, chain(*said.values()), summary)
    parts = _parts({**said, **beside}, sign_offs)
    standing = _standing(parts, sign_offs, imprint, source, day, lock, is_unread=bool(wrong_references))
    if not wrong_language:  # else the problem is told, and no page is made
        standing = replace(standing, language=imprint.language)
        imprint = with_back_page(imprint, clinic, declared)
        problems += short_edition_problems(imprint, source, sections, clinic)
    printed = {name: curled_text(getattr(imprint, name), imprint.language) for name in ("title", "subtitle", "audience")}
    imprint = imprint.model_copy(update=printed)
    manuscript = Manuscript(
        imprint, clinic, tuple(sections), tuple(references), numbers.charts,
        tuple(terms), str(folder), day, standing,
        tuple(weighed(problems, imprint.rules.levels)),
        tuple(abbreviations), tuple(compact.items()), tuple(dials_of(clinic)), declared, lock, logo,
    )  # fmt: skip
    return replace(manuscript, problems=(*manuscript.problems, *letter_problems(manuscript, clinic_file)))


def _told_without_settings(folder: Path, numbers: Numbers) -> Iterator[Problem]:
    """What is wrong in the sections whatever the settings say, which cannot be read: they have fields that nobody knows."""
    _, problems = _sections(folder, Fields({}, numbers.figures, [chart.id for chart in numbers.charts]))
    follow = ("unknown-field", "unknown-figure")
    certain = (each for each in weighed(problems, {}) if not each.is_advice and each.slug not in follow)
    # with both branches of a condition, one mark stands above another
    return (each for each in certain if not each.says.startswith("this summary mark"))


def no_folder_problems(folder: Path) -> Iterator[Problem]:
    """Why no manuscript can lie in a folder: it is not there, or not for us."""
    place = Place(shown_path(folder))
    if os.path.isfile(folder):
        hint = f"name its folder: --source {quoted(str(folder.parent))}"
        yield Problem(place, "no-manuscript", "this is a file, and no folder", hint)
    elif not os.path.isdir(folder):
        beside = [*folder.parent.glob("booklet.toml"), *sorted(folder.parent.glob("*/booklet.toml"))]
        hint = f"one lies here: --source {quoted(str(beside[0].parent))}" if beside else "name your handout: --source FOLDER"
        hint = nearest_path(folder, hint, lambda each: (each / "booklet.toml").is_file())
        yield Problem(place, "no-manuscript", "there is no such folder", hint)
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield Problem(place, "unreadable-file", "this folder may not be read, or not entered", "ask whoever owns it")


def _asked_of(
    profile: Profile, declared: Clinic | None, imprint: Imprint, source: Source, sections: Iterable[Section]
) -> Iterator[Problem]:
    """What the manuscript asks of a clinic profile, and the profile does not answer."""
    in_text = [use for section in sections for use in section.uses]
    on_back = [*back_page_uses(imprint, source), *_by_default(imprint, declared)]
    clinic = declared or profile.clinic
    fields = (clinic.fields() if clinic else {}) | dict.fromkeys(("address", "booklet_url"), "")
    undeclared = list(undeclared_problems(on_back, fields))
    yield from (*undeclared, *country_problems(in_text))
    known = [use for use in (*on_back, *in_text) if value_at(fields, use.names) is not None]
    yield from profile_problems(profile, declared, known)
    address = profile.clinic and profile.clinic.of(imprint.name).booklet_url
    if profile.source and address and len(address) > LONGEST_ADDRESS:
        says = f"with the name of this handout the address has {len(address)} characters, and {LONGEST_ADDRESS} are the most"
        hint = "shorten it, or the name in booklet.toml"
        yield Problem(value_place(profile.source, "booklet_url"), "bad-setting", says, hint)


def _by_default(imprint: Imprint, declared: Clinic | None) -> Iterator[FieldUse]:
    """A booklet.toml that says nothing of help prints all contacts that are declared; of lines, the clinic's phone."""
    for name in declared.contacts if declared else ():
        if imprint.help is None or imprint.back is None and name == "daytime":
            yield FieldUse((name, "phone"), Place(CLINIC))


def _glossary(folder: Path, language: str) -> tuple[list[Term], list[Abbreviation], list[Problem]]:
    """The terms of the glossary, in the order of the alphabet, and its abbreviations."""
    source, problems = read_source(folder / GLOSSARY, folder, GLOSSARY_KB, is_optional=True)
    if source is None:
        return [], [], problems
    abbreviations, rest, wrong_abbreviations = read_abbreviations(source)
    terms, wrong_terms = read_terms(rest, language)
    terms.sort(key=lambda term: (term.headword.lower(), term.id))
    return terms, abbreviations, [*problems, *wrong_abbreviations, *wrong_terms]


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    """All words of the sections in which an abbreviation is told, and those that are kept for other clinics."""
    yield from (section.typed for section in sections if section.is_for_some)
    texts = (nodes for section in sections for nodes in texts_of(section.blocks))
    yield from (node.text for nodes in texts for node in walk(nodes) if isinstance(node, Words))


def _texts_signed(folder: Path, numbers: Numbers) -> dict[str, Wording]:
    """What each section says, in the order of their numbers, then the glossary, if there is one."""
    said = {id_: wording_of(file, folder, numbers, LONGEST_KB) for id_, file in _named(folder)}
    if (folder / GLOSSARY).is_file():
        said[GLOSSARY.removesuffix(".md")] = wording_of(folder / GLOSSARY, folder, numbers, GLOSSARY_KB)
    return said


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of sections in the order of their numbers, each with the section's name."""
    files = ((SECTION_NAME.fullmatch(file.name), file) for file in sorted(folder.iterdir()) if is_text(file))
    return ((name["id"], file) for name, file in files if name)


def _parts(said: Mapping[str, tuple[Statement, ...]], sign_offs: Iterable[SignOff]) -> Iterator[Part]:
    """What is signed, each part with its sign-offs."""
    for id_, statements in said.items():
        signed = tuple(sign_off for sign_off in sign_offs if sign_off.section == id_)
        first = statements[0].place if statements else Place("")
        yield Part(id_, statements, signed, first, ABOUT.get(id_, ""))


def _standing(
    parts: Iterable[Part], sign_offs: Iterable[SignOff], imprint: Imprint, source: Source, on: date,
    lock: Lock | None, is_unread: bool,
) -> Standing:  # fmt: skip
    parts = tuple(parts)
    known = {part.id for part in parts} | ({REFERENCES} if is_unread else set())  # of works that cannot be read, nothing
    stray = tuple(sign_off for sign_off in sign_offs if sign_off.section not in known)
    is_late, retracted = on > imprint.review_by, lock.retracted if lock else ()
    return Standing(parts, imprint.review_by, is_late, stray, retracted, unwritten=tuple(unwritten(imprint, source)))


def _sections(folder: Path, fields: Fields) -> tuple[list[Section], list[Problem]]:
    """The sections in the order of their numbers, and what is wrong with them and with their names."""
    sections: list[Section] = []
    problems: list[Problem] = []
    files = sorted(file for file in folder.iterdir() if is_text(file))
    for file in files:
        name, place = SECTION_NAME.fullmatch(file.name), Place(shown_path(file))
        if not name:
            continue
        section, wrong = read_section(file, folder, int(name["order"]), name["id"], fields)
        problems += wrong
        twin = next((other for other in sections if section.order == other.order or section.id == other.id), None)
        if twin:
            says = f"{twin.place.path} has the same number or name"
            problems.append(Problem(place, "duplicate-section", says, "give one of them another"))
        sections.append(section)
    problems += misnamed_problems(folder)
    if not files:
        hint = "name them 010-first.md, 020-second.md"
        problems.append(Problem(Place(shown_path(folder)), "no-sections", "this folder has no sections", hint))
    return sections, problems

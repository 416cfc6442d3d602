"""The words of the shipped handout: how they read, and what they rest on.

Counted on the text that its author wrote. An editor who changes the handout meets these tests, those of `test_safe_editions`
and no others of the press.
"""
import json
import re
import tomllib
from collections.abc import Callable

import jinja2
import pytest

from booklet.words.left import doubts_of
from booklet.words.en.plain.grades import Count
from booklet.words.en.plain.syllables import syllables_of
from booklet.words.text import Copy
from tests.conftest import ROOT, SECTIONS
from tests.test_safe_editions import CLINICS
from tests.spoken import head_and_body, section_files

OUTLINE = json.loads((ROOT / "tests" / "outline_claims.json").read_text("utf-8"))
NEAR = 0.55  # of the words of two sentences, those that both have: a near copy


@pytest.fixture(scope="module")
def core(shipped_cited) -> set[str]:
    return {section.id for section in shipped_cited.manuscript.sections if section.is_core}


def prose_of(copy: Copy, keep: Callable[[str], bool]) -> list:
    return [s for s in copy.sentences if s.is_prose and s.section != "glossary" and keep(s.section)]


def printed_words(clinic: dict) -> dict[str, tuple[bool, int]]:
    """Words by section for a clinic, with its title: pictures, their captions, citations and comments are not counted."""
    press = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    numbers = {entry["id"]: {} for entry in json.loads((SECTIONS / "numbers.json").read_text("utf-8"))}
    counted = {}
    for file in section_files(SECTIONS):
        head, body = head_and_body(file)
        text = re.sub(r"\{\{ numbers\.\w+\.\w+ \}\}", "1", body)
        text = press.from_string(text).render(clinic=clinic, numbers=numbers, figure=lambda id_: "")
        text = re.sub(r"<!--.*?-->|\[@[^\]]*\]|^!\[.*\]\(.*\)$|(?<=\])\([^)]*\)", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(?:Description|Figure): (?:.+\n?)+|^::: [\w-]+", "", text, flags=re.MULTILINE)
        counted[head["title"]] = head.get("core") == "yes", len(re.findall(r"[\w'’]+(?:[-.,]\w+)*", head["title"] + " " + text))
    return counted


# How it reads


def test_the_main_layer_is_read_in_half_an_hour():
    """Twice as long, and somebody with low mood does not come to the stop list."""
    for name, file in {"example": SECTIONS / "clinic.example.toml", **CLINICS}.items():
        counted = printed_words(tomllib.loads(file.read_text("utf-8")))
        main = sum(words for is_core, words in counted.values() if is_core)
        assert 3_200 <= main <= 3_800, (name, main, counted)
        assert sum(words for _, words in counted.values()) <= 6_000, name
        assert sum(words for is_core, words in counted.values() if not is_core) <= 2_000, name


def test_its_sentences_are_joined_and_none_is_long(shipped_copy):
    """46 of 100 had eight words or fewer: nobody talks so, and who is tired loses the thread."""
    lengths = [len(sentence.words) for sentence in prose_of(shipped_copy, lambda section: True)]
    assert 11 <= sum(lengths) / len(lengths) <= 15
    assert sum(length <= 8 for length in lengths) < 0.25 * len(lengths)
    assert max(lengths) <= 25


def test_hardly_anything_is_said_twice(shipped_copy):
    said, copies = [], []
    for sentence in prose_of(shipped_copy, lambda section: True):
        words = {word.lower() for word in sentence.words}
        if len(sentence.words) >= 5:
            if any(len(words & other) >= NEAR * len(words | other) for other in said):
                copies.append(sentence.text)
            said.append(words)
    assert len(copies) < 0.03 * len(said), copies


def test_its_main_layer_is_read_after_six_years_of_school(shipped_copy, core):
    """With each term counted as the hard word that it is."""
    sentences = prose_of(shipped_copy, core.__contains__)
    syllables = [syllables_of(word) for sentence in sentences for word in sentence.words]
    grade = Count(len(sentences), len(syllables), sum(syllables), sum(n > 2 for n in syllables))
    assert grade.flesch_kincaid <= 6.5 and grade.smog <= 9


# What it rests on


def test_every_claim_of_the_dossier_is_in_its_section_or_left_out_for_a_reason():
    """The outline says which claims a section has to carry; a committee checks them one by one."""
    found = {}
    for file in section_files(SECTIONS):
        marks = re.findall(r"<!--(.*?)-->", file.read_text("utf-8"))
        found[file.stem[4:]] = set(re.findall(r"\bC\d+", " ".join(marks)))
    claims = OUTLINE["claims"]
    assert {section: sorted(set(ids) - found[section]) for section, ids in claims.items() if set(ids) - found[section]} == {}
    known = {f"C{number:02}" for number in range(1, OUTLINE["last"] + 1)}
    assert known - set().union(*claims.values()) == set(OUTLINE["left_out"])
    assert all(OUTLINE["left_out"].values())


def test_every_topic_of_the_five_seed_articles_has_a_place():
    texts = {file.stem[4:]: " ".join(file.read_text("utf-8").split()) for file in section_files(SECTIONS)}
    lost = [topic for topic in OUTLINE["topics"] if topic["words"] not in texts.get(topic["section"], "")]
    assert lost == [] and len({topic["seed"] for topic in OUTLINE["topics"]}) == 5


def test_what_is_still_to_be_checked_is_marked_for_the_signer(shipped_copy):
    """Emergency signs, stop list, alcohol, benzodiazepines, contraception, law: a clinician's or a lawyer's to settle."""
    doubts = " ".join(what for sentence in shipped_copy.sentences for what in doubts_of(sentence))
    for word in ("emergency number", "anaesthetist", "alcohol", "every day", "last dose", "law", "psychiatrist", "table 6", "digest"):
        assert word in doubts, word


def test_no_research_stands_in_a_box_for_a_crisis(shipped_copy):
    """A person in danger read there that ketamine is the help."""
    for sentence in shipped_copy.sentences:
        if sentence.box in ("safety", "emergency") and "suicid" in sentence.text.lower():
            assert not re.search(r"\b(?:trial|study|studies|eased|of 100)\b", sentence.text), sentence.text


def test_company_sources_are_named_as_such(shipped_cited, shipped_copy):
    """A number from a seller's own page is told with whose it is, in its figure at least."""
    sold = {work.key for work in shipped_cited.manuscript.references if work.evidence == "company"}
    for sentence in shipped_copy.sentences:
        assert not sentence.keys or not set(sentence.keys) <= sold or "maker" in sentence.text or "compan" in sentence.text

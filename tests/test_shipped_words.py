"""The words of the shipped handout: how they read, whether they are safe in each short edition, and for each clinic.

Counted on the text that its author wrote, or asked of the finished text edition. An editor who changes the handout meets
these tests and no others of the press.
"""
import json
import re
import tomllib
from collections.abc import Callable

import jinja2
import pytest

from booklet.check.pdf.document import Proof
from booklet.pipeline import make_edition, read_manuscript
from booklet.words.doubts import doubts_of
from booklet.words.en.plain.grades import Count
from booklet.words.en.plain.syllables import syllables_of
from booklet.words.text import Copy
from tests.conftest import ROOT, SECTIONS
from tests.spoken import head_and_body, section_files

CLINICS = {file.stem: file for file in sorted((ROOT / "tests" / "cases" / "clinics").glob("*.toml"))}
OUTLINE = json.loads((ROOT / "tests" / "outline_claims.json").read_text("utf-8"))
NEAR = 0.55  # of the words of two sentences, those that both have: a near copy
# What a reader must find wherever the booklet is all that is taken home.
SAFETY = {
    "emergency signs": ("chest pain", "trouble breathing", "sudden bad headache", "change in your sight", "fit", "wake you"),
    "stop list": ("Do not have",), "pregnancy": ("pregnant", "breastfeeding"), "suicide": ("thoughts of suicide",),
    "medicines": ("do not stop or change any medicine on your own",),
    "day": ("Food and drink", "Way home", "Alcohol"),
}  # fmt: skip


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


# Each clinic, each edition


@pytest.fixture(scope="module")
def told():
    """The text edition for a clinic, made once."""
    made: dict[str, str] = {}

    def text(clinic: str) -> str:
        if clinic not in made:
            made[clinic] = make_edition(read_manuscript(SECTIONS, CLINICS[clinic]), "text").content.decode()
        return made[clinic]

    return text


def assert_safe(text: str, clinic: dict) -> None:
    plain = re.sub(r"\s+", " ", re.sub(r"\(references? [^)]*\)|\[[0-9,;-]+\]", "", text)).replace(" ,", ",").lower()
    for what, words in SAFETY.items():
        for word in words:
            assert word.lower() in plain, (what, word)
    for field in ("fasting_policy", "escort_policy"):
        assert clinic[field].lower().rstrip(".") in plain, field
    for contact in ("daytime", "out_of_hours", "emergency", "crisis"):
        assert clinic[contact]["phone"] in plain, contact
    is_spray, is_drip = "nasal-spray" in clinic["treatments"], "infusion" in clinic["treatments"]
    assert ("do not have esketamine spray if" in plain) == is_spray
    assert ("do not have ketamine if" in plain) == is_drip
    assert ("until the next day, after a restful sleep" in plain) == is_spray
    assert (clinic["driving_policy"].lower().rstrip(".") in plain) == is_drip
    assert (clinic["watching_policy"].lower().rstrip(".") in plain) == is_drip


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_text_edition_is_safe_for_each_clinic(told, clinic):
    assert_safe(told(clinic), tomllib.loads(CLINICS[clinic].read_text("utf-8")))


@pytest.mark.parametrize("edition", ["summary", "tri-fold"])
@pytest.mark.parametrize("clinic", CLINICS)
def test_the_short_editions_are_safe_alone_for_each_clinic(clinic, edition, short_edition):
    assert_safe(short_edition(clinic, edition), tomllib.loads(CLINICS[clinic].read_text("utf-8")))


@pytest.fixture(scope="module")
def short_edition():
    cited = {}

    def text(clinic: str, edition: str) -> str:
        if clinic not in cited:
            cited[clinic] = read_manuscript(SECTIONS, CLINICS[clinic])
        proof = Proof(make_edition(cited[clinic], edition).content)
        return proof.words_text() or " ".join(proof.text_of(index) for index in range(proof.page_count))  # a sheet has no tags

    return text


@pytest.mark.parametrize(
    ("clinic", "there", "absent"),
    [
        ("us-spray", ("Food and Drug Administration", "REMS", "at least 2 hours", "69 of 100", "MedWatch"),
         ("NICE", "(EMA)", "64 of 100", "an offence to drive", "Yellow Card")),
        ("gb-infusions", ("NICE", "an offence to drive", "Yellow Card", "47 of 100", "64 of 100"),
         ("REMS", "69 of 100", "41 and 9", "12 and 4", "Food and Drug Administration", "MedWatch", "FDA ")),
        ("eu-both", ("European Medicines Agency", "well enough to leave", "69 of 100", "47 of 100", "HPRA"),
         ("REMS", "an offence to drive", "NICE", "Food and Drug Administration", "Yellow Card")),
    ],
)  # fmt: skip
def test_a_clinic_gets_its_own_country_and_its_own_treatment(told, clinic, there, absent):
    """A clinic that gives only infusions handed out the stop list and the figures of the spray."""
    text = told(clinic).split("\nWhere the facts come from\n")[0]
    assert [words for words in there if words not in text] == []
    assert [words for words in absent if words in text] == []

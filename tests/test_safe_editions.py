"""Whoever takes one edition of the shipped handout home finds in it what keeps them safe: for each clinic, in each edition.

The short editions and the text are asked as they are handed out. Those of many pages are asked of the document that is laid
out: a second each, where laying it out takes a minute; that its words are those on the pages is shown on a small handout.
"""
import re
import tomllib

import pytest

from booklet.check.pdf.document import Proof
from booklet.cite.csl import printed_lines
from booklet.cite.select import selected
from booklet.pipeline import make_edition, read_manuscript
from booklet.template.template import fill_template
from tests.conftest import ROOT, SECTIONS, Lazily
from tests.reader import Reader

CLINICS = {file.stem: file for file in sorted((ROOT / "tests" / "cases" / "clinics").glob("*.toml"))}
LONG = ("a4", "letter", "booklet-a5", "booklet-half-letter", "large-print", "web")
SHORT = ("summary", "tri-fold")
# What a reader must find wherever the booklet is all that is taken home: anywhere in it, and in each of its lists.
SAFETY = {
    "history": ("if you ever had high blood pressure, or trouble with your heart, brain, lungs, liver, thyroid or mental health",),
    "pregnancy": ("while pregnant or breastfeeding", "may harm the baby"), "suicide": ("thinking about suicide",),
    "medicines": ("do not stop or change any medicine on your own",),
}  # fmt: skip
LISTS = {
    "do not have esketamine spray if you": (
        "an aneurysm", "an avm", "ever had a bleed in the brain", "a heart attack or the like in the last 6 weeks",
        "allergic to ketamine or esketamine",
    ),
    "do not have ketamine if you": (
        "in serious danger from a rise in blood pressure", "severe heart disease", "very high or untreated blood pressure",
        "had a stroke, a brain bleed or a brain injury", "a poorly treated overactive thyroid", "pre-eclampsia",
        "are allergic to ketamine",
    ),
    "rules for the day": ("food and drink:", "way home:", "alcohol: none from the evening before, and none that day"),
    "call {} now": (
        "chest pain", "trouble breathing, or very slow breathing", "a sudden bad headache, or a change in your sight",
        "a fit (seizure)", "you faint", "no one can wake you", "you might act on thoughts of suicide",
    ),
    "call your clinic today": (
        "your mood drops, or thoughts of suicide come", "urine with pain or blood, or have to rush",
        "yellow skin or eyes, dark urine, pale stools or belly pain", "confused, or see things that are not there",
        "trouble with memory, or wanting more between visits",
    ),
}  # fmt: skip
# What there is room for in an edition of many pages.
IN_FULL = (
    "an irregular heartbeat", "a serious head injury, raised pressure in the brain, fits, or trouble with thinking",
    "breathing when you sleep", "liver, thyroid or bladder, or raised pressure in an eye", "losing touch with what is real",
    "close relative with schizophrenia", "a problem with alcohol or drugs", "use contraception during treatment",
    "benzodiazepines), opioids and alcohol", "a sudden stop can be dangerous", "stimulants, maoi", "thyroid hormone",
    "theophylline and aminophylline", "lamotrigine, and naltrexone", "falls are more likely", "cannot wake them",
    "watch for changes in mood or behaviour", "stay with them that day", "if they talk of suicide", "make no big decisions",
    "do not look after small children", "breathes very slowly, or cannot be woken", "or go to an emergency department",
    "stay with someone until help comes", "do not mix it with alcohol, opioids or other drugs",
)  # fmt: skip
LIST_LETTERS = 700  # of the longest list, with what follows it
GOOD_AND_HARM = {
    "nasal-spray": ("59", "45", "13", "3", "12", "4"), "infusion": ("64", "28", "47", "33", "7 serious events", "6 with midazolam"),
}  # fmt: skip


@pytest.fixture(scope="module")
def cited():
    """The handout for a clinic, read once."""
    return Lazily(lambda clinic: read_manuscript(SECTIONS, CLINICS[clinic]))


@pytest.fixture(scope="module")
def told(cited):
    """The text edition for a clinic, made once."""
    return Lazily(lambda clinic: make_edition(cited[clinic], "text").content.decode())


@pytest.fixture(scope="module")
def short(cited):
    """The words on the pages of a short edition, made once for a clinic."""
    return Lazily(lambda asked: words_of(Proof(make_edition(cited[asked[0]], asked[1]).content)))


def words_of(proof: Proof) -> str:
    return proof.words_text() or " ".join(proof.text_of(index) for index in range(proof.page_count))  # a sheet has no tags


def sections_of(cited, edition: str) -> list[str]:
    """The words of each section in the document of an edition, as it is laid out or sent to a browser."""
    design = cited.manuscript.imprint.editions[edition]
    held = selected(cited, design)
    lines = printed_lines([reference.reference for reference in held.references])
    is_web = design.medium == "web"
    read = Reader(make_edition(cited, edition).content.decode() if is_web else fill_template(held, edition, lines).html)
    return [read.words[section.anchor] for section in held.sections]


def assert_safe(text: str, clinic: dict, *, is_long: bool = True) -> None:
    text = re.sub(r"\(references? [^)]*\)|\[[0-9][0-9,;–-]*\]| \((?:arterio|attention|monoamine)[^)]*\)", "", text)
    plain = re.sub(r"\s+", " ", re.sub(r"(?m)^- ", "", text)).replace(" ,", ",").replace(" :", ":").lower()
    is_spray, is_drip = "nasal-spray" in clinic["treatments"], "infusion" in clinic["treatments"]
    wanted = [words for group in SAFETY.values() for words in group] + list(IN_FULL * is_long)
    wanted += ["call {name}: {phone}".format(**clinic["crisis"]).lower()] * is_long
    assert [words for words in wanted if words not in plain] == []
    phone = clinic["emergency"]["phone"]
    lists = {begins.format(phone): items for begins, items in LISTS.items()}
    lists["rules for the day"] += (("at least 2 hours" if clinic["country"] == "US" else "well enough to leave"),) * is_spray
    for begins, items in lists.items():
        if (is_spray or "esketamine" not in begins) and (is_drip or "have ketamine" not in begins):
            lines = plain.partition(begins)[2][:LIST_LETTERS]
            for other in lists:
                lines = lines.partition(other)[0]
            assert [item for item in items if item not in lines] == [], begins
    for field in ("fasting_policy", "escort_policy"):
        assert clinic[field].lower().rstrip(".") in plain, field
    for contact in ("daytime", "out_of_hours", "emergency", "crisis"):
        assert clinic[contact]["phone"] in plain, contact
    assert ("do not have esketamine spray if" in plain) == is_spray
    assert ("do not have ketamine if" in plain) == is_drip
    assert ("no food for 2 hours, no drink for 30 minutes" in plain) == is_spray
    assert ("until the next day, after a restful sleep" in plain.partition("rules for the day")[2]) == is_spray
    assert (clinic["driving_policy"].lower().rstrip(".") in plain) == is_drip
    assert (clinic["watching_policy"].lower().rstrip(".") in plain) == is_drip


def profile(clinic: str) -> dict:
    return tomllib.loads(CLINICS[clinic].read_text("utf-8"))


# Each edition, each clinic


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_text_edition_is_safe_for_each_clinic(told, clinic):
    assert_safe(told[clinic], profile(clinic))


@pytest.mark.parametrize("edition", SHORT)
@pytest.mark.parametrize("clinic", CLINICS)
def test_the_short_editions_are_safe_alone_for_each_clinic(clinic, edition, short):
    assert_safe(short[clinic, edition], profile(clinic), is_long=False)


@pytest.mark.parametrize("edition", LONG)
@pytest.mark.parametrize("clinic", CLINICS)
def test_the_long_editions_are_safe_for_each_clinic(clinic, edition, cited):
    assert_safe(" ".join(sections_of(cited[clinic], edition)), profile(clinic))


@pytest.mark.parametrize("edition", ["a4", "booklet-a5", "large-print"])
def test_each_word_of_a_document_is_on_its_pages(small_cited, small_proofs, edition):
    """So a document can be asked in place of its pages, which take a hundred times as long."""
    pages = small_proofs[edition]
    printed = set(re.findall(r"\w+", " ".join(pages.text_of(index) for index in range(pages.page_count))))
    sections = sections_of(small_cited, edition)
    assert len(sections) == len(small_cited.sections)
    for section in sections:
        assert len(section.split()) > 10 and set(re.findall(r"\w+", section)) <= printed


# A short edition stands alone


@pytest.mark.parametrize("edition", SHORT)
@pytest.mark.parametrize("clinic", CLINICS)
def test_a_short_edition_leads_nowhere_that_it_does_not_hold(clinic, edition, short):
    """A section's number, a page or a citation without its list sends a reader to look for what is not there."""
    text = short[clinic, edition]
    assert not re.search(r"\bsections? [0-9]|\((?:page|section) |\[[0-9]", text)
    titled = {int(number) for number in re.findall(r"Figure ([0-9]+)", text)}
    assert titled == (set() if edition == "tri-fold" else {1})


@pytest.mark.parametrize("edition", SHORT)
@pytest.mark.parametrize("clinic", CLINICS)
def test_a_short_edition_sets_good_and_harm_of_the_same_treatment_beside_each_other(clinic, edition, short):
    """64 of 100 with an infusion beside 41 of 100 with the spray is a sum that nobody has measured."""
    told = short[clinic, edition].partition("Does it help?")[2]
    for treatment in profile(clinic)["treatments"]:
        assert [number for number in GOOD_AND_HARM[treatment] if not re.search(rf"\b{number}\b", told)] == []
    if edition == "summary":
        assert "good beside harm" in told


def test_a_leaflet_without_an_address_has_six_panels_too(tmp_path):
    """Where no address is set, the type grows larger, and a panel that was nearly full ran over onto a seventh."""
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(re.sub("booklet_url.*", "", CLINICS["us-spray"].read_text("utf-8")), encoding="utf-8")
    assert make_edition(read_manuscript(SECTIONS, clinic), "tri-fold").pages == 6


# Each clinic has its own


@pytest.mark.parametrize(("clinic", "there", "absent"), [
    ("us-spray", ("Food and Drug Administration", "REMS", "at least 2 hours", "69 of 100", "MedWatch"),
     ("NICE", "(EMA)", "64 of 100", "an offence to drive", "Yellow Card")),
    ("gb-infusions", ("NICE", "an offence to drive", "Yellow Card", "47 of 100", "64 of 100"),
     ("REMS", "69 of 100", "41 and 9", "12 and 4", "Food and Drug Administration", "MedWatch", "FDA ")),
    ("eu-both", ("European Medicines Agency", "well enough to leave", "69 of 100", "47 of 100", "HPRA"),
     ("REMS", "an offence to drive", "NICE", "Food and Drug Administration", "Yellow Card")),
])  # fmt: skip
def test_a_clinic_gets_its_own_country_and_its_own_treatment(told, clinic, there, absent):
    """A clinic that gives only infusions handed out the stop list and the figures of the spray."""
    text = told[clinic].split("\nWhere the facts come from\n")[0]
    assert [words for words in there if words not in text] == []
    assert [words for words in absent if words in text] == []

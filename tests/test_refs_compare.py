"""Two records of a work: when they say the same in other words, and what weight a notice has."""
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from booklet.library.comparison import differences
from booklet.library.found import Found, Notice, gravest, kind_of
from booklet.load.signed.lock_file import lock_text
from booklet.model.lock import Record, entry_hash
from tests.works import work

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("ours", "theirs", "is_same"), [
    ("Rest: a trial", "Rest", True), ("Rest", "Rest? A trial", True), ("Rest — a trial", "rest a TRIAL.", True),
    ("Sømn og hvile", "Somn og hvile", True), ("The <i>N</i>-effect", "The N-effect", True), ("Rest", "Unrest", False),
    ("Rest in adults", "Rest in children", False), ("Rest & sleep", "Rest and sleep", True),
    ("Patients' rest", "Patients’ rest", True),
])  # fmt: skip
def test_titles_are_compared_by_their_words(ours, theirs, is_same):
    assert told(work("a", ours, "Lee", 2020), title=theirs) == ([] if is_same else ["title"])


@pytest.mark.parametrize(("ours", "theirs", "is_same"), [
    ("Archives of General Psychiatry", "Arch Gen Psychiatry", True),
    ("Am J Psychiatry", "American Journal of Psychiatry", True),
    ("The Lancet", "Lancet (London, England)", True), ("BMJ", "BMJ : British Medical Journal", True),
    ("Proc Natl Acad Sci", "Proceedings of the National Academy of Sciences", True), ("PNAS", "Psychiatry", False),
    ("Journal of Rest", "Journal of Unrest", False), ("Nature", "Nature Medicine", False),
    ("J Pain", "Journal of Psychiatry", False),
    ("Proceedings of the National Academy", "Proceedings of the National Academy of Sciences", True),
])  # fmt: skip
def test_journals_are_compared_with_their_abbreviations(ours, theirs, is_same):
    assert told(work("a", "Rest", "Lee", 2020, ours), journals=(theirs,)) == ([] if is_same else ["journal"])


@pytest.mark.parametrize(("ours", "theirs", "is_same"), [
    ({"family": "Kolk", "non-dropping-particle": "van der"}, {"family": "van der Kolk"}, True),
    ({"family": "Müller"}, {"family": "Muller", "given": "F."}, True), ({"family": "O’Neil"},
    {"family": "O'Neil"}, True),
    ({"literal": "The Rest Group"}, {"literal": "the rest group"}, True), ({"family": "Lee"},
    {"family": "Leeds"}, False),
    ({"family": "Lee"}, {"literal": "The Rest Group"}, False),
])  # fmt: skip
def test_first_authors_are_compared_by_family_name(ours, theirs, is_same):
    assert told(work("a", "Rest", "Lee", 2020) | {"author": [ours]}, author=theirs) == ([] if is_same else ["first author"])


def told(reference: dict, **known) -> list[str]:
    """The names of the fields that differ from a work which is alike but for these."""
    alike = {
        "title": reference["title"],
        "author": reference["author"][0],
        "journals": (reference["container-title"],),
    } | known
    found = Found("Crossref", "", "", alike["title"], frozenset({2020}), alike["author"], alike["journals"], {})
    return [line.split(":")[0] for line in differences(reference, found, ())]


@pytest.mark.parametrize(("update", "kind"), [
    ("retraction", "retracted"), ("withdrawal", "retracted"), ("removal", "retracted"), ("RetractionIn", "retracted"),
    ("RetractedandRepublishedIn", "retracted"), ("partial_retraction", "concern"), ("expression_of_concern", "concern"),
    ("ExpressionOfConcernIn", "concern"), ("erratum", "corrected"), ("corrigendum", "corrected"),
    ("addendum", "corrected"),
    ("CorrectedandRepublishedIn", "corrected"), ("new_version", ""), ("new_edition", ""), ("CommentIn", ""),
])  # fmt: skip
def test_each_type_of_update_has_its_weight(update, kind):
    assert kind_of(update) == kind


def test_a_reinstated_work_is_good_again_until_the_next_retraction():
    first, back, again = (Notice("retracted", "", date(2020, 1, 1)), Notice("reinstated", "", date(2021, 1, 1)),
                          Notice("retracted", "", date(2022, 1, 1)))  # fmt: skip
    assert gravest([first, back]) is None
    assert gravest([first, back, again]) == again


@given(
    some.dictionaries(some.text(min_size=1, max_size=30), some.text(max_size=60), max_size=4), some.text(max_size=40)
)
def test_any_words_make_a_lock_that_can_be_read(works, differs):
    """A title full of quotes, brackets and controls must not break the file that guards against retractions."""
    clean = {key.replace("\ud800", ""): title for key, title in works.items()}
    records = [
        Record(key, entry_hash({"title": title}), "differs", checked=TODAY, differs=(f"x{differs}",))
        for key, title in clean.items()
        if key.isprintable()
    ]
    content = tomllib.loads(lock_text("a", TODAY, records))
    assert {key: found["differs"] for key, found in content.get("works", {}).items()} == {
        record.key: list(record.differs) for record in records
    }

"""How often a rule of the words is right: what it tells is worth telling, and what would mislead a patient is told."""
import pytest

from booklet.core.catalogue import catalogue
from tests.word_figures import Figures, bar_of, everyday, measured

# Rules whose findings would reach a patient as a falsehood, when missed.
MISLEADING = (
    "promotion", "relative-risk", "stray-number", "uncited-claim", "weak-as-works", "animals-as-fact", "too-sure",
    "mixed-denominator",
)  # fmt: skip
RECALL = 0.80  # of these, at least


@pytest.fixture(scope="module", params=["seen", "held"])
def part(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def figures(part) -> dict[str, Figures]:
    return measured(part)


def test_what_a_rule_tells_is_mostly_right(figures):
    """An error that cries wolf stops a leaflet that is fine; its author turns the rule off, and with it what is right."""
    low = {code: found.wrong for code, found in figures.items() if found.precision < bar_of(code)}
    assert low == {}


def test_what_would_mislead_a_patient_is_seldom_missed(figures):
    assert {code: figures[code].missed for code in MISLEADING if figures[code].recall < RECALL} == {}


def test_the_rules_are_held_against_hundreds_of_everyday_sentences(part, figures):
    assert {code for code in figures if code not in catalogue()} == set()
    assert sum(map(len, everyday(part).values())) >= {"seen": 400, "held": 250}[part]

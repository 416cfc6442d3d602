"""Citations: one work, one number, in the order in which a reader meets them."""
import json

from hypothesis import given
from hypothesis import strategies as st

from booklet.model.tree import Marks
from tests.manuscripts import FILES, Handout
from tests.reader import page_of


def printed(plain, located=()):
    return "".join(piece.text for piece in Marks("cite-1", tuple(plain), tuple(located)).pieces)


def test_a_group_is_collapsed():
    assert printed([5, 2, 7, 6]) == "2,5-7"


def test_two_neighbours_are_not_a_range():
    assert printed([5, 6]) == "5,6"


def test_a_locator_is_kept():
    assert printed([], [(3, "p. 4")]) == "3, p. 4"
    assert printed([2, 5, 6, 7], [(8, "p. 4")]) == "2,5-7; 8, p. 4"


def test_a_work_named_twice_in_one_place_is_printed_once():
    assert printed([4, 4]) == "4"


def test_a_work_may_be_cited_by_its_number(tmp_path, monkeypatch, capsys):
    """So Manubot cites, whose libraries have keys of their own: no work was found."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    lee = json.loads(FILES["references.json"])[0] | {"DOI": "10.1016/S0140-6736(20)30183-5", "PMID": "123", "URL": "https://example.org/a?b=1"}
    lee |= {"ISBN": "978-0-306-40615-7"}
    handout.write("references.json", json.dumps([lee]))
    cited = ("lee2020", "doi:10.1016/s0140-6736(20)30183-5, p. 4", "pmid:123", "url:https://example.org/a?b=1", "https://example.org/a?b=1")
    cited += ("isbn:9780306406157", "isbn:978-0-306-40615-7")
    handout.body("\n\n".join(f"So [@{work}]." for work in cited))
    page = page_of(handout.folder, is_dressed=False)
    assert page.count('<a href="#ref-1"') >= len(cited) and 'id="ref-2"' not in page
    handout.body("So [@doi:10.1000/183].")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["unknown-citation"]


@given(st.sets(st.integers(1, 120), min_size=1))
def test_what_is_printed_names_every_work_and_no_other(numbers):
    named = set()
    for part in printed(numbers).split(","):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers

"""Citations: one work, one number, in the order in which a reader meets them."""
from hypothesis import given
from hypothesis import strategies as st

from booklet.cite.cite import citation_pieces


def printed(plain, located=()):
    return "".join(piece.text for piece in citation_pieces(list(plain), list(located)))


def test_a_group_is_collapsed():
    assert printed([5, 2, 7, 6]) == "2,5-7"


def test_two_neighbours_are_not_a_range():
    assert printed([5, 6]) == "5,6"


def test_a_locator_is_kept():
    assert printed([], [(3, "p. 4")]) == "3, p. 4"
    assert printed([2, 5, 6, 7], [(8, "p. 4")]) == "2,5-7; 8, p. 4"


def test_a_work_named_twice_in_one_place_is_printed_once():
    assert printed([4, 4]) == "4"


@given(st.sets(st.integers(1, 120), min_size=1))
def test_what_is_printed_names_every_work_and_no_other(numbers):
    named = set()
    for part in printed(numbers).split(","):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers

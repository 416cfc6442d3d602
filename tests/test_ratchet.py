"""The ratchet of the type checker turns one way."""
from tests.ratchet import by_room, fallen, grown

FINDINGS = [
    "booklet/tag/tree.py:12: error: Missing return statement  [return]",
    "booklet/tag/node.py:3: error: Name \"x\" is not defined  [name-defined]",
    "booklet\\check\\judge.py:9: error: Missing return statement  [return]",
    "booklet/check/judge.py:9: note: a hint is none",
    "Found 3 errors in 3 files (checked 9 source files)",
]


def test_a_room_with_more_findings_than_allowed_is_told_with_all_of_them():
    assert by_room(FINDINGS) == {"tag": 2, "check": 1}
    assert grown(FINDINGS, {"tag": 2, "check": 1}) == []
    assert grown(FINDINGS, {"tag": 1, "check": 1}) == FINDINGS[:2]
    assert grown(FINDINGS, {"tag": 2}) == FINDINGS[2:3], "a room that is not named has none"


def test_a_room_with_fewer_is_told_so_that_the_figure_is_lowered():
    assert fallen(FINDINGS, {"tag": 2, "check": 1}) == []
    assert fallen(FINDINGS, {"tag": 3, "check": 1, "cite": 4}) == ["tag = 2", "cite = 0"]

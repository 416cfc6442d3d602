"""A few rounds of tests/kills.py, where most could be lost: while files take their places."""
import signal
import sys

import pytest

from tests.kills import kills, two_builds, two_signoffs

BAD = ("LOST", "orphans", "tracebacks", "left mixed", "untrue words", "lost", "mixed", "left over")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_a_build_that_is_killed_leaves_a_whole_folder_and_no_process(tmp_path):
    """A patient gets the old handout or the new one, and never a page of each."""
    found = kills(tmp_path, 7, (signal.SIGINT, "parent", "renaming"), (signal.SIGKILL, "parent", "renaming"))
    assert not {name: found[name] for name in BAD if found[name]}
    assert found["whole after the next build"] == found["kills"] == 2


@pytest.mark.parametrize("scene", [two_builds, two_signoffs])
def test_two_people_at_once_lose_nothing(scene, tmp_path):
    """A lost sign-off would print DRAFT on a booklet that was signed; a lost line of the manifest hides a file."""
    found = scene(tmp_path, 1)
    assert not {name: found[name] for name in BAD if found[name]}
    assert found["status 0"] + found["refused"] == 2  # on a busy machine the second may be told to come again

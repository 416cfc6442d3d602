"""Word of how it goes: somebody who waits sees that it goes on, and how far."""
from booklet.cli.progress import steps
from booklet.core.progress import Step
from booklet.deliver.freshness import Build
from booklet.pipeline import make_booklets
from tests.conftest import STARTER


def test_a_build_counts_the_editions_that_are_set(tmp_path):
    """As numbers: a bar that grew by what a sentence looks like would grow by a title such as "3 of 10 people"."""
    heard: list[Step] = []
    make_booklets(Build(STARTER, None, None, None, tmp_path), ["web", "text"], heard.append)
    assert [(step.done, step.total) for step in heard if step.total] == [(1, 2), (2, 2)]
    assert str(heard[-1]) == "2 of 2 editions are set"


def test_elsewhere_than_on_a_terminal_each_step_is_a_line(capsys):
    with steps() as tell:
        tell(Step("Reading the words"))
        tell(Step("editions are set", 3, 10))
    assert capsys.readouterr().err == "Reading the words ...\n3 of 10 editions are set ...\n"

"""The sections as sentences: what is one, where its author typed it, and what hangs on it."""
import pytest

from booklet.load.load import load_manuscript
from booklet.words.text import Copy, read_copy
from tests.manuscripts import Handout


@pytest.fixture
def copy_of(tmp_path, monkeypatch, capsys):
    """The copy of a small manuscript whose only section has this text, from line 5 on."""
    handout = Handout(tmp_path, monkeypatch, capsys)

    def read(text: str) -> Copy:
        handout.body(text, tail="")
        return read_copy(load_manuscript(handout.folder))

    return read


def test_a_sentence_ends_at_its_stop_and_knows_its_place(copy_of):
    """An editor jumps to the column that is told."""
    copy = copy_of("Rest, e.g. sleep, helps. It is free.\nDr. Lee says: sleep\nlong.")
    told = [(s.text, str(s.place).removeprefix("sections/010-rest.md:")) for s in copy.of("rest")]
    assert told == [("Rest, e.g. sleep, helps.", "5:1"), ("It is free.", "5:26"), ("Dr. Lee says: sleep long.", "6:1")]


def test_no_is_an_answer_unless_a_number_follows(copy_of):
    copy = copy_of("Is it safe? No. It is not. Take room No. 12 then, for max. 10 min. 5 more (tel. 21) do no harm. No.\nNo one is there.")
    assert [s.text for s in copy.of("rest")] == [
        "Is it safe?", "No.", "It is not.", "Take room No. 12 then, for max. 10 min.",
        "5 more (tel. 21) do no harm.", "No.", "No one is there."
    ]  # fmt: skip


def test_a_citation_belongs_to_the_sentence_before_it_and_is_no_word_of_it(copy_of):
    copy = copy_of("Rest helps. [@lee2020; @ray2021] <!-- C05 -->\nIt is free. <!-- general -->\nSo is air.")
    helps, free, air = copy.of("rest")
    assert (helps.text, helps.keys, helps.claims) == ("Rest helps.", ("lee2020", "ray2021"), ("C05",))
    assert free.is_general and not helps.is_general and not air.comments
    assert not (free.keys or free.claims or air.keys)


def test_a_field_prints_its_value_and_is_remembered(copy_of):
    (sentence,) = copy_of("Of 100, {{ numbers.n01.people }} slept. [@lee2020]").of("rest")
    (field,) = sentence.fields
    assert sentence.text == "Of 100, 73 slept."
    assert (field.name, sentence.text[field.start : field.end]) == ("numbers.n01.people", "73")
    assert str(sentence.place_of(sentence.text.index("slept"))).endswith(":5:34")
    assert str(sentence.place_of(field.start)).endswith(":5:9")


def test_what_is_not_read_as_a_sentence_is_told_apart(copy_of):
    copy = copy_of(
        "## How long?\n\n::: science For the curious\nCells **rest** too.\n:::\n\n- eight hours\n- [ ] I sleep.\n\n"
        "Table: Hours\n\n| Age | Hours |\n|---|---|\n| Baby | 14 |\n\nTie: \\_ and ____.\n"
    )  # fmt: skip
    told = [(s.kind, s.box, s.text, s.is_prose) for s in copy.of("rest")]
    assert told == [
        ("heading", "", "How long?", False), ("title", "science", "For the curious", False),
        ("prose", "science", "Cells rest too.", True), ("item", "", "eight hours", False),
        ("item", "", "I sleep.", True), ("caption", "", "Hours", False), ("cell", "", "Age", False),
        ("cell", "", "Hours", False), ("cell", "", "Baby", False), ("cell", "", "14", False),
        ("prose", "", "Tie: _ and .", True),
    ]  # fmt: skip


def test_every_branch_is_read_whatever_the_clinic(copy_of):
    """A committee signs all the words that some clinic may print."""
    copy = copy_of('{% if "nasal-spray" in clinic.treatments %}\nSpray once.\n{% endif %}\nRest [gut]{lang=de} well.\n')
    assert [s.text for s in copy.of("rest")] == ["Spray once.", "Rest well."]


def test_the_marks_for_the_summary_reach_one_block(copy_of):
    copy = copy_of("<!-- summary -->\n- One.\n- Two.\n\nThree.\n\n<!-- summary -->\n::: note\nFour.\n:::\nFive.\n")
    assert [s.text for s in copy.of("rest") if s.in_summary] == ["One.", "Two.", "Four."]


@pytest.mark.parametrize("text", ["Take form No. 12 to the ward. Ask Dr. Lee for it, e.g. on Monday. Then rest.", 'He said: "Rest." Then sleep.'])
def test_what_is_checked_as_a_sentence_is_signed_as_one(copy_of, tmp_path, text):
    """A reviewer would sign other sentences than those that were judged."""
    checked = [sentence.text for sentence in copy_of(text).of("rest")]
    parts = {part.id: part.statements for part in load_manuscript(tmp_path / "sections").standing.parts}
    assert checked == [statement.words for statement in parts["rest"] if not statement.words.startswith(("Title: ", "Running head: "))]

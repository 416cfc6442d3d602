"""Wording: what of a section is signed, sentence by sentence, each with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.load.numbers import Numbers
from booklet.load.sentences.signed import wording_of

NONE = Numbers({}, (), ())


def said(folder, text: str) -> list[tuple[int, str]]:
    file = folder / "010-rest.md"
    file.write_text(text, encoding="utf-8")
    return [(statement.place.line, statement.words) for statement in wording_of(file, folder, NONE, 100).whole]


def test_a_section_is_its_titles_and_its_sentences_each_on_its_line(tmp_path):
    text = "---\ntitle: Rest\nrunning_head: Rest\ncore: yes\n---\n\nRest. [@lee2020]\nSleep, as Dr. Lee says.\n\n1. Eat\n   well.\n"
    assert said(tmp_path, text) == [
        (1, "Title: Rest"), (1, "Running head: Rest"), (7, "Rest. [@lee2020]"), (8, "Sleep, as Dr. Lee says."), (10, "1. Eat well."),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "other"), [
    ("Rest well.\nSleep well.", "Rest well. Sleep well."),
    ("* Rest", "- Rest"),
    ("**Rest** well.", "Rest well. <!-- C12 -->"),
    ("Write here: ____", "Write here:   ____ "),
])  # fmt: skip
def test_the_same_words_are_the_same_wording(tmp_path, text, other):
    assert [words for _, words in said(tmp_path, text)] == [words for _, words in said(tmp_path, other)]


@pytest.mark.parametrize(("text", "other"), [
    ("Rest well.", "rest well."),
    ("Rest well. [@lee2020]", "Rest well. [@ray2021]"),
    ("::: note\nRest.\n:::", "::: safety\nRest.\n:::"),
    ("See [here](#a).", "See [here](#b)."),
    ("Write here: ____", "Write here:"),
    ("{% if clinic.fax %}\nCall.\n{% endif %}", "{% if clinic.phone %}\nCall.\n{% endif %}"),
    ("| 1 | 2 |", "| 1 | 3 |"),
])  # fmt: skip
def test_other_words_are_another_wording(tmp_path, text, other):
    """What is not told here could be changed behind a reviewer's back."""
    assert [words for _, words in said(tmp_path, text)] != [words for _, words in said(tmp_path, other)]


word = st.text("abcXYZ.?!é'”\"", min_size=1, max_size=8).filter(lambda words: words.strip("."))


@given(st.lists(st.tuples(word, st.sampled_from([" ", "\n", "  ", " \n "])), min_size=1, max_size=40))
def test_no_line_break_changes_the_wording(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("wording")
    broken = [words for _, words in said(folder, "".join(words + gap for words, gap in pairs))]
    assert broken == [words for _, words in said(folder, " ".join(words for words, _ in pairs))]
    assert " ".join(broken).split() == [words for words, _ in pairs]


@given(st.text(max_size=300))
def test_anything_has_a_wording(tmp_path_factory, text):
    said(tmp_path_factory.mktemp("wording"), text)


@pytest.mark.parametrize("piece", ["<!-- ", "[@", "**", "A. ", "{{ figure(", "![", '."', "x. [@a] "])
def test_a_long_and_hostile_section_is_read_to_its_end(tmp_path, piece):
    said(tmp_path, "\n".join([(piece * 4_000)[:4_000]] * 24))

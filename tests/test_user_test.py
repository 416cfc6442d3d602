"""The kit for a test with readers: questions that authors mark in the text, with the page of each answer."""
import re
from html import unescape

import pytest

from booklet.check.pdf.document import Proof
from booklet.model.cited import CitedManuscript
from booklet.pipeline import make_edition, read_manuscript
from booklet.review.pages_of_sentences import sentence_pages
from booklet.review.scorecard.questions import FEWEST, MOST, Question, marked_questions
from booklet.review.scorecard.sheet import kit_files
from booklet.words.text import read_copy
from tests.manuscripts import HEAD, Handout
from tests.small import small_handout


@pytest.fixture(scope="module")
def cited(tmp_path_factory) -> CitedManuscript:
    """A handout of five sections with three questions in each."""
    folder = small_handout(tmp_path_factory.mktemp("asked") / "handout")
    for number in range(5):
        lines = "\n\n".join(asked(15)[3 * number : 3 * number + 3])
        head = HEAD.replace("Rest", f"Part {number}").replace("rest", f"part {number}")
        (folder / f"{number + 1}01-part-{number}.md").write_text(f"{head}{lines}\n", encoding="utf-8")
    return read_manuscript(folder)


@pytest.fixture(scope="module")
def content(cited) -> bytes:
    return make_edition(cited, "a4").content


@pytest.fixture(scope="module")
def questions(content, cited) -> tuple[Question, ...]:
    copy = read_copy(cited.manuscript)
    found, problems = marked_questions(copy, sentence_pages(copy, content))
    assert problems == []
    return found


@pytest.fixture(scope="module")
def kit(content, cited) -> str:
    return kit_files(cited, "a4", content)["clean-hands-user-test.html"].decode()


def asked(count: int) -> list[str]:
    """Lines of text, each the answer to a question."""
    return [f"Thing {number} helps. <!-- question: Does thing {number} help? -->" for number in range(1, count + 1)]


def told(handout: Handout, lines: list[str]) -> list[str]:
    """What the command says of a section with these paragraphs: `line: code` of each problem."""
    handout.body("\n\n".join(lines))
    status = handout.command("user-test", "--out", "kit")
    assert "Traceback" not in handout.said and status == (1 if "question-" in handout.said else 0), handout.said
    return re.findall(r"^sections/010-rest\.md:?([0-9]*[0-9:]*: question-[a-z-]+):", handout.said, re.MULTILINE)


def test_each_answer_is_on_the_page_that_the_kit_names(questions, content):
    """An interviewer would call a right answer wrong."""
    proof = Proof(content)
    assert len(questions) == 15 and len({question.page for question in questions}) >= 5
    for question in questions:
        page = re.sub(r"\W", "", proof.text_of(question.page - 1))
        assert re.sub(r"\W", "", question.answer[:40]) in page, question


def test_the_kit_has_answers_for_the_interviewer_and_none_for_the_reader(kit, questions):
    """A reader who sees the answers is not tested."""
    for_asking, for_reading = kit.split('id="reader-sheet"')
    for number, question in enumerate(questions, 1):
        assert question.asks in unescape(for_asking) and question.asks in unescape(for_reading)
        assert question.answer in unescape(for_asking) and question.answer not in unescape(for_reading)
        row = re.search(rf'id="question-{number}">.*?class="write-line"', kit, re.DOTALL)
        assert f"on page {question.page}," in row[0]
    assert for_asking.count("found</span>") == for_asking.count("explained</span>") == 15


def test_the_tally_has_room_for_twenty_readers_and_the_pass_mark(kit):
    assert re.findall(r'<span class="reader">(\d+)</span>', kit) == [str(number) for number in range(1, 21)]
    assert kit.count("16 of 20") >= 3 and "rounds of 10" in kit
    assert "<script" not in kit and kit.count("<h1>") == 1


def test_the_same_booklet_gives_the_same_kit(kit, content, cited):
    assert kit_files(cited, "a4", content)["clean-hands-user-test.html"].decode() == kit


def test_a_good_handout_gets_its_kit(handout):
    assert told(handout, asked(12)) == []
    page = (handout.home / "kit" / "rest-user-test.html").read_text(encoding="utf-8")
    assert "The 12 questions" in page and "Thing 12 helps." in page


@pytest.mark.parametrize(("count", "line"), [(0, ": "), (FEWEST - 1, ": "), (MOST + 1, f"{5 + 2 * MOST}:17: ")])
def test_too_few_or_too_many_questions_are_told(handout, count, line):
    assert told(handout, asked(count)) == [f"{line}question-count"]


@pytest.mark.parametrize("mark", [
    "## What helps? <!-- question: Does it help? -->", "<!-- question: Does it help? -->",
    "::: note Rest <!-- question: Does it help? -->\nIt helps.\n:::",
    "Table: Rest <!-- question: Does it help? -->\n\n| A | B |\n|---|---|\n| 1 | 2 |",
])  # fmt: skip
def test_a_question_on_no_sentence_is_told(handout, mark):
    """Its answer would be printed as a heading, or as the sentence of somebody else."""
    found = told(handout, [*asked(12), mark])
    assert [each.split(":")[0] for each in found if each.endswith("question-no-sentence")] == ["29"], handout.said


@pytest.mark.parametrize(("mark", "code"), [
    ("driving", "question-form"), ("Why?", "question-form"), ("When may you drive again", "question-form"),
    ("When " + "and when " * 12 + "?", "question-form"), ("Does thing 3 help?", "question-twice"),
    ("", "question-form"), ("DOES THING 3 HELP?", "question-twice"),
])  # fmt: skip
def test_a_question_that_nobody_could_ask_is_told(handout, mark, code):
    found = told(handout, [*asked(12), f"It helps. <!-- question: {mark} -->"])
    assert found == [f"29:11: {code}"]


def test_a_question_that_this_edition_does_not_answer_is_told(handout):
    """A reader cannot find what another clinic prints."""
    spray = "Spray it once. <!-- question: How often do you spray? -->"
    branch = f'{{% if "nasal-spray" in clinic.treatments %}}\n{spray}\n{{% endif %}}'
    assert told(handout, [*asked(12), branch]) == ["30:16: question-not-printed"]


def test_two_questions_may_share_a_sentence(handout):
    lines = asked(11)
    lines[0] += " <!-- question: What does thing 1 do? -->"
    assert told(handout, lines) == []

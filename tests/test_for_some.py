"""For some clinics only: what a condition keeps from this clinic is neither told as unused nor printed for it."""
import pytest

from booklet.cite.cite import cite_manuscript
from booklet.load.load import load_manuscript
from booklet.template.text.text import plain_text
from tests.manuscripts import Handout
from tests.reader import page_of

OURS = '{% if clinic.country not in ("US", "CA") %}\nRest helps. [@lee2020]\n{% endif %}\n'
THEIRS = '{% if clinic.country in ["US", "CA"] %}\nNaps help, said the FDA. [@ray2021]\n{% endif %}\n'
WORKS = """[{"id": "lee2020", "type": "book", "title": "Rest", "author": [{"family": "Lee"}], "issued": {"date-parts": [[2020]]}},
{"id": "ray2021", "type": "book", "title": "Naps", "author": [{"family": "Ray"}], "issued": {"date-parts": [[2021]]}}]
"""
UNUSED = {"uncited-reference", "unused-term"}


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    made = Handout(tmp_path, monkeypatch, capsys)
    made.body(f"{OURS}\n{THEIRS}")
    (made.folder / "references.json").write_text(WORKS, encoding="utf-8")
    (made.folder / "glossary.md").write_text("nap (also: naps)\n:   A short sleep.\n\n*[FDA]: Food and Drug Administration\n", "utf-8")
    return made


def told(handout: Handout) -> set[str]:
    """The codes of what is told."""
    manuscript = load_manuscript(handout.folder)
    return {problem.slug for problem in (*manuscript.problems, *cite_manuscript(manuscript).problems)}


def test_what_another_clinic_prints_is_used(handout):
    """A handout for three countries was refused in each, for the works, terms and abbreviations of the two others."""
    assert not UNUSED & told(handout)
    cited = cite_manuscript(load_manuscript(handout.folder))
    assert [work.reference.key for work in cited.references] == ["lee2020"] and cited.manuscript.terms == ()


def test_what_nobody_prints_is_told_all_the_same(handout):
    handout.body(OURS)
    assert told(handout) >= UNUSED


def test_a_condition_within_a_line_keeps_its_line(handout):
    """Two items were one ("a dose- a nap"), and two paragraphs; and what is for others left a blank line between two rows."""
    handout.write("glossary.md", "nap\n:   A short sleep.\n")
    ours, theirs = (f'{{% if clinic.country == "{each}" %}}' for each in ("GB", "US"))
    handout.body(
        f"- a dose{ours} here{{% endif %}}\n- a nap{theirs} there{{% endif %}}\n{theirs}- none{{% endif %}}\n- {theirs}none{{% endif %}}\n- a walk\n\n"
        f"{ours}Rest{{% endif %}}\n\nSo{ours} now{{% endif %}}\nsleep.\n\nTable: Two\n\n| A | B |\n|---|---|\n"
        f"{ours}| c | d |{{% endif %}}\n{theirs}| e | f |{{% endif %}}\n| g | h |"
    )
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "- a dose here\n- a nap\n- a walk\n\nRest\n\nSo now sleep.\n\n" in said
    assert "- A: c. B: d.\n- A: g. B: h.\n" in said


def test_a_meaning_and_a_row_that_are_empty_here_are_left_out(handout):
    """A lone colon was printed for the meaning, and for the row a line to write on."""
    (handout.folder / "glossary.md").unlink()
    ours, theirs = (f'{{% if clinic.country == "{each}" %}}' for each in ("GB", "US"))
    handout.body(
        f"Doze\n:   {theirs}So.{{% endif %}}\n\nRest\n:   {theirs}So.{{% endif %}}\n:   {ours}Long.{{% endif %}}\n\n"
        f"Table: Two\n\n| A | B |\n|---|---|\n| {theirs}c{{% endif %}} | {theirs}d{{% endif %}} |\n| {ours}e{{% endif %}} | f |"
    )
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "Doze" not in said and ":\n" not in said and "Rest: Long.\n" in said
    assert "Columns: A, B.\n- A: e. B: f.\n" in said


def test_lines_of_fields_are_those_of_an_address(handout):
    """Name, place and telephone ran together on one line; and what was typed for braces themselves was refused."""
    handout.write("glossary.md", "nap\n:   A short sleep.\n")
    handout.body("**{{ clinic.name }}**\n{{ clinic.name }}\nTel. {{ clinic.daytime.phone }}\n\nA nap \\{{ clinic.name }}")
    said = page_of(handout.folder, is_dressed=False)
    assert said.count("<br") == 2 and "A nap {{ clinic.name }}" in plain_text(said)

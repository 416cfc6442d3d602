"""Data figures: one value, said alike by picture, caption, alternative text, table and sentence."""
import json
import re
import shutil

import pytest

from booklet.check.pdf.document import Proof
from booklet.core.printed.words import printed_words
from booklet.model.cited import NumberedDrawing
from booklet.model.cited import figures_of as numbered_figures
from booklet.pipeline import make_edition, printed_lines, read_manuscript
from booklet.template.template import fill_template
from tests.conftest import LEE, SECTIONS, STARTER, figures_of
from tests.links import alternatives_of

BARS = {
    "id": "n1", "citekey": "lee2020", "chart": "paired-bars", "title": "How many of {people} slept?",
    "caption": "{people} people. **With tea** {good_tea} of 100 slept well.", "how_to_read": "Longer is better, as of 10^9/L and H~2~O.",
    "values": {"people": 73},
    "series": [{"name": "tea", "label": "*Tea*"}, {"name": "milk", "label": "Milk"}],
    "rows": [{"name": name, "label": name.title(), "of_100": [41, 9]} for name in ("good", "long", "deep", "calm", "late")],
}  # fmt: skip
ARRAY = {
    "id": "n2", "citekey": "lee2020", "chart": "icon-array", "title": "Who felt rested?", "happened": "felt rested",
    "caption": "{tea} of 100 after tea.", "how_to_read": "Each picture is 100 people.",
    "groups": [{"name": "tea", "label": "after tea", "of_100": 64}, {"name": "milk", "label": "after milk", "of_100": 28}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A handout of one section with two data figures, and sentences that print their numbers."""
    shutil.copytree(STARTER, tmp_path / "handout")
    for file in (tmp_path / "handout").glob("[0-9]*.md"):
        file.unlink()
    (tmp_path / "handout" / "glossary.md").write_text("")
    (tmp_path / "handout" / "references.json").write_text(json.dumps([LEE]))
    text = (
        "Of 100 people, {{ numbers.n1.good_tea }} slept. [](#n1) and [](#n2) show it.\n\n"
        '{{ figure("n1") }}\n\nRested: {{ numbers.n2.tea }} of 100.\n\n{{ figure("n2") }}\n'
    )
    (tmp_path / "handout" / "010-sleep.md").write_text(f"---\ntitle: Sleep\nrunning_head: Sleep\n---\n\n{text}")
    return tmp_path / "handout"


def pressed(folder, *entries) -> tuple[Proof, str]:
    """The finished PDF, and the HTML it was set from (for the marks inside a drawing)."""
    (folder / "numbers.json").write_text(json.dumps(entries))
    cited = read_manuscript(folder)
    html = fill_template(cited, "a4", printed_lines([ref.reference for ref in cited.references])).html
    return Proof(make_edition(cited, "a4").content), html


@pytest.mark.parametrize("number", [0, 1, 28, 64, 99, 100])
def test_the_filled_marks_are_the_number(folder, number):
    """A reader counts people, and must count what the sentence says."""
    array = json.loads(json.dumps(ARRAY))
    array["groups"][0]["of_100"] = number
    proof, html = pressed(folder, BARS, array)
    filled, empty = len(re.findall(r'class="filled"', html)), len(re.findall(r'class="empty"', html))
    assert (filled - 1, empty - 1) == (number + 28, 200 - number - 28)  # but for those of the key
    assert f"Rested: {number} of 100" in proof.words_text()
    assert f"{number} of 100 after tea." in proof.words_text()
    assert any(f"{number} of 100 after tea; 28 of 100 after milk" in alternative for alternative in alternatives_of(proof))


def test_one_changed_value_changes_all_that_says_it(folder):
    proof, _ = pressed(folder, BARS, ARRAY)
    changed = json.loads(json.dumps(BARS))
    changed["rows"][0]["of_100"][0] = 47
    changed["values"]["people"] = 92
    after, html = pressed(folder, changed, ARRAY)
    for said in ("Of 100 people, {n} slept", "With tea {n} of 100 slept well", "Good {n} and 9", "Good, {n}, 9"):
        assert said.format(n=41) in proof.words_text() and said.format(n=47) in after.words_text()
        assert said.format(n=41) not in after.words_text()
    assert "as of 10⁹/L and H₂O." in after.words_text()  # marks were printed as typed
    assert "How many of 73 slept?" in proof.words_text() and "How many of 92 slept?" in after.words_text()
    assert ">47<" in re.sub(r"\s+", "", html) and ">41<" in re.sub(r"\s+", "", html)


def test_every_figure_is_named_in_the_text_before_it_and_numbered_in_order(proofs, shipped_cited):
    first = shipped_cited.sections[0].section.title
    numbers = [int(re.search(r"Figure (\d+) ", figure.text)[1]) for figure in figures_of(proofs["a4"])]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 10
    spoken = proofs["a4"].words_text().split(first, 2)[2]
    for number in numbers:
        named = re.search(rf"Figure {number}(?: \(|, )(?:page \d+|above|below)\)", spoken)
        shown = re.search(rf"Figure {number} (?!\()", spoken)
        assert named and named.start() < shown.start(), number


def test_alternative_texts_are_short_and_are_not_the_caption(proofs, shipped_cited):
    """What a picture says beyond that follows, for whoever listens on."""
    captions = {e.text for e in proofs["a4"].elements() if e.tag == "Caption"}
    assert not captions & set(alternatives_of(proofs["a4"]))
    for figure in (figure for section in shipped_cited.sections for figure in numbered_figures(section.blocks)):
        alternative = figure.alt if isinstance(figure, NumberedDrawing) else figure.chart.alt(printed_words("en-GB"))
        assert 20 <= len(alternative) <= 250, alternative
        assert any(said.startswith(alternative) for said in alternatives_of(proofs["a4"])), alternative


def test_each_charted_entry_has_its_source():
    entries = json.loads((SECTIONS / "numbers.json").read_text("utf-8"))
    keys = {work["id"] for work in json.loads((SECTIONS / "references.json").read_text("utf-8"))}
    for entry in entries:
        cited = [entry["citekey"]] if isinstance(entry["citekey"], str) else entry["citekey"]
        assert cited and set(cited) <= keys

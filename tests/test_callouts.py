"""Callouts: what styles/callouts.toml names, every page can print. A kind is one entry there and its icon."""
import shutil

import pypdfium2 as pdfium
import pytest

from booklet.check.pdf.document import Proof
from booklet.core.own_table import STYLES
from booklet.core.printed.callouts import callouts
from booklet.core.printed.words import printed_words
from booklet.model.manuscript import Callout
from booklet.model.tree import words_of
from booklet.pipeline import read_manuscript
from tests.colour import rgb
from tests.commands import press_in
from tests.conftest import ROOT, STARTER
from tests.small import small_handout

CARDS = {"steps", "levels"}
SHAPES = {"box", "points", "myth", "evidence", "certainty", *CARDS}
ROLES = {"points", "acting", "alone", "science", "denied", "urgent"}
ENTRY = '\n[reminder]\nshape = "box"\nicon = "reminder.svg"\ncolour = "medicine"\ncounts_as = ["acting"]\n'


def test_every_kind_has_a_label_an_icon_and_a_look():
    """A kind that was added to the dialect alone passed the check, and ended the build in a traceback."""
    colours, forms = (STYLES / "tokens.css").read_text("utf-8"), printed_words("en").forms
    for kind in callouts().values():
        assert kind.shape in SHAPES and set(kind.counts_as) <= ROLES, kind
        assert f"--{kind.colour}:" in colours and f"callouts.{kind.name}" in forms, kind
        assert bool(kind.grades) == (kind.shape in ("evidence", "certainty")), kind
        assert bool(kind.icon) == (not kind.grades and kind.shape not in CARDS), kind
        icons = [*(kind.grades or kind.levels).values()] or [kind.icon] * bool(kind.icon)
        assert all((STYLES / "icons" / icon).is_file() for icon in icons), kind


def test_a_box_may_have_the_name_that_other_programs_give_it(tmp_path):
    """`::: warning` was refused, which is what everybody writes."""
    others = [(name, kind.name) for kind in callouts().values() for name in kind.also]
    assert len(others) > 10 and len({*dict(others), *callouts()}) == len(others) + len(callouts()), "one name, one kind"
    handout = small_handout(tmp_path / "handout")
    boxes = "".join(f"::: {other} Before you eat\nWash them.\n:::\n\n" for other, _ in others)
    (handout / "900-boxes.md").write_text(f"# Boxes\n\n{boxes}", encoding="utf-8")
    section = read_manuscript(handout).manuscript.sections[-1]
    assert [block.kind for block in section.blocks if isinstance(block, Callout)] == [kind for _, kind in others]


def test_a_quote_that_names_a_box_is_one(tmp_path):
    """`> [!WARNING]` of GitHub was refused, and `> [!danger]` of Obsidian was printed with its mark, as somebody's words."""
    handout = small_handout(tmp_path / "handout")
    words = "Rest.\n> [!WARNING]\n> Take **none**.\n>\n> - a cold\n> - a fever\n\n> [!info]- Mind **this**\n> Sleep.\n\n> Somebody said so.\n"
    (handout / "900-boxes.md").write_text(f"# Boxes\n\n{words}", encoding="utf-8")
    first, warned, minded, quoted = read_manuscript(handout).manuscript.sections[-1].blocks
    assert isinstance(warned, Callout) and (warned.kind, warned.title, len(warned.blocks)) == ("safety", (), 1)
    assert isinstance(minded, Callout) and (minded.kind, words_of(minded.title)) == ("note", "Mind this")
    assert not isinstance(first, Callout) and not isinstance(quoted, Callout)


def test_a_quote_that_begins_as_a_warning_is_one(tmp_path):
    """`> **Warning:** Never with alcohol`, as chatbots write it, was set as somebody's words."""
    handout = small_handout(tmp_path / "handout")
    words = "> **Warning:** Take **none**.\n> Never.\n\n> **💡 Note**\n>\n> Sleep.\n\n> **Warning** signs\n\n- Rest\n  > **Note:** Well.\n"
    (handout / "900-boxes.md").write_text(f"# Boxes\n\n{words}", encoding="utf-8")
    warned, minded, others = read_manuscript(handout).manuscript.sections[-1].blocks
    assert isinstance(warned, Callout) and (warned.kind, words_of(warned.title), len(warned.blocks)) == ("safety", "Warning", 1)
    assert isinstance(minded, Callout) and (minded.kind, minded.title) == ("note", ())
    assert not isinstance(others, Callout)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the press with one more kind of box: an entry and an icon, and no line of Python."""
    home = tmp_path_factory.mktemp("house")
    for name in ("booklet", "styles"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", home)
    with (home / "styles" / "callouts.toml").open("a", encoding="utf-8") as file:
        file.write(ENTRY)
    icon = (STYLES / "icons" / "note.svg").read_text("utf-8").replace("#1C2B33", "#FFFFFF")
    (home / "styles" / "icons" / "reminder.svg").write_text(icon, encoding="utf-8")
    shutil.copytree(STARTER, home / "sections")
    with (home / "sections" / "020-when-to-wash.md").open("a", encoding="utf-8") as file:
        file.write("\n::: reminder Before you eat\nWash your hands.\n:::\n")
    return home


@pytest.fixture(scope="module")
def told(house):
    """Its commands."""
    with press_in(house) as told:
        yield told


def test_a_new_kind_of_box_is_one_entry_and_its_icon(house, told):
    assert told("check").returncode == 0
    files = told("build", "--edition", "a4", "--edition", "web", "--edition", "text")
    assert files.returncode == 0
    out = next((house / "dist").glob("*-a4.pdf"))
    proof = Proof(out.read_bytes())
    assert "Reminder" in proof.words_text() and "Before you eat" in proof.words_text(), files
    page = next((house / "dist").glob("*.html")).read_text("utf-8")
    assert '<aside role="note" class="box box--reminder">\n<p class="tab">Reminder</p>' in page
    assert ".box--reminder { --kind: var(--medicine); }" in page
    assert '.box--reminder .tab::before { background-image: url("data:image/svg+xml;base64,' in page
    assert "Reminder: Before you eat" in next((house / "dist").glob("*.txt")).read_text("utf-8")
    sheet = pdfium.PdfDocument(out)[next(at for at in range(proof.page_count) if "Reminder" in proof.text_of(at))]
    pixels = sheet.render(scale=1).to_pil().convert("RGB").getcolors(1 << 24)
    assert {colour: count for count, colour in pixels}[rgb("#5A2A62")] > 500  # the tab, in the colour of the entry


@pytest.mark.parametrize(("file", "slip", "says"), [
    ("callouts.toml", "[tip]\n", "missing-setting: tip.shape is missing"),
    ("callouts.toml", '[tip]\nshape = "star"\n', "bad-setting: tip.shape: it must be 'box'"),
    ("callouts.toml", '[tip]\nshape = "box"\nicon = "tip.svg"\n', "bad-setting: tip: there is no icon tip.svg in styles/icons/"),
    ("callouts.toml", '[tip]\nshape = "box"\ncolour = "pink"\n', "bad-setting: tip: there is no colour pink"),
    ("callouts.toml", '[tip]\nshape = "levels"\n', "bad-setting: tip: the shape levels wants levels"),
    ("callouts.toml", '[note]\nshape = "box"\n', "bad-toml: [note] is set twice"),
    ("callouts.toml", "[My tip]\n", "bad-toml: "),
    ("words/en.toml", "x = \n", "bad-toml: "),
])  # fmt: skip
def test_a_slip_in_a_file_that_editors_are_asked_to_change_is_told_at_its_line(house, told, file, slip, says):
    """README.md sends them there, and was told was a fault of the press, "which is no mistake of yours", and no file."""
    changed = house / "styles" / file
    whole = changed.read_text("utf-8")
    changed.write_text(f"{whole}\n{slip}", encoding="utf-8")
    done = told("check", "--source", STARTER)
    changed.write_text(whole, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    line = f"{whole}\n".count("\n") + 1
    assert any(f"styles/{file}:{at}" in done.stderr + done.stdout for at in range(line, line + 3)), done.stderr
    assert says in done.stderr + done.stdout

"""The clinic's logo: cleaned like each picture, with its words, and only from the folder of its profile."""
import os

import pytest

from booklet.check.pdf.document import Proof
from booklet.deliver.freshness import source_hash
from booklet.pipeline import make_edition, read_manuscript
from tests.manuscripts import FILES, filled_in

LOGO = '[logo]\nfile = "logo.svg"\nalt = "Leeds Sleep Clinic: a moon over a hill"\n'
MOON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="20" cy="10" r="8"/></svg>'


def with_logo(handout, content=MOON, table=LOGO, name="logo.svg"):
    """The manuscript's own example of a profile with a logo beside it."""
    handout.write("clinic.example.toml", FILES["clinic.example.toml"] + "\n" + table)
    return handout.write(name, content)


def test_a_logo_stands_on_the_first_page_and_is_spoken(handout):
    with_logo(handout)
    proof = Proof(make_edition(read_manuscript(handout.folder), "a4").content)
    (figure,) = [branch for branch in proof.branches if branch.tag == "Figure"]
    assert figure.words("/Alt") == "Leeds Sleep Clinic: a moon over a hill"


def test_a_booklet_with_a_cover_has_it_on_its_back_page_too(handout):
    with_logo(handout)
    handout.change("booklet.toml", 'paper = "A4"\n', 'paper = "A4"\ncover = true\n[editions.web]\nmedium = "web"\n')
    cited = read_manuscript(handout.folder)
    proof = Proof(make_edition(cited, "a4").content)
    assert [branch.tag for branch in proof.branches].count("Figure") == 2
    html = make_edition(cited, "web").content.decode()
    assert html.count('alt="Leeds Sleep Clinic: a moon over a hill"') >= 1 and "http://" not in html.replace("http://www.w3.org", "")


@pytest.mark.parametrize(("table", "told"), [
    (LOGO.replace("logo.svg", "../logo.svg"), "unsafe-image"),
    (LOGO.replace("logo.svg", "/etc/passwd"), "unsafe-image"),
    (LOGO.replace("logo.svg", "lgo.svg"), "missing-image"),
    (LOGO.partition("alt")[0], "missing-setting"),
    (LOGO.replace("logo.svg", "logo.bmp"), "bad-image"),
])  # fmt: skip
def test_a_logo_that_cannot_be_printed_is_told(handout, table, told):
    with_logo(handout, table=table)
    handout.home.joinpath("logo.svg").write_text(MOON, encoding="utf-8")
    handout.write("logo.bmp", b"BM")
    assert told in " ".join(handout.refused("--edition", "a4"))


def test_a_logo_runs_nothing_and_fetches_nothing(handout):
    with_logo(handout, MOON.replace("<circle", '<script>alert(1)</script><image href="https://elsewhere.example/x.png"/><circle'))
    handout.command("build", "--source", "sections", "--out", "new")
    assert "alert" not in "".join(file.read_text("latin-1") for file in (handout.home / "new").glob("*.html")) and "Traceback" not in handout.said


def test_a_link_out_of_the_folder_is_no_logo(handout):
    with_logo(handout)
    (handout.folder / "logo.svg").unlink()
    (handout.home / "secret.svg").write_text(MOON, encoding="utf-8")
    os.symlink(handout.home / "secret.svg", handout.folder / "logo.svg")
    assert "unsafe-image" in " ".join(handout.refused("--edition", "a4"))


def test_another_logo_is_something_to_build(handout):
    profile = handout.home / "ours.toml"
    profile.write_text(filled_in(FILES["clinic.example.toml"]) + "\n" + LOGO, encoding="utf-8")
    (handout.home / "logo.svg").write_text(MOON, encoding="utf-8")
    before = source_hash(handout.folder, profile)
    (handout.home / "logo.svg").write_text(MOON.replace('r="8"', 'r="7"'), encoding="utf-8")
    assert source_hash(handout.folder, profile) != before

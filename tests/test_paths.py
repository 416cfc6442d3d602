"""Names and folders that lead nowhere: links in a circle, folders that may not be read, names that are no text."""
import os
import shutil
import subprocess
import sys

import pytest

from booklet.template.edition_css import stylesheet_problems
from tests.commands import typed, typed_by_somebody
from tests.conftest import ROOT, STARTER


@pytest.mark.parametrize(("name", "code"), [
    ("050-loop.md", "unreadable-file"), ("booklet.toml", "unreadable-file"), ("clinic.example.toml", "unreadable-file"),
    ("references.json", "unreadable-file"), ("numbers.json", "unreadable-file"), ("glossary.md", "unreadable-file"),
    ("references.lock", "bad-lock"), ("signoff.toml", "bad-sign-off"),
])  # fmt: skip
def test_links_in_a_circle_are_told(handout, name, code):
    file = handout.folder / name
    file.unlink(missing_ok=True)
    file.symlink_to(name)
    assert handout.command("build", "--source", "sections", "--out", "dist") == 1
    assert f"sections/{name}" in handout.said and f": {code}: " in handout.said
    assert "a link that leads back to itself" in handout.said and "unknown-citation" not in handout.said


def test_a_picture_in_a_circle_of_links_is_told(handout):
    handout.body("![A bed seen from its side, with one pillow.](figures/bed.svg)\nFigure: A bed")
    file = handout.folder / "figures" / "bed.svg"
    file.unlink()
    file.symlink_to("bed.svg")
    assert handout.refused() == ["sections/010-rest.md:5: missing-image"] and "leads back to itself" in handout.said


def test_nothing_is_told_of_the_words_of_a_file_that_a_link_leads_out_to(handout):
    """`check` judged its sentences, and said them; and of a picture it said that its name was not plain."""
    (handout.home / "private.txt").write_text(f"{'Nobody shall read of the gin and the debts of somebody else. ' * 9}\n", encoding="utf-8")
    (handout.folder / "020-walk.md").symlink_to("../private.txt")
    (handout.folder / "figures" / "bed.svg").unlink()
    (handout.folder / "figures" / "bed.svg").symlink_to("../../private.txt")
    handout.body("![A bed with a white sheet](figures/bed.svg)\nFigure: A bed.")
    assert handout.command("check", "--source", "sections") == 1
    told = [line for line in handout.said.splitlines() if "020-walk" in line]
    assert told == ["sections/020-walk.md: outside-file: this leads out of the manuscript's folder"]
    assert "figures/bed.svg is a link that leads out of the manuscript's figures/" in handout.said and "gin" not in handout.said


def test_a_link_to_nothing_is_told(handout):
    (handout.folder / "020-gone.md").symlink_to("nowhere.md")
    assert handout.refused() == ["sections/020-gone.md: unreadable-file"]
    assert "a link to a file that is not there" in handout.said


@pytest.mark.parametrize("path", [
    "icc/srgb.icc", "fonts/atkinson-hyperlegible-next-latin-400-normal.woff2", "x" * 3_000 + ".css", "templates/web.html",
])  # fmt: skip
def test_a_stylesheet_that_is_none_is_told(handout, path):
    handout.change("booklet.toml", 'paper = "A4"', f'paper = "A4"\nstylesheet = "{path}"')
    assert handout.refused() == ["sections/booklet.toml:15: bad-setting"]
    assert "the name of a stylesheet ends in .css" in handout.said


def test_a_stylesheet_of_bytes_is_told(tmp_path):
    """Its name alone ends well."""
    (tmp_path / "look.css").write_bytes(b"wOF2\x80\x00")
    (told,) = stylesheet_problems(tmp_path, "look.css")
    assert told.slug == "not-utf-8" and "it is not text" in told.says


@pytest.mark.parametrize(("words", "says"), [
    (("new", "y" * 300), "cannot-write"), (("build", "--source", "x" * 5_000), "no-manuscript"),
    (("contact-sheet", "z" * 300), "too long"),
])  # fmt: skip
def test_a_name_that_is_too_long_is_told(handout, words, says):
    assert handout.command(*words) == 1 and says in handout.said


def test_a_folder_that_is_gone_or_too_deep_is_told(tmp_path):
    for break_it, says in (
        ("mkdir gone; cd gone; rmdir ../gone", "is not there any more"),
        ("for i in $(seq 17); do mkdir $N; cd $N; done", "lies too deep"),
    ):
        line = f'{break_it}; exec "{sys.executable}" "{ROOT / "build.py"}" check'
        names = os.environ | {"N": "d" * 240}
        made = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, env=names)
        assert made.returncode == 1 and says in made.stderr and "Traceback" not in made.stderr


@pytest.mark.parametrize(("place", "mode", "says"), [
    (".", 0o444, "ours: unreadable-file: this folder may not be read, or not entered"),
    ("figures", 0, "missing-image: figures/three-steps.svg cannot be read: you may not read it"),
    ("010-why-it-matters.md", 0, "unreadable-file: this cannot be read: you may not read it"),
])  # fmt: skip
def test_what_may_not_be_read_is_told(tmp_path, monkeypatch, place, mode, says):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "ours"
    shutil.copytree(STARTER, folder)
    os.chmod(folder / place, mode)
    made = typed_by_somebody("build", "--source", "ours", "--edition", "text")
    os.chmod(folder / place, 0o755)
    assert made.returncode == 1 and says in made.stderr and "missing-file" not in made.stderr


def test_a_folder_that_may_not_be_written_is_told(tmp_path, monkeypatch):
    """It was told that a file is not there, which it need not be."""
    shutil.copytree(STARTER, tmp_path / "ours")
    (tmp_path / "out").mkdir(mode=0o555)
    monkeypatch.chdir(tmp_path)
    made = typed_by_somebody("build", "--source", "ours", "--edition", "text", "--out", "out")
    assert made.returncode == 1 and "cannot-write: this cannot be written: Permission denied" in made.stderr, made.stderr
    assert os.listdir(tmp_path / "out") == []


def test_a_name_in_an_old_encoding_is_shown_and_used(tmp_path):
    """Latin-1 from an old disk: no text to Python, and a good name to the system."""
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    shutil.copytree(STARTER, os.fsdecode(folder))
    places = ("--source", os.fsdecode(folder), "--out", os.fsdecode(folder + b"-out"))
    made = typed("build", *places, "--edition", "text")
    assert made.returncode == 0, made.stderr
    with open(folder + b"/060-caf\xe9.md", "w", encoding="utf-8") as file:
        file.write("---\ntitle: A\nrunning_head: A\n---\n")
    words = [sys.executable, ROOT / "build.py", "check", "--source", folder]
    made = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, errors="replace")
    assert made.returncode == 1 and "060-caf?.md: section-name" in made.stderr + made.stdout


def test_no_program_that_lies_where_somebody_works_is_run(tmp_path):
    """A folder that came by mail may hold a random.py. What the press starts looked there first, and ran it."""
    for name in ("random.py", "json.py", "booklet/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("open('harmed', 'w')\n", "utf-8")
    for words in (["build", "--source", STARTER, "--edition", "text", "--edition", "a4"], ["check", "dist/clean-hands-a4.pdf"]):
        run = subprocess.run([sys.executable, ROOT / "build.py", *words], cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
    assert not (tmp_path / "harmed").exists()

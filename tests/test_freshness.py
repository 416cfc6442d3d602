"""Freshness: a file goes out only if a build would write just that one now, and then it always does.

Whoever is in a hurry edits, moves, renames, builds and mails in any order. The patient gets what is on the disk.
"""
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.core.pictures.picture import LARGEST_KB
from booklet.core.text_file import PICTURES
from booklet.deliver.freshness import ENGINES, LARGEST_MB, Build, rooms_of_the_line, source_hash, styles_of_a_handout
from booklet.deliver.manifest import is_current
from tests.conftest import ROOT, STARTER
from tests.manuscripts import with_authors
from tests.one_page import home, run, small_manuscript

TODAY = date(2026, 11, 21)  # of every test, see conftest.py

# What counts

ALL_THAT_IS_READ = """
import json, os, sys
from pathlib import Path
folder = Path(sys.argv[1])
opened, listed = [], []
def ear(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.path.realpath(os.fsdecode(arguments[0])))
from booklet import pipeline
sys.addaudithook(ear)
cited = pipeline.read_manuscript(folder)
for edition in ("a4", "shop", "text"):
    pipeline.make_edition(cited, edition)
files = {name: module.__file__ for name, module in sys.modules.items() if getattr(module, "__file__", None)}
print(json.dumps({"opened": sorted(set(opened)), "modules": files}))
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory) -> tuple[Path, dict]:
    """A manuscript with one of each kind of file, and all that a build of it has opened and imported."""
    folder = tmp_path_factory.mktemp("read") / "pages"
    with_authors(shutil.copytree(STARTER, folder))
    (folder / "figures" / "compact").mkdir()
    shutil.copy(folder / "figures" / "three-steps.svg", folder / "figures" / "compact")
    (folder / "numbers.json").write_text("[]")
    (folder / "notes.txt").write_text("Ask the printer.")
    shop = '\n[editions.shop]\npaper = "A4"\nfinish = "print-shop"\nstylesheet = "editions/print-shop.css"\n'
    with (folder / "booklet.toml").open("a", encoding="utf-8") as imprint:
        imprint.write(shop)
    status, said = run("signoff", "--all", "--reviewer", "Ann Lee", "--role", "Ward sister", "--source", folder)
    assert status == 0, said
    done = subprocess.run([sys.executable, "-c", ALL_THAT_IS_READ, folder], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "XDG_CACHE_HOME": str(folder.parent)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_all_that_a_build_reads_counts(reading):
    """What is read and does not count could change, and the old file would go out."""
    folder, told = reading
    opened = [Path(path) for path in told["opened"] if not path.endswith((".py", ".pyc"))]
    homes = (folder, ROOT / "styles", ROOT / "booklet")
    ours = [path for path in opened if path.is_file() and any(map(path.is_relative_to, homes))]
    expected = {"booklet.toml", "010-why-it-matters.md", "three-steps.svg", "tokens.css", "style.csl"}
    assert {path.name for path in ours} >= expected
    before = source_hash(folder, None)
    for file in ours:
        content = file.read_bytes()
        if file.is_relative_to(folder):
            file.write_bytes(content + b" ")
            assert source_hash(folder, None) != before, file
            file.write_bytes(content)
        else:
            assert counts(file), file


@cache
def what_counts() -> frozenset[Path]:
    return frozenset((*rooms_of_the_line(), *map(Path, styles_of_a_handout())))


def counts(file: Path) -> bool:
    """Whether a change in a file of the press makes every booklet old."""
    return file.resolve() in what_counts()


def test_every_room_and_library_of_the_line_counts(reading):
    """A new Pango breaks lines elsewhere; a new pikepdf writes other bytes."""
    modules = {name: Path(file).resolve() for name, file in reading[1]["modules"].items()}
    rooms = {file for file in modules.values() if file.is_relative_to(ROOT / "booklet")}
    from_outside = {name.split(".")[0].lower() for name, file in modules.items() if "site-packages" in file.parts}
    assert rooms and rooms == set(rooms_of_the_line())
    names = {"pil": "pillow", "yaml": "pyyaml", "page": "page-validation", "citeproc": "citeproc-py", "_brotli": "brotli",
             "_cffi_backend": "cffi", "pypdfium2_raw": "pypdfium2", "pypdfium2_cfg": "pypdfium2",
             "pydantic_core": "pydantic-core"}  # fmt: skip
    beside = {"typing_extensions", "typing_inspection", "annotated_types", "_distutils_hack", "pycparser", "setuptools"}
    assert {names.get(name, name) for name in from_outside} - beside <= set(ENGINES)


@pytest.mark.parametrize("file", ["booklet/words/en/promotion.py", "booklet/cli/check.py", "styles/report.css"])
def test_what_no_page_is_made_of_does_not_count(file):
    """A comment in a word rule refused every draft."""
    assert (ROOT / file).is_file() and not counts(ROOT / file)


def test_no_picture_is_too_large_to_count():
    assert max(LARGEST_KB.values()) * 1_000 < LARGEST_MB * 1_000_000 and set(LARGEST_KB) <= set(PICTURES)


def test_what_lies_beside_the_pages_does_not_count(tmp_path):
    """Nor what a system, an editor or a build leaves there."""
    folder = small_manuscript(tmp_path / "pages")
    before = source_hash(folder, None)
    for name in ("notes.txt", ".010-why.md.swp", "dist/hands.pdf", "figures/.DS_Store", "figures/three-steps.psd",
                 "manifest.json", "other-clinic.toml", ".git/HEAD", "booklet.schema.json", "printer.toml"):  # fmt: skip
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    assert source_hash(folder, None) == before


@pytest.mark.parametrize("name", [
    "glossary.md", "numbers.json", "references.lock", "signoff.toml", "020-more.md", "stray.MARKDOWN", "figures/more.PNG",
    "figures/compact/three-steps.svg", "figures/compact/notes.txt",
])  # fmt: skip
def test_a_file_that_was_not_there_counts_when_it_comes(tmp_path, name):
    """It may be a section, or the reason why a build is refused."""
    folder = small_manuscript(tmp_path / "pages")
    before = source_hash(folder, None)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("")
    assert source_hash(folder, None) != before


def test_a_link_counts_as_what_it_leads_to(tmp_path):
    """Two sets of drawings and a link that says which one is printed."""
    folder = small_manuscript(tmp_path / "pages")
    for name in ("old", "new"):
        (folder / "figures" / name).mkdir()
        (folder / "figures" / name / "bed.svg").write_text(name)
    link = folder / "figures" / "these"
    told = set()
    for target in ("old", "new", "../..", "these"):  # the last two: out of the folder, and a loop
        link.unlink(missing_ok=True)
        link.symlink_to(target, target_is_directory=True)
        told.add(source_hash(folder, None))
    section = folder / "010-why.md"
    shutil.move(section, tmp_path / "elsewhere.md")
    section.symlink_to(tmp_path / "elsewhere.md")
    told.add(source_hash(folder, None))
    assert len(told) == 5


def test_a_file_that_no_build_would_take_is_not_read(tmp_path):
    """Three gigabytes beside the drawings: a phone's film."""
    folder = small_manuscript(tmp_path / "pages")
    for name in ("figures/film.png", "099-all.md"):
        with (folder / name).open("wb") as film:
            film.truncate(3_000_000_000)
    assert source_hash(folder, None)


@given(st.dates(date(2026, 9, 1), date(2028, 3, 1)))
@settings(max_examples=30)
def test_a_day_counts_where_it_reaches_a_page(day):
    """Tomorrow's handout is today's, until somebody should have read it again."""
    with home() as here:
        folder = small_manuscript(here / "pages")
        is_late = day > date(2027, 11, 21)
        assert (source_hash(folder, None, on=day) == source_hash(folder, None, on=TODAY)) != is_late


def test_a_printer_counts_for_sheets_alone(tmp_path):
    folder, printer = small_manuscript(tmp_path / "pages"), tmp_path / "printer.toml"
    asked = Build(folder, None, printer, None, tmp_path)
    before = asked.made_from()
    assert before[False] == before[True]  # there is no such file yet
    printer.write_text('flips = "long"\n')
    after = asked.made_from()
    assert after[False] == before[False] and after[True] != before[True]


def test_what_cannot_be_read_is_never_up_to_date(tmp_path):
    entry = {"edition": "a4", "source": "", "file": "a.pdf", "version": "1", "bytes": 0, "sha256": sha256().hexdigest()}
    (tmp_path / "manifest.json").write_text(json.dumps({"files": [entry]}))
    (tmp_path / "a.pdf").touch()
    asked = Build(tmp_path / "nowhere", None, None, None, tmp_path)
    assert asked.made_from()[False] == "" and not is_current(tmp_path, "a4", "")

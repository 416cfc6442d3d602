"""Freshness: a file goes out only if a build would write just that one now, and then it always does.

Whoever is in a hurry edits, moves, renames, builds and mails in any order. The patient gets what is on the disk.
"""
import contextlib
import email
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from email.policy import default
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from booklet.core.pictures.picture import LARGEST_KB
from booklet.core.problems import BookletError
from booklet.core.text_file import PICTURES
from booklet.deliver.freshness import (
    ENGINES, LARGEST_MB, Build, is_current, rooms_of_the_line, source_hash, styles_of_a_handout,
)  # fmt: skip
from booklet.pipeline import make_edition, read_manuscript
from tests.commands import typed
from tests.conftest import ROOT, STARTER
from tests.manuscripts import with_authors

TODAY = date(2026, 11, 21)  # of every test, see conftest.py
SECTION = """\
---
title: Why do clean hands matter?
running_head: Why
---

<!-- summary -->
Germs travel on hands. [@who2009hands]

<!-- summary -->
![Three drops in a row, with arrows between them](figures/drops.svg)
Figure: Wet, rub, rinse.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 127 44"><rect width="120" height="40" fill="#12504F"/></svg>'
EDITIONS = """\
[editions.slip]
paper = "A4"
sections = "summary"

[editions.text]
medium = "text"
"""


def small_manuscript(folder: Path) -> Path:
    """One page of PDF and a text, each set in a blink."""
    with_authors(shutil.copytree(STARTER, folder))
    for file in folder.glob("*.md"):
        file.unlink()
    (folder / "010-why.md").write_text(SECTION, "utf-8")
    (folder / "figures" / "drops.svg").write_text(DRAWING, "utf-8")
    imprint = (folder / "booklet.toml").read_text("utf-8")
    (folder / "booklet.toml").write_text(imprint[: imprint.index("[editions")] + EDITIONS, "utf-8")
    return folder


def run(*arguments: object) -> tuple[int, str]:
    """The exit status of the real command, and all that it said."""
    done = typed(*arguments)
    return done.returncode, done.stderr + done.stdout


@contextlib.contextmanager
def home():
    """An empty working folder, for one example of many."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)


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


def counts(file: Path) -> bool:
    """Whether a change in a file of the press makes every booklet old."""
    return file.resolve() in (*rooms_of_the_line(), *styles_of_a_handout())


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


# Where it lies, and how that is typed


FOLDERS = st.lists(st.sampled_from(["knee", ".knee", "our pages", "a.b", "figures", "__pycache__", "é"]), max_size=3)
PLACES = ("beside it", "in it", "deep in it", "with it", "among its pictures", "with a dot")


@given(FOLDERS, st.sampled_from(PLACES), st.sampled_from(["as it is", "in full", "dotted", "by a link"]), st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
def test_wherever_it_lies_a_change_is_seen_and_nothing_else(folders, place, spelling, data):
    """Below ../.knee no change was seen; with the output in the manuscript every build was a change."""
    with home() as here:
        work = here / "work"
        work.mkdir()
        os.chdir(work)
        source = small_manuscript(here.joinpath(*folders, "pages"))
        out = {"beside it": here / "out", "in it": source / "dist", "deep in it": source / "a" / "b", "with it": source,
               "among its pictures": source / "figures", "with a dot": source / ".out"}[place]  # fmt: skip
        (here / "link").symlink_to(source, target_is_directory=True)
        other = {"as it is": source, "in full": source.resolve(), "dotted": source / ".." / "pages",
                 "by a link": here / "link"}  # fmt: skip
        first = ("build", "--source", os.path.relpath(source), "--out", os.path.relpath(out), "--edition", "text")
        again = ("build", "--source", other[spelling], "--out", out, "--edition", "text")
        status, said = run(*first)
        assert status == 0, said
        text = out / "clean-hands.txt"
        for old, new in (("Germs", "Genes"), ("Genes", "Germs")):
            for command in (first, again):
                status, said = run(*command)
                assert status == 0 and "Nothing has changed" in said, said
            section = source / "010-why.md"
            times = section.stat()
            section.write_text(section.read_text("utf-8").replace(old, new), "utf-8")
            os.utime(section, ns=(times.st_atime_ns, times.st_mtime_ns))
            status, said = run(*data.draw(st.sampled_from([first, again])))
            assert status == 0 and "Nothing has changed" not in said and new in text.read_text("utf-8"), said


# Any order of what people do


def _toggle(file: Path, one: str, other: str) -> None:
    """Put one word for the other, or back; the size and the time of the file stay."""
    times, text = file.stat(), file.read_text("utf-8")
    new = text.replace(one, other) if one in text else text.replace(other, one)
    assert new != text
    file.write_text(new, "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _come_or_go(file: Path, content: str) -> None:
    if file.exists():
        file.unlink()
    else:
        file.write_text(content, "utf-8")


MISTAKE = "030-oh.md"
EDITS = {
    "a word": lambda pages: _toggle(pages / "010-why.md", "Germs", "Genes"),
    "a blank line": lambda pages: _toggle(pages / "010-why.md", "hands. [", "hands.  ["),
    "a picture": lambda pages: _toggle(pages / "figures" / "drops.svg", "120", "121"),
    "a picture that nothing shows": lambda pages: _come_or_go(pages / "figures" / "spare.svg", "<svg/>"),
    "the title": lambda pages: _toggle(pages / "booklet.toml", '"Clean hands"', '"Clear hands"'),
    "the example clinic": lambda pages: _toggle(pages / "clinic.example.toml", "Exampletown", "Exampleford"),
    "a reference": lambda pages: _toggle(pages / "references.json", "WHO guidelines", "The guidelines"),
    "another section": lambda pages: _come_or_go(pages / "020-when.md", SECTION.replace("<!-- summary -->\n", "")),
    "a mistake": lambda pages: _come_or_go(pages / MISTAKE, "no head\n\n::: safety\n"),
    "a glossary": lambda pages: _come_or_go(pages / "glossary.md", "germs\n:   Very small living things.\n"),
    "a note": lambda pages: _come_or_go(pages / "note.txt", "Ask the printer."),
    "a sign-off": lambda pages: (pages / "signoff.toml").unlink(missing_ok=True)
    or run("signoff", "--all", "--reviewer", "Ann Lee", "--role", "Ward sister", "--source", pages, "--date", "2026-11-20"),
}
FRESH: dict[tuple, bytes | None] = {}  # what a build writes of just these files


class Hurry(RuleBasedStateMachine):
    """A practice on a busy morning: one manuscript, two clinics, three days, a folder for what is built."""

    def __init__(self):
        super().__init__()
        self.before, self.room = Path.cwd(), tempfile.TemporaryDirectory()
        os.chdir(self.room.name)
        self.here = Path(self.room.name)
        self.pages, self.out = small_manuscript(self.here / "pages"), self.here / "dist"
        profile = (self.pages / "clinic.example.toml").read_text("utf-8")
        (self.here / "ours.toml").write_text(profile.replace("Example Clinic", "Our Clinic"), "utf-8")
        self.clinic, self.day, self.is_just_built, self.letters = None, TODAY, False, 0

    def teardown(self):
        os.chdir(self.before)
        self.room.cleanup()

    def options(self) -> list[object]:
        clinic = ["--clinic", os.path.relpath(self.clinic)] if self.clinic else []
        return ["--source", os.path.relpath(self.pages), *clinic, "--date", self.day.isoformat()]

    def fresh(self, edition: str) -> bytes | None:
        """What a build would write now, made in another place from a copy of what is on the disk."""
        files = {
            file.relative_to(self.pages).as_posix(): file.read_bytes()
            for file in sorted(self.pages.rglob("*"))
            if file.is_file() and not (file.is_relative_to(self.out) and file.suffix in (".pdf", ".txt", ".json", ".lock"))
        }
        key = (edition, tuple(files.items()), self.clinic and self.clinic.read_bytes(), self.day)
        if key not in FRESH:
            with tempfile.TemporaryDirectory() as folder:
                for name, content in files.items():
                    (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                    (Path(folder) / name).write_bytes(content)
                try:
                    FRESH[key] = make_edition(read_manuscript(Path(folder), self.clinic, self.day), edition).content
                except BookletError:
                    FRESH[key] = None
        return FRESH[key]

    @rule(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=2))
    def edit(self, names):
        (self.pages / MISTAKE).unlink(missing_ok=True)  # who edits mends first what the build has told
        for name in names:
            EDITS[name](self.pages)
        self.is_just_built = False

    @rule()
    def touch(self):
        for file in self.pages.rglob("*"):
            os.utime(file)

    @rule(place=st.sampled_from(["pages", ".knee/pages", "our work/the pages"]))
    def move_or_rename_the_manuscript(self, place):
        if self.here / place != self.pages:
            (self.here / place).parent.mkdir(exist_ok=True)
            is_inside = self.out.is_relative_to(self.pages)
            inner = self.out.relative_to(self.pages) if is_inside else None
            self.pages = Path(shutil.move(self.pages, self.here / place))
            self.out = self.pages / inner if is_inside else self.out

    @rule(place=st.sampled_from(["dist", ".out", "in the manuscript", "among its pictures"]))
    def move_what_is_built(self, place):
        inner = {"in the manuscript": self.pages / "dist", "among its pictures": self.pages / "figures"}
        there = inner.get(place, self.here / place)
        there.mkdir(exist_ok=True)
        for name in ("clean-hands-slip.pdf", "clean-hands.txt", "manifest.json"):
            if (self.out / name).exists():
                os.replace(self.out / name, there / name)
        self.out = there

    @rule(clinic=st.sampled_from([None, "ours.toml"]), day=st.sampled_from([TODAY, date(2026, 12, 24), date(2026, 11, 10)]))
    def serve_another_clinic_on_another_day(self, clinic, day):
        self.clinic, self.day, self.is_just_built = clinic and self.here / clinic, day, False

    @rule()
    def spoil_what_is_built(self):
        file = self.out / "clean-hands-slip.pdf"
        if file.exists():
            file.write_bytes(file.read_bytes() + b"%")
            self.is_just_built = False

    @initialize()
    def begin_with_a_build(self):
        self.build("slip")

    @rule(edition=st.sampled_from(["slip", "slip", "text"]))  # one alone is set in this process
    def build(self, edition):
        status, said = run("build", *self.options(), "--out", os.path.relpath(self.out), "--edition", edition)
        file = self.out / {"slip": "clean-hands-slip.pdf", "text": "clean-hands.txt"}[edition]
        fresh = self.fresh(edition)
        assert "Traceback" not in said and (status == 0) == (fresh is not None), said
        if status == 0:
            assert file.read_bytes() == fresh, said
            self.is_just_built = self.is_just_built or edition == "slip"

    @rule(edition=st.sampled_from(["", "slip"]))
    def draft(self, edition):
        self.letters += 1
        file = self.here / f"letter-{self.letters}.eml"
        named = ["--edition", edition] if edition else []
        wish = ("draft", "--to", "a.lee@example.org", "--example", *named, "--out", file.name)
        status, said = run(*wish, *self.options(), "--built", os.path.relpath(self.out))
        built, fresh = self.out / "clean-hands-slip.pdf", self.fresh("slip")
        if status == 0:
            (attached,) = email.message_from_bytes(file.read_bytes(), policy=default).iter_attachments()
            assert attached.get_content() == fresh, said
        else:
            assert not self.is_just_built, said
            assert not built.exists() or fresh is None or built.read_bytes() != fresh, said
            assert not file.exists() and "Traceback" not in said


def test_after_an_edit_of_each_kind_no_old_file_goes_out_and_the_new_one_does():
    """What chance may not come to: one after the other, mailed before it is built and after."""
    practice = Hurry()
    try:
        practice.begin_with_a_build()
        for name in EDITS:
            practice.edit([name])
            practice.draft("")
            practice.build("slip")
            practice.draft("slip")
    finally:
        practice.teardown()


TestHurry = Hurry.TestCase
TestHurry.settings = settings(max_examples=5, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))

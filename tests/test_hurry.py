"""Freshness, whatever order it comes in: who edits, moves, renames, builds and mails in a hurry sends what is on the disk."""
import email
import os
import shutil
import tempfile
from datetime import date
from email.policy import default
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from booklet.core.problems import BookletError
from booklet.pipeline import make_edition, read_manuscript
from tests.one_page import SECTION, home, run, small_manuscript

TODAY = date(2026, 11, 21)  # of every test, see conftest.py

# Where it lies, and how that is typed

FOLDERS = st.lists(st.sampled_from(["knee", ".knee", "our pages", "a.b", "figures", "__pycache__", "é"]), max_size=3)
PLACES = ("beside it", "in it", "deep in it", "with it", "among its pictures", "with a dot")


@given(FOLDERS, st.sampled_from(PLACES), st.sampled_from(["as it is", "in full", "dotted", "by a link"]), st.data())
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
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
TestHurry.settings = settings(max_examples=4, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))

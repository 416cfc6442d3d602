"""Hostile lists: a value is text on a page and nothing more, or a refusal that tells its row; and what stops a run loses nothing."""
import resource
import subprocess
import sys
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.copies.plate.make import make_plates
from booklet.copies.plate.plate import Plate
from tests.commands import typed_by_somebody
from tests.conftest import ROOT
from tests.lists import ONE, hashes, list_of, order_of, rows_of

# After the Big List of Naughty Strings (MIT): what has broken programs that took words for more than words.
PAYLOADS = [
    "{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "{{ config }}", "${jndi:ldap://x}", "<script>alert(1)</script>", "<img src=file:///etc/passwd>",
    "&lt;b&gt; &amp;", "![x](file:///etc/passwd)", "[@lee2020]", "**bold** _it_ `code`", "::: safety", "# Heading", "../../../etc/passwd", "C:\\con\\aux",
    "=HYPERLINK(A1)", "+1+1", "-2+3", "@SUM(1)", "'; DROP TABLE kept;--", "1' OR '1'='1", "%s%n%x", "%0d%0aBcc: a@b", "\\(\\) << /JS >>", ") Tj ET Q", "(un(balanced",
    "endstream endobj", "<feff0041>", "null", "None", "nan", "1e999", "0x0", "Ω≈ç√∫µ", "社會", "👩‍👩‍👧", "Z͑ͫ̓ͪ", "ﷺ", "İstanbul ı", "ﬁ ligature", "a\u00adb", "a\u200db", "\ufffe",
    "\u060012", "ا\u200cب", "שלום abc 123", "123 محمد (456)", "\u0301a", "tab\tinside", "  blanks   within  ", "“quotes” ‘single’", "a\u2028b", "a\u0085b", "\ufeffBOM", "a\u034fb",
]  # fmt: skip


@pytest.fixture(scope="module")
def plate(cited) -> Plate:
    return make_plates(cited, "a4")[0]


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def plainly(words: str) -> str:
    """Words as readers give them: a ligature that was typed is its letters."""
    return " ".join(normalize("NFKC", words).split())


def outcome_of(rows: list, plate: Plate, value: str) -> str:
    """How a value ended: "refused", "too wide" or "printed"; what is printed is what was written, with single blanks."""
    (person,) = rows
    if isinstance(person, list):
        assert all(problem.place.line == 2 and problem.says.startswith("row 2, Name") for problem in person), person
        assert len(value) < 4 or not any(value in str(problem) for problem in person)
        return "refused"
    content, misfits = plate.struck(person.values)
    if misfits:
        return "too wide"
    proof = Proof(content)
    assert opened_problems(proof, "a4") == []
    read = [plainly(element.text) for element in proof.elements() if element.tag == "P"]
    assert plainly(f"This is for {person.values['person.name']}") in read, person.values
    assert "/JavaScript" not in str(proof.pdf.Root) and "/OpenAction" not in proof.pdf.Root
    return "printed"


def test_what_has_broken_programs_is_printed_as_it_stands_or_told_by_its_row(cited, plate, tmp_path):
    ended = {value: outcome_of(rows_of(cited, list_of([f"{quoted(value)},x"]), tmp_path), plate, value) for value in PAYLOADS}
    assert ended["\ufffe"] == ended["\u060012"] == "refused"
    assert {"{{ 7 * 7 }}", "<script>alert(1)</script>", ") Tj ET Q", "'; DROP TABLE kept;--", "../../../etc/passwd"} <= {v for v, how in ended.items() if how == "printed"}


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
@settings(max_examples=40)
def test_any_value_is_printed_as_it_stands_or_told_by_its_row(cited, plate, tmp_path_factory, value):
    home = tmp_path_factory.mktemp("any")
    if not value.strip() or "\0" in value:
        return
    outcome_of(rows_of(cited, list_of([f"{quoted(value)},x"]), home), plate, value)


def test_a_disk_that_is_full_loses_nothing_and_the_rest_is_made_when_there_is_room(folder, tmp_path):
    (tmp_path / "list.csv").write_bytes(list_of([f"Ann {n},x" for n in range(12)]))
    words = [sys.executable, str(ROOT / "build.py"), "copies", "list.csv", "--source", str(folder), "--out", "out", "--workers", "1"]
    order = order_of(folder, (tmp_path / "list.csv").read_bytes(), tmp_path)
    order.run(tmp_path / "whole", ONE)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))  # less than a copy

    told = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, preexec_fn=full)
    assert told.returncode == 1 and "make room" in told.stderr and "Traceback" not in told.stderr, told.stderr
    assert not list((tmp_path / "out").glob("*.pdf")) and "Nothing was written" not in told.stderr, "it may have been some"
    assert order.run(tmp_path / "out", ONE).done == 12 and hashes(tmp_path / "out") == hashes(tmp_path / "whole")


def test_a_folder_that_may_not_be_written_is_told_and_loses_nothing(folder, tmp_path, monkeypatch):
    """What lay there stays, and the same goes on when it may be written again."""
    monkeypatch.chdir(tmp_path)
    order_of(folder, list_of(["Ann,x"]), tmp_path).run(tmp_path / "out", ONE)
    (tmp_path / "list.csv").write_bytes(list_of(["Ann,x", "Bo,x"]))
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    (tmp_path / "out").chmod(0o500)
    told = typed_by_somebody("copies", "list.csv", "--source", folder, "--out", "out", "--workers", 1)
    (tmp_path / "out").chmod(0o700)
    assert told.returncode == 1 and "out: cannot-write: this cannot be written: Permission denied" in told.stderr, told.stderr
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    done = order_of(folder, list_of(["Ann,x", "Bo,x"]), tmp_path).run(tmp_path / "out", ONE)
    assert (done.made.total(), done.kept) == (1, 1)

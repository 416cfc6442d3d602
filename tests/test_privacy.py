"""Privacy: what somebody is called, when they come and how they are reached stands on their page, and nowhere else."""
import base64
import csv
import io
import quopri
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.copies.passwords import Passwords
from booklet.copies.plate.lock import locked_copy
from booklet.copies.recipients.people import Person
from tests.commands import typed
from tests.lists import handout, list_of

ROWS = [
    ("Zephyrina Quillfeather", "Xylograph at nine", "zq7@example.org", "Planted-Secret-9"),
    ("Bartholomew Nightingale", "Yacht at ten", "bn8@example.org", ""),
    ("Ödön von Kövesligethy", "Über elf Treppen", "", ""),
]  # fmt: skip
HOW = ("--source", "sections", "--workers", "1")


def forms(value: str) -> set[bytes]:
    """How words may stand in a file: plain, as UTF-16, as hexadecimal, as PDF writes strings, and as mail does."""
    wide, octets = value.encode("utf-16-be"), value.encode()
    plain = {octets, wide, value.encode("utf-16-le"), value.encode("latin-1"), octets.replace(b" ", b"\\040")}
    shown = {each.hex().encode() for each in plain} | {each.hex().upper().encode() for each in plain}
    return plain | shown | {base64.b64encode(octets)[:-4], quopri.encodestring(octets).strip(), value.lower().replace(" ", "-").encode("utf-8")}


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A folder where all has been made that is made of a list, and what was said meanwhile."""
    home = tmp_path_factory.mktemp("private")
    handout(home)
    (home / "list.csv").write_bytes(list_of([",".join(row) for row in ROWS], headings="Name,Note,Email,Password"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        said = [
            typed("copies", "list.csv", "--out", "plain", *HOW), typed("copies", "list.csv", "--out", "merged", "--merge", *HOW),
            typed("copies", "list.csv", "--out", "locked", "--encrypt", *HOW), typed("copies", "list.csv", "--out", "locked", "--encrypt", *HOW),
            *(typed("mail", out, "--drafts", f"{out}-drafts", "--source", "sections", "--example") for out in ("plain", "locked")),
        ]  # fmt: skip
    assert not any(done.returncode for done in said), said
    (home / "said.txt").write_text("".join(done.stdout + done.stderr for done in said), "utf-8")
    return home


def unfolded(file: Path, home: Path) -> bytes:
    """All that stands in a file: of a PDF also what is compressed, of a message also what is encoded."""
    content = file.read_bytes()
    if file.suffix == ".pdf" and "locked" not in file.parts[-2]:
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", file, home / "open.qdf"], check=True)
        content += (home / "open.qdf").read_bytes()
    return content


def test_no_byte_of_what_is_made_tells_whom_it_is_for(home):
    """A word that is painted is glyphs, and no text; only what no letter of the page's own script spells is said beside it."""
    made = [file for file in sorted(home.rglob("*")) if file.is_file() and "sections" not in file.parts and file.name not in ("list.csv", "open.qdf", ".gitignore")]
    assert {file.suffix for file in made} == {".pdf", ".sqlite", ".csv", ".eml", ".txt", ""} and len(made) > 15
    for file in made:
        content = unfolded(file, home)
        assert not [value for value in (ROWS[0][:2] + ROWS[1][:2]) if any(form in content for form in forms(value))], file
        found = {value for row in ROWS for value in row[2:] if value and any(form in content for form in forms(value))}
        is_for_it = file.suffix == ".eml" or file.name.startswith(".copies.sqlite")
        assert not found or (is_for_it and all("@" in value for value in found)), (file, found)
        assert not any(part in file.name.lower() for row in ROWS for part in row[0].lower().split())


def test_what_reads_aloud_is_told_on_the_page_alone(home):
    """Not in the title, the description or a bookmark; and not in the copy of anybody else."""
    for row, (name, note, *_) in enumerate(ROWS, 2):
        for other in range(2, 5):
            proof = Proof((home / "plain" / f"rest-{other:06}-a4.pdf").read_bytes())
            assert (f"This is for {name}" in proof.words_text()) == (row == other)
            told = [str(proof.pdf.docinfo), proof.pdf.Root.Metadata.read_bytes().decode(), str(proof.pdf.Root.get("/Outlines", ""))]
            assert not any(form.decode("latin-1") in words for words in told for value in (name, note) for form in forms(value))


def test_folders_and_files_are_for_their_owner_alone(home):
    for folder in ("plain", "merged", "locked", "plain-drafts"):
        assert {file.stat().st_mode & 0o077 for file in (home / folder, *(home / folder).iterdir())} == {0}, folder
    assert (home / "locked-passwords.csv").stat().st_mode & 0o077 == 0


def test_a_copy_opens_with_its_password_and_is_open_to_programs_that_read_aloud(home):
    made = {row["row"]: row["password"] for row in csv.DictReader(io.StringIO((home / "locked-passwords.csv").read_text("utf-8")))}
    assert made.keys() == {"3", "4"} and len(set(made.values())) == 2 and all(len(each) == 19 for each in made.values())
    for row, password in {"2": "Planted-Secret-9", **made}.items():
        file = home / "locked" / f"rest-{int(row):06}-a4.pdf"
        told = subprocess.run(["qpdf", "--show-encryption", f"--password={password}", file], capture_output=True, text=True, check=True).stdout
        assert "R = 6" in told and "file encryption method: AESv3" in told and "extract for accessibility: allowed" in told
        assert subprocess.run(["qpdf", "--show-npages", file], capture_output=True).returncode == 2  # without it
        with pikepdf.open(file, password=password) as pdf:
            content = io.BytesIO()
            pdf.save(content)
        proof = Proof(content.getvalue())
        assert f"This is for {ROWS[int(row) - 2][0]}" in proof.words_text()
        assert b"pdfuaid" in proof.pdf.Root.Metadata.read_bytes() and b"pdfaid:part" not in proof.pdf.Root.Metadata.read_bytes()
        wrong = [problem for problem in opened_problems(proof, "a4") if "PDF/A" not in problem.says]
        assert wrong == []


def test_what_is_locked_lies_as_it_did_and_a_new_password_locks_it_anew(home, tmp_path):
    said = (home / "said.txt").read_text("utf-8")
    assert "0 copies made in locked, 3 lay there already." in said
    assert said.count("note: not for patients: This handout has not been signed off") == 6, "who prints them learns it, too"
    assert "Next: python build.py mail merged, which says what would go where" in said
    assert locked_copy((home / "plain" / "rest-000002-a4.pdf").read_bytes(), "a") != locked_copy((home / "plain" / "rest-000002-a4.pdf").read_bytes(), "a")
    (home / "list.csv").write_bytes(list_of([",".join([*row[:3], "Another-Secret-1"]) for row in ROWS], headings="Name,Note,Email,Password"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert "3 copies made in locked, 0 lay there already." in typed("copies", "list.csv", "--out", "locked", "--encrypt", *HOW).stdout
        (home / "mine.csv").write_text("name,phone\n", "utf-8")
        assert "not-ours" in typed("copies", "list.csv", "--out", "locked", "--encrypt", "--passwords", "mine.csv", *HOW).stderr


def test_passwords_of_the_folder_that_one_stands_in_lie_beside_it(home, tmp_path, monkeypatch):
    """--out . was a fault of the press; for --out .. they lay among other files, under a name of dots."""
    (tmp_path / "monday" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "monday" / "inner")
    (tmp_path / "list.csv").write_bytes(list_of(["Ann Lee,At nine"]))
    for out in (".", ".."):
        done = typed("copies", tmp_path / "list.csv", "--out", out, "--encrypt", "--source", home / "sections", "--workers", "1")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "monday" / "inner-passwords.csv").is_file() and (tmp_path / "monday-passwords.csv").is_file()


def test_a_password_goes_with_its_person_to_another_row(tmp_path):
    """Who was put in above the others gave each of them a new password, and they had been told the old one."""
    def told(*rows: Person) -> list[str]:
        passwords = Passwords(tmp_path / "a.csv")
        passwords.keep_for(rows)
        return [passwords.of(row) for row in rows]

    ann, bo = Person(2, "a4", {"person.name": "Ann"}), Person(3, "a4", {"person.name": "Bo"})
    a, b, other = told(ann, bo, replace(ann, row=4))
    assert len({a, b, other}) == 3
    *new, now_a, now_b, now_other = told(Person(2, "a4", {"person.name": "Cy"}), replace(ann, row=3), replace(bo, row=4), replace(ann, row=9))
    assert [now_a, now_b, now_other] == [a, b, other] and new[0] not in (a, b, other)
    assert told(replace(bo, row=2), replace(ann, row=3, edition="large"))[0] == b
    assert told(ann)[0] == a, "also after a run without her, such as a sample"
    assert {row for row, *_ in csv.reader((tmp_path / "a.csv").read_text().splitlines())} == {"row", "2", "was 2", "was 3", "was 9"}


def test_passwords_that_somebody_makes_meanwhile_stay(tmp_path):
    """Two runs at once each wrote theirs over those of the other, with which the copies were locked."""
    ann, bo = Person(2, "a4", {"person.name": "Ann"}), Person(3, "a4", {"person.name": "Bo"})
    one, other = Passwords(tmp_path / "a.csv"), Passwords(tmp_path / "a.csv")
    one.keep_for([ann])
    other.keep_for([ann, bo])
    assert one.of(ann) == other.of(ann) == Passwords(tmp_path / "a.csv").of(ann)


def test_a_message_about_a_locked_copy_says_that_the_password_comes_otherwise(home):
    words = (home / "locked-drafts" / "row-000002.eml").read_bytes()
    assert b"It opens with a password." in words and b"It opens with a password." not in (home / "plain-drafts" / "row-000002.eml").read_bytes()


def test_the_log_says_what_went_out_and_to_nobody(home):
    lines = (home / "merged" / "distribution.csv").read_text("utf-8").splitlines()
    assert lines == ["when,what,handout,version,edition,how many", "2026-11-21,copies and bundles made,rest,1,a4,3"]


@pytest.mark.parametrize("password", ["short", "x" * 65, "pässwörter", "a\tb\x07cdefgh"])
def test_a_password_that_is_soon_guessed_or_cannot_be_typed_is_told_without_it(home, tmp_path, password):
    (tmp_path / "list.csv").write_bytes(list_of([f"Ann,x,,{password}"], headings="Name,Note,Email,Password"))
    done = typed("copies", tmp_path / "list.csv", "--out", tmp_path / "out", "--source", home / "sections", "--encrypt")
    assert done.returncode == 1 and "bad-password" in done.stderr and password not in done.stderr

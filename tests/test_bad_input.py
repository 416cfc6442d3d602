"""Bad input: what each mistake of an author gets. A place, a reason and a way out; never half a booklet or a traceback.

`refused()` runs the real command, and sees to it that it fails with status 1 and leaves last week's good file alone.
Beside this: test_bad_text.py, test_bad_references.py, test_bad_pictures.py, test_bad_layout.py, test_any_input.py.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codes import heard
from tests.conftest import ROOT, STARTER
from tests.manuscripts import FILES, FIRST_LINE, HEAD

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


def test_the_small_manuscript_is_good(handout):
    """Or else nothing below would prove anything."""
    handout.body('It helps {{ numbers.n01.people }} people.\n\n{{ figure("n01") }}')
    handout.accepted()


@pytest.mark.parametrize(("head", "line"), [
    ("", 1),
    ("---\ntitle: Rest\n", 1),
    ("---\n- title\n---\n", 1),
    ("---\n---\n", 1),
    ("---\ntitle: Is it #1: so?\nrunning_head: Rest\n---\n", 2),
    ("---\nrunning_head: Rest\ntitle: [\n---\n", 3),
    ("---\ntitle: Rest\nrunning_head:\n---\n", 3),
    ("---\ntitle: Rest\nrunning_head: R\ntitle: Two\n---\n", 4),
    ("---\ntitle: Rest\nrunning_head: " + "R" * 41 + "\n---\n", 3),
    ("---\nrunning_head: R\ntitle: [a, b]\n---\n", 3),
    ("---\nrunning_head: R\ntitle: A <b>\n---\n", 3),
    ('---\nrunning_head: R\ntitle: "A\\e[2J"\n---\n', 3),
    ("---\nrunning_head: R\ntitle: *none\n---\n", 3),
    ("---\nrunning_head: R\ntitle: !!python/object/apply:os.system [id]\n---\n", 3),
    ("---\nrunning_head: R\ntitle: " + "[" * 1_000 + "\n---\n", 3),
])  # fmt: skip
def test_malformed_front_matter_is_told_with_its_line(handout, head, line):
    """A section without its title would be missing from the contents."""
    handout.write("010-rest.md", f"{head}\nRest helps. [@lee2020]\n")
    assert set(handout.refused()) == {f"sections/010-rest.md:{line}: bad-front-matter"}


def test_an_unknown_field_of_the_front_matter_comes_with_the_nearest_one(handout):
    handout.write("010-rest.md", "---\ntitle: Rest\nrunning_head: Rest\nreviewd: 2026-01-01\n---\n[@lee2020]\n")
    assert handout.refused() == ["sections/010-rest.md:4: unknown-front-matter"]


def test_what_is_wrong_in_sections_is_told_beside_settings_that_cannot_be_read(handout):
    """A comma that was missing in one file hid all that was to mend in the others."""
    handout.change("booklet.toml", 'title = "Rest"', "title = Rest")
    handout.body("{{ clinic.name }} **rest\n")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: stray-mark", "sections/booklet.toml:2: bad-toml"]
    (handout.folder / "booklet.toml").rename(handout.folder / "booklet.toml.txt")
    assert handout.refused() == ["sections/booklet.toml: missing-file"] and "hint: rename booklet.toml.txt, which" in handout.said


def test_two_sections_with_one_number_are_told(handout):
    """Their order would hang on the alphabet."""
    handout.write("010-sleep.md", HEAD + "Sleep.\n")
    assert handout.refused() == ["sections/010-sleep.md: duplicate-section"]


def test_two_sections_with_one_name_are_told(handout):
    """A cross-reference could lead to either of them."""
    handout.write("020-rest.md", HEAD + "Sleep.\n")
    assert handout.refused() == ["sections/020-rest.md: duplicate-section"]


@pytest.mark.parametrize(("name", "hint"), [
    ("20-sleep.md", "rename it: 020-sleep.md"), ("020-Sleep.md", "rename it: 020-sleep.md"), ("020-sleep.MD", "rename it: 020-sleep.md"),
    ("020-schläfrig.md", "rename it: 020-schlafrig.md"), ("notes.md", "three digits"), ("020 x.markdown", "rename it: 020-x.md"),
    ("020-sleep.md.txt", "rename it: 020-sleep.md"), ("Glossary.md.txt", "rename it: glossary.md"), ("Glossary.md", "rename it: glossary.md"),
    ("010-rest - Copy.md", "take it out of the folder, or give it a number of its own"),
    ("010 Sleep.md.txt", "take it out of the folder, or give it a number of its own"),
])  # fmt: skip
def test_a_section_with_an_odd_name_is_not_passed_over(handout, name, hint):
    """A safety section that is silently left out is missed by nobody but the patient. Windows hides that its name ends in .txt."""
    handout.write(name, HEAD + "Sleep.\n")
    assert handout.refused() == [f"sections/{name}: section-name"] and f"hint: {hint}" in handout.said


def test_what_an_editor_leaves_behind_is_no_section(handout):
    handout.write("010-rest.md.txt", "old")
    (handout.folder / ".#010-rest.md").symlink_to("nurse@ward.1234")
    handout.write("010-rest.md~", "old")
    handout.accepted()


def test_a_folder_without_sections_is_told(handout):
    (handout.folder / "010-rest.md").unlink()
    (handout.folder / "references.json").unlink()
    assert handout.refused() == ["sections: no-sections"]


def test_an_empty_folder_is_told(handout):
    for file in handout.folder.rglob("*.*"):
        file.unlink()
    assert handout.refused() == ["sections/booklet.toml: missing-file", "sections/clinic.example.toml: missing-file"]
    assert "hint: begin with an example: python build.py new sections-example\n" in handout.said


def test_a_folder_of_texts_alone_is_told_how_it_becomes_a_handout(handout):
    """Who begins with a text of their own learnt that some commands write some files, and not what to type."""
    mine = handout.folder.parent / "mine"
    mine.mkdir()
    (mine / "010-cast.md").write_text("# Your cast\n\nKeep it dry.\n", "utf-8")
    assert handout.command("build", "--source", "mine") == 1
    typed = re.search(r"hint: make a handout of its texts: python build\.py (?P<typed>.+)", handout.said)["typed"]
    assert handout.command(*typed.split()) == 0
    assert handout.command("build", "--source", "mine-handout", "--edition", "text", "--out", "made") == 0
    assert "Keep it dry." in (handout.folder.parent / "made" / "mine-handout.txt").read_text("utf-8")


@pytest.mark.parametrize("typed", [["check", "sections/010-rest.md"], ["check", "--source", "sections/010-rest.md"]])
def test_a_section_that_is_named_for_its_handout_is_told_with_the_way(handout, typed):
    """It was a damaged PDF, "is the file complete?", or no folder of that name."""
    assert handout.command(*typed) == 1
    assert re.search(r"check sections\n|name its folder: --source sections\n", handout.said), handout.said


def test_check_judges_the_handout_in_a_folder_that_it_is_given(handout):
    """`studio our-leaflet` opens it, and `check our-leaflet` said that there is no such file."""
    handout.command("check")
    said = handout.said
    handout.command("check", "sections")
    assert handout.said == said and "Reading grade" in said


@pytest.mark.parametrize("name", ["nowhere", "x" * 5_000, "sections/booklet.toml"])
def test_a_manuscript_that_is_not_there_is_told(handout, name):
    assert handout.command("build", "--source", name, "--out", "dist") == 1
    assert ": no-manuscript: " in handout.said and "Traceback" not in handout.said


def test_a_section_that_is_not_utf_8_is_told_once_with_its_line(handout):
    """A file from an old word processor; the names in it would be spoiled. Its citations still count."""
    handout.write("010-rest.md", (HEAD + "Caf\xe9.\n\nRest helps. [@lee2020]\n").encode("latin-1"))
    assert handout.refused() == [f"{SECTION}: not-utf-8"]


def test_two_versions_that_git_has_left_are_told_and_not_brought_in(handout):
    """The marks were quotes that lie too deep, or the title of a section, and both doses stood there."""
    both = "<<<<<<< HEAD\nTake 5 mg.\n=======\nTake 10 mg.\n>>>>>>> ward\n\n> > Rest.\n"
    handout.body(f"Words.\n\n{both}")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: stray-mark"] and "two versions of some lines" in handout.said
    Path("leaflet.md").write_text(f"# Rest\n\n{both}")
    assert handout.command("import", "leaflet.md", "--out", "ours") == 1
    assert "leaflet.md:3: stray-mark" in handout.said and not Path("ours").exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_section_in_utf_16_is_told(handout, encoding):
    """Without a mark at its beginning, each line was told to be full of strange characters, sixty times."""
    handout.write("010-rest.md", (HEAD + "Rest.\n").encode(encoding))
    assert [told for told in handout.refused() if "010-rest" in told] == ["sections/010-rest.md:1: not-utf-8"]


def test_a_section_of_more_than_a_sitting_is_told_as_the_rules_say(handout):
    handout.body("Rest well, and long.\n\n" * 3_000)
    assert handout.refused() == ["sections/010-rest.md:1: long-section"]


def test_a_section_of_5_mb_is_refused_at_once(handout):
    """The press would be busy for an hour while the clinic waits: none of it is read, so nothing else in it is told."""
    handout.write("020-long.md", HEAD + "<b>Rest</b> helps. [@nobody1999]\n" * 140_000)
    assert handout.refused() == ["sections/020-long.md: file-too-long"]


@pytest.mark.parametrize(
    "name", ["booklet.toml", "clinic.example.toml", "references.json", "numbers.json", "glossary.md"]
)
def test_any_other_file_of_5_mb_is_refused_at_once(handout, name):
    handout.write(name, "#" * 5_000_000)
    assert f"sections/{name}: file-too-long" in handout.refused()


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x85", "\u2028", "\u202e", "\ue000"]
)
def test_a_character_that_cannot_be_printed_is_told(handout, character):
    """It would be a hole in a word, or turn the words around it. Private ones could forge our own marks."""
    handout.body(f"Rest\n\nhel{character}0\ue001ps.".replace("\ue001", "" if character != "\ue000" else "\ue001"))
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: strange-text"]


def test_a_line_without_end_is_told(handout):
    handout.body("Rest. " * 1_000)
    assert handout.refused() == [f"{SECTION}: strange-text"]


def test_windows_and_old_mac_line_ends_are_as_good_as_any(handout):
    """The ward's PC writes them."""
    for end in ("\r\n", "\r"):
        text = "\ufeff" + (HEAD + "Rest.\n\n::: note\nIt heals. [@lee2002]\n:::\n\n[@lee2020]\n").replace("\n", end)
        handout.write("010-rest.md", text)
        assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 3}: unknown-citation"]


@pytest.mark.parametrize("name", ["010-rest.md", "references.json", "glossary.md", "numbers.json", "booklet.toml"])
def test_a_file_that_leads_out_of_the_manuscript_is_not_followed(handout, name):
    """A folder from a stranger must not print the secrets of the clinic's own machine."""
    secret = handout.home / "secret"
    secret.write_text(f"{HEAD}My password. [@lee2020]\n")
    (handout.folder / name).unlink(missing_ok=True)
    (handout.folder / name).symlink_to(secret)
    assert f"sections/{name}: outside-file" in handout.refused()
    assert "password" not in handout.said


@pytest.mark.parametrize("name", ["020-more.md", "glossary.md", "references.json"])
def test_what_is_no_file_is_not_passed_over(handout, name):
    """Not even where a manuscript could do without that file."""
    (handout.folder / name).unlink(missing_ok=True)
    (handout.folder / name).mkdir()
    assert f"sections/{name}: unreadable-file" in handout.refused()


def test_a_file_that_we_may_not_read_is_told(handout, monkeypatch):
    """On a shared drive, a colleague's file. Root may read all, so the drive's answer is played here."""

    opened = os.open

    def refuse(file, *rest, **more):
        if Path(file).name == "booklet.toml":
            raise PermissionError(13, "Permission denied")
        return opened(file, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        assert handout.command("check", "--source", "sections") == 1
    assert "sections/booklet.toml: unreadable-file: this cannot be read: you may not read it" in handout.said


def test_a_clinic_without_a_phone_is_told_with_its_table(handout):
    """A patient in need at night would find an empty line."""
    handout.change("clinic.example.toml", 'phone = "000 2"\n', "")
    assert handout.refused() == ["sections/clinic.example.toml:14: missing-setting"]
    assert "out_of_hours.phone is missing" in handout.said


def test_an_unknown_setting_comes_with_the_nearest_one(handout):
    handout.change("booklet.toml", 'paper = "A4"', 'papr = "A4"')
    assert handout.refused() == ["sections/booklet.toml:14: unknown-setting"]
    assert "did you mean paper?" in handout.said


@pytest.mark.parametrize(("words", "line"), [('booklet_url = "https://a.example"', 'booklet_url = "https://example.org/handouts"'), ('[emergency]\nphone = "999"', "[emergency] with its phone")])
def test_a_setting_of_the_clinic_is_sent_to_the_profile(handout, words, line):
    """Who wrote it into booklet.toml was told to remove it, and the edition with a code went on asking for it."""
    settings = (handout.folder / "booklet.toml").read_text("utf-8")
    (handout.folder / "booklet.toml").write_text(f"{words}\n{settings}" if "[" not in words else f"{settings}\n{words}\n", "utf-8")
    assert [each.rpartition(": ")[2] for each in handout.refused()] == ["unknown-setting"]
    assert "clinic.example.toml beside this file" in handout.said and line in handout.said


@pytest.mark.parametrize(("old", "new", "line"), [
    ('"tablet"', "5", 5),
    ('"000 1"', '""', 11),
    ('"000 1"', '"   "', 11),
    ('"000 1"', "112", 11),
    ('"000 1"', f'"{"1" * 10_000}"', 11),
])  # fmt: skip
def test_a_setting_of_the_wrong_kind_is_told(handout, old, new, line):
    handout.change("clinic.example.toml", old, new)
    assert handout.refused() == [f"sections/clinic.example.toml:{line}: bad-setting"]


@pytest.mark.parametrize(("old", "new", "line"), [
    ("A4", "A3", 14), ("2027", "2025", 8), ("en-GB", "English", 5), ('"rest"', '"../rest"', 1),
    ('"rest"', '"con"', 1), ('"rest"', '"lpt1"', 1),  # con.txt is the screen of Windows
])  # fmt: skip
def test_a_booklet_that_cannot_be_made_is_told(handout, old, new, line):
    handout.change("booklet.toml", old, new)
    assert handout.refused() == [f"sections/booklet.toml:{line}: bad-setting"]


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../secret.css", "file:///etc/passwd", "https://example.org/a.css", "..\\\\a.css"]
)
def test_a_stylesheet_from_elsewhere_is_refused(handout, path):
    handout.change("booklet.toml", 'paper = "A4"', f'paper = "A4"\nstylesheet = "{path}"')
    assert handout.refused() == ["sections/booklet.toml:15: bad-setting"]


@pytest.mark.parametrize("escape", ["\\u0007", "\\u001B[2J", "\\n", "\\u202E", "\\uE000"])
def test_a_control_character_in_a_clinic_value_is_told(handout, escape):
    """It could turn the phone number around."""
    handout.change("clinic.example.toml", "000 1", f"000 {escape} 1")
    assert handout.refused() == ["sections/clinic.example.toml:11: strange-text"]


@pytest.mark.parametrize(("text", "line"), [
    ('name = "Rest', 1),
    ("name = 'a'\nname = 'b'", 2),
    ("a = 1" + "0" * 5_000, 1),
    ("x = " + "[" * 50_000, 1),
    ("name = 'a'\n\n[", 3),
    ("= 3", 1),
])  # fmt: skip
def test_settings_that_are_not_toml_are_told_with_their_line(handout, text, line):
    handout.write("booklet.toml", text)
    assert handout.refused("--force") == [f"sections/booklet.toml:{line}: bad-toml"]


@pytest.mark.parametrize(
    ("place", "slug"), [("nowhere.toml", "missing-file"), ("sections", "unreadable-file"), ("x" * 5_000, "missing-file")]
)
def test_a_clinic_profile_that_is_no_file_is_told(handout, place, slug):
    (problem,) = handout.refused("--clinic", place)
    assert problem.endswith(f": {slug}")


def test_a_clinic_profile_may_lie_anywhere(handout, tmp_path_factory):
    """Clinics keep theirs beside other papers, not inside the handout."""
    elsewhere = tmp_path_factory.mktemp("clinic") / "ours.toml"
    elsewhere.write_text(FILES["clinic.example.toml"])
    assert handout.command("check", "--source", "sections", "--clinic", str(elsewhere)) == 0


def test_a_chart_that_does_not_add_up_is_told_once(handout):
    """Not once more for each section that shows it, or leads to it."""
    handout.change("numbers.json", '"after": 6', '"after": "two"')
    handout.body('{{ figure("n01") }}\n\n[](#n01) and [a picture](#n01) show it, and [so](#n02) does another.')
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: lost-link", "sections/numbers.json:5: bad-setting"]
    assert "nothing in this booklet is called n02" in handout.said
    handout.change("numbers.json", '"after": 6', '"after": two;')
    assert handout.refused() == ["sections/numbers.json:5: bad-json"]


def test_a_control_character_in_a_reference_is_told(handout):
    handout.change("references.json", '"Rest"', '"Rest\\u001b\\ud800"')
    assert set(handout.refused()) == {"sections/references.json:2: strange-text"}


def test_an_edition_that_there_is_not_comes_with_the_nearest_one(handout):
    assert handout.refused("--edition", "a44") == ["booklet.toml: unknown-edition"]


def test_all_problems_of_a_run_are_listed_at_once_in_the_order_of_the_files(handout):
    """An author mends in one go, and does not run the press nine times."""
    handout.change("clinic.example.toml", "[daytime]", "nightime = 1\n[daytime]")
    handout.change("numbers.json", '"low": 0', '"low": "none"')
    handout.write("glossary.md", "sofa\n")
    assert handout.refused() == [
        "sections/clinic.example.toml:10: bad-setting",
        "sections/glossary.md:1: bad-glossary",
        "sections/numbers.json:3: bad-setting",
    ]
    assert "3 problems. Nothing was written." in handout.said


def test_all_problems_of_all_sections_are_listed_at_once(handout):
    handout.body(
        "It heals. [@lee2002]\n\n::: saftey\n<b>\n:::\n\nCall {{ clinic.fone }}.\n\n"
        "![A bed with a white sheet](figures/sofa.svg)\nFigure: B."
    )
    handout.write("020-sleep.md", '---\ntitel: Sleep\n---\n\n*Sleep*\n\n{{ figure("n02") }}\n')
    assert handout.refused() == [
        "sections/010-rest.md:5: unknown-citation",
        "sections/010-rest.md:7: empty-callout",
        "sections/010-rest.md:7: unknown-callout",
        "sections/010-rest.md:8: raw-html",
        "sections/010-rest.md:11: unknown-field",
        "sections/010-rest.md:13: missing-image",
        "sections/020-sleep.md:1: bad-front-matter",
        "sections/020-sleep.md:2: unknown-front-matter",
        "sections/020-sleep.md:5: italics",
        "sections/020-sleep.md:7: unknown-figure",
    ]


def test_the_command_in_a_process_of_its_own_says_the_same(handout):
    handout.body("It heals. [@nobody1999]")
    before = handout.files()
    command = [sys.executable, ROOT / "build.py", "build", "--source", "sections", "--out", "dist"]
    done = subprocess.run(
        command, cwd=handout.home, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    assert done.returncode == 1 and done.stdout == ""
    assert f"\n{SECTION}:11: unknown-citation: " in done.stderr and "Traceback" not in done.stderr
    assert handout.files() == before


def test_a_machine_that_lacks_a_library_is_told(tmp_path):
    """On a new PC the first thing to see is what is missing, not where Python stumbled over it."""
    for name in ("booklet", "styles"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*-700-normal.woff2"))
    for name in ("build.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')\n")
    told = "this machine: missing-library: atkinson-hyperlegible-next-latin-700-normal.woff2 is missing"
    for words in (("build", "--source", STARTER), ("ledger", "--source", STARTER)):  # late in a command, and before it
        done = subprocess.run([sys.executable, "build.py", *words], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 1 and "Traceback" not in done.stderr and told in heard(done.stderr)
    done = subprocess.run([sys.executable, "build.py", "check", "--source", STARTER], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr  # words are judged without a renderer

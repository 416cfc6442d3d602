"""What is wrong is told in the author's words, at its line, and never for another cause."""
import pytest

from booklet.load.load import load_manuscript
from tests.manuscripts import FILES
from tests.test_signoff import WHO


@pytest.mark.parametrize(("file", "old", "new", "says"), [
    ("booklet.toml", 'name = "rest"', 'name = "Knee Home"', 'name = "knee-home"'),
    ("booklet.toml", '"en-GB"', '"English"', 'language = "en-GB"'),
    ("booklet.toml", 'contact = "crisis"', 'contact = "Daytime"', 'contact = "daytime"'),
    ("booklet.toml", "review_by = 2027", "review_by = 2025", "booklet.toml:8: bad-setting: review_by: it must be later"),
    ("booklet.toml", 'title = "', 'title = "Rest\\n', "a comma or a blank in place of the backslash"),
    ("numbers.json", '"people": 73', '"of_100": 2,5', "write: 2.5"),
    ("booklet.toml", 'language = "en-GB"\n', "", 'add a line above the first [heading]: language = "en-GB"'),
    ("booklet.toml", "[editions.a4]", '[[personal]]\nname = "person.name"\nlabel = "Name"\n[editions.a4]', 'add a line: widest = "..."'),
    ("booklet.toml", "[editions.a4]", '[[personal]]\nname = "Name"\n[editions.a4]', 'hint: two words with a dot between, in small letters: name = "person.name"'),
    ("booklet.toml", "[editions.a4]", '[editions.a4]\nsubtitle = "Rest"', "it stands above the first [heading] of the file"),
    ("booklet.toml", "[editions.a4]", "[editions.a4]\npromises.pages = 2", "did you mean pages_at_most?"),
    ("booklet.toml", "[editions.a4]", "[editions.large-prnt]\n[editions.a4]", "did you mean large-print?"),
])  # fmt: skip
def test_a_value_is_told_with_how_it_is_written(file, old, new, says, handout):
    handout.change(file, old, new)
    handout.refused()
    assert says in handout.said
    assert not any(words in handout.said for words in ("pattern", "validation", "tuple", "double quotes"))


def test_a_picture_and_a_mark_are_told_by_what_was_meant(handout):
    """Names of files are the same to Windows in small letters; and a summary went out without what was marked for it."""
    handout.write("figures/cat.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>')
    handout.body("![A cat that rests upon a chair](figures/Cat.SVG)\n\n<!-- sumary: leaflet -->\n\nRest for a day.\n\n<!-- Summary -->\n\nSleep.")
    assert {"missing-image", "stray-mark"} <= {problem.rpartition(": ")[2] for problem in handout.refused()}
    assert "did you mean figures/cat.svg?" in handout.said and "sumary marks nothing, and the block behind it" in handout.said
    handout.body("Rest for a day.\n\n<!-- Summary -->\n\nSleep.")
    (kept,) = (block for block in load_manuscript(handout.folder).sections[0].blocks if block.in_summary)
    assert "Sleep" in str(kept)


ORDINARY = (
    "generally: keep it short", "questions: ask the ward", "questions", "allowed: yes", "check: table 6", "checked by the ward", "todo: shorten",
    "summary of the trial", "general remarks", "general: needs a picture", "swallow: see the label", "shallow: more here", "generate: two more",
    "several: which?", "quotation: from the label", "to check with the ward", "also: the label says so", "summed up below", "alloy: of the needle", "C12 C13",
)  # fmt: skip


def test_a_mark_that_is_misspelt_is_told_and_what_is_no_mark_is_not(handout):
    """Whoever signs was not asked."""
    marks = ("to chek: by a nurse", "To  Chekc", "questoin: When may you rest?", "genral", "alow: bare-percent so the form says it")
    handout.body("".join(f"Rest for a day. <!-- {said} -->\n\n" for said in (*ORDINARY, *marks)))
    handout.command("check", "--source", "sections")
    assert handout.said.count("marks nothing") == len(marks) and handout.said.count("to chek marks nothing, and whoever signs would not be") == 1
    handout.body("Sit.\n\n<!-- Summary: needs work -->\n\nRest for a day. [@lee2020]")
    assert handout.command("check", "--source", "sections") == 0, handout.said
    assert "Summary: needs work marks nothing" in handout.said and "it may name sheet, leaflet, " in handout.said
    handout.body("Rest for a day. <!-- To check -->")
    handout.command("check", "--source", "sections")
    assert "1 place is marked to check before anybody signs; here: the whole sentence" in handout.said


def test_a_section_without_words_and_a_document_among_sections_are_told(handout):
    """One printed a bare heading, the other nothing."""
    handout.write("020-walk.md", "---\ntitle: Should I walk?\n---\n<!-- later -->\n")
    handout.write("040-sleep.docx", b"PK")
    handout.write("leaflet.docx", b"PK")  # of which the sections were made
    assert handout.command("check", "--source", "sections") == 0
    assert "sections/020-walk.md:1: placeholder-left: below its title this section has nothing to print" in handout.said
    assert "bring it in: python build.py import sections/040-sleep.docx --into sections" in handout.said and "leaflet" not in handout.said


def test_curly_quotes_in_an_instruction_are_named(handout):
    handout.body("{{ figure(“n01”) }}")
    assert handout.refused() == ["sections/010-rest.md:5: bad-instruction"]
    assert "a curly quote “" in handout.said and 'write: {{ figure("n01") }}' in handout.said


@pytest.mark.parametrize("typed", ["Call {{ clinic.phone", "Call {{", "It’s {{ the nurse’s room.", "{% if clinic.phone"])
def test_an_instruction_that_is_never_closed_is_told_at_its_line(typed, handout):
    """Jinja2 says: unexpected 'end of template'."""
    handout.body(f"{typed}\n\nIt’s a “quote”, and more.")
    assert handout.refused() == ["sections/010-rest.md:5: bad-instruction"]
    assert "nothing on this line closes what begins with {{ or {%" in handout.said


@pytest.mark.parametrize("typed", ["{{ {{ clinic.name }}", "{{ clinic name }}", "{{ }}", "{{ clinic..name }}"])
def test_an_instruction_that_is_not_one_field_is_told_without_tokens(typed, handout):
    """Jinja2 says: expected token ':', got '}'; expected an expression, got 'end of print statement'."""
    handout.body(f"{typed}\n\nRest.")
    assert handout.refused() == ["sections/010-rest.md:5: bad-instruction"]
    assert "between {{ and }} stands one field or one figure" in handout.said


def test_a_condition_with_one_sign_is_told_with_two(handout):
    """Jinja2 says: expected token 'end of statement block', got '='."""
    handout.body('{% if clinic.country = "US" %}Rest.{% endif %}')
    assert handout.refused() == ["sections/010-rest.md:5: bad-instruction"] and "write two: {% if clinic.country ==" in handout.said


def test_of_files_that_cannot_be_read_nothing_else_is_said(handout):
    """A curly quote in references.json was told as a signature of what is not there."""
    handout.body('{{ figure("n01") }}')
    assert handout.command("signoff", "--all", *WHO, "--source", "sections") == 0, handout.said
    handout.write("references.json", FILES["references.json"].replace('"book"', "“book”"))
    handout.write("numbers.json", FILES["numbers.json"].replace('"before-after"', "“before-after”"))
    assert handout.command("check", "--source", "sections") == 1
    assert handout.said.count("bad-json") == 2
    assert "there is no such section" not in handout.said and "has no entry" not in handout.said


def test_a_forgotten_clinic_and_a_mistyped_folder_are_told_by_what_was_meant(handout):
    assert handout.command("check", "--source", "section") == 1 and "did you mean sections?" in handout.said
    (handout.home / "knee").mkdir()
    (handout.home / "knee" / "booklet.toml").touch()
    assert handout.command("build", "knee") == 2 and "A handout is named so: python build.py build --source knee" in handout.said
    assert handout.command("build", "--source", "sections", "--clinic", "north.toml") == 1
    assert "copy sections/clinic.example.toml there and fill it in" in handout.said
    (handout.folder / "clinic.example.toml").unlink()
    assert handout.command("check", "--source", "sections") == 1 and "--clinic our-clinic.toml" in handout.said
    (handout.home / "ours.toml").write_text(FILES["clinic.example.toml"], encoding="utf-8")
    assert handout.command("changes", "sections", "sections", "--clinic", "ours.toml", "--out", "kit") == 0, handout.said


@pytest.mark.parametrize(("words", "hint"), [
    (("check", "--source", "knee"), "one lies here: --source sections"),
    (("watch", "--source", "section"), "did you mean sections?"),
    (("build", "--edition", "a5", "--source", "sections"), "booklet-a5? For that write [editions.booklet-a5] on a line"),
    (("build", "--edition", "A4", "--source", "sections"), "did you mean a4?"),
    (("check", "distt/rest-a4.pdf"), "did you mean dist/rest-a4.pdf?"),
    (("contact-sheet", "dist/rest-a5.pdf"), "did you mean dist/rest-a4.pdf?"),
    (("compare", "dist/rest-a4.pdf", "old/leaflet.pdf"), "is this its name? If it is still to be built: python build.py build"),
    (("copies", "munday.csv"), "did you mean monday.csv?"),
    (("copies", "monday.csv", "--columns=/no/columns.toml"), "is this its name, and its folder?"),
    (("shelf", "section"), "did you mean sections?"),
    (("refs", "import", "monday.cvs"), "did you mean monday.csv?"),
    (("scorecard", "--agree", "monda.csv", "tuesday.csv"), "did you mean monday.csv?"),
])  # fmt: skip
def test_a_path_or_an_edition_that_is_not_there_is_told_with_the_one_that_looks_like_it(words, hint, handout):
    for name in ("dist/rest-a4.pdf", "monday.csv"):
        handout.write(f"../{name}", "")
    assert handout.command(*words) in (1, 2) and hint in handout.said, handout.said
    assert "Traceback" not in handout.said


def test_a_contact_with_a_capital_letter_needs_no_example_beside_the_manuscript(handout):
    """Without an example every contact of the profile is printed, by whatever name it has."""
    profile = FILES["clinic.example.toml"] + '[Physio]\nphone = "000 4"\nhours = "by day"\n'
    handout.write("../ours.toml", profile)
    (handout.folder / "clinic.example.toml").unlink()
    handout.change("booklet.toml", FILES["booklet.toml"][FILES["booklet.toml"].index("help = [") :].split("\n")[0], "")
    assert handout.command("check", "--source", "sections", "--clinic", "ours.toml") in (0, 1)
    assert "Traceback" not in handout.said and "pattern" not in handout.said

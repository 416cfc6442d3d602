"""Bad references and terms: what leads a reader to nothing. test_bad_input.py tells what `refused()` does."""
import json
import re

import pytest

from booklet.cite.cite import cite_manuscript
from booklet.cite.select import selected
from booklet.cite.works import cited_problems
from booklet.load.load import load_manuscript
from tests.manuscripts import FILES, FIRST_LINE

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


def test_a_key_that_no_reference_has_comes_with_the_nearest_one(handout):
    """A claim with the wrong reference, or none, is a claim that nobody can look up."""
    handout.body("It heals. [@lee2002]")
    assert handout.refused() == [f"{SECTION}: unknown-citation"]
    assert "hint: did you mean @lee2020?" in handout.said


def test_a_draft_shows_a_key_that_no_reference_has_as_it_was_typed(handout):
    """Empty brackets would tell whoever reads the draft nothing of what is missing there."""
    handout.body("It heals. [@lee2002, p. 4] It rests. [@ray2021; @lee2020]\n\nTable: Where\n\n| Where | What |\n|---|---|\n| A bed | rest [@bed] |")
    handout.write("booklet.toml", FILES["booklet.toml"] + '[editions.web]\nmedium = "web"\n\n[editions.text]\nmedium = "text"\n')
    assert len(handout.refused()) == 3
    typed = ("build", "--draft", "--edition", "web", "--edition", "text", "--source", "sections", "--out", "dist")
    assert handout.command(*typed) == 0, handout.said
    page, text = ((handout.out / f"rest.DRAFT.{ending}").read_text("utf-8") for ending in ("html", "txt"))
    assert re.findall(r"<strong>(\[.*?\])</strong>", page) == ["[@lee2002, p.\N{NO-BREAK SPACE}4]", "[@ray2021]", "[@bed]"]
    assert "It heals. [@lee2002, p. 4] It rests. (reference 1) [@ray2021]" in text and "[]" not in page + text


@pytest.mark.parametrize(("file", "words", "told"), [
    *(("glossary.md", f"rest\n:   {meaning}\n", f":   {meaning}"[4:]) for meaning in ("See [bed](#bed).", "So. [@lee2020]", "Draw ____ here.")),
    ("references.json", FILES["references.json"].replace('"type": "book"', '"type": {"a": 1}'), "Lee A. Rest"),
])  # fmt: skip
def test_a_draft_shows_a_meaning_and_a_work_that_cannot_be_read(handout, file, words, told):
    """It was a fault of the press, which said nothing of the line to mend."""
    handout.write(file, words)
    handout.body("Do rest in bed.")
    handout.write("booklet.toml", FILES["booklet.toml"] + '[editions.text]\nmedium = "text"\n')
    assert handout.command("build", "--draft", "--edition", "text", "--source", "sections", "--out", "dist") == 0, handout.said
    assert f"sections/{file}:" in handout.said and told in (handout.out / "rest.DRAFT.txt").read_text("utf-8")


@pytest.mark.parametrize("written", ["[@lee2020; Ray]", "[@]", "[see @lee2020]", "[@lee2020 (p. 4)", "[@lee 2020]"])
def test_a_citation_written_badly_is_not_printed_as_words(handout, written):
    """The patient would read the brackets, and the claim would have no source."""
    handout.body(f"It heals. {written}")
    assert handout.refused() == [f"{SECTION}: bad-citation"]


def test_a_reference_that_nothing_cites_is_told_as_the_rules_say(handout):
    """Who keeps a list by hand wants to know; a library holds more than one handout cites."""
    handout.body("Beds are for rest.", tail="\n")
    assert handout.command("check", "--source", "sections") == 0
    assert "sections/references.json:2: uncited-reference: lee2020 is never cited" in handout.said
    handout.change("booklet.toml", "[rules]", '[rules]\nuncited-reference = "off"')
    assert handout.command("check", "--source", "sections") == 0
    assert "uncited-reference" not in handout.said
    handout.change("booklet.toml", "[rules]", '[rules]\nuncited-reference = "error"')
    assert handout.refused() == ["sections/references.json:2: uncited-reference"]


def test_references_that_are_not_json_are_told_with_their_line(handout):
    handout.write("references.json", '[\n  {"id": "lee2020",\n   "title" "Rest"}\n]\n')
    assert "sections/references.json:3: bad-json" in handout.refused()


@pytest.mark.parametrize(
    "text", ['{"id": "lee2020"}', '[{"title": "Rest"}]', "[1]", '[{"id": "a", "n": NaN}]', '[{"id": "a", "id": "a"}]',
             "[" * 100_000, '[{"id": "a", "n": 1' + "0" * 5_000 + "}]", '[{"id": "a", "n": 1e999}]', ""],
)  # fmt: skip
def test_json_of_another_shape_is_told(handout, text):
    """Another program's export is the usual source of such a file."""
    handout.write("references.json", text)
    assert "sections/references.json:1: bad-json" in handout.refused()


def test_two_entries_of_one_name_are_told_at_the_second(handout):
    """Which of the two would be printed?"""
    handout.write("references.json", FILES["references.json"].replace("\n]", ",\n" + FILES["references.json"][2:]))
    assert handout.refused() == ["sections/references.json:4: duplicate-id"]


def test_two_references_to_one_work_are_told(handout):
    """Two lines for one paper would look like twice the evidence."""
    one = FILES["references.json"].strip("[]\n ").replace('"type"', '"DOI": "10.1000/ABC", "type"')
    other = one.replace("lee2020", "lee2020b").replace("ABC", "abc")
    handout.write("references.json", f"[\n{one},\n{other}\n]")
    handout.body("It heals. [@lee2020b]")
    assert handout.refused() == ["sections/references.json:4: duplicate-doi"]


@pytest.mark.parametrize("field", ["type", "title", "author", "issued"])
def test_a_reference_with_a_gap_is_told(handout, field):
    """A reader in a library cannot find a work without its title; who and when are asked for as the rules say."""
    if field in ("author", "issued"):
        handout.change("booklet.toml", "[rules]", '[rules]\nincomplete-reference = "error"')
    (reference,) = json.loads(FILES["references.json"])
    for empty in ("", [], None):
        handout.write("references.json", json.dumps([{**reference, field: empty}]))
        assert handout.refused() == ["sections/references.json:1: incomplete-reference"]
    del reference[field]
    handout.write("references.json", json.dumps([reference]))
    assert handout.refused() == ["sections/references.json:1: incomplete-reference"]


@pytest.mark.parametrize(("field", "value"), [
    ("author", "Lee A"),
    ("author", [{"family": 7}]),
    ("author", [7]),
    ("issued", {"date-parts": 5}),
    ("issued", {"date-parts": [[2020, 13]]}),
    ("issued", {"when": "2020"}),
    ("issued", {"date-parts": [["2020", "x"]]}),
    ("title", 7.5),
    ("title", {"en": "Rest"}),
    ("title", "x" * 2_000),
    ("tilte", "Rest"),
    ("DOI", "https://doi.org/10.1/x"),
    ("URL", "file:///etc/passwd"),
    ("URL", "javascript:alert(1)"),
    ("URL", "https://["),
    ("URL", "1.5/2"),
    ("PMID", "../x"),
])  # fmt: skip
def test_a_reference_that_is_not_csl_is_told(handout, field, value):
    """It would stop the press in the middle, or print a link that leads into the reader's own machine."""
    (reference,) = json.loads(FILES["references.json"])
    handout.write("references.json", json.dumps([{**reference, field: value}], indent=1))
    assert handout.refused() == ["sections/references.json:3: bad-reference"]


def test_a_date_that_is_none_is_shown_as_it_was_typed(handout):
    """An example of a good date stood in its place."""
    handout.change("references.json", "[[2020]]", "[[2020, 13, 1]]")
    handout.refused()
    assert 'issued is no date: {"date-parts": [[2020, 13, 1]]}\n  hint: write "issued": "2020-03-12", or "2020"' in handout.said
    handout.change("references.json", '{"date-parts": [[2020]]}', '"2020-03-12"')
    handout.accepted()


def test_a_work_of_a_year_to_come_is_advice(handout):
    handout.change("references.json", "[[2020]]", "[[2062]]")
    manuscript = load_manuscript(handout.folder)
    assert [(told.slug, told.is_advice) for told in cited_problems(manuscript, {"lee2020"})] == [("future-reference", True)]


def test_a_mistyped_kind_of_work_is_told_with_the_nearest_one(handout):
    """Its volume and its issue would vanish from the line."""
    handout.change("references.json", '"book"', '"boook"')
    assert handout.refused() == ["sections/references.json:2: bad-reference"]
    assert "did you mean book?" in handout.said


@pytest.mark.parametrize("changes", [
    {"abstract": "We rested.", "note": "PMID: 1", "keyword": "rest", "source": "PubMed", "call-number": "7", "annote": "x"},
    {"journalAbbreviation": "J Ex", "shortTitle": "Rest", "citation-key": "lee2020", "categories": ["a"], "_ours": 1},
    {"issued": {"date-parts": [["2020", "5"]]}}, {"issued": {"raw": "2020-05"}}, {"issued": "2020-05"},
    {"issued": {"literal": "c. 2020"}}, {"issued": {"date-parts": [[2020]], "season": "2"}}, {"author": [{"given": "Plato"}]},
    {"author": [], "editor": [{"family": "Lee", "given": "A"}]}, {"DOI": "https://doi.org/10.1000/182"}, {"id": 7},
    {"DOI": "10.1002/(SICI)1097-0185(19990415)257:2<50::AID-AR4>3.0.CO;2-N"}, {"URL": "http://a.org/a b"},
    {"URL": "www.a.org"}, {"URL": "a.org/b"}, {"PMID": 1},
])  # fmt: skip
def test_a_reference_as_programs_write_it_is_taken(handout, changes):
    """Of 628 real entries none was."""
    (reference,) = json.loads(FILES["references.json"])
    handout.write("references.json", json.dumps([{**reference, **changes}], indent=1))
    handout.body(f"Beds are for rest. [@{changes.get('id', 'lee2020')}]", tail="\n")
    assert handout.command("check", "--source", "sections") == 0, handout.said
    assert not re.search("(bad|incomplete|uncited)-reference|unknown-evidence", handout.said), handout.said


def test_a_kind_of_evidence_that_nobody_knows_is_told(handout):
    """A study in mice must not pass for a trial."""
    handout.change("references.json", '"review"', '"trail"')
    assert handout.refused() == ["sections/references.json:2: unknown-evidence"]
    assert "did you mean trial? Kinds are regulator, guideline, review, trial, cohort, " in handout.said


def test_a_kind_of_evidence_is_asked_for_where_a_claim_hangs_on_it_and_nowhere_else(handout):
    """A library does not tell it; a promise that may rest on a study in mice must not pass without a look."""
    handout.change("references.json", ', "custom": {"evidence": "review"}', ', "custom": {"short_id": "x"}')
    handout.body("Beds are for rest. [@lee2020]", tail="\n")
    assert handout.command("check", "--source", "sections") == 0
    assert "unknown-evidence" not in handout.said
    handout.body("The drug works for people with pain. [@lee2020]\nIt helps people with pain. [@lee2020]", tail="\n")
    handout.command("check", "--source", "sections")
    assert handout.said.count(": unknown-evidence: ") == 1
    assert f"{SECTION}: unknown-evidence: " in handout.said.replace(f"{SECTION}:1:", f"{SECTION}:").replace(
        f"{SECTION}:5:", f"{SECTION}:"
    )


@pytest.mark.parametrize(("text", "lines"), [
    ("rest\n", [1]),
    ("rest\nsleep\n:   Doing nothing.\n", [1]),
    (":   Doing nothing.\n", [1]),
    ("rest\n:   Doing\n    nothing.\n", [3]),
    ("rest (and (sleep\n:   Doing nothing.\n", [1]),
    ("rest\n:   a\n\nREST\n:   b\n", [4]),
    ("rest\n:   a\n\nsleep (also: rest)\n:   b\n", [4]),
    ("rest\n:   See <b>bed</b>.\n", [2]),
    ("rest\n:   See [bed](#bed).\n", [2]),
    ("rest\n:   Call {{ clinic.name }}.\n", [2]),
    ("rest\n:   So. [@lee2020]\n", [2]),
    ("—\n:   A dash.\n", [1]),
    ("rest" + " " * 3_000 + "(\n:   a\n", [1]),
    ("*rest*\n:   a\n", [1]),
])  # fmt: skip
def test_a_glossary_that_would_lose_a_word_is_told(handout, text, lines):
    """The patient looks up just that word."""
    handout.write("glossary.md", text)
    handout.body("Do rest in bed, and sleep.")
    assert [p for p in handout.refused() if "unused" not in p] == [
        f"sections/glossary.md:{line}: bad-glossary" for line in lines
    ]


def test_a_term_that_no_section_uses_is_told_and_printed_in_no_edition(handout):
    """The text explained it, and the pages did not."""
    handout.write("glossary.md", "# Words\n\n**rest**\n:   Sleep.\n\nsofa\n:   A seat.\n")
    assert handout.refused() == ["sections/glossary.md:6: unused-term"]
    handout.change("booklet.toml", 'unused-term = "error"', '[editions.text]\nmedium = "text"')
    cited = cite_manuscript(load_manuscript(handout.folder))
    for edition in cited.manuscript.imprint.editions.values():
        assert [term.headword for term in selected(cited, edition).manuscript.terms] == ["rest"]


@pytest.mark.parametrize(("term", "text"), [
    ("Crohn's disease", "In Crohn's\ndisease too."),
    ("R&D", "Our R&D team."),
    ("5-HT", "So 5-HT rises."),
    ("ÉCT", "An ÉCT."),
    ("nap (also: siesta)", "Two Siestas."),
    ("rash", "Rashes itch."),
    ("non-steroidal", "Non\u2011steroidal tablets."),
    ("DVT (deep vein thrombosis)", "A deep vein thrombosis."),
    ("clot (in a leg)", "Clots."),
    ("heart tracing (ECG)", "An ECG."),
    ("clot (in a leg) (also: lump)", "A lump."),
])  # fmt: skip
def test_a_term_is_found_as_people_write_it(handout, term, text):
    handout.write("glossary.md", f"{term}\n:   A word.\n")
    handout.body(text)
    handout.accepted()


def test_the_plural_of_a_term_may_be_another_term(handout):
    handout.write("glossary.md", "nap\n:   A sleep.\n\nnaps\n:   Many sleeps.\n")
    handout.body("A nap, and naps.")
    handout.accepted()
    handout.body("Naps.")
    assert handout.refused() == ["sections/glossary.md:1: unused-term"]


def test_what_stands_in_brackets_behind_a_term_may_be_no_name_of_it(handout):
    for term, text in (("NHS (in England)", "In England."), ("tablet (US)", "The US."), ("mean", "It means rest.")):
        handout.write("glossary.md", f"{term}\n:   A word.\n")
        handout.body(text)
        assert handout.refused() == ["sections/glossary.md:1: unused-term"]


def test_a_term_is_not_found_in_the_names_of_characters(handout):
    """`&` is written `&amp;` in HTML; a term "amp" has no business there. Nor has a term "0" in our own marks."""
    handout.write("glossary.md", "amp\n:   A word.\n\n0\n:   A word.\n\nsome\n:   A word.\n")
    handout.body("Salt & pepper. \u017fome ſome {{ clinic.name }}.")
    assert (
        handout.refused()
        == [
            "sections/glossary.md:1: unused-term",
            "sections/glossary.md:4: unused-term",
            "sections/glossary.md:7: unused-term",
        ]
        or handout.said
    )

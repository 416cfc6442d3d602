"""`refs import`: libraries of other programs, each small and our own, through the real command and onto the page."""
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from booklet.cite.csl import reference_lines
from booklet.core.dates import year_of
from booklet.library.imports.bibtex_names import bibtex_names
from booklet.library.imports.joined import join_library
from booklet.library.imports.latex import latex_words
from booklet.library.imports.open_library import open_library
from tests.manuscripts import FILES, Handout

BIBTEX = r"""
@string{jsl = "Journal of Sleep"}
@Article{lee/2020:a,
  author = {Lee, Ann and {World Health Organization} and Jean d'Alembert and others},
  title = "The {E. coli} of \textit{H. pylori}, CO$_2$ \& {\"O}lund",
  journal = jsl # ", series B", pages={856--864}, volume = 4, number = {2}, month = jan, year = 2020,
  doi = {https://doi.org/10.1000/a\_b}, abstract = {We gave tea to 100\% of them.}
}
@book{poe, editor = {Poe, Bob and Roe, Carl}, title = {Rest}, edition = {2nd}, publisher = {Wiley}, address = {Oxford},
  year = {c. 1999}}
@online{page, author = {NHS}, title = {Sleep}, url = {https://www.nhs.uk/sleep}, urldate = {2026-01-02}}
@article{broken, title = {No end
@article{lee/2020:a, author = {Ray, Sam}, title = {Another work under one key}, journal = {J Ex}, year = {2021}}
"""
RIS = """TY  - JOUR
AU  - Lee, Ann B.
AU  - Sleep Group
TI  - Rest and walking &amp; CO<sub>2</sub>
T2  - The British journal of psychiatry
PY  - 2020/05/12/
VL  - 4
IS  - 2
SP  - 856
EP  - 864
DO  - doi:10.1000/182
ER  -

TY  - CHAP
AU  - Łukasik, Š.
ED  - Poe, Bob
TI  - A chapter
T2  - Book of rest
PB  - Wiley
CY  - Oxford
PY  - 2019
SP  - 12-34
ER  -
"""
NBIB = """
PMID- 16894061
VI  - 4
IP  - 2
DP  - 2020 May-Jun
TI  - Rest and
      walking.
PG  - 856-64
LID - 10.1000/182 [doi]
FAU - Lee, Ann B
AU  - Lee AB
CN  - Sleep Group
TA  - J Ex
JT  - Journal of exercise

PMID- 16894062
DP  - 2021
TI  - Withdrawn words.
FAU - Poe, Bob
AU  - Poe B
PT  - Retracted Publication
JT  - Journal of exercise
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8" ?><xml><records>
<record><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Lee, Ann B.</style></author><author><style>Sleep Group,</style></author></authors></contributors>
<titles><title><style face="normal">Role of </style><style face="italic">E. coli</style></title>
<secondary-title><style>Journal of Exercise</style></secondary-title></titles><periodical><full-title>J Ex</full-title></periodical>
<pages><style>856-864</style></pages><volume>4</volume><number>2</number><dates><year>2020</year></dates>
<electronic-resource-num>10.1000/182</electronic-resource-num></record>
</records></xml>
"""
CSL_JSON = """[
 {"id": "http://zotero.org/users/1/items/ABC", "type": "article-journal", "title": "Rest <em>and</em> walking",
  "author": [{"family": "Lee", "given": "Ann B."}, {"literal": "Sleep Group"}], "issued": {"date-parts": [["2020", "5"]]},
  "container-title": "J Ex", "abstract": "Long.", "note": "PMID: 16894061", "source": "PubMed", "mood": "calm"}
]"""
CSL_YAML = """---
references:
- id: lee2020
  type: article-journal
  title: Rest and *E. coli* in CO~2~
  author:
  - family: Lee
    given: Ann B.
  - literal: Sleep Group
  issued: 2020-05
  container-title: J Ex
...
"""


class Desk(Handout):
    """A manuscript, and a library beside it."""

    def bring(self, name: str, content: str | bytes) -> int:
        file = self.home / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.command("refs", "import", name, "--source", "sections")

    @property
    def works(self) -> list[dict]:
        return json.loads((self.folder / "references.json").read_text(encoding="utf-8"))

    @property
    def lines(self) -> list[str]:
        return [line.html for line in reference_lines(self.works[1:])]


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


def test_bibtex_comes_in_with_its_accents_its_marks_and_its_groups(desk):
    """What cannot be read is told at its line, and keeps nobody from the rest."""
    assert desk.bring("library.bib", BIBTEX) == 1
    assert "library.bib:12: unread-work: this is no entry of BibTeX: Unexpected block start" in desk.said
    assert "library.bib:13: renamed-key: lee/2020:a is called lee/2020:ab here: another work has that key" in desk.said
    assert "BibTeX: 4 works; 4 added. sections/references.json holds 5." in desk.said
    assert desk.lines == [
        (
            "Lee A; World Health Organization; d'Alembert J, et al. The E. coli of <i>H. pylori</i>, CO<sub>2</sub> &amp; Ölund. "
            "Journal of Sleep, series B. 2020 Jan;4(2):856-64."
        ),
        "Poe B, Roe C, editors. Rest. 2nd ed. Oxford: Wiley; [1999?].",
        "NHS. Sleep [Internet]. [cited 2026 Jan 2].",
        "Ray S. Another work under one key. J Ex. 2021.",
    ]
    assert desk.works[1]["DOI"] == "10.1000/a_b"


def test_a_word_in_braces_is_no_name_of_a_string(desk):
    """The journal BMJ was printed as the one that somebody had called so."""
    works = [("one", "journal = {BMJ}, title = {Rest # sleep}"), ("two", "journal = bmj, title = {Tea}"), ("two", "journal = {BMJ}, title = {Nap}, year = 2001, year = 2002")]
    text = "".join(f"@article{{{key}{n}, {fields}, author = {{Lee, A}}}}\n" for n, (key, fields) in enumerate(works))
    desk.bring("library.bib", f'@string{{bmj = "Journal of Sleep, series B"}}\n{text}')
    assert [(work["title"], work["container-title"]) for work in desk.works[1:]] == [
        ("Rest # sleep", "BMJ"), ("Tea", "Journal of Sleep, series B"), ("Nap", "BMJ"),
    ]  # fmt: skip


def test_ris_comes_in(desk):
    assert desk.bring("library.ris", RIS) == 0
    assert desk.lines == [
        "Lee AB; Sleep Group. Rest and walking &amp; CO<sub>2</sub>. Br J Psychiatry. 2020 May 12;4(2):856-64.",
        "Łukasik Š. A chapter. In: Poe B, editor. Book of rest. Oxford: Wiley; 2019. p. 12-34.",
    ]
    assert [work["id"] for work in desk.works[1:]] == ["lee2020b", "ukasik2019"]
    assert "2 had no key to be cited by" in desk.said


def test_pubmeds_own_format_comes_in_without_what_was_retracted(desk):
    """A handout cannot rest on it."""
    assert desk.bring("library.nbib", NBIB) == 1
    assert "library.nbib:16: retracted-work: “Withdrawn words” was retracted" in desk.said
    assert desk.lines == ["Lee AB; Sleep Group. Rest and walking. J Ex. 2020 May-Jun;4(2):856-64."]
    assert desk.works[1]["PMID"] == "16894061"


def test_endnote_comes_in(desk):
    assert desk.bring("library.xml", ENDNOTE.replace("<xml>", '<xml xmlns="http://example.org/endnote">')) == 0
    assert desk.lines == ["Lee AB; Sleep Group. Role of <i>E. coli</i>. J Ex. 2020;4(2):856-64."]


def test_what_google_scholar_calls_endnote_comes_in(desk):
    scholar = "%0 Journal Article\n%T Sleep and rest\n%A Lee, Anna\n%A Health Board,\n%J Rest\n%V 3\n%N 2\n%P 12-19\n%@ 0140-6736\n%D 2020\n%I Poe\n\n"
    assert desk.bring("scholar.enw", scholar + "%0 Book Section\n%T Beds\n%A Ray, B\n%E Poe, C\n%B Rooms\n%D 2001\n%C Rome\n%R 10.1000/182\n") == 0
    assert [[work.get(name) for name in ("id", "type", "container-title", "page", "DOI")] for work in desk.works[-2:]] == [
        ["lee2020b", "article-journal", "Rest", "12-19", None], ["ray2001", "chapter", "Rooms", None, "10.1000/182"]]  # fmt: skip
    assert desk.works[-2]["author"] == [{"family": "Lee", "given": "Anna"}, {"literal": "Health Board"}]


def test_a_letter_that_nobody_knows_is_not_left_out_of_a_name(desk):
    lost = ENDNOTE.replace("<xml>", '<!DOCTYPE xml SYSTEM "RSXML.dtd"><xml>').replace("Lee, Ann", "Lee&eacute;, Ann")
    assert desk.bring("library.xml", lost) == 1
    assert "this is no export of EndNote: nobody knows the letter &eacute;" in desk.said


def test_csl_comes_in_as_zotero_and_pandoc_write_it(desk):
    assert desk.bring("library.json", CSL_JSON) == 0
    assert "lost-in-import: http://zotero.org/users/1/items/ABC: mood is no field of CSL, and is left out" in desk.said
    assert desk.bring("other.yaml", CSL_YAML) == 0
    assert desk.lines == [
        "Lee AB; Sleep Group. Rest <i>and</i> walking. J Ex. 2020 May.",
        "Lee AB; Sleep Group. Rest and <i>E. coli</i> in CO<sub>2</sub>. J Ex. 2020 May.",
    ]
    assert desk.works[1].keys() == {"id", "type", "title", "author", "issued", "container-title", "PMID"}


def test_kinds_of_evidence_come_along_and_a_list_of_them_is_none(desk):
    """It ended in a traceback."""
    work = {"type": "book", "author": [{"family": "Lee"}], "issued": {"date-parts": [[2020]]}}
    listed, told = ({**work, "id": f"{kind}{len(kind)}", "title": f"Rest {len(kind)}", "custom": {"evidence": kind}} for kind in (["trial"], "trial"))
    assert desk.bring("library.json", json.dumps([listed, told])) == 0
    assert [entry.get("custom") for entry in desk.works[1:]] == [None, {"evidence": "trial"}]


def test_what_is_there_stays_to_the_letter_and_a_second_import_adds_nothing(desk):
    before = (desk.folder / "references.json").read_bytes()
    assert desk.bring("library.ris", RIS) == 0
    after = (desk.folder / "references.json").read_bytes()
    assert after.startswith(before.rstrip().removesuffix(b"]").rstrip())
    assert desk.bring("library.ris", RIS) == 0
    assert "RIS: 2 works; 0 added, 2 here already, 0 told twice" in desk.said
    assert (desk.folder / "references.json").read_bytes() == after


def test_one_work_told_twice_is_taken_once_and_keeps_what_either_tells(desk):
    """Two lines for one paper would look like twice the evidence."""
    double = RIS.partition("\n\n")[0].replace("VL  - 4\n", "").replace("doi:10.1000/182", "https://doi.org/10.1000/182")
    assert desk.bring("library.ris", double + "\n\n" + RIS) == 0
    assert re.search(r"library.ris:1[0-9]: joined-work: .* is the work of line 1, as lee2020b", desk.said)
    assert [work.get("volume") for work in desk.works] == [None, "4", None]


def test_two_chapters_that_share_the_doi_of_their_book_stay_two(desk):
    one = RIS.split("\n\n")[1].replace("PB  - Wiley", "PB  - Wiley\nDO  - 10.1000/book")
    assert desk.bring("library.ris", one + one.replace("A chapter", "Another chapter")) == 0
    assert len(desk.works) == 3 and "joined-work" not in desk.said


def test_a_library_is_no_problem_of_the_handout_that_cites_one_of_its_works(desk):
    """Whoever brings 600 works in builds as before; what is wrong with one is told when it is cited."""
    desk.bring("library.ris", RIS + "TY  - JOUR\nTI  - Nobody wrote this\nER  -\n")
    assert desk.command("build", "--source", "sections", "--out", "dist", "--force") == 0, desk.said
    desk.body("Beds are for rest. [@nobody]")
    assert desk.command("check", "--source", "sections") == 0
    assert "incomplete-reference: nobody has no author" in desk.said and "nobody has no year" in desk.said


def test_a_key_that_the_text_cites_stays(desk):
    """A text of Quarto cites [@ref80], as its library calls it: the work was called lee2020b here, and the citation led to none."""
    desk.body("Beds are for rest. [@ref80]")
    work = "@article{ref%s, title={%s}, author={Ray, Ann}, journal={J Ex}, year={2021}}\n"
    assert desk.bring("library.bib", work % (80, "Beds") + work % (81, "Chairs")) == 0
    assert [work["id"] for work in desk.works][1:] == ["ref80", "ray2021"]
    assert desk.command("check", "--source", "sections") == 0, desk.said


def test_an_address_in_a_title_stays_on_the_page(desk):
    """A whole reference typed as a title: its address reached out of the page, and nothing was built."""
    desk.body("Beds are for rest. [@ray2021]")
    address = "https://example.org/" + "a%20very%20long%20page,about%20beds" * 6
    desk.bring("library.bib", f"@misc{{ray2021, title={{Beds. {address} [read 2 May 2021]}}, author={{Ray, Ann}}, year={{2021}}}}")
    assert desk.command("build", "--source", "sections", "--out", "dist", "--force") == 0, desk.said


def test_marks_of_a_title_reach_paper_web_and_text(desk):
    """E. coli in italics, the 2 of CO2 low: with tags in print, a reader would see code."""
    desk.bring("library.yaml", CSL_YAML.replace("lee2020", "ray2020"))
    desk.body("Beds are for rest. [@ray2020]")
    settings_text = FILES["booklet.toml"] + '[editions.web]\nmedium = "web"\n[editions.text]\nmedium = "text"\n'
    desk.write("booklet.toml", settings_text)
    assert desk.command("build", "--source", "sections", "--out", "dist", "--edition", "web", "--edition", "text", "--force") == 0
    assert "Rest and <i>E. coli</i> in CO<sub>2</sub>." in (desk.out / "rest.html").read_text(encoding="utf-8")
    assert "Rest and E. coli in CO2." in (desk.out / "rest.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "content"), [
    ("a.txt", "Dear all, this is no library."), ("a.bib", ""), ("a.json", '{"a": 1}'), ("a.pdf", b"%PDF-1.7\n\x00\xff"),
])  # fmt: skip
def test_a_file_that_is_no_library_is_told(desk, name, content):
    before = (desk.folder / "references.json").read_bytes()
    assert desk.bring(name, content) == 1
    assert re.search(rf"{name}(:1)?: (unknown-library|unread-work): ", desk.said) and "Traceback" not in desk.said
    assert (desk.folder / "references.json").read_bytes() == before
    assert desk.command("refs", "import", "nowhere.bib", "--source", "sections") == 1
    assert "nowhere.bib: unknown-library: this cannot be read: there is no such file" in desk.said


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><xml><records><record>&b;</record></records></xml>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><records><record>&a;</record></records></xml>'


@pytest.mark.parametrize("content", [
    BOMB, OUTSIDE, "<xml>" + "<a>" * 5_000, "<xml><records><record></records></xml>", "[" * 50_000, "[{" + '"a":{' * 50_000,
    "references:\n" + "".join(f"  a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" if n else "  a0: &a0 [x]\n" for n in range(40))
    + "  b:\n- id: *a39\n", "references:\n- &a [*a]\n", "references:\n- &a {id: x, title: *a}\n",
    "@article{a, title = {" + "{" * 5_000 + "}" * 5_000 + "}, year = 2020}", "@article{a, title = {" + "\\textit{" * 2_000 + "}}",
    "\n" * 2_000_000, "@a{" * 20_000, "TY  - JOUR\nTI  - a\n" + "AU  - Lee, A\n" * 20_000 + "ER  -\n",
    "TY  - JOUR\nTI  - " + "x" * 50_000 + "\nER  -\n", "TY  - JOUR\nAU  - \x1b[2J\u202eLee, Ann\nTI  - a\nER  -\n",
])  # fmt: skip
def test_hostile_libraries_are_bounded_and_never_a_traceback(desk, content):
    desk.bring("library.txt", content)
    assert "Traceback" not in desk.said and "\x1b" not in desk.said and "root:" not in desk.said
    assert "\x1b" not in json.dumps(desk.works)


def test_letters_of_windows_and_of_utf_16_are_read(desk):
    """EndNote and old databases export them. A name with a wrong letter is another's."""
    assert desk.bring("old.ris", "TY  - JOUR\nAU  - Müller, Jörg\nTI  - Ruhe\nPY  - 2020\nER  -\n".encode("cp1252")) == 0
    assert "old.ris:2: lost-in-import: a work: this is not UTF-8" in desk.said
    assert desk.bring("new.ris", "TY  - JOUR\nAU  - Łukasik, Š\nTI  - Sen\nPY  - 2020\nER  -\n".encode("utf-16")) == 0
    assert [work["author"][0]["family"] for work in desk.works[1:]] == ["Müller", "Łukasik"]


NAMES = some.lists(
    some.tuples(some.from_regex(r"[A-ZÀÉÖŁŠ][a-zéöłš]{1,9}(-[A-Z][a-z]{1,5})?", fullmatch=True),
                some.from_regex(r"[A-ZÉ][a-zé]{1,8}( [A-Z]\.)?", fullmatch=True)), min_size=1, max_size=6, unique_by=lambda n: n[0],
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES, year=some.integers(1900, 2026), form=some.sampled_from(["bib", "ris", "nbib", "xml", "json", "yaml"]))
def test_no_import_loses_an_author_or_a_year(tmp_path, names, year, form):
    """A reader looks a work up by these two."""
    written = [f"{family}, {given}" for family, given in names]
    text = {
        "bib": f"@article{{a, author = {{{' and '.join(written)}}}, title = {{T}}, year = {{{year}}}}}",
        "ris": "TY  - JOUR\n" + "".join(f"AU  - {name}\n" for name in written) + f"TI  - T\nPY  - {year}\nER  -\n",
        "nbib": f"PMID- 1\nDP  - {year} Jan\nTI  - T.\n" + "".join(f"FAU - {name}\n" for name in written),
        "xml": "<xml><records><record><contributors><authors>" + "".join(f"<author>{name}</author>" for name in written)
        + f"</authors></contributors><titles><title>T</title></titles><dates><year>{year}</year></dates></record></records></xml>",
        "json": json.dumps([{"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [[str(year)]]},
                             "author": [{"family": f, "given": g} for f, g in names]}]),
        "yaml": f"references:\n- id: a\n  title: T\n  issued: {year}\n  author:\n"
        + "".join(f"  - family: {f}\n    given: {g}\n" for f, g in names),
    }[form]  # fmt: skip
    file = tmp_path / f"a.{form}"
    file.write_text(text, encoding="utf-8")
    (work,) = join_library(open_library(file).works, []).entries
    assert [(name["family"], name["given"]) for name in work["author"]] == names
    assert year_of(work) == year
    line = reference_lines([work])[0].text
    assert all(family in line for family, _ in names) and str(year) in line


def test_no_letter_of_a_name_and_no_sign_of_a_title_is_lost():
    """Celik for Çelik, re for Øre; "5g" for 5 µg, and 5 for £5: macros that met the next letter, or that nobody knew."""
    written = r"Lee, A and \L uczak, B and \c{C}elik, C and \O{}re, D and \v{S}im\'unek, E and {Rest and Co} and others"
    names = [name.get("family") or name.get("literal") for name in bibtex_names(written)]
    assert names == ["Lee", "Łuczak", "Çelik", "Øre", "Šimúnek", "Rest and Co", "et al."]
    assert latex_words(r"`Rest' isn't ``sleep''") == "‘Rest’ isn't “sleep”"
    assert latex_words(r"The `caf\'{e}' trial") == "The ‘café’ trial"
    assert latex_words(r"5 $\mu$g, $\pm$ 3, \pounds 5, \textgreater{} 6 and \strange{} 7") == r"5 μg, ± 3, £5, > 6 and \strange 7"


def test_a_suffix_that_is_written_last_is_one():
    """BibTeX itself has it between family and given name, where few people write it."""
    for written in ("Lee, Ann, III", "Lee, III, Ann", "III, Ann Lee"):
        assert bibtex_names(written) == [{"family": "Lee", "given": "Ann", "suffix": "III"}]


@pytest.mark.parametrize(("written", "names"), [
    ("Lee, SL, Poe, NH, and Roe, S", ["SL Lee", "NH Poe", "S Roe"]),
    ("Lee, T., Mac Poe, R., Ray, I. and Roe, G.", ["T. Lee", "R. Mac Poe", "I. Ray", "G. Roe"]),
    ("Lee AB, Poe C and Roe D", ["AB Lee", "C Poe", "D Roe"]),
    (r"Lee, J. \& Poe, A.", ["J. Lee", "A. Poe"]),
    ("Lee, Ann; Poe, Bo; Roe, C.", ["Ann Lee", "Bo Poe", "C. Roe"]),
    ("Lee, John A., Poe, Mary", ["Lee, John A., Poe, Mary"]),
    ("Lee, Ann, MD", ["Lee, Ann, MD"]),
    ("Garcia Marquez, Gabriel Jose", ["Gabriel Jose Garcia Marquez"]),
    ("National Institute for Health and Care Excellence", ["National Institute for Health and Care Excellence"]),
    ("Food and Drug Administration and Lee, Ann and others", ["Food and Drug Administration", "Ann Lee", "et al."]),
    ("Lee, Ann and Department of Health and Social Care", ["Ann Lee", "Department of Health and Social Care"]),
    ("Johnson & Johnson", ["Johnson & Johnson"]),
])  # fmt: skip
def test_names_parted_in_another_way_are_whole_or_as_they_were_typed(written, names):
    """Of twelve authors three were printed, of whom two had never lived: Cochrane's own export parts names by commas."""
    assert [" ".join([name.get("given", ""), name.get("family", "")]).strip() or name["literal"] for name in bibtex_names(written)] == names


def test_a_preprint_is_called_one_and_keeps_its_number(desk):
    """Google Scholar has it in a journal: it was printed like one, as "arXiv:170307479"."""
    told = "author={Lee, Ann}, year=2020"
    server = f"@article{{a, {told}, title={{Tea}}, journal={{arXiv preprint arXiv:1703.07479}}}}"
    desk.bring("a.bib", f"{server}\n@article{{b, {told}, title={{Nap}}, journal={{medRxiv}}, pages={{2020--03}}}}")
    assert desk.lines == ["Lee A. Tea [preprint]. arXiv preprint arXiv:1703.07479; 2020.", "Lee A. Nap [preprint]. medRxiv; 2020."]


def test_a_short_name_that_stands_for_nothing_is_told_and_the_day_of_a_visit_is_kept(desk):
    told = "author={Lee, Ann}, year=2020"
    visited = f"@misc{{a, {told}, title={{Tea}}, url={{https://a.example}}, note={{Accessed: 2024-05-01}}}}"
    assert desk.bring("a.bib", f"{visited}\n@article{{b, {told}, title={{Sleep}}, journal=lancet}}") == 0
    assert "its journal is lancet, a short name that no @string of this library tells" in desk.said
    assert desk.works[1]["accessed"] == {"date-parts": [[2024, 5, 1]]}

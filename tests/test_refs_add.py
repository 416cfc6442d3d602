"""`refs add`: a work by its DOI or its number at PubMed becomes one more entry of references.json."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from booklet.library.addition import with_entries
from booklet.library.identifier import Identifier, identifier_of
from tests.library import ANSWERS, open_library
from tests.manuscripts import FILES, Handout


@pytest.fixture
def library():
    with open_library() as here:
        yield here


class Desk(Handout):
    """The handout, and its list of works."""

    def add(self, library, work: str, *more: str) -> int:
        evidence = () if "--evidence" in more else ("--evidence", "trial")
        return self.command(
            "refs", "add", work, "--source", "sections", "--crossref", library.home, "--pubmed", library.home,
            "--cache", str(self.home / "answers"), "--pause", "0", "--timeout", "60", *evidence, *more,
        )  # fmt: skip

    @property
    def text(self) -> str:
        return (self.folder / "references.json").read_bytes().decode()

    @property
    def works(self) -> list[dict]:
        return json.loads(self.text)


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    return Desk(tmp_path, monkeypatch, capsys)


def test_a_work_is_added_by_its_doi(desk, library):
    assert desk.add(library, "https://doi.org/10.5555/rest.2020.04", "--evidence", "review") == 0, desk.said
    assert desk.works[-1] == {
        "id": "lee2020b", "type": "article-journal", "title": "Rest & walking in adults: A randomised trial",
        "author": [
            {"family": "Lee", "given": "Ada"}, {"family": "van der Ray", "given": "Bo"},
            {"literal": "The Rest Trial Group"}
        ],
        "container-title": "Journal of Rest Science", "issued": {"date-parts": [[2020, 4]]}, "volume": "12",
        "issue": "4",
        "page": "101-109", "DOI": "10.5555/rest.2020.04", "custom": {"evidence": "review"},
    }  # fmt: skip
    assert "cite it: [@lee2020b]" in desk.said and '"family": "van der Ray"' in desk.said


def test_what_stands_there_already_is_not_touched(desk, library):
    """A reviewer's diff shows one new work, and nothing else."""
    desk.add(library, "10.5555/rest.2020.04", "--key", "rest2020")
    before, after = FILES["references.json"], desk.text
    assert after.startswith(before.rstrip().removesuffix("]").rstrip() + ',\n  {\n    "id": "rest2020",\n')
    assert after.endswith("\n  }\n]\n")


def test_an_added_work_can_be_cited_at_once(desk, library):
    desk.add(library, "10.5555/rest.2020.04", "--key", "rest2020")
    desk.body("It is free. [@rest2020]")
    desk.accepted()


def test_a_work_is_added_by_its_number_and_crossref_is_asked_too(desk, library):
    """PubMed knows the number, Crossref the retraction."""
    assert desk.add(library, "PMID: 90000001", "--key", "rest2020") == 0, desk.said
    work = desk.works[-1]
    assert (work["DOI"], work["PMID"], work["author"][0]) == (
        "10.5555/rest.2020.04",
        "90000001",
        {"family": "Lee", "given": "Ada"},
    )
    assert any("/works/" in path for path in library.paths)


def test_what_stands_against_a_work_is_said_when_it_is_added(desk, library):
    assert desk.add(library, "10.5555/air.2019.07") == 0, desk.said
    assert (
        "Note: 10.5555/air.2019.07 came under an expression of concern on 2024-02-29, see 10.5555/air.2019.07.x"
        in desk.said
    )


def test_a_number_alone_is_one_of_pubmed(desk, library):
    assert desk.add(library, "90000003") == 0, desk.said
    assert desk.works[-1]["title"] == "Warm socks" and desk.works[-1]["issued"] == {"date-parts": [[2014, 2]]}


def test_a_kind_of_evidence_is_one_that_is_known(desk, library):
    before = desk.text
    assert desk.add(library, "10.5555/rest.2020.04", "--evidence", "proof") == 2
    assert desk.text == before and not library.asked


@pytest.mark.parametrize(("work", "says"), [
    ("10.5555/sleep.2018.11", "10.5555/sleep.2018.11 was retracted on 2021-03-09, see 10.5555/sleep.2018.11.r"),
    ("PMID:90000002", "retracted-work: PMID:90000002 was retracted, see 10.5555/milk.2015.08.r"),
    ("10.5555/nap.2017.01", "retracted-work"), ("10.5555/nobody", "unknown-work: DOI: Crossref does not know"),
    ("99999999", "unknown-work: PMID: PubMed does not know"), ("rest", "bad-identifier: rest is no DOI and no PMID"),
    ("10.5555/", "bad-identifier"), ("", "bad-identifier"), ("0", "bad-identifier"),
    ("file:///etc/passwd", "bad-identifier"),
    ("10.5555/a b", "bad-identifier"), ("\x1b[31m", "bad-identifier"),
    ("https://evil.example/10.5555/rest", "bad-identifier"),
])  # fmt: skip
def test_a_work_that_cannot_be_added_is_refused(desk, library, work, says):
    before = desk.text
    assert desk.add(library, work) == 1
    assert says in desk.said and "Nothing was written." in desk.said and "\x1b" not in desk.said
    assert desk.text == before


@pytest.mark.parametrize("work", ["10.5555/REST.2020.04", "doi:10.5555/rest.2020.04", "90000001"])
def test_the_same_work_is_not_added_twice(desk, library, work):
    """Two lines for one paper look like twice the evidence."""
    desk.add(library, "10.5555/rest.2020.04", "--key", "rest2020")
    before = desk.text
    assert desk.add(library, work, "--key", "again") == 1
    assert "double-work" in desk.said and "rest2020" in desk.said and desk.text == before


@pytest.mark.parametrize(("key", "slug"), [
    ("lee2020", "double-work"), ("a b", "bad-identifier"), ("é", "bad-identifier"), ("a" * 61, "bad-identifier"),
    ('"', "bad-identifier"), ("@lee", "bad-identifier"),
])  # fmt: skip
def test_a_key_is_one_word_and_stands_once(desk, library, key, slug):
    assert desk.add(library, "10.5555/rest.2020.04", "--key", key) == 1
    assert slug in desk.said and not library.asked and len(desk.works) == 1


@pytest.mark.parametrize("fault", [
    (500, {}, b""), (200, {"Content-Type": "text/html"}, b"<p>Sign in"),
    (200, {"Content-Type": "application/json"}, b'{"message": []}'), (302, {"Location": "http://127.0.0.1:1/"}, b""),
])  # fmt: skip
def test_no_answer_changes_nothing(desk, library, fault):
    library.faults["/works/"] = [fault]
    before = desk.text
    assert desk.add(library, "10.5555/rest.2020.04") == 1
    assert "no-answer" in desk.said and desk.text == before


def answer(name: str) -> tuple:
    return 200, {"Content-Type": "application/json"}, (ANSWERS / name).read_bytes()


def test_another_work_than_the_one_asked_for_is_refused(desk, library):
    """Nobody has read it; the list would vouch for it."""
    library.faults["/works/"] = [answer("works-10.5555-air.2019.07.json")]
    before = desk.text
    assert desk.add(library, "10.5555/nap.2017.01") == 1
    assert "another-work: Crossref was asked for 10.5555/nap.2017.01 and answers with 10.5555/air.2019.07" in desk.said
    assert desk.text == before


def test_a_number_whose_doi_is_another_works_is_refused(desk, library):
    """PubMed has a wrong DOI now and then: then Crossref answers rightly, with another work."""
    other = json.loads((ANSWERS / "works-10.5555-tea.2021.02.json").read_text(encoding="utf-8"))
    other["message"]["DOI"] = "10.5555/rest.2020.04"
    library.faults["/works/"] = [(200, {"Content-Type": "application/json"}, json.dumps(other).encode())]
    before = desk.text
    assert desk.add(library, "PMID:90000001") == 1
    assert "another-work: Crossref and PubMed have two works for it" in desk.said and desk.text == before


def test_a_work_without_what_its_line_needs_is_refused(desk, library):
    """Crossref has many records without an author."""
    assert desk.add(library, "10.5555/sleep.2018.11.r") == 1
    assert "unfinished-work" in desk.said and "has no author" in desk.said and len(desk.works) == 1


def test_words_of_a_service_are_never_more_than_words(desk, library):
    """Whoever deposits a title writes into our file, and onto a terminal."""
    message = {"DOI": "10.5555/evil", "type": "journal-article",
               "title": ['"}], \x1b[2J\u202e<script>alert(1)</script>&lt;b&gt;Rest'],
               "author": [{"family": "{{ clinic.name }}", "given": 3}, "nobody", {"name": None}],
               "published-print": {"date-parts": [[2020, 13, "x"]]}, "issued": {"date-parts": [[2019]]},
               "updated-by": [{"DOI": ["x"], "type": {"a": 1}}, 7],
               "container-title": "J Ex", "volume": {"a": []}}  # fmt: skip
    library.faults["/works/"] = [(200, {"Content-Type": "application/json"}, json.dumps({"message": message}).encode())]
    status = desk.add(library, "10.5555/evil")
    assert "Traceback" not in desk.said and "\x1b" not in desk.said and "\u202e" not in desk.said
    assert status == 0, desk.said
    assert desk.works[-1]["title"] == '"}], [2Jalert(1)Rest' and desk.works[-1]["issued"] == {"date-parts": [[2019]]}
    assert desk.works[-1]["id"] == "clinicname2019"


def test_bad_references_are_told_first(desk, library):
    desk.write("references.json", "[")
    assert desk.add(library, "10.5555/rest.2020.04") == 1
    assert "bad-json" in desk.said and not library.asked


def test_the_first_work_begins_the_file(desk, library):
    (desk.folder / "references.json").unlink()
    assert desk.add(library, "10.5555/rest.2020.04") == 0, desk.said
    assert [work["id"] for work in desk.works] == ["lee2020"] and desk.text.endswith("]\n")


@pytest.mark.parametrize(("words", "wanted"), [
    ("10.1000/182", Identifier(doi="10.1000/182")), ("doi:10.1000/182", Identifier(doi="10.1000/182")),
    ("DOI: 10.1000/182.", Identifier(doi="10.1000/182")),
    ("https://doi.org/10.1000/182", Identifier(doi="10.1000/182")),
    ("http://dx.doi.org/10.1000%2F182", Identifier(doi="10.1000/182")), (" 16894061 ", Identifier(pmid="16894061")),
    ("PMID:16894061", Identifier(pmid="16894061")),
    ("https://pubmed.ncbi.nlm.nih.gov/16894061/", Identifier(pmid="16894061")),
    ("10.1016/S0140-6736(20)30183-5", Identifier(doi="10.1016/S0140-6736(20)30183-5")), ("11.1000/182", None),
    ("https://doi.org.proxy.example.edu/10.1000/182", Identifier(doi="10.1000/182")), ("PMC123", None),
    (f"10.1000/{'1' * 400}", None),
])  # fmt: skip
def test_identifiers_are_understood_as_people_paste_them(words, wanted):
    assert identifier_of(words) == wanted


PLAIN = some.text(some.characters(blacklist_categories=("Cs",)), max_size=20)


@given(
    some.lists(some.dictionaries(PLAIN, PLAIN, max_size=3), max_size=3),
    some.sampled_from([None, 1, 2, 4, "\t"]),
    some.booleans(),
)
def test_an_entry_joins_any_list_without_changing_it(entries, indent, is_windows):
    text = json.dumps(entries, indent=indent, ensure_ascii=False) + "\n"
    text = text.replace("\n", "\r\n") if is_windows else text
    joined = with_entries(text, [{"id": "new"}])
    assert json.loads(joined) == [*entries, {"id": "new"}]
    assert joined.startswith(text.rstrip().removesuffix("]").rstrip())

"""`refs verify`: what Crossref and PubMed say of the references, and what becomes of it when they say nothing.

A real server on this machine stands in for both (tests/library.py); the answers are those of tests/cases/answers.
"""
import json
import tomllib
from datetime import date

import pytest

from booklet.core.version import press_version
from booklet.library.client import Client, Manners
from booklet.library.crossref import found_at_crossref
from booklet.library.pubmed import found_at_pubmed
from booklet.library.question import NoAnswer, is_safe_address
from tests.library import ANSWERS, dripping, open_library
from tests.manuscripts import Handout
from tests.works import work

TODAY = date(2026, 11, 21)
OK = {"Content-Type": "application/json"}
REST = work(
    "lee2020",
    "Rest and walking in adults: a randomised trial",
    "Lee",
    2020,
    DOI="10.5555/rest.2020.04",
    PMID="90000001",
)
SLEEP = work("kim2018", "Sleep and mood", "Kim", 2018, DOI="10.5555/sleep.2018.11")
AIR = work("poe2019", "Fresh air", "Poe", 2019, DOI="10.5555/air.2019.07")
TEA = work("orsted2021", "Tea at Night", "Orsted", 2020, "J Rest Sci", DOI="10.5555/tea.2021.02")
NAP = work("nod2017", "Naps", "Nod", 2017, DOI="10.5555/nap.2017.01")
MILK = work("moo2015", "Milk and sleep", "Moo", 2015, PMID="90000002")
SOCK = work("sock2014", "Warm socks", "Sock", 2014, PMID="90000003")
LABEL = {k: v for k, v in work("label2024", "A label", "Maker", 2024).items() if k != "container-title"}


@pytest.fixture
def library():
    with open_library() as here:
        yield here


class Desk(Handout):
    """The handout, its librarian, and what the librarian wrote down."""

    def shelve(self, *works: dict) -> None:
        self.write("references.json", json.dumps(works, indent=2))

    def verify(self, library, *more: str, day: str = "2026-11-21") -> int:
        return self.command(
            "refs", "verify", "--source", "sections", "--crossref", library.home, "--pubmed", library.home,
            "--cache", str(self.home / "answers"), "--pause", "0", "--timeout", "60", "--date", day, *more,
        )  # fmt: skip

    @property
    def lock(self) -> dict:
        return tomllib.loads((self.folder / "references.lock").read_text(encoding="utf-8"))

    def status(self, key: str) -> tuple:
        found = self.lock["works"][key]
        return found["status"], found.get("notice", ""), found.get("notice_date"), found.get("differs", [])


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    return Desk(tmp_path, monkeypatch, capsys)


@pytest.fixture
def client():
    return Client(Manners(TODAY, pause_s=0, timeout_s=60))


def test_a_work_that_is_as_it_should_be_is_good(desk, library):
    """Markup, an entity, a subtitle that is deposited apart, British dates: none of them is a difference."""
    desk.shelve(REST)
    assert desk.verify(library) == 0, desk.said
    assert desk.status("lee2020") == ("good", "", None, [])
    assert desk.lock["works"]["lee2020"]["checked"] == TODAY
    assert "1 of 1 references are checked" in desk.said


def test_a_retraction_in_the_works_own_record_is_an_error(desk, library):
    """A patient is told what nobody holds to be true any more."""
    desk.shelve(REST, SLEEP)
    assert desk.verify(library) == 1
    assert desk.status("kim2018") == ("retracted", "10.5555/sleep.2018.11.r", date(2021, 3, 9), [])
    assert "retracted-reference: kim2018 was retracted on 2021-03-09, see 10.5555/sleep.2018.11.r" in desk.said
    assert desk.status("lee2020")[0] == "good"


def test_a_concern_that_only_the_notice_tells_of_is_found(desk, library):
    """The other direction: the work's own record has not heard of it."""
    desk.shelve(AIR)
    assert desk.verify(library) == 0
    assert desk.status("poe2019") == ("concern", "10.5555/air.2019.07.x", date(2024, 2, 29), [])
    assert "reference-concern" in desk.said


def test_a_correction_is_told_and_so_is_what_differs(desk, library):
    desk.shelve(TEA)
    assert desk.verify(library) == 0
    status, notice, on, differs = desk.status("orsted2021")
    assert (status, notice, on, differs) == ("corrected", "10.5555/tea.2021.02.c", date(2021, 9, 30), [])
    desk.shelve(TEA | {"issued": {"date-parts": [[2016]]}, "title": "Coffee at night"})
    assert desk.verify(library) == 0
    assert desk.status("orsted2021")[3] == [
        "title: “Coffee at night” here, “Tea at night” at Crossref", "year: “2016” here, “2020 or 2021” at Crossref"
    ]  # fmt: skip
    assert "reference-differs" in desk.said and "reference-corrected" in desk.said


def test_a_work_whose_notice_stands_in_its_own_place_is_withdrawn(desk, library):
    desk.shelve(NAP)
    assert desk.verify(library) == 1
    assert desk.status("nod2017") == ("retracted", "10.5555/nap.2017.01", date(2017, 6, 2), [])


def test_a_work_that_is_itself_a_notice_is_told(desk, library):
    """Somebody pasted the DOI of the retraction, not of the study."""
    desk.shelve(work("kim2021", "Retraction: Sleep and mood", "Kim", 2021, DOI="10.5555/sleep.2018.11.r"))
    assert desk.verify(library) == 0
    (difference,) = desk.status("kim2021")[3]
    assert difference == "kind: Crossref says that this work is itself a notice (retraction of 10.5555/sleep.2018.11)"


def test_pubmed_alone_can_tell_of_a_retraction_and_of_a_concern(desk, library):
    desk.shelve(MILK, SOCK)
    assert desk.verify(library) == 1
    assert desk.status("moo2015") == ("retracted", "10.5555/milk.2015.08.r", None, [])
    assert desk.status("sock2014") == ("concern", "PMID:90000095", None, [])


def test_a_number_of_another_work_is_seen(desk, library):
    """One wrong digit, and the retraction of the right work would never be seen."""
    desk.shelve(REST | {"PMID": "90000002"})
    assert desk.verify(library) == 1  # that other work is retracted, too
    differs = " ".join(desk.status("lee2020")[3])
    assert "title: “Rest and walking in adults: a randomised trial” here, “Milk and sleep” at PubMed" in differs
    assert "DOI: “10.5555/rest.2020.04” here, “10.5555/milk.2015.08” at PubMed" in differs


def test_what_has_no_identifier_is_listed_for_a_person(desk, library):
    desk.shelve(REST, LABEL)
    assert desk.verify(library) == 0
    assert desk.status("label2024")[0] == "not-checked"
    assert "not-verified: without DOI and PMID, so not looked up: label2024" in desk.said
    assert "1 of 2 references are checked" in desk.said


def test_an_identifier_that_nobody_knows_is_told(desk, library):
    desk.shelve(work("a2020", "A", "A", 2020, DOI="10.5555/none"), work("b2020", "B", "B", 2020, PMID="99999999"))
    assert desk.verify(library) == 0
    assert desk.status("a2020")[3] == ["DOI: Crossref does not know 10.5555/none"]
    assert desk.status("b2020")[3] == ["PMID: PubMed does not know 99999999"]
    assert desk.said.count("was not looked up") == 2


def test_the_same_answers_give_the_same_lock(desk, library):
    desk.shelve(REST, SLEEP, AIR)
    desk.verify(library)
    before = (desk.folder / "references.lock").read_bytes()
    desk.shelve(AIR, SLEEP, REST)
    desk.verify(library, "--fresh")
    assert (desk.folder / "references.lock").read_bytes() == before


@pytest.mark.parametrize("fault", [
    (500, {}, b""), (503, {"Retry-After": "0"}, b""), (200, {"Content-Type": "text/html"}, b"<p>Sign in to the Wi-Fi"),
    (200, OK, b"{garbage"), (200, OK, b"[]"), (200, OK, b'{"message": 3}'), (200, OK, b"\xff\xfe"),
    (200, OK, b"[" * 100_000), (200, OK | {"Content-Length": "900"}, b"{}"), (403, {}, b""),
    (429, {"Retry-After": "9999"}, b""),
    (301, {"Location": "https://elsewhere.example/works"}, b""),
    (302, {"Location": "/works/10.5555%2Fair.2019.07"}, b""),
    3.0,
])  # fmt: skip
def test_no_answer_for_one_reference_does_not_lose_the_others(desk, library, fault):
    """The train's Wi-Fi fails halfway: what was found stays, what is missing is said, the status is 1."""
    library.faults["air.2019.07"] = [fault]
    desk.shelve(REST, AIR)
    assert desk.verify(library, "--timeout", "1.5" if fault == 3.0 else "60") == 1
    assert "no-answer: poe2019: " in desk.said and "Traceback" not in desk.said
    assert desk.status("lee2020")[0] == "good"
    assert desk.status("poe2019") == ("not-checked", "", None, [])
    library.faults.clear()
    assert desk.verify(library) == 0, "what is no answer has been kept for the day"


def test_an_answer_without_end_is_cut_off(desk, library):
    library.faults["air.2019.07"] = [(200, OK, b" " * 9_000_000)]
    desk.shelve(REST, AIR)
    assert desk.verify(library) == 1
    assert "larger than 8 MB" in desk.said


def test_a_slow_drip_is_not_waited_for(library):
    """Once it had come to its end, it would be an answer that nobody can read."""
    library.faults["/works/"] = [(200, OK | {"Content-Length": "1000"}, [b" "] * 1000)]
    with pytest.raises(NoAnswer, match="in time"):
        found_at_crossref("10.5555/rest.2020.04", Client(Manners(TODAY, pause_s=0, timeout_s=0.2)), library.home)


@pytest.mark.parametrize("begin", [
    b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nContent-Type: application/js", b"HTTP/1.1 301 Moved\r\nLocation: /a",
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1",
])  # fmt: skip
def test_headers_that_drip_are_not_waited_for(begin):
    """Each letter comes in time; all of them never do. Without one deadline for the whole this test has no end."""
    with dripping(begin) as home, pytest.raises(NoAnswer, match="in time"):
        found_at_crossref("10.5555/rest.2020.04", Client(Manners(TODAY, pause_s=0, timeout_s=0.3)), home)


def test_redirects_and_tries_share_one_deadline(library):
    """Three redirects of a second each, four times over, would be twelve seconds for an answer that may take two."""
    library.faults["/works/"] = [(301, {"Location": "/works/next"}, [b" "] * 8)]
    with pytest.raises(NoAnswer):
        found_at_crossref("10.5555/rest.2020.04", Client(Manners(TODAY, pause_s=0, timeout_s=0.5)), library.home)
    assert len(library.asked) <= 4


@pytest.mark.parametrize("location", [
    "http://[", "http://[::1", "//[v1.x]/", "", "http://", "javascript:alert(1)", "file:///etc/passwd",
    "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "/works/caf\xe9", "/a b", "/\x01", "\\\\host\\x", "?",
    "/" + "x" * 60_000,
])  # fmt: skip
def test_a_bad_location_is_no_answer(client, library, location):
    library.faults["/works/"] = [(302, {"Location": location}, b"")]
    with pytest.raises(NoAnswer):
        found_at_crossref("10.5555/rest.2020.04", client, library.home)


def test_what_passes_is_tried_again_and_a_wish_to_wait_is_kept(client, library):
    library.faults["/works/10.5555/rest"] = [(429, {"Retry-After": "1"}, b""), (500, {}, b""), answer_of("rest.2020.04")]
    assert found_at_crossref("10.5555/rest.2020.04", client, library.home).title.startswith("Rest & walking")
    times = [at for path, _, at in library.asked if path.startswith("/works/")]
    assert len(times) == 3 and times[1] - times[0] >= 1


def answer_of(name: str) -> tuple:
    return 200, OK, (ANSWERS / f"works-10.5555-{name}.json").read_bytes()


def test_a_redirect_on_the_same_host_is_followed(client, library):
    library.faults["/works/10.5555/alias"] = [(301, {"Location": "/works/10.5555%2Frest.2020.04"}, b"")]
    assert found_at_crossref("10.5555/alias", client, library.home).doi == "10.5555/rest.2020.04"


def test_nobody_answers_and_nothing_is_written(desk, library):
    library.faults["/"] = [(500, {}, b"")]
    desk.shelve(REST, AIR)
    assert desk.verify(library) == 1
    assert not (desk.folder / "references.lock").exists()
    assert "2 problems. Nothing was written." in desk.said


def test_a_silent_host_is_left_alone_after_a_while(desk, library):
    """A hundred references times four tries would be an hour of waiting."""
    library.faults["/"] = [(500, {}, b"")]
    desk.shelve(*(work(f"a{n}", "A", "A", 2020, DOI=f"10.5555/{n}") for n in range(20)))
    assert desk.verify(library) == 1
    assert len(library.asked) == 3 * 4
    assert "was silent 3 times in a row" in desk.said


def test_what_was_found_before_stands_while_a_service_is_silent(desk, library):
    """An outage does not undo a retraction, nor make an old check a new one."""
    desk.shelve(REST, SLEEP)
    desk.verify(library, day="2026-06-01")
    library.faults["sleep"] = library.faults["rest"] = [(500, {}, b"")]
    desk.shelve(REST, SLEEP, AIR)
    assert desk.verify(library, day="2026-11-21") == 1
    assert desk.status("kim2018")[0] == "retracted" and desk.lock["works"]["lee2020"]["checked"] == date(2026, 6, 1)
    assert desk.lock["works"]["poe2019"]["checked"] == TODAY
    assert "stale-lock: references were last checked on 2026-06-01" in desk.said


def test_a_notice_at_one_service_counts_though_the_other_is_silent(desk, library):
    library.faults["efetch"] = [(500, {}, b"")]
    desk.shelve(SLEEP | {"PMID": "90000001"})
    assert desk.verify(library) == 1
    assert desk.status("kim2018")[0] == "retracted"
    assert "no-answer" in desk.said and "retracted-reference" in desk.said


def test_the_same_day_asks_only_for_what_is_missing(desk, library):
    desk.shelve(REST, AIR)
    desk.verify(library)
    asked = len(library.asked)
    desk.verify(library)
    assert len(library.asked) == asked == 5  # the work and its notices, twice; and PubMed
    for file in (desk.home / "answers").iterdir():
        file.write_bytes(b"[damaged")
    assert desk.verify(library) == 0
    assert len(library.asked) == 2 * asked
    desk.verify(library, day="2026-11-22")
    desk.verify(library, "--fresh", day="2026-11-22")
    assert len(library.asked) == 4 * asked


def test_it_asks_politely(desk, library):
    """Services that give their answers away want to know who asks, and how often."""
    desk.shelve(REST, AIR)
    desk.verify(library, "--mailto", "library@clinic.example", "--pause", "0.2")
    agents = {headers["User-Agent"] for _, headers, _ in library.asked}
    assert agents == {f"booklet/{press_version()} (references of a patient handout; mailto:library@clinic.example)"}
    assert any("tool=booklet" in path and "email=library@clinic.example" in path for path in library.paths)
    times = [at for _, _, at in library.asked]
    assert times[-1] - times[0] >= 0.2 * (len(times) - 1) - 0.1


@pytest.mark.parametrize(("option", "value"), [
    ("--crossref", "http://api.crossref.org"), ("--crossref", "ftp://127.0.0.1:21"),
    ("--pubmed", "https://a@b.example"),
    ("--pubmed", "http://127.0.0.1.evil.example:80"), ("--crossref", "https://x.example/?q=1"),
    ("--crossref", "http://[::1"),
    ("--mailto", "a\r\nX-Evil: 1@b.example"), ("--mailto", "nobody"), ("--pause", "-1"),
])  # fmt: skip
def test_only_safe_addresses_are_asked(desk, library, option, value):
    desk.shelve(REST)
    assert desk.verify(library, option, value) == 2
    assert not library.asked


def test_https_is_safe_and_so_is_this_machine():
    assert is_safe_address("https://api.crossref.org") and is_safe_address("http://127.0.0.1:8080/x")


def test_a_bomb_in_a_record_is_not_opened(client, library):
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><PubmedArticleSet>&c;</PubmedArticleSet>'
    library.faults["efetch"] = [(200, {"Content-Type": "text/xml"}, bomb)]
    with pytest.raises(NoAnswer, match="no record"):
        found_at_pubmed("90000001", client, library.home)


def test_bad_references_are_told_before_anybody_is_asked(desk, library):
    desk.write("references.json", "[{]")
    assert desk.verify(library) == 1
    assert "bad-json" in desk.said and not library.asked


def test_an_entry_that_its_author_changes_counts_as_not_checked(desk, library):
    desk.shelve(REST)
    desk.verify(library)
    desk.shelve(REST | {"title": "Rest"})
    desk.body("", tail="\n\nRest helps. [@lee2020]\n")
    desk.command("check", "--source", "sections")
    assert "not-verified: lee2020 was changed since it was checked" in desk.said

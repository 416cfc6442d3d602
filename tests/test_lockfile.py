"""references.lock in the build: what it changes on the pages, and what is told of one that cannot be trusted."""
import json
import re
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from booklet.check.pdf.document import Proof
from booklet.core.sealed import seal_of
from booklet.load.signed.lock_file import lock_text
from booklet.load.load import load_manuscript
from booklet.model.lock import Record, entry_hash
from tests.manuscripts import Handout

LEE = {
    "id": "lee2020", "type": "article-journal", "title": "Rest and walking",
    "author": [{"family": "Lee", "given": "A."}], "container-title": "J Ex",
    "issued": {"date-parts": [[2020]]}, "DOI": "10.5555/rest",
    "custom": {"evidence": "trial"},
}  # fmt: skip
RAY = LEE | {"id": "ray2021", "title": "Sleep", "author": [{"family": "Ray"}], "DOI": "10.5555/sleep"}
CHECKED = date(2026, 3, 3)
BODY = "Rest helps. [@lee2020]\nSo does sleep. [@ray2021]"


class Desk(Handout):
    """The handout with two works and a lock."""

    def lock(self, *records: Record, booklet: str = "rest") -> str:
        """Write a lock; records without a hash get that of their work."""
        self.write("references.json", json.dumps([LEE, RAY], indent=1))
        self.body(BODY, tail="")
        works = {work["id"]: work for work in (LEE, RAY)}
        made = [
            Record(
                **{name: getattr(r, name) for name in Record.__slots__} | {"entry": r.entry or entry_hash(works[r.key])}
            )
            for r in records
        ]
        text = lock_text(booklet, CHECKED, made)
        self.write("references.lock", text)
        return text

    def built(self, edition: str = "a4", day: str = "2026-03-04") -> Proof | str:
        arguments = ("--source", "sections", "--out", "dist", "--edition", edition, "--date", day, "--force")
        assert self.command("build", *arguments) == 0, self.said
        if edition == "a4":
            return Proof((self.out / "rest-a4.pdf").read_bytes())
        return (self.out / f"rest.{'html' if edition == 'web' else 'txt'}").read_text(encoding="utf-8")

    def check(self, day: str = "2026-03-04") -> int:
        return self.command("check", "--source", "sections", "--date", day)


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    desk = Desk(tmp_path, monkeypatch, capsys)
    editions = '[editions.a4]\npaper = "A4"\n\n[editions.web]\nmedium = "web"\n\n[editions.text]\nmedium = "text"\n'
    desk.change("booklet.toml", '[editions.a4]\npaper = "A4"\n', editions)
    return desk


def good(key: str, **more) -> Record:
    doi = {"lee2020": "10.5555/rest", "ray2021": "10.5555/sleep"}[key]
    return Record(key, **{"entry": "", "status": "good", "doi": doi, "checked": CHECKED} | more)


def words_of(proof: Proof) -> str:
    return " ".join(" ".join(element.text for element in proof.elements()).split())


def test_the_imprint_says_that_nobody_has_looked(desk):
    """A reader who trusts the list must know that it was never held against retractions."""
    assert "References have not been checked for retractions." in words_of(desk.built())
    for edition in ("web", "text"):
        assert "References have not been checked for retractions." in desk.built(edition)
    desk.body("Rest helps.", tail="")  # and cites none of the works that lie there
    assert "References have not been checked" not in desk.built("text")


def test_the_imprint_says_when_somebody_looked(desk):
    desk.lock(good("lee2020"), good("ray2021"))
    said = "References last checked on 3 March 2026."
    assert said in words_of(desk.built())
    assert said in desk.built("web") and said in desk.built("text")


def test_the_imprint_says_how_many_were_looked_up(desk):
    desk.lock(good("lee2020"), good("ray2021", status="not-checked", checked=None))
    assert "References last checked on 3 March 2026 (1 of 2)." in words_of(desk.built())


def test_the_oldest_check_counts(desk):
    """One reference that was silent for a year is not made fresh by the others."""
    desk.lock(good("lee2020", checked=date(2025, 3, 1)), good("ray2021"))
    assert "References last checked on 1 March 2025, more than 90 days ago." in words_of(desk.built())


@pytest.mark.parametrize(("day", "is_stale"), [("2026-06-01", False), ("2026-06-02", True)])
def test_a_lock_is_stale_after_90_days(desk, day, is_stale):
    desk.lock(good("lee2020"), good("ray2021"))
    assert ("3 March 2026, more than 90 days ago." in words_of(desk.built(day=day))) == is_stale
    assert desk.check(day) == 0
    assert ("stale-lock: references were last checked on 2026-03-03, 91 days ago" in desk.said) == is_stale


def test_two_days_give_the_same_bytes(desk):
    desk.lock(good("lee2020"), good("ray2021"))
    one = desk.built(day="2026-03-04").data
    assert desk.built(day="2026-05-04").data == one


def test_a_retracted_work_says_so_before_its_line_in_every_edition(desk):
    """In words, so that it is seen without colour and heard by who listens; and the booklet is stopped at the check."""
    retracted = good("ray2021", status="retracted", notice="10.5555/sleep.r", notice_date=date(2025, 1, 2))
    desk.lock(good("lee2020"), retracted)
    heard = words_of(desk.built())
    assert re.search(r"2 Retracted\. Ray\. Sleep\..*doi:10\.5555/ ?sleep Notice: doi:10\.5555/ ?sleep\.r\.", heard)
    assert not re.search(r"Retracted\. Lee", heard)
    page = desk.built("web")
    assert '<strong class="standing">Retracted.</strong> Ray. Sleep.' in page
    assert re.search(r"2\. Retracted\. Ray\. Sleep\.", desk.built("text"))
    assert desk.check() == 1
    assert re.search(
        r"references\.json:\d+: retracted-reference: ray2021 was retracted on 2025-01-02, see 10\.5555/sleep\.r",
        desk.said,
    )


@pytest.mark.parametrize(("status", "said", "code"), [
    ("concern", "Expression of concern.", "reference-concern"), ("corrected", "Corrected.", "reference-corrected"),
])  # fmt: skip
def test_a_doubt_and_a_correction_are_printed_and_are_advice(desk, status, said, code):
    desk.lock(good("lee2020", status=status, notice="10.5555/rest.x"), good("ray2021"))
    assert f"{said} Lee A. Rest and walking." in words_of(desk.built())
    assert desk.check() == 0 and code in desk.said


def test_a_long_notice_is_left_out_of_the_list(desk):
    """Its DOI would take three lines of a narrow column; the check tells it."""
    desk.lock(good("lee2020", status="corrected", notice=f"10.5555/{'x' * 60}"), good("ray2021"))
    heard = words_of(desk.built())
    assert "Corrected. Lee" in heard and "Notice:" not in heard


def test_what_differs_and_what_was_not_looked_up_is_advice(desk):
    desk.lock(good("lee2020", status="differs", differs=("year: “2020” here, “2019” at Crossref",)))
    assert desk.check() == 0
    assert "reference-differs: lee2020: year: “2020” here, “2019” at Crossref" in desk.said
    assert "not-verified: ray2021 was not looked up" in desk.said


def test_a_record_of_no_reference_is_told(desk):
    desk.lock(good("lee2020"), good("ray2021"), Record("gone2001", "0" * 64, "retracted"))
    assert desk.check() == 0
    assert re.search(r"references\.lock:\d+: unused-lock: gone2001", desk.said)
    assert load_manuscript(desk.folder).lock.retracted == ()


def test_only_what_is_cited_is_retracted_for_the_booklet(desk):
    desk.lock(good("lee2020", status="retracted"), good("ray2021", status="retracted"))
    desk.body("Rest helps. [@lee2020]", tail="")
    assert load_manuscript(desk.folder).lock.retracted == ("lee2020",)


def test_a_work_that_only_a_data_figure_cites_is_cited(desk):
    desk.lock(good("lee2020", status="retracted"), good("ray2021"))
    desk.body('Sleep. [@ray2021]\n\n{{ figure("n01") }}', tail="")
    assert load_manuscript(desk.folder).lock.retracted == ("lee2020",)


def test_a_changed_reference_is_not_checked_but_stays_retracted(desk):
    """To mend a title does not make the work good; another DOI is another work."""
    desk.lock(good("lee2020"), good("ray2021", status="retracted"))
    works = [LEE | {"title": "Rest"}, RAY | {"title": "Sleep!"}]
    desk.write("references.json", json.dumps(works))
    lock = load_manuscript(desk.folder).lock
    assert lock.checked_count == 0 and lock.checked is None and lock.retracted == ("ray2021",)
    desk.write("references.json", json.dumps([LEE, RAY | {"DOI": "10.5555/other"}]))
    lock = load_manuscript(desk.folder).lock
    assert lock.retracted == () and lock.record_of("ray2021").status == "not-checked"


def test_the_kind_of_evidence_is_ours_and_changes_nothing(desk):
    desk.lock(good("lee2020"), good("ray2021"))
    desk.write("references.json", json.dumps([LEE | {"custom": {"evidence": "review"}}, RAY]))
    assert load_manuscript(desk.folder).lock.checked_count == 2


@pytest.mark.parametrize(("old", "new", "told"), [
    ('status = "retracted"', 'status = "good"', "references.lock:5: edited-lock"),
    ("2026-03-03", "2026-11-20", "references.lock:5: edited-lock"),
    ('booklet = "rest"', 'booklet = "sleep"', "references.lock:3: foreign-lock"),
    ("format = 1", "format = 2", "references.lock:2: bad-lock"),
    ("format = 1", 'format = "one"', "references.lock:2: bad-lock"),
    ('status = "retracted"', 'status = "fine"', "references.lock:13: bad-lock"),
    ('status = "retracted"', 'status = "retracted"\nnote = "x"', "references.lock:13: bad-lock"),
    ('seal = "', 'seal = "x', "references.lock:5: bad-lock"),
    ("checked = 2026-03-03", "checked = 2026-02-31", "references.lock:4: bad-lock"),
    ('[works."ray2021"]', "[works.[", "bad-lock"), ("format = 1\n", "", "bad-lock"),
    ('doi = "10.5555/sleep"', 'doi = "no"', "bad-lock"),
    ('booklet = "rest"', 'booklet = "re\\u0007st"', "bad-lock"),
])  # fmt: skip
def test_a_lock_that_cannot_be_trusted_is_told_with_its_line(desk, old, new, told):
    """The line in the imprint must stand on something."""
    text = desk.lock(good("lee2020"), good("ray2021", status="retracted"))
    assert old in text
    desk.write("references.lock", text.replace(old, new))
    assert told in " ".join(desk.refused("--edition", "a4"))
    assert "python build.py refs verify" in desk.said or "newer version" in desk.said
    assert desk.check() == 1 and told in desk.said


@pytest.mark.parametrize("content", [
    b"", b"\xff\xfe\x00", b"[" * 50_000, b"a = " + b"[" * 5_000, b"format = 99999999999999999999", b"\x00", b"{}",
    b"format = 1\n" * 3, b"x" * 1_200_000,
    b"format = 1\nbooklet = \"rest\"\nchecked = 2026-01-01T10:00:00\nseal = 1\nworks = 3",
    b'[works]\n"a.b" = 1', b"format = 1\rbooklet", b"\x1b[2J = 1", b"format = nan",
])  # fmt: skip
def test_rubbish_is_told_without_a_traceback(desk, content):
    desk.lock(good("lee2020"))
    desk.write("references.lock", content)
    assert all(problem.endswith("bad-lock") for problem in desk.refused("--edition", "a4"))
    assert "\x1b" not in desk.said


def test_a_lock_that_leads_out_of_the_folder_is_not_read(desk):
    text = desk.lock(good("lee2020"), good("ray2021"))
    (desk.home / "outside").write_text(text)
    (desk.folder / "references.lock").unlink()
    (desk.folder / "references.lock").symlink_to(desk.home / "outside")
    assert desk.refused("--edition", "a4") == ["sections/references.lock: bad-lock"]


def test_spaces_comments_and_line_ends_are_no_edit(desk):
    """Version control may change line ends, and a person may write a note to others."""
    text = desk.lock(good("lee2020"), good("ray2021"))
    desk.write("references.lock", "# A note\n" + text.replace("\n", "\r\n") + "\n\n")
    assert load_manuscript(desk.folder).lock.checked_count == 2


LINES = some.text(some.characters(blacklist_categories=("Cs", "Cc", "Co", "Cf", "Zl", "Zp")), min_size=1, max_size=20)


@given(LINES, LINES)
@settings(max_examples=50)
def test_any_key_and_any_words_survive_the_file(key, words):
    record = Record(key, "a" * 64, "differs", checked=CHECKED, differs=(words,))
    content = tomllib.loads(lock_text("rest", CHECKED, [record]))
    assert content["seal"] == seal_of(content)
    assert content["works"][key]["differs"] == [words]

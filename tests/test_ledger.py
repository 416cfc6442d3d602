"""The ledger: each citation of the pages is in it, ages come from no clock, and no text in it does anything."""
import csv
import io
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.problems import Place
from booklet.core.printed.evidence import KINDS
from booklet.pipeline import read_manuscript
from booklet.review.ledger import COLUMNS, KIND_NAMES, Ledger, Row, Work, ledger_csv, ledger_of
from booklet.review.ledger_page import bars_of, ledger_files, ledger_html
from booklet.review.pages_of_sentences import figure_pages, sentence_pages
from booklet.words.text import read_copy
from tests.browser import visit
from tests.manuscripts import Handout
from tests.test_signoff import WHO

MARKER = re.compile(r"\[(?P<numbers>[0-9][0-9,–-]*)\]")  # [2,5–7]
HOSTILE = '=cmd|"/C calc"!A1 <script>alert(1)</script>\r\nand "more", \u2028 \'so\' &lt; <img src=x onerror=alert(1)>'
LEE = Work(1, "lee2020", "Rest", "review", 2020)


@pytest.fixture(scope="module")
def cited(shipped_cited):
    return shipped_cited


@pytest.fixture(scope="module")
def ledger(cited, shipped_copy, shipped_files) -> Ledger:
    """The ledger of the shipped handout, with the pages of its A4 edition."""
    content, copy = shipped_files["a4"].read_bytes(), shipped_copy
    return ledger_of(copy, cited, sentence_pages(copy, content), figure_pages(content))


def row_of(text: str = "Rest helps.", works: tuple[Work, ...] = (LEE,), claims: tuple[str, ...] = (), **more) -> Row:
    place = Place("sections/010-rest.md", 5)
    return Row(text, "prose", 1, "Rest", place, more.pop("page", 4), works, claims, more.pop("exceptions", ()))


def small_ledger(*rows: Row, works: tuple[Work, ...] = (LEE,), year: int = 2026) -> Ledger:
    return Ledger(rows, works, (), (), year)


def cells_of(content: bytes) -> list[dict[str, str]]:
    """The CSV as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def html_of(ledger: Ledger, handout: Handout) -> str:
    return ledger_html(ledger, read_manuscript(handout.folder).manuscript.imprint, "rest-a4.pdf").decode()


class Page(HTMLParser):
    """What an HTML page holds: its elements with their attributes, and its text."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "wbr", "img", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        self.text += data


def test_every_citation_of_the_pages_is_in_the_ledger_with_its_page(ledger, proofs):
    """A claim whose source is missing here is signed unseen."""
    printed: list[tuple[int, int]] = []
    for element in proofs["a4"].elements():
        marker = MARKER.fullmatch(element.text) if element.tag == "Reference" else None
        printed += [(number, element.page + 1) for number in numbers_of(marker["numbers"])] if marker else []
    listed = [(work.number, row.page) for row in ledger.rows if row.page for work in row.works]  # 0: for other clinics
    assert Counter(number for number, _ in printed) == Counter(number for number, _ in listed)
    assert len(listed) > 300
    for number, page in printed:  # a sentence may begin on one page and be cited on the next
        assert (number, page) in listed or (number, page - 1) in listed, f"[{number}] on page {page}"


def numbers_of(marker: str) -> list[int]:
    """2,5-7 as 2, 5, 6, 7."""
    spans = [re.split("[-–]", part) for part in marker.split(",")]
    return list(chain.from_iterable(range(int(span[0]), int(span[-1]) + 1) for span in spans))


def test_the_table_says_what_the_references_say(ledger, cited):
    """Number, kind and year are looked up and not retyped."""
    known = {str(known.number): known.reference for known in cited.references}
    rows = cells_of(ledger_csv(ledger.rows))
    assert len(rows) == len(ledger.rows)
    for row in rows:
        names = "Citations", "Keys", "Kinds of study", "Years"
        columns = [row[name].split("; ") if row[name] else [] for name in names]
        for number, key, kind, year in zip(*columns, strict=True):
            work = known[number]
            issued = work.csl.get("issued", {"date-parts": [["no year"]]})["date-parts"][0][0]
            assert (work.key, work.evidence, str(issued)) == (key, kind, year)


def test_every_claim_that_is_marked_is_told(ledger, cited):
    marked = {claim.id for section in cited.manuscript.sections for claim in section.claims}
    assert marked <= set(ledger.claims) | set(ledger.loose)


def test_every_kind_of_evidence_has_a_name_for_the_reader():
    assert tuple(KIND_NAMES) == (*KINDS, "")


@pytest.mark.parametrize(
    ("year", "age"),
    [(2027, "Up to 1 year"), (2026, "Up to 1 year"), (2025, "Up to 1 year"), (2024, "2 to 5 years"),
     (2021, "2 to 5 years"), (2020, "6 to 10 years"), (2016, "6 to 10 years"), (2015, "11 to 20 years"), (2006, "11 to 20 years"),
     (2005, "Over 20 years"), (1964, "Over 20 years"), (None, "No year given")],
)  # fmt: skip
def test_a_work_is_as_old_as_on_the_day_of_publication(year, age):
    """A ledger that changed with the calendar could not be signed."""
    counted = small_ledger(works=(Work(1, "a", "A", "trial", year),), year=2026).by_age
    assert [name for name, count in counted.items() if count] == [age]


def test_oldest_and_newest_pass_over_works_without_a_year():
    works = tuple(Work(n, f"w{n}", "W", "trial", year) for n, year in enumerate((None, 2001, 2020, 2001), 1))
    ledger = small_ledger(works=works)
    assert [work.number for work in ledger.oldest] == [2, 4] and [work.number for work in ledger.newest] == [3]
    assert small_ledger(works=works[:1]).oldest == small_ledger(works=()).newest == ()


def test_what_rests_on_animals_alone_is_listed(ledger):
    """The sentence that a committee reads twice."""
    mouse, dish = Work(2, "kim2022", "Mice", "animal", 2022), Work(3, "dish", "Cells", "laboratory", 2022)
    rows = row_of("A", (mouse, dish)), row_of("B", (mouse, LEE)), row_of("C", ())
    assert [row.text for row in small_ledger(*rows).rows if row.rests_on_animals] == ["A"]
    assert all({work.kind for work in row.works} <= {"animal", "laboratory"} for row in ledger.rows if row.rests_on_animals)


def test_what_rests_on_a_company_alone_is_listed_and_said_in_the_list_of_works(handout):
    """Who sells it wrote it: a committee weighs that, and so does a reader."""
    sold = Work(2, "acme", "Rest for all", "company", 2022)
    rows = row_of("A", (sold,)), row_of("B", (sold, LEE))
    ledger = small_ledger(*rows)
    assert [row.text for row in ledger.rows if row.rests_on_company] == ["A"]
    assert "Company that sells it" in html_of(ledger, handout)
    handout.change("references.json", "review", "company")
    handout.change("booklet.toml", '[editions.a4]\npaper = "A4"\n', '[editions.text]\nmedium = "text"\n')
    assert handout.command("build", "--edition", "text", "--force") == 0, handout.said
    assert "1. From a company that sells it. Lee" in (handout.out / "rest.txt").read_text(encoding="utf-8")


def test_what_is_to_be_checked_is_listed_for_the_signer_and_counted_by_check(handout):
    """A rule that only a clinician can set looks like all others in print."""
    handout.body("Rest for two days. <!-- to check: by a nurse --> [@lee2020]\n\nDrink. <!-- to check: -->\n")
    cited = read_manuscript(handout.folder)
    copy = read_copy(cited.manuscript)
    ledger = ledger_of(copy, cited, [0] * len(copy.sentences))
    assert [(row.text, row.doubts) for row in ledger.rows if row.doubts] == [("Rest for two days.", ("by a nurse",)), ("Drink.", ("",))]
    page = html_of(ledger, handout)
    assert "To check: by a nurse." in page and "To check: the whole sentence." in page
    assert [row["To check"] for row in cells_of(ledger_csv(ledger.rows))][:2] == ["by a nurse", "yes"]
    handout.command("check", "--source", "sections")
    assert "left-to-check: 2 places are marked to check before anybody signs; here: by a nurse" in handout.said
    assert handout.command("signoff", "rest", *WHO) == 0
    assert "note: sections/010-rest.md:5:1: its author asks you to check: by a nurse\n" in handout.said


def test_an_accepted_exception_and_a_mark_without_a_sentence_are_told(handout):
    handout.body("Sleep lasts 8 hours. <!-- general -->\n\nIt is so. <!-- C07 -->\nSo. <!-- C03 -->\n")
    cited = read_manuscript(handout.folder)
    copy = read_copy(cited.manuscript)
    ledger = ledger_of(copy, cited, [0] * len(copy.sentences))
    assert [row.text for row in ledger.rows if row.exceptions] == ["Sleep lasts 8 hours."]
    assert ledger.claims == ("C03", "C07") and ledger.unused == ("C04", "C05", "C06")
    page = html_of(ledger, handout)
    assert "Sleep lasts 8 hours." in page and "C04, C05, C06" in page
    assert [row["Exception"] for row in cells_of(ledger_csv(ledger.rows))] == ["general", "", "", ""]


SPREADSHEET_SIGNS = st.lists(st.sampled_from(HOSTILE + "=+-@\t\r")).map("".join)


@given(st.text(st.characters(exclude_categories=["Cs"])) | SPREADSHEET_SIGNS)
def test_no_cell_is_a_formula_and_no_text_is_lost(text):
    """A spreadsheet runs =HYPERLINK(...) as soon as a committee opens the file."""
    content = ledger_csv([row_of(text, claims=(text,))])
    (row,) = cells_of(content)
    assert row["Sentence"] in (text, f"'{text}")
    for cell in row.values():
        assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠")) and not cell.startswith(("\t", "\r"))


def test_the_table_is_what_spreadsheets_read():
    """RFC 4180: lines end in CR LF, every line has all columns; and Excel knows UTF-8 by its mark alone."""
    content = ledger_csv([row_of(HOSTILE), row_of("Zwölf")])
    assert content.startswith(b"\xef\xbb\xbfSentence,") and content.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 3
    assert rows[1][0] == f"'{HOSTILE}"


def test_hostile_words_are_only_words_on_the_page(handout):
    """Text comes from files that others write; nobody runs it."""
    work = Work(1, HOSTILE, HOSTILE, HOSTILE, 2020)
    row = Row(HOSTILE, HOSTILE, 1, HOSTILE, Place(HOSTILE, 5), 4, (work,), ("C01",), (HOSTILE,))
    ledger = Ledger((row,), (work,), (HOSTILE,), (HOSTILE,), 2026)
    page = Page(html_of(ledger, handout))
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.text


def test_the_page_stands_alone_and_is_well_formed(ledger, cited):
    html = ledger_html(ledger, cited.manuscript.imprint, "a4.pdf").decode()
    page = Page(html)
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    targets = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert len(ids) == len(set(ids)) and {target.removeprefix("#") for target in targets} <= set(ids)
    assert all(attributes.get("scope") in ("row", "col") for tag, attributes in page.elements if tag == "th")
    assert not [tag for tag, attributes in page.elements if "src" in attributes or tag == "link"]
    assert not re.search(r"url\((?!data:)|@import", html)


def test_the_drawing_and_its_table_say_the_same(ledger, cited):
    """A bar that is longer than its number misleads."""
    html = ledger_html(ledger, cited.manuscript.imprint, "a4.pdf").decode()
    for counted in (ledger.by_age, ledger.by_kind):
        assert sum(counted.values()) == len(ledger.works)
        for bar in bars_of(counted):
            assert f'class="label">{bar.label}</text>' in html
            assert f'<th scope="row">{bar.label}</th><td>{bar.count}</td>' in html
            longest = max(bars_of(counted), key=lambda bar: bar.count)
            assert abs(bar.length_mm * longest.count - bar.count * longest.length_mm) < longest.count / 10
    assert all(bar.length_mm == 0 for bar in bars_of(dict.fromkeys(KIND_NAMES.values(), 0)))


def test_the_page_can_be_used_by_everybody(ledger, cited, tmp_path, browser):
    """axe-core finds nothing, and only wide tables scroll on a narrow screen. All rows are alike, so few are enough."""
    file = tmp_path / "ledger.html"
    file.write_bytes(ledger_html(replace(ledger, rows=ledger.rows[::12]), cited.manuscript.imprint, "a4.pdf"))
    with visit(browser, file) as opened:
        assert [found["id"] for found in opened.axe()["violations"]] == []
        for width in (1280, 320):
            opened.page.set_viewport_size({"width": width, "height": 900})
            assert opened.too_wide() == []
        assert opened.console == [] and len(opened.requests) == 1


def test_the_command_writes_both_files_and_the_same_bytes_again(handout):
    assert handout.command("ledger", "--source", "sections", "--out", "dist") == 0, handout.said
    first = {path: content for path, content in handout.files().items() if "ledger" in path}
    assert sorted(path.rsplit("/", 1)[1] for path in first) == ["rest-ledger.csv", "rest-ledger.html"]
    (row,) = cells_of((handout.out / "rest-ledger.csv").read_bytes())
    assert (row["Sentence"], row["Citations"], row["Section"]) == ("Rest helps.", "1", "1") and int(row["Page"]) > 0
    assert "Setting a4" in handout.said, "the file in dist/ is last week's"
    assert handout.command("ledger", "--source", "sections", "--out", "dist") == 0
    assert {path: content for path, content in handout.files().items() if "ledger" in path} == first


def test_pages_are_read_from_the_build_where_it_is_current(handout):
    handout.command("build", "--source", "sections", "--out", "dist")
    assert handout.command("ledger", "--source", "sections", "--out", "dist") == 0, handout.said
    assert "Reading rest-a4.pdf" in handout.said and "Setting" not in handout.said


def test_a_manuscript_with_mistakes_gets_no_ledger(handout):
    handout.body("Rest helps. [@nobody1999]")
    before = handout.files()
    assert handout.command("ledger", "--source", "sections", "--out", "dist") == 1
    assert "unknown-citation" in handout.said and "Traceback" not in handout.said and handout.files() == before


def test_a_booklet_without_a_pdf_is_told_to_add_one(handout):
    handout.change("booklet.toml", '[editions.a4]\npaper = "A4"', '[editions.web]\nmedium = "web"')
    assert handout.command("ledger", "--source", "sections", "--out", "dist") == 1
    assert "booklet.toml: unknown-edition" in handout.said and "[editions.a4]" in handout.said


def test_a_place_that_cannot_be_written_is_told(handout):
    (handout.home / "taken").write_text("a file")
    assert handout.command("ledger", "--source", "sections", "--out", "taken") == 1
    assert "cannot-write" in handout.said and "Traceback" not in handout.said


def test_the_files_of_the_shipped_handout_are_those_of_its_name(cited, shipped_files):
    name = cited.manuscript.imprint.name
    files = ledger_files(cited, shipped_files["a4"].name, shipped_files["a4"].read_bytes())
    assert list(files) == [f"{name}-ledger.csv", f"{name}-ledger.html"]

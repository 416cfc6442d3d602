"""Reference lines, read as an editor reads them.

tests/cases/reference-lines.json holds the line of every reference that ships. After a change, write it anew with
`python -m tests.test_csl`, and read each line that differs before it is committed.
"""
import json
import re
import warnings
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from booklet.cite.csl import reference_lines, short_citation
from booklet.load.works.dates import date_of

ROOT = Path(__file__).parent.parent
STYLE = ROOT / "styles" / "csl" / "style.csl"
GOLDEN = Path(__file__).parent / "cases" / "reference-lines.json"
WORKS = json.loads((ROOT / "sections" / "references.json").read_bytes())
WALK = {
    "id": "lee2020",
    "type": "article-journal",
    "title": "Rest and walking",
    "author": [{"family": "Lee", "given": "Ann"}],
    "container-title": "J Ex",
    "issued": {"date-parts": [[2020]]},
    "volume": "4",
    "page": "1-9",
}


@cache
def shipped_lines() -> dict[str, dict[str, str]]:
    return {work["id"]: asdict(line) for work, line in zip(WORKS, reference_lines(WORKS), strict=True)}


def printed(**changes) -> str:
    """The text of the walking paper, after changes; a change to None takes the field away."""
    fields = WALK | {name.replace("_", "-"): value for name, value in changes.items()}
    return reference_lines([{name: value for name, value in fields.items() if value is not None}])[0].text


def people(count: int) -> list[dict[str, str]]:
    return [{"family": f"Name{letter}", "given": "A. B."} for letter in "ABCDEFGHIJ"[:count]]


def test_each_shipped_line_is_the_one_that_was_read():
    """A line that changes unseen may send a clinician to another paper."""
    assert shipped_lines() == json.loads(GOLDEN.read_bytes())


@pytest.mark.parametrize("fault", [
    r"[0-9]{4}[A-Z]",  # 2022Jun
    r"\.\.",
    r"[?!]\.",
    r"[,;:][.,;:]",
    r" [.,;:]",  # a stray space before punctuation
    r"  ",
    r"\( | \)|\(\)|\[\]",
    r"[0-9][–—][0-9]",  # NLM prints ranges with a hyphen
    r"^[0-9]",  # a number at the head, which is the template's
])  # fmt: skip
def test_no_shipped_line_has_a_slip_of_the_style(fault):
    """Dates run together and doubled stops make every reference look careless."""
    assert [line["text"] for line in shipped_lines().values() if re.search(fault, line["text"])] == []


def test_each_shipped_line_ends_with_one_stop_and_leaves_the_address_to_the_link():
    """An address within the text would be printed twice, and once without a link."""
    for work, line in zip(WORKS, shipped_lines().values(), strict=True):
        assert re.search(r"[^.]\.$", line["text"])
        assert not re.search(r"doi|https?:|PMID|PMCID|Available", line["text"])
        assert line["url"].startswith("https://")
        assert work["title"].rstrip(".") in line["text"]


def test_each_shipped_line_names_its_first_author_as_the_work_does():
    """A reader who looks the paper up types that name."""
    for work, line in zip(WORKS, shipped_lines().values(), strict=True):
        if "author" not in work:  # not known: its line begins with its title
            assert line["text"].startswith(work["title"])
            continue
        author = work["author"][0]
        assert line["text"].startswith(author.get("literal") or f"{author['family']} ")
        assert line["short"].startswith(author.get("literal") or author["family"])


def test_a_paper_reads_as_an_editor_would_write_it():
    assert printed() == "Lee A. Rest and walking. J Ex. 2020;4:1-9."


def test_initials_stand_together_without_stops():
    names = {"Jelovac": "A.", "Ryan": "K.-A.", "Åkeson": "Émile J."}
    authors = [{"family": family, "given": given} for family, given in names.items()]
    assert printed(author=authors).startswith("Jelovac A, Ryan KA, Åkeson ÉJ. Rest")


@pytest.mark.parametrize(("name", "seen"), [
    ({"family": "Hakim", "non-dropping-particle": "al-", "given": "Abu"}, "al-Hakim A"),
    ({"family": "Alembert", "non-dropping-particle": "d’", "given": "Jean"}, "d’Alembert J"),
    ({"family": "Alembert", "dropping-particle": "d'", "given": "Jean"}, "d'Alembert J"),
    ({"family": "Beethoven", "dropping-particle": "van", "given": "Ludwig"}, "van Beethoven L"),
    ({"family": "Dieren", "given": "Jolanda J. van"}, "van Dieren JJ"),
    ({"family": "King", "given": "Martin Luther", "suffix": "III"}, "King ML 3rd"),
    ({"family": "Lee", "given": "AB"}, "Lee AB"), ({"family": "Lee", "given": "JWMH"}, "Lee JWMH"), ({"family": "Lee", "given": "AEJM"}, "Lee AEJM"),
    ({"family": "Lee", "given": "JOHN A"}, "Lee JA"),
    ({"family": "LEE", "given": "ANN"}, "LEE A"),
    ({"family": "Lee", "given": "A", "suffix": "Jr."}, "Lee A Jr"),
])  # fmt: skip
def test_particles_and_ranks_stand_as_a_reader_would_look_for_them(name, seen):
    assert printed(author=[name]).startswith(f"{seen}. Rest")


def test_groups_among_people_stand_after_a_semicolon():
    """Their names hold commas."""
    group, lee = {"literal": "Sleep, Rest Group"}, {"family": "Lee", "given": "A"}
    assert printed(author=[lee, group]).startswith("Lee A; Sleep, Rest Group. Rest")
    assert printed(author=[group, lee, lee]).startswith("Sleep, Rest Group; Lee A, Lee A. Rest")


def test_editors_stand_before_the_title_once_and_a_work_of_nobody_begins_with_its_title():
    changes = {"type": "book", "container_title": None, "volume": None, "page": None, "publisher": "Wiley"}
    assert printed(author=None, editor=people(2), **changes) == "NameA AB, NameB AB, editors. Rest and walking. Wiley; 2020."
    assert printed(author=None, editor=people(7), **changes).startswith("NameA AB, NameB AB, NameC AB, NameD AB, NameE AB, NameF AB, et al., editors. Rest")
    assert printed(author=None, **changes) == "Rest and walking. Wiley; 2020."
    assert printed(author=None, issued=None, **changes) == "Rest and walking. Wiley; [date unknown]."
    assert short_citation({"title": "Rest and walking"}) == "Rest and walking"


def test_a_page_without_a_volume_stands_after_a_colon():
    """2020;e1234 would say that e1234 is a volume."""
    assert printed(volume=None, page="e1234").endswith("J Ex. 2020:e1234.")
    assert printed(volume=None, issue="3", page="e1234").endswith("J Ex. 2020;(3):e1234.")


def test_the_marks_of_a_title_are_set_and_not_printed():
    title = "Is CO<sub>2</sub> < 5 on <i>E. coli?</i>"
    (line,) = reference_lines([WALK | {"title": title}])
    assert line.html == "Lee A. Is CO<sub>2</sub> &lt; 5 on <i>E. coli?</i> J Ex. 2020;4:1-9."
    assert line.text == "Lee A. Is CO2 < 5 on E. coli? J Ex. 2020;4:1-9."
    small = reference_lines([WALK | {"title": 'The <span style="font-variant:small-caps;">abc</span> test'}])[0]
    assert '<span class="small-caps">abc</span>' in small.html and "The abc test." in small.text


@pytest.mark.parametrize(("date", "seen"), [
    ({"date-parts": [[2020, 5], [2020, 6]]}, "2020 May-Jun;4"),
    ({"date-parts": [[2019, 12], [2020, 1]]}, "2019 Dec-2020 Jan;4"),
    ({"date-parts": [[2020, 5, 3], [2020, 5, 7]]}, "2020 May 3-7;4"),
    ({"date-parts": [[2019], [2021]]}, "2019-2021;4"),
    ({"date-parts": [[2020]], "season": 1}, "2020 Spring;4"),
    ({"date-parts": [[1999]], "circa": True}, "[1999?];4"),
    ({"edtf": "2020-05~"}, "[2020 May?];4"), ({"edtf": "2019~/2020~"}, "[2019-2020?];4"), ({"edtf": "2020-05-XX"}, "2020 May;4"), ({"edtf": "201X"}, "2010s;4"),
    ({"literal": "in press"}, "in press;4"),
])  # fmt: skip
def test_a_date_may_be_a_span_a_season_a_guess_or_words(date, seen):
    assert f"J Ex. {seen}:1-9." in printed(issued=date_of(date))


def test_a_journal_is_abbreviated_as_the_national_library_of_medicine_does():
    """One journal under two names looks like two."""
    for name in ("The New England Journal of Medicine", "New England journal of medicine"):
        assert "N Engl J Med. 2020" in printed(container_title=name)
    assert "Lancet. 2020" in printed(container_title="The Lancet")
    assert "Journal of Nothing. 2020" in printed(container_title="Journal of Nothing")


@pytest.mark.parametrize(("fields", "seen"), [
    ({"type": "thesis", "genre": "PhD Thesis", "publisher": "University of Leeds"}, "[dissertation]. University of Leeds; 2020."),
    ({"type": "article", "container_title": "medRxiv", "publisher": "medRxiv"}, "[preprint]. medRxiv; 2020."),
    ({"type": "dataset", "publisher": "Zenodo", "URL": "https://a.org/b"}, "[dataset on the Internet]. Zenodo; 2020."),
    ({"type": "report", "title": "Depression [NG222]", "URL": "https://a.org/b"}, "Depression [NG222] [Internet]. 2020."),
    ({"type": "software", "version": "4.1", "publisher": "R Core"}, "Rest and walking. Version 4.1. R Core; 2020."),
    ({"type": "book", "edition": "2nd ed.", "publisher": "Wiley"}, "Rest and walking. 2nd ed. Wiley; 2020."),
    ({"type": "book", "edition": "1", "publisher": "Wiley", "number_of_pages": "320"}, "Rest and walking. Wiley; 2020. 320 p."),
])  # fmt: skip
def test_each_kind_of_work_says_what_it_is(fields, seen):
    assert printed(**({"container_title": None, "volume": None, "page": None} | fields)).endswith(seen)


def test_a_suffix_and_a_particle_stay_with_their_name():
    junior = {"family": "Zarate", "given": "C. A.", "suffix": "Jr"}
    authors = [junior, {"family": "Holt", "given": "C.", "non-dropping-particle": "von"}]
    assert printed(author=authors).startswith("Zarate CA Jr, von Holt C. Rest")


def test_six_authors_are_all_named_and_a_seventh_becomes_et_al():
    assert printed(author=people(6)).startswith("NameA AB, NameB AB, NameC AB, NameD AB, NameE AB, NameF AB. Rest")
    assert printed(author=people(7)).startswith("NameA AB, NameB AB, NameC AB, NameD AB, NameE AB, NameF AB, et al. Rest")


def test_authors_not_yet_known_are_et_al_once():
    assert printed(author=[*people(1), {"literal": "et al."}]).startswith("NameA AB, et al. Rest")
    assert printed(author=[*people(9), {"literal": "et al."}]).count("et al.") == 1


def test_institutions_are_parted_by_semicolons_for_their_names_hold_commas():
    authors = [{"literal": "Department of Health, Pain Centre"}, {"literal": "Acme Inc."}]
    assert printed(author=authors).startswith("Department of Health, Pain Centre; Acme Inc. Rest")


@pytest.mark.parametrize(
    ("title", "seen"),
    [("Is it safe?", "Is it safe?"), ("Stop!", "Stop!"), ("A stop.", "A stop."), ("Two \n words ", "Two words.")],
)
def test_a_title_has_one_mark_at_its_end(title, seen):
    assert f"Lee A. {seen} J Ex. 2020" in printed(title=title)


def test_a_title_keeps_its_own_dash():
    assert "Dose–response" in printed(title="Dose–response")


@pytest.mark.parametrize(("page", "seen"), [
    ("856-864", "856-64"),
    ("1298–1309", "1298-309"),
    ("1-12", "1-12"),
    ("99-103", "99-103"),
    ("150-158", "150-8"),
    ("S12-S18", "S12-S18"),
    ("xiv-xvii", "xiv-xvii"),
    ("e067194", "e067194"),
    ("7", "7"),
])  # fmt: skip
def test_a_page_range_is_short_and_still_true(page, seen):
    """citeproc-py alone prints 1-12 as 1-2: a reader would copy the wrong pages."""
    assert printed(page=page).endswith(f";4:{seen}.")


def test_a_date_has_spaces():
    assert printed(issued={"date-parts": [[2022, 6, 27]]}, issue=5).endswith("J Ex. 2022 Jun 27;4(5):1-9.")


def test_a_paper_ahead_of_print_ends_with_its_date():
    assert printed(issued={"date-parts": [[2025, 10, 22]]}, volume=None, page=None).endswith("J Ex. 2025 Oct 22.")


def test_a_journal_is_abbreviated_where_the_author_says_how():
    assert "walking. Arch Ex. 2020" in printed(container_title_short="Arch. Ex.")


def test_a_page_without_a_year_gives_the_day_it_was_read():
    page = {"id": "a", "type": "webpage", "title": "Sleep", "author": [{"literal": "Clinic"}], "URL": "https://a.org/b"}
    line = reference_lines([page | {"accessed": {"date-parts": [[2026, 11, 21]]}}])[0]
    assert (line.text, line.short) == ("Clinic. Sleep [Internet]. [cited 2026 Nov 21].", "Clinic 2026")
    assert (line.url, line.url_text) == ("https://a.org/b", "https://a.org/b")


@pytest.mark.parametrize("number", ["NDA 7/S-1", "TB12", 12])
def test_a_report_gives_its_number_with_a_label(number):
    changes = {"type": "report", "container_title": None, "volume": None, "page": None}
    assert printed(number=number, **changes) == f"Lee A. Rest and walking. 2020. Report No.: {number}."


def test_a_number_told_by_the_title_is_not_told_again():
    changes = {"type": "report", "container_title": None, "volume": None, "page": None}
    assert printed(title="Guidance TA854", number="TA854", **changes) == "Lee A. Guidance TA854. 2020."


def test_a_book_gives_its_place_and_publisher():
    changes = {"type": "book", "container_title": None, "volume": None, "page": None}
    assert printed(publisher="WHO", publisher_place="Geneva", **changes) == "Lee A. Rest and walking. Geneva: WHO; 2020."


@pytest.mark.parametrize(("fields", "url", "url_text"), [
    ({"DOI": "10.1001/a.63.8", "PMID": "7"}, "https://doi.org/10.1001/a.63.8", "doi:10.1001/a.63.8"),
    ({"DOI": "10.1/(SI)6<1::A>3;2"}, "https://doi.org/10.1/(SI)6%3C1::A%3E3;2", "doi:10.1/(SI)6<1::A>3;2"),
    ({"PMID": "41123905"}, "https://pubmed.ncbi.nlm.nih.gov/41123905/", "PMID:41123905"),
    ({}, "", ""),
])  # fmt: skip
def test_the_address_stands_apart_from_the_text(fields, url, url_text):
    line = reference_lines([WALK | fields])[0]
    assert (line.url, line.url_text) == (url, url_text)
    assert line.text == printed()


def test_lines_come_in_the_order_asked_for_even_under_one_key():
    works = [WALK | {"id": "B", "title": "Late"}, WALK | {"id": "b", "title": "Early"}]
    assert [line.text for line in reference_lines(works)] == [printed(title="Late"), printed(title="Early")]


def test_a_short_citation_is_a_name_and_a_year():
    assert short_citation(WALK) == "Lee 2020"
    assert short_citation(WALK | {"author": [{"family": "Holt", "non-dropping-particle": "von"}]}) == "von Holt 2020"


def test_the_library_chatter_stays_inside():
    """A warning about a harmless field would stop a build, as each warning of the renderer does."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert printed(keyword="rest", zebra="z", custom={"evidence": "trial"}) == printed()


def test_the_style_keeps_its_authors_and_its_licence():
    """CC BY-SA asks for both wherever the style is passed on."""
    style, notice = STYLE.read_text("utf-8"), (STYLE.parent / "README.md").read_text("utf-8")
    assert '<rights license="http://creativecommons.org/licenses/by-sa/3.0/">' in style
    people_named = re.findall(r"<name>(.+)</name>", style)
    assert people_named and all(name in notice for name in [*people_named, "citationstyles.org", "by-sa/3.0"])


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(shipped_lines(), indent=1, ensure_ascii=False) + "\n", "utf-8")

"""What a short edition holds: asked of the shipped manuscript, of any choice of its sections, and of finished pages."""
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.check.pdf.document import Proof
from booklet.cite.select import selected
from booklet.model.cited import CitedManuscript, figures_of, texts_of
from booklet.model.edition import Edition
from booklet.model.tree import Marks, Pointer, TermUse, walk
from booklet.pipeline import make_proof, read_manuscript
from tests.conftest import SECTIONS
from tests.manuscripts import Handout

CORE = Edition(paper="A5", sections="core")
FULL_EDITION = Edition(paper="A4", pictures_in_words=True)
COUNT = len(list(SECTIONS.glob("[0-9]*.md")))


def with_core(full: CitedManuscript, numbers: set[int], edition: Edition = CORE):
    """The shipped handout with other core sections, and what a short edition holds of it."""
    marked = [replace(s, section=replace(s.section, is_core=s.number in numbers)) for s in full.sections]
    return selected(replace(full, sections=tuple(marked)), edition)


def printed(section):
    """Every node that a section prints, in reading order, without what the descriptions of figures print."""
    return [node for nodes in texts_of(section.blocks) for node in walk(nodes)]


def cited_in(nodes) -> list[int]:
    """The numbers of the works that nodes cite, as a reader meets them."""
    marks = (node for node in nodes if isinstance(node, Marks))
    return [number for each in marks for number in sorted([*set(each.plain), *(number for number, _ in each.located)])]


def works_by_anchor(held) -> dict[str, set[str]]:
    """The keys that each citation names, by its anchor."""
    keys = {reference.number: reference.reference.key for reference in held.references}
    nodes = [node for section in held.sections for node in printed(section)]
    return {node.anchor: {keys[number] for number in cited_in([node])} for node in nodes if isinstance(node, Marks)}


@pytest.fixture(scope="module")
def all_works(shipped_cited) -> dict[str, set[str]]:
    return works_by_anchor(shipped_cited)


@given(st.sets(st.integers(1, COUNT), min_size=1))
@settings(max_examples=40)
def test_whatever_sections_are_chosen_every_list_fits_the_text(shipped_cited, all_works, numbers):
    """A work that is listed and never cited, or cited and not listed, would send a reader looking for nothing."""
    held = with_core(shipped_cited, numbers)
    assert [section.number for section in held.sections] == list(range(1, len(numbers) + 1))
    assert [shipped_cited.sections[number - 1].anchor for number in sorted(numbers)] == [section.anchor for section in held.sections]
    assert {section.number for section in held.left_out} == set(range(1, COUNT + 1)) - numbers
    nodes = [node for section in held.sections for node in printed(section)]
    assert [reference.number for reference in held.references] == list(range(1, len(held.references) + 1))
    assert list(dict.fromkeys(cited_in(nodes))) == list(range(1, len(held.references) + 1))
    works = works_by_anchor(held)
    assert works == {anchor: all_works[anchor] for anchor in works}
    figures = [figure for section in held.sections for figure in figures_of(section.blocks)]
    assert [figure.number for figure in figures] == list(range(1, len(figures) + 1))
    explained = {term.id for term in held.manuscript.terms}
    assert {node.term_id for node in nodes if isinstance(node, TermUse)} <= explained == set(held.uses)
    assert all(held.uses.values()) and all(reference.anchors for reference in held.references)


@given(st.sets(st.integers(1, COUNT), min_size=1))
@settings(max_examples=40)
def test_whatever_sections_are_chosen_each_word_is_marked_where_it_is_met_first(shipped_cited, numbers):
    held = with_core(shipped_cited, numbers)
    marked = {}
    for node in (node for section in held.sections for node in printed(section)):
        if isinstance(node, TermUse):
            assert node.is_first == (node.term_id not in marked)
            marked[node.term_id] = node


@given(st.sets(st.integers(1, COUNT), min_size=1))
@settings(max_examples=40)
def test_whatever_sections_are_chosen_no_link_leads_to_a_section_that_is_not_there(shipped_cited, numbers):
    held = with_core(shipped_cited, numbers)
    here = {section.anchor for section in held.sections}
    for section in held.sections:
        for node in printed(section):
            if isinstance(node, Pointer) and node.anchor.startswith("section-"):
                assert node.anchor in here


def test_the_full_booklet_is_left_as_it_is(shipped_cited):
    assert selected(shipped_cited, FULL_EDITION) is shipped_cited


def test_all_sections_chosen_are_the_full_booklet(shipped_cited):
    """Nothing gets lost on the way: the same works, words and answers."""
    without_pages = selected(shipped_cited, Edition(paper="A4"))  # what is told in words there is heard alone
    for whole, edition in ((shipped_cited, CORE.model_copy(update={"pictures_in_words": True})), (without_pages, CORE)):
        held = with_core(shipped_cited, set(range(1, COUNT + 1)), edition)
        assert held.references == whole.references and held.uses == whole.uses and held.left_out == ()
        assert held.manuscript.terms == whole.manuscript.terms
        assert [section.blocks for section in held.sections] == [section.blocks for section in whole.sections]


SHORT = '\n[editions.short]\npaper = "A5"\nsections = "core"\nby_default = false\n'
SECOND = "---\ntitle: Why walk?\nrunning_head: Walking\ncore: yes\n---\n"


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    """Two sections and a glossary: the first is for the full booklet only, the second is a core section."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    work = ('{"id": "ray2021", "type": "book", "title": "Walking", "author": [{"family": "Ray", "given": "B"}], '
            '"issued": {"date-parts": [[2021]]}, "custom": {"evidence": "review"}}')  # fmt: skip
    handout.change("references.json", "\n]", f",\n  {work}\n]")
    handout.change("booklet.toml", 'paper = "A4"\n', f'paper = "A4"\n{SHORT}')
    handout.body("A nap is short.\n\n{{ figure(\"n01\") }}")
    handout.write("020-walk.md", SECOND + "A nap after a walk helps. [@ray2021]\nSee [](#rest) and [the chart](#n01).\n")
    handout.write("glossary.md", "nap\n:   A short sleep.\n")
    return handout


@pytest.fixture
def short(handout, once) -> Proof:
    """The short edition of that handout, set once."""
    return Proof(once("core-alone", lambda: make_proof(read_manuscript(handout.folder), "short")[0]).read_bytes())


def test_a_short_edition_counts_what_it_holds(short):
    """A booklet of sections 2 and 7 looks as if pages had been lost."""
    text = " ".join(short.words_text().split())
    assert "1 Why walk?" in text and "helps. [1]" in text and "1 Does rest help?" not in text
    assert "Ray B" in text and "Lee A" not in text


def test_what_is_not_there_is_said_to_be_in_the_full_booklet(short):
    text = " ".join(short.words_text().split())
    assert "See Does rest help? (in the full booklet) and the chart (in the full booklet)." in text


def test_a_word_is_marked_where_this_edition_meets_it_first(handout, short):
    """The full booklet explains it in a section that is not here."""
    text = " ".join(short.words_text().split())
    assert "A short sleep." in text and text.count("Used on page") == 1
    held = selected(read_manuscript(handout.folder), CORE)
    (use, *_) = [node for node in printed(held.sections[0]) if isinstance(node, TermUse)]
    assert use.is_first and held.uses == {"nap": (use.anchor,)}


def test_it_says_kindly_what_the_full_booklet_has_besides_and_where_to_get_it(short):
    text = " ".join(short.words_text().split())
    front, back = text.index("In the full booklet"), text.rindex("Ask your clinic for it")
    assert "Does rest help?" in text[front:] and "Example Clinic, 000 1" in text[front:].replace("\xa0", " ")
    assert back > text.index("See Does rest help?"), "on the last page too"


def test_the_full_edition_holds_both_and_says_nothing_of_another(handout):
    text = " ".join(Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_text().split())
    assert "in the full booklet" not in text.lower() and "Lee A" in text and "Ray B" in text


def test_an_edition_of_core_sections_without_one_is_refused_where_it_is_asked_for(handout):
    handout.write("020-walk.md", (SECOND + "A nap helps. [@ray2021]\n").replace("core: yes\n", ""))
    (told,) = handout.refused("--edition", "all")
    line = next(n for n, text in enumerate((handout.folder / "booklet.toml").read_text().split("\n"), 1) if "core" in text)
    assert told == f"sections/booklet.toml:{line}: no-core-section"
    handout.accepted()  # who builds the others need not mark any
    settings = handout.folder / "booklet.toml"
    settings.write_text(settings.read_text().replace("by_default = false\n", ""))
    assert [each.split(": ")[-1] for each in handout.refused()] == ["no-core-section"]
    assert handout.command("check", "--source", "sections") == 1 and handout.said.count("no-core-section") == 1
    settings.write_text(re.sub(r"(?m)^\[editions\..*", r"\g<0>\nby_default = false", settings.read_text()))
    assert handout.command("check", "--source", "sections") == 1 and handout.said.count("no-core-section") == 1, "all are of no day"


@pytest.mark.parametrize("words", ["maybe", "true", "Yes", "[a, b]", "yes please do"])
def test_a_core_that_is_neither_yes_nor_no_is_told_on_its_line(handout, words):
    handout.write("020-walk.md", (SECOND + "A nap helps. [@ray2021]\n").replace("core: yes", f"core: {words}"))
    assert "sections/020-walk.md:4: bad-front-matter" in handout.refused()


def test_an_unknown_choice_of_sections_is_told_on_its_line(handout):
    toml = (handout.folder / "booklet.toml").read_text()
    handout.write("booklet.toml", toml.replace('sections = "core"', 'sections = "cor"'))
    line = toml[: toml.index("sections =")].count("\n") + 1
    assert handout.refused() == [f"sections/booklet.toml:{line}: bad-setting"]

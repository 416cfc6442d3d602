"""What is personal looks in a copy as if that copy had been laid out by itself, in every script; on the cover, too."""
from pathlib import Path

import pytest

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.copies.plate.make import make_plates
from booklet.core.problems import BookletError
from booklet.model.cited import CitedManuscript
from booklet.pipeline import make_proof, read_manuscript
from tests.lists import BODY, PERSONAL, handout, list_of, order_of
from tests.people import apart, compared, crowd, names


@pytest.fixture(scope="module")
def cited(tmp_path_factory) -> CitedManuscript:
    return read_manuscript(crowd(tmp_path_factory.mktemp("crowd")))


@pytest.mark.parametrize(("edition", "each"), [("a4", 2), ("black", 1)])  # in black each page names fonts of its own
def test_a_copy_looks_as_if_it_had_been_laid_out_for_its_person(cited, edition, each):
    """Whole pages, dot by dot: letters of a taller face move no line."""
    wanted = names(each)
    assert len(wanted) >= 7 * each
    for group, dots in compared(cited, [edition], wanted):
        assert dots == 0, group


@pytest.mark.parametrize("edition", ["a4", "letter"])  # with a cover, and with a band above the text
def test_the_cover_says_whose_copy_it_is_and_has_a_line_to_write_on_else(cited, edition):
    fields = [field.name for field in cited.manuscript.imprint.personal]
    plate = make_plates(cited, edition)[0]
    ann, other = (Proof(plate.struck(dict.fromkeys(fields, name))[0]) for name in ("Ann Lee", "Bo Lee"))
    general = Proof(make_proof(cited, edition)[0])
    assert [on_cover(proof) for proof in (ann, general)] == [["Name 0", "Ann Lee"], ["Name 0", "(write here)"]]
    assert opened_problems(ann, "a4") == []
    assert apart(ann.data, other.data) > 500, "what is compared is the words"


LEAF = """
[editions.leaf]
paper = "A4-third"
sheet = "A4"
imposition = "tri-fold"
stylesheet = "editions/tri-fold.css"

[editions.a4]
"""


def test_the_front_of_a_leaflet_says_whose_copy_it_is(tmp_path):
    """It had no line for it: one leaflet of a ward was like another."""
    personal = PLAIN.replace('label = "Name"', 'label = "Name 0"\non_cover = true')
    cited = read_manuscript(handout(tmp_path, "\nRest. [@lee2020]\n", personal + LEAF))
    plate = make_plates(cited, "leaf")[0]
    ann = Proof(plate.struck({"person.name": "Ann Lee", "visit.note": ""})[0])
    assert [on_cover(proof) for proof in (ann, Proof(make_proof(cited, "leaf")[0]))] == [["Name 0", "Ann Lee"], ["Name 0", "(write here)"]]


def on_cover(proof: Proof) -> list[str]:
    """The label on the cover, and what it says of the person."""
    said = proof.elements()
    at = next(at for at, element in enumerate(said) if element.text == "Name 0" and element.tag == "Lbl")
    assert said[at].page == 0
    return [said[at].text, said[at + 1].text if said[at + 1].tag == "LBody" else ""]


PLAIN = PERSONAL.removesuffix("[editions.a4]\n")
WIDE = PLAIN.replace("Wilhelmina", "W" * 80)
MANY = PLAIN + "".join(f'[[personal]]\nname = "x.n{n}"\nlabel = "{n}"\nwidest = "x"\nlines = 4\non_cover = true\n\n' for n in range(12))


@pytest.mark.parametrize(("personal", "edition", "code"), [(WIDE, "", "out-of-place"), (MANY, "cover = true\n", "title-too-long"), (PLAIN, 'references = "code"\n', "missing-setting")])
def test_what_keeps_an_edition_from_being_set_is_told_before_copies_are_made(tmp_path: Path, personal, edition, code):
    list_ = list_of(["Ann,x" + ",x" * 12], headings="Name,Note," + ",".join(map(str, range(12))))
    with pytest.raises(BookletError) as told:
        order_of(handout(tmp_path, BODY, f"{personal}[editions.a4]\n{edition}"), list_, tmp_path)
    assert {problem.slug for problem in told.value.problems} == {code}

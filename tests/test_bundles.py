"""Bundles: what a printer is given for a hundred people says of each what their own copy says, in the order of the list."""
import subprocess
from pathlib import Path

import pytest

from booklet.check.pdf.document import Proof
from booklet.cli.progress import pace_words, steps
from booklet.copies.plate.bundle import Stock, stock_of
from booklet.copies.plate.make import make_plates
from booklet.copies.plate.plate import Plate
from booklet.copies.recipients.people import Person
from booklet.core.progress import Step
from booklet.deliver.sheets.finish import finish_proof
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.pipeline import read_manuscript
from tests.copier import page_picture
from tests.lists import NAMES, ONE, handout, hashes, list_of, order_of

FOLDED = '[editions.folded]\npaper = "A5"\nsheet = "A4"\nimposition = "saddle-stitch"\nstylesheet = "editions/booklet-a5.css"\nsections = "core"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = handout(tmp_path_factory.mktemp("bundles"))
    with (folder / "booklet.toml").open("a", encoding="utf-8") as settings:
        settings.write(FOLDED)
    section = folder / "010-rest.md"
    section.write_text(section.read_text("utf-8").replace("---\n", "---\ncore: yes\n", 1), "utf-8")
    return folder


@pytest.fixture(scope="module")
def plates(folder) -> tuple[Plate, Plate]:
    return make_plates(read_manuscript(folder), "a4")


@pytest.fixture(scope="module")
def stock(plates) -> Stock:
    return stock_of(plates[1], "a4", "en-GB", has_slips=True)


def people(*names: str, edition: str = "a4") -> list[Person]:
    return [Person(row, edition, {"person.name": name, "visit.note": f"Note {row}"}) for row, name in enumerate(names, 2)]


def pictures(content: bytes) -> list[bytes]:
    return [page_picture(content, index, 40).tobytes() for index in range(Proof(content).page_count)]


def test_a_bundle_holds_each_copy_as_it_is_alone_behind_a_slip_that_says_its_row(plates, stock, tmp_path):
    asked = people(*NAMES)
    content, count, misfits = stock.bundle(asked)
    (tmp_path / "bundle.pdf").write_bytes(content)
    assert subprocess.run(["qpdf", "--check", tmp_path / "bundle.pdf"], capture_output=True).returncode == 0
    own, paged = Proof(plates[0].content).page_count, pictures(content)
    each = 2 + own + own % 2  # the slip has an empty back, and each copy begins on a sheet of its own
    assert (count, misfits, len(paged)) == (len(NAMES), [], each * len(NAMES))
    proof = Proof(content)
    for at, person in enumerate(asked):
        slip = " ".join(words.text for words in proof.words_on(each * at))
        assert f"Row {person.row}" in slip and f"Copy {at + 1} of {len(NAMES)}, edition a4" in slip and person.values["person.name"] not in slip
        alone = plates[0].struck(person.values)[0]
        assert paged[each * at + 2 : each * at + 2 + own] == pictures(alone), person


def test_what_copies_share_is_in_a_bundle_once(stock):
    """An office printer that is sent a hundred times the same pictures stops."""
    few, many = (len(stock.bundle(people(*["Ann Lee"] * count))[0]) for count in (1, 40))
    assert (many - few) / 39 < 5_000 < few


def test_a_bundle_claims_no_tags_and_tells_the_printer_of_both_sides(stock):
    pdf = Proof(stock.bundle(people("Ann Lee"))[0]).pdf
    assert "/StructTreeRoot" not in pdf.Root and "/MarkInfo" not in pdf.Root
    assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


def test_a_folded_copy_is_the_copy_folded(folder):
    """Its words stand where they stand when the copy of one person is put on sheets by itself."""
    cited = read_manuscript(folder)
    read, sheets = make_plates(cited, "folded")
    values = {"person.name": "محمد العربي (12)", "visit.note": "Bring your glasses."}
    design, published = cited.manuscript.imprint.editions["folded"], cited.manuscript.imprint.published
    folded = finish_proof(read.struck(values)[0], design, published, PrinterSettings())
    assert pictures(sheets.struck(values)[0]) == pictures(folded) != pictures(sheets.content)
    bundle = stock_of(sheets, "folded", "en-GB", has_slips=False).bundle([Person(2, "folded", values)] * 2)[0]
    assert pictures(bundle) == pictures(folded) * 2


def test_bundles_lie_by_edition_and_row_and_take_the_place_of_single_copies(folder, tmp_path):
    out, needs = tmp_path / "out", '[columns]\nneeds = "Format"\n[needs]\nfolded = "folded"'
    list_ = list_of(["Ann,x,", "Bo,x,folded", "W" * 10 + ",x,", "W" * 90 + ",x,", "Cy,x,folded"], headings="Name,Note,Format")
    order = order_of(folder, list_, tmp_path, columns=needs)
    assert order.run(out, ONE).made.total() == 4
    merged = order.run(out, ONE, is_merged=True)
    assert (merged.made.total(), merged.removed, [row for row, _ in merged.misfits]) == (4, 4, [5])
    assert list(hashes(out)) == ["rest-a4-rows-000002-000005.pdf", "rest-folded-rows-000003-000006.pdf"]
    again = order.run(out, ONE, is_merged=True)
    assert (again.made.total(), again.kept, again.removed) == (0, 4, 0)


@pytest.mark.parametrize(("done", "left", "seconds", "says"), [
    (0, 9, 1, ""), (5800, 8700, 2, ", 2,900 a second, 3 s left"), (10, 0, 2, ", 5 a second"), (1, 20, 30, ", 2 a minute, 10 min left"),
    (100, 1_000_000, 1, ", 100 a second, 2.8 h left"),
])  # fmt: skip
def test_how_fast_it_goes_says_when_it_will_be_done(done, left, seconds, says):
    assert pace_words(done, left, seconds) == says


def test_many_of_a_kind_are_told_of_every_few_seconds(capsys):
    """A million copies would be twenty thousand lines."""
    clock = iter(range(100))  # each look at it is a second
    with steps(lambda: next(clock) / 4) as tell:
        for done in range(1, 21):
            tell(Step("copies are made", done, 20, is_paced=True))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "1 of 20 copies are made ..." and lines[-1].startswith("20 of 20 copies are made, ") and len(lines) < 8

"""What the tests share: the shipped handout, built once by the whole line, and opened again."""
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from booklet.check.pdf.document import Proof
from booklet.deliver.freshness import manifest_entries
from booklet.pipeline import make_booklets

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ROOT / "sections"
STARTER = ROOT / "booklet" / "cli" / "starter"

os.environ["SOURCE_DATE_EPOCH"] = "1795262400"  # for every test it is noon on 21 November 2026, in commands too


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One worker at a time: a folder can be made once. Whoever waits ten minutes waits for somebody who has died."""
    for _ in range(3_000):
        try:
            place.mkdir(parents=True)
            break
        except FileExistsError:
            time.sleep(0.2)
    try:
        yield
    finally:
        place.rmdir()


@pytest.fixture(scope="session")
def shipped_out(tmp_path_factory) -> Callable[[tuple[str, ...]], Path]:
    """The folder with these editions of the shipped handout (none: the default ones), built once for all workers."""
    base, run = tmp_path_factory.getbasetemp(), os.environ.get("PYTEST_XDIST_TESTRUNUID")
    shelf = base.parent / f"shipped-{run}" if run else base / "shipped"

    def built(editions: tuple[str, ...] = ()) -> Path:
        out = shelf / ("-".join(editions) or "default")
        with alone(out.with_suffix(".lock")):
            if not manifest_entries(out):
                make_booklets(SECTIONS, editions, out)
        return out

    return built


@pytest.fixture(scope="session")
def shipped_files(shipped_out) -> dict[str, Path]:
    """The shipped handout in its default editions, by edition."""
    out = shipped_out(())
    return {entry["edition"]: out / entry["file"] for entry in manifest_entries(out)}


@pytest.fixture(scope="session")
def shipped_edition(shipped_out) -> Callable[[str], Proof]:
    """An edition of the shipped handout that is not a default one, opened."""

    def opened(edition: str) -> Proof:
        out = shipped_out((edition,))
        return Proof((out / manifest_entries(out)[0]["file"]).read_bytes())

    return opened


@pytest.fixture(scope="session")
def proofs(shipped_files) -> dict[str, Proof]:
    """The shipped handout on A4 and on Letter, opened."""
    return {name: Proof(shipped_files[name].read_bytes()) for name in ("a4", "letter")}


@pytest.fixture(scope="session", params=["a4", "letter"])
def shipped(request, proofs) -> Proof:
    """The shipped handout, in one edition after the other."""
    return proofs[request.param]


def figures_of(proof: Proof) -> Iterator:
    """Each figure with its title and caption, which stand together in one group."""
    elements = proof.elements()
    inside = {}  # the nearest group above each element
    for element in elements:
        inside[element.depth] = element
        if element.tag == "Figure":
            yield inside[element.depth - 1]


LEE = {
    "id": "lee2020", "type": "article-journal", "title": "Rest and walking", "author": [{"family": "Lee", "given": "A."}],
    "container-title": "J Ex", "volume": "4", "page": "1-9", "issued": {"date-parts": [[2020]]},
    "custom": {"evidence": "trial"},
}  # fmt: skip


@pytest.fixture
def press(tmp_path):
    """The whole line on one section: `press("Rest helps.[@lee2020]")` gives the A4 proof of it."""

    def make(text: str, references=(LEE,), glossary: str = "") -> Proof:
        folder = tmp_path / "handout"
        shutil.copytree(STARTER, folder)
        for file in folder.glob("[0-9]*.md"):
            file.unlink()
        (folder / "010-test.md").write_text(f"---\ntitle: A test\nrunning_head: Test\n---\n\n{text}\n", encoding="utf-8")
        used = [work for work in references if f"@{work['id']}" in text]
        (folder / "references.json").write_text(json.dumps(used), encoding="utf-8")
        (folder / "glossary.md").write_text(glossary, encoding="utf-8")
        (file,) = make_booklets(folder, ["a4"], tmp_path / "out")
        return Proof(file.read_bytes())

    return make

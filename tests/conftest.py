"""What the tests share: the shipped handout, built once by the whole line, and opened again."""
import gc
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from booklet.check.pdf.document import Proof
from booklet.cli.build import WARM
from booklet.core.processes.garbage import collect_rarely
from booklet.core.processes.workers import warm_up
from booklet.model.cited import CitedManuscript
from booklet.pipeline import make_edition, read_manuscript
from booklet.words.text import Copy, read_copy
from tests.browser import browser  # noqa: F401 - and its fixtures
from tests.codes import pytest_configure, pytest_sessionfinish  # noqa: F401 - pytest finds its hooks here
from tests.lists import handout as listed_handout
from tests.manuscripts import Handout
from tests.small import STARTER, TABLE, marked_handout, small_handout
from tests.studios import desk, files, first, opened, window  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ROOT / "sections"

# Few examples each time, others every time; in CI the same ones each time, so that it fails for a change and not by chance.
# `python -m pytest --hypothesis-profile=thorough` takes an hour for many.
settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "quick")

# What takes ten seconds or more of one worker is begun first, or the other waits for it at the end. The shipped handout is
# set by the first file that asks for it, and takes long: those that do not ask stand behind it, so that nobody waits.
DEAR = (
    "check_referee", "hostile", "hurry", "studio_pages", "studio", "studio_meet", "studio_lost", "web", "readme", "draft", "kills", "contact", "attack", "any_input", "onlooker", "freshness",
    "shelf", "cluster", "hostile_people", "copies", "mail",
    "booklets", "check_promises", "scorecard", "ledger",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The dear files first, the others by the alphabet."""
    rank = {f"test_{name}": number for number, name in enumerate(DEAR)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))


# A shell that runs the tests behind it has Control-C ignored, and so would all that they start and end by it.
signal.signal(signal.SIGINT, signal.default_int_handler)

collect_rarely()  # as a command does, for a test calls its insides

os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])  # as README says to begin
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


@pytest.fixture(scope="module", autouse=True)
def settled() -> None:
    """What is loaded when a file of tests begins, stays. Each layout looks for garbage before it, and would look through the
    hundreds of thousands of things that the tests themselves are: that was a quarter of its time.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    """Presses are copied from a process that has at hand what it has for the command that builds, whoever asks first."""
    warm_up(WARM)


class Lazily(dict):
    """What is made when it is first asked for, and kept."""

    def __init__(self, make: Callable[[str], object]):
        self.make = make

    def __missing__(self, name: str) -> object:
        self[name] = self.make(name)
        return self[name]


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[], bytes]], Path]:
    """`once("a4.pdf", make)`: a file with what `make` gives, made by the first worker that asks, and read by all."""
    base, run = tmp_path_factory.getbasetemp(), os.environ.get("PYTEST_XDIST_TESTRUNUID")
    shelf = base.parent / f"shipped-{run}" if run else base / "shipped"

    def made(name: str, make: Callable[[], bytes]) -> Path:
        with alone(shelf / f"{name}.lock"):
            if not (shelf / name).exists():
                (shelf / "part").mkdir(exist_ok=True)
                (shelf / "part" / name).write_bytes(make())
                (shelf / "part" / name).replace(shelf / name)
        return shelf / name

    return made


@pytest.fixture(scope="session")
def shipped_cited() -> CitedManuscript:
    """The shipped handout, read and cited."""
    return read_manuscript(SECTIONS)


@pytest.fixture(scope="session")
def shipped_copy(shipped_cited) -> Copy:
    """Its sentences."""
    return read_copy(shipped_cited.manuscript)


@pytest.fixture(scope="session")
def shipped_files(once, shipped_cited) -> dict[str, Path]:
    """The shipped handout, by edition: each is set once in a run, when it is first asked for."""
    imprint = shipped_cited.manuscript.imprint
    return Lazily(lambda name: once(imprint.file_name(name), lambda: make_edition(shipped_cited, name).content))


@pytest.fixture(scope="session")
def proofs(shipped_files) -> dict[str, Proof]:
    """The same, opened."""
    return Lazily(lambda name: Proof(shipped_files[name].read_bytes()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A handout of which copies are made for people."""
    return listed_handout(tmp_path_factory.mktemp("copies"))


@pytest.fixture(scope="module")
def cited(folder) -> CitedManuscript:
    """The same, read and cited."""
    return read_manuscript(folder)


@pytest.fixture(scope="session")
def small_cited(tmp_path_factory) -> CitedManuscript:
    """A small handout with a bit of everything."""
    return read_manuscript(small_handout(tmp_path_factory.mktemp("small") / "handout"))


@pytest.fixture(scope="session")
def small_proofs(once, small_cited) -> dict[str, Proof]:
    """The small handout, by edition, opened: where what is asked holds for any manuscript, this one costs a tenth."""
    return Lazily(lambda name: Proof(once(f"small-{name}", lambda: make_edition(small_cited, name).content).read_bytes()))


@pytest.fixture(scope="session")
def good(small_proofs) -> bytes:
    """The small handout on A4, eleven pages with a bit of everything: for a test to spoil."""
    return small_proofs["a4"].data


@pytest.fixture(scope="session")
def few_pages(once, tmp_path_factory) -> bytes:
    """A file of few pages with a figure, a table and links: for a test that opens it anew in many processes."""
    folder = tmp_path_factory.mktemp("few") / "handout"
    shutil.copytree(STARTER, folder)
    (folder / "050-what-helps.md").write_text(TABLE, encoding="utf-8")
    return once("few-pages", lambda: make_edition(read_manuscript(folder), "a4").content).read_bytes()


@pytest.fixture(scope="session")
def short_proofs(once, tmp_path_factory) -> dict[str, Proof]:
    """The same with marks for a summary, by edition: also without references, as a summary and as a leaflet."""
    cited = read_manuscript(marked_handout(tmp_path_factory.mktemp("marked") / "handout"))
    return Lazily(lambda name: Proof(once(f"short-{name}", lambda: make_edition(cited, name).content).read_bytes()))


@pytest.fixture(scope="session")
def shipped(proofs) -> Proof:
    """The shipped handout on A4. What another paper changes is asked of a small one."""
    return proofs["a4"]


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
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    """A small good manuscript in a folder of its own, for a test to spoil."""
    return Handout(tmp_path, monkeypatch, capsys)


@pytest.fixture
def press(tmp_path):
    """The whole line on one section: `press("Rest helps.[@lee2020]")` gives the A4 proof of it."""

    def make(text: str, references=(LEE,), glossary: str = "", numbers: str = "[]") -> Proof:
        folder = tmp_path / "handout"
        shutil.copytree(STARTER, folder)
        for file in folder.glob("[0-9]*.md"):
            file.unlink()
        (folder / "010-test.md").write_text(f"---\ntitle: A test\nrunning_head: Test\n---\n\n{text}\n", encoding="utf-8")
        used = [work for work in references if f"@{work['id']}" in text]
        (folder / "references.json").write_text(json.dumps(used), encoding="utf-8")
        (folder / "glossary.md").write_text(glossary, encoding="utf-8")
        (folder / "numbers.json").write_text(numbers, encoding="utf-8")
        return Proof(make_edition(read_manuscript(folder), "a4").content)

    return make

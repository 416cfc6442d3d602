"""What a copy costs: struck from a plate, written to the disk, set by Typst, laid out again; and what memory a list takes.

On the shipped handout with a page for one person. Typst sets the same words, warm, with the person's data as JSON: no
pictures, no tags, no citations. Every figure is CPU seconds of this process and of those it has waited for.
"""
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from booklet.copies.order import made_order
from booklet.copies.plate.make import make_plates
from booklet.core.processes.crew import Workers
from booklet.deliver.freshness import Build
from booklet.pipeline import make_edition, make_proof, read_manuscript
from tests.lists import PERSONAL, handout, list_of

ROOT = Path(__file__).resolve().parents[2]
SECTION = "---\ntitle: My plan\nrunning_head: My plan\n---\n\nThis plan is for {{ person.name }}\n\n{{ visit.note }}\n"
GIVEN, FAMILY = "Ann Zoë Bo Łukasz Cy Ida José Owen Siân Eve".split(), "Lee Ångström Ray O’Neill Müller Ash Nuñez Fox Doe Hall".split()


def personal_handout(home: Path) -> Path:
    """The shipped handout, with a name and a note."""
    folder = shutil.copytree(ROOT / "sections", home / "personal")
    settings = (folder / "booklet.toml").read_text("utf-8")
    fields = PERSONAL.removesuffix("[editions.a4]\n")
    (folder / "booklet.toml").write_text(settings.replace("[editions.", f"{fields}\n[editions.", 1), "utf-8")
    (folder / "005-my-plan.md").write_text(SECTION, "utf-8")
    return folder


def people(count: int) -> list[dict[str, str]]:
    names = (f"{given} {family} {number}" for number in range(count) for given in GIVEN for family in FAMILY)
    return [{"person.name": name, "visit.note": f"Please come at {n % 12 + 1} o’clock, and bring somebody."} for n, name in enumerate(islice(names, count))]


def cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def rate_of(make, values: list[dict[str, str]]) -> float:
    begun = cpu()
    for each in values:
        make(each)
    return len(values) / (cpu() - begun)


def typst_maker(folder: Path, home: Path):
    """What sets a copy of the same words by Typst, warm; and how many pages that has."""
    import typst  # noqa: PLC0415 - the one who only prints has none

    text = make_edition(read_manuscript(folder), "text").content.decode()
    escaped = re.sub(r"([\\#$*_`<>@~\[\]/=+-])", r"\\\1", text)
    head = '#set page("a4")\n#set text(12pt)\n#let person = json("person.json")\n= My plan\nThis plan is for #person.name\n\n#person.note\n\n'
    (home / "handout.typ").write_text(head + escaped, "utf-8")
    compiler = typst.Compiler(str(home / "handout.typ"))

    def make(values: dict[str, str]) -> bytes:
        (home / "person.json").write_text(json.dumps({"name": values["person.name"], "note": values["visit.note"]}), "utf-8")
        return compiler.compile(format="pdf")

    return make, make(people(1)[0])


def rates(home: Path, count: int = 2_000) -> None:
    home.mkdir()
    folder = personal_handout(home)
    begun = cpu()
    plate, _ = make_plates(read_manuscript(folder), "a4")
    print(f"  the plate: {cpu() - begun:.1f} CPU s, {len(plate.content) / 1e6:.2f} MB")
    values = people(count)
    plate.struck(values[0])
    struck = rate_of(plate.struck, values)
    print(f"copies struck into memory: {struck:,.0f} per CPU second (at least 500)")

    (home / "list.csv").write_bytes(list_of([f'{each["person.name"]},"{each["visit.note"]}"' for each in values]))
    order = made_order(Build(folder, None, None, None, home / "out"), home / "list.csv", "a4", None, "")
    begun, clock = cpu(), time.monotonic()
    order.run(home / "out", Workers(1))
    written = subprocess.run([sys.executable, "-c", IN_ONE, str(home)], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    print(f"copies written to the disk: {written.strip()}; {count / (time.monotonic() - clock):,.0f} per second of the clock by one worker")
    shutil.rmtree(home / "out")

    cited = read_manuscript(folder)
    begun = cpu()
    _, pages = make_proof(cited, "a4")
    again = cpu() - begun
    print(f"a copy struck / laid out again ({pages} pages, {again:.1f} CPU s): 1/{again * struck:,.0f} (at most 1/1,000)")
    make, first = typst_maker(folder, home)
    (home / "typst.pdf").write_bytes(first)
    by_typst = rate_of(make, values[:20])
    typst_pages = subprocess.run(["qpdf", "--show-npages", home / "typst.pdf"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"a copy struck / set by Typst, warm ({typst_pages} pages of the same words, {by_typst:.2f} per CPU second): "
          f"1/{struck / by_typst:,.0f} (at most 1/30)")  # fmt: skip


IN_ONE = """
import sys, time
from pathlib import Path
from booklet.copies.journal import journal_in
from booklet.copies.plate.make import make_plates
from booklet.copies.recipients.people import Person
from booklet.copies.run import Workshop, run
from booklet.pipeline import read_manuscript
from tests.bench.copies import people
home = Path(sys.argv[1])
class Here:
    def results(self, work, kept, jobs, folder):
        return (work(kept, *job) for job in jobs)
plate = make_plates(read_manuscript(home / "personal"), "a4")[0]
rows = [Person(row, "a4", values) for row, values in enumerate(people(1000), 2)]
with journal_in(home / "here") as journal:
    begun = time.process_time()
    run(rows, Workshop({"a4": plate}, home / "here"), "rest", journal, Here())
    print(f"{len(rows) / (time.process_time() - begun):,.0f} per CPU second")
"""


def memory(home: Path, counts: tuple[int, int] = (1_000, 50_000)) -> None:
    """Peak memory of the command and of its workers, for a short list and a long one, as bundles of a small handout."""
    folder, found = handout(home), []
    for count in counts:
        rows = [f'{each["person.name"]},"{each["visit.note"]}"' for each in people(count)]
        (home / "long.csv").write_bytes(list_of(rows))
        words = [str(home / "long.csv"), "--source", str(folder), "--out", str(home / f"rows-{count}"), "--merge", "--workers", "2"]
        measured = subprocess.run([sys.executable, "-c", PEAK, *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        found.append([int(each) for each in measured.split()[-2:]])
        shutil.rmtree(home / f"rows-{count}")
    (few, few_of), (many, many_of) = found
    print(f"memory for {counts[0]:,} and {counts[1]:,} rows: {few} and {many} MB, of the largest worker {few_of} and {many_of} MB (flat)")


PEAK = """
import resource, sys, threading, time
from pathlib import Path
sys.argv[1:1] = ["copies"]
from booklet.cli.main import main
peaks = {}
def look():
    own = Path("/proc/self").resolve().name
    while True:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                told = dict(line.split(":", 1) for line in status.read_text().splitlines() if line.startswith(("VmHWM", "PPid")))
                parents = {own, *peaks}
                if told["PPid"].strip() in parents and "VmHWM" in told:
                    peaks[status.parent.name] = max(peaks.get(status.parent.name, 0), int(told["VmHWM"].split()[0]))
            except (OSError, KeyError):
                pass
        time.sleep(0.2)
threading.Thread(target=look, daemon=True).start()
assert main() == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, max(peaks.values()) // 1024)
"""

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        rates(Path(scratch) / "copies")
        memory(Path(scratch) / "copies")

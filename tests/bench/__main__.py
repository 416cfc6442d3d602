"""`make bench`: what the press costs beside bare WeasyPrint, printed as ratios.

Every figure is the median of rounds run in turns (A B A B), each in a fresh process, in CPU seconds: the steadier
measure on a shared machine. The growth figures are single runs.
"""
import math
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from booklet.core.processes.workers import cores
from booklet.template.text.speech import spoken
from booklet.words.check import problems_of_words
from tests.bench.copies import memory, rates
from tests.bench.preview import write_and_see
from tests.test_long_lines import PIECES, copy_of

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 5

OURS = """
import sys, time, resource
from dataclasses import replace
from pathlib import Path
from booklet import pipeline
from booklet.core.processes.garbage import collect_rarely
collect_rarely()  # as each command does
folder, edition = Path(sys.argv[1]), "a4"
if "plain" in sys.argv:
    lay_out = pipeline.lay_out_pages
    pipeline.lay_out_pages = lambda document, **more: lay_out(replace(document, makeup=None), **more)
start = time.process_time()
content, pages = pipeline.make_proof(pipeline.read_manuscript(folder), edition)
print(time.process_time() - start, pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
TAGGED = """
import sys, time, resource
from pathlib import Path
from booklet import pipeline
from booklet.core.processes.garbage import collect_rarely
from booklet.tag.tag import tag_pages
collect_rarely()
start = time.process_time()
cited = pipeline.read_manuscript(Path(sys.argv[1]))
cited = pipeline.selected(cited, cited.manuscript.imprint.editions["a4"])
lines = pipeline.printed_lines([ref.reference for ref in cited.references])
laid_out = pipeline.lay_out_pages(pipeline.fill_template(cited, "a4", lines))
tagged = sys.argv[2] == "tags"
content = tag_pages(laid_out) if tagged else laid_out.pages.write_pdf(pdf_variant="pdf/a-2u")
print(time.process_time() - start, len(content), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
HTML_OF = """
import sys
from pathlib import Path
from booklet import pipeline
cited = pipeline.read_manuscript(Path(sys.argv[1]))
cited = pipeline.selected(cited, cited.manuscript.imprint.editions["a4"])
lines = pipeline.printed_lines([ref.reference for ref in cited.references])
Path(sys.argv[2]).write_text(pipeline.fill_template(cited, "a4", lines).html, encoding="utf-8")
"""
BARE = """
import sys, time, resource
from pathlib import Path
from weasyprint import HTML
from booklet.core.own_table import STYLES
from booklet.paginate.paginate import BASE, Shelf
html, shelf = Path(sys.argv[1]).read_text(encoding="utf-8"), Shelf({"sections": Path(sys.argv[2]), "styles": STYLES})
start = time.process_time()
document = HTML(string=html, base_url=BASE, url_fetcher=shelf).render()
document.write_pdf(pdf_variant="pdf/ua-1")
print(time.process_time() - start, len(document.pages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

ONE_BY_ONE = """
import resource, sys, time
from pathlib import Path
from booklet import pipeline
cited = pipeline.read_manuscript(Path(sys.argv[1]))
names = list(cited.manuscript.imprint.editions)
start = time.monotonic()
for name in names:
    pipeline.make_edition(cited, name)
print(time.monotonic() - start, len(names), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

WHOLE = """
import ctypes, os, resource, subprocess, sys
from contextlib import suppress
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: what outlives its parent is ours to wait for
subprocess.run(sys.argv[1:], check=True, capture_output=True)
with suppress(ChildProcessError):
    while True:
        os.wait()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, 0, 0)
"""


def measured(code: str, *arguments: object) -> tuple[float, int, float]:
    """Seconds, pages (or editions) and peak memory in MB, as a fresh process tells them."""
    run = [sys.executable, "-c", code, *map(str, arguments)]
    seconds, pages, kilobytes = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), int(pages), int(kilobytes) / 1024


def build_against_bare(folder: Path, scratch: Path) -> None:
    html = scratch / "a4.html"
    subprocess.run([sys.executable, "-c", HTML_OF, folder, html], cwd=ROOT, check=True)
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(measured(OURS, folder, "plain"))
        bare.append(measured(BARE, html, folder))
    ratio = statistics.median(o[0] / b[0] for o, b in zip(ours, bare, strict=True))
    print(f"a4 from sections to bytes / bare WeasyPrint on the same HTML: {ratio:.2f} (at most 1.10)")
    print(f"  {ours[0][1]} pages; memory {ours[0][2]:.0f} MB against {bare[0][2]:.0f} MB")


def make_up(folder: Path) -> None:
    """What it costs to make up pages: from sections to bytes with it, and laid out as they come."""
    made_up, plain = [], []
    for _ in range(3):
        made_up.append(measured(OURS, folder))
        plain.append(measured(OURS, folder, "plain"))
    ratio = statistics.median(m[0] / p[0] for m, p in zip(made_up, plain, strict=True))
    print(f"a4 made up / laid out as it comes: {ratio:.2f} (at most 1.60), {made_up[0][1]} pages for {plain[0][1]}")


def whole(*command: object) -> float:
    """CPU seconds of one run of the command, its workers included: they are copied from a process that nobody waits for."""
    return measured(WHOLE, sys.executable, "build.py", *command)[0]


def nothing_to_do(scratch: Path) -> None:
    out = scratch / "dist"
    full, idle = [], []
    for _ in range(3):
        full.append(whole("build", "--out", out, "--force"))
        idle.append(whole("build", "--out", out))
    ratio = statistics.median(idle) / statistics.median(full)
    print(f"build with nothing changed / full build of all editions: 1/{1 / ratio:.0f} (at most 1/20)")


def words_against_pages(scratch: Path) -> None:
    checks, builds = [], []
    for _ in range(ROUNDS):
        checks.append(whole("check"))
        builds.append(whole("build", "--edition", "a4", "--out", scratch / "a4", "--force"))
    ratio = statistics.median(check / build for check, build in zip(checks, builds, strict=True))
    print(f"check of the words / build of a4: {ratio:.2f} (at most 0.25)")


def all_at_once(folder: Path, scratch: Path) -> None:
    """All editions by one command, against the making of each by itself in a warm process; in seconds of the clock."""
    single, count, _ = measured(ONE_BY_ONE, folder)
    run = [sys.executable, "build.py", "build", "--force", "--edition", "all", "--out", scratch / "all"]
    start = time.monotonic()
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True)
    ratio = (time.monotonic() - start) / (single / min(cores(), count))
    print(f"all {count} editions at once / one by one, shared by {cores()} cores: {ratio:.2f} (at most 1.15)")


def tags(folder: Path) -> None:
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(measured(TAGGED, folder, "tags"))
        bare.append(measured(TAGGED, folder, "none"))
    time_ratio = statistics.median(o[0] / b[0] for o, b in zip(ours, bare, strict=True))
    print(f"with our tags / without tags: time {time_ratio:.2f} (at most 1.25), size {ours[0][1] / bare[0][1]:.2f} (at most 1.10)")


def growth(folder: Path, scratch: Path) -> None:
    points = []
    for times in (1, 4, 18):
        seconds, pages, memory = measured(OURS, repeated(folder, times, scratch / f"x{times}"))
        points.append((pages, seconds))
        print(f"  {pages} pages: {seconds / points[0][1]:.1f} times the time of {points[0][0]}; {memory:.0f} MB")
    (first_pages, first), (last_pages, last) = points[0], points[-1]
    exponent = math.log(last / first) / math.log(last_pages / first_pages)
    print(f"growth to {last_pages} pages: pages^{exponent:.2f} (at most pages^1.10)")


def long_lines() -> None:
    """What the rules of words make of a line four times as long; the worst of those that nearly match."""

    def cost(piece: str, length: int) -> float:
        copy, begun = copy_of(piece, length), time.process_time()
        list(problems_of_words(copy))
        spoken(copy.sentences[0].text)
        return time.process_time() - begun

    growth = {piece: min(cost(piece, 16_000) for _ in range(3)) / min(cost(piece, 4_000) for _ in range(3)) for piece in PIECES}
    worst = max(growth, key=growth.__getitem__)
    print(f"a line four times as long: {growth[worst]:.1f} times the time, of “{worst}” (at most 12)")


def repeated(folder: Path, times: int, copy: Path) -> Path:
    """The manuscript with its sections over and over, each time under new names."""
    shutil.copytree(folder, copy)
    sections = sorted(file for file in copy.glob("*.md") if file.name != "glossary.md")
    ids = [re.sub(r"^\d+-|\.md$", "", file.name) for file in sections]
    for file in sections:
        text = file.read_text(encoding="utf-8")
        file.unlink()
        for turn in range(times):
            order = turn * len(ids) + ids.index(re.sub(r"^\d+-|\.md$", "", file.name)) + 1
            renamed = text
            for id_ in ids:
                renamed = renamed.replace(f"](#{id_})", f"](#{id_}-t{turn})")
            name = f"{order:03}-{re.sub(r'^[0-9]+-', '', file.stem)}-t{turn}.md"
            (copy / name).write_text(renamed, encoding="utf-8")
    return copy


def main() -> None:
    sys.stdout.reconfigure(line_buffering=True)  # each figure as soon as it is known
    folder = ROOT / "sections"
    with tempfile.TemporaryDirectory() as scratch:
        build_against_bare(folder, Path(scratch))
        make_up(folder)
        nothing_to_do(Path(scratch))
        write_and_see(folder, Path(scratch))
        words_against_pages(Path(scratch))
        tags(folder)
        all_at_once(folder, Path(scratch))
        growth(folder, Path(scratch))
        long_lines()
        rates(Path(scratch) / "copies")
        memory(Path(scratch) / "copies")


if __name__ == "__main__":
    main()

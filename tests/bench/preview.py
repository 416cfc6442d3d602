"""What it costs to write and see: one word changed, from save to the new picture of its page, beside a build from cold.

On a copy of the shipped handout. Every figure is CPU seconds; a build, an opening and a Typst compile are whole processes.
"""
import os
import shutil
import statistics
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORD = "Some people feel better"

COLD = """
import sys
from pathlib import Path
from booklet import pipeline
pipeline.make_edition(pipeline.read_manuscript(Path(sys.argv[1])), "a4")
"""
OPENED = """
import sys
from pathlib import Path
from booklet.preview.press import LivePress
press = LivePress(Path(sys.argv[1]), "a4")
preview = press.set(is_first=True)
press.image(preview.pages[0].key)
"""
# One word, there and back, over and over: seconds for each change and its picture, then for nothing changed.
CHANGED = """
import sys, time
from pathlib import Path
from booklet.preview.press import LivePress
folder, word = Path(sys.argv[1]), sys.argv[2]
press = LivePress(folder, "a4")
press.set()
before = press.settle()
file = next(file for file in sorted(folder.glob("0*.md")) if word in file.read_text("utf-8"))
text, took = file.read_text("utf-8"), []
for turn in range(4):
    file.write_text(text if turn % 2 else text.replace(word, word.replace("Some", "Most")), "utf-8")
    start = time.process_time()
    after = press.set()
    changed = [page for page in after.pages if page.key not in {page.key for page in before.pages}]
    press.image(changed[0].key)
    took.append(time.process_time() - start)
    assert after.exact
    before = after
start = time.process_time()
press.set()
print(sorted(took)[1], time.process_time() - start, len(changed))
"""
TYPST = """
import sys, typst
typst.compile(sys.argv[1], format="png", ppi=96, output=sys.argv[2])
"""


def cpu_of(*command: object) -> float:
    """CPU seconds of a command, with all that it starts."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime)"
    )
    run = [sys.executable, "-c", code, *map(str, command)]
    return float(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def write_and_see(folder: Path, scratch: Path) -> None:
    """The rows of the preview. `scratch` is a folder to write in; what is cached lies there too."""
    os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")
    copy = shutil.copytree(folder, scratch / "written")
    builds, firsts, openings, words, idle = [], [], [], [], []
    for _ in range(3):
        builds.append(cpu_of(sys.executable, "-c", COLD, copy))
        shutil.rmtree(scratch / "cache", ignore_errors=True)
        firsts.append(cpu_of(sys.executable, "-c", OPENED, copy))
        told = subprocess.run([sys.executable, "-c", CHANGED, copy, WORD], cwd=ROOT, check=True, capture_output=True, text=True)
        word, nothing, pages = told.stdout.split()
        words.append(float(word))
        idle.append(float(nothing))
        openings.append(cpu_of(sys.executable, "-c", OPENED, copy))
    whole = statistics.median(builds)
    print(f"one word changed, to the picture of its page / build of a4 from cold: 1/{whole / statistics.median(words):.0f} (at most 1/8)")
    print(f"  {statistics.median(words):.2f} against {whole:.1f} CPU seconds; {pages} pages set anew")
    print(f"first page after opening with nothing cached / that build: {statistics.median(firsts) / whole:.2f} (at most 0.50)")
    print(f"first page after opening again / that build: {statistics.median(openings) / whole:.2f} (at most 0.50)")
    print(f"nothing changed / that build: 1/{whole / max(statistics.median(idle), 0.001):,.0f} (at most 1/20)")
    if find_spec("typst") is None:
        print("one word changed / the same words by Typst from cold: not measured, for Typst is not installed")
        return
    (scratch / "same.typ").write_text(typst_of(copy, scratch), "utf-8")
    cold = [cpu_of(sys.executable, "-c", TYPST, scratch / "same.typ", scratch / "same-{p}.png") for _ in range(3)]
    print(f"one word changed / the same words by Typst from cold: {statistics.median(words) / statistics.median(cold):.2f} (at most 1.00)")


def typst_of(folder: Path, scratch: Path) -> str:
    """The words of the handout for Typst: no pictures, no tags, no citations."""
    text_build = [sys.executable, "build.py", "build", "--edition", "text", "--source", folder, "--out", scratch / "text"]
    subprocess.run(text_build, cwd=ROOT, check=True, capture_output=True)
    (file,) = (scratch / "text").glob("*.txt")
    escaped = "".join(f"\\{letter}" if letter in "\\#$*_`<>@~[]/=+-" else letter for letter in file.read_text("utf-8"))
    return f'#set page("a4")\n#set text(12pt)\n{escaped}'

"""`python -m tests.kills [ROUNDS [SCENE ...]]`: what is left when builds are killed, disks are full, and two people do the same at once.

What is killed, and what two people type at once, are real commands in processes of their own, on a small handout. The
counts are printed; tests/test_kills.py asks for the same in a few rounds, by a seed.
"""
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

from booklet.core.disk.journal import JOURNAL
from tests.commands import typed
from tests.library import open_library
from tests.manuscripts import FILES, HEAD, TAIL

ROOT = Path(__file__).resolve().parent.parent
MARK = "BOOKLET_TEST_MARK"
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
TARGETS = ("parent", "worker", "group")
MOMENTS = ("any", "writing", "any", "renaming")
EDITIONS = '\n[editions.web]\nmedium = "web"\n\n[editions.text]\nmedium = "text"\n'
QUIET = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "cwd": ROOT}


def handout(home: Path) -> Path:
    """A small manuscript with a PDF, a web page and plain text."""
    folder = home / "sections"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text + (EDITIONS if name == "booklet.toml" else ""), encoding="utf-8")
    say(folder, "Once.")
    return folder


def say(folder: Path, words: str) -> None:
    """Change the text, so that there is something to build."""
    (folder / "010-rest.md").write_text(HEAD + words + TAIL, encoding="utf-8")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "build.py", *map(str, arguments)]


def environment(mark: str, cache: Path) -> dict[str, str]:
    """Processes that are started with this can be found again by their mark."""
    return os.environ | {MARK: mark, "XDG_CACHE_HOME": str(cache)}


def marked(mark: str) -> dict[int, str]:
    """The living processes that carry a mark, with what was typed to start them."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if f"{MARK}={mark}".encode() in Path(f"/proc/{name}/environ").read_bytes().split(b"\0"):
                found[int(name)] = Path(f"/proc/{name}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def state(out: Path) -> str:
    """What a reader meets in a folder: "whole", "mixed", or "under way" where a journal says that it will be whole."""
    if (out / JOURNAL).exists():
        return "under way"
    entries = json.loads((out / "manifest.json").read_bytes())["files"]
    agree = all(hashlib.sha256((out / e["file"]).read_bytes()).hexdigest() == e["sha256"] for e in entries)
    return "whole" if agree and len({e["source"] for e in entries}) == 1 else "mixed"


def leftovers(out: Path) -> list[str]:
    return [name for name in os.listdir(out) if name.startswith(".")]


def kill_once(home: Path, chance: random.Random, stop: signal.Signals, target: str, moment: str) -> Counter:
    """Change a word, build, kill it somewhere, look at what is there; build again, and look again.

    The build says six lines before it writes: that it warms up, reads, sets, and that one, two, three editions are set.
    """
    folder, out, mark = home / "sections", home / "dist", f"{chance.random()}"
    say(folder, f"Word {mark[2:]}.")
    build = command("build", "--source", folder, "--out", out)
    found = Counter(kills=1)
    started = subprocess.Popen(
        build, **QUIET, env=environment(mark, home), start_new_session=True, preexec_fn=_hear_interrupts  # noqa: PLW1509 - no thread runs
    )
    with started as parent:
        # By what it says and not by the clock: on a busy machine it would be over, or not begun.
        heard = [parent.stdout.readline() for _ in range(chance.randrange(7) if moment == "any" else 6)]
        if moment == "any":
            time.sleep(chance.uniform(0, 0.4))
        else:
            while parent.poll() is None and not (leftovers(out) if moment == "writing" else (out / JOURNAL).exists()):
                time.sleep(0.0002 if moment == "writing" else 0)  # a rename takes less
            time.sleep(chance.choice((0, 0, 0.001, 0.003)) if moment == "writing" else 0)
        victims = [pid for pid, typed in marked(mark).items() if pid != parent.pid and "forkserver" in typed]
        hit = chance.choice(victims) if target == "worker" and victims else parent.pid
        try:
            os.killpg(parent.pid, stop) if target == "group" else os.kill(hit, stop)
        except ProcessLookupError:
            found["came too late"] += 1
        said = "".join(heard) + parent.communicate(timeout=120)[0]
    found[f"status {parent.returncode}"] += 1
    found["tracebacks"] += "Traceback" in said or "Exception ignored" in said
    found["untrue words"] += "Nothing was written" in said and state(out) != "whole"
    for _ in range(50):
        if marked(mark):
            time.sleep(0.02)
    for pid in marked(mark):
        found["orphans"] += 1
        os.kill(pid, signal.SIGKILL)
    found[f"left {state(out)}"] += 1
    found["left temporary files"] += bool(leftovers(out))
    again = typed("build", "--source", folder, "--out", out)
    is_well = again.returncode == 0 and state(out) == "whole" and not leftovers(out) and len(os.listdir(out)) == 4
    if not is_well:
        print(again.stdout, again.stderr, state(out), sorted(os.listdir(out)))
    found["whole after the next build" if is_well else "LOST"] += 1
    return found


def _hear_interrupts() -> None:
    """What a shell starts in the background is deaf to Control-C, and so would be all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def kills(home: Path, seed: int, *rounds: tuple[signal.Signals, str, str]) -> Counter:
    """As many kills: by which signal, of whom, and at which moment: any, while files are written, or while they take their places."""
    folder, chance, total = handout(home), random.Random(seed), Counter()
    assert typed("build", "--source", folder, "--out", home / "dist").returncode == 0
    for stop, target, moment in rounds:
        total += kill_once(home, chance, stop, target, moment)
    return total


def at_once(*commands: Sequence, home: Path) -> tuple[Counter, list[str]]:
    """Start all of them together; how they ended, and what they said."""
    started = [subprocess.Popen(each, **QUIET, env=environment("", home)) for each in commands]
    said = [each.communicate(timeout=300)[0] for each in started]
    found = Counter(f"status {each.returncode}" for each in started)
    found["tracebacks"] += sum("Traceback" in words for words in said)
    return found, said


def two_builds(home: Path, rounds: int) -> Counter:
    """Two build different editions into one folder, one of them while the other writes: both must be there and in the manifest."""
    folder, out, total = handout(home), home / "dist", Counter()
    for number in range(rounds):
        say(folder, f"Word {number}.")
        web, text = (("build", "--source", folder, "--out", out, "--edition", name) for name in ("web", "text"))
        with subprocess.Popen(command(*web), **QUIET, env=environment("", home)) as other:
            while (line := other.stdout.readline()) and "Setting" not in line:
                continue
            while other.poll() is None and not (out.exists() and leftovers(out)):
                time.sleep(0.0002)
            other.send_signal(signal.SIGSTOP)
            Timer(1, other.send_signal, [signal.SIGCONT]).start()
            here = typed(*text)
            said = [other.communicate(timeout=300)[0], here.stdout + here.stderr]
        found = Counter([f"status {other.returncode}"]) + Counter([f"status {here.returncode}"])
        found["tracebacks"] = sum("Traceback" in words for words in said)
        listed = {entry["edition"] for entry in json.loads((out / "manifest.json").read_bytes())["files"]}
        busy = sum("busy-file" in words for words in said)
        found |= Counter(rounds=1, refused=busy, lost=2 - busy - len(listed) if listed != {"web", "text"} else 0)
        found["mixed"] += state(out) != "whole" or bool(leftovers(out))
        total += found
        shutil.rmtree(out)
    return total


def two_signoffs(home: Path, rounds: int) -> Counter:
    """Two reviewers sign at once: both names must stand in the file."""
    folder, total = handout(home), Counter()
    for _ in range(rounds):
        names = "Anna Lee", "Ben Ash"
        signs = [
            command("signoff", "--all", "--source", folder, "--reviewer", name, "--role", "Ward sister") for name in names
        ]
        found, said = at_once(*signs, home=home)
        text = (folder / "signoff.toml").read_text(encoding="utf-8")
        refused = sum("busy-file" in words for words in said)
        found |= Counter(rounds=1, refused=refused, lost=2 - refused - sum(name in text for name in names))
        found["left over"] += len([name for name in os.listdir(folder) if name.startswith(".")])
        total += found
        (folder / "signoff.toml").unlink()
    return total


def two_references(home: Path, rounds: int) -> Counter:
    """Two add a reference at once: both must be in references.json."""
    folder, total = handout(home), Counter()
    works = {"10.5555/rest.2020.04": "review", "10.5555/tea.2021.02": "trial"}
    with open_library() as library:
        asked = "--crossref", library.home, "--pubmed", library.home, "--cache", home / "cache", "--pause", "0"
        for _ in range(rounds):
            adds = [command("refs", "add", doi, "--evidence", kind, "--source", folder, *asked) for doi, kind in works.items()]
            found, said = at_once(*adds, home=home)
            text = (folder / "references.json").read_text(encoding="utf-8").lower()
            refused = sum("busy-file" in words for words in said)
            found |= Counter(rounds=1, refused=refused, lost=2 - refused - sum(doi in text for doi in works))
            total += found
            (folder / "references.json").write_text(FILES["references.json"], encoding="utf-8")
    return total


def full_disks(home: Path) -> Counter:
    """Build onto a disk of so many kB, until it fits: before that nothing may have changed. Root alone may mount one."""
    folder, disk, total = handout(home), home / "disk", Counter()
    disk.mkdir()
    build = command("build", "--source", folder, "--out", home / "old", "--edition", "text")
    subprocess.run(build, env=environment("", home), **QUIET, check=True)
    say(folder, "New words.")
    for kilobytes in range(16, 144, 8):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", disk]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            return Counter({"no disk can be mounted here": 1})
        try:
            total += _one_full_disk(folder, disk / "dist", home)
        finally:
            subprocess.run(["umount", disk], check=True)
    return total


def _one_full_disk(folder: Path, out: Path, home: Path) -> Counter:
    """An old build of the text alone lies there; then everything is built."""
    build = command("build", "--source", folder, "--out", out)
    shutil.copytree(home / "old", out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    say(folder, "New words.")
    done = subprocess.run(build, env=environment("", home), **QUIET, check=False)
    if done.returncode == 0:
        return Counter({"disks": 1, "large enough": 1, "mixed": int(state(out) != "whole")})
    is_same = {file.name: file.read_bytes() for file in out.iterdir()} == before
    is_told = "the disk is full" in done.stdout and "Nothing was written" in done.stdout
    return Counter({"disks": 1, "full": 1, "as before" if is_same else "CHANGED": 1, "told" if is_told else "UNTOLD": 1,
                    "tracebacks": int("Traceback" in done.stdout)})  # fmt: skip


def main() -> None:
    rounds = int(sys.argv[1]) if sys.argv[1:] else 30
    scenes = {
        "kills": lambda home: kills(home, 1, *((STOPS[n % 3], TARGETS[n // 3 % 3], MOMENTS[n % 4]) for n in range(rounds))), "full disks": full_disks,
        "two builds": lambda home: two_builds(home, rounds * 2 // 3),
        "two sign-offs": lambda home: two_signoffs(home, rounds * 2 // 3),
        "two references": lambda home: two_references(home, rounds * 2 // 3),
    }  # fmt: skip
    for name, scene in scenes.items():
        if sys.argv[2:] and name not in sys.argv[2:]:
            continue
        with tempfile.TemporaryDirectory() as home:
            print(f"{name}: {dict(sorted(scene(Path(home)).items()))}", flush=True)


if __name__ == "__main__":
    main()

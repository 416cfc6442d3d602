"""A clean clone becomes a working press with one command, from files whose hashes are known."""
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from booklet.cli.system_packages import APT, PACKAGERS
from booklet.core.disk.folders import private_folder
from tests.bench.__main__ import OURS
from tests.commands import typed
from tests.small import STARTER
from tests.tools import BROWSER, FACES, OTHERWISE, PROGRAMS, missing_programs, packages_of

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TARGETS = ("booklet", "test", "check", "bench", "lock", "clean", "help")


def plain_name(requirement):
    """PyYAML>=6 -> pyyaml"""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


def pins():
    """Name -> the lines of its pin. A pin begins at the margin; its hashes are indented."""
    blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)
    return {block.split("==")[0]: block for block in blocks if "==" in block}


def make(folder, *words, PATH=os.environ["PATH"]):
    """Run make in `folder`, with nothing in the environment that could change what it does."""
    environment = {"PATH": PATH, "HOME": str(folder), "LC_ALL": "C"}
    program = shutil.which("make")
    return subprocess.run([program, *words], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def clone(tmp_path):
    """A folder in which make may do as it likes."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path)
    return tmp_path


def test_the_lock_covers_every_library_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    assert {plain_name(line) for line in wanted} <= set(pins())


def test_every_pin_has_a_hash():
    assert len(pins()) > 30
    for name, block in pins().items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), name


def test_the_lock_serves_windows_too():
    """It is resolved for every system at once: what only one of them needs carries a marker."""
    assert "sys_platform == 'win32'" in pins()["colorama"]


def test_the_lock_names_no_server_and_no_folder():
    """It would tie the project to the machine or the mirror that happened to write it."""
    assert "://" not in LOCK
    assert not re.search(r"(?<!\w)/\w+/|--index-url|--find-links", LOCK)


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_what_it_would_do(clone, target):
    run = make(clone, "-n", target)
    assert run.returncode == 0, run.stderr


def test_plain_make_builds_the_booklet(clone):
    assert make(clone, "-n").stdout == make(clone, "-n", "booklet").stdout


def test_help_names_every_target(clone):
    lines = make(clone, "help").stdout.splitlines()
    assert tuple(line.split()[1] for line in lines) == TARGETS


# Answers as a good Python would, makes an environment that holds itself, and writes down what it was asked.
STAND_IN = """#!/bin/sh
echo "$*" >> "{log}"
if [ "$1 $2" = "-m venv" ]; then
  for folder; do :; done
  rm -rf "$folder" && mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python"
fi
"""


@pytest.fixture
def ready(clone):
    """`ready()` is `make ready` with a Python that stands in, and what was done: "venv", "pip", "doctor"."""
    python, log = clone / "python3.11", clone / "log"
    python.write_text(STAND_IN.format(log=log), encoding="utf-8")
    python.chmod(0o755)

    def run() -> list[str]:
        log.write_text("", encoding="utf-8")
        made = make(clone, "ready", f"PYTHON={python}")
        assert made.returncode == 0, made.stderr
        lines = log.read_text(encoding="utf-8").splitlines()
        assert all("--require-hashes -r requirements.lock" in line for line in lines if "pip install" in line)
        told = {"-m venv": "venv", "-m pip install": "pip", "build.py doctor --install": "doctor"}
        return [word for line in lines for begins, word in told.items() if line.startswith(begins)]

    return run


def test_the_libraries_are_installed_by_hash_and_once(clone, ready):
    assert ready() == ["venv", "pip", "doctor"]
    assert ready() == ["doctor"]
    os.utime(clone / ".venv" / ".lock-is-installed", (0, 0))  # the lock is newer: a pull has brought other libraries
    assert ready() == ["pip", "doctor"]


def test_an_interrupted_install_goes_on(clone, ready):
    ready()
    (clone / ".venv" / ".lock-is-installed").unlink()
    assert ready() == ["pip", "doctor"]


def test_an_environment_whose_python_is_gone_is_made_anew(clone, ready):
    """An upgrade of the system takes the Python away to which the environment points."""
    ready()
    python = clone / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/usr/bin/python3.1")
    assert ready() == ["venv", "pip", "doctor"]


def test_an_environment_without_pip_is_made_anew(clone, ready):
    """So it looks when the first run was stopped half-way."""
    ready()
    (clone / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert ready() == ["venv", "pip", "doctor"]


def machine(folder, **programs):
    """A folder of programs that do what these scripts say, and the few others that the Makefile uses."""
    place = folder / "programs"
    place.mkdir()
    for name in ("sh", "find", "rm", "id", "ls", "printf"):
        (place / name).symlink_to(shutil.which(name))
    for name, script in programs.items():
        file = place / name.replace("_", "-")
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
    return place


@pytest.mark.parametrize(("known", "advised"), [
    ("python3.11-venv", "apt-get install -y python3.11 python3.11-venv"),  # Ubuntu 22.04: its own is 3.10
    ("nothing", "apt-get install -y python3-pip"),  # Debian 11: there is no newer one in its lists
])  # fmt: skip
def test_no_command_is_advised_that_has_just_failed(clone, known, advised):
    apt_cache = f'[ "$2" = "{known}" ]'
    place = machine(clone, python3="exit 1", apt_get='echo "$*" >> installed; exit 1', apt_cache=apt_cache, id="echo 1000")
    run = make(clone, "ready", f"SHELL={place / 'sh'}", "SYSTEM=", PATH=str(place))
    assert run.returncode != 0
    assert advised in run.stderr
    assert 'make PYTHON="$(python3 -m uv python find 3.12)"' in run.stderr
    assert ("Install one:" in run.stderr) == (known != "nothing")


@pytest.mark.parametrize(("own", "taken"), [
    ("exit 0", "own"),
    ('case "$2" in *ensurepip*) exit 1;; esac', "python3"),  # Debian without python3-venv
    ("exit 1", "python3"),  # an old one
])  # fmt: skip
def test_the_python_of_the_system_is_taken_where_it_serves(clone, own, taken):
    venv = 'if [ "$2" = venv ]; then echo "$0" > taken; exit 1; fi\n'
    place = machine(clone, python3=venv, own=venv + own)
    make(clone, "ready", f"SHELL={place / 'sh'}", f"SYSTEM={place / 'own'}", PATH=str(place))
    assert Path((clone / "taken").read_text(encoding="utf-8").strip()).name == taken


def test_a_python_that_is_too_old_is_named(clone):
    old = clone / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    run = make(clone, f"PYTHON={old}")
    assert run.returncode != 0
    assert f"booklet needs Python 3.11 or newer, and this is none: {old}" in run.stderr
    assert not (clone / ".venv").exists()


def test_a_python_without_venv_gets_the_package_that_brings_it(clone):
    """Debian ships Python and leaves this part out; the traceback would name none of it."""
    halved = clone / "python3.11"
    halved.write_text(
        '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac\n', encoding="utf-8"
    )
    halved.chmod(0o755)
    run = make(clone, f"PYTHON={halved}")
    assert run.returncode != 0
    assert "apt-get install -y python3.11-venv" in run.stderr


def test_continuous_integration_runs_what_a_person_runs():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"
    assert subprocess.run(["bash", "-n", script]).returncode == 0


def test_the_programs_that_tests_use_are_here_or_named():
    """A test that skipped itself for want of one would look like a test that passed."""
    assert missing_programs() == ()
    assert {*missing_programs(path="/nowhere"), BROWSER} == set(PROGRAMS)
    assert set(OTHERWISE) == {packager.name for packager in PACKAGERS}


def test_what_is_there_is_not_installed_again():
    """Debian's npm cannot stand beside the Node.js of its makers: to ask for it anew would bring none of the others."""
    brew = next(packager for packager in PACKAGERS if packager.name == "brew")
    assert packages_of(["pdftotext", "pdfinfo", BROWSER, FACES], APT) == ["poppler-utils", "chromium-headless-shell", "fonts-noto-cjk"]
    assert packages_of(["pdftotext", "pdfinfo", BROWSER, FACES], brew) == ["poppler", "google-chrome", "font-noto-sans-cjk"]


def test_built_files_are_not_committed():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"dist/", ".venv", "*.tmp"} <= set(ignored)


def test_no_list_of_people_and_no_copy_is_committed(tmp_path):
    """`git add .` beside a handout took the names, addresses and letters of a clinic's patients with it."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    source = tmp_path / "clean-hands"
    assert typed("new", source).returncode == 0
    for name in ("monday.csv", "monday.xlsx", "monday-passwords.csv", "draft.eml"):
        (source / name).write_text("x", encoding="utf-8")
    private_folder(tmp_path / "out")
    (tmp_path / "out" / "clean-hands-000002-a4.pdf").write_text("x", encoding="utf-8")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "notes.txt").write_text("x", encoding="utf-8")
    private_folder(tmp_path / "ours")  # somebody's folder stays as it is
    found = subprocess.run(["git", "-C", tmp_path, "ls-files", "-o", "--exclude-standard"], check=True, capture_output=True, text=True).stdout.split()
    assert {"clean-hands/booklet.toml", "clean-hands/.gitignore", "ours/notes.txt"} < set(found)
    assert [name for name in found if name.endswith((".csv", ".xlsx", ".eml", ".pdf"))] == []


def test_what_the_benchmarks_call_is_there():
    """Nobody runs them each day: one asked for rules under a name that had gone, and another laid out nothing."""
    run = subprocess.run([sys.executable, "-c", OURS, STARTER, "plain"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0 and len(run.stdout.split()) == 3, run.stderr

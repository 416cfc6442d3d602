"""Where the press cannot run, or fails by its own fault: a sentence and a way out, whatever is missing. Real processes."""
import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from booklet.cli.own_files import damaged_files, own_file_problems
from tests.codes import heard
from tests.commands import press_in

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = next(Path(folder) for folder in sys.path if folder.endswith("site-packages"))


def run(*words: str, libraries: Path | None = None, program: Path = ROOT / "build.py", **environment: str):
    """Run a program with the libraries of one folder alone: none, where no folder is named."""
    lines = [sys.executable, "-S", str(program), *words]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(libraries or ""), **environment}
    return subprocess.run(lines, capture_output=True, text=True, cwd=ROOT, env=environment)


@pytest.fixture
def libraries(tmp_path):
    """All libraries, for a test to lose one of them."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    for file in LIBRARIES.iterdir():
        if file.suffix != ".pth":
            (folder / file.name).symlink_to(file)
    return folder


def own(folder: Path, name: str) -> Path:
    """A library of this folder as a copy that may be spoiled."""
    place = folder / name
    place.unlink()
    shutil.copytree(LIBRARIES / name, place)
    return place


def test_an_old_python_can_read_what_it_is_told():
    """Up to the check, build.py is written in words that Python 3.6 knew; the rest is never reached."""
    text = (ROOT / "build.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))
    assert text.index("sys.version_info < (3, 11)") < text.index("from booklet")


def test_an_old_python_is_told_so(tmp_path):
    old = tmp_path / "old.py"
    text = (ROOT / "build.py").read_text(encoding="utf-8")
    older = text.replace("import sys\n", "import sys\nsys.version_info = (3, 9, 2)\n", 1)
    old.write_text(older, encoding="utf-8")
    made = run("build", program=old)
    assert made.returncode == 1 and "Traceback" not in made.stderr
    assert "This is Python 3.9, and the press needs 3.11 or newer." in made.stderr
    assert "make booklet" in made.stderr


@pytest.mark.parametrize("words", [(), ("build", "--edition", "a4"), ("--help",), ("check",)])
def test_a_python_without_libraries_is_told_the_way(words):
    made = run(*words)
    assert made.returncode == 1 and "Traceback" not in made.stderr
    assert "has not the libraries of the press" in made.stderr
    assert "make booklet" in made.stderr or " ".join((".venv/bin/python build.py", *words)) in made.stderr


def test_the_doctor_comes_without_any_library():
    made = run("doctor")
    assert made.returncode == 1 and made.stderr == ""
    assert "MISSING weasyprint: not found" in made.stdout and "To mend it: " in made.stdout


@pytest.mark.parametrize(("name", "module"), [("click", "click"), ("weasyprint", "weasyprint"), ("cffi", "cffi")])
def test_a_library_that_is_lost_is_named(libraries, name, module):
    """Also one that no room of ours imports, and one that is only imported when there is work for it."""
    (libraries / module).unlink()
    made = run("build", "--source", str(ROOT / "booklet" / "cli" / "starter"), "--out", str(libraries / "out"), libraries=libraries)
    assert made.returncode == 1 and "Traceback" not in made.stderr
    assert re.search(rf"the libraries of the press: .*\b{name}\b", made.stderr), made.stderr
    assert f"MISSING {name}: " in run("doctor", libraries=libraries).stdout


def test_a_library_that_is_cut_short_is_damaged(libraries):
    """So a full disk or a power cut leaves it: pip takes it for whole, and its version is right."""
    file = own(libraries, "click") / "core.py"
    file.write_bytes(file.read_bytes()[:5_000])
    made = run(libraries=libraries)
    assert made.returncode == 1 and "Traceback" not in made.stderr and "click" in made.stderr
    assert re.search(r"MISSING click: [\d.]+, damaged", run("doctor", libraries=libraries).stdout)


def test_a_fault_of_ours_is_one_sentence_and_a_file(tmp_path):
    """A traceback frightens; without one nobody could mend it. The status is its own: it is no mistake of the author."""
    program = tmp_path / "faulty.py"
    program.write_text(
        "from booklet.cli.threshold import guarded\n\ndef main():\n    return 1 // 0\n\nraise SystemExit(guarded(main))\n",
        encoding="utf-8",
    )
    place = {"program": program, "TMPDIR": str(tmp_path), "PYTHONPATH": f"{ROOT}:{LIBRARIES}"}
    made = run("build", "--to", "x", **place)
    assert made.returncode == 3 and "Traceback" not in made.stderr
    assert "by a fault of its own, which is no mistake of yours: ZeroDivisionError" in made.stderr
    (kept,) = tmp_path.glob("booklet-fault-*.txt")
    assert str(kept) in made.stderr
    assert "1 // 0" in kept.read_text(encoding="utf-8") and "build --to x" in kept.read_text(encoding="utf-8")
    shown = run("--debug", "build", **place)
    assert shown.returncode == 3 and "Traceback" in shown.stderr


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """A press of one's own, whose styles a test may spoil."""
    folder = tmp_path_factory.mktemp("press")
    shutil.copytree(ROOT / "booklet", folder / "booklet", ignore=shutil.ignore_patterns("page", "__pycache__"))
    for name in ("build.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def told(press):
    """Its commands."""
    with press_in(press) as told:
        yield told


@pytest.fixture
def styles(press):
    """Its styles, as they were."""
    shutil.rmtree(press / "styles", ignore_errors=True)
    return shutil.copytree(ROOT / "styles", press / "styles")


def spoil(file: Path, content: bytes | None, more: bytes = b"") -> None:
    """Give a file other content, or more of it; without any it goes, and a folder with all that is in it."""
    if file.name == "in":
        file.parent.unlink()
        file.parent.mkdir()
    if file.is_dir():
        shutil.rmtree(file)
    elif content is None and not more:
        file.unlink()
    else:
        file.write_bytes((file.read_bytes() if content is None else content) + more)


ENGLISH = (ROOT / "styles" / "words" / "en.toml").read_bytes()
BUILD, FACE = ("build", "--source", "booklet/cli/starter", "--edition", "a4"), "fonts/atkinson-hyperlegible-next-latin-700-normal.woff2"
FONT = (ROOT / "styles" / FACE).read_bytes()
SPOILED = {
    "no fonts": ("fonts", (None,), BUILD, "fonts/faces.toml: broken-style: there is no such file"),
    "a scratch": (FACE, (FONT[:5_000] + bytes(400) + FONT[5_400:],), BUILD, f"{FACE}: broken-style: this is no font, or damaged"),
    "a folder": ("tokens.css/in", (b"the way",), BUILD, "tokens.css: broken-style: "),
    "no text": ("tokens.css", (b":root {\n  --ink: \xff", ), ("check", *BUILD[1:3]), "tokens.css:2: broken-style: this is no text"),
    "no template": ("templates/blocks.html", (None,), BUILD, "templates/blocks.html: broken-style: there is no such file"),
    "a slip": ("templates/blocks.html", (b"\n{% if %}",), BUILD, "templates/blocks.html:2: broken-style: Expected an expression"),
    "a wrong name": ("templates/whose.html", (b"\n\n{{ nobody.here }}",), BUILD, "templates/whose.html:3: broken-style: 'nobody' is"),
    "words lost": ("words/en.toml", (b"[cover]",), BUILD, "words/en.toml: broken-style: there are no words "),
    "words that ask": ("words/en.toml", (ENGLISH.replace(b"n {version}", b"n {nobody}"),), BUILD, "words/en.toml: broken-style: the words foot."),
    "no words": ("words/en.toml", (None,), ("check", *BUILD[1:3]), "words/en.toml: broken-style: there is no such file"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_file_of_the_press_that_is_spoiled_is_named_with_its_line(styles, told, tmp_path, name):
    """Who edits a template is an editor, too; "a fault of the press" and a traceback would leave them with nothing."""
    file, content, words, says = SPOILED[name]
    spoil(styles / file, *content)
    made = told(*words, *(("--out", tmp_path) if words is BUILD else ()))
    assert made.returncode == 1 and "Traceback" not in made.stderr and not list(tmp_path.iterdir())
    assert f"styles/{says}" in heard(made.stderr)
    assert f"copy styles/{file.removesuffix('/in')} from the press as you got it" in made.stderr


def test_the_doctor_names_all_that_is_spoiled(press, styles):
    """Also where the fonts are gone, which it lists by name."""
    half = FACE.replace("700", "400")
    for name, content in {FACE: b"<html>not found</html>", half: b"wOF2" + bytes(90), "csl/style.csl": b"<style>"}.items():
        spoil(styles / name, content)
    assert {(file.relative_to(styles).as_posix(), says.partition(":")[0], line) for file, says, line in damaged_files(press)} == {
        (FACE, "this is no WOFF2 file, or not all of it", 0), (half, "this is no WOFF2 file, or not all of it", 0),
        ("csl/style.csl", "this is no XML", 1),
    }  # fmt: skip
    own = {"program": press / "build.py", "PYTHONPATH": str(LIBRARIES)}
    listed = run("doctor", **own).stdout
    assert all(name.removeprefix("fonts/") in listed for name in (FACE, half))
    shutil.rmtree(styles / "fonts")
    listed = run("doctor", **own)
    assert listed.stderr == "" and "Python: " in listed.stdout


@pytest.mark.parametrize("edition", ["a4", "web"])
def test_a_face_that_is_no_font_is_named(styles, told, tmp_path, edition):
    """A web page had its phones in another face, and a build named the face but no file."""
    spoil(styles / "fonts" / "numerals-700.woff2", b"junk")
    made = told(*BUILD[:3], "--edition", edition, "--out", tmp_path)
    assert made.returncode == 1 and "styles/fonts/numerals-700.woff2: broken-style: this is no" in made.stderr


@pytest.mark.parametrize(("room", "length"), [("cli/{}/schema", 700), ("cli/{}/schema", 16), ("cli/{}/threshold", 300), ("core/processes/{}/signals", 16), ("core/{}/problems", 900)])
def test_a_room_that_python_has_compiled_in_part_is_no_end_of_what_somebody_types(press, room, length):
    """CPython 3.11 keeps what a full disk took of it, for good. Each command said "Stopped. Nothing was written.", or told a traceback."""
    own = {"program": press / "build.py", "PYTHONPATH": str(LIBRARIES)}
    assert run("schema", "--help", **own).returncode == 0
    (compiled,) = press.glob(f"booklet/{room.format('__pycache__')}.*.pyc")
    content = compiled.read_bytes()
    compiled.write_bytes(content[:length] if length > 16 else content[:16] + bytes(len(content) - 16))
    made = run("schema", "--help", **own)
    assert made.returncode == 1 and "ile that Python has made of" in heard(made.stderr) and "Traceback" not in made.stderr
    subprocess.run(shlex.split(made.stderr.partition("make room, then: ")[2]), check=True)
    assert run("schema", "--help", **own).returncode == 0


def test_a_fault_of_the_code_is_none_of_a_template():
    """Were it told as the template's, an editor would look for a slip that is not there, and the traceback were lost."""
    frame = '  File "{}", line 3, in somewhere\n    words\n'
    template, room = frame.format(ROOT / "styles/templates/ends.html"), frame.format(ROOT / "booklet/template/blocks.py")
    library = frame.format("/usr/lib/python3/somewhere.py")
    assert own_file_problems(f"Traceback:\n{room}{template}{library}TypeError: no")
    assert not own_file_problems(f"Traceback:\n{template}{room}{library}TypeError: no")


def test_nobody_is_frightened_by_head():
    """python build.py check --code all | head -1"""
    line = f"'{sys.executable}' build.py check --code all | head -1"
    made = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=ROOT)
    assert made.stderr == "" and made.stdout.count("\n") == 1

"""The doctor names what is missing before the renderer stumbles over it, and gives one command that brings it."""
import ast
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

import pytest

from booklet.cli.machine import OLDEST_PYTHON, PANGO_PARTS, Part, examine, install_command, remedies
from booklet.cli.system_packages import packager_of

ROOT = Path(__file__).resolve().parent.parent
NOWHERE = tuple(Part(part.name, ("libnowhere.so.0",), part.oldest, part.teller) for part in PANGO_PARTS)


@pytest.fixture
def bare(tmp_path):
    """A folder with all that the doctor looks at, for a test to spoil."""
    for name in ("pyproject.toml", "requirements.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    copytree(ROOT / "styles" / "fonts", tmp_path / "styles" / "fonts")
    return tmp_path


def faults(findings):
    return {finding.name for finding in findings if not finding.is_fine}


def test_a_prepared_machine_lacks_nothing_and_every_version_is_told_that_can_be():
    """A layout that moved between two machines is explained by these lines or by nothing."""
    findings = examine()
    assert faults(findings) == set() and remedies(findings) == ()
    told = {finding.name: finding.found for finding in findings}
    for name in ("Python", "weasyprint", "pikepdf", "Pango", "HarfBuzz", "Fontconfig"):
        assert re.fullmatch(r"\d+\.\d+(\.\d+)?", told[name]), name


def test_missing_pango_is_named_with_one_command():
    findings = examine(parts=NOWHERE)
    assert faults(findings) == {part.name for part in PANGO_PARTS}
    assert remedies(findings) == (install_command(),)


def test_a_missing_subset_library_alone_is_a_fault():
    """Without it WeasyPrint subsets fonts by another program: half as slow again, and other bytes."""
    parts = tuple(lost if part.name == "HarfBuzz subset" else part for part, lost in zip(PANGO_PARTS, NOWHERE, strict=True))
    assert faults(examine(parts=parts)) == {"HarfBuzz subset"}


def test_a_pango_from_another_age_is_a_fault():
    pango = next(part for part in PANGO_PARTS if part.name == "Pango")
    parts = (Part(pango.name, pango.files, oldest="99.0.0", teller=pango.teller),)
    assert faults(examine(parts=parts)) == {"Pango"}


def test_the_doctor_looks_for_the_libraries_that_weasyprint_opens():
    """A newer WeasyPrint may look for others; then a machine would be called well and fail."""
    source = Path(find_spec("weasyprint").origin).parent / "text" / "ffi.py"
    calls = [
        node for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_dlopen"
    ]  # fmt: skip
    opened = {tuple(name.value for name in call.args[1:]) for call in calls}
    optional = {names for names in opened if "harfbuzz-vector" in names}  # only for the glyphs of colour fonts
    assert opened - optional == {part.files for part in PANGO_PARTS}


def test_a_library_at_another_version_than_the_lock_is_a_fault(bare):
    """The same source gives the same bytes only through the same libraries: also those behind the ones we name."""
    lock = bare / "requirements.lock"
    text = lock.read_text(encoding="utf-8")
    other = re.sub(r"^(weasyprint|pydyf|colorama)==\S+", r"\1==1.2.3", text, flags=re.MULTILINE)
    lock.write_text(other, encoding="utf-8")
    assert faults(examine(bare)) == {"weasyprint", "pydyf"}


def test_a_library_that_is_not_installed_is_a_fault(bare):
    for name, line in (("pyproject.toml", '"no-such-press>=1",'), ("requirements.lock", "no-such-press==1.0 \\")):
        text = (bare / name).read_text(encoding="utf-8")
        mark = '    "jinja2' if name == "pyproject.toml" else "jinja2=="
        (bare / name).write_text(text.replace(mark, f"{line}\n{mark}", 1), encoding="utf-8")
    assert [(f.found, f.needed) for f in examine(bare) if not f.is_fine] == [("", "1.0")]


def test_a_font_that_is_missing_or_no_font_is_a_fault(bare):
    """A page set in whatever face the machine has would be another booklet."""
    missing, damaged = sorted((bare / "styles" / "fonts").glob("*.woff2"))[:2]
    missing.unlink()
    damaged.write_text("<html>not found</html>", encoding="utf-8")
    assert faults(examine(bare)) == {missing.name, damaged.name}


def test_a_dist_that_cannot_be_written_is_a_fault(bare):
    (bare / "dist").write_text("a file is in the way", encoding="utf-8")
    assert faults(examine(bare)) == {"dist/"}


def test_looking_changes_nothing(bare):
    before = sorted(bare.rglob("*"))
    examine(bare)
    assert sorted(bare.rglob("*")) == before


def test_the_doctor_comes_without_any_library():
    """Run by a Python with nothing installed, it still says what to do."""
    lines = "from booklet.cli.machine import examine, remedies\nprint(*remedies(examine()), sep='\\n')"
    run = subprocess.run([sys.executable, "-S", "-c", lines], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "requirements.lock" in run.stdout or "make booklet" in run.stdout


def test_the_doctor_asks_for_the_python_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={OLDEST_PYTHON}"


SYSTEMS = {
    "Debian": ("ID=debian\nVERSION_ID=\"12\"\n", "linux", "sudo apt-get install -y"),
    "Ubuntu": ("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n", "linux", "sudo apt-get install -y"),
    "Mint": ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "linux", "sudo apt-get install -y"),
    "Fedora": ("# a comment\nID=fedora\n", "linux", "sudo dnf install -y"),
    "Rocky": ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "linux", "sudo dnf install -y"),
    "Alpine": ("ID=alpine\n", "linux", "sudo apk add"),
    "Arch": ("ID=arch\n", "linux", "sudo pacman -S --needed"),
    "macOS": ("", "darwin", "brew install"),
    "Windows": ("", "win32", "pacman -S --needed mingw-w64-ucrt-x86_64-pango"),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_gets_its_one_command(system):
    os_release, platform, begins = SYSTEMS[system]
    packager = packager_of(os_release, platform)
    command = packager.command(packager.libraries, is_root=False)
    assert command.startswith(begins) and "pango" in command and "\n" not in command
    assert "sudo" not in packager.command(packager.libraries, is_root=True)


def test_an_unknown_system_is_not_given_the_command_of_another():
    assert packager_of("ID=plan9\n", "linux") is None

"""The libraries of Python that requirements.lock pins: which of them are here, whole and at that version.

Only the standard library is imported, as in all rooms of the doctor.
"""
import csv
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from booklet.core.disk.files import size_of

ROOT = Path(__file__).resolve().parents[2]
DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a build needs. `found` is a version, "present" where it tells none, "" where it is missing."""

    name: str
    found: str
    needed: str
    is_fine: bool
    remedy: str = ""
    is_library: bool = False  # of Python, by requirements.lock


def library_findings(root: Path) -> list[Finding]:
    """Each library of pyproject.toml, and each one behind it that is lost, or not at the version of the lock."""
    pins = _pins(root)
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    direct = _names(wanted)
    findings = [_library_finding(name, pins.pop(name, ())) for name in direct]
    needed = _needed_by(direct)
    behind = [_library_finding(name, pinned) for name, pinned in pins.items()]
    return findings + [each for each in behind if not each.is_fine and (each.found or each.name in needed)]


def _names(requirements: Iterable[str]) -> list[str]:
    """weasyprint>=70,<71 -> weasyprint. What depends on the system or is an extra (it has a marker) is left out."""
    plain = (re.match(r"(?P<name>[\w.-]+)", line) for line in requirements if ";" not in line)
    return [_plain_name(found["name"]) for found in plain if found]


def _needed_by(names: list[str]) -> set[str]:
    """The names of all libraries that these ask for, and those that they ask for in turn."""
    needed, ahead = set(names), list(names)
    while ahead:
        with suppress(PackageNotFoundError):
            asked = set(_names(distribution(ahead.pop()).requires or ())) - needed
            needed |= asked
            ahead += sorted(asked)
    return needed


def ill_libraries(is_import: bool) -> tuple[Finding, ...]:
    """The libraries that are missing or not whole; where an import has failed, those at another version as well."""
    ill = (finding for finding in library_findings(ROOT) if not finding.is_fine)
    return tuple(finding for finding in ill if is_import or not finding.found or DAMAGED in finding.found)


def reinstall(ill: tuple[Finding, ...], root: Path) -> bool:
    """Have pip install these libraries anew. It takes one for whole that has its papers: those are taken away first."""
    names = {finding.name for finding in ill}
    print(f"Putting back what is lost or damaged: {', '.join(sorted(names))} ...", flush=True)
    for papers in Path(sysconfig.get_path("purelib")).glob("*.dist-info"):
        if _plain_name(papers.name.rsplit("-", 2)[0]) in names:  # pikepdf-10.0.1.dist-info
            shutil.rmtree(papers, ignore_errors=True)
    options = ("--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--require-hashes")
    command = [sys.executable, "-m", "pip", "install", *options, "-r", str(root / "requirements.lock")]
    is_done = subprocess.run(command, check=False).returncode == 0
    if not is_done:
        print("They could not be brought. Is this machine online? If it is, begin anew: rm -rf .venv, then make booklet")
    return is_done


def _plain_name(name: str) -> str:
    """PyYAML -> pyyaml: the spelling of the lock. Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def own_python() -> Path:
    """The Python of the environment that `make booklet` makes."""
    return ROOT / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_own_environment(root: Path = ROOT) -> bool:
    """Whether it is that one which runs us."""
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def _pins(root: Path) -> dict[str, tuple[str, ...]]:
    """Name -> the versions that requirements.lock allows: one, or one for each range of Pythons."""
    pins: dict[str, tuple[str, ...]] = {}
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    for pin in re.finditer(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", lock, re.MULTILINE):  # weasyprint==70.0 \
        pins[pin["name"]] = (*pins.get(pin["name"], ()), pin["version"])
    return pins


def _library_finding(name: str, pinned: tuple[str, ...]) -> Finding:
    found = ""
    with suppress(PackageNotFoundError):
        library = distribution(name)
        found = f"{library.version or '?'}{f', {DAMAGED}' if _is_damaged(library) else ''}"
    is_fine = found in pinned
    is_elsewhere = sys.prefix != sys.base_prefix and not is_own_environment()
    by_hand = "python -m pip install --force-reinstall --require-hashes -r requirements.lock"
    remedy = by_hand if is_elsewhere or sys.platform == "win32" else "make booklet"
    return Finding(name, found, " or ".join(pinned), is_fine, "" if is_fine else remedy, is_library=True)


def _is_damaged(library: Distribution) -> bool:
    """Whether a file of an installed library is lost or cut short. Source: PEP 376, RECORD lists each with its size.

    Programs of a library lie elsewhere (../../../bin/weasyprint), and none of them is needed here.
    """
    rows = [*csv.reader((library.read_text("RECORD") or "").splitlines())]  # Distribution.files leaves out what is lost
    if not rows or any(len(row) != 3 for row in rows):
        return True
    files = ((name, int(size)) for name, _, size in rows if size.isdecimal() and ".." not in name.split("/"))
    return any(size_of(Path(str(library.locate_file(name)))) != size for name, size in files)

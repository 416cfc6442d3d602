"""What only the tests use, beside the press: qpdf as a second reader of our PDFs, Poppler as a third, a browser, a shell, the
faces for Chinese, Japanese and Korean, and the examples of CommonMark, which npm fetches.

`python -m tests.tools` installs the programs as root on Debian or Ubuntu, or prints the one command for this system and
exits with status 1: a test that skipped itself for want of a program would look like a test that passed. What drives
the browser is a lock of its own for pip, since nobody who only prints a handout needs it.
"""
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which

from booklet.cli.system_packages import APT, Packager, install, is_root, this_packager
from booklet.core.letters import chain
from tests import spec

BROWSER = "Chromium"
FACES = "Noto Sans CJK"
PROGRAMS = {  # each with its package; the faces have theirs where the press tells of it
    "qpdf": "qpdf",
    **dict.fromkeys(("pdftotext", "pdftoppm", "pdfinfo", "pdffonts"), "poppler-utils"),
    "ripmime": "ripmime",
    "npm": "npm",
    "openssl": "openssl",
    "fish": "fish",
    BROWSER: "chromium",
}
OTHERWISE = {  # the packages that a system calls otherwise
    "apt": {"chromium": "chromium-headless-shell"},  # the same without windows, which starts in half the time
    "dnf": {},
    "apk": {},
    "pacman": {"poppler-utils": "poppler"},
    "brew": {"poppler-utils": "poppler", "chromium": "google-chrome", "npm": "node"},
    "msys2": {
        "qpdf": "mingw-w64-ucrt-x86_64-qpdf",
        "poppler-utils": "mingw-w64-ucrt-x86_64-poppler",
        "npm": "mingw-w64-ucrt-x86_64-nodejs",
    },
}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
BROWSER_LOCK = Path(__file__).resolve().parent / "web" / "requirements.lock"
_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)  # playwright==1.65.2 \


def missing_programs(path: str | None = None) -> tuple[str, ...]:
    """The programs that are not on `path`, or on this process's own. A browser has many names, and places of its own."""
    programs = [program for program in PROGRAMS if not (browser_program() if program == BROWSER else which(program, path=path))]
    return (*programs, *(() if all(face.is_here for face in chain.chain()) else (FACES,)))


def browser_program() -> str | None:
    """The file of a Chromium, of whatever name."""
    found = next((file for file in map(which, BROWSERS) if file), None)
    return found or next((file for file in BROWSER_FILES if Path(file).is_file()), None)


def missing_packages() -> tuple[str, ...]:
    """The pins of the browser's lock that are not installed as they say."""
    pins = _PIN.findall(BROWSER_LOCK.read_text(encoding="utf-8"))
    return tuple(f"{name}=={wanted}" for name, wanted in pins if _installed(name) != wanted)


def packages_of(programs: Iterable[str], packager: Packager) -> list[str]:
    """What brings these programs, and nothing beside: an npm from elsewhere and the system's own shut each other out."""
    names = [packager.faces if each == FACES else PROGRAMS[each] for each in programs]
    return list(dict.fromkeys(OTHERWISE[packager.name].get(name, name) for name in names if name))


def tools_command(programs: Iterable[str]) -> str:
    """The one command that brings them to this system."""
    packager = this_packager()
    if packager is None:
        return f"install {', '.join(programs)}"
    return packager.command(packages_of(programs, packager), is_root())


def main() -> int:
    """The exit status: 0 when everything is there at the end."""
    if missing := missing_programs():
        install(packages_of(missing, APT))
        chain._on_machine.cache_clear()  # where it was not a moment ago
    if missing := missing_programs():
        print(f"The tests need {', '.join(missing)}. Install with:\n  {tools_command(missing)}", file=sys.stderr)
        return 1
    if not spec.fetch():
        print("npm could not fetch the examples of CommonMark: see above. Is this machine offline?", file=sys.stderr)
        return 1
    return _install_packages() if missing_packages() else 0


def _install_packages() -> int:
    print("Installing what drives the browser of the tests ...")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    return subprocess.run([*pip, "--only-binary", ":all:", "--require-hashes", "-r", str(BROWSER_LOCK)]).returncode


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    sys.exit(main())

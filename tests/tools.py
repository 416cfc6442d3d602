"""The programs that only the tests use, beside Python: qpdf as a second reader of our PDFs, Poppler as a third.

`python -m tests.tools` installs them as root on Debian or Ubuntu, or prints the one command for this system and exits
with status 1: a test that skipped itself for want of a program would look like a test that passed.
"""
import sys
from shutil import which

from booklet.packager import install, is_root, this_packager

PROGRAMS = ("qpdf", "pdftotext", "pdftoppm", "pdfinfo", "pdffonts")
PACKAGES = {
    "apt": ("qpdf", "poppler-utils"),
    "dnf": ("qpdf", "poppler-utils"),
    "apk": ("qpdf", "poppler-utils"),
    "pacman": ("qpdf", "poppler"),
    "brew": ("qpdf", "poppler"),
    "msys2": ("mingw-w64-ucrt-x86_64-qpdf", "mingw-w64-ucrt-x86_64-poppler"),
}


def missing_programs(path: str | None = None) -> tuple[str, ...]:
    """The programs that are not on `path`, or on this process's own."""
    return tuple(program for program in PROGRAMS if which(program, path=path) is None)


def tools_command() -> str:
    """The one command that brings them to this system."""
    packager = this_packager()
    return packager.command(PACKAGES[packager.name], is_root()) if packager else "install qpdf and Poppler's programs"


def main() -> int:
    """The exit status: 0 when every program is there at the end."""
    if missing_programs():
        install(PACKAGES["apt"])
    missing = missing_programs()
    if missing:
        print(f"The tests need {', '.join(missing)}. Install with:\n  {tools_command()}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""System packages: how this system installs Pango and its company, and whether we may do it ourselves.

Only the standard library is imported: this runs before anything else is known to work.
"""
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from booklet.core.own_table import own_table


@dataclass(frozen=True, slots=True)
class Packager:
    """How one family of systems installs, as packagers.toml has it. `faces` is "" where there is no package with them."""

    name: str
    families: list[str]
    install: str
    libraries: list[str]
    faces: str = ""

    def command(self, packages: list[str], is_root: bool) -> str:
        """The one line to type. Homebrew and MSYS2 refuse, or do without, the administrator."""
        sudo = "" if is_root or self.name in ("brew", "msys2") else "sudo "
        return f"{sudo}{self.install} {' '.join(packages)}"


_KNOWN = own_table(__file__, "packagers")
PACKAGERS = tuple(Packager(name, **known) for name, known in _KNOWN.items())
APT = PACKAGERS[0]  # its libraries: Pango and its company


def install_command() -> str:
    """The one command that brings Pango and its company to this system."""
    packager = this_packager()
    if packager is None:
        return "install Pango 1.44 or newer, PangoFT2, HarfBuzz with its subset library, Fontconfig and any font"
    return packager.command(packager.libraries, is_root())


def faces_command() -> str:
    """The one command that brings the face for Chinese, Japanese and Korean."""
    packager = this_packager()
    if packager is None or not packager.faces:
        return "install Noto Sans CJK: NotoSansCJK-Regular.ttc and -Bold.ttc, from github.com/notofonts/noto-cjk"
    return packager.command([packager.faces], is_root())


def install(packages: list[str]) -> bool:
    """Have apt-get install these packages; elsewhere than as root on Debian or Ubuntu do nothing and say False.

    The lists of packages are fetched first where there are none, and again where the first try fails: old lists name
    files that the mirror no longer has. What apt-get has to say goes straight to the terminal.
    """
    if this_packager() is not APT or not is_root():
        return False
    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    if has_lists and _run(APT.command(packages, is_root=True)):
        return True
    return _run("apt-get update -q") and _run(APT.command(packages, is_root=True))


def this_packager() -> Packager | None:
    for file in (Path("/etc/os-release"), Path("/usr/lib/os-release")):
        if file.is_file():
            return packager_of(file.read_text(encoding="utf-8"), sys.platform)
    return packager_of("", sys.platform)


def packager_of(os_release: str, platform: str) -> Packager | None:
    """Which packager serves a system, by the text of its os-release file and Python's name of its platform.

    Source: os-release(5). ID is the system's own name, ID_LIKE lists its relatives, closest first.
    """
    named = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    families = [word.strip("\"'") for key in ("ID", "ID_LIKE") for word in named.get(key, "").split()]
    families += {"darwin": ["macos"], "win32": ["windows"], "cygwin": ["windows"]}.get(platform, [])
    return next((packager for family in families for packager in PACKAGERS if family in packager.families), None)


def is_root() -> bool:
    """Whether we may change the system. Windows has no root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(command: str) -> bool:
    """Run one of the commands above; they hold no quotes. Nobody is asked anything on the way."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command.split(), env=quiet, check=False).returncode == 0

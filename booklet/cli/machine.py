"""The doctor: what a build needs of this machine, what of it is here, and the one command that brings the rest.

Only the standard library is imported, so that the doctor can come when a library is ill. Above all not WeasyPrint:
importing it where Pango is missing is the very fault that must be told.
"""
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL, POINTER, c_char_p, c_int, c_void_p
from pathlib import Path

from booklet.cli.installed import DAMAGED, ROOT, Finding, is_own_environment, library_findings, reinstall
from booklet.cli.own_files import damaged_files, remedy_for
from booklet.cli.system_packages import APT, faces_command, install, install_command
from booklet.core.letters.chain import Face, chain
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.system_libraries import PANGO_PARTS, Part, open_part, version_of

OLDEST_PYTHON = "3.11"


def examine(root: Path = ROOT, parts: tuple[Part, ...] = PANGO_PARTS) -> tuple[Finding, ...]:
    """Look at everything that a build of `root` needs, in the order in which a machine is set up. Changes nothing."""
    return (
        _python_finding(),
        *library_findings(root),
        *_pango_findings(parts),
        *_style_findings(root),
        _folder_finding(root / "dist"),
    )


@contextmanager
def told_if_lacking() -> Iterator[None]:
    """Import what may need the renderer. Raises BookletError with each thing that this machine lacks for it."""
    try:
        yield
    except OSError:  # WeasyPrint's way of saying that a library of the system is not there
        stop_at(
            Problem(Place("this machine"), "missing-library", f"{finding.name} is missing", finding.remedy)
            for finding in examine()
            if not finding.is_fine
        )
        raise


def report(install: bool = False, root: Path = ROOT) -> tuple[list[str], int]:
    """What to print, and the exit status: 1 where anything is missing. With `install`, what can be brought is brought,
    and only what is missing still is told.
    """
    findings = heal(examine(root), root) if install else examine(root)
    faults = [finding for finding in findings if not finding.is_fine]
    lines = [_told(finding) for finding in (faults if install else findings)]
    return lines + [f"To mend it: {remedy}" for remedy in remedies(findings)], 1 if faults else 0


def heal(findings: tuple[Finding, ...], root: Path = ROOT) -> tuple[Finding, ...]:
    """Install what these findings lack, where that is ours to do, and look again.

    Libraries of Python only in the environment that `make booklet` made; another is whoever's made it.
    """
    lacks_system = any(finding.remedy == install_command() for finding in findings)
    ill = tuple(finding for finding in findings if finding.is_library and not finding.is_fine)
    is_changed = lacks_system and install(APT.libraries)
    if ill and is_own_environment(root):
        is_changed = reinstall(ill, root) or is_changed
    return examine(root) if is_changed else findings


def remedies(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What to type, each command once: six missing libraries come with one."""
    return tuple(dict.fromkeys(finding.remedy for finding in findings if not finding.is_fine))


def _python_finding() -> Finding:
    found = ".".join(str(number) for number in sys.version_info[:3])
    is_fine = _is_at_least(found, OLDEST_PYTHON)
    return Finding("Python", found, f">={OLDEST_PYTHON}", is_fine, "" if is_fine else "make PYTHON=/path/to/python3")


def _pango_findings(parts: tuple[Part, ...]) -> list[Finding]:
    opened = [(part, open_part(part)) for part in parts]
    findings = [_part_finding(part, library) for part, library in opened]
    return findings + [_fonts_finding(library) for part, library in opened if part.teller == "FcGetVersion" and library]


def _part_finding(part: Part, library: CDLL | None) -> Finding:
    found = version_of(part, library) if library else ""
    is_fine = bool(found) and (not part.oldest or _is_at_least(found, part.oldest))
    needed = f">={part.oldest}" if part.oldest else "present"
    return Finding(part.name, found, needed, is_fine, "" if is_fine else install_command())


def _fonts_finding(fontconfig: CDLL) -> Finding:
    """WeasyPrint warns, and a warning stops a build, where Fontconfig has no settings or knows no font at all."""
    fontconfig.FcInitLoadConfigAndFonts.restype = c_void_p
    fontconfig.FcConfigGetFonts.argtypes, fontconfig.FcConfigGetFonts.restype = (c_void_p, c_int), POINTER(c_int)
    fontconfig.FcConfigGetConfigFiles.argtypes, fontconfig.FcConfigGetConfigFiles.restype = (c_void_p,), c_void_p
    fontconfig.FcStrListNext.argtypes, fontconfig.FcStrListNext.restype = (c_void_p,), c_char_p
    settings = fontconfig.FcInitLoadConfigAndFonts()
    fonts = fontconfig.FcConfigGetFonts(settings, 0)
    count = fonts[0] if fonts else 0  # the first field of FcFontSet
    is_fine = count > 0 and fontconfig.FcStrListNext(fontconfig.FcConfigGetConfigFiles(settings)) is not None
    remedy = "" if is_fine else install_command()
    return Finding("Fontconfig's settings", "present" if is_fine else "", "with a font", is_fine, remedy)


def _style_findings(root: Path) -> Iterator[Finding]:
    """Each face of the list, and what else is damaged in styles/."""
    fonts, damaged = root / "styles" / "fonts", {file for file, _, _ in damaged_files(root)}
    try:
        faces = chain()
    except (OSError, ValueError, LookupError):
        yield Finding("faces.toml", "", "the list of fonts", False, remedy_for(fonts / "faces.toml", root))
        return
    for name in (name for face in faces if not face.members for name in face.files.values()):
        is_fine = (fonts / name).is_file() and fonts / name not in damaged
        damaged.discard(fonts / name)
        remedy = "" if is_fine else remedy_for(fonts / name, root)
        yield Finding(name, "present" if is_fine else "", "a WOFF2 font", is_fine, remedy)
    yield from (_large_face_finding(face) for face in faces if face.members)
    yield from (Finding(file.name, DAMAGED, "whole", False, remedy_for(file, root)) for file in sorted(damaged))


def _large_face_finding(face: Face) -> Finding:
    """A face that is not brought along. It is no fault to lack it: only a booklet with its letters asks for it."""
    found = "present" if face.is_here else f"not here; to have it: {faces_command()}"
    return Finding(face.family, found, "for Chinese, Japanese, Korean", True, "")


def _folder_finding(folder: Path) -> Finding:
    """A file is written and removed again: on a read-only disk, the folder's own permissions tell nothing."""
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return Finding(f"{folder.name}/", "writable", "writable", True)
    except OSError as error:
        remedy = f"make {nearest} a folder that you can write to ({error.strerror}), or build with --out DIR"
        return Finding(f"{folder.name}/", "", "writable", False, remedy)


def _is_at_least(found: str, oldest: str) -> bool:
    return tuple(map(int, re.findall(r"\d+", found)[:3])) >= tuple(map(int, oldest.split(".")))


def _told(finding: Finding) -> str:
    sign = "ok     " if finding.is_fine else "MISSING"
    return f"{sign} {finding.name}: {finding.found or 'not found'} (needed: {finding.needed})"

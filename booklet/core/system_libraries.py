"""System libraries: those of the system that WeasyPrint sets and draws with, opened without it.

Only the standard library is imported: the doctor asks here, who comes when a library is ill, and freshness, which must
be quick.
"""
import ctypes.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL, c_char_p
from dataclasses import dataclass

from booklet.core.own_table import own_table


@dataclass(frozen=True, slots=True)
class Part:
    """A system library: the names by which WeasyPrint looks for it, and the function in it that tells its version."""

    name: str
    files: tuple[str, ...]
    oldest: str = ""
    teller: str = ""


PANGO_PARTS = tuple(Part(name, **(known | {"files": tuple(known["files"])})) for name, known in own_table(__file__).items())


def open_part(part: Part) -> CDLL | None:
    """Open a system library as WeasyPrint does: each name as it stands, then as the linker finds it."""
    if hasattr(os, "add_dll_directory"):
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "C:\\msys64\\ucrt64\\bin;C:\\msys64\\mingw64\\bin")
        for folder in folders.split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    if library := _opened_by_name(part):
        return library
    stems = (file for file in part.files if not file.startswith("lib"))
    path = next(filter(None, map(ctypes.util.find_library, stems)), None)
    with suppress(OSError):
        return CDLL(path) if path else None
    return None


@contextmanager
def found_by_name() -> Iterator[None]:
    """WeasyPrint, imported meanwhile, finds its libraries by the names that open as they stand.

    It tries "pango-1.0" before "libpango-1.0.so.0", and for each such name Python asks ldconfig, the compiler and the linker
    of Linux, a process each: that was half of the time of the import.
    """
    usual = ctypes.util.find_library
    if sys.platform == "linux" and all(map(_opened_by_name, PANGO_PARTS)):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = usual


def _opened_by_name(part: Part) -> CDLL | None:
    for file in part.files:
        with suppress(OSError):
            return CDLL(file)
    return None


def version_of(part: Part, library: CDLL) -> str:
    """1.56.3, or "present" for a part that tells none."""
    if not part.teller:
        return "present"
    tell = getattr(library, part.teller)
    if part.teller == "FcGetVersion":  # 21401 is 2.14.1
        number = tell()
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    tell.restype = c_char_p
    return str(tell(), "ascii")

"""System libraries: those of the system that WeasyPrint sets and draws with, opened without it.

Only the standard library is imported: the doctor asks here, who comes when a library is ill, and freshness, which must
be quick.
"""
import os
from contextlib import suppress
from ctypes import CDLL, c_char_p
from ctypes.util import find_library
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A system library: the names by which WeasyPrint looks for it, and the function in it that tells its version."""

    name: str
    files: tuple[str, ...]
    oldest: str = ""
    teller: str = ""


# The names that WeasyPrint 70 tries (weasyprint/text/ffi.py). Pango 1.44 is what its manual asks for; it subsets fonts
# with HarfBuzz from 4.1.0 on (weasyprint/pdf/fonts.py) and by a slower program, to other bytes, without it.
PANGO_PARTS = (
    Part("GObject", ("libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0",
                     "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll")),
    Part("Pango", ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib",
                   "libpango-1.0-0.dll"), oldest="1.44.0", teller="pango_version_string"),
    Part("HarfBuzz", ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib",
                      "libharfbuzz-0.dll"), oldest="4.1.0", teller="hb_version_string"),
    Part("HarfBuzz subset", ("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0",
                             "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")),
    Part("Fontconfig", ("libfontconfig-1", "fontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib",
                        "libfontconfig-1.dll"), teller="FcGetVersion"),
    Part("PangoFT2", ("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0",
                      "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll")),
)  # fmt: skip


def open_part(part: Part) -> CDLL | None:
    """Open a system library as WeasyPrint does: each name as it stands, then as the linker finds it."""
    if hasattr(os, "add_dll_directory"):
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "C:\\msys64\\ucrt64\\bin;C:\\msys64\\mingw64\\bin")
        for folder in folders.split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for file in part.files:
        with suppress(OSError):
            return CDLL(file)
    stems = (file for file in part.files if not file.startswith("lib"))
    path = next(filter(None, map(find_library, stems)), None)
    with suppress(OSError):
        return CDLL(path) if path else None
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

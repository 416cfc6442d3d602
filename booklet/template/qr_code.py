"""The code: an address as a square of dots, which the camera of a phone reads. Drawn as lines, never as a picture.

A quiet zone of four modules on each side, as ISO/IEC 18004 asks. A module is 1 mm, six dots of a coarse photocopy, and
level Q mends what a fold or a stain takes away, up to a quarter.
"""
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace

import segno
from markupsafe import Markup

from booklet.core.printed.words import Words
from booklet.model.clinic import Clinic

QUIET_MODULES = 4
MODULE_MM = 1


@lru_cache(maxsize=16)  # a document is filled anew until its pages are full
def code_svg(address: str, title: str) -> Markup:
    """The code as inline SVG, its quiet zone with it; a screen reader speaks its title.

    An address of 60 characters, the most that a clinic profile may hold, makes a square of 45 mm.
    """
    code, drawing = segno.make(address, error="q", micro=False, boost_error=False), BytesIO()
    code.save(
        drawing, kind="svg", border=QUIET_MODULES, xmldecl=False, svgclass=None, lineclass=None, light="#FFFFFF",
        title=title, nl=False, unit="mm", scale=MODULE_MM,
    )  # fmt: skip
    return Markup(drawing.getvalue().decode())


def whereabouts(clinic: Clinic, say: Words) -> SimpleNamespace | None:
    """The address as it is typed, without the https:// that browsers add by themselves, and its code as SVG."""
    if clinic.booklet_url is None:
        return None
    address = clinic.booklet_url.removeprefix("https://").rstrip("/")
    return SimpleNamespace(address=address, code=code_svg(clinic.booklet_url, say("code.title", address=clinic.booklet_url)))

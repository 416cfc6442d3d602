"""Whereabouts: where the full booklet is, for an edition that does not hold all of it: an address, and its code."""
from types import SimpleNamespace

from booklet.core.printed.words import Words
from booklet.model.clinic import Clinic
from booklet.template.qr_code import code_svg


def whereabouts(clinic: Clinic, say: Words) -> SimpleNamespace | None:
    """The address as it is typed, without the https:// that browsers add by themselves, and its code as SVG."""
    if clinic.booklet_url is None:
        return None
    address = clinic.booklet_url.removeprefix("https://").rstrip("/")
    return SimpleNamespace(address=address, code=code_svg(clinic.booklet_url, say("code.title", address=clinic.booklet_url)))


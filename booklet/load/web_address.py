"""Addresses of the web, as a text or a reference may name them."""
import re
from urllib.parse import urlsplit

_REACHED = re.compile(r"mailto:[^\s@?]+@[\w.-]+\.\w+|tel:\+?[0-9().\s-]+")  # mailto:ward@example.org, tel:+44 20 7188 7188


def is_web_address(address: str) -> bool:
    """Whether this is a whole address of the web: no file, no script, nothing that a viewer could not follow.

    Nor one with a name before its host: https://our-clinic.example@elsewhere.example leads elsewhere.
    """
    try:
        parts = urlsplit(address)
        named = "." in (parts.hostname or "") and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:  # e.g. https://[
        return False
    return parts.scheme in ("https", "http") and named and re.fullmatch(r"[^\s\"<>\\^`{|}]+", address) is not None


def is_way_out(address: str) -> bool:
    """Whether a link may lead there: to the web, to somebody's mail, or to a phone."""
    return is_web_address(address) or _REACHED.fullmatch(address) is not None


def is_relative(address: str) -> bool:
    """Whether this is a place beside the page that it was typed on: no address, no script, none of another host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not address.startswith(("//", "\\"))

"""Addresses of the web, as a text or a reference may name them."""
import re
from urllib.parse import urlsplit


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

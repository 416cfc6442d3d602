"""Addresses of the web, as a text or a reference may name them."""
import re
from urllib.parse import urlsplit

# mailto:ward@example.org?subject=My%20visit, to nobody else; tel:+44 20 7188 7188, tel:1-800-QUIT-NOW; sms:85258?body=HOME
_REACHED = re.compile(
    r"mailto:[^\s@?,;]+@[\w.-]+\.\w+(?:\?(?:&?(?:subject|body)=[^\s&<>\"]*)+)?"
    r"|tel:[+*]?(?=[^;,]*[0-9]{2})(?:%20|[0-9A-Z().\s#-])+(?:(?:;ext=|,)[0-9]+)?"
    r"|sms:\+?(?:%20|[0-9().\s-])+(?:[?;&]&?body=[^\s&<>\"]*)?"
)

# doi:10.1000/182, pmid:123, pmcid:PMC1, arxiv:2101.00001v2: numbers of works, as Manubot and reference managers write them
_WORKS = {
    re.compile(r"doi:(10\.[0-9]{4,9}/\S+)", re.IGNORECASE): "https://doi.org/",
    re.compile(r"pmid:([0-9]{1,9})", re.IGNORECASE): "https://pubmed.ncbi.nlm.nih.gov/",
    re.compile(r"pmcid:(PMC[0-9]{1,9})", re.IGNORECASE): "https://pmc.ncbi.nlm.nih.gov/articles/",
    re.compile(r"arxiv:([a-z.-]{1,20}/[0-9]{7}|[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?)", re.IGNORECASE): "https://arxiv.org/abs/",
}


def whole_address(address: str) -> str:
    """Where the number of a work leads; any other address as it stands, a blank in one of the web as %20."""
    numbers = ((home, pattern.fullmatch(address)) for pattern, home in _WORKS.items())
    written = re.sub(r"(?<=\S) (?=\S)", "%20", address) if re.match("https?://", address) else address
    return next((f"{home}{number[1]}" for home, number in numbers if number), written)


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
    """Whether a link may lead there: to the web, to somebody's mail, or to a phone that rings or takes a message."""
    return is_web_address(address) or _REACHED.fullmatch(address) is not None


def is_relative(address: str) -> bool:
    """Whether this is a place beside the page that it was typed on: no address, no script, none of another host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not address.startswith(("//", "\\"))

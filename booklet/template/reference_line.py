"""A work in the list, set: its address breaks where an address may, its date, volume and pages stay together.

Source: Citing Medicine, 2nd edition, for what is printed; The Chicago Manual of Style, 7.46 and 14.18, for where an address
breaks, but that no line ends in a stop or a hyphen of one: a reader would type it, or leave it out.
"""
import re

from markupsafe import Markup

from booklet.template.number_ties import NO_BREAK

LONGEST = 40  # characters that a column of the list holds
_DOI = re.compile(r"(?P<prefix>doi:[^/]+/)(?P<suffix>.+)", re.DOTALL)  # doi:10.1176/appi.ajp.2013.13030392
_SEGMENT = re.compile(r"[a-z]+://[^/]*/*|[^/]*/+|[^/]+", re.IGNORECASE)  # https://www.example.org/, guidance/, ta854
_WORD = re.compile(r"[._?&=~,#%-]*[^._?&=~,#%-]+|[._?&=~,#%-]+")  # of a segment that is wider than a column: before a hyphen
_LONG = re.compile(rf"[^\s<>]{{{LONGEST + 1},}}")  # an address in the title of a page, the name of a substance
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"  # as the style has them
_DAY = re.compile(rf"(?P<before>\b(?:19|20)[0-9]{{2}}|\b(?:{_MONTH})) (?=(?:{_MONTH}|[0-9]{{1,2}})\b)")  # 2026 Nov 21
_PAGE = "(?:[A-Za-z]{0,3}[0-9]+[A-Za-z]?|[ivxlc]+|[IVXLC]+)"  # 1134, e10, S12, 14a, iv
# 2013 Jul-Aug;170(10):1134-42, 1150-2., 2013:4-9., p. iv-ix
_PLACE = re.compile(
    rf"(?:\b(?:19|20)[0-9]{{2}}(?:{NO_BREAK}[A-Za-z0-9-]+)*[;:][^\s<]+|\bp\. {_PAGE}-{_PAGE})(?:,?(?<=,) {_PAGE}-{_PAGE})*"
)
_RANGE = re.compile(rf"(?<![\w-])(?P<first>{_PAGE})-(?={_PAGE}(?![\w-]))")
_INITIALS = re.compile(r"(?<=[a-z]) (?=(?:[A-Z]{1,3}(?: Jr| Sr)?|Jr|Sr)[,.;])")  # Zarate CA Jr, Singh JB.


def breakable(address: str, longest: int = LONGEST) -> Markup:
    """An address that may break after its slashes, a DOI before its suffix; elsewhere only what is wider than a column,
    which has room for `longest` characters.
    """
    doi = _DOI.fullmatch(address)
    segments = doi.group("prefix", "suffix") if doi else _SEGMENT.findall(address)
    pieces = [p for segment in segments for p in ([segment] if len(segment) <= longest else _WORD.findall(segment))]
    return Markup("<wbr>").join(Markup('<span class="tie">{}</span>').format(piece) for piece in pieces)


def tied_line(html: str) -> Markup:
    """The line of a work, as html, with what may not part kept together, and dashes in its ranges."""
    html = _INITIALS.sub(NO_BREAK, _DAY.sub(rf"\g<before>{NO_BREAK}", html))
    return Markup(_LONG.sub(lambda found: breakable(Markup(found[0]).unescape()), _PLACE.sub(_kept, html)))


def _kept(found: re.Match[str]) -> str:
    words = _RANGE.sub(r"\g<first>–", found[0])
    return f'<span class="tie">{words}</span>' if len(words) <= LONGEST else words

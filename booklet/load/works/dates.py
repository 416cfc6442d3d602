"""Dates of works: CSL's own shape, and the many in which programs write them in words."""
import re
from collections.abc import Mapping
from typing import Any

from booklet.core.dates import MONTHS

SEASONS = ("spring", "summer", "autumn", "winter")
_OTHER_SEASONS = {"fall": "autumn", "21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_LIMITS = ((1, 9999), (1, 12), (1, 31))
_LONGEST = 60  # characters of a date in words
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2})(?:[T /].*)?|/?)?|/{1,3})?"
)  # 2020, 2020-05, 2020/05/12/, 2020-05-12T10:00, 2020-05-12 2020-05-12
_SPAN = re.compile(r"(?P<from>[0-9]{4}(?:-[0-9]{2}){0,2})/(?P<to>[0-9]{4}(?:-[0-9]{2}){0,2})")  # 2019-05/2019-06
_YEARS = re.compile(r"(?P<from>[0-9]{4})\s*(?:-{1,3}|–)\s*(?P<to>[0-9]{4})")  # 2019-2021
_CIRCA = re.compile(  # c. 1999, 1999?; of EDTF 2020-05~, 2019~/2020~ and ~2020
    r"^(?:(?:c\.|ca\.?|circa|about)\s*|[?~%])(?=[0-9]{4})|(?<=[0-9X])\s?[?~%](?=$|[-/])", re.IGNORECASE
)
_UNSAID = re.compile(r"(?:-(?:XX|xx|uu))+(?=$|/)|/\.\.$|^\.\./(?=[0-9])")  # 2020-05-XX, 2020-uu, 2020/..
_DECADE = re.compile(r"(?P<decade>[0-9]{3})[Xxu]")  # 201X
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")


def date_of(value: Any) -> dict[str, Any] | None:
    """A date in CSL's shape: date-parts of numbers, with `circa` or `season`, or `literal`.

    {} where nothing is told, None for what is no date.
    """
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return date_in_words(str(value))
    if not isinstance(value, Mapping) or value and not value.keys() & {"date-parts", "literal", "raw", "edtf", "year"}:
        return None
    if "year" in value:  # Pandoc's YAML of old
        return _numbered([[value[name] for name in ("year", "month", "day") if name in value]])
    if _is_written(value.get("date-parts")):
        date = _numbered(value["date-parts"])
        if date is None:
            return None
        season = _season(str(value.get("season", "")))
        circa = value.get("circa") not in (None, False, "", 0, "false", "0")
        return date | ({"season": season} if season else {}) | ({"circa": True} if circa else {})
    words = next((value[name] for name in ("edtf", "raw", "literal") if value.get(name)), "")
    return date_in_words(str(words)) if isinstance(words, (str, int)) else None


def date_in_words(words: str) -> dict[str, Any] | None:
    """What stands in words as a date: 2020 May-Jun, 12 May 2020, Spring 2020, c. 1999. What is no such date is `literal`."""
    words = " ".join(words.split()).strip(" ,;/[]{}")
    if not words:
        return {}
    circa = {"circa": True} if _CIRCA.search(words) else {}
    bare = _UNSAID.sub("", _CIRCA.sub("", words)).strip()
    if decade := _DECADE.fullmatch(bare):
        return {"literal": f"{decade['decade']}0s"}
    if iso := _ISO.fullmatch(bare):
        parts = [int(part) for part in iso.groups() if part]
        if len(parts) == 2 and 21 <= parts[1] <= 24:  # EDTF's seasons
            return {"date-parts": [parts[:1]], "season": _season(str(parts[1])), **circa}
        date = _numbered([parts])
        return date | circa if date else {"literal": words[:_LONGEST]}
    if span := _SPAN.fullmatch(bare) or _YEARS.fullmatch(bare):
        date = _numbered([span["from"].split("-"), span["to"].split("-")])
        return date | circa if date else {"literal": words[:_LONGEST]}
    told = _told(bare)
    return told | circa if told else {"literal": words[:_LONGEST]} if len(words) <= _LONGEST else None


def _is_written(parts: Any) -> bool:
    return bool(parts) and parts not in ([[]], [[None]], [[""]], [None])


def _numbered(dates: Any) -> dict[str, Any] | None:
    """One or two dates, each a year, perhaps a month, perhaps a day."""
    if not isinstance(dates, list) or not 1 <= len(dates) <= 2 or not all(isinstance(date, list) for date in dates):
        return None
    numbered = [_numbers(date) for date in dates if date]
    return {"date-parts": numbered} if numbered and all(numbered) else None


def _numbers(date: list[Any]) -> list[int]:
    parts = [str(part).strip() for part in date]
    while parts and parts[-1] in ("", "None", "0", "00"):  # a day that is not known
        parts.pop()
    if not 1 <= len(parts) <= 3 or any(isinstance(part, (bool, float)) for part in date):
        return []
    if len(parts) > 1 and parts[1][:3].lower() in MONTHS:
        parts[1] = str(MONTHS.index(parts[1][:3].lower()) + 1)
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return []
    numbers = [int(part) for part in parts]
    return numbers if all(low <= n <= high for n, (low, high) in zip(numbers, _LIMITS, strict=False)) else []


def _season(words: str) -> int:
    """1 for spring to 4 for winter, 0 for none."""
    word = words.strip().lower()
    word = _OTHER_SEASONS.get(word, word)
    return SEASONS.index(word) + 1 if word in SEASONS else int(word) if word in ("1", "2", "3", "4") else 0


def _told(words: str) -> dict[str, Any] | None:
    """A date of names and numbers: 12 May 2020, May 12, 2020, 2020 May-Jun, Spring 2020."""
    pieces = _WORD.findall(words)
    years = [piece for piece in pieces if len(piece) == 4 and piece.isdecimal()]
    months = [MONTHS.index(piece[:3].lower()) + 1 for piece in pieces if _is_month(piece)]
    days = [int(piece) for piece in pieces if piece.isdecimal() and len(piece) <= 2]
    seasons = [season for piece in pieces if not piece.isdecimal() and (season := _season(piece))]
    if len(years) != 1 or len(pieces) != 1 + len(months) + len(days) + len(seasons):
        return None
    year = int(years[0])
    if len(seasons) == 1 and not months and not days:
        return {"date-parts": [[year]], "season": seasons[0]}
    if len(months) == 1 and len(days) <= 1 and not seasons:
        return _numbered([[year, *months, *days]])
    if len(months) == 2 and not days and not seasons:
        return _numbered([[year, months[0]], [year, months[1]]])
    return None


def _is_month(piece: str) -> bool:
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december")  # fmt: skip
    word = piece.lower()
    return len(word) >= 3 and any(name.startswith(word) for name in full) or word == "sept"

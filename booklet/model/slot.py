"""Slots: what stands inside the words of a block, by two private-use characters around a number.

The number points into the section's `slots`. So a citation is numbered, a term found and a clinic's phone put in without
ever parsing the text again, and no value that a clinic types is ever read as Markdown or HTML.
"""
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from booklet.core.problems import Place

SLOT_OPEN, SLOT_CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{SLOT_OPEN}(?P<index>[0-9]+){SLOT_CLOSE}")  # e.g. the characters U+E000, 12, U+E001


@dataclass(frozen=True, slots=True)
class Value:
    """A field's text, printed as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention, `[@lee2020, p. 4; @ray2021]`: pairs of key and locator ("" where there is none)."""

    works: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class CrossReference:
    """`[words](#target)`; without words the target's own title is printed."""

    target: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """`[words](https://...)`, a way out of the booklet."""

    url: str
    words: str
# ![Two cells](figures/cells.svg), ![Two cells](<figures/two cells.svg>): CommonMark 0.31, 6.3, without a title
PICTURE = re.compile(
    r"^\s*!\[(?P<alt>[^\[\]]*)\]\(\s*(?:<(?P<held>[^<>]+)>|(?P<file>(?:[^()\s<>]|\([^()\s<>]*\))+))\s*\)"
)


def picture_file(picture: re.Match[str]) -> str:
    """The file that a PICTURE names. A blank may be written as %20, as in an address."""
    return unquote(picture["held"] or picture["file"])


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


@dataclass(frozen=True, slots=True)
class Gap:
    """A place to write: part of a line, or (in a paragraph of its own) `lines` whole ruled lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Tick:
    """The box before an item of a check list."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """`[Guten Tag]{lang=de}`: words in another language, by its BCP 47 tag."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class DataFigure:
    """`{{ figure("n01") }}`: a figure drawn from one entry of numbers.json."""

    id: str
Slot = Value | Citation | CrossReference | Link | Foreign | Gap | Tick | DataFigure

"""Abbreviations of journals' names, as the National Library of Medicine has them: so that all lines are alike.

styles/csl/journals.txt.xz holds a name in small letters and its abbreviation on each line; the README beside it says where
they come from.
"""
import lzma
import re
from collections.abc import Mapping
from functools import cache

from booklet.core.own_table import STYLES

LIST = STYLES / "csl" / "journals.txt.xz"


def journal_abbreviation(name: str) -> str:
    """The abbreviation of a journal's name without stops, J Affect Disord; "" for a name that is not in the list."""
    known = _abbreviations()
    return known.get(_words(name)) or known.get(_words(re.split(r"\s+[:=]\s+", name)[0]), "")


def _words(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("&", " and "))).removeprefix("the ")


@cache
def _abbreviations() -> Mapping[str, str]:
    lines = lzma.decompress(LIST.read_bytes()).decode("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)

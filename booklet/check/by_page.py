"""How findings are told: one problem a page, with a few of its words, however many there are."""
from collections.abc import Iterable, Iterator

from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable

EXAMPLES = 3


def page_at(name: str, index: int) -> Place:
    """The place of a page by its index from 0; the file as a whole for -1."""
    return Place(name, page=index + 1)


def by_page(found: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Findings as (index of the page, words), one for each page in order: "first", "second", "third" and 4 more."""
    pages: dict[int, list[str]] = {}
    for index, words in found:
        pages.setdefault(index, []).append(words)
    for index in sorted(pages):
        yield index, several(pages[index])


def told_by_page(found: Iterable[tuple[int, str]], name: str, code: str, says: str, hint: str) -> Iterator[Problem]:
    """Findings as problems of a file, one for each page. `says` has {} where their words stand."""
    for index, words in by_page(found):
        yield Problem(page_at(name, index), code, says.format(words), hint)


def several(words: Iterable[str]) -> str:
    """Some of these words in quotation marks, and how many more there are."""
    known = list(dict.fromkeys(" ".join(each.split()) for each in words))
    more = len(known) - EXAMPLES
    told = ", ".join(f'"{printable(each, most=48)}"' for each in known[:EXAMPLES])
    return f"{told} and {more} more" if more > 0 else told

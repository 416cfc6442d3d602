"""What a preview shows: pages, what is on them, and what is wrong."""
from dataclasses import dataclass

from booklet.core.problems import Problem
from booklet.preview.typed_lines import TypedLine


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `key` names what is drawn on it: as long as that is the same, so is the key, whatever the page's number.

    `label` is its number, from 1. `section_file` is the file of the first section that has words on it, by its name in the
    manuscript's folder; None for a cover or contents. `lines` are where its lines of type were typed, from the top down:
    (how far below the upper edge in mm, file, line from 1), each line of a file once.
    """

    key: str
    label: str
    section_file: str | None
    lines: tuple[TypedLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages in reading order, and what is wrong, advice with it, as `build` tells it: of the words `check` tells.

    Where nothing could be laid out, they are the pages of the last time that it could, and `is_current` is false. `exact`:
    a build would print these very pages. It is false where it would be refused, and where only parts were set again and
    what stands on which page may yet change: `settle` knows. Not `is_whole`: they are the first ones alone.
    """

    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    exact: bool = False
    is_current: bool = False
    is_whole: bool = True

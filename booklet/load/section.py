"""One file of sections/: its front matter, its text and the pictures that it shows."""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from booklet.core.catalogue import finding
from booklet.core.pictures.picture import Picture, named_picture
from booklet.core.problems import Place, Problem
from booklet.core.text_file import Source, read_source, shown_path
from booklet.load.dialect.blocks import read_blocks
from booklet.load.dialect.pictures import WHOLE_LINE_MM
from booklet.load.dialect.quotes import curled_text
from booklet.load.fields import fill_fields, uses_of
from booklet.load.front_matter import IN_WORDS, read_head
from booklet.load.numbers import Numbers
from booklet.model.booklet import Imprint
from booklet.model.cited import retold
from booklet.model.clinic import Clinic
from booklet.model.manuscript import Block, Callout, ChartCall, Drawing, Section, Table
from booklet.model.tree import Gap, Image, Node, Nodes, mapped

LONGEST_KB = 240  # about 36,000 words: a book in one file
SITTING_KB = 60  # about 9,000 words: an hour of reading
_NARROWEST_MM = 20.0  # of a picture
_LONGEST_MM = 100.0  # of a photograph, whichever way it was held: two of one wound are drawn alike, and two stand on a page
_STEP_HIGH_MM, _STEP_WIDE_MM = 70.0, 45.0  # a picture of a step is no higher, if it is not narrower then
_STEP_LONG_MM = 60.0  # and a photograph no longer, if it is not narrower then
_PHONE_MM, _SLIM = 70.0, 0.6  # the screen of a telephone is shown about as wide as it is: nothing else is so slim
_CELL_MM = 36.0  # a picture of a cell is no wider and no higher: beside two or three columns of words
_KEPT = 256  # sections that have been read: while somebody writes in one, the others stay as they are
_Shown = TypeVar("_Shown", Drawing, Image)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a section may ask for: fields by their names, and figures, of which not all may be drawable."""

    values: Mapping[str, Any]
    figures: Sequence[str]
    drawable: Sequence[str]
    language: str = "en"

    def __hash__(self) -> int:
        return hash(self.language)


def fields_of(imprint: Imprint, clinic: Clinic, numbers: Numbers, declared: Clinic | None = None) -> Fields:
    """The fields `booklet.title`, `clinic.daytime.phone`, `numbers.n01.people` and so on.

    `declared` is the manuscript's own example of a clinic profile: what it has may be asked for.
    """
    values = {
        "booklet": {name: getattr(imprint, name) for name in ("title", "subtitle", "version", "funding", "audience")},
        "clinic": clinic.fields(declared),
        "numbers": numbers.values,
        **{
            space: {each.name.partition(".")[2]: Gap(each.lines, each.name, each.widest) for each in fields}
            for space, fields in groupby(sorted(imprint.personal, key=lambda each: each.name), lambda each: each.space)
        },
    }
    return Fields(values, numbers.figures, [chart.id for chart in numbers.charts], imprint.language)


def read_section(file: Path, folder: Path, order: int, id_: str, fields: Fields) -> tuple[Section, list[Problem]]:
    """A section and what is wrong with it; a section without blocks where it cannot be read at all."""
    source, problems = read_source(file, folder, LONGEST_KB)
    if source is None:
        return Section(id_, order, id_, id_, (), (), Place(shown_path(file), 1)), problems
    section, wrong = _read(source, order, id_, fields)
    blocks, wrong_pictures = _measured(section.blocks, folder, fields.drawable)
    return replace(section, blocks=blocks), [*problems, *wrong, *wrong_pictures]


@lru_cache(_KEPT)
def _read(source: Source, order: int, id_: str, fields: Fields) -> tuple[Section, tuple[Problem, ...]]:
    """What is in the text of a section. Its pictures are not looked at."""
    wrong_size = []
    if len(source.text) > SITTING_KB * 1_000:
        says = f"this section has {len(source.text) // 1_000} kB of text, and {SITTING_KB} kB are read in an hour"
        hint = "part it at its headings, into files of their own"
        wrong_size.append(finding("long-section", Place(source.path, 1), says, hint))
    head, wrong_head = read_head(source)
    known = fields.values, fields.figures, fields.language
    lines, asked, wrong_fields = fill_fields(head.body, head.first_line, source.path, *known)
    blocks, claims, wrong_text = read_blocks(lines, source.path, asked, fields.language)
    if not blocks and not (wrong_head or wrong_fields or wrong_text):
        says, hint = "below its title this section has nothing to print", "write it, or take the file out of the folder"
        wrong_text = [Problem(Place(source.path, 1), "placeholder-left", says, hint, is_advice=True)]
    words: dict[str, Any] = {name: value for name, value in head.fields.items() if name != "core"}
    words |= {name: curled_text(words[name], fields.language) for name in IN_WORDS if name in words}
    is_core = head.fields.get("core") == "yes"
    uses = uses_of(head.body, head.first_line, source.path)
    section = Section(id_, order, id_, id_, blocks, claims, Place(source.path, 1))
    section = replace(section, **words, is_core=is_core, uses=uses, typed=head.body, name=head.name)
    return section, (*wrong_size, *wrong_head, *wrong_fields, *wrong_text)


def _measured(blocks: Iterable[Block], folder: Path, drawable: Sequence[str]) -> tuple[tuple[Block, ...], list[Problem]]:
    """The blocks with the width of their drawings, which are looked at here; without charts that cannot be drawn."""
    measured: list[Block] = []
    problems: list[Problem] = []
    for block in blocks:
        if isinstance(block, Callout):
            inner, wrong = _measured(block.blocks, folder, drawable)
            block = replace(block, blocks=inner)
            problems += wrong
        elif isinstance(block, Drawing):
            block = _sized(block, folder, problems)
        elif isinstance(block, Table):
            block = retold(block, partial(mapped, change=partial(_sized_node, folder=folder, problems=problems)))
        if not isinstance(block, ChartCall) or block.id in drawable:
            measured.append(block)
    return tuple(measured), problems


def _sized_node(node: Node, folder: Path, problems: list[Problem]) -> Nodes:
    return (_sized(node, folder, problems) if isinstance(node, Image) else node,)


def _sized(shown: _Shown, folder: Path, problems: list[Problem]) -> _Shown:
    """A picture with the width in which it is printed; what is wrong with it is told."""
    picture, wrong = named_picture(folder, shown.file, shown.place)
    if picture and picture.keeps_size and (shown.height_mm or shown.width_mm not in (0, WHOLE_LINE_MM)):
        says = "a drawing is printed in the size that it was made in: its words can be read there"
        problems.append(finding("kept-size", shown.place, says, "take the size out, or draw it in that size"))
    problems += wrong
    return replace(shown, width_mm=_width_mm(shown, picture) if picture else 0)


def _width_mm(block: Drawing | Image, picture: Picture) -> float:
    """How wide a picture is printed: a drawing, whose words keep their size, as it was made; others as is typed."""
    if picture.keeps_size:
        return picture.width_mm
    if block.width_mm or block.height_mm:
        by_height = (block.height_mm or picture.height_mm) * picture.width_mm / picture.height_mm
        return min(picture.width_mm, max(_NARROWEST_MM, min(block.width_mm or by_height, by_height)))
    slim = picture.width_mm / picture.height_mm
    longest = slim if not picture.is_photograph else min(1, slim)  # of others the height alone is bound
    if isinstance(block, Image):
        widest = _CELL_MM * min(1, slim)
    elif block.is_of_step:
        widest = max(_STEP_WIDE_MM, (_STEP_LONG_MM if picture.is_photograph else _STEP_HIGH_MM) * longest)
    elif picture.is_photograph:
        widest = _LONGEST_MM * longest
    else:
        widest = _PHONE_MM if slim < _SLIM and not picture.drawing else picture.width_mm
    return min(picture.width_mm, widest)

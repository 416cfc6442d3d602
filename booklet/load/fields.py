"""A section's Jinja2: declared fields and conditions on them, nothing else.

The text is parsed first and every instruction compared with a short list, so a wrong field is found even in a branch
that this clinic does not print. Values come out as slots: what a clinic types is never read as Markdown or HTML.
Each line of the result still knows the line that the author typed.
"""
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from booklet.core.problems import Problem
from booklet.load.clinic.uses import clinic_uses
from booklet.load.dialect.grammar import FIGURE
from booklet.load.field_checks import instruction_problems
from booklet.model.manuscript import FieldUse
from booklet.model.tree import DataFigure, Node, Value

# A slot: two private-use characters around a number, which counts the values that stand in the lines of a section.
SLOT_OPEN, SLOT_CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{SLOT_OPEN}(?P<index>[0-9]+){SLOT_CLOSE}")  # e.g. the characters U+E000, 12, U+E001
# e.g. the characters U+E010, 14, U+E011: the author's line 14 ended here
MARK = re.compile("\ue010(?P<line>[0-9]+)\ue011")
_INSTRUCTION = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")  # {{ clinic.phone }}, {% if ... %}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section, and its number in the author's file."""

    number: int
    text: str


class _SlotText(str):
    """Already a slot: not to be put into one again."""


def fill_fields(
    text: str, first_line: int, path: str, fields: Mapping[str, Any], figures: Sequence[str]
) -> tuple[list[Line], list[Node], list[Problem]]:
    """Fill `text`, whose first line is line `first_line` of `path`, with `fields` (nested mappings of plain values).

    Returns the lines, the slots they point to, and every problem with an instruction. Where there is one, the lines
    come back with their figures and no other instruction, so that what else is wrong with them can still be found.
    """
    slots: list[Node] = []

    def slot(value: object) -> str:
        if isinstance(value, _SlotText):
            return value
        slots.append(value if isinstance(value, DataFigure) else Value(printed(value)))
        return _SlotText(f"{SLOT_OPEN}{len(slots) - 1}{SLOT_CLOSE}")

    press = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=slot
    )
    source = "\n" * (first_line - 1) + text.removesuffix("\n") + "\n"
    problems = instruction_problems(press, source, path, fields, figures)
    if problems:
        return _bare(source, first_line, figures, slot), slots, problems
    template = press.from_string(_marked(press, source))
    filled = template.render(figure=lambda id: slot(DataFigure(id)), **{k: _space(v) for k, v in fields.items()})
    return _numbered(filled, first_line), slots, []


def uses_of(text: str, first_line: int, path: str) -> tuple[FieldUse, ...]:
    """The fields of the clinic profile that `text` asks for, whose first line is line `first_line` of `path`."""
    return clinic_uses(SandboxedEnvironment(), "\n" * (first_line - 1) + text, path)


def printed(value: object) -> str:
    """A value as a sentence prints it. A number has the commas that it has in a caption: 1,247."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if is_number else str(value)


def _marked(press: SandboxedEnvironment, source: str) -> str:
    """The same source with each line's number written at its end, outside of instructions."""
    parts = []
    for line, kind, piece in press.lex(source):
        if kind != "data":
            parts.append(piece)
            continue
        for offset, words in enumerate(piece.split("\n")):
            parts.append(words if offset == 0 else f"\ue010{line + offset - 1}\ue011\n{words}")
    return "".join(parts)


def _numbered(filled: str, first_line: int) -> list[Line]:
    lines, last = [], first_line - 1
    for text in filled.split("\n"):
        marks = MARK.findall(text)
        last = int(marks[-1]) if marks else last + 1
        lines.append(Line(last, MARK.sub("", text)))
    return lines[first_line - 1 :]


def _bare(source: str, first_line: int, figures: Sequence[str], slot: Callable[[object], str]) -> list[Line]:
    """The lines with their figures, and each other instruction cut out of them."""
    known = FIGURE.sub(lambda found: slot(DataFigure(found["id"])) if found["id"] in figures else "", source)
    cut = _INSTRUCTION.sub("", known)
    return [Line(number, text) for number, text in enumerate(cut.split("\n"), 1)][first_line - 1 :]


class _Space(SimpleNamespace):
    """Fields with a dot before their names; one whose fields are all empty is nothing to a condition."""

    def __bool__(self) -> bool:
        return any(vars(self).values())


def _space(value: Any) -> Any:
    return _Space(**{k: _space(v) for k, v in value.items()}) if isinstance(value, Mapping) else value

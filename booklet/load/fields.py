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

from booklet.core.printed.words import ENGLISH, digits
from booklet.core.problems import Problem
from booklet.load.clinic.uses import clinic_uses
from booklet.load.markdown.grammar import FIGURE, ROW
from booklet.load.field_checks import instruction_problems
from booklet.load.markdown.typed import SLOT_CLOSE, SLOT_OPEN, Typed, as_one
from booklet.model.manuscript import FieldUse
from booklet.model.tree import DataFigure, Gap, Node, Value

# e.g. the characters U+E010, 14.3, U+E011: what follows was typed in line 14 from column 3 on
_PLACE = re.compile("\ue010(?P<line>[0-9]+)\\.(?P<column>[0-9]+)\ue011")
_REMARK = "{# "  # what Jinja2 begins a comment with; {#name} is what a heading is called
# \{{, \{% and \{# are the signs themselves, which nobody fills in: \\\{{ too, and not \\{{
_LITERAL, _HIDDEN = re.compile(r"(?<!\\)(?P<before>(?:\\\\)*\\)\{(?=[{%#])"), "\ue014"
_FIELD = r"\{\{\s*(?P<name>[\w.]+)\s*\}\}"  # {{ clinic.phone }}
_ASKED = re.compile(rf"{FIGURE.pattern}|{_FIELD}|\{{[{{%].*?[}}%]\}}")
_INSTRUCTED = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+$")  # a line that is nothing else
# An item, a meaning, a quote or a row without words
_EMPTIED = re.compile(r"[\s>]*(?:[-*+:]|[0-9]{1,9}[.)]|\|[\s|]*)?[\s>]*(?:\[[ xX]?\]\s*)?")
_NEXT = re.compile(r"(?:[-*+:]|[0-9]{1,9}[.)]|>)\s|\||\{%|$")  # what takes up no line above it
_SLOTS = re.compile(f"{SLOT_OPEN}[0-9]+{SLOT_CLOSE}")
_INSTRUCTION = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")  # {{ clinic.phone }}, {% if ... %}


class _SlotText(str):
    """Already a slot: not to be put into one again."""


def fill_fields(
    text: str, first_line: int, path: str, fields: Mapping[str, Any], figures: Sequence[str], language: str = ENGLISH
) -> tuple[list[Typed], list[Node], list[Problem]]:
    """Fill `text`, whose first line is line `first_line` of `path`, with `fields` (nested mappings of plain values).

    Returns the lines, the slots they point to, and every problem with an instruction. Where there is one, the lines
    come back with their figures and no other field filled in, so that what else is wrong with them can still be found.
    """
    slots: list[Node] = []

    def slot(value: object) -> str:
        if isinstance(value, _SlotText):
            return value
        slots.append(value if isinstance(value, DataFigure | Gap) else Value(printed(value, language)))
        return _SlotText(f"{SLOT_OPEN}{len(slots) - 1}{SLOT_CLOSE}")

    source = "\n" * (first_line - 1) + _hidden(text.removesuffix("\n")) + "\n"
    if not any(sign in source for sign in ("{{", "{%", _REMARK)):
        return _bare(source, first_line, figures, slot), slots, []
    press = SandboxedEnvironment(
        comment_start_string=_REMARK, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, finalize=slot,
    )  # fmt: skip
    problems = instruction_problems(press, source, path, fields, figures)
    if problems:
        return _bare(source, first_line, figures, slot), slots, problems
    template = press.from_string(_marked(press, _with_ends(source)))
    filled = template.render(figure=lambda id: slot(DataFigure(id)), **{k: _space(v) for k, v in fields.items()})
    return _placed(filled, first_line, source), slots, []


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text asks to be filled in: `name` of a field, or an instruction as it was typed, `{% if clinic.crisis %}`."""

    typed: str
    name: str = ""


def unfilled(text: str, first_line: int) -> tuple[list[Typed], list[Asked | DataFigure]]:
    """The lines of a text with both branches of each condition, and what the slots in them ask for.

    A line that is nothing but an instruction is a paragraph of its own; between the rows of a table it is part of the next.
    """
    asked: list[Asked | DataFigure] = []
    lines: list[Typed] = []
    waiting = ""  # for the next row
    typed = _hidden(text).split("\n")
    for number, line in enumerate(typed):
        filled = _with_slots(Typed(line, [(0, first_line + number, 1)]), asked)
        filled = Typed(filled.replace(_HIDDEN, "{"), filled.spots, filled.plain)
        is_alone = filled != line and not _SLOTS.sub("", filled).strip() and not isinstance(asked[-1], DataFigure)
        follows = next((below for below in typed[number + 1 :] if not _INSTRUCTED.match(below)), "")
        if is_alone and "{%" in line and lines and ROW.match(lines[-1]) and ROW.match(follows):
            waiting += filled.strip()
        elif is_alone and "{%" in line:
            lines += [Typed(""), filled.trimmed(), Typed("")]
        else:
            at = line.find("|") + 1 if waiting else 0
            lines.append(as_one([filled.cut(0, at), waiting, filled.cut(at)]) if waiting else filled)
            waiting = ""
    return lines, asked


def _with_slots(line: Typed, asked: list[Asked | DataFigure]) -> Typed:
    parts, at = [], 0
    for found in _ASKED.finditer(line):
        asked.append(DataFigure(found["id"]) if found["id"] is not None else Asked(found[0], found["name"] or ""))
        slot = Typed(f"{SLOT_OPEN}{len(asked) - 1}{SLOT_CLOSE}", [(0, *line.place(found.start()))])
        parts += [line.cut(at, found.start()), slot]
        at = found.end()
    return as_one([*parts, line.cut(at)]) if parts else line


def uses_of(text: str, first_line: int, path: str) -> tuple[FieldUse, ...]:
    """The fields of the clinic profile that `text` asks for, whose first line is line `first_line` of `path`."""
    if "clinic" not in text:
        return ()
    return clinic_uses(SandboxedEnvironment(comment_start_string=_REMARK), "\n" * (first_line - 1) + _hidden(text), path)


def _hidden(text: str) -> str:
    """The text with a sign that no author can type for the first { of each that is meant literally: as long as before."""
    return _LITERAL.sub(lambda found: found["before"] + _HIDDEN, text)


def printed(value: object, language: str = ENGLISH) -> str:
    """A value as a sentence prints it. A number has the commas that it has in a caption: 1,247; so has a list."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return digits(value, language)
    return str(value)


def _with_ends(source: str) -> str:
    """The source for Jinja2, which takes away the end of a line that an instruction ends: that of no line with words."""
    lines = source.split("\n")
    return "\n".join(f"{line[:-2]}+%}}" if line.endswith("%}") and not _INSTRUCTED.match(line) else line for line in lines)


def _marked(press: SandboxedEnvironment, source: str) -> str:
    """The same source, with the place of each line and of what stands around an instruction."""
    parts, offset, line_start, line = [], 0, 0, 1
    for _, kind, piece in press.lex(source):
        start = source.index(piece, offset)
        line += source.count("\n", offset, start)
        line_start = max(source.rfind("\n", 0, start) + 1, line_start)
        if kind in ("data", "variable_begin"):
            parts.append(f"\ue010{line}.{start - line_start + 1}\ue011")
        parts += [piece] if kind != "data" else [_with_places(piece, line)]
        line += piece.count("\n")
        offset = start + len(piece)
    return "".join(parts)


def _with_places(words: str, line: int) -> str:
    first, *others = words.split("\n")
    return first + "".join(f"\n\ue010{number}.1\ue011{text}" for number, text in enumerate(others, line + 1))


def _placed(filled: str, first_line: int, source: str) -> list[Typed]:
    """The lines of the result, each of which knows where it was typed; without those that are for other clinics alone."""
    lines, typed = list[Typed](), source.split("\n")
    for text in filled.split("\n"):
        marks, parts = list(_PLACE.finditer(text)), _PLACE.split(text)[::3]
        below = typed[int(marks[-1]["line"]) - 1 :] if marks else [""]
        is_emptied = "{%" in below[0] and _EMPTIED.fullmatch("".join(parts))
        if is_emptied and (not "".join(parts).strip() or not _goes_on(*below)):
            is_meaning, follows = below[0].startswith(":"), next(filter(str.strip, below[1:]), "")
            if is_meaning and lines and not lines[-1].startswith(":") and not follows.startswith(":"):
                lines.pop()  # the term, which nothing explains
            continue
        lengths = [0]
        for part in parts[:-1]:
            lengths.append(lengths[-1] + len(part))
        spots = [(at, int(mark["line"]), int(mark["column"])) for at, mark in zip(lengths[1:], marks, strict=True)]
        known = [spot for n, spot in enumerate(spots) if [*spots, (-1,)][n + 1][0] != spot[0]]
        lines.append(Typed("".join(parts).replace(_HIDDEN, "{"), known))
    return lines[first_line - 1 :]


def _goes_on(item: str, *below: str) -> bool:
    """Whether what stands below an item belongs to it."""
    behind = next((line for line in below if line.strip()), "")
    is_deeper = len(behind) - len(behind.lstrip()) > len(item) - len(item.lstrip())
    return is_deeper or bool(below) and not _NEXT.match(below[0].lstrip())


def _bare(source: str, first_line: int, figures: Sequence[str], slot: Callable[[object], str]) -> list[Typed]:
    """The lines with their figures, fields as they were typed, for a draft, and each other instruction cut out of them."""
    known = FIGURE.sub(lambda found: slot(DataFigure(found["id"])) if found["id"] in figures else "", source)
    cut = _INSTRUCTION.sub(lambda found: found[0] if re.fullmatch(_FIELD, found[0]) else "", known)
    lines = cut.replace(_HIDDEN, "{").split("\n")
    return [Typed(text, [(0, number, 1)]) for number, text in enumerate(lines, 1)][first_line - 1 :]


class _Space(SimpleNamespace):
    """Fields with a dot before their names; one whose fields are all empty is nothing to a condition."""

    def __bool__(self) -> bool:
        return any(vars(self).values())


def _space(value: Any) -> Any:
    return _Space(**{k: _space(v) for k, v in value.items()}) if isinstance(value, Mapping) else value

"""A section's Jinja2: declared fields and conditions on them, nothing else.

The text is parsed first and every instruction compared with a short list, so a wrong field is found even in a branch
that this clinic does not print. Values come out as slots: what a clinic types is never read as Markdown or HTML.
Each line of the result still knows the line that the author typed.
"""
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from booklet.errors import Place, Problem, nearest
from booklet.manuscript import SLOT_CLOSE, SLOT_OPEN, DataFigure, Slot, Value

MARK = re.compile("\ue010(?P<line>[0-9]+)\ue011")  # e.g. the characters U+E010, 14, U+E011: the author's line 14 ended here
_INSTRUCTION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)  # {{ clinic.phone }}, {% if ... %}
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.If, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Call,
)  # fmt: skip
HINT = 'a section may print {{ clinic.phone }}, {{ figure("id") }} and {{ numbers.id.name }}, and use {% if %} on fields'


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section, and its number in the author's file."""

    number: int
    text: str


class _SlotText(str):
    """Already a slot: not to be put into one again."""


def fill_fields(
    text: str, first_line: int, path: str, fields: Mapping[str, Any], figures: Sequence[str]
) -> tuple[list[Line], list[Slot], list[Problem]]:
    """Fill `text`, whose first line is line `first_line` of `path`, with `fields` (nested mappings of plain values).

    Returns the lines, the slots they point to, and every problem with an instruction. Where there is one, the lines
    come back without any instruction, so that what else is wrong with the section can still be found.
    """
    slots: list[Slot] = []

    def slot(value: object) -> str:
        if isinstance(value, _SlotText):
            return value
        slots.append(value if isinstance(value, DataFigure) else Value(str(value)))
        return _SlotText(f"{SLOT_OPEN}{len(slots) - 1}{SLOT_CLOSE}")

    press = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=slot
    )
    source = "\n" * (first_line - 1) + text
    try:
        problems = _instruction_problems(press.parse(source), path, fields, figures)
        if problems:
            return _bare(source, first_line), [], problems
        template = press.from_string(_marked(press, source))
    except TemplateSyntaxError as error:
        problem = Problem(Place(path, error.lineno), "bad-instruction", error.message or "not understood", HINT)
        return _bare(source, first_line), [], [problem]
    except RecursionError:
        problem = Problem(Place(path, first_line), "bad-instruction", "an instruction is nested too deep", HINT)
        return _bare(source, first_line), [], [problem]
    filled = template.render(figure=lambda id: slot(DataFigure(id)), **{k: _space(v) for k, v in fields.items()})
    return _numbered(filled, first_line), slots, []


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


def _bare(source: str, first_line: int) -> list[Line]:
    """The lines with each instruction cut out of them."""
    cut = _INSTRUCTION.sub(lambda found: "\n" * found[0].count("\n"), source)
    return [Line(number, text) for number, text in enumerate(cut.split("\n"), 1)][first_line - 1 :]


def _numbered(filled: str, first_line: int) -> list[Line]:
    lines, last = [], first_line - 1
    for text in filled.split("\n"):
        marks = MARK.findall(text)
        last = int(marks[-1]) if marks else last + 1
        lines.append(Line(last, MARK.sub("", text)))
    return lines[first_line - 1 :]


def _instruction_problems(
    tree: nodes.Template, path: str, fields: Mapping[str, Any], figures: Sequence[str]
) -> list[Problem]:
    problems = []
    inner = {id(node.node) for node in tree.find_all((nodes.Getattr, nodes.Call))}
    printed = {id(node) for output in tree.find_all(nodes.Output) for node in output.nodes}
    for node in tree.find_all(nodes.Node):
        place = Place(path, node.lineno)
        if not isinstance(node, ALLOWED):
            says = f"the instruction {type(node).__name__.lower()} is not part of the dialect"
            problems.append(Problem(place, "bad-instruction", says, HINT))
        elif isinstance(node, nodes.Call):
            problems += _call_problems(node, place, figures)
        elif isinstance(node, (nodes.Name, nodes.Getattr)) and id(node) not in inner:
            problems += _field_problems(node, place, fields, must_be_plain=id(node) in printed)
    return problems


def _call_problems(node: nodes.Call, place: Place, figures: Sequence[str]) -> list[Problem]:
    only_figure = isinstance(node.node, nodes.Name) and node.node.name == "figure"
    plain = len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str)
    if not only_figure or not plain or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return [Problem(place, "bad-instruction", 'the only call is figure("id")', HINT)]
    id_ = node.args[0].value
    if id_ in figures:
        return []
    says = f"numbers.json has no entry {id_}"
    return [Problem(place, "unknown-figure", says, nearest(id_, figures, "entries live in numbers.json"))]


def _field_problems(node: nodes.Node, place: Place, fields: Mapping[str, Any], must_be_plain: bool) -> list[Problem]:
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.insert(0, node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        return [Problem(place, "bad-instruction", "only declared fields can be used here", HINT)]
    names.insert(0, node.name)
    here: Any = fields
    for name in names:
        if not isinstance(here, Mapping) or name not in here:
            known = here.keys() if isinstance(here, Mapping) else ()
            hint = nearest(name, known, "fields: " + ", ".join(known) if known else HINT)
            return [Problem(place, "unknown-field", f"there is no field {'.'.join(names)}", hint)]
        here = here[name]
    if must_be_plain and isinstance(here, (Mapping, tuple, list)):
        return [Problem(place, "unknown-field", f"{'.'.join(names)} is not one value that can be printed", HINT)]
    return []


def _space(value: Any) -> Any:
    return SimpleNamespace(**{k: _space(v) for k, v in value.items()}) if isinstance(value, Mapping) else value

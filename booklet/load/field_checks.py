"""Fields: the Jinja2 of a section, compared with a short list of what a section may say.

Nothing is run here. An instruction that is not on the list is a problem on its line, also where it would never be run.
"""
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from booklet.core.problems import Place, Problem, closest, nearest
from booklet.core.text_file import printable
from booklet.model.clinic import value_at
from booklet.model.tree import Gap

_LONGEST = 200  # characters of an instruction
MOST_BRACKETS = 5
DEEPEST_CONDITION = 3  # conditions inside one another
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.If, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Call, nodes.List, nodes.Tuple,
)  # fmt: skip
COMPARISONS = ("eq", "ne", "in", "notin")
_LITERALLY = r"\{{ or \{% for the signs themselves"
_HINT = 'print {{ clinic.name }}, {{ figure("id") }} or {{ numbers.id.name }}, and use {% if %} on fields'
_HINT += f", or {_LITERALLY}"
_TAG = re.compile(r"\{%[-+]?\s*(?P<name>[a-z]+)")  # {% if


@dataclass(frozen=True, slots=True)
class Instruction:
    """What stands between `{{` and `}}` or between `{%` and `%}`, with these, and the line on which it begins."""

    line: int
    text: str

    @property
    def name(self) -> str:
        """`if` for `{% if clinic.phone %}`; nothing for what only prints."""
        tag = _TAG.match(self.text)
        return tag["name"] if tag else ""


def instruction_problems(
    press: Environment, source: str, path: str, fields: Mapping[str, Any], figures: Sequence[str]
) -> list[Problem]:
    """What is wrong with the instructions of a section: first how they are written, then what they say.

    `fields` are nested mappings of plain values; `figures` are the ids that can be called.
    """
    instructions, problems = _instructions(press, source, path)
    problems = problems or [*_clumsy_problems(instructions, path), *_pair_problems(instructions, path)]
    try:
        if not problems:
            return _meaning_problems(press.parse(source), path, fields, figures)
    except TemplateSyntaxError as error:
        problems = [_unparsed(error, Place(path, error.lineno))]
    except RecursionError:
        return [Problem(Place(path), "bad-instruction", "an instruction is nested too deep", _HINT)]
    wrong = {problem.place.line for problem in problems}
    printed = (each for each in instructions if each.text.startswith("{{") and each.line not in wrong)
    return [*problems, *(told for each in printed for told in _told_alone(press, each, path, fields, figures))]


def _told_alone(
    press: Environment, printed: Instruction, path: str, fields: Mapping[str, Any], figures: Sequence[str]
) -> Iterator[Problem]:
    """What is wrong with an instruction that prints, in a section whose conditions cannot be told apart."""
    try:
        told = _meaning_problems(press.parse(printed.text), path, fields, figures)
    except TemplateSyntaxError as error:
        told = [_unparsed(error, Place(path))]
    except RecursionError:
        return
    yield from (replace(problem, place=Place(path, printed.line)) for problem in told)


def _instructions(press: Environment, source: str, path: str) -> tuple[list[Instruction], list[Problem]]:
    """Each instruction with the line on which it begins, as far as they can be told apart."""
    found: list[Instruction] = []
    written, begun = "", 0
    try:
        for number, kind, piece in press.lex(source):
            if kind.endswith("_begin"):
                written, begun = "", number
            written += piece if begun else ""
            if begun and kind.endswith(("block_end", "variable_end", "comment_end", "raw_end")):
                found.append(Instruction(begun, written.rstrip("\n")))
                begun = 0
    except TemplateSyntaxError as error:
        if not _is_open(source, begun):
            return found, [_unparsed(error, Place(path, begun or error.lineno))]
    if begun and _is_open(source, begun):
        says = "nothing on this line closes what begins with {{ or {%"
        return found, [Problem(Place(path, begun), "bad-instruction", says, _HINT)]
    return found, []


def _is_open(source: str, number: int) -> bool:
    """Whether the last instruction of a line has no end there: `Call {{ clinic.phone`."""
    line = source.split("\n")[number - 1] if number else ""
    return line.rfind("{{") > line.rfind("}}") or line.rfind("{%") > line.rfind("%}")


def _unparsed(error: TemplateSyntaxError, place: Place) -> Problem:
    told = printable(re.sub(" at [0-9]+$", "", error.message or ""), most=200)  # unexpected char '#' at 3697
    if curly := next((mark for mark in "“”„‘’" if f"'{mark}'" in told), ""):
        says = f"a curly quote {curly}, where only straight ones \" count"
        return Problem(place, "bad-instruction", says, 'write: {{ figure("n01") }}')
    if told.endswith("got '='"):
        return Problem(place, "bad-instruction", "one = compares nothing", 'write two: {% if clinic.country == "US" %}')
    if told.endswith("'<'"):
        says = "{{< and >}} are marks of another program"
        return Problem(place, "bad-instruction", says, f"remove them; or {_LITERALLY}")
    if told.lower().startswith(("expected", "unexpected char")):
        told = "between {{ and }} stands one field or one figure, between {% and %} one condition"
    return Problem(place, "bad-instruction", told, _HINT)


def _clumsy_problems(instructions: Sequence[Instruction], path: str) -> Iterator[Problem]:
    """Jinja2 that a section has no use for, or that Jinja2 itself would choke on.

    An instruction stands on one line and trims nothing, so the lines around it stay where the author counts them.
    """
    for instruction in instructions:
        text, place = instruction.text, Place(path, instruction.line)
        if text.startswith("{#") or instruction.name in ("raw", "elif"):
            hint = "comments are <!-- words -->; write a condition of its own for elif"
            yield Problem(place, "bad-instruction", f"{printable(text)} is not part of the dialect", hint)
        elif len(text) > _LONGEST or text.count("(") > MOST_BRACKETS or re.search(r"\n|^..[-+]|[-+]..$", text):
            yield Problem(place, "bad-instruction", "an instruction is one short line without - or + at its ends", _HINT)


def _pair_problems(instructions: Sequence[Instruction], path: str) -> Iterator[Problem]:
    """Each `{% if %}` has its `{% endif %}`, and few lie in one another."""
    open_lines: list[int] = []
    for instruction in instructions:
        place = Place(path, instruction.line)
        if instruction.name == "if":
            open_lines.append(instruction.line)
            if len(open_lines) == DEEPEST_CONDITION + 1:
                says = "conditions lie too deep in one another"
                yield Problem(place, "bad-instruction", says, "join them with `and`")
        elif instruction.name == "endif" and open_lines:
            open_lines.pop()
        elif instruction.name == "endif":
            yield Problem(place, "bad-instruction", "this ends a condition that never began", _HINT)
    for line in open_lines:
        yield Problem(Place(path, line), "bad-instruction", "this condition never ends", "end it with {% endif %}")


def _meaning_problems(tree: nodes.Template, path: str, fields: Mapping[str, Any], figures: Sequence[str]) -> list[Problem]:
    if foreign := [node for node in tree.find_all(nodes.Node) if not isinstance(node, ALLOWED)]:
        told = ((node, f"{type(node).__name__.lower()} is not part of the dialect") for node in foreign)
        return [Problem(Place(path, node.lineno or 0), "bad-instruction", says, _HINT) for node, says in told]
    inner = {id(node.node) for node in tree.find_all(nodes.Getattr)} | {
        id(part) for node in tree.find_all(nodes.Call) for part in (node.node, *node.args)
    }
    asked = (operand for operand in tree.find_all(nodes.Operand) if operand.op.endswith("in"))
    listed = {id(operand.expr) for operand in asked}
    printed = {id(node) for output in tree.find_all(nodes.Output) for node in output.nodes}
    problems = []
    for node in tree.find_all(nodes.Node):
        place, is_printed = Place(path, node.lineno), id(node) in printed
        if isinstance(node, nodes.Call):
            problems += _call_problems(node, place, figures, is_printed)
        elif isinstance(node, nodes.Compare):
            problems += _comparison_problems(node, place, fields)
        elif isinstance(node, (nodes.Name, nodes.Getattr)) and id(node) not in inner:
            problems += _field_problems(node, place, fields, must_be_plain=is_printed)
        elif isinstance(node, (nodes.List, nodes.Tuple)) and id(node) not in listed:
            problems.append(Problem(place, "bad-instruction", "a list can only be asked for what is in it", _HINT))
        elif is_printed and not isinstance(node, (nodes.TemplateData, nodes.Name, nodes.Getattr)):
            problems.append(Problem(place, "bad-instruction", "only a field or a figure can be printed", _HINT))
    return problems


def _comparison_problems(node: nodes.Compare, place: Place, fields: Mapping[str, Any]) -> list[Problem]:
    for operand in node.ops:
        may_hold = _is_list(operand.expr, fields) or _is_unknown(operand.expr, fields)
        is_asked = not operand.op.endswith("in") or may_hold and not _is_list(node.expr, fields)
        if operand.op not in COMPARISONS or not is_asked:
            hint = 'write {% if clinic.country == "US" %} or {% if "evening" in clinic.visits %}'
            return [Problem(place, "bad-instruction", "a condition asks for a value, or what is in a list", hint)]
    return []


def _call_problems(node: nodes.Call, place: Place, figures: Sequence[str], is_printed: bool) -> list[Problem]:
    only_figure = isinstance(node.node, nodes.Name) and node.node.name == "figure" and is_printed
    id_ = node.args[0].value if len(node.args) == 1 and isinstance(node.args[0], nodes.Const) else None
    if not only_figure or not isinstance(id_, str) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        meant = closest(str(id_ or getattr(next(iter(node.args), None), "name", "")), figures)  # figure(found)
        hint = f'write: {{{{ figure("{meant}") }}}}' if meant else _HINT
        return [Problem(place, "bad-instruction", 'the only call is {{ figure("id") }}', hint)]
    if id_ in figures:
        return []
    says = f"numbers.json has no entry {printable(id_)}"
    return [Problem(place, "unknown-figure", says, nearest(id_, figures, "entries live in numbers.json"))]


def _field_problems(node: nodes.Node, place: Place, fields: Mapping[str, Any], must_be_plain: bool) -> list[Problem]:
    names = names_of(node)
    if not names:
        return [Problem(place, "bad-instruction", "only declared fields can be used here", _HINT)]
    here: Any = fields
    for name in names:
        if not isinstance(here, Mapping) or name not in here:
            known = here.keys() if isinstance(here, Mapping) else ()
            hint = nearest(name, known, "fields: " + ", ".join(known) if known else _HINT)
            hint += f"; {_LITERALLY}" * (here is fields and hint.startswith("fields"))
            return [Problem(place, "unknown-field", f"there is no field {printable('.'.join(names))}", hint)]
        here = here[name]
    if isinstance(here, Gap) and not must_be_plain:
        says = f"{'.'.join(names)} is another for each person, and all copies have one layout"
        return [Problem(place, "bad-instruction", says, "print it: a condition asks for a field of the clinic")]
    if must_be_plain and isinstance(here, Mapping):
        return [Problem(place, "unknown-field", f"{'.'.join(names)} is not one value that can be printed", _HINT)]
    return []


def names_of(node: nodes.Node) -> list[str]:
    """`clinic.daytime.phone` as its three names; none where something else than names is joined."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.insert(0, node.attr)
        node = node.node
    return [node.name, *names] if isinstance(node, nodes.Name) else []


def _is_list(node: nodes.Node, fields: Mapping[str, Any]) -> bool:
    """Whether something can be in it: a field that is a list; or words that are written as one, ["US", "CA"]."""
    if isinstance(node, (nodes.List, nodes.Tuple)):
        return all(isinstance(item, nodes.Const) and isinstance(item.value, str) for item in node.items)
    return isinstance(value_at(fields, names_of(node)), (tuple, list))


def _is_unknown(node: nodes.Node, fields: Mapping[str, Any]) -> bool:
    """A field that nobody declares is told by its name; what stands in it is not known: a profile may be unreadable."""
    return isinstance(node, nodes.Getattr) and value_at(fields, names_of(node)) is None

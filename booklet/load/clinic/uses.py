"""Uses: which fields of the clinic profile a section asks for, and which of them it cannot do without.

What stands under a condition on itself, `{% if clinic.fax %}{{ clinic.fax }}{% endif %}`, may be missing. Everything
else that is printed or compared has to be there, also in a branch that this clinic does not print.
"""
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from booklet.core.problems import Place
from booklet.load.field_checks import names_of
from booklet.model.manuscript import FieldUse

Names = tuple[str, ...]


def clinic_uses(press: Environment, source: str, path: str) -> tuple[FieldUse, ...]:
    """Each use of a field `clinic. ...` in the order of the text; none in a section whose instructions are broken."""
    try:
        return tuple(_uses(press.parse(source), path, frozenset()))
    except (TemplateSyntaxError, RecursionError):
        return ()


def _uses(node: nodes.Node, path: str, asked: frozenset[Names]) -> Iterator[FieldUse]:
    if isinstance(node, nodes.If):
        bare = frozenset(_bare(node.test))
        yield from _uses(node.test, path, asked | bare)
        for inner in node.body:
            yield from _uses(inner, path, asked | bare)
        for inner in (*node.elif_, *node.else_):
            yield from _uses(inner, path, asked)
    elif isinstance(node, (nodes.Name, nodes.Getattr)):
        names = tuple(names_of(node))
        if names[:1] == ("clinic",) and len(names) > 1:
            is_needed = not any(names[: len(known)] == known for known in asked)
            yield FieldUse(names[1:], Place(path, node.lineno), is_needed)
    else:
        if isinstance(node, nodes.Compare):
            yield from _compared(node, path)
        for inner in node.iter_child_nodes():
            yield from _uses(inner, path, asked)


def _bare(test: nodes.Node) -> Iterator[Names]:
    """The fields of which a condition asks whether they are there at all: `clinic.fax`, `clinic.fax and clinic.name`."""
    if isinstance(test, nodes.And):
        yield from _bare(test.left)
        yield from _bare(test.right)
    elif isinstance(test, (nodes.Name, nodes.Getattr)):
        yield tuple(names_of(test))


def _compared(node: nodes.Compare, path: str) -> Iterator[FieldUse]:
    """The words that a field is held against: "evening" of `"evening" in clinic.visits`, and each of a list."""
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    sides += [item for side in sides if isinstance(side, (nodes.List, nodes.Tuple)) for item in side.items]
    fields = [tuple(names_of(side)) for side in sides if not isinstance(side, nodes.Const)]
    for side in sides:
        if isinstance(side, nodes.Const) and isinstance(side.value, str):
            for names in fields:
                if names[:1] == ("clinic",):
                    yield FieldUse(names[1:], Place(path, node.lineno), False, side.value)

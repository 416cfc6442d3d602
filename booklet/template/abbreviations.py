"""Abbreviations, told wherever a section uses them first."""
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from booklet.model.cited import retold
from booklet.model.manuscript import Abbreviation, abbreviation_pattern
from booklet.model.tree import Element, Node, Nodes, Value, Words, cut, is_heading, mapped


def told_in_brackets(behind: str, long: str) -> bool:
    """Whether the words behind an abbreviation say themselves what it stands for."""
    return behind.lstrip().lower().startswith(f"({long.lower()}")


def with_expansions(
    blocks: Iterable[Any], abbreviations: Sequence[Abbreviation], value: Callable[[str], Nodes]
) -> Iterable[Any]:
    """The blocks of one section, with the first use of each abbreviation in an <abbr>. `value` sets the text of a field."""
    if not abbreviations:
        return blocks
    pattern = abbreviation_pattern(abbreviations)
    left = {known.short: known.long for known in abbreviations}

    def expanded(found: re.Match[str]) -> Node | None:
        long = left.pop(found["short"], None)
        if long and told_in_brackets(found.string[found.end() :], long):  # eGFR (estimated glomerular filtration rate)
            return None
        return None if long is None else Element("abbr", (Words(found["short"]),), (("title", long),))

    def changed(node: Node) -> Iterable[Node]:
        match node:
            case Words():
                return cut(node, pattern, expanded)
            case Value() if pattern.search(node.text):
                return told(value(node.text))
        return (node,)

    def told(nodes: Nodes) -> Nodes:
        return mapped(nodes, changed, is_heading)  # a heading becomes a bookmark

    return [retold(block, told, description=lambda nodes: nodes) for block in blocks]  # these are printed elsewhere

"""Lengths of the look in millimetres, as stylesheets set them: 8.5in, var(--wide), calc(210mm - 4mm).

What is drawn before a page is laid out asks here: how wide a figure is, and on which paper it will stand.
"""
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2

_MM = {"mm": 1.0, "cm": 10.0, "q": 0.25, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}  # CSS Values 4, 6.2
_SIGNS = ({"+": operator.add, "-": operator.sub}, {"*": operator.mul, "/": operator.truediv})
_IMPORT = re.compile(r'^@import "([\w-]+\.css)";', re.MULTILINE)  # @import "booklet-a5.css";


def length_mm(styles: Path, stylesheets: Sequence[str], token: str) -> float:
    """A length of the look in millimetres: as the last of the stylesheets of an edition sets it, or else tokens.css.

    Raises ValueError where what they set is no length of paper.
    """
    tokens = _tokens("".join(sheet_words(styles / name) for name in ("tokens.css", *stylesheets)))
    try:
        return _mm(tokens[token], tokens, (token,))
    except (KeyError, ValueError, ZeroDivisionError, RecursionError) as error:
        raise ValueError(f"{token} is no length of paper, such as 120mm or calc(150mm - 2 * 15mm)") from error


def sheet_words(file: Path, above: tuple[Path, ...] = ()) -> str:
    """What a stylesheet says, after what those say that it imports from beside it: the last word on a token counts."""
    words, above = file.read_text(encoding="utf-8-sig"), (*above, file)
    beside = (file.with_name(name) for name in _IMPORT.findall(words))
    return "".join(sheet_words(each, above) for each in beside if each not in above and each.is_file()) + words


def assigned(rules: list[Any]) -> Iterator[tuple[str, Any]]:
    """Each declaration of `:root`, at any depth of layers, with its name."""
    for rule in rules:
        if is_layer(rule):
            yield from assigned(tinycss2.parse_rule_list(rule.content))
        elif is_root_rule(rule):
            for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                yield getattr(node, "name", ""), node


def is_layer(rule: Any) -> bool:
    return bool(rule.type == "at-rule" and rule.lower_at_keyword == "layer" and rule.content is not None)


def is_root_rule(rule: Any) -> bool:
    return bool(rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root")


@lru_cache(maxsize=32)
def _tokens(words: str) -> Mapping[str, list[Any]]:
    """What each token is set to, by the last word on it."""
    return {name: node.value for name, node in assigned(tinycss2.parse_stylesheet(words)) if name.startswith("--")}


def _mm(value: list[Any], tokens: Mapping[str, list[Any]], above: tuple[str, ...]) -> float:
    """A value in millimetres; `above` are the tokens that ask for it. Source: CSS Values 4, 10.1, a sum of products."""
    parts = [part for part in value if part.type not in ("whitespace", "comment")]
    for signs in _SIGNS:
        for at in reversed(range(1, len(parts) - 1)):  # what stands last is worked out last
            if parts[at].type == "literal" and parts[at].value in signs:
                return float(signs[parts[at].value](_mm(parts[:at], tokens, above), _mm(parts[at + 1 :], tokens, above)))
    (part,) = parts
    if part.type in ("dimension", "number"):
        return float(part.value * (_MM[part.lower_unit] if part.type == "dimension" else 1))
    if part.type == "() block" or part.type == "function" and part.lower_name == "calc":
        return _mm(part.content if part.type == "() block" else part.arguments, tokens, above)
    if part.type != "function" or part.lower_name != "var":
        raise ValueError(part.type)
    name, *otherwise = (each for each in part.arguments if each.type not in ("whitespace", "comment"))
    if name.value in above:
        raise ValueError("a circle")
    return _mm(tokens.get(name.value, otherwise[1:]), tokens, (*above, name.value))

"""A value of another kind than a setting has: a text where a list is wanted, a date as somebody says it."""
import json
import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from booklet.core.own_table import own_table
from booklet.core.slips.number_slip import ONE, number_hint
from booklet.core.slips.slip import shown
from booklet.core.slips.toml_slip import day_of, quoted
from booklet.core.text_file import bare_letters

_TABLE = own_table(__file__)
_KINDS = {type_: (kind["says"], kind["write"]) for kind in _TABLE["kind"] for type_ in kind["types"].split()}
_LIST = '["..."]'
_PARTS = ("model_type", "dict_type", "model_attributes_type")


def kind_slip(kind: str, name: str, is_json: bool, typed: Any = "") -> tuple[str, str] | None:
    """What is wrong with a value whose kind pydantic does not take, and a hint; None for faults of other kinds.

    `name` is the whole name of the setting, editions.a4.paper; `typed` is the value.
    """
    own = name.rsplit(".", 1)[-1]
    key = "" if own.isdigit() else f'"{own}": ' if is_json else f"{own} = "  # what stands in a list has a place and no name
    if kind in _PARTS:
        says = "this is a part of its own, with settings below its heading"
        return says, f"write it as: {key}{{ }}" if is_json else f"write it as: [{name}] in single brackets"
    if kind not in _KINDS:
        return None
    says, value = _KINDS[kind]
    if isinstance(typed, float) and kind == "int_from_float":
        return f"{typed:g} is no whole number", f"round it: {key}{ceil(typed)}"
    if value == "12" and (typed is None or isinstance(typed, str)):
        return f"{json.dumps(typed, ensure_ascii=False)} is no number", number_hint(typed, key) or ONE
    if value == _LIST and isinstance(typed, dict) and not is_json:
        return "this is a list, and each entry has a heading of its own", f"write it as: [[{name}]] in double brackets"
    if value == _LIST and isinstance(typed, str):
        value = f"[{shown(json.dumps(typed, ensure_ascii=False) if is_json else quoted(typed))}]"
    value = f'"{typed}"' if kind == "string_type" and type(typed) is int else value
    day = day_of(typed) if kind.startswith("date") and isinstance(typed, str) else None
    return says, f"write it as: {key}{day or value}"


def missing_hint(parts: Sequence[str | int], is_json: bool) -> str:
    """How a setting is added that is missing. `parts` are those of its name."""
    if is_json or parts[-1] == "editions":
        return f"add {parts[-1]}" if is_json else "add a line at the end for each, such as [editions.a4]"
    where, value = "" if len(parts) > 1 else " above the first [heading]", _TABLE["missing"].get(parts[-1], '"..."')
    return f"add a line{where}: {parts[-1]} = {value}"


def form_slip(kind: str, parts: Sequence[str], most: Mapping[str, Any], typed: Any) -> tuple[str, str] | None:
    """What is wrong with the letters of a value, or with how many entries it has, and a hint; None for other faults.

    `parts` are those of the setting's name, `most` what pydantic says of the bound, `typed` is the value.
    """
    if kind == "string_pattern_mismatch":
        known = [hint for name in (".".join(parts[-2:]), *parts[-1:]) if (hint := _TABLE["letters"].get(name))]
        hint = known[0] if known else "small letters and digits, and - or _ between them"
        ways = (typed.replace("_", "-"), *(sign.join(re.findall("[a-z0-9]+", bare_letters(typed))) for sign in "-_."))
        meant = next((way for way in ways if re.fullmatch(most["pattern"], way)), "")
        written = f"[{'.'.join((*parts[:-2], meant))}]" if parts[-1] == "[key]" else f'{parts[-1]} = "{meant}"'
        hint = f"{hint.partition(': ')[0]}: {written}" if meant else hint
        return "this is not written as it has to be", hint
    if kind in ("too_short", "too_long"):
        bound, has = most.get("min_length", most.get("max_length")), most.get("actual_length")
        return f"it has {has} and {'needs at least' if kind == 'too_short' else 'may have at most'} {bound}", ""
    return ("nothing is written here", "") if kind == "string_too_short" else None

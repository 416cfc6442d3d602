"""A value of another kind than a setting has: a text where a list is wanted, a date as somebody says it."""
from collections.abc import Mapping
from typing import Any

_DATE = ("a date is year, month, day, with hyphens", "2027-03-31")
_TEXT = ("this is a text, and stands in quotes", '"..."')
_LIST = ("this is a list, in brackets", '["..."]')
_YES = ("this is true or false, without quotes", "true")
_NUMBER = ("this is a number, without quotes", "12")
# The types of pydantic's errors: what is said of them, and how such a value is written.
_KINDS = {
    "string_type": _TEXT, "tuple_type": _LIST, "list_type": _LIST, "bool_type": _YES, "bool_parsing": _YES,
    "int_type": _NUMBER, "int_parsing": _NUMBER, "float_type": _NUMBER, "float_parsing": _NUMBER,
    "int_from_float": ("this is a whole number", "12"), "date_type": _DATE, "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE, "date_from_datetime_inexact": ("a date is a day, without a time", "2027-03-31"),
}  # fmt: skip
_PARTS = ("model_type", "dict_type", "model_attributes_type")


def kind_slip(kind: str, name: str, is_json: bool) -> tuple[str, str] | None:
    """What is wrong with a value whose kind pydantic does not take, and a hint; None for faults of other kinds.

    `name` is the whole name of the setting, editions.a4.paper.
    """
    own = name.rsplit(".", 1)[-1]
    if kind in _PARTS:
        says = "this is a part of its own, with settings below its heading"
        return says, f'write it as: "{own}": {{ }}' if is_json else f"write it as: [{name}] in single brackets"
    if kind not in _KINDS:
        return None
    says, value = _KINDS[kind]
    return says, f'write it as: "{own}": {value}' if is_json else f"write it as: {own} = {value}"


_WRITTEN = {  # how a setting is written whose letters are counted out
    "name": 'small letters, digits and hyphens: name = "knee-home"',
    "language": 'a tag of BCP 47: language = "en-GB", language = "de"',
    "contact": 'the table of the clinic profile, in small letters: contact = "daytime"',
    "field": 'the field of the clinic profile, in small letters: field = "prescriber"',
}


def form_slip(kind: str, own: str, most: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with the letters of a value, or with how many entries it has, and a hint; None for other faults.

    `own` is the last part of the setting's name, `most` what pydantic says of the bound.
    """
    if kind == "string_pattern_mismatch":
        return "this is not written as it has to be", _WRITTEN.get(own, "small letters and digits, and - or _ between them")
    if kind in ("too_short", "too_long"):
        bound, has = most.get("min_length", most.get("max_length")), most.get("actual_length")
        return f"it has {has} and {'needs at least' if kind == 'too_short' else 'may have at most'} {bound}", ""
    return None

"""A value of another kind than a setting has: a text where a list is wanted, a date as somebody says it."""

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

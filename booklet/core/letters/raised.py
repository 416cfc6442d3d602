"""Raised numbers where nothing is raised, in plain text, a copy or a voice: 10 to the third is not 103."""
import re

_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_HAS_LETTERS = re.compile("[0-9+−n-]+")


def raised(text: str) -> str:
    """What stands for raised words: 10⁹ and 10ⁿ⁺¹ have letters of their own, 10^(2.5) has none; 1st needs none."""
    if _HAS_LETTERS.fullmatch(text):
        return text.translate(_RAISED)
    return f"^({text})" if re.search("[0-9]", text) else text

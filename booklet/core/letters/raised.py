"""Words that are raised, lowered or struck, where no word is: in plain text, a title, a copy or a voice. 10 to the third is
not 103, and a dose that is struck is none."""
import re

STRUCK_TAGS = ("s", "del", "strike")  # the elements whose words are
_SIGNS = "0123456789+-−"
_RAISED = str.maketrans(f"{_SIGNS}n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_HAS_LETTERS = re.compile("[0-9+−n-]+")
_MARKED = re.compile(r"(?<![\^~])(?P<mark>[\^~])(?P<said>[0-9+−-]{1,4})(?P=mark)(?![\^~])")  # 10^9^, H~2~O
# 10^9/L, 4 x10^-3, 1.73 m^2: the ^ of a power of ten, or of a length; not 10^9^, a pair of marks, nor 10^2.5
POWER = re.compile(
    r"(?:(?<=(?<![0-9.,^])(?<![^\W\dx])10)\^(?=[-+−]?[0-9]{1,2})|(?<=(?<![^\W\d])m)\^(?=-?[23])"
    r"|(?<=(?<![^\W\d])[cdkmµμ]m)\^(?=-?[23]))(?P<raised>[-+−]?[0-9]{1,2})(?![\w^]|[.,][0-9])"
)
# **not**, *mouth*, ==now==, `nap`, [WHO](https://who.int): marks that are typed around words, and neither 2*3*4 nor a_b_c
_AROUND = re.compile(r"(?<![\w\\])(?P<mark>\*{1,3}|_{1,3}|==|`)(?=\S)(?P<said>[^*_=`]*[^\s*_=`])(?P=mark)(?!\w)")
_LINK = re.compile(r"(?<![!\\])\[(?P<said>[^][]+)\]\((?:[a-z]+:|#)[^()\s]*\)")


def raised(text: str) -> str:
    """What stands for raised words: 10⁹ and 10ⁿ⁺¹ have letters of their own, 10^(2.5) has none; 1st needs none."""
    if _HAS_LETTERS.fullmatch(text):
        return text.translate(_RAISED)
    return f"^({text})" if re.search("[0-9]", text) else text


def in_letters(tag: str, text: str) -> str:
    """What stands for the words of an element where nothing is marked: 10⁹, H₂O; of struck words nothing is left."""
    if tag in STRUCK_TAGS:
        return ""
    if tag == "sup":
        return raised(text)
    return text.translate(_LOWERED) if tag == "sub" and set(text) <= set(_SIGNS) else text


def marked_in_letters(text: str) -> str:
    """Words in which nothing can be raised, bold or a link, such as a title or a label of a chart: what is typed so in
    letters, and other marks not at all."""
    text = _AROUND.sub(r"\g<said>", _AROUND.sub(r"\g<said>", _LINK.sub(r"\g<said>", text)))
    text = _MARKED.sub(lambda found: in_letters("sup" if found["mark"] == "^" else "sub", found["said"]), text)
    return POWER.sub(lambda found: raised(found["raised"]), text)

"""The values of attributes and properties: each kind is read, and written anew from what was read.

A value that is not understood is None. Source of the grammars: SVG 2, W3C, chapters 8 to 14.
"""
import re
from collections.abc import Callable

from tinycss2.color5 import parse_color

_LARGEST = 1_000_000  # a number beyond it is no place on paper, and breaks arithmetic further on
SMALLEST = 1e-9
MOST_NUMBERS = 50_000  # of one path or list of points
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?")  # -3, .5, 1.e-4
_LENGTH = re.compile(rf"(?P<number>{_NUMBER.pattern})\s*(?P<unit>px|pt|pc|mm|cm|in|em|ex|%)?")  # 3.7px
_LOCAL = re.compile(r"#(?P<id>[^\s\"'()<>]{1,200})")  # #shade
_URL = re.compile(r"url\(\s*(?P<quote>[\"']?)#(?P<id>[^\s\"'()<>]{1,200})(?P=quote)\s*\)(?:\s+(?P<instead>\S.*))?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}|(?:rgb|hsl)a?\([0-9.,%/\s+deg-]{1,90}\)")  # #12504F, rgb(1, 2, 3)
_FAMILY = re.compile(r"(?P<name>[\w-][\w .+-]{0,60})")  # Atkinson Hyperlegible Next
_RATIO = re.compile(r"(?:none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?: +(?:meet|slice))?")  # xMidYMid slice
_TURN = re.compile(r"(?P<name>matrix|translate|scale|rotate|skewX|skewY)\s*\((?P<values>[^()]*)\)[\s,]*")  # rotate(30)
_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}
_PX = {"pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}  # CSS Values 4, 6.2
_OF_TYPE = {"em": 1, "ex": 0.5, "%": 1}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24}  # px, CSS Fonts 4
_UNITS = re.compile(r"(?<=[0-9.])(?:px|deg)\b")  # of numbers in a transform of CSS: rotate(45deg)
_COMMAND = re.compile(r"[\s,]*(?P<letter>[A-Za-z])")
_NEXT = re.compile(rf"[\s,]*(?P<number>{_NUMBER.pattern})")
_FLAG = re.compile(r"[\s,]*(?P<number>[01])")
_ARC = (_NEXT, _NEXT, _NEXT, _FLAG, _FLAG, _NEXT, _NEXT)
_PARTS = {
    "m": (_NEXT,) * 2, "l": (_NEXT,) * 2, "h": (_NEXT,), "v": (_NEXT,), "c": (_NEXT,) * 6, "s": (_NEXT,) * 4,
    "q": (_NEXT,) * 4, "t": (_NEXT,) * 2, "a": _ARC, "z": (),
}  # fmt: skip


def numbers(text: str) -> list[str] | None:
    """The numbers of a list, as they are written; None where anything else is in it, or one is too large."""
    if _NUMBER.sub(" ", text).strip(" ,\t\r\n"):
        return None
    return _each(number, _NUMBER.findall(text))


def _each(read: Callable[[str], str | None], parts: list[str]) -> list[str] | None:
    """Each part as it is read; None where one of them cannot be, or they are too many."""
    found = [value for part in parts if (value := read(part)) is not None]
    return found if len(found) == len(parts) <= MOST_NUMBERS else None


def number(text: str) -> str | None:
    """A number as it is written, or 0 where it is next to nothing; None for what is none, or too large."""
    far = abs(float(text)) if _NUMBER.fullmatch(text) else None
    if far is None or far > _LARGEST:
        return None
    return text if far > SMALLEST else "0"


def matrices(text: str) -> list[tuple[str, list[float]]] | None:
    """A transform as its steps, each with its numbers; None where it is none."""
    steps: list[tuple[str, list[float]]] = []
    rest = text.strip()
    while rest and rest != "none":
        step = _TURN.match(rest)
        values = numbers(step["values"]) if step else None
        if not step or not values or len(values) not in _COUNTS[step["name"]] or len(steps) > 100:
            return None
        steps.append((step["name"], [float(value) for value in values]))
        rest = rest[step.end() :]
    return steps


def _transform(text: str) -> str | None:
    if matrices(text) is None:
        return None
    return " ".join(f"{step['name']}({' '.join(numbers(step['values']) or [])})" for step in _TURN.finditer(text))


def _turn(text: str) -> str | None:
    """A transform as CSS writes it: a number has its unit."""
    return _transform(re.sub(r"\btranslate[XY]\(", "none(", _UNITS.sub("", text)))


def _type_size(text: str) -> str | None:
    name = text.strip().lower()
    return str(_SIZES[name]) if name in _SIZES else _length(text)


def _weight(text: str) -> str | None:
    """A weight that WeasyPrint 70 knows: it takes `bolder` for a plain one."""
    name = {"bolder": "bold", "lighter": "normal"}.get(text.strip().lower(), text.strip().lower())
    return name if name in ("normal", "bold") or re.fullmatch(r"[1-9][0-9]{0,2}", name) else None


def _path(text: str) -> str | None:
    """A path with a letter before each of its steps: a renderer reads a long step again for each of its points."""
    written: list[str] = []
    at, letter = 0, ""
    text = text.strip()
    while at < len(text) and text != "none":
        command = _COMMAND.match(text, at)
        if command:
            letter, at = command["letter"], command.end()
        elif letter in "zZ":
            return None
        if letter.lower() not in _PARTS or not written and letter not in "mM" or len(written) > MOST_NUMBERS:
            return None
        step, at = _step(text, at, _PARTS[letter.lower()])
        if step is None:
            return None
        written.append(letter + step)
        letter = {"m": "l", "M": "L"}.get(letter, letter)
    return "".join(written)


def _step(text: str, at: int, parts: tuple[re.Pattern[str], ...]) -> tuple[str | None, int]:
    """The numbers of one step of a path, and where they end."""
    found = []
    for part in parts:
        match = part.match(text, at)
        value = number(match["number"]) if match else None
        if match is None or value is None:
            return None, at
        found.append(value)
        at = match.end()
    return " ".join(found), at


def _length(text: str) -> str | None:
    length = _LENGTH.fullmatch(text.strip())
    value = number(length["number"]) if length else None
    return value + (length["unit"] or "") if length and value is not None else None


def _share(text: str) -> str | None:
    length = _LENGTH.fullmatch(text.strip())
    return _length(text) if length and length["unit"] in (None, "%") else None


def _joined(parts: list[str] | None, by: str = " ") -> str | None:
    """Parts as one value; None where they are not understood."""
    return None if parts is None else by.join(parts)


def _lengths(text: str) -> str | None:
    return _joined(_each(_length, re.split(r"[\s,]+", text.strip())))


def _box(text: str) -> str | None:
    found = numbers(text) or []
    return " ".join(found) if len(found) == 4 and min(map(float, found[2:])) > SMALLEST else None


def _colour(text: str) -> str | None:
    text = text.strip()
    if text.lower() == "currentcolor":
        return "currentColor"  # the one spelling that WeasyPrint 70 knows
    return text if _COLOUR.fullmatch(text) and parse_color(text) is not None else None


def _paint(text: str) -> str | None:
    if text.strip() in ("none", "context-fill", "context-stroke"):
        return text.strip()
    url = _URL.fullmatch(text.strip())
    if not url:
        return _colour(text)
    instead = _own_colour(url["instead"]) if url["instead"] else None
    return f"url(#{url['id']}) {instead or ''}".strip()


def _own_colour(text: str) -> str | None:
    """A colour that is one by itself: `color: currentColor` is that of what is around, and WeasyPrint 70 fails on it."""
    colour = _colour(text)
    return None if colour == "currentColor" else colour


def _points(text: str) -> str | None:
    """Pairs; a number left over at the end is no point."""
    found = numbers(text)
    return _joined(found and found[: len(found) // 2 * 2])


def _reference(text: str) -> str | None:
    url = _URL.fullmatch(text.strip())
    return f"url(#{url['id']})" if url and not url["instead"] else ("none" if text.strip() == "none" else None)


def _families(text: str) -> str | None:
    parts = re.sub("[\"']", "", text).split(",")  # Inkscape quotes several as one: 'Arial, sans-serif'
    return _joined(_each(_family, parts), ", ")


def _family(text: str) -> str | None:
    found = _FAMILY.fullmatch(text.strip())
    return found and (f"'{found['name']}'" if " " in found["name"] else found["name"])


KINDS: dict[str, Callable[[str], str | None]] = {
    "number": lambda text: number(text.strip()), "numbers": lambda text: _joined(numbers(text)), "length": _length,
    "share": _share, "lengths": _lengths, "box": _box, "path": _path, "transform": _transform, "colour": _colour,
    "own-colour": _own_colour,
    "words": lambda text: " ".join(text.split()) if re.fullmatch(r"[a-z\s]{1,60}", text) else None,
    "display": lambda text: "none" if text.strip() == "none" else "inline",
    "turn": _turn, "type-size": _type_size, "weight": _weight,
    "points": _points, "paint": _paint, "reference": _reference, "families": _families,
    "local": lambda text: text.strip() if _LOCAL.fullmatch(text.strip()) else None,
    "dashes": lambda text: "none" if text.strip() == "none" else _lengths(text),
    "orient": lambda text: text.strip() if text.strip() in ("auto", "auto-start-reverse") else number(text.strip()),
    "ratio": lambda text: text.strip() if _RATIO.fullmatch(text.strip()) else None,
}  # fmt: skip


def target(name: str, value: str) -> str:
    """The id that a cleaned attribute refers to; "" if to none."""
    pattern = _LOCAL if name == "href" else _URL if value.startswith("url(") else None
    found = pattern.fullmatch(value) if pattern else None
    return found["id"] if found else ""


def type_px(value: str, around: float) -> float:
    """A cleaned size of type in px, in type of the size `around`."""
    found = _LENGTH.fullmatch(value)
    unit = found["unit"] or "px" if found else ""
    return size(value) * (around * _OF_TYPE[unit] if unit in _OF_TYPE else _PX.get(unit, 1)) if found else around


def in_px(value: str) -> float:
    """A length in px; 0 where it is none, or a share of something."""
    found = _LENGTH.fullmatch(value.strip())
    unit = found["unit"] or "px" if found else ""
    return float(found["number"]) * _PX.get(unit, 1) if found and unit not in _OF_TYPE else 0.0


def size(value: str) -> float:
    """The number of a cleaned length, a share of 1 where it is in percent; units are left out."""
    found = _LENGTH.fullmatch(value)
    return float(found["number"]) / (100 if found["unit"] == "%" else 1) if found else 0.0

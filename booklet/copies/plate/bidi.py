"""Direction: a line of one person's words in the order in which it is painted, from left to right.

What Unicode's algorithm (UAX #9) says of a line without marks that embed or override: such marks are refused, since with
them a name could be made to read as another.
"""
from collections.abc import Iterator
from itertools import groupby
from unicodedata import bidirectional

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_BETWEEN_NUMBERS = {"ES": ("EN",), "CS": ("EN", "AN")}
_OPENERS = {")": "(", "]": "[", "}": "{"}


def painted_runs(text: str, runs_to_left: bool) -> Iterator[tuple[int, int, bool]]:
    """Where each run of one direction begins and ends, and whether it runs to the left: the leftmost first."""
    levels = _levels(text, 1 if runs_to_left else 0)
    at, runs = 0, []
    for level, same in groupby(levels):
        length = len(list(same))
        runs.append((level, at, at + length))
        at += length
    for least in range(max(levels, default=0), 0, -1):  # rule L2
        turned: list[tuple[int, int, int]] = []
        for is_inside, part in groupby(runs, key=lambda run: run[0] >= least):
            together = list(part)
            turned += together[::-1] if is_inside else together
        runs = turned
    yield from ((start, end, level % 2 == 1) for level, start, end in runs)


def _levels(text: str, base: int) -> list[int]:
    numbered = _numbers_resolved([bidirectional(letter) or "L" for letter in text], base)
    classes = _neutrals_resolved(_brackets_resolved(text, numbered, base), base)
    odd = {"L": base + 1, "R": base, "EN": base + 1, "AN": base + 1}
    even = {"L": base, "R": base + 1, "EN": base + 2, "AN": base + 2}
    return [(odd if base else even)[each] for each in classes]  # rules I1 and I2


def _numbers_resolved(classes: list[str], base: int) -> list[str]:
    """Rules W1 to W7: marks go with their letter, numbers with the words before them, signs with the numbers around them."""
    made: list[str] = []
    strong, is_arabic = "RL"[1 - base], False
    for at, each in enumerate(classes):
        if each == "NSM":
            each = made[-1] if made else strong
        elif each in _STRONG:
            strong, is_arabic = _STRONG[each], each == "AL"
            each = strong
        elif each == "EN":
            each = "AN" if is_arabic else "L" if strong == "L" else "EN"
        elif each in _BETWEEN_NUMBERS and made and made[-1] in (*_BETWEEN_NUMBERS[each], "L"):
            around = classes[at - 1], classes[at + 1] if at + 1 < len(classes) else ""
            each = made[-1] if around[0] == around[1] and around[0] in _BETWEEN_NUMBERS[each] else "ON"
        made.append(each)
    for at, each in enumerate(made):
        if each == "ET":
            near = [other for other in (at - 1, at + 1) if 0 <= other < len(made) and classes[other] == "EN"]
            made[at] = next((made[other] for other in near if made[other] != "AN"), "ON")
    return [each if each in ("L", "R", "EN", "AN") else "ON" for each in made]


def _brackets_resolved(text: str, classes: list[str], base: int) -> list[str]:
    """Rule N0: both brackets of a pair go with the line, where words within do; else with the words before, if those within
    run as they do.
    """
    made, own, pairs = list(classes), "LR"[base], []
    opened: list[int] = []
    for at, letter in enumerate(text):
        opened += [at] if letter in _OPENERS.values() else []
        for began in [each for each in opened if text[each] == _OPENERS.get(letter)][-1:]:
            pairs.append((began, at))
            del opened[opened.index(began) :]
    for began, end in sorted(pairs):
        before, within = ([_side(each) for each in part if each != "ON"] for part in (made[:began], made[began + 1 : end]))
        if within:
            made[began] = made[end] = own if own in within else [own, *before][-1]
    return made


def _side(resolved: str) -> str:
    return "L" if resolved == "L" else "R"


def _neutrals_resolved(classes: list[str], base: int) -> list[str]:
    """Rules N1 and N2: what stands between words of one direction goes with them, all else with the line."""
    made = list(classes)
    at = 0
    while at < len(made):
        if made[at] != "ON":
            at += 1
            continue
        end = next((later for later in range(at, len(made)) if made[later] != "ON"), len(made))
        own = "LR"[base]
        before = own if at == 0 else _side(made[at - 1])
        after = own if end == len(made) else _side(made[end])
        made[at:end] = [before if before == after else own] * (end - at)
        at = end
    return made

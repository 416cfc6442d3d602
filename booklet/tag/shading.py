"""Shadings of drawings: what WeasyPrint paints by tiles with a group inside becomes one pattern (ISO 32000-1, 8.7.4)."""
from typing import Any

import pydyf


def shading_of(tiles: Any, stream: Any, box: tuple[float, ...], stroke: bool, place: Any) -> pydyf.Dictionary:
    """The pattern that paints the shading of tiles that lie at `place`; how clear it is becomes the stream's state."""
    (group,) = tiles._resources["XObject"].values()
    (shading,) = group._resources["Shading"].values()
    for run in shading["Function"]["Functions"]:
        run["N"] = 1  # colours go evenly from one to the other, however clear they are (SVG 2, 14.2.4)
    stream.set_alpha(1, stroke=stroke)
    masks = list(group._resources["XObject"].values())
    if masks:
        (clear,) = masks[0]._resources["Shading"].values()
        ends = {float(end[0]) for run in clear["Function"]["Functions"] for end in (run["C0"], run["C1"])}
        if len(ends) == 1:
            stream.set_alpha(ends.pop(), stroke=stroke)
        else:
            _fade(stream, clear, place, box)
    pattern = pydyf.Dictionary({"Type": "/Pattern", "PatternType": 2, "Matrix": tiles.extra["Matrix"], "Shading": shading})
    pattern.extra = {}  # where WeasyPrint looks for resources
    return pattern


def _fade(stream: Any, clear: Any, matrix: Any, box: tuple[float, ...]) -> None:
    """Let what is painted next be as clear as a shading of greys says: black is clear."""
    x, y, width, height = box
    margin = 0.1 * max(width, height) + 1
    mask = stream.set_alpha_state(x - margin, y - margin, width + 2 * margin, height + 2 * margin)
    mask._resources["Shading"][clear.id] = clear
    mask.transform(*matrix.values)
    mask.paint_shading(clear.id)

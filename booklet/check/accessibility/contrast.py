"""Contrast: how far ink stands out from its ground, measured on the picture of a page.

WCAG 2.2, 1.4.3: 4.5 to 1; for type of 18 pt, or of 14 pt and bold, 3 to 1. The picture tells of grounds, tints and
what lies on top, which the colours named in a file do not.
"""
from functools import cache
from typing import cast

from PIL import Image

RGB = tuple[int, int, int]
LARGE_PT, LARGE_BOLD_PT = 18.0, 14.0
_ENOUGH, ENOUGH_LARGE = 4.5, 3.0
ROUNDING = 0.05
LEAST_GROUND = 0.1  # of a patch: where no colour covers that much, the ground is a photograph and has no one colour
INK_SHARE = 50  # ink covers a fiftieth of a patch; less is the soft edge of letters


def needed_contrast(size_pt: float, is_bold: bool) -> float:
    is_large = size_pt >= LARGE_PT or (is_bold and size_pt >= LARGE_BOLD_PT)
    return ENOUGH_LARGE if is_large else _ENOUGH


def ink_and_ground(patch: Image.Image, declared: RGB | None = None) -> tuple[RGB, RGB] | None:
    """The ink and the ground of a patch around a run of words; None over a picture.

    The ground is the most common colour. The ink is the declared one where it is seen at all (thin strokes are mixed
    with their ground); else what stands out most among the colours that cover a fiftieth of the patch.
    """
    area = patch.width * patch.height
    colours = cast(list[tuple[int, RGB]], patch.getcolors(area))
    count, ground = max(colours)
    if count < LEAST_GROUND * area:
        return None
    if declared is not None and declared != ground and any(colour == declared for _, colour in colours):
        return declared, ground
    covered = 0
    for count, colour in sorted(colours, key=lambda found: (-ratio(found[1], ground), found[1])):
        covered += count
        if covered >= area / INK_SHARE:
            return colour, ground
    return ground, ground


@cache
def ratio(one: RGB, other: RGB) -> float:
    """The contrast of two colours, from 1 to 21. WCAG 2.2, definitions of contrast ratio and relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

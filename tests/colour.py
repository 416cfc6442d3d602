"""Colour arithmetic for the tests: contrast, colour-vision deficiency, grey, and how far apart two colours look.

A colour is three whole numbers from 0 to 255, sRGB. Checked against published values in test_colour.py.
"""
import math

RGB = tuple[int, int, int]
VISIONS = ("full colour", "protanopia", "deuteranopia", "tritanopia", "grey")

# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency", IEEE
# Transactions on Visualization and Computer Graphics 15(6), 2009, 1291-1298: severity 1.0, for linear RGB.
_MACHADO = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))  # IEC 61966-2-1, D65
_WHITE = (0.9505, 1.0, 1.089)


def rgb(hex_colour: str) -> RGB:
    """`#12504F` as numbers."""
    red, green, blue = bytes.fromhex(hex_colour.removeprefix("#"))
    return red, green, blue


def hex_of(colour: RGB) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: RGB) -> float:
    """The relative luminance of WCAG 2.2, from 0 to 1."""
    red, green, blue = (_linear(value) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def grey(colour: RGB) -> RGB:
    """As a black-and-white printer or copier makes it: the luma of ITU-R BT.601, which is also what Pillow does."""
    value = (colour[0] * 19595 + colour[1] * 38470 + colour[2] * 7471 + 0x8000) >> 16
    return value, value, value


def seen(colour: RGB, vision: str) -> RGB:
    """The colour as it looks with one of VISIONS."""
    if vision == "grey":
        return grey(colour)
    if vision == "full colour":
        return colour
    red, green, blue = (_gamma(value) for value in _times(_MACHADO[vision], [_linear(value) for value in colour]))
    return red, green, blue


def apart(one: RGB, other: RGB, vision: str = "full colour") -> float:
    """How different two colours look: CIEDE2000. 1 is just visible side by side, 100 is black against white."""
    return ciede2000(lab(seen(one, vision)), lab(seen(other, vision)))


def lab(colour: RGB) -> tuple[float, float, float]:
    """CIE L*a*b* for daylight D65."""
    shares = [value / white for value, white in zip(_times(_TO_XYZ, [_linear(v) for v in colour]), _WHITE, strict=True)]
    x, y, z = (share ** (1 / 3) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29 for share in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", Color Research and Application 30(1), 2005, 21-30."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(chroma**7 / (chroma**7 + 25**7)))
    c1, c2 = math.hypot(a1 * (1 + g), b1), math.hypot(a2 * (1 + g), b2)
    h1, h2 = (math.degrees(math.atan2(b, a * (1 + g))) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    turn -= 360 * round(turn / 360) if c1 * c2 and abs(turn) > 180 else 0
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn if c1 * c2 else 0) / 2)
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    h_mean = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360
    t = 1 - 0.17 * _cos(h_mean - 30) + 0.24 * _cos(2 * h_mean) + 0.32 * _cos(3 * h_mean + 6) - 0.2 * _cos(4 * h_mean - 63)
    sl = 1 + 0.015 * (l_mean - 50) ** 2 / math.sqrt(20 + (l_mean - 50) ** 2)
    sc, sh = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    theta = 60 * math.exp(-(((h_mean - 275) / 25) ** 2))
    rotation = -2 * math.sqrt(c_mean**7 / (c_mean**7 + 25**7)) * math.sin(math.radians(theta))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rotation * dc / sc * dh / sh)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _gamma(share: float) -> int:
    share = min(1.0, max(0.0, share))
    return round(255 * (12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055))


def _times(matrix, vector) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]

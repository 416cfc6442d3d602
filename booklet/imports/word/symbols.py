"""Letters of Wingdings, Webdings and Symbol, which are pictures to Word, as the letters of Unicode that show the same."""

# By their code in the font. Sources: Unicode's mapping of Adobe Symbol; L2/11-052R for Wingdings and Webdings.
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "•", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐",
    0x9F: "•", 0xA7: "•", 0xA8: "☐", 0xD8: "•", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "→",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {
    0x61: "α", 0x62: "β", 0x64: "δ", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
    0xA3: "≤", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip
_WINGDINGS_2 = {0x2A: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0xA3: "☐"}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)  # where Word puts the letters of such a font


def symbol(font: str, code: int) -> str:
    """The letter that such a font shows for a code; "" where nobody knows it."""
    return _FONTS.get(font.lower(), {}).get(code - _PRIVATE.start if code in _PRIVATE else code, "")


def is_symbolic(font: str) -> bool:
    """Whether all letters of a font are pictures."""
    return font.lower() in _FONTS


def is_private(letter: str) -> bool:
    """Whether a letter means something in its font alone."""
    return ord(letter) in _PRIVATE

"""The page's dress: its faces, cut down to the characters that it uses, and its style with all icons inside."""
import re
from html import unescape

from jinja2 import Environment

from booklet.core.letters.chain import NUMERALS
from booklet.core.letters.declared import data_url, unfolded, web_rules
from booklet.core.own_table import STYLES
from booklet.template.blocks import words_in
from booklet.template.figures.draw import palette

_ICON = re.compile(r"url\((?P<file>icons/[a-z0-9-]+\.svg)\)")
_SPACES = re.compile(r"\s*\n\s*")


def inline_fonts(html: str, language: str) -> str:
    """The faces, with the glyphs that the page prints and no others; and that of large numbers and phones, as it is."""
    rule = '@font-face{{font-family:"{}";font-weight:{};font-display:block;src:url("{}")}}\n'
    faces = {weight: STYLES / f"fonts/numerals-{weight}.woff2" for weight in (700, 800)}
    files = {weight: face.read_bytes() for weight, face in faces.items() if unfolded(face)}  # raises for what is no font
    numbers = (rule.format(NUMERALS, weight, data_url(font, "font/woff2")) for weight, font in files.items())
    return "".join(numbers) + web_rules(unescape(html), language)


def stylesheet(press: Environment) -> str:
    """styles/web.css and the looks of the boxes, with their icons; before it the colours of the day and of the night."""
    day, night = map(_roles, ("tokens.css", "web/tokens.css"))
    colours = f":root{{{day}{day.replace('--', '--day-')}}}"
    colours += f"@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"
    sheet = (STYLES / "web.css").read_text(encoding="utf-8-sig")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet += press.get_template("callouts.css").render(icons="icons", claim_icon=".claim .word::before")
    colours += f":root{{--slide:{_css_text(words_in(press)('blocks.slide'))}}}"
    sheet = _ICON.sub(lambda icon: f'url("{data_url((STYLES / icon["file"]).read_bytes(), "image/svg+xml")}")', sheet)
    return f"\n{colours}\n{_SPACES.sub(chr(10), sheet).strip()}\n"


def _css_text(words: str) -> str:
    """Words as a string of CSS, in which nothing ends the string or the style."""
    return '"' + re.sub(r'["\\<]', lambda sign: f"\\{ord(sign[0]):x} ", words) + '"'


def _roles(sheet: str) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in palette(sheet).items())

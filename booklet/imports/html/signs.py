"""Signs of a page that are no letters: icons, and small pictures in a sentence. Words, or a letter, stand for them.

Of a table with ticks and crosses only empty cells were left, and a sentence ended where ½ was a picture.
"""
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from booklet.core.own_table import own_table, signs_in
from booklet.imports.before_items import is_of_pictures, symbol
from booklet.imports.brought import words
from booklet.imports.html.objects import CONTROLS

_TABLE = own_table(__file__)
_SIGNS = signs_in(_TABLE)
_SHOWN: dict[str, str] = {name: sign for sign, names in _TABLE["shown"].items() for name in names.split()}
_OF_FONTS = ("i", "span", "em", "b")
_INLINE = (*_OF_FONTS, "a", "strong", "font", "sub", "sup", "small", "u", "mark", "abbr")
_LEADS = ("a", "button", "nav", "head")  # what an icon shows there is where they lead
# font-family: Symbol, font: 7.0pt "Times New Roman"
_FONT = re.compile(r"(?<![\w-])font(?:-family:|:[^;]*?[0-9][\w.%/-]*)\s*[\"']?(?P<font>(?!inherit)[^;\"',]+)", re.IGNORECASE)
_LONGEST, _LARGEST = 12, 40  # letters of a word that a picture is; dots of a small picture
_BY_LETTER = "material-"  # fonts whose icons are typed by their names


def name_signs(parent: Element, is_running: bool = False, is_alone: bool = False) -> None:
    """Put words in the place of each sign in an element. An icon that has none is an `icon` of its `name` now.

    `is_running`: words stand beside the element, in its line. `is_alone`: it is in a cell without words.
    """
    is_alone = parent.tag in ("td", "th") and not words(parent) or is_alone
    runs = is_running and parent.tag in _INLINE or _has_words(parent)
    for each in parent:
        if each.tag in _LEADS:
            for part in filter(_is_icon, each.iter()):
                part[:], part.text = [], ""
        elif each.tag == "img":
            _say(each, _of_picture(each, runs, is_alone))
        elif _is_icon(each) or each.tag == "svg" and is_alone:
            name = " ".join(_names(each))
            if not _say(each, f" {_label(each) or _sign(each)} "):
                each[:], each.text, each.tag = [], "", "icon"
                each.attrib |= {"name": name, **({"alone": ""} if is_alone else {})}
        elif each.tag == "svg" and each.get("role") == "img":
            _say(each, _label(each))
        elif isinstance(each.tag, str):
            name_signs(each, runs, is_alone)


def spell_fonts(parent: Element, font: str = "") -> None:
    """Put letters that mean the same everywhere where fonts draw others: µ, which is m in the font Symbol."""
    own = [parent.get("face", font), *fonts_in(parent.get("style", ""))][-1]
    parent.text = _spelled(parent.text, own)
    for each in parent:
        spell_fonts(each, own)
        each.tail = _spelled(each.tail, own)


def fonts_in(styles: str) -> list[str]:
    """The fonts that declarations name, each the first of its list."""
    return [found["font"].strip() for found in _FONT.finditer(styles)]


def _spelled(text: str | None, font: str) -> str:
    return "".join(symbol(font, letter) or letter for letter in text or "") if is_of_pictures(font) else text or ""


def _say(sign: Element, stands: str) -> bool:
    """Put these words in the place of a sign; whether there are any."""
    if stands.strip():
        sign[:], sign.text, sign.tag = [], stands, "span"
    return bool(stands.strip())


def _has_words(parent: Element) -> bool:
    texts = (parent.text, *(each.tail for each in parent))
    return any((text or "").strip() for text in texts) or any(each.tag in _INLINE and words(each) for each in parent)


def _is_icon(each: Element) -> bool:
    """Whether a font draws it: it has no words, or the name of its icon in their place."""
    if not isinstance(each.tag, str):
        return False
    kinds, text = each.get("class", ""), (each.text or "").strip()
    if not len(each) and _SIGNS["drawn"].fullmatch(text):
        return True
    if each.tag not in _OF_FONTS or not _SIGNS["icon"].search(kinds):
        return False
    is_empty = not words(each) and not any(part.tag in ("img", "svg", *CONTROLS) for part in each.iter())
    return is_empty or _BY_LETTER in kinds and re.fullmatch("[a-z0-9_]+", text) is not None


def _label(each: Element) -> str:
    title = next((words(part) for part in each.iter("title")), "")
    return " ".join((each.get("aria-label") or each.get("title") or title).split())


def _names(each: Element) -> Iterable[str]:
    """What an icon is called: by its classes, by the drawing that it uses, by its letters, by its file."""
    uses = [part.get("href", "").rpartition("#")[2] for part in each.iter("use")]
    file = PurePosixPath(each.get("src", "").partition("?")[0]).stem if "base64" not in each.get("src", "") else ""
    return [name for name in (*each.get("class", "").split(), *uses, words(each) if each.tag != "svg" else "", file) if name]


def _sign(each: Element) -> str:
    parts = (part for name in _names(each) for part in re.split("[_-]", name.lower()))
    return next((_SHOWN[part] for part in parts if part in _SHOWN), "")


def _of_picture(image: Element, is_running: bool, is_alone: bool) -> str:
    """The words that stand for a picture; "" for one that is a block of its own."""
    alt = " ".join(image.get("data-emoji-fallback", image.get("alt", "")).split())  # that of Confluence
    if is_alone and _sign(image):
        return alt if 0 < len(alt) <= _LONGEST else _sign(image)
    is_word = 0 < len(alt) <= _LONGEST and " " not in alt and "\\" not in alt
    return alt if is_word and (is_running or is_alone) and (len(alt) < 3 or _is_small(image)) else ""


def _is_small(image: Element) -> bool:
    sizes = [image.get("width", ""), image.get("height", "")]
    sizes += [found["dots"] for found in _SIGNS["size"].finditer(image.get("style", ""))]
    dots = [int(found[0]) for found in map(re.compile(r"[0-9]{1,5}(?=\D*$)").match, sizes) if found]
    return bool(dots) and max(dots) <= _LARGEST or _SIGNS["small"].search(image.get("class", "")) is not None

"""What a drawing asks for and is not drawn: it is told where its loss would be seen, and refused where it would mislead."""
import re
from xml.etree.ElementTree import Element

from booklet.core.pictures.svg.allowed import ADVISED, EFFECTS, is_advised, is_missed
from booklet.core.pictures.svg.reading import Read
from booklet.core.text_file import printable

_REFERENCE = re.compile(r"url\(\s*[\"']?#(?P<id>[^\"')\s]+)[\"']?\s*\)")  # url(#shadow)
_FUNCTION = re.compile(r"(?P<name>[a-z-]+)\((?:[^()]|\([^()]*\))*\)")  # drop-shadow(0 1px 2px rgb(0, 0, 0))
_PNG = "save the drawing as a PNG, or remove this"


def tell_lost(name: str, value: str, line: int, read: Read) -> None:
    """Tell of an attribute or property that is not kept, where a drawing without it looks another way."""
    if name == "filter":
        _tell_filter(value, line, read)
    elif name in ("text-decoration", "text-decoration-line"):
        for word in value.split():
            if word == "line-through":
                read.unsafe(line, "words are struck through, and would be printed as if they were not", _PNG)
            elif word in ADVISED:
                read.advise(line, ADVISED[word])
    elif is_advised(name, value):
        read.advise(line, ADVISED[name])
    elif is_missed(name, value):
        read.unsafe(line, f"{name} cannot be kept: {printable(value)}", _PNG)


def _tell_filter(value: str, line: int, read: Read) -> None:
    """A shadow or a blur is left out with a word; what else a filter does to a shape is not guessed."""
    for id_ in (found["id"] for found in _REFERENCE.finditer(value)):
        found = read.filters.get(id_)
        if found is not None:  # one that is nowhere does nothing
            _tell_effects({element.tag.rpartition("}")[2] for element in found.iter()} - {"filter"}, found, line, read)
    for name in (found["name"] for found in _FUNCTION.finditer(_REFERENCE.sub("", value))):
        if name in ("drop-shadow", "blur"):
            read.advise(line, ADVISED[name])
        else:
            read.unsafe(line, f"the filter {printable(name)} cannot be drawn", _PNG)


def _tell_effects(effects: set[str], found: Element, line: int, read: Read) -> None:
    is_beside = any("SourceGraphic" in (part.get("in"), part.get("in2")) for part in found.iter())
    if strange := sorted(effects - EFFECTS):
        read.unsafe(line, f"a filter cannot be drawn: {printable(strange[0])}", _PNG)
    elif effects == {"feGaussianBlur"}:
        read.advise(line, ADVISED["blur"])
    elif "feGaussianBlur" in effects and is_beside or effects & {"feDropShadow", "feOffset"}:
        read.advise(line, ADVISED["drop-shadow"])
    elif effects - {"feFlood", "feBlend", "feGaussianBlur", "feComposite"}:
        read.unsafe(line, "a filter changes its colours, which cannot be drawn", _PNG)

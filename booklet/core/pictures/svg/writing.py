"""A cleaned drawing, written: for a file of its own, or into a page."""
from collections.abc import Mapping
from xml.sax.saxutils import escape

from booklet.core.pictures.svg.shape import Shape, everything
from booklet.core.pictures.svg.values import target

_QUOTES = {'"': "&quot;", "'": "&#39;"}


def written(root: Shape, lead: str, more: Mapping[str, str], inside: str = "") -> str:
    """The drawing as SVG. Its ids are numbered and begin with `lead`, so they meet no other id.

    `more` are attributes of the outermost element; `inside` is markup to stand in it first, which is trusted.
    """
    ids = {shape.id: f"{lead}{number}" for number, shape in enumerate(filter(_has_id, everything(root)), 1)}
    parts: list[str] = []
    _write(root, ids, {**root.attributes, **more}, inside, parts)
    return "".join(parts)


def _has_id(shape: Shape) -> bool:
    return bool(shape.id)


def _write(shape: Shape, ids: Mapping[str, str], attributes: Mapping[str, str], inside: str, parts: list[str]) -> None:
    own = {"id": ids[shape.id]} if shape.id else {}
    given = "".join(f' {name}="{escape(_led(name, value, ids), _QUOTES)}"' for name, value in {**own, **attributes}.items())
    if not (inside or shape.words or shape.children):
        parts.append(f"<{shape.tag}{given}/>{escape(shape.tail)}")
        return
    parts.append(f"<{shape.tag}{given}>{inside}{escape(shape.words)}")
    for child in shape.children:
        _write(child, ids, child.attributes, "", parts)
    parts.append(f"</{shape.tag}>{escape(shape.tail)}")


def _led(name: str, value: str, ids: Mapping[str, str]) -> str:
    """A value with the new id of what it refers to."""
    id_ = target(name, value)
    return value.replace(f"#{id_}", f"#{ids[id_]}", 1) if id_ in ids else value

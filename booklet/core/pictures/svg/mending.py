"""Mending: a cleaned drawing is written so that WeasyPrint and every browser draw it alike, in the booklet's face.

Each step is for something that one of them does not know, or does another way (WeasyPrint 70).
"""
from collections.abc import Iterator, Mapping
from dataclasses import replace

from booklet.core.letters.chain import LOOK
from booklet.core.pictures.svg.allowed import SIGNS
from booklet.core.pictures.svg.reading import Read
from booklet.core.pictures.svg.shape import Shape, by_id, everything, taken_from
from booklet.core.pictures.svg.values import size, target, type_px

_PAINTED = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")
_WHITE = ("white", "#fff", "#ffffff", "rgb(255,255,255)")
_MOST_TURNS = 1_000_000  # characters of all transforms of the shapes in clips, each with those of the groups around it
_OPAQUE = ("", "1", "100%")


def mend(root: Shape, read: Read) -> None:
    """Write anew, in place, what would be drawn another way; tell what cannot be."""
    _set_in_our_face(root, read)
    _with_masks_as_clips(root, read)
    _with_flat_clips(root, read)
    _without_strays(root)
    _without_empty_patterns(root)
    _with_coloured_stops(root)
    _with_plain_type(root, 16)
    _with_whole_sizes(root)
    _in_two_coats(root, {}, by_id(root))
    if any("currentColor" in shape.attributes.values() for shape in everything(root)):
        root.attributes.setdefault("color", "#000")  # the page's own may be light, by night


def _set_in_our_face(root: Shape, read: Read) -> None:
    """Letters in the one face that every edition has. A font of signs has other signs where we have letters."""
    for shape in everything(root):
        families = shape.attributes.pop("font-family", "")
        signs = [name for name in families.lower().replace("'", "").split(", ") if name in SIGNS]
        if signs:
            says = f"its letters are signs of {signs[0].title()}, which no other font has"
            read.unsafe(shape.line, says, "turn them into paths in the program that drew them")
    root.attributes["font-family"] = f"'{LOOK}'"


def _with_masks_as_clips(root: Shape, read: Read) -> None:
    """A mask that shows its shapes whole is a clip, which WeasyPrint draws; others it draws for few shapes, and wrongly."""
    masks = {shape.id: shape for shape in everything(root) if shape.tag == "mask" and shape.id}
    for shape in everything(root):
        mask = masks.get(target("mask", shape.attributes.pop("mask", "")))
        if mask is None:
            continue
        if not _is_clip(mask):
            says = "a mask of shades lies on it, which cannot be drawn"
            read.unsafe(shape.line, says, "use a clip in its place, or save the drawing as a PNG")
        elif "clip-path" in shape.attributes:
            inside = replace(shape, id="", attributes={**shape.attributes, "clip-path": f"url(#{mask.id})"}, tail="")
            outer = {name: inside.attributes.pop(name) for name in ("transform",) if name in inside.attributes}
            shape.tag, shape.children, shape.words = "g", [inside], ""
            shape.attributes = {**outer, "clip-path": shape.attributes["clip-path"]}
        else:
            shape.attributes["clip-path"] = f"url(#{mask.id})"
    for mask in masks.values():
        mask.tag = "clipPath"
        mask.attributes = {name: value for name, value in mask.attributes.items() if name == "transform"}


def _with_flat_clips(root: Shape, read: Read) -> None:
    """A clip of shapes alone: a browser takes no groups in it, and then shows nothing of what is clipped."""
    left = _MOST_TURNS
    for shape in everything(root):
        if shape.tag == "clipPath" and left > 0:
            flat = []
            for leaf in _leaves(shape, {}):
                left -= len(leaf.attributes.get("transform", ""))
                flat.append(leaf)
                if left <= 0:
                    read.unsafe(leaf.line, "the shapes of its clips are moved and turned too often")
                    return
            shape.children = flat


def _is_clip(mask: Shape) -> bool:
    """Whether a mask is nothing but shapes of one opaque white (or of any opaque colour, where it goes by opacity)."""
    is_alpha = mask.attributes.get("mask-type") == "alpha"
    if mask.attributes.get("maskContentUnits") == "objectBoundingBox":
        return False
    for shape in mask.children:
        around = {**mask.attributes, **shape.attributes}
        fill = around.get("fill", "black").replace(" ", "").lower()
        is_whole = all(around.get(name, "") in _OPAQUE for name in ("opacity", "fill-opacity"))
        is_lit = fill in _WHITE or is_alpha and fill != "none" and not fill.startswith("url")
        is_plain = around.get("stroke", "none") == "none" and not {"clip-path", "mask"} & set(shape.attributes)
        inside = replace(shape, attributes={**around, "maskContentUnits": ""})
        if shape.tag == "g" and is_whole and is_plain and _is_clip(inside) and "transform" not in shape.attributes:
            continue
        if shape.tag not in _PAINTED or not (is_whole and is_lit and is_plain):
            return False
    return True


def _leaves(shape: Shape, around: Mapping[str, str]) -> Iterator[Shape]:
    """The shapes in a group, each with what it has from the groups around it."""
    for child in shape.children:
        turns = [given["transform"] for given in (around, child.attributes) if "transform" in given]
        child.attributes = {**around, **child.attributes, **({"transform": " ".join(turns)} if turns else {})}
        yield from _leaves(child, child.attributes) if child.tag == "g" else (child,)


def _without_strays(root: Shape) -> None:
    """Each id once, and only where something refers to it; what refers to nothing refers to none."""
    shapes = list(everything(root))
    first: dict[str, Shape] = {}
    for shape in shapes:
        if shape.id and first.setdefault(shape.id, shape) is not shape:
            shape.id = ""
    used = set()
    for shape in shapes:
        for name, value in list(shape.attributes.items()):
            id_ = target(name, value)
            if id_ in first:
                used.add(id_)
            elif id_ and name == "href":
                del shape.attributes[name]
            elif id_:
                shape.attributes[name] = value.rpartition(")")[2].strip() or "none"
    for shape in shapes:
        shape.id = shape.id if shape.id in used else ""


def _with_coloured_stops(root: Shape) -> None:
    """A shade that cannot be seen has a colour too, from which the next one fades; WeasyPrint forgets it."""
    for shape in everything(root):
        if shape.tag == "stop" and size(shape.attributes.get("stop-opacity", "1")) == 0:
            shape.attributes["stop-opacity"] = "0.001"


def _without_empty_patterns(root: Shape) -> None:
    """A pattern of no size paints nothing (SVG 2, 14.3)."""
    shapes = by_id(root)
    empty = {id_ for id_, shape in shapes.items() if shape.tag == "pattern" and not _has_size(shape, shapes)}
    for shape in everything(root, lambda shape: shape.tag == "pattern") if empty else ():
        for name in ("fill", "stroke"):
            if target(name, shape.attributes.get(name, "")) in empty:
                shape.attributes[name] = "none"


def _has_size(pattern: Shape, shapes: Mapping[str, Shape]) -> bool:
    return {"width", "height"} <= {name for each in taken_from(pattern, shapes) for name in each.attributes}


def _with_plain_type(shape: Shape, around: float) -> None:
    """Sizes of type in px where they are shares of others: WeasyPrint 70 takes the share again in each shape below."""
    value = shape.attributes.get("font-size", "inherit")
    own = type_px(value, around)
    if value.endswith(("%", "em", "ex")):
        shape.attributes["font-size"] = f"{own:.6g}"
    for child in shape.children:
        _with_plain_type(child, own)


def _with_whole_sizes(root: Shape) -> None:
    """A drawing inside of another fills it, unless it says another size."""
    shapes = by_id(root)
    for shape in everything(root):
        used = shapes.get(target("href", shape.attributes.get("href", ""))) if shape.tag == "use" else None
        is_inner = shape.tag == "svg" and shape is not root
        if is_inner or used is not None and used.tag == "symbol" and "viewBox" in used.attributes:
            shape.attributes = {"width": "100%", "height": "100%", **shape.attributes}


def _in_two_coats(shape: Shape, around: Mapping[str, str], shapes: Mapping[str, Shape]) -> None:
    """Stroke and fill one after the other, where the order is turned, or where one of them fades."""
    names = ("paint-order", "fill", "stroke")
    given = {**around, **{name: value for name, value in shape.attributes.items() if name in names and value != "inherit"}}
    order = given.get("paint-order", "normal").split()
    has_both = given.get("stroke", "none") != "none" and given.get("fill", "black") != "none"
    fades = any(_fades(target(name, given.get(name, "")), shapes) for name in ("fill", "stroke"))
    is_turned = "stroke" in order and ("fill" not in order or order.index("stroke") < order.index("fill"))
    if shape.tag in _PAINTED and has_both and (fades or is_turned):
        _coat(shape, is_turned)
        return
    for child in shape.children:
        _in_two_coats(child, given, shapes)
    shape.attributes.pop("paint-order", None)


def _coat(shape: Shape, is_turned: bool) -> None:
    whole = ("transform", "opacity", "clip-path", "display", "visibility")
    outer = {name: shape.attributes.pop(name) for name in whole if name in shape.attributes}
    for each in everything(shape):
        each.attributes.pop("paint-order", None)
    filled = _copied(shape, {"stroke": "none", **dict.fromkeys(_MARKERS, "none")})
    stroked = _copied(shape, {"fill": "none"})
    shape.tag, shape.words, shape.attributes = "g", "", outer
    shape.children = [stroked, filled] if is_turned else [filled, stroked]


def _copied(shape: Shape, given: Mapping[str, str]) -> Shape:
    """A shape with all that is in it, painted otherwise."""
    return replace(
        shape, id="", tail=shape.tail if shape.tag == "tspan" else "", attributes={**shape.attributes, **given},
        children=[_copied(child, given) for child in shape.children],
    )  # fmt: skip


def _fades(id_: str, shapes: Mapping[str, Shape]) -> bool:
    """Whether a gradient is clear somewhere, and not everywhere alike."""
    for paint in taken_from(shapes.get(id_), shapes):
        if not paint.tag.endswith("Gradient"):
            return False
        if paint.children:
            return len({size(stop.attributes.get("stop-opacity", "1")) for stop in paint.children}) > 1
    return False

"""One drawing, from the bytes of its file to what may be printed and shown."""
from collections.abc import Mapping
from dataclasses import dataclass

from booklet.core.pictures.svg.allowed import SVG
from booklet.core.pictures.svg.cleaning import Shape, clean_tree
from booklet.core.pictures.svg.cost import bound_cost
from booklet.core.pictures.svg.reading import read_svg
from booklet.core.pictures.svg.values import KINDS
from booklet.core.pictures.svg.writing import written
from booklet.core.problems import Problem


@dataclass(frozen=True, slots=True)
class CleanDrawing:
    """A drawing that holds shapes and words only, written anew."""

    root: Shape

    def file(self) -> bytes:
        """As a file of its own, in UTF-8."""
        return written(self.root, "i", {"xmlns": SVG}).encode()

    def markup(self, name: str, attributes: Mapping[str, str], inside: str = "") -> str:
        """As an element of an HTML page with this id, these attributes, and this trusted markup in it first."""
        return written(self.root, f"{name}-", {"id": name, **attributes}, inside)


def clean_drawing(content: bytes, path: str) -> tuple[CleanDrawing | None, str, list[Problem]]:
    """The drawing, the viewBox as its file has it, and what is wrong with it; None where nothing can be shown.

    A viewBox that is none is no problem here: whoever asks for a width tells of it.
    """
    read = read_svg(content, path)
    view_box = "" if read.root is None else read.root.get("viewBox", "")
    root, box = clean_tree(read), KINDS["box"](view_box)
    if root is None or read.problems or box is None:
        return None, view_box, read.problems
    root.attributes = {"viewBox": box, **root.attributes}
    bound_cost(root, read)
    return (None if read.problems else CleanDrawing(root)), view_box, read.problems

"""Closer: what takes a page for a few lines is set closer: contents that run over, and the imprint of a short handout."""
from typing import Any

from booklet.paginate.engine import box_kinds, root_box
from booklet.paginate.makeup.parts import look_names

_LITTLE = 0.35  # of a page
_CLOSE = "front--close"
_STEPS = (
    "imprint", "imprint imprint--close", "imprint imprint--close imprint--closer", "imprint imprint--as-it-was",
    "imprint imprint--close imprint--as-it-was",  # help and a loose imprint are more than a page
)  # fmt: skip
_LEAVES = (box_kinds.TextBox, box_kinds.ReplacedBox)


def set_closer(pages: Any) -> bool:
    """Set closer what has a page of its own for little; whether there was any. The text stays as it was made up."""
    return any([_contents(pages), _imprint(pages)])


def _contents(pages: Any) -> bool:
    """Contents that run over by a little."""
    parts = [
        (root_box(page), box) for page in pages.pages for box in root_box(page).descendants()
        if box.element_tag == "nav" and "front" in look_names(box)
    ]  # fmt: skip
    if len(parts) < 2 or _CLOSE in look_names(parts[0][1]):
        return False
    page, box = parts[-1]
    low = max(leaf.position_y + leaf.margin_height() for leaf in box.descendants() if isinstance(leaf, _LEAVES))
    if low - page.content_box_y() >= page.height * _LITTLE:
        return False
    box.element.set("class", f"{box.element.get('class')} {_CLOSE}")
    return True


def _imprint(pages: Any) -> bool:
    """An imprint that is alone on the last page. Where it is so even when it runs on, it is again as it was."""
    held = {box.element for box in root_box(pages.pages[-1]).descendants() if isinstance(box, _LEAVES)} - {None}
    found = [box.element for box in root_box(pages.pages[-1]).descendants() if "imprint" in look_names(box)]
    if not found or not held <= set(found[0].iter()):
        return False
    step = _STEPS.index(found[0].get("class", "")) + 1
    if step < len(_STEPS):
        found[0].set("class", _STEPS[step])
    return step < len(_STEPS)

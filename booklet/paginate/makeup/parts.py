"""Parts: where a laid-out box may be parted by the end of a page, read from the box itself."""
from itertools import pairwise
from typing import Any

BEGINS_A_PAGE = "break-before: page"  # the style of an element that a page would leave behind
GUTTER = 19.0  # pixels between two columns: 5 mm
Stretch = tuple[float, float, int]  # from where to where nothing is parted, in pixels; lines of running text in it


def spans_of(box: Any, leading: float) -> list[Stretch]:
    """From where to where a box may not be parted, and how many lines of running text each of these spans has."""
    top, bottom = top_of(box), bottom_of(box)
    inner = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow() and hasattr(child, "margin_top")]
    if not inner or box.style["break_inside"] == "avoid" or _is_whole(box):
        return [(top, bottom, _lines(box, leading))]
    if type(inner[0]).__name__ == "LineBox":
        spans = _line_spans(box, inner, leading)
    else:
        spans, is_held = [], False
        for child in inner:
            more = spans_of(child, leading)
            if spans and more and (is_held or child.style["break_before"] == "avoid"):
                last, first = spans.pop(), more.pop(0)
                more.insert(0, (last[0], first[1], last[2] + first[2]))
            spans += more
            is_held = child.style["break_after"] == "avoid"
    if spans:
        spans[0] = (min(top, spans[0][0]), *spans[0][1:])
        spans[-1] = (spans[-1][0], max(bottom, spans[-1][1]), spans[-1][2])
    return spans


def _line_spans(box: Any, lines: list[Any], leading: float) -> list[Stretch]:
    """The lines of a paragraph: the first and the last ones stay together, as many as its style wants."""
    orphans, widows, count = box.style["orphans"], box.style["widows"], len(lines)
    edges = [0, *range(orphans, count - widows + 1), count] if count >= orphans + widows else [0, count]
    return [
        (lines[start].position_y, lines[end - 1].position_y + lines[end - 1].height,
         sum(leading_of(line) == leading for line in lines[start:end]))
        for start, end in pairwise(edges)
    ]  # fmt: skip


def slack_of(box: Any) -> float:
    """How much has to be free below a box: WeasyPrint 70 asks twice for the lower edge with box-decoration-break: clone."""
    last = next((child for child in reversed(getattr(box, "children", ())) if child.is_in_normal_flow()), None)
    own = box.padding_bottom + box.border_bottom_width if box.style["box_decoration_break"] == "clone" else 0.0
    return own + (slack_of(last) if last is not None and hasattr(last, "padding_bottom") else 0.0)


def merged(spans: list[Stretch]) -> list[Stretch]:
    """Spans that lie side by side, in columns, as one."""
    merged: list[Stretch] = []
    for start, end, lines in spans:
        if merged and start < merged[-1][1] - 0.1:
            last = merged.pop()
            start, end, lines = last[0], max(last[1], end), max(last[2], lines)
        merged.append((start, end, lines))
    return merged


def _is_whole(box: Any) -> bool:
    return type(box).__name__ in ("TableRowBox", "GridBox", "FlexBox", "InlineBlockBox") or box.style["float"] != "none"


def _lines(box: Any, leading: float) -> int:
    """How many lines of running text stand below one another in a box."""
    inside = [box, *box.descendants()] if hasattr(box, "descendants") else [box]
    return len({round(b.position_y) for b in inside if type(b).__name__ == "LineBox" and leading_of(b) == leading})


def leading_of(box: Any) -> float:
    """How far the lines of a box are apart, in pixels; 0 where that is left to its type."""
    height = box.style["line_height"]
    return round(float(height.value), 2) if height != "normal" else 0.0


def top_of(box: Any) -> float:
    """Where its upper edge is, without its margin."""
    return float(box.border_box_y() if hasattr(box, "border_box_y") else box.position_y)


def bottom_of(box: Any) -> float:
    """Where its lower edge is, without its margin."""
    return top_of(box) + float(box.border_height() if hasattr(box, "border_height") else box.height)


def bare_of(page: Any) -> float:
    """How much of the text area of a page stays bare below all that stands on it."""
    flow = next(box for box in page.children if box.element_tag == "html")
    leaves = (box for box in flow.descendants() if not getattr(box, "children", ()))
    top = float(page.content_box_y())
    return top + float(page.height) - max(map(bottom_of, leaves), default=top)


def head_of(box: Any) -> float:
    """How tall the head of a table is, which stands again above what of it is on another page."""
    rows = box.descendants() if box.element_tag == "table" else ()
    return float(sum(row.height for row in rows if getattr(row, "is_header", False)))


def look_names(box: Any) -> set[str]:
    """The classes of its element."""
    return set(box.element.get("class", "").split()) if box.element is not None else set()

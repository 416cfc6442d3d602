"""Page numbers in the text: each once in a list of pages, and "above" or "below" where a reader sees it on this page."""
from typing import Any

from booklet.core.engine import Function


def page_numbers(
    generate: Function, content_list: Any, parent_box: Any, counter_values: Any, css_token: str, parse_again: Any,
    target_collector: Any, *rest: Any, **more: Any,
) -> Any:  # fmt: skip
    """Print a page in a list of pages (`.pages a`) once alone, and a word in place of the page that a link stands on.

    The lead of such a list asks for its last page, and says in place of it "Used on page", or "pages" for several.

    The page of an anchor is known only while WeasyPrint lays out, so this is decided where it is generated. Behind a
    cross-reference (`data-here` is its own anchor) the style asks for the page of the target and then for its own, so that
    WeasyPrint asks again when either changes. Where the shorter words have moved one of the two to another page, the
    number is kept for good, or both would swing.
    """

    def made(content: Any) -> Any:
        return generate(content, parent_box, counter_values, css_token, parse_again, target_collector, *rest, **more)

    element = parent_box.element if css_token == "content" else None
    if element is not None and _is_named_before(element, target_collector):
        return []
    boxes = made(content_list)
    if element is not None and "data-all" in element.attrib:
        found = map(target_collector.target_lookup_items.get, element.get("data-all").split())
        places = {there.page_maker_index for there in found if there}
        return made((("string", element.get("data-other" if len(places) > 1 else "data-one")),))
    here = element.get("data-here", "")[1:] if element is not None else ""
    if not here or content_list[-1][0] != "target-counter()":
        return boxes
    word = _word_of_place(element, here, target_collector)
    return made((("string", word),) if word else content_list[:-1])


def _is_named_before(element: Any, collector: Any) -> bool:
    """Whether a link before this one in its list leads to the same page.

    A work cited three times on page 9 is "cited on page 9", not "9, 9, 9"; nor "4, 5, 4" where a figure stands later than it
    is told of.
    """
    before = element.get("data-after", "")
    if not before.startswith("#"):
        return False
    earlier = collector.__dict__.setdefault("named_before", {})  # by link: the one before it in its list
    earlier[element.get("href")] = before
    here = collector.target_lookup_items.get(element.get("href")[1:])
    while here and here.page_maker_index is not None and before:
        there = collector.target_lookup_items.get(before[1:])
        if there and here.page_maker_index == there.page_maker_index:
            return True
        before = earlier.get(before)
    return False


def _word_of_place(element: Any, here: str, collector: Any) -> str:
    """The word for where a target on the same page stands; "" for one on another page.

    While no page is known it is as wide as a number of two digits: columns of a table are measured once, at first.
    """
    if not hasattr(collector, "places"):
        collector.places = {name: place for place, name in enumerate(collector.target_lookup_items)}  # in document order
        collector.together, collector.parted = set(), set()
    there = element.get("data-to")[1:]
    pages = [collector.target_lookup_items[name].page_maker_index for name in (here, there)]
    if None in pages:
        return f"{element.get('data-open', '')}00{element.get('data-close', '')}"
    if pages[0] == pages[1] and here not in collector.parted:
        collector.together.add(here)
        return str(element.get("data-above" if collector.places[there] < collector.places[here] else "data-below"))
    collector.parted |= collector.together & {here}
    return ""

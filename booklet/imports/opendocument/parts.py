"""Parts of an OpenDocument text: what a form asks for, what is hidden, the words of shapes, the rows of tables."""
from collections.abc import Iterable
from xml.etree.ElementTree import Element


def asked_by(control: Element | None) -> str:
    """A box to tick with the words that are drawn beside it, or a place to write."""
    label = control.get("form:label", "") if control is not None else ""
    if control is not None and control.tag in ("form:checkbox", "form:radio"):
        is_on = control.get("form:current-state") == "checked" or control.get("form:current-selected") == "true"
        return f" {'☑' if is_on else '☐'} {label} "
    is_label = control is not None and control.tag in ("form:fixed-text", "form:button")
    return f" {label} " if is_label else " ____ "


def is_hidden(each: Element) -> bool:
    """Whether it is hidden: always, or by a condition that holds."""
    return each.get("text:display") == "none" or each.get("text:is-hidden") == "true"


def drawn_texts(shape: Element) -> Iterable[Element]:
    """The paragraphs and lists in a drawn shape, or in those of a group."""
    for each in shape:
        if each.tag in ("text:p", "text:h", "text:list"):
            yield each
        elif each.tag.startswith("draw:"):
            yield from drawn_texts(each)


def rows_of(table: Element) -> Iterable[Element]:
    """The rows of a table, also those in a group or in its head, but not those of a table in a cell."""
    for each in table:
        if each.tag == "table:table-row":
            yield each
        elif each.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from rows_of(each)

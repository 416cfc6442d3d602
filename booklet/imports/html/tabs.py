"""Tabs of a page: on paper the label of each stands above what it opens, or two doses stand there and nobody knows whose."""
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from booklet.imports.brought import HEADING_TAGS, element, words
from booklet.imports.html.programs import emptied

# Rows of tabs of MkDocs, Quarto, Bootstrap and Divi; those of others say role="tablist"
_ROWS = frozenset("tabbed-labels panel-tabset-tabby nav-tabs nav-pills et_pb_tabs_controls".split())
_PANELS = frozenset("tabbed-block tab-pane et_pb_tab".split())
_NAMES = ("aria-controls", "data-bs-target", "data-target", "href")  # what says which part a tab opens
_NEAR = 3  # elements around a row of tabs in which its parts are looked for


def set_tabs(root: Element) -> None:
    """Put labels above the parts that they open, in the place of the row of tabs."""
    for each in root.iter():  # of Sphinx, where each label stands behind its button, and before its part
        for mark, label, part in zip(each[:], each[1:], each[2:], strict=False):
            is_label = mark.tag == "input" and label.tag == "label" and label.get("for", "") == mark.get("id")
            if is_label and "tab" in f"{label.get('class')} {part.get('class')}" and part.tag == "div":
                _entitle(part, words(label))
                mark.tag = "template"
                emptied(label)
    around = {child: parent for parent in root.iter() for child in parent}
    named = {name: each for each in root.iter() for name in (each.get("id"),) if name}
    known = dict[Element, list[Element | None]]()
    for row in [each for each in root.iter() if _is_called(each, "tablist", _ROWS)]:
        labels = [each for each in row.iter() if each.get("role") == "tab" or each.tag == "label"]
        labels = labels or [each for each in row.iter("a") if each.get("href", "").startswith("#")]
        panels = [named.get(_opens(label)) for label in labels]
        if not panels or None in panels:
            panels = next((near for near in _near(row, around, known) if len(near) == len(labels)), [])
        if not labels or not panels or None in panels:
            continue
        is_around = _lies_in(panels[0], row, around)  # an accordion, whose questions stand above their answers
        for label, panel in zip(labels, panels, strict=True):
            is_title = is_around and any(each.tag in HEADING_TAGS for each in label.iter())
            _entitle(panel, "" if is_title else words(label))  # type: ignore[arg-type]
            for link in label.iter("a"):  # which leads to its own answer
                link.attrib.pop("href", None)
            if is_around and not is_title:
                emptied(label)
        if is_around:
            continue
        for mark in around.get(row, row).findall("input"):  # which tab is open
            mark.tag = "template"
        emptied(row)


def _lies_in(part: Element | None, row: Element, around: Mapping[Element, Element]) -> bool:
    while part is not None and part is not row:
        part = around.get(part)
    return part is row


def _is_called(each: Element, role: str, names: frozenset[str]) -> bool:
    """Whether an element says that it has this role, or is of a class that has it."""
    return each.get("role") == role or not names.isdisjoint(each.get("class", "").split())


def _opens(label: Element) -> str:
    said = (each.get(name, "") for each in label.iter() for name in _NAMES)
    return next((name.removeprefix("#") for name in said if name.removeprefix("#")), "")


def _near(
    row: Element, around: Mapping[Element, Element], known: dict[Element, list[Element | None]]
) -> Iterator[list[Element | None]]:
    """The parts that may be those of a row of tabs, looked for ever farther from it. Each element is looked through once."""
    for _ in range(_NEAR):
        row = around.get(row, row)
        if row not in known:
            known[row] = [each for each in row.iter() if _is_called(each, "tabpanel", _PANELS)]
        yield known[row]


def _entitle(panel: Element, label: str) -> None:
    if label and not words(panel).startswith(label):
        panel.insert(0, element("p", element("strong", label)))
        panel[0].tail, panel.text = panel.text, None
    for hiding in ("hidden", "style"):
        panel.attrib.pop(hiding, None)

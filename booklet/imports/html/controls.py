"""What a page has for somebody to fill in, as paper has it: places to write, and boxes to tick."""
from xml.etree.ElementTree import Element

from booklet.imports.brought import Brought, words

CONTROLS = ("input", "textarea", "select")
_TICKED = ("checkbox", "radio")
_OF_THE_SCREEN = ("hidden", "submit", "button", "reset", "image", "search", "file")


def on_paper(control: Element, brought: Brought) -> str:
    """The words, the box or the place that stands for it."""
    kind = control.get("type", "text").lower()
    if control.tag == "input" and kind in _OF_THE_SCREEN:
        return ""
    if control.tag == "input" and kind in _TICKED:
        return "☑ " if "checked" in control.attrib else "☐ "
    if control.tag == "select":
        choices = ", ".join(filter(None, map(words, control.iter("option"))))
        brought.tell(f"a place to write stands for a list to choose from: {choices[:200]}", "write its choices in words")
        return " ____ "
    typed = words(control) if control.tag == "textarea" else control.get("value", "").strip()
    return typed or " ____ "

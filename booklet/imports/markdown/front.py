"""Front matter of other programs: of it the title is kept, and what else it says is told."""
import re

_FRONT = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<head>(?:.*\n){0,200}?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<name>[A-Za-z][\w-]*)[ \t]*[:=][ \t]*(?P<value>.*)$", re.MULTILINE)
_KNOWN = ("title", "running_head")


def without_front(text: str) -> tuple[str, list[str], str]:
    """The title, the names of the other fields, and the text below."""
    found = _FRONT.match(text)
    if not found:
        return "", [], text
    fields = {field["name"].lower(): field["value"].strip() for field in _FIELD.finditer(found["head"])}
    title = fields.get("title", "")
    quoted = re.fullmatch(r"([\"'])(?P<inside>.*)\1", title)
    others = [name for name in fields if name not in _KNOWN]
    return (quoted["inside"] if quoted else title), others, text[found.end() :]

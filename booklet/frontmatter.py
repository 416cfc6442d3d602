"""Front matter: the YAML between two `---` lines that opens a section."""
import re
from dataclasses import dataclass

import yaml

from booklet.errors import Place, Problem, nearest
from booklet.inline import TAG
from booklet.source import STRANGE, Source, printable, strange_says

FIELDS = {"title": 150, "running_head": 40, "layout": 20, "core": 3}  # characters that each may have
OPTIONAL = ("layout", "core")
LAYOUTS = ("single-page",)  # one page to pull out: boxes as wide as the page
MOST = 4_000  # characters of front matter
HINT = "a section starts with ---, title: ..., running_head: ..., ---"
_HEAD = re.compile(r"---[ \t]*\n(?P<head>(?:.*\n)*?)---[ \t]*(?:\n|$)")  # ---, title: What to bring, ---


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter says, the text below it, and the number of that text's first line."""

    fields: dict[str, str]
    body: str
    first_line: int


def read_head(source: Source) -> tuple[Head, list[Problem]]:
    """The front matter of a section, and what is wrong with it. Only fields that are good are in the result."""
    found = _HEAD.match(source.text[:MOST])
    if not found:
        says = "there is no front matter that begins and ends"
        return _without_head(source), [Problem(Place(source.path, 1), "bad-front-matter", says, HINT)]
    first_line = source.line_at(found.end())
    body = source.text[found.end() :]
    try:
        node = yaml.compose(found["head"], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source.path, min((mark.line if mark else 0) + 2, max(first_line - 1, 1)))
        says = f"this is not YAML: {printable(getattr(error, 'problem', None) or 'not understood')}"
        hint = "put quotes around a title with a colon"
        return Head({}, body, first_line), [Problem(place, "bad-front-matter", says, hint)]
    if not isinstance(node, yaml.MappingNode):
        problem = Problem(Place(source.path, 1), "bad-front-matter", "this is not a list of fields", HINT)
        return Head({}, body, first_line), [problem]
    fields, problems = _fields(node, source.path)
    return Head(fields, body, first_line), problems


def _without_head(source: Source) -> Head:
    """Where front matter begins and never ends, the text is taken to begin after its first blank line."""
    begun = re.match(r"---[ \t]*\n(?:.+\n)*", source.text)  # e.g. ---, title: What to bring
    at = begun.end() if begun else 0
    return Head({}, source.text[at:], source.line_at(at))


def _fields(node: yaml.MappingNode, path: str) -> tuple[dict[str, str], list[Problem]]:
    fields: dict[str, str] = {}
    problems = []
    for key, value in node.value:
        place = Place(path, key.start_mark.line + 2)
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in FIELDS:
            hint = nearest(name, FIELDS, f"fields: {', '.join(FIELDS)}")
            problems.append(Problem(place, "unknown-front-matter", f"there is no field {printable(name)}", hint))
            continue
        words = " ".join(value.value.split()) if isinstance(value, yaml.ScalarNode) else ""
        wrong = _wrong(name, words, is_second=name in fields)
        problems += [Problem(place, "bad-front-matter", wrong, "write it as plain words on one line")] if wrong else []
        fields.setdefault(name, STRANGE.sub(" ", words) or name)
    for name in (name for name in FIELDS if name not in fields and name not in OPTIONAL):
        problems.append(Problem(Place(path, 1), "bad-front-matter", f"{name} is missing", f"add {name}: ..."))
    return fields, problems


def _wrong(name: str, words: str, is_second: bool) -> str:
    """What is wrong with the words of a field; nothing for good ones."""
    strange = STRANGE.search(words)
    if is_second:
        return f"{name} is given twice"
    if not words or words in ("~", "null"):
        return f"{name} holds no words"
    if name == "layout" and words not in LAYOUTS:
        return f"there is no layout {printable(words)}; there is {', '.join(LAYOUTS)}"
    if name == "core" and words not in ("yes", "no"):
        return f"core is {printable(words)}; write yes for a section that short editions hold, or no"
    if len(words) > FIELDS[name]:
        return f"{name} has {len(words)} characters, and {FIELDS[name]} is the most"
    if strange:
        return f"{name}: {strange_says(strange[0])}"
    return f"{name} holds HTML, which would be printed as it stands" if TAG.search(words) else ""

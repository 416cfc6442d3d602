"""CSL-JSON, as Zotero, Mendeley, Manubot and Pandoc write it, and CSL-YAML, as Pandoc and Zotero do."""
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import yaml

from booklet.core.json_text import entries_of, shallow
from booklet.core.problems import Place, Problem
from booklet.core.text_file import Source
from booklet.library.imports.work import ForeignLibrary, ForeignWork, unread

_MOST_NODES = 2_000_000  # of YAML; a name that stands for another is followed as often as it is used
_DEEPEST = 30
_HEAD = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)  # Pandoc keeps it between these
_MARKDOWN = (  # Pandoc's YAML has Markdown within words
    (re.compile(r"\*\*(?P<w>[^*\n]{1,300})\*\*"), r"<b>\g<w></b>"),
    (re.compile(r"\*(?P<w>[^*\s][^*\n]{0,300})\*"), r"<i>\g<w></i>"),
    (re.compile(r"~(?P<w>[^~\s]{1,30})~"), r"<sub>\g<w></sub>"),
    (re.compile(r"\^(?P<w>[^^\s]{1,30})\^"), r"<sup>\g<w></sup>"),
    (re.compile(r"\[(?P<w>[^\[\]]{1,300})\]\{\.nocase\}"), r"\g<w>"),
    (re.compile(r"\\(?P<w>[*_~^\[\]$'\"<>@#-])"), r"\g<w>"),
)
_UNSAID = re.compile(r"[\[\]@\s|<>{}*`\\]+")  # what would end a locator, or mean something else in a section
_SHOWN = ("properties", "mendeley", "manualOverride")  # where a citation says how it is shown, and under which name
_SHOWN_AS = ("plainCitation", "plainTextFormattedCitation", "citeprocText")
_BY_HAND = ("dontUpdate", "manualFormatting", "manualOverrideText")  # somebody has typed other words over it
_MORE_WORKS = re.compile(r'"(?:uncited|custom)"\s*:\s*\[\s*[^\s\]]')
_IN_WORDS = frozenset({"title", "container-title", "collection-title", "title-short", "publisher", "genre"})


def read_csl_json(text: str, path: str) -> ForeignLibrary:
    """The works of CSL-JSON text. A list may stand in an object, as "items" or "references"."""
    entries, problems = entries_of(Source(path, _listed(text)), path)
    works = tuple(ForeignWork(_key(entry.fields), entry.fields, entry.place) for entry in entries)
    wrong = [problem for problem in problems if problem.slug == "bad-json"]
    if not works and len(wrong) > 1:
        wrong = [replace(wrong[0], says="no entry has an id: this is the list of another program")]
    return ForeignLibrary("CSL-JSON", works, tuple(unread(problem.place, problem.says) for problem in wrong))


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work as a document cites it: where in it (p. 4), and the words before and behind it."""

    work: ForeignWork
    locator: str
    before: str
    behind: str


@lru_cache(4)  # asked of each run of a citation
def works_cited(field: str) -> tuple[CitedWork, ...]:
    """The works of a citation that Zotero or Mendeley keeps in a document; none where it does not hold each as a whole, or
    is words of the sentence: Lee (2020) found ..."""
    try:
        said = json.JSONDecoder().raw_decode(shallow(field[field.index("{") :]))[0]
        held = [each for each in map(said.get, _SHOWN) if each]
        is_typed = any(each.get(name) for each in held for name in _BY_HAND)
        is_typed |= any((each.get(name) or "")[:1].isalpha() for each in held for name in _SHOWN_AS)
        return () if is_typed else tuple(map(_cited, said["citationItems"]))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ()


def has_more_works(field: str) -> bool:
    """Whether a list of works that Zotero keeps in a document has some that nothing cites, or that somebody has typed."""
    return _MORE_WORKS.search(field) is not None


def _cited(item: dict[str, Any]) -> CitedWork:
    data: dict[str, Any] = item["itemData"]
    if not data["title"]:
        raise LookupError("a work without a title")
    name = next(iter(item.get("uris") or ()), "") or f"https://{json.dumps(data, sort_keys=True)}"  # a key of no person
    locator, label = (_UNSAID.sub(" ", str(item.get(each) or "").replace(";", ",")).strip() for each in ("locator", "label"))
    located = f"{'p.' if label in ('', 'page') else label} {locator}" if locator else ""
    before, behind = (str(item.get(each) or "").strip() for each in ("prefix", "suffix"))
    return CitedWork(ForeignWork(str(data.get("citation-key") or name), dict(data), Place("")), located, before, behind)


def _listed(text: str) -> str:
    """The text with a list alone: what stands around it is blanked, so that lines stay as they are."""
    stripped = text.lstrip("\ufeff \t\n")
    if not stripped.startswith("{"):
        return text
    begun = re.search(r'"(?:items|references)"\s*:\s*(?=\[)', text)
    if begun:
        blank = "".join("\n" if letter == "\n" else " " for letter in text[: begun.end()])
        return blank + text[begun.end() : text.rindex("]") + 1]
    return f"[{text}]" if '"id"' in text else text


def _key(fields: dict[str, Any]) -> str:
    return str(fields.get("citation-key") or fields.get("citation-label") or fields.get("id") or "")


def read_csl_yaml(text: str, path: str) -> ForeignLibrary:
    """The works of CSL-YAML text: a list, or a list as `references`."""
    head = _HEAD.match(text)
    skipped = text.count("\n", 0, head.start("yaml")) if head else 0
    try:
        node = yaml.compose(head["yaml"] if head else text, Loader=yaml.SafeLoader)
        works, problems = _works(node, path, skipped)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place, why = Place(path, mark.line + 1 + skipped if mark else 1), getattr(error, "problem", None) or error
        return ForeignLibrary("CSL-YAML", (), (unread(place, f"this is not YAML: {why}"),))
    except (ValueError, RecursionError) as error:
        return ForeignLibrary("CSL-YAML", (), (unread(Place(path, 1), f"this is no library in YAML: {error}"),))
    return ForeignLibrary("CSL-YAML", tuple(works), tuple(problems))


def _works(node: yaml.Node | None, path: str, skipped: int) -> tuple[list[ForeignWork], list[Problem]]:
    works: list[ForeignWork] = []
    problems: list[Problem] = []
    left = [_MOST_NODES]
    for each in _listed_nodes(node):
        place = Place(path, each.start_mark.line + 1 + skipped)
        fields = _value(each, 0, left)
        if not isinstance(fields, dict) or not fields:
            problems.append(unread(place, "this is no entry with fields"))
            continue
        fields = {name: _marked(value) if name in _IN_WORDS else value for name, value in fields.items()}
        works.append(ForeignWork(_key(fields), fields, place))
    return works, problems


def _listed_nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "references"), None)
    if isinstance(node, yaml.SequenceNode):
        yield from node.value


def _value(node: yaml.Node, depth: int, left: list[int]) -> Any:
    """Words, lists and tables. Raises ValueError where there is no end to them."""
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        raise ValueError("it has too many values, or they stand too deep within each other")
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, depth + 1, left) for each in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value, depth + 1, left) for key, value in node.value}
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _marked(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, written in _MARKDOWN:
            value = pattern.sub(written, value)
    return value

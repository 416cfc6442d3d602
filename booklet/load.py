"""Load: a folder of sections becomes a `Manuscript`. The only stage that reads the author's files.

It goes on after a mistake, so that one run tells an author everything that has to be mended.
"""
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomllib
import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from booklet.chart import Chart, IconArray, PairedBars, Ruler, Timeline
from booklet.clinic import Clinic
from booklet.dialect import read_blocks
from booklet.drawing import drawing_width_mm
from booklet.errors import BookletError, Place, Problem, nearest
from booklet.fields import fill_fields
from booklet.glossary import read_terms
from booklet.imprint import Imprint
from booklet.located import json_line, model_problems, toml_line
from booklet.manuscript import Block, Callout, Drawing, Manuscript, Reference, Section, Term

EVIDENCE = ("regulator", "guideline", "review", "trial", "small-study", "animal", "laboratory", "history")
MAX_SECTION_BYTES = 200_000  # about 30,000 words
MAX_LINE = 4_000
MAX_HEAD = 4_000
_SECTION_NAME = re.compile(r"^(?P<order>[0-9]{3})-(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.md$")  # 010-key-points.md
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufffe\uffff]")  # controls; private use is our own slots


def load_manuscript(folder: Path, clinic_file: Path | None = None) -> Manuscript:
    """Read the folder, and the clinic profile (by default the folder's own example).

    Raises BookletError when there is no folder, no usable booklet.toml or no usable clinic profile: without these
    nothing else can be judged. Every other problem is carried by the Manuscript.
    """
    if not folder.is_dir():
        raise BookletError([Problem(Place(str(folder)), "no-manuscript", "there is no such folder", "try --source")])
    problems: list[Problem] = []
    imprint = _settings(folder / "booklet.toml", Imprint, "booklet.toml", problems)
    clinic_file = clinic_file or folder / "clinic.example.toml"
    clinic = _settings(clinic_file, Clinic, "clinic.example.toml", problems)
    charts = _charts(folder / "numbers.json", problems)
    references = _references(folder / "references.json", problems)
    terms = _terms(folder / "glossary.md", problems)
    if imprint is None or clinic is None:
        raise BookletError(problems)
    fields = _fields(imprint, clinic, charts)
    sections = _sections(folder, fields, [chart.id for chart in charts], problems)
    if imprint.cover:
        problems += drawing_width_mm(folder / imprint.cover, _shown(folder / imprint.cover))[1]
    return Manuscript(
        imprint, clinic, tuple(sections), tuple(references), tuple(charts), tuple(terms), str(folder), tuple(problems)
    )


def _shown(file: Path) -> str:
    """The path as the author would write it."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _text(file: Path, problems: list[Problem], must_exist: bool = True) -> str | None:
    shown = _shown(file)
    if not file.is_file():
        if must_exist:
            problems.append(Problem(Place(shown), "missing-file", "there is no such file", "`new` writes an example"))
        return None
    if file.stat().st_size > MAX_SECTION_BYTES * 10:
        problems.append(Problem(Place(shown), "file-too-long", "more than 2 MB of text", "split it"))
        return None
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(Place(shown, line), "not-utf-8", "this is not UTF-8 text", "save the file as UTF-8"))
        return None


def _settings(file: Path, model: type[BaseModel], example: str, problems: list[Problem]):
    text = _text(file, problems)
    if text is None:
        return None
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (?P<line>\d+)", str(error))  # e.g. (at line 3, column 9)
        number = int(line["line"]) if line else text.count("\n") + 1
        hint = f"see sections/{example} for how it is written"
        problems.append(Problem(Place(_shown(file), number), "bad-toml", str(error).split(" (at")[0].lower(), hint))
    except ValidationError as error:
        problems += model_problems(error, model, _shown(file), lambda keys: toml_line(text, keys))
    return None


def _entries(file: Path, problems: list[Problem]) -> tuple[str, list[dict[str, Any]]]:
    """The text of a JSON file, and the objects of the list it holds (none, where there is no file)."""
    text = _text(file, problems, must_exist=False)
    if text is None:
        return "", []
    try:
        entries = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        problems.append(Problem(Place(_shown(file), line), "bad-json", "not JSON from here on", "look for a comma"))
        return text, []
    if not isinstance(entries, list) or not all(isinstance(e, dict) and isinstance(e.get("id"), str) for e in entries):
        says = "not a list of entries with an id each"
        problems.append(Problem(Place(_shown(file), 1), "bad-json", says, '[{"id": "..."}]'))
        return text, []
    seen: set[str] = set()
    for entry in entries:
        if entry["id"] in seen:
            place = Place(_shown(file), json_line(text, entry["id"]))
            problems.append(Problem(place, "duplicate-id", f"two entries are called {entry['id']}", "rename one"))
        seen.add(entry["id"])
    return text, entries


def _charts(file: Path, problems: list[Problem]) -> list[IconArray | PairedBars | Ruler | Timeline]:
    text, entries = _entries(file, problems)
    adapter: TypeAdapter = TypeAdapter(Chart)
    charts = []
    for entry in entries:
        line = json_line(text, entry["id"])
        try:
            charts.append(adapter.validate_python(entry))
        except ValidationError as error:
            problems += model_problems(error, IconArray, _shown(file), lambda _, line=line: line)
    return charts


def _references(file: Path, problems: list[Problem]) -> list[Reference]:
    text, entries = _entries(file, problems)
    references = []
    dois: dict[str, str] = {}
    for entry in entries:
        place = Place(_shown(file), json_line(text, entry["id"]))
        problems += _reference_problems(entry, place, dois)
        csl = {key: value for key, value in entry.items() if key != "custom"}
        references.append(Reference(entry["id"], csl, _evidence(entry), place))
    return references


def _evidence(entry: Mapping[str, Any]) -> str:
    custom = entry.get("custom")
    return str(custom.get("evidence", "")) if isinstance(custom, dict) else ""


def _reference_problems(entry: Mapping[str, Any], place: Place, dois: dict[str, str]) -> list[Problem]:
    problems = []
    key, doi = entry["id"], str(entry.get("DOI", "")).lower()
    for name, present in (("author", entry.get("author")), ("title", entry.get("title")), ("year", _is_dated(entry))):
        if not present:
            hint = "a living web page may give `accessed` in place of `issued`" if name == "year" else "add it"
            problems.append(Problem(place, "incomplete-reference", f"{key} has no {name}", hint))
    if _evidence(entry) not in EVIDENCE:
        hint = nearest(_evidence(entry), EVIDENCE, f"custom.evidence is one of {', '.join(EVIDENCE)}")
        problems.append(Problem(place, "unknown-evidence", f"{key} does not say what kind of evidence it is", hint))
    if doi and doi in dois:
        problems.append(Problem(place, "duplicate-doi", f"{key} and {dois[doi]} are one work", "keep one of them"))
    dois.setdefault(doi, key)
    return problems


def _is_dated(entry: Mapping[str, Any]) -> bool:
    """A year of issue; or, for a living page or label without one, the day on which it was read."""
    dates = [entry.get("issued")] + ([entry.get("accessed")] if entry.get("type") in ("webpage", "report") else [])
    return any(isinstance(d, dict) and d.get("date-parts") and d["date-parts"][0] for d in dates)


def _terms(file: Path, problems: list[Problem]) -> list[Term]:
    text = _text(file, problems, must_exist=False)
    terms, found = read_terms(text or "", _shown(file))
    problems += found
    return sorted(terms, key=lambda term: (term.headword.lower(), term.id))


def _fields(imprint: Imprint, clinic: Clinic, charts: Sequence[Any]) -> dict[str, Any]:
    numbers = {chart.id: chart.fields() for chart in charts}
    return {
        "booklet": {name: getattr(imprint, name) for name in ("title", "subtitle", "version", "funding", "audience")},
        "clinic": clinic.model_dump(exclude={"example"}),
        "numbers": numbers,
    }


def _sections(folder: Path, fields: Mapping[str, Any], charts: list[str], problems: list[Problem]) -> list[Section]:
    sections: list[Section] = []
    files = sorted(file for file in folder.glob("*.md") if file.name != "glossary.md")
    if not files:
        hint = "name sections 010-first.md, 020-second.md"
        problems.append(Problem(Place(_shown(folder)), "no-sections", "this folder has no sections", hint))
    for file in files:
        name = _SECTION_NAME.match(file.name)
        if not name:
            hint = "three digits, then words in small letters: 010-key-points.md"
            problems.append(Problem(Place(_shown(file)), "section-name", "this is not the name of a section", hint))
            continue
        place = Place(_shown(file), 1)
        for other in sections:
            if other.order == int(name["order"]) or other.id == name["id"]:
                says = f"{other.place.path} has the same number or name"
                problems.append(Problem(place, "duplicate-section", says, "give one of them another"))
        sections.append(_section(folder, file, int(name["order"]), name["id"], fields, charts, problems))
    return sections


def _section(
    folder: Path, file: Path, order: int, id_: str, fields: Mapping[str, Any], charts: list[str], problems: list[Problem]
) -> Section:
    shown = _shown(file)
    empty = Section(id_, order, id_, id_, (), (), (), Place(shown, 1))
    if file.stat().st_size > MAX_SECTION_BYTES:
        says = f"{file.stat().st_size // 1000} kB of text in one section"
        problems.append(Problem(Place(shown), "section-too-long", says, "split it: a section is read in one sitting"))
        return empty
    text = _text(file, problems)
    if text is None:
        return empty
    for number, line in enumerate(text.split("\n"), 1):
        strange = _STRANGE.search(line)
        if strange or len(line) > MAX_LINE:
            says = f"the character U+{ord(strange[0]):04X}" if strange else f"a line of {len(line)} characters"
            problems.append(Problem(Place(shown, number), "strange-text", f"{says} cannot be printed", "remove it"))
            return empty
    head, body, first_line = _front_matter(text, shown, problems)
    lines, slots, found = fill_fields(body, first_line, shown, fields, charts)
    blocks, slots, claims, more = read_blocks(lines, shown, slots)
    problems += found + more
    sized = tuple(_sized(block, folder, problems) for block in blocks)
    return replace(empty, **head, blocks=sized, slots=slots, claims=claims)


def _sized(block: Block, folder: Path, problems: list[Problem]) -> Block:
    """The block with the width of its drawings, which are looked at here."""
    if isinstance(block, Callout):
        return replace(block, blocks=tuple(_sized(inner, folder, problems) for inner in block.blocks))
    if not isinstance(block, Drawing):
        return block
    inside = block.file.startswith("figures/") and ".." not in block.file.split("/")
    if not inside or not (folder / block.file).resolve().is_relative_to(folder.resolve()):
        says = f"{block.file} does not lie in the manuscript's figures/"
        problems.append(Problem(block.place, "unsafe-image", says, "copy the picture there"))
        return block
    width_mm, found = drawing_width_mm(folder / block.file, _shown(folder / block.file))
    problems += [replace(p, place=block.place) if p.slug == "missing-image" else p for p in found]
    return replace(block, width_mm=width_mm)


_HEAD_FIELDS = ("title", "running_head")


def _front_matter(text: str, shown: str, problems: list[Problem]) -> tuple[dict[str, str], str, int]:
    """The fields between the `---` lines, the text below them, and the number of its first line."""
    found = re.match(r"---[ \t]*\n(?P<head>.*?)\n---[ \t]*(?:\n|$)", text[:MAX_HEAD], re.DOTALL)
    hint = "a section starts with ---, title: ..., running_head: ..., ---"
    if not found:
        problems.append(Problem(Place(shown, 1), "bad-front-matter", "there is no front matter", hint))
        return {}, text, 1
    first_line = text.count("\n", 0, found.end()) + 1
    body = text[found.end() :]
    try:
        node = yaml.compose(found["head"], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(shown, (mark.line if mark else 0) + 2)
        problems.append(Problem(place, "bad-front-matter", getattr(error, "problem", None) or "not YAML", hint))
        return {}, body, first_line
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(Place(shown, 2), "bad-front-matter", "this is not a list of fields", hint))
        return {}, body, first_line
    return _head_fields(node, shown, problems), body, first_line


def _head_fields(node: yaml.MappingNode, shown: str, problems: list[Problem]) -> dict[str, str]:
    head: dict[str, str] = {}
    for key, value in node.value:
        place = Place(shown, key.start_mark.line + 2)
        if key.value not in _HEAD_FIELDS:
            hint = nearest(str(key.value), _HEAD_FIELDS, f"fields: {', '.join(_HEAD_FIELDS)}")
            problems.append(Problem(place, "unknown-front-matter", f"there is no field {key.value}", hint))
        elif not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            problems.append(Problem(place, "bad-front-matter", f"{key.value} holds no words", "write some"))
        else:
            head[key.value] = value.value.strip()
    for name in _HEAD_FIELDS:
        if name not in head:
            problems.append(Problem(Place(shown, 1), "bad-front-matter", f"{name} is missing", f"add {name}: ..."))
    if len(head.get("running_head", "")) > 40:
        hint = "it has to fit at the head of the page"
        problems.append(Problem(Place(shown, 1), "bad-front-matter", "running_head is over 40 characters", hint))
    return head

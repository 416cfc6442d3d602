"""The desk of words: reads a manuscript, judges it, and says what its author may name in it. No page is laid out here.

Its figures are drawn here as well, while somebody fills in their form; and pictures that somebody brings are cleaned, far
from the server, before any is kept.
"""
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from booklet.core.dates import folio_date, year_of
from booklet.core.json_text import Entry
from booklet.core.pictures.photograph import NoPicture
from booklet.core.pictures.picture import read_picture
from booklet.core.printed.callouts import callouts
from booklet.core.printed.evidence import KINDS
from booklet.core.printed.ready_made import ready_made
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import is_current, manifest_entries
from booklet.imports.html.copied_words import copied_words
from booklet.imports.package import Unreadable
from booklet.imports.pictures import Pictures
from booklet.load.load import load_manuscript
from booklet.load.numbers import judged_entry
from booklet.model.figures.kinds import KINDS as FIGURES, ProseNumbers
from booklet.model.manuscript import Manuscript
from booklet.model.signoff import hash_of
from booklet.model.standing import Part
from booklet.studio.desks.answers import answer_jobs, told_problem
from booklet.template.blocks import press_of, words_in
from booklet.template.figures.draw import figure_svg
from booklet.words.approval import told_change
from booklet.words.check import read_proof
from booklet.words.en.plain.grades import grades_of

_SHEET = Path(__file__).resolve().parents[2] / "cli" / "sheet" / "numbers.json"  # an example of each kind
_WIDTH_MM = 127.0  # of the text on A4


def judged_words(folder: str, clinic: str, on: str) -> dict[str, Any]:
    """What is wrong, the grades, and `known`: all that can be named. Of what cannot be read, only what is wrong."""
    reading = read_proof(Path(folder), Path(clinic) if clinic else None, date.fromisoformat(on))
    found = {"problems": [told_problem(problem, Path(folder)) for problem in reading.problems], "stops": len(reading.stops)}
    if reading.copy is None or reading.manuscript is None:
        return found
    values = {"clinic": reading.manuscript.clinic.fields(reading.manuscript.declared), "numbers": reading.copy.values}
    known = _known(reading.manuscript) | {"fields": sorted(set(_fields("", values)))}
    return found | {"grades": grades_of(reading.copy).as_json(), "known": known}


def _known(manuscript: Manuscript) -> dict[str, Any]:
    return {
        "title": manuscript.imprint.title,
        "language": manuscript.imprint.language,
        "editions": [name for name, design in manuscript.imprint.editions.items() if design.medium == "pdf"],
        "ready": {name: made["says"] for name, made in ready_made().items()},
        "works": [
            {"key": work.key, "title": str(work.csl.get("title", "")), "year": str(year_of(work.csl) or ""),
             "authors": _names(work.csl), "evidence": work.evidence, "doi": str(work.csl.get("DOI", ""))}
            for work in manuscript.references
        ],
        "terms": [{"word": term.headword, "spellings": list(term.spellings)} for term in manuscript.terms],
        "figures": [{"id": chart.id, "title": str(getattr(chart, "title", ""))} for chart in manuscript.charts],
        "sections": [
            {"id": each.id, "title": each.title, "file": Path(each.place.path).name} for each in manuscript.sections
        ],
        "callouts": {name: "".join(f"{grade}: " for grade in [*kind.grades][:1]) for name, kind in callouts().items()},
        "evidence": {name: kind.name for name, kind in KINDS.items()},
    }  # fmt: skip


def _names(csl: Mapping[str, Any]) -> str:
    """Lee, Ray and 3 more."""
    authors = [each for each in csl.get("author", ()) if isinstance(each, Mapping)]
    names = [str(each.get("family") or each.get("literal") or "") for each in authors]
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(filter(None, names[:2])) + more


def _fields(way: str, values: Mapping[str, Any]) -> Iterator[str]:
    """clinic.daytime.phone, numbers.n01.people"""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _fields(f"{way}{name}.", value)
        else:
            yield f"{way}{name}"


def listed_editions(folder: str, clinic: str, on: str, out: str) -> list[dict[str, Any]]:
    """Each edition: what it is, its file, and whether that lies in `out` as a build would write it now."""
    asked = Build(Path(folder), Path(clinic) if clinic else None, None, date.fromisoformat(on), Path(out))
    imprint = load_manuscript(asked.source, asked.clinic, asked.on).imprint
    made_from, built = asked.made_from(), {entry["file"]: entry for entry in manifest_entries(asked.out)}
    rows = []
    for name, design in imprint.editions.items():
        file, draft = imprint.file_name(name), imprint.file_name(name, is_draft=True)
        entry = built.get(file)
        rows.append({
            "name": name, "medium": design.medium, "paper": design.paper, "sheet": design.sheet, "file": file,
            "by_default": design.by_default, "is_short": design.sections == "summary", "ink": design.ink,
            "draft": draft if draft in built else "",
            "built": bool(entry), "pages": entry["pages"] if entry else None, "bytes": entry["bytes"] if entry else None,
            "current": is_current(asked.out, name, made_from[design.imposition is not None]),
        })  # fmt: skip
    return rows


def told_standing(folder: str, clinic: str, on: str) -> dict[str, Any]:
    """Who has signed which part, and what has changed in it since."""
    manuscript = load_manuscript(Path(folder), Path(clinic) if clinic else None, date.fromisoformat(on))
    titles = {section.id: section.title for section in manuscript.sections}
    parts = [_part(part, titles.get(part.id, part.about or part.id), Path(folder)) for part in manuscript.standing.parts]
    return {"sentence": manuscript.standing.sentence, "parts": parts}


def _part(part: Part, title: str, folder: Path) -> dict[str, Any]:
    signed = []
    for sign_off in part.sign_offs:
        is_void = sign_off in part.void
        changes = part.changes_since(sign_off) if is_void else ()
        shown = [told_problem(Problem(change.place, "", told_change(change)), folder) for change in changes]
        signed.append({"reviewer": sign_off.reviewer, "role": sign_off.role, "day": folio_date(sign_off.day),
                       "void": is_void, "changes": shown})  # fmt: skip
    return {"id": part.id, "title": title, "words": hash_of(part.words), "signed": signed}


def figure_kinds() -> dict[str, Any]:
    """The schema of each kind that is drawn, and an entry to begin with."""
    examples: dict[str, Any] = {}
    for entry in json.loads(_SHEET.read_text(encoding="utf-8")):
        examples.setdefault(entry["chart"], entry)
    drawn = {name: kind for name, kind in FIGURES.items() if kind is not ProseNumbers}
    kinds = {name: kind.model_json_schema() for name, kind in drawn.items()}
    return {"kinds": kinds, "examples": {name: examples[name] for name in drawn if name in examples}}


def drawn_entry(entry: Mapping[str, Any], language: str) -> dict[str, Any]:
    """An entry as SVG with its alternative text; or what keeps it from being drawn."""
    fields = dict(entry)
    id_ = printable(fields.get("id", ""))
    chart, wrong = judged_entry(Entry(id_, fields, Place("numbers.json")))
    if chart is None or isinstance(chart, ProseNumbers):
        told = [{"says": problem.says.removeprefix(f"{id_}: "), "hint": problem.hint} for problem in wrong]
        return {"svg": "", "alt": "", "problems": told}
    press = press_of(language)
    svg = str(figure_svg(chart, press, _WIDTH_MM))
    return {"svg": svg, "alt": chart.alt(words_in(press)), "problems": []}


def cleaned_picture(folder: str, name: str) -> str:
    """Write the picture `brought` of a folder anew, beside it; its name there, as plain as that of any picture.

    Raises BookletError for what cannot be printed.
    """
    pictures, place = Pictures(), Place(printable(name))
    try:
        plain = Path(pictures.add(name, (Path(folder) / "brought").read_bytes())).name
    except NoPicture as wrong:
        says, hint = wrong.args
        raise BookletError([Problem(place, "bad-image", f"{place}: {says}", hint)]) from None
    file = Path(folder) / plain
    file.write_bytes(*pictures.files.values())
    picture, problems = read_picture(file)
    if picture is None:
        raise BookletError(Problem(place, each.slug, f"{place}: {each.says}", each.hint) for each in problems)
    file.write_bytes(picture.content)
    return plain


def words_from(html: str) -> dict[str, Any] | None:
    """What a clipboard holds, as Markdown; None where its plain words say as much. Of what cannot be read, `lost` alone."""
    try:
        found = copied_words(html.encode())
    except (Unreadable, RecursionError):
        return {"text": "", "blocks": False, "lost": ["its looks, which lie too deep in one another"]}
    if found is None:
        return None
    lost = [f"{each.says}{f' ({each.hint})' if each.hint else ''}" for each in found.lost]
    return {"text": found.text, "blocks": found.is_blocks, "lost": lost}


if __name__ == "__main__":
    answer_jobs({
        "words": judged_words, "editions": listed_editions, "standing": told_standing,
        "figure-kinds": figure_kinds, "draw": drawn_entry, "clean-picture": cleaned_picture,
        "copied-words": words_from,
    })  # fmt: skip

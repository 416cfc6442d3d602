"""The words that a manuscript says, read from its sources by a plain reader of our own.

It knows the dialect as its author does, and shares no code with the press. What the press itself adds is written down
here as a rule: the word of a callout's kind, "Fact" after a myth, "Figure" and its number, "How to read this",
"(page 9)" after a cross-reference, ", page 9" within brackets, the host of a link to the world, the numbers of citations. The first sentence of a
drawing's caption stands above it, without its stop. Page numbers, citation numbers and the alternative texts that are made from data are left out of both sides: other tests look at those.
"""
import itertools
import json
import re
import tomllib
from pathlib import Path

import jinja2

LABELS = {
    "safety": "Safety", "emergency": "Emergency", "action": "What to do",
    "science": "The science", "note": "Note", "myth": "Myth", "approved": "Approved use", "good": "Good trial proof",
    "mixed": "Some proof, mixed", "early": "Early or weak proof", "unsupported": "Not supported",
}  # fmt: skip

DESCRIPTION = re.compile(r"^Description: ((?:.+(?:\n|\Z))+)", re.MULTILINE)


def spoken_descriptions(folder: Path) -> list[list[str]]:
    """The words of each drawn figure's description, in the order of the figures; they are told at the end."""
    texts = "".join(head_and_body(file)[1] for file in section_files(folder))
    return [curled(found).split() for found in DESCRIPTION.findall(texts)]


def section_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.md") if file.name != "glossary.md")


def spoken_sections(folder: Path, clinic: dict) -> list[list[str]]:
    """The words of each section in reading order, its title first."""
    charts = {entry["id"]: entry for entry in json.loads((folder / "numbers.json").read_text("utf-8"))}
    heads, bodies = zip(*(head_and_body(file) for file in section_files(folder)), strict=True)
    titles = {file.stem[4:]: head["title"] for file, head in zip(section_files(folder), heads, strict=True)}
    booklet = tomllib.loads((folder / "booklet.toml").read_text("utf-8"))
    numbers = {id_: prose_numbers(entry) for id_, entry in charts.items()}
    press = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    said = {"clinic": clinic, "booklet": booklet, "numbers": numbers, "figure": lambda id_: f"@@chart {id_}@@"}
    texts = [press.from_string(body).render(said) for body in bodies]
    figures = figure_numbers(texts)
    spoken, count = [], itertools.count(1)
    for head, text in zip(heads, texts, strict=True):
        spoken.append(words_of(head["title"] + "\n\n" + text, titles, figures, charts, count))
    return spoken


def head_and_body(file: Path) -> tuple[dict[str, str], str]:
    _, head, body = re.split(r"^---$", file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
    return {name: value.strip('"') for name, value in (line.split(": ", 1) for line in head.strip().splitlines())}, body


def prose_numbers(entry: dict) -> dict:
    numbers = dict(entry.get("values", {}))
    for group in entry.get("groups", []):
        numbers[group["name"]] = group["of_100"]
    for row in entry["rows"] if "series" in entry else []:
        for series, number in zip(entry["series"], row["of_100"], strict=True):
            numbers[f"{row['name']}_{series['name']}"] = number
    numbers |= {name: entry[name] for name in ("points", "low", "high") if name in entry}
    return {name: f"{number:,}" for name, number in numbers.items()}


def figure_numbers(texts: list[str]) -> dict[str, int]:
    """Each figure's number by its id, of those that this clinic prints; the first of two with one id."""
    found = re.findall(r'@@chart (\w+)@@|^!\[[^\]]*\]\(figures/([\w-]+)\.', "".join(texts), re.MULTILINE)
    numbers: dict[str, int] = {}
    for number, (chart, drawing) in enumerate(found, 1):
        numbers.setdefault(chart or drawing, number)
    return numbers


def words_of(text: str, titles: dict[str, str], figures: dict[str, int], charts: dict[str, dict], count) -> list[str]:
    text = re.sub(r"<!--.*?-->", "", text)
    text = DESCRIPTION.sub("", text)
    text = re.sub(r"[ \t]*\[@[^\]]*\]", "", text)
    text = re.sub(r"\[([^\]]*)\]\(#([\w-]+)\)", lambda m: pointer(m, titles, figures), text)
    text = re.sub(r"(?<!!)\[([^\]]*)\]\((https?:[^)]*)\)", way_out, text)
    text = re.sub(r"^(!.*)\nFigure: (.*?[.?!]|.*)(?: (.*))?$", lambda m: f"{m[1]} @@ {m[2]} @@ {m[3] or ''}", text, flags=re.MULTILINE)
    words = []
    for line in text.splitlines():
        line = re.sub(r"_{4,}(?: x\d+)?", " ", line)
        line = re.sub(r"^:::\s*$", "", line)
        line = re.sub(r"^::: evidence (\w+): ?(.*)$", lambda m: f"{LABELS[m[1]]} {m[2]}", line)
        line = re.sub(r"^::: certainty \w+: (.*)$", r"How sure? \1", line)
        line = re.sub(r"^::: myth (.*)$", r"Myth \1 Fact", line)
        line = re.sub(r"^::: key-point (.+)$", r"\1", line)
        line = re.sub(r"^::: ([\w-]+) ?(.*)$", lambda m: f"{LABELS[m[1]]} {m[2]}", line)
        line = re.sub(r"^(#+|Table:) ", "", line)
        line = re.sub(r"^(\s*)[-*] (\[ \] )?", r"\1", line)
        line = re.sub(r"^\|[\s:|-]+\|\s*$", "", line)
        line = re.sub(r"^!\[([^\]]*)\]\(\S+\) @@ (.*?)\.? @@ (.*)$", lambda m: f"Figure {next(count)} {m[2]} {m[1]} {m[3]}", line)
        line = re.sub(r"^@@chart (\w+)@@$", lambda m: chart_words(charts[m[1]], next(count)), line)
        words += curled(line.replace("|", " ").replace("**", "")).split()
    return words


def pointer(link: re.Match, titles: dict[str, str], figures: dict[str, int]) -> str:
    words, target, before = link[1], link[2], link.string[: link.start()].rpartition("\n\n")[2]
    own = f"Figure {figures[target]}" if target in figures else titles.get(target, target.capitalize())
    return f"{words or own}{', page N' if before.rfind('(') > before.rfind(')') else ' (page N)'}"


def way_out(match: re.Match) -> str:
    host = re.sub(r"^https?://(www\.)?", "", match[2]).split("/")[0]
    return match[1] if host in match[1].lower() else f"{match[1]} ({host})"


def chart_words(entry: dict, number: int) -> str:
    """A data figure says its number and title, how to read it, and its caption; its alternative is tested elsewhere."""
    words = f"Figure {number} {entry['title']} How to read this {entry['how_to_read']} {entry['caption']}"
    return re.sub(r"\{(\w+)\}", lambda m: prose_numbers(entry)[m[1]], words)


def curled(line: str) -> str:
    """Straight quotes as they are printed."""
    line = re.sub(r"(?<=\w)'", "\u2019", line)
    line = re.sub(r'(^|[\s(\u2014])"', "\\1\u201c", line).replace('"', "\u201d")
    return re.sub(r"(^|[\s(])'", "\\1\u2018", line).replace("'", "\u2019")

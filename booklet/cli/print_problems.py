"""How problems are told: in groups on a terminal, a line each elsewhere, as JSON or SARIF for programs."""
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NoReturn
from urllib.parse import quote

import click
from rich.console import Console
from rich.text import Text

from booklet.core.catalogue import Code, catalogue
from booklet.core.printed.runs import counted
from booklet.core.problems import Place, Problem, as_json, nearest
from booklet.core.text_file import printable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def tell(
    problems: Sequence[Problem], name: str, form: str, beside: Mapping[str, Any], lines: Iterable[str] = ()
) -> NoReturn:
    """Print what was found of `name`, and end with the exit status that says so: 1 for an error, 0 for advice alone.

    `form` is text, json or sarif; `beside` stands in JSON beside the problems; `lines` are said below those in text.
    """
    errors = sum(not problem.is_advice for problem in problems)
    if form == "json":
        click.echo(json.dumps({**beside, "problems": [as_json(problem) for problem in problems]}, indent=2))
    elif form == "sarif":
        click.echo(json.dumps(sarif_of(problems, catalogue()), indent=2))
    else:
        _print_groups(problems, name) if problems and sys.stderr.isatty() else _print_lines(problems)
        for line in (*lines, _sum(name, errors, len(problems) - errors)):
            click.echo(line, err=bool(errors))
    raise click.exceptions.Exit(1 if errors else 0)


def sarif_of(problems: Iterable[Problem], codes: Mapping[str, Code]) -> dict[str, Any]:
    """One run with a result for each problem, and a rule for each code that is told. Source: OASIS, SARIF 2.1.0."""
    told = tuple(problems)
    names = sorted({problem.slug for problem in told})
    driver = {"name": "booklet", "rules": [_rule(codes[name]) if name in codes else {"id": name} for name in names]}
    results = [_result(problem, names.index(problem.slug)) for problem in told]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> dict[str, Any]:
    level = "note" if code.level == "advice" else "error"
    rule = {"id": code.name, "shortDescription": {"text": code.rule}, "defaultConfiguration": {"level": level}}
    return rule | ({"fullDescription": {"text": code.why}} if code.why else {})


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    words = f"{problem.says} ({problem.hint})" if problem.hint else problem.says
    return {
        "ruleId": problem.slug,
        "ruleIndex": rule,
        "level": "note" if problem.is_advice else "error",
        "message": {"text": words},
        "locations": [{"physicalLocation": _location(problem.place)}],
    }


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path)}}
    if place.line:
        region = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
        location["region"] = region
    return location


def _print_lines(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _sum(name: str, errors: int, advice: int) -> str:
    """The last line: how much there is to do."""
    said = counted(errors, "problem") if errors else f"{name}: no problems found"
    return f"{said}{f'; {advice} to think about' if advice else ''}."


def _print_groups(problems: Sequence[Problem], name: str) -> None:
    """On a terminal: each kind of problem once with its hint, and below it where it is. Errors stand first."""
    console = Console(stderr=True, highlight=False)
    kinds = sorted(problems, key=lambda problem: (problem.is_advice, problem.slug, problem.hint, problem))
    for (is_advice, slug, hint), group in groupby(kinds, key=lambda found: (found.is_advice, found.slug, found.hint)):
        style = "bold yellow" if is_advice else "bold red"
        console.print(Text(f"\n{slug}", style=style), Text(f"({hint})" if hint else "", style="dim"))
        for problem in group:
            page = problem.place.page
            where = f"page {page}" if page else str(problem.place).removeprefix(name).lstrip("/") or "the file"
            console.print(Text(f"  {where:>9}  "), Text(printable(problem.says, most=1_000)), sep="", soft_wrap=True)
    console.print()


def explain(name: str) -> None:
    """Print what a code means, or with "all" the whole catalogue. Raises UsageError for one that there is not."""
    codes = catalogue()
    if name == "all":
        for code in codes.values():
            click.echo(f"{code.name}{' (advice)' * (code.level == 'advice')}: {code.rule}")
        return
    if name not in codes:
        raise click.UsageError(f"there is no code {name}; {nearest(name, codes, '--code all lists them')}")
    click.echo("\n".join(_explained(codes[name])))


def _explained(code: Code) -> Iterable[str]:
    yield f"{code.name}: {'advice, which may be declined' if code.level == 'advice' else 'an error'}"
    parts = {"Rule": code.rule, "Why": code.why, "Told": code.wrong, "Good": code.right, "Source": code.source}
    for title, words in parts.items():
        if words:
            yield ""
            yield f"  {title}:"
            yield from (f"    {line}" for line in words.strip().splitlines())

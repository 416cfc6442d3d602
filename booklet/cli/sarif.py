"""SARIF 2.1.0: problems in the form that forges and editors show beside the text.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from booklet.core.catalogue import Code
from booklet.core.problems import Place, Problem

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_of(problems: Iterable[Problem], codes: Mapping[str, Code]) -> dict[str, Any]:
    """One run with a result for each problem, and a rule for each code that is told."""
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

"""Bounds: a PDF from outside is judged in a process of its own, which cannot take more time or memory than it is given.

The child tells of each promise as soon as it has been asked. What it had not come to when it was stopped is told as not
measured.
"""
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from booklet.check.accessibility.type import SMALLEST_PT
from booklet.check.conformance import too_dear
from booklet.check.judge import PROMISES, Answer
from booklet.core.problems import Problem, as_json, from_json
from booklet.core.processes.bounded import LARGEST_MB, MEMORY_MB, SECONDS, in_a_child


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that was found out about a PDF.

    `conformance` says of each standard whether the file keeps it. `failures` holds the broken rules of PDF/UA-1 with
    their page (0: the file), `contents` how many there are of each kind of thing.
    """

    name: str
    problems: tuple[Problem, ...]
    unmeasured: tuple[str, ...]
    conformance: dict[str, bool] = field(default_factory=dict)
    failures: tuple[tuple[str, int], ...] = ()
    contents: dict[str, int] | None = None
    title: str = ""
    pages: int = 0
    sha256: str = ""


def judge_within_bounds(
    content: bytes, name: str, smallest_pt: float = SMALLEST_PT, seconds: float = SECONDS, memory_mb: int = MEMORY_MB
) -> Judgement:
    """Judge a PDF, any PDF. Never raises for what is in it, and ends when its time is over."""
    if len(content) > LARGEST_MB * 1_000_000:
        return Judgement(name, (too_dear(name, f"it has more than {LARGEST_MB} MB"),), PROMISES)
    bounds = {"name": name, "smallest_pt": smallest_pt, "seconds": seconds, "memory_mb": memory_mb}
    told, why, _ = in_a_child("booklet.check", json.dumps(bounds), content, seconds)
    return _gathered([json.loads(line) for line in told.split(b"\n")[:-1]], name, why)  # the last may have been cut off


def _gathered(answers: list[dict[str, Any]], name: str, why: str) -> Judgement:
    facts = {key: value for answer in answers for key, value in answer["facts"].items()}
    problems = [from_json(problem) for answer in answers for problem in answer["problems"]]
    asked = [answer["promise"] for answer in answers]
    is_closed = asked == ["opening"] and bool(problems)  # it could not be opened, and that has been told
    unasked = [] if is_closed else [promise for promise in PROMISES if promise not in asked]
    if unasked:
        problems.append(too_dear(name, f"{why}. Not asked: {', '.join(unasked)}"))
    unmeasured = [*dict.fromkeys(words for answer in answers for words in answer["unmeasured"]), *unasked]
    return Judgement(
        name, tuple(sorted(set(problems))), tuple(unmeasured), facts.get("conformance", {}),
        tuple((rule, page) for rule, page in facts.get("failures", [])), facts.get("contents"), facts.get("title", ""),
        facts.get("pages", 0), facts.get("sha256", ""),
    )  # fmt: skip


def as_line(answer: Answer) -> bytes:
    return json.dumps(asdict(answer) | {"problems": [as_json(problem) for problem in answer.problems]}).encode() + b"\n"

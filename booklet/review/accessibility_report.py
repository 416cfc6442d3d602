"""The report on a PDF: what the 31 checkpoints of the Matterhorn Protocol 1.1 came to for it, and the sheet that tells.

No condition is called passed unless a machine rule for it ran on the file. One that only a person can judge is left to
a person, and so is one for a machine for which we have no rule.
"""
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from booklet.check.bounds import Judgement
from booklet.core.own_table import STYLES, own_table
from booklet.model.document import Document
from booklet.paginate.paginate import lay_out_pages
from booklet.review.page import SHEETS, styles_inside
from booklet.tag.tag import tag_pages
from booklet.template.blocks import press_of

PASSED, FAILED, ABSENT, LEFT = "passed", "failed", "not applicable", "for a person"
PREFIX = "PDFUA1-"
_FEW_PAGES = 12
# Kinds that are known by their tags alone: where a file has no tags, nobody can say that it has no tables.
BY_TAGS = {
    "tables", "lists", "contents", "ruby", "warichu", "figures", "formulas", "notes", "headings H", "numbered headings",
    "types of their own",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A failure condition and its state for one file: one of the four words above, and why."""

    id: str
    says: str
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint with its conditions. `elsewhere` says where one without conditions is judged."""

    number: str
    title: str
    conditions: tuple[Condition, ...]
    elsewhere: str = ""

    @property
    def state(self) -> str:
        """Failed if anything failed; for a person if anything is left; passed if a machine passed anything."""
        states = {condition.state for condition in self.conditions}
        return next((state for state in (FAILED, LEFT, PASSED) if state in states), ABSENT)


def checkpoints_of(judgement: Judgement) -> tuple[Checkpoint, ...]:
    """All 31 checkpoints, in order."""
    return tuple(
        Checkpoint(
            entry["number"], entry["title"],
            tuple(Condition(asked["id"], asked["says"], *_state(asked, judgement)) for asked in entry["conditions"]),
            entry.get("elsewhere", ""),
        )
        for entry in protocol()
    )  # fmt: skip


def rules_elsewhere(judgement: Judgement) -> list[tuple[str, int]]:
    """The broken rules of PDF/UA-1 that no condition of the protocol names, with their page (0: the file)."""
    named = {PREFIX + rule for entry in protocol() for asked in entry["conditions"] for rule in asked.get("rules", ())}
    return [(rule, page) for rule, page in judgement.failures if rule not in named]


def protocol() -> list[dict[str, Any]]:
    checkpoints: list[dict[str, Any]] = own_table(__file__, "protocol")["checkpoint"]
    return checkpoints


def _state(asked: dict[str, Any], judgement: Judgement) -> tuple[str, str]:
    rules = [PREFIX + rule for rule in asked.get("rules", ())]
    broken = [(rule, page) for rule, page in judgement.failures if rule in rules]
    told = asked.get("told", ())
    broken += [(problem.slug, problem.place.page) for problem in judgement.problems if problem.slug in told]
    if broken:
        return FAILED, "; ".join(_where(rule, broken) for rule in dict.fromkeys(rule for rule, _ in broken))
    if _is_absent(asked, judgement):
        told = (f"{kind} among the tags" if kind in BY_TAGS else f"{kind} in the file" for kind in asked["needs"])
        return ABSENT, "no " + " and no ".join(told)
    if asked["by"] == "machine" and rules and "pdf/ua-1" in judgement.conformance:
        return PASSED, ", ".join(rules) if len(rules) < 3 else f"{rules[0]} and {len(rules) - 1} rules more"
    if asked["by"] == "machine":
        return LEFT, "no machine rule ran for it"
    return LEFT, "only a person can judge"


def _is_absent(asked: dict[str, Any], judgement: Judgement) -> bool:
    """Whether the file was searched, and has nothing that the condition could apply to."""
    needs, found = asked.get("needs", []), judgement.contents
    if not needs or found is None or any(found.get(kind) for kind in needs):
        return False
    return bool(found.get("tags")) or not BY_TAGS & set(needs)


def _where(rule: str, found: Iterable[tuple[str, int]]) -> str:
    """A rule and the pages on which it is broken."""
    pages = {page for name, page in found if name == rule and page}
    return f"{rule}, page{'s' * (len(pages) != 1)} {shown_pages(pages)}" if pages else rule


def shown_pages(pages: Iterable[int]) -> str:
    """2, 3, 9: each page once, and of many the first ones; "" for none."""
    each = sorted(set(pages))
    more = f" and {len(each) - _FEW_PAGES} more" if len(each) > _FEW_PAGES else ""
    return ", ".join(map(str, each[:_FEW_PAGES])) + more


def report_of(judgement: Judgement, kind: str = ".html") -> bytes:
    """The report on one judgement, as `.html` or as a `.pdf` that keeps PDF/UA-1. It knows no clock."""
    if kind == ".pdf":
        return tag_pages(lay_out_pages(Document(report_html(judgement), "report", STYLES)))
    return report_html(judgement, styles_inside()).encode()


def report_html(judgement: Judgement, styles: str = "") -> str:
    """The report as HTML, with its styles inside or, without any given, beside it in styles/."""
    checkpoints = checkpoints_of(judgement)
    states = [condition.state for checkpoint in checkpoints for condition in checkpoint.conditions]
    return press_of().get_template("report.html").render(
        judged=judgement,
        checkpoints=checkpoints,
        counts=[(state, states.count(state)) for state in (PASSED, FAILED, ABSENT, LEFT)],
        words=SimpleNamespace(passed=PASSED, failed=FAILED, absent=ABSENT, left=LEFT),
        promises=[_kind(slug, judgement) for slug in dict.fromkeys(each.slug for each in judgement.problems)
                  if slug != "not-pdf-ua"],
        elsewhere=rules_elsewhere(judgement),
        styles=styles,
        sheets=[f"/styles/{name}" for name in SHEETS],
    )


def _kind(slug: str, judgement: Judgement) -> SimpleNamespace:
    """All problems of one kind as one row: the first in words, and where they are."""
    found = [problem for problem in judgement.problems if problem.slug == slug]
    where = shown_pages(problem.place.page for problem in found if problem.place.page) or "the file"
    return SimpleNamespace(slug=slug, count=len(found), says=found[0].says, hint=found[0].hint, pages=where)

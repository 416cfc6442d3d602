"""The report as a sheet: one template, as HTML that stands alone, or set and tagged by the press itself."""
from types import SimpleNamespace

from booklet.check.bounds import Judgement
from booklet.core.own_table import STYLES
from booklet.model.document import Document
from booklet.paginate.paginate import lay_out_pages
from booklet.review.matterhorn import ABSENT, FAILED, LEFT, PASSED, checkpoints_of, rules_elsewhere, shown_pages
from booklet.review.page import SHEETS, styles_inside
from booklet.tag.tag import tag_pages
from booklet.template.blocks import press_of


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

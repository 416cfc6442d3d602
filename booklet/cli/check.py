"""The command that judges: a manuscript, or any finished PDF."""
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from booklet.check.accessibility.type import SMALLEST_PT
from booklet.check.bounds import Judgement, judge_within_bounds
from booklet.cli.machine import told_if_lacking
from booklet.cli.options import clinic_option, date_option, source_option
from booklet.cli.print_problems import explain, tell
from booklet.cli.progress import steps
from booklet.cli.write import content_of, write_file
from booklet.core.json_text import shallow
from booklet.core.problems import Place, Problem, as_json, stop_at
from booklet.core.progress import Step
from booklet.core.text_file import TEXTS, content_within, printable
from booklet.core.typed_command import command
from booklet.words.check import read_proof
from booklet.words.en.plain.grades import grades_of, worst_sentences

REPORTS = (".html", ".pdf")
_LARGEST = 20_000_000  # bytes of a file of findings: a hundred thousand
_KEY = ("path", "code", "says")  # not the line: what stands above a finding may grow


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@source_option
@clinic_option
@date_option
@click.option("--json", "form", flag_value="json", help="Print the problems as JSON.")
@click.option("--sarif", "form", flag_value="sarif", help="Print the problems as SARIF, for editors and forges.")
@click.option("--code", metavar="CODE", help="Explain a code with an example; all lists every one.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Tell only what is not in this file of check --json.")
@click.option("--worst", type=click.IntRange(1, 1_000), metavar="N", help="Print the N hardest sentences.")
@click.option("--report", type=click.Path(path_type=Path), help="Write a report on a PDF to sign: .html or .pdf.")
@click.option("--smallest-type", type=click.FloatRange(1, 72), metavar="PT", help="The least in a PDF. [default: 9]")
def check(
    file: Path | None, source: Path, clinic: Path | None, on: date | None, form: str | None, code: str | None,
    baseline: Path | None, worst: int | None, report: Path | None, smallest_type: float | None,
) -> None:  # fmt: skip
    """Say what is wrong with the manuscript, or with a finished PDF (any PDF).

    Of a manuscript: what a build would refuse, then its words. Is it plain enough, do numbers mislead, is each claim
    cited and no surer than its proof, has anything expired? Errors come first; advice may be declined.

    A PDF is judged by PDF/UA-1 and every level of PDF/A that it claims, then by what no standard asks: reading order,
    languages, descriptions, contrast, size of type, margins, sharp pictures. At most 5 minutes and 3 GB of memory.

    \b
    Examples:
      python build.py check
      python build.py check our-handout
      python build.py check --worst 10
      python build.py check --code passive-voice
      python build.py check --sarif > check.sarif
      python build.py check --json > known.json
      python build.py check --baseline known.json
      python build.py check dist/clean-hands-a4.pdf
      python build.py check dist/clean-hands-a4.pdf --report report.html
      python build.py check leaflet.pdf --smallest-type 12 --json
    """
    form = form or "text"
    if code:
        explain(code)
    elif file is None or file.is_dir():
        if report or smallest_type:
            raise click.UsageError("--report and --smallest-type want the name of a PDF")
        _judge_manuscript(file or source, clinic, on, form, worst, baseline)
    else:
        if worst or baseline:
            raise click.UsageError("--worst and --baseline are for a manuscript")
        if file.suffix.lower() in TEXTS:
            hint = f"judge all of its handout: {command('check', str(file.parent))}"
            stop_at([Problem(Place(printable(file, most=1_000)), "unreadable-pdf", "this is a text, and no PDF", hint)])
        _judge_pdf(file, form, report, smallest_type)


def _judge_manuscript(
    source: Path, clinic: Path | None, on: date | None, form: str, worst: int | None, baseline: Path | None
) -> None:
    reading = read_proof(source, clinic, on)
    if baseline:
        problems, known = _unknown_of(reading.problems, baseline)
        reading = replace(reading, problems=problems)
        if form == "text" and known:
            click.echo(f"{known} findings of {printable(baseline)} are not told again.", err=True)
    if worst and reading.copy:
        for hard in worst_sentences(reading.copy, worst):
            click.echo(str(hard))
        return
    if reading.copy is None:
        tell(reading.problems, str(source), form, {})
    grades = grades_of(reading.copy)
    tell(reading.problems, str(source), form, {"grades": grades.as_json()}, grades.lines())


def _unknown_of(problems: Sequence[Problem], file: Path) -> tuple[tuple[Problem, ...], int]:
    """The problems that the file does not have, and how many of it were found again. Raises UsageError for another file."""
    known = Counter(_known(file))
    left = []
    for problem in problems:
        key = tuple(as_json(problem)[name] for name in _KEY)
        if known[key] > 0:
            known[key] -= 1
        else:
            left.append(problem)
    return tuple(left), len(problems) - len(left)


def _known(file: Path) -> list[tuple[object, ...]]:
    wrong = f"{printable(file)} is no file of findings; write one: {command('check')} --json > known.json"
    try:
        told = json.loads(shallow(content_within(file, _LARGEST) or b""))["problems"]
        return [tuple(str(problem[name]) for name in _KEY) for problem in told]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.UsageError(wrong) from error


def _judge_pdf(file: Path, form: str, report: Path | None, smallest_type: float | None) -> None:
    if report and report.suffix.lower() not in REPORTS:
        raise click.UsageError("a report is a .html or a .pdf file")
    with steps() as told:
        told(Step(f"Judging {printable(file)}"))
        judgement = judge_within_bounds(content_of(file), printable(file, most=1_000), smallest_type or SMALLEST_PT)
    if report:
        _write_report(judgement, report, form != "text")
    beside = {"conformance": judgement.conformance, "unmeasured": judgement.unmeasured}
    tell(judgement.problems, judgement.name, form, beside, _verdicts(judgement))


def _verdicts(judgement: Judgement) -> Iterator[str]:
    for standard, conforms in judgement.conformance.items():
        yield f"{judgement.name}: {standard.upper()}: {'kept' if conforms else 'NOT kept'}"
    if judgement.unmeasured:
        yield f"{judgement.name}: not measured: {', '.join(judgement.unmeasured)}"


def _write_report(judgement: Judgement, file: Path, is_quiet: bool) -> None:
    with steps() as told:
        told(Step("Setting the report"))
        with told_if_lacking():
            from booklet.review.accessibility_report import report_of  # late: the words are checked without a renderer
        content = report_of(judgement, file.suffix.lower())
    write_file(file, content, is_quiet)

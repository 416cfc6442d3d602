"""The command that sees what has become of all references."""
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from booklet.cli.options import source_option
from booklet.cli.print_problems import tell
from booklet.cli.progress import steps
from booklet.cli.refs_asking import asking_options
from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import Problem, stop_at, told_in_order
from booklet.core.settings import read_settings
from booklet.core.text_file import printable
from booklet.library.inquiry import Answer, Services, look_up
from booklet.load.signed.lock_file import lock_text, read_lock
from booklet.load.references import read_references
from booklet.model.booklet import Imprint
from booklet.model.lock import LOCK, NOTICED
from booklet.model.manuscript import Reference
from booklet.words.verification import lock_problems


@click.command(short_help="Compare each work with both, and look for retractions.")
@source_option
@asking_options
def verify(source: Path, services: Services) -> None:
    """Compare each reference with Crossref and PubMed, look for retractions, and write references.lock.

    Exit status 1 where a work was retracted, or where there was no answer for one; the others are written all the same.

    \b
    Examples:
      python build.py refs verify --mailto library@clinic.example
      python build.py refs verify --fresh
    """
    with locked(source / LOCK):  # two at once would each lose what the other has learned
        _verify(source, services.client.manners.day, services)


def _verify(source: Path, on: date, services: Services) -> None:
    imprint, _, problems = read_settings(source / "booklet.toml", source, Imprint, "booklet.toml")
    references, wrong = read_references(source / "references.json", source)
    stop_at([*problems, *wrong])
    assert imprint is not None, "what cannot be read has a problem"
    answers = _answers(references, services, imprint.name, source)
    silent = [_silent(reference, answer) for reference, answer in zip(references, answers, strict=True) if answer.missing]
    if silent and not any(map(_is_news, answers)):
        stop_at(silent)
    with writing(source / LOCK):
        write_whole(source / LOCK, lock_text(imprint.name, on, [answer.record for answer in answers]).encode())
    lock, wrong = read_lock(source / LOCK, source, imprint.name, _works(references), _works(references))
    stop_at(wrong)
    assert lock is not None, "it was written just now"
    said = f"Wrote {source / LOCK}: {lock.checked_count} of {lock.total} references are checked."
    found = [*silent, *lock_problems(lock, references, on, source)]
    tell(told_in_order(found), str(source), "text", {}, [said])


def _answers(references: list[Reference], services: Services, booklet: str, source: Path) -> list[Answer]:
    """An answer for each reference; an earlier lock that cannot be trusted is replaced, and not asked."""
    earlier, _ = read_lock(source / LOCK, source, booklet, _works(references), ())
    known = {record.key: record for record in earlier.records if record.status != "not-checked"} if earlier else {}
    with steps() as told:
        return look_up(references, services, known, told)


def _is_news(answer: Answer) -> bool:
    """Whether something was learned: all of a work, or at least a notice about it."""
    return answer.record.has_identifier and (not answer.missing or answer.record.status in NOTICED)


def _works(references: Iterable[Reference]) -> dict[str, Any]:
    return {reference.key: reference.csl for reference in references}


def _silent(reference: Reference, answer: Answer) -> Problem:
    says = f"{printable(reference.key)}: {printable('; '.join(answer.missing), most=400)}"
    return Problem(reference.place, "no-answer", says, "run it again later; what was known of it before is kept")

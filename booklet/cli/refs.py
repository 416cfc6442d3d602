"""The commands for references: add one from Crossref or PubMed, and see what has become of all of them."""
import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from booklet.cli.options import date_option, source_option
from booklet.cli.print_problems import tell
from booklet.cli.progress import steps
from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.settings import read_settings
from booklet.core.text_file import printable, shown_path
from booklet.library import crossref as at_crossref, pubmed as at_pubmed
from booklet.library.addition import (
    entry_of, key_problems, known_work, standing_of, stop_at_a_bad_entry, stranger, with_entry,
)  # fmt: skip
from booklet.library.client import Client, Manners, is_safe_address
from booklet.library.found import GRAVITY, Found
from booklet.library.identifier import Identifier, identifier_of
from booklet.library.inquiry import Answer, Services, look_up, works_of
from booklet.library.register import lock_text
from booklet.load.references import EVIDENCE, read_references
from booklet.load.signed.lock_file import read_lock
from booklet.model.booklet import Imprint
from booklet.model.lock import LOCK
from booklet.model.manuscript import Reference
from booklet.words.verification import lock_problems

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+){1,8}", re.ASCII)  # library@clinic.example


def _mail(words: str) -> str:
    if words and not _MAIL.fullmatch(words):
        raise click.BadParameter(f"{printable(words)} is no address such as library@clinic.example")
    return words


def _service(words: str) -> str:
    if not is_safe_address(words):
        raise click.BadParameter(
            f"{printable(words)} is no https address (http is for this machine alone, with a port)"
        )
    return words.rstrip("/")


def _shelf() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "booklet" / "answers"


mailto_option = click.option(
    "--mailto", type=_mail, metavar="ADDRESS", default="", envvar="BOOKLET_MAILTO",
    help="Where Crossref and PubMed may write to; they are kinder to those who say.",
)  # fmt: skip
cache_option = click.option(
    "--cache", type=click.Path(path_type=Path), default=_shelf, show_default="your cache folder",
    help="Keeps the answers of the day.",
)  # fmt: skip
fresh_option = click.option("--fresh", is_flag=True, help="Ask again what was asked today.")
pause_option = click.option(
    "--pause", "pause_s", type=click.FloatRange(0, 60), default=0.5, show_default=True, metavar="SECONDS",
    help="Between two questions to one service.",
)  # fmt: skip
timeout_option = click.option(
    "--timeout", "timeout_s", type=click.FloatRange(0.1, 600), default=20.0, show_default=True, metavar="SECONDS",
    help="How long to wait for one answer, with all tries.",
)  # fmt: skip
crossref_option = click.option(
    "--crossref", type=_service, metavar="URL", default=at_crossref.HOME, envvar="BOOKLET_CROSSREF", show_default=True,
    help="Where Crossref is asked.",
)  # fmt: skip
pubmed_option = click.option(
    "--pubmed", type=_service, metavar="URL", default=at_pubmed.HOME, envvar="BOOKLET_PUBMED", show_default=True,
    help="Where PubMed is asked.",
)  # fmt: skip


@click.group()
def refs() -> None:
    """Look references up at Crossref and PubMed. Nothing else here asks a network; a build never does.

    \b
    Examples:
      python build.py refs verify --mailto library@clinic.example
      python build.py refs add 10.1000/182 --evidence review
    """


@refs.command()
@click.argument("work", metavar="DOI-OR-PMID")
@click.option("--key", default="", help="What the text will cite it by. [default: family name and year]")
@click.option("--evidence", type=click.Choice(EVIDENCE), required=True, help="What kind of evidence it is: you decide.")
@source_option
@date_option
@mailto_option
@cache_option
@fresh_option
@pause_option
@timeout_option
@crossref_option
@pubmed_option
def add(
    work: str, key: str, evidence: str, source: Path, on: date, mailto: str, cache: Path, fresh: bool, pause_s: float,
    timeout_s: float, crossref: str, pubmed: str,
) -> None:  # fmt: skip
    """Add one work to references.json, by its DOI or its number at PubMed.

    \b
    Examples:
      python build.py refs add 10.1000/182 --evidence review
      python build.py refs add https://doi.org/10.1000/182 --evidence trial --key lee2020
      python build.py refs add PMID:16894061 --evidence small-study --mailto library@clinic.example
    """
    services = Services(Client(Manners(on, mailto, None if fresh else cache, pause_s, timeout_s)), crossref, pubmed)
    file = source / "references.json"
    with locked(file):  # nobody adds another between what is read and written
        _add(work, key, evidence, source, file, services)


def _add(work: str, key: str, evidence: str, source: Path, file: Path, services: Services) -> None:
    references, problems = read_references(file, source)
    stop_at(problems)
    wanted = _wanted(work, key, references, file)
    found = _found(wanted, references, services, file)
    entry = entry_of(found, key, evidence, [reference.key for reference in references])
    text = with_entry(file.read_bytes().decode() if file.exists() else "", entry)
    stop_at_a_bad_entry(text, file)
    with writing(file):
        write_whole(file, text.encode())
    click.echo(text[text.rindex(f'"id": "{entry["id"]}"') - 1 :].rstrip().removesuffix("]").rstrip())
    click.echo(f"Added to {file}. Compare it with the work itself, then cite it: [@{entry['id']}]")


def _wanted(work: str, key: str, references: Iterable[Reference], file: Path) -> Identifier:
    """What is asked for, where it may be added."""
    wanted = identifier_of(work)
    if wanted is None:
        hint = "such as 10.1000/182, https://doi.org/10.1000/182 or PMID:16894061"
        stop_at([Problem(Place(shown_path(file)), "bad-identifier", f"{printable(work)} is no DOI and no PMID", hint)])
    stop_at([*(key_problems(key, references, file) if key else []), *_double(wanted, references)])
    return wanted


def _double(wanted: Identifier, references: Iterable[Reference]) -> list[Problem]:
    twin = known_work(wanted, references)
    says = f"{printable(wanted)} is here already, as {printable(twin.key)}" if twin else ""
    return [Problem(twin.place, "double-work", says, f"cite it: [@{printable(twin.key)}]")] if twin else []


def _found(wanted: Identifier, references: Iterable[Reference], services: Services, file: Path) -> list[Found]:
    """The work as the services have it: by PMID first at PubMed, then by the DOI that it has there."""
    place = Place(shown_path(file))
    with steps() as told:
        told(f"Asking for {printable(wanted)}")
        found, unknown, missing = works_of(wanted.doi, wanted.pmid, services)
        if found and not wanted.doi and found[0].doi:
            stop_at(_double(Identifier(doi=found[0].doi), references))
            more, _, missing = works_of(found[0].doi, "", services)
            found = [*more, *found]
    stop_at(
        Problem(place, "no-answer", printable(why, most=300), "try again later; nothing was changed") for why in missing
    )
    stop_at(Problem(place, "unknown-work", printable(why, most=300), "is it typed right?") for why in unknown)
    if other := stranger(wanted, found):
        hint = "look at both with https://doi.org/, and ask for the one that you mean"
        stop_at([Problem(place, "another-work", printable(other, most=500), hint)])
    for work in found:
        stop_at([*_double(Identifier(doi=work.doi), references), *_double(Identifier(pmid=work.pmid), references)])
    standing, says = standing_of(found)
    if standing == "retracted":
        hint = "a handout cannot rest on it; cite other proof"
        stop_at([Problem(place, "retracted-work", f"{printable(wanted)} {printable(says, most=300)}", hint)])
    if standing:
        click.echo(
            f"Note: {printable(wanted)} {printable(says, most=300)}. Read it before you cite the work.", err=True
        )
    return found


@refs.command()
@source_option
@date_option
@mailto_option
@cache_option
@fresh_option
@pause_option
@timeout_option
@crossref_option
@pubmed_option
def verify(
    source: Path, on: date, mailto: str, cache: Path, fresh: bool, pause_s: float, timeout_s: float, crossref: str,
    pubmed: str,
) -> None:  # fmt: skip
    """Compare each reference with Crossref and PubMed, look for retractions, and write references.lock.

    Exit status 1 where a work was retracted, or where there was no answer for one; the others are written all the same.

    \b
    Examples:
      python build.py refs verify --mailto library@clinic.example
      python build.py refs verify --fresh
    """
    services = Services(Client(Manners(on, mailto, None if fresh else cache, pause_s, timeout_s)), crossref, pubmed)
    with locked(source / LOCK):  # two at once would each lose what the other has learned
        _verify(source, on, services)


def _verify(source: Path, on: date, services: Services) -> None:
    imprint, _, problems = read_settings(source / "booklet.toml", source, Imprint, "booklet.toml")
    references, wrong = read_references(source / "references.json", source)
    stop_at([*problems, *wrong])
    answers = _answers(references, services, imprint.name, source)
    silent = [
        _silent(reference, answer) for reference, answer in zip(references, answers, strict=True) if answer.missing
    ]
    if silent and not any(map(_is_news, answers)):
        stop_at(silent)
    with writing(source / LOCK):
        write_whole(source / LOCK, lock_text(imprint.name, on, [answer.record for answer in answers]).encode())
    lock, wrong = read_lock(source / LOCK, source, imprint.name, _works(references), _works(references))
    stop_at(wrong)
    said = f"Wrote {source / LOCK}: {lock.checked_count} of {lock.total} references are checked."
    found = [*silent, *lock_problems(lock, references, on, source)]
    tell(sorted(found, key=lambda problem: (problem.is_advice, problem)), str(source), "text", {}, [said])


def _answers(references: list[Reference], services: Services, booklet: str, source: Path) -> list[Answer]:
    """An answer for each reference; an earlier lock that cannot be trusted is replaced, and not asked."""
    earlier, _ = read_lock(source / LOCK, source, booklet, _works(references), ())
    known = {record.key: record for record in earlier.records if record.status != "not-checked"} if earlier else {}
    with steps() as told:
        return look_up(references, services, known, told)


def _is_news(answer: Answer) -> bool:
    """Whether something was learned: all of a work, or at least a notice about it."""
    return answer.record.has_identifier and (not answer.missing or answer.record.status in GRAVITY)


def _works(references: Iterable[Reference]) -> dict:
    return {reference.key: reference.csl for reference in references}


def _silent(reference: Reference, answer: Answer) -> Problem:
    says = f"{printable(reference.key)}: {printable('; '.join(answer.missing), most=400)}"
    return Problem(reference.place, "no-answer", says, "run it again later; what was known of it before is kept")

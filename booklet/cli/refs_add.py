"""The command that adds a reference from Crossref or PubMed."""
from collections.abc import Iterable
from pathlib import Path

import click

from booklet.cli.options import source_option
from booklet.cli.progress import steps
from booklet.cli.refs_asking import asking_options
from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.progress import Step
from booklet.core.text_file import printable, shown_path
from booklet.library.addition import (
    entry_of, key_problems, known_work, standing_of, stop_at_a_bad_entry, stranger, with_entries,
)  # fmt: skip
from booklet.library.found import Found
from booklet.library.identifier import Identifier, identifier_of
from booklet.library.inquiry import Services, works_of
from booklet.load.references import read_references
from booklet.core.printed.evidence import KINDS
from booklet.model.manuscript import Reference


@click.command(short_help="Add one work by its DOI or its number at PubMed.")
@click.argument("work", metavar="DOI-OR-PMID")
@click.option("--key", default="", help="What the text will cite it by. [default: family name and year]")
@click.option("--evidence", type=click.Choice(tuple(KINDS)), help="What kind of evidence it is: you decide.")
@source_option
@asking_options
def add(work: str, key: str, evidence: str | None, source: Path, services: Services) -> None:
    """Add one work to references.json, by its DOI or its number at PubMed.

    \b
    Examples:
      python build.py refs add 10.1000/182 --evidence review
      python build.py refs add https://doi.org/10.1000/182 --evidence trial --key lee2020
      python build.py refs add PMID:16894061 --evidence small-study --mailto library@clinic.example
    """
    file = source / "references.json"
    with locked(file):  # nobody adds another between what is read and written
        _add(work, key, evidence or "", source, file, services)


def _add(work: str, key: str, evidence: str, source: Path, file: Path, services: Services) -> None:
    references, problems = read_references(file, source)
    stop_at(problems)
    wanted = _wanted(work, key, references, file)
    found = _found(wanted, references, services, file)
    entry = entry_of(found, key, evidence, [reference.key for reference in references])
    text = with_entries(file.read_bytes().decode() if file.exists() else "", [entry])
    stop_at_a_bad_entry(text, file, entry["id"])
    with writing(file):
        write_whole(file, text.encode())
    click.echo(text[text.rindex(f'"id": "{entry["id"]}"') - 1 :].rstrip().removesuffix("]").rstrip())
    click.echo(f"Added to {file}. Compare it with the work itself, then cite it: [@{entry['id']}]")


def _wanted(work: str, key: str, references: Iterable[Reference], file: Path) -> Identifier:
    """What is asked for, where it may be added."""
    wanted = identifier_of(work)
    if wanted is None:
        hint = "such as 10.1000/182, https://doi.org/10.1000/182 or PMID:16894061"
        says = f"{printable(work)} is no DOI and no PMID"
        raise BookletError([Problem(Place(shown_path(file)), "bad-identifier", says, hint)])
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
        told(Step(f"Asking for {printable(wanted)}"))
        found, unknown, missing = works_of(wanted.doi, wanted.pmid, services)
        if found and not wanted.doi and found[0].doi:
            stop_at(_double(Identifier(doi=found[0].doi), references))
            more, _, missing = works_of(found[0].doi, "", services)
            found = [*more, *found]
    stop_at(Problem(place, "no-answer", printable(why, most=300), "try again later; nothing was changed") for why in missing)
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
        click.echo(f"Note: {printable(wanted)} {printable(says, most=300)}. Read it before you cite the work.", err=True)
    return found

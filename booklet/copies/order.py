"""An order: a handout, a list, and the copies that they make."""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from secrets import token_hex

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.check.promises import promise_problems
from booklet.copies.distribution import note
from booklet.copies.journal import journal_in
from booklet.copies.passwords import Passwords
from booklet.copies.plate.bundle import stock_of
from booklet.copies.plate.make import make_plates
from booklet.copies.plate.plate import Plate
from booklet.copies.recipients.columns import Columns, columns_of
from booklet.copies.recipients.people import Person, people
from booklet.copies.recipients.tables import PeopleTable
from booklet.copies.run import Outcome, Workshop, run
from booklet.core.disk.files import note_written, sweep, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import Place, Problem, nearest, stop_at
from booklet.core.processes.crew import Crew
from booklet.core.progress import Step, Tell, tell_nobody
from booklet.deliver.freshness import Build
from booklet.deliver.sheets.printer import PrinterSettings, read_printer_settings
from booklet.model.booklet import Imprint
from booklet.model.cited import CitedManuscript
from booklet.pipeline import edition_problems, read_manuscript


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. `problems` are those of rows that have no copy; `count` is how many have one, `pages` how many
    each edition has, `made_from` a hash of all that goes into the handout.
    """

    source: "_List"
    plates: Mapping[str, Plate]
    pages: Mapping[str, int]
    imprint: Imprint
    made_from: str
    on: date
    problems: tuple[Problem, ...]
    count: int

    def run(
        self, folder: Path, crew: Crew, tell: Tell = tell_nobody, is_merged: bool = False, has_slips: bool = True,
        passwords: Passwords | None = None,
    ) -> Outcome:  # fmt: skip
        """Bring a folder to hold these copies and no others, each by itself or many in one file for the printer. Those by
        themselves open with `passwords`, if there are any. Raises BookletError where it cannot be written, or somebody else
        is at work there.
        """
        language = self.imprint.language
        stocks = {name: stock_of(plate, name, language, has_slips) for name, plate in self.plates.items() if is_merged}
        shop = Workshop(self.plates, folder.absolute(), stocks)

        def heard(done: int) -> None:
            tell(Step("copies are made", done, self.count, is_paced=True))

        if passwords:
            for _ in self.source.people(passwords):
                pass  # each is asked for, so that all are kept before the first copy is locked
            passwords.keep()
        with locked(folder / "copies"), journal_in(folder) as journal, writing(folder):
            sweep(folder)
            note_written(folder)
            journal.tell(  # until all is there, nobody is sent what an earlier run has left
                token=journal.told("token") or token_hex(8), source="",
                **{f"pages {edition}": str(count) for edition, count in self.pages.items()},
            )  # fmt: skip
            outcome = run(self.source.people(passwords), shop, self.imprint.name, journal, crew, heard)
            journal.tell(source=self.made_from)
        what = "copies and bundles made" if is_merged else "copies made"
        note(folder, self.on, what, self.imprint.name, self.imprint.version, outcome.made)
        return outcome

    def told(self, outcome: Outcome) -> Iterator[Problem]:
        """Why rows have no copy that had one on the list."""
        labels = {field.name: field.label for field in self.imprint.personal}
        for row, misfit in outcome.misfits:
            wide = f"{max(1, round(100 * (misfit.times - 1)))}% too wide, in the smallest type that is allowed"
            says = f"row {row}, {labels[misfit.field]}: {wide}"
            hint = "shorten it, or make `widest` of the field wider in booklet.toml"
            yield Problem(Place(self.source.table.path, row), "value-too-wide", says, hint)


@dataclass(frozen=True, slots=True)
class _List:
    """The rows of a list, gone through as often as is needed."""

    table: PeopleTable
    columns: Columns
    imprint: Imprint
    edition: str
    most: int | None

    def rows(self) -> Iterator[Person | list[Problem]]:
        return people(self.table, self.columns, self.imprint.personal, self.edition)

    def people(self, passwords: Passwords | None = None) -> Iterator[Person]:
        for person in islice((each for each in self.rows() if isinstance(each, Person)), self.most):
            yield replace(person, password=passwords.of(person) if passwords else "")


def made_order(
    asked: Build, recipients: Path, edition: str, columns: Path | None, encoding: str, tell: Tell = tell_nobody,
    sample: int | None = None,
) -> Order:  # fmt: skip
    """Read the list and every row of it, lay out the editions that somebody needs, and check a copy of each.

    Raises BookletError for what keeps all copies from being made: the handout, the headings, an edition.
    """
    made_from = asked.made_from()[False]  # before reading: what is saved meanwhile shall not pass for read
    cited = read_manuscript(asked.source, asked.clinic, asked.on, is_handed_out=True)
    imprint = cited.manuscript.imprint
    table = PeopleTable(recipients, encoding, imprint.language)
    known = [name for name, design in imprint.editions.items() if design.paper and not design.finish]
    stop_at(_asked_problems(imprint, edition, known, asked))
    source = _List(table, columns_of(table, imprint.personal, columns, known), imprint, edition or known[0], sample)
    problems: list[Problem] = []
    needed: dict[str, None] = {}
    count = 0
    for each in source.rows():
        if isinstance(each, Person):
            needed[each.edition] = None
            count += 1
        else:
            problems += each
    stop_at(edition_problems(cited, list(needed)))
    plates, pages = {}, {}
    settings = read_printer_settings(asked.printer) if asked.printer else PrinterSettings()
    for name in needed:
        tell(Step(f"Laying out {name}"))
        plates[name], pages[name] = _checked_plate(cited, name, settings)
    on, count = asked.on or imprint.published, min(count, sample or count)
    return Order(source, plates, pages, imprint, made_from, on, tuple(problems), count)


def _asked_problems(imprint: Imprint, edition: str, known: Sequence[str], asked: Build) -> Iterator[Problem]:
    place = Place(f"{asked.source.as_posix()}/booklet.toml")
    if not imprint.personal:
        hint = 'add [[personal]] with name = "person.name", a label and its widest value, and {{ person.name }} in the text'
        yield Problem(place, "no-personal-fields", "no field says what is personal in a copy", hint)
    if edition and edition not in known:
        says = f"no edition of which copies can be made is called {edition}"
        yield Problem(place, "unknown-edition", says, nearest(edition, known, "editions: " + ", ".join(known)))


def _checked_plate(cited: CitedManuscript, edition: str, settings: PrinterSettings) -> tuple[Plate, int]:
    """The plate of an edition, whose copy with the widest values keeps all that the edition promises, and its pages."""
    read, plate = make_plates(cited, edition, settings)
    imprint, place = cited.manuscript.imprint, Place(f"{cited.manuscript.folder}/booklet.toml")
    if not plate.blanks:
        says = f"edition {edition}: no text prints what is personal, and all copies would be the same"
        hint = f"write {{{{ {imprint.personal[0].name} }}}} in a section of it"
        stop_at([Problem(place, "no-personal-fields", says, hint)])
    widest = {field.name: field.widest for field in imprint.personal}
    proof = Proof(read.struck(widest)[0])
    stop_at(opened_problems(proof, f"edition {edition}", is_ours=True))
    finished = proof if plate is read else Proof(plate.struck(widest)[0])
    stop_at(promise_problems(finished, edition, imprint.editions[edition], place, plate.body_pt))
    return plate, finished.page_count

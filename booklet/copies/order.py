"""An order: a handout, a list, and the copies that they make."""
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from booklet.copies.recipients.columns import EMAIL, Columns, asked_headings, columns_of
from booklet.copies.recipients.people import Person, people
from booklet.copies.recipients.tables import PeopleTable
from booklet.copies.run import Outcome, Workshop, run
from booklet.core.disk.files import note_written, sweep, writing
from booklet.core.disk.folders import private_folder
from booklet.core.disk.locks import locked
from booklet.core.problems import BookletError, Place, Problem, nearest, stop_at
from booklet.core.printed.runs import ranges
from booklet.core.processes.crew import Crew
from booklet.core.progress import Step, Tell, tell_nobody
from booklet.core.text_file import shown_path
from booklet.deliver.freshness import Build
from booklet.deliver.sheets.printer import PrinterSettings, read_printer_settings
from booklet.model.booklet import Imprint
from booklet.model.cited import CitedManuscript
from booklet.model.standing import Standing
from booklet.pipeline import edition_problems
from booklet.reading.read import read_manuscript

_TOLD = 40  # runs of rows that say the same: in a list of thousands many have one name, and filled the screen
_MOST_COMPARED = 400_000  # hashes, two of a row: more would be kept in memory than the rest of a run needs


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. `problems` are those of rows that have no copy, and of editions that cannot be made; `count` is
    how many rows have one, `pages` how many each edition has, `made_from` a hash of all that goes into the handout.
    """

    source: "_List"
    plates: Mapping[str, Plate]
    pages: Mapping[str, int]
    imprint: Imprint
    standing: Standing
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

        with writing(folder):
            private_folder(folder)  # before it is locked: in one that is not there yet nobody is alone
        with locked(folder / "copies"), journal_in(folder) as journal, writing(folder):
            if any(journal.copies()) and journal.told("handout") not in ("", self.imprint.name):
                says = f"copies of another handout lie there, {journal.told('handout')}: they would be removed"
                stop_at([Problem(Place(shown_path(folder)), "not-ours", says, "name another folder: --out")])
            if passwords:
                passwords.keep_for(self.source.wanted())
            sweep(folder)
            note_written(folder)
            journal.tell(  # until all is there, nobody is sent what an earlier run has left
                token=journal.told("token") or token_hex(8), source="", handout=self.imprint.name,
                **{f"pages {edition}": str(count) for edition, count in self.pages.items()},
            )  # fmt: skip
            outcome = run(self.source.people(passwords), shop, self.imprint.name, journal, crew, heard)
            journal.tell(source=self.made_from)
        what = "copies and bundles made" if is_merged else "copies made"
        note(folder, self.on, what, self.imprint.name, self.imprint.version, outcome.made)
        return outcome

    @property
    def has_addresses(self) -> bool:
        return EMAIL in self.source.columns.patterns

    def left_out(self) -> Mapping[str, Sequence[int]]:
        """The rows that want an edition which cannot be made, by edition."""
        rows: dict[str, list[int]] = {}
        for person in self.source.left_out():
            rows.setdefault(person.edition, []).append(person.row)
        return rows

    def told(self, outcome: Outcome) -> Iterator[Problem]:
        """Why rows have no copy that had one on the list."""
        labels = {field.name: field.label for field in self.imprint.personal}
        rows = {row for row, _ in outcome.misfits}
        people = self.source.rows() if rows else ()
        editions = {each.row: each.edition for each in people if isinstance(each, Person) and each.row in rows}
        for row, misfit in outcome.misfits:
            wide = f"{max(1, round(100 * (misfit.times - 1)))}% too wide, in the smallest type that is allowed"
            says = f"row {row}, {labels[misfit.field]}, in {editions[row]}: {wide}"
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
    made: Collection[str] = ()  # the editions that can be

    def rows(self) -> Iterator[Person | list[Problem]]:
        return people(self.table, self.columns, self.imprint.personal, self.edition)

    def left_out(self) -> Iterator[Person]:
        return (each for each in self.rows() if isinstance(each, Person) and each.edition not in self.made)

    def wanted(self) -> Iterator[Person]:
        return islice((each for each in self.rows() if isinstance(each, Person) and each.edition in self.made), self.most)

    def people(self, passwords: Passwords | None = None) -> Iterator[Person]:
        return (replace(person, password=passwords.of(person) if passwords else "") for person in self.wanted())


def made_order(
    asked: Build, recipients: Path, edition: str, columns: Path | None, encoding: str, tell: Tell = tell_nobody,
    sample: int | None = None,
) -> Order:  # fmt: skip
    """Read the list and every row of it, lay out the editions that somebody needs, and check a copy of each.

    Raises BookletError for what keeps all copies from being made: the handout, the headings, each edition that is needed.
    """
    made_from = asked.made_from()[False]  # before reading: what is saved meanwhile shall not pass for read
    cited = read_manuscript(asked.source, asked.clinic, asked.on, is_handed_out=True)
    imprint = cited.manuscript.imprint
    table = PeopleTable(recipients, encoding, imprint.language, asked_headings(imprint.personal, columns))
    known = [name for name, design in imprint.editions.items() if design.paper and not design.finish]
    stop_at(_asked_problems(imprint, edition, known, asked))
    source = _List(table, columns_of(table, imprint.personal, columns, known), imprint, edition or known[0], sample)
    wrong: list[Problem] = []
    needed: Counter[str] = Counter()
    alike = _Alike()
    for each in source.rows():
        if not isinstance(each, Person):
            wrong += each
            continue
        needed[each.edition] += 1
        alike.meet(each)
    plates, pages = {}, {}
    unmade: list[Problem] = []
    settings = read_printer_settings(asked.printer) if asked.printer else PrinterSettings()
    for name in needed:
        tell(Step(f"Laying out {name}"))
        try:
            plates[name], pages[name] = _checked_plate(cited, name, settings, asked)
        except BookletError as error:  # who needs another one gets it all the same
            unmade += error.problems
    if unmade and not plates:
        stop_at([*wrong, *unmade])
    on, count = asked.on or imprint.published, sum(needed[name] for name in plates)
    problems = (*wrong, *dict.fromkeys(unmade), *alike.problems(table.path), *table.unread())
    source = replace(source, made=frozenset(plates))
    count, standing = min(count, sample or count), cited.manuscript.standing
    return Order(source, plates, pages, imprint, standing, made_from, on, problems, count)


@dataclass(slots=True)
class _Alike:
    """Rows that say all that one above says: one person twice, or two of one name; and rows that have its address."""

    doubled: list[int] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def meet(self, person: Person) -> None:
        said, address = hash((person.edition, person.address, *person.values.values())), hash(person.address.casefold())
        if said in self._seen:
            self.doubled.append(person.row)
        elif person.address and address in self._seen:
            self.shared.append(person.row)
        if len(self._seen) < _MOST_COMPARED:
            self._seen |= {said, address}

    def problems(self, path: str) -> Iterator[Problem]:
        both = "take a row out where it is one person; each gets a copy, and a message where it has an address"
        copied = "is it a cell that was copied down? One person would be sent what is another's"
        for rows, says, hint in (
            (self.doubled, "what is printed for these rows is the same as for one above", both),
            (self.shared, "the address in these rows is that of somebody else above", copied),
        ):  # fmt: skip
            if rows:
                yield Problem(Place(path, rows[0]), "doubled-row", f"{says}: {ranges(rows, _TOLD)}", hint, is_advice=True)


def _asked_problems(imprint: Imprint, edition: str, known: Sequence[str], asked: Build) -> Iterator[Problem]:
    place = Place(f"{asked.source.as_posix()}/booklet.toml")
    if not imprint.personal:
        hint = 'add [[personal]] with name = "person.name", a label and its widest value, and {{ person.name }} in the text'
        yield Problem(place, "no-personal-fields", "no field says what is personal in a copy", hint)
    if edition and edition not in known:
        says = f"no edition of which copies can be made is called {edition}"
        yield Problem(place, "unknown-edition", says, nearest(edition, known, "editions: " + ", ".join(known)))


def _checked_plate(cited: CitedManuscript, edition: str, settings: PrinterSettings, asked: Build) -> tuple[Plate, int]:
    """The plate of an edition, whose copy with the widest values keeps all that the edition promises, and its pages."""
    stop_at(edition_problems(cited, [edition]))
    read, plate = make_plates(cited, edition, settings)
    imprint, place = cited.manuscript.imprint, Place(f"{cited.manuscript.folder}/booklet.toml")
    if not plate.blanks:
        says = f"edition {edition}: no text prints what is personal, and all copies would be the same"
        alike = f"or hand out the one for everybody: {asked.command(edition)}"
        hint = f"write {{{{ {imprint.personal[0].name} }}}} in a section of it; {alike}"
        stop_at([Problem(place, "no-personal-fields", says, hint)])
    widest = {field.name: field.widest for field in imprint.personal}
    proof = Proof(read.struck(widest)[0])
    stop_at(opened_problems(proof, f"edition {edition}"))
    finished = proof if plate is read else Proof(plate.struck(widest)[0])
    stop_at(promise_problems(finished, edition, imprint.editions[edition], place, plate.body_pt))
    return plate, finished.page_count

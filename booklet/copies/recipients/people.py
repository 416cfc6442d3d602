"""People: each row as what a copy says, checked before the first copy is made."""
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.copies.mail.address import recipients_of
from booklet.copies.recipients.columns import EMAIL, NEEDS, PASSWORD, Columns
from booklet.copies.recipients.tables import LONGEST_CELL, PeopleTable, Row
from booklet.copies.recipients.workbook import HOW_TO_KEEP, STRANGE, STRUCK, UNKNOWN
from booklet.core.letters.chain import lacking, without_face
from booklet.core.own_table import own_table, signs_in
from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import printable
from booklet.core.unseen import CLOSERS, MARKS, OPENERS, OVERRIDES, is_silent, strange_in_line, without_seams
from booklet.model.booklet import PersonalField

_TURNING = frozenset((*OPENERS, *CLOSERS, *OVERRIDES))  # with them a name reads as another
_WRONG_ADDRESS = {"several-recipients": "more than one address", "strange-text": "signs that nobody sees"}
_ONE_EACH = "keep one of them; or write a row for each"
_NOTHING = ("", "-", "–", "—", "n/a", "none", "no")  # what is written where somebody has no address, or no need
_MOST_IN_TOWN = 7  # digits of a number without the code of its town
_SIGNS = signs_in(own_table(__file__, "words"))
_SHORTEST, _LONGEST = 8, 64  # characters of a password
_OF_NO_EFFECT = str.maketrans("", "", MARKS)  # marks that keyboards and mail programs leave


@dataclass(frozen=True, slots=True)
class Person:
    """One person's copy: the number of their row, the edition, the values by field, the address that it goes to ("": it is
    printed), and the password that it opens with ("": none).
    """

    row: int
    edition: str
    values: dict[str, str]
    address: str = ""
    password: str = ""


def people(
    table: PeopleTable, columns: Columns, fields: Sequence[PersonalField], edition: str
) -> Iterator[Person | list[Problem]]:
    """The people of a list in its order; in a person's place, what is wrong with their row. No problem tells a value."""
    for row in table.rows():
        if unknown := list(_unknown(table.path, row, columns)):
            yield unknown
            continue
        values = {field.name: _plain(columns.value(field.name, row.cells)) for field in fields}
        if lacks := next((lacks for field in fields if (lacks := columns.lacks(field.name, row.cells))), ""):
            says = f"row {row.number}, {printable(lacks)}: nothing stands there"
            yield [Problem(Place(table.path, row.number), "empty-value", says, "fill it in, or take the row out")]
            continue
        problems = [problem for field in fields for problem in _wrong(table, row, field, values[field.name])]
        need = columns.value(NEEDS, row.cells)
        chosen = columns.needs.get(need.casefold(), edition if need.casefold() in _NOTHING else "")
        if not chosen:
            says = f"row {row.number}: nothing says which edition is for {printable(need)}"
            hint = nearest(need, columns.needs, "name an edition, or add it to [needs] of --columns")
            problems.append(Problem(Place(table.path, row.number), "unknown-need", says, hint))
        address, wrong = _address(table.path, row, columns.value(EMAIL, row.cells))
        problems += wrong
        password = columns.value(PASSWORD, row.cells)
        seen = next((row.held[heading] for heading in columns.headings(PASSWORD) if heading in row.held), "")
        problems += _wrong_password(table.path, row, password, seen)
        yield problems or Person(row.number, chosen, values, address, password)


def _unknown(path: str, row: Row, columns: Columns) -> Iterator[Problem]:
    """What nobody knows of a row, where a field, the edition or the address hangs on it."""
    asked = {heading for name in columns.patterns for heading in columns.headings(name)}
    said = [cell.strip() for cell in row.cells.values() if cell.strip()]
    if said and _SIGNS["sum"].fullmatch(said[0]) and not re.search(r"[^\W\d_]", "".join(said[1:])):
        says = f"row {row.number}: this is no person, and adds up the rows above"
        yield Problem(Place(path, row.number), "bad-value", says, "take the row out")
    for heading, held in row.held.items():
        if held == STRANGE and heading in asked:
            says = f"row {row.number}, {printable(heading)}: its number is shown in a look that cannot be read"
            yield Problem(Place(path, row.number), "bad-value", says, "format the column as text, and type it anew")
        elif held in UNKNOWN and heading in asked:
            says = f"row {row.number}, {printable(heading)}: it holds {held}, and the file keeps no value of it"
            yield Problem(Place(path, row.number), "formula", says, HOW_TO_KEEP)
        elif held == STRUCK and heading in asked:
            says = f"row {row.number}, {printable(heading)}: its words are struck"
            yield Problem(Place(path, row.number), "bad-value", says, "take the row out; or take the line off the words")


def _wrong_password(path: str, row: Row, password: str, held: str) -> Iterator[Problem]:
    """What every program can be told: plain letters, and not so few that a machine tries them all at once.

    And what was seen in its cell: who types the digits of a date there cannot know in what words it is read.
    """
    if held:
        says = f"row {row.number}, password: its cell holds {held}, which may be shown otherwise than it is kept"
        yield Problem(Place(path, row.number), "bad-password", says, "format the column as text, and type it anew")
    elif password and not (password.isascii() and password.isprintable() and _SHORTEST <= len(password) <= _LONGEST):
        says = f"row {row.number}, password: it has not {_SHORTEST} to {_LONGEST} plain letters, digits and signs"
        yield Problem(Place(path, row.number), "bad-password", says, "choose another; or leave it empty, and one is made")


def _address(path: str, row: Row, written: str) -> tuple[str, list[Problem]]:
    """The address in a row, and what is wrong with it, without its words."""
    if written.casefold() in _NOTHING:
        return "", []
    found, problems = recipients_of((written,), Place(path, row.number))
    if problems:
        says = f"row {row.number}, email: {_WRONG_ADDRESS.get(problems[0].slug, 'this is not an address')}"
        hint = _ONE_EACH if problems[0].slug == "several-recipients" else problems[0].hint
        return "", [replace(problems[0], says=says, hint=hint)]
    return found[0].address, []


def _plain(value: str) -> str:
    """The value in letters that are put together, without marks that keyboards leave."""
    return without_seams(unicodedata.normalize("NFC", value).translate(_OF_NO_EFFECT))


def _is_misread(value: str) -> bool:
    """Whether it is UTF-8 that was read as letters of Windows (MÃ¼ller), or the source of a page (M&uuml;ller)."""
    if _SIGNS["entity"].search(value):
        return True
    try:
        return value.encode("cp1252").decode("utf-8") != value
    except UnicodeError:
        return False


def _has_lost_a_sign(widest: str, value: str) -> bool:
    """Whether a number is written as the widest one, but for the 0 or + in front; one of as many digits has lost none, and
    a short one may be that of a house in the same town: 402317 beside 01392 402317.
    """
    wide, has = (len(re.findall("[0-9]", each)) for each in (widest, value.removesuffix(".0")))
    is_like = _SIGNS["with_zero"].match(widest) and _SIGNS["without_zero"].fullmatch(value)
    is_whole = has <= _MOST_IN_TOWN and wide - has > 2 and not widest.startswith("00")
    return bool(is_like) and (wide > has or widest.startswith("+")) and not is_whole


def _wrong(table: PeopleTable, row: Row, field: PersonalField, value: str) -> Iterator[Problem]:
    place, where = Place(table.path, row.number), f"row {row.number}, {field.label}"
    strange = strange_in_line(value) or next((letter for letter in value if letter in _TURNING), "")
    if not value:
        yield Problem(place, "empty-value", f"{where}: nothing stands there", "fill it in, or take the row out")
    elif len(value) > LONGEST_CELL:
        yield Problem(place, "value-too-wide", f"{where}: {len(value):,} characters", "shorten it")
    elif strange:
        yield Problem(place, "bad-value", f"{where}: a sign that nobody sees (U+{ord(strange):04X})", "type it anew")
    elif value.casefold() in (field.label.casefold(), field.name):
        yield Problem(place, "bad-value", f"{where}: the heading stands there again", "take the row out")
    elif _is_misread(value):
        says = f"{where}: letters were lost on their way from another program: &amp; stands for &, or Ã¼ for ü"
        yield Problem(place, "bad-value", says, "open the list where it is whole, and save it as .xlsx, or as CSV UTF-8")
    elif _SIGNS["shown"].fullmatch(value):
        says = f"{where}: this stands there in place of its value"
        yield Problem(place, "bad-value", says, "mend the cell, or make its column wider, and save the list again")
    elif _SIGNS["day"].fullmatch(value) and any(map(_SIGNS["says_day"].search, (field.widest, field.label))):
        says = f"{where}: a sheet's own number of a day stands there"
        yield Problem(place, "bad-value", says, "format the column as a date there, and save the list again")
    elif _has_lost_a_sign(field.widest, value):
        says = f"{where}: its 0 or + in front is lost, as a sheet loses it from a number"
        yield Problem(place, "bad-value", says, "format the column as text, type it anew, and save the list again")
    elif table.has_lost_a_letter(value):
        says = f"{where}: a question mark, as is saved for a letter that this encoding lacks"
        yield Problem(place, "bad-value", says, "save the list as .xlsx, or as CSV UTF-8, in the program where it is whole")
    elif all(map(is_silent, value)):
        yield Problem(place, "empty-value", f"{where}: nothing that can be seen stands there", "type it anew")
    else:
        for letter in sorted(without_face(value)):
            says = f"{where}: no face of the press has U+{ord(letter):04X} {unicodedata.name(letter, '').lower()}"
            yield Problem(place, "missing-letter", says, "write it in other letters")
        for letter, face in sorted(lacking(value).items()):
            says = f"{where}: U+{ord(letter):04X} is set in {face.family}, which this machine lacks"
            yield Problem(place, "missing-font", says, "python build.py doctor says how to get it")

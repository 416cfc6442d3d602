"""Lists of people, as offices have them: each is read as it was seen, or told with its row before anything is made."""
import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from booklet.core.problems import BookletError
from booklet.pipeline import read_manuscript
from tests.commands import typed
from tests.lists import PERSONAL, handout, list_of, ods, ods_row, order_of, rows_of


def sheet(rows: list[list[object]], far: tuple[int, int] | None = None) -> bytes:
    """A workbook of these rows; with a blank in a cell that is far from them, as a slip of the hand leaves it."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if far:
        book.active.cell(*far, " ")
    book.save(content)
    return content.getvalue()


def worked_out(rows: list[list[object]], **came_to: str) -> bytes:
    """A workbook of these rows as a spreadsheet program keeps it: with what the formula in a cell came to."""
    after = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(rows))) as before, zipfile.ZipFile(after, "w") as packed:
        for part in before.namelist():
            text = before.read(part).decode()
            for cell, value in came_to.items() if part == "xl/worksheets/sheet1.xml" else ():
                text, found = re.subn(rf'<c r="{cell}"><f>([^<]*)</f><v(?: ?/|></v)>', rf'<c r="{cell}" t="str"><f>\1</f><v>{value}</v>', text)
                assert found
            packed.writestr(part, text)
    return after.getvalue()


def looking(value: object, look: str, heading: str = "Note", name: str = "Ann") -> bytes:
    """A workbook of one row, in which a cell has a look of its own."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Name", "Note", *([heading] if heading != "Note" else [])])
    book.active.append([name, *(["x"] if heading != "Note" else []), value])
    book.active.cell(2, book.active.max_column).number_format = look
    book.save(content)
    return content.getvalue()


def charted() -> bytes:
    """A workbook that begins with a sheet that is a chart."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.create_chartsheet(index=0)
    book.save(content)
    return content.getvalue()


def hidden() -> bytes:
    """A workbook of which a filter shows Ann alone."""
    book, content = openpyxl.load_workbook(io.BytesIO(sheet([["Name", "Note"], ["Ann", "x"], ["Bo", "x"]]))), io.BytesIO()
    book.active.row_dimensions[3].hidden = True
    book.save(content)
    return content.getvalue()


def bomb() -> bytes:
    """A workbook of 400 kB that is 400 MB unpacked."""
    content = io.BytesIO(sheet([["Name", "Note"], ["Ann", "x"]]))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/media/a", "w") as part:
        for _ in range(400):
            part.write(bytes(1_000_000))
    return content.getvalue()


@pytest.mark.parametrize(("name", "content", "columns", "values"), [
    ("a.csv", list_of(["Zoë,x"]), "", ["Zoë", "x"]),
    ("a.csv", b"\xef\xbb\xbf" + list_of(["Zoë,x"], ";"), "", ["Zoë", "x"]),
    ("a.txt", list_of(["Zoë,x"], "\t").decode().encode("utf-16"), "", ["Zoë", "x"]),
    ("a.txt", list_of(["Zoë,x"], "\t").decode().encode("utf-16-le"), "", ["Zoë", "x"]), ("a.csv", list_of(["Zoë,x"]).decode().encode("utf-16-be"), "", ["Zoë", "x"]),
    ("a.csv", b"sep=|\r\n" + list_of(["Zoë,a;b;c"], "|"), "", ["Zoë", "a;b;c"]), ("a.csv", b"\xef\xbb\xbfsep=;\n" + list_of(["Zoë,a|b|c"], ";"), "", ["Zoë", "a|b|c"]),
    ("a.csv", b"Ward 3, Monday, all\r\n;\r\n\r\n" + list_of(["Zoë,a"], ";"), "", ["Zoë", "a"]), ("a.xlsx", sheet([[], ["Monday"], [None, "Name", "Note"], [None, "Ann", "x"]]), "", ["Ann", "x"]),
    ("a.csv", b"Monday;;\n" + list_of(["Zoë,Lee,a"], ";", "First,Last,note"), '[columns]\n"person.name" = "{First} {Last}"', ["Zoë Lee", "a"]),
    ("a.csv", list_of(['"Lee, Ann",x  y']), "", ["Lee, Ann", "x y"]), ("a.csv", list_of(['"Lee, Ann", "x, y"'], headings="Name, Note"), "", ["Lee, Ann", "x, y"]),
    ("a.csv", list_of(["Ann,Lee,x"], headings="First,Last,note"), '[columns]\n"person.name" = "{First} {Last}"', ["Ann Lee", "x"]),
    ("a.csv", list_of(["Ann,x"], headings="Who,visit.note"), '[columns]\n"person.name" = "Who"', ["Ann", "x"]),
    ("a.xlsx", sheet([["Name", "Note"], ["Ann", datetime(2026, 11, 30, 9, 15, tzinfo=UTC).replace(tzinfo=None)]]), "", ["Ann", "30 November 2026, 09:15"]),
    ("a.xlsx", worked_out([["Name", "Note", "Age"], ["Ann", '="a"&"b"', "=1"], ["=C1", "=C1", None]], B2="ab", A3="", B3=""), "", ["Ann", "ab"]),
    ("a.xlsx", worked_out([["Name", "Note"], ["Ann", "=2*3"]], B2="6"), "", ["Ann", "6"]), ("a.xlsx", looking(42, "00000"), "", ["Ann", "00042"]),
    ("a.xlsx", looking(0.125, "0%"), "", ["Ann", "13%"]), ("a.xlsx", looking(0.1 + 0.2, "General"), "", ["Ann", "0.3"]),
    ("a.xlsx", looking(1234.5, "#,##0.00"), "", ["Ann", "1,234.50"]), ("a.xlsx", looking(3, '0" mg"'), "", ["Ann", "3 mg"]),
    ("a.xlsx", looking(-12.5, '"€"#,##0.00'), "", ["Ann", "-€12.50"]), ("a.xlsx", looking(-3, "0;[Red](0)"), "", ["Ann", "(3)"]), ("a.xlsx", looking(4915112345678, '"+"0'), "", ["Ann", "+4915112345678"]),
    ("a.xlsx", looking(1234.5, '_-* #,##0.00\\ [$€-407]_-;\\-* #,##0.00\\ [$€-407]_-;_-* "-"??_-;_-@_-'), "", ["Ann", "1,234.50 €"]), ("a.xlsx", looking(timedelta(hours=36), "[h]:mm"), "", ["Ann", "36:00"]),
    ("a.xlsx", looking("a_x000D_\nb", "General"), "", ["Ann", "a b"]), ("a.csv", list_of(["Ann,x,1,2"], headings="Name,Note,Remark,Remark"), "", ["Ann", "x"]),
    ("a.csv", list_of(["Ann,x"], headings="Who,Note"), '\ufeff[columns]\n"person.name" = "Who"', ["Ann", "x"]),
    ("a.csv", list_of(["Ann,x"], headings="Name *,Note\u200b:"), "", ["Ann", "x"]), ("a.csv", list_of(["Ann,Bo,x"], headings="NAME,Name,Note"), '[columns]\n"person.name" = "Name"', ["Bo", "x"]),

    ("a.xlsx", sheet([["Name", "Note"], ["Ann", 3.0], [None, None]]), "", ["Ann", "3"]), ("a.xlsx", sheet([["Name", "Note"], ["Ann", "x"]], far=(9_000, 16_000)), "", ["Ann", "x"]),
])  # fmt: skip
def test_a_list_is_read_as_it_was_saved(cited, tmp_path, name, content, columns, values):
    (person,) = rows_of(cited, content, tmp_path, name, columns)
    assert list(person.values.values()) == values


@pytest.mark.parametrize(("name", "content", "columns", "code"), [
    ("a.csv", b"", "", "bad-list"), ("a.csv", list_of(["a,b,c"]), "", "bad-list"), ("a.csv", list_of([], headings="Name,Name"), "", "bad-list"),
    ("a.csv", list_of(['"a,b']), "", "bad-list"), ("a.csv", list_of(["a"], headings="Name"), "", "missing-column"),
    ("a.csv", "Name,Note\nZoë,x".encode("cp1252"), "", "not-utf-8"), ("a.xlsx", b"PK", "", "bad-list"),
    ("a.ods", b"PK\3\4mimetype", "", "bad-list"), ("a.xlsb", b"PK\3\4mimetype", "", "bad-list"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1", "", "bad-list"), ("a.csv", b"%PDF-1.7\n%\xe2\xe3", "", "bad-list"), ("a.xls", b"<html><table><tr><td>Name</td></tr></table>", "", "bad-list"), ("a.xlsx", hidden(), "", "bad-list"),
    ("a.xlsx", sheet([["Name", "=A1"], ["Ann", "x"]]), "", "formula"), ("a.xlsx", charted(), "", "bad-list"), ("a.xlsx", bomb, "", "bad-list"), ("a.csv", list_of([]), "[columns", "bad-toml"), ("a.csv", list_of([]), f"a = {'[' * 2_000}{']' * 2_000}", "bad-toml"),
    ("a.csv", list_of([]), "[colums]\na = 1", "bad-setting"), ("a.csv", list_of([]), '[columns]\n"person.nam" = "Name"', "unknown-field"),
    ("a.csv", list_of([], headings="Name,Note"), "", "bad-list"), ("a.csv", list_of([",", " , "], headings="Name,Note"), "", "bad-list"),
    ("a.csv", list_of(["Ann,x,a@example.org,b@example.org"], headings="Name,Note,E-mail *:,Email"), "", "bad-list"),
    ("a.csv", list_of(["Ann,Bo,x"], headings="Name,NAME,Note"), "", "bad-list"), ("a.csv", list_of(["Ann,Bo,x"], headings="Name,person.name,Note"), "", "bad-list"),
    ("a.csv", list_of([]), '[columns]\n"person.name" = "{Nme}"', "missing-column"), ("a.csv", list_of([]), '[needs]\nx = "y"', "unknown-edition"),
])  # fmt: skip
def test_a_list_that_is_none_is_told_before_anything_is_made(folder, tmp_path, name, content, columns, code):
    with pytest.raises(BookletError) as told:
        order_of(folder, content() if callable(content) else content, tmp_path, name, columns)
    assert {problem.slug for problem in told.value.problems} == {code}


WRONG = {
    ",x": "empty-value", "\u034f,x": "bad-value", "a\u202eb,x": "bad-value", "a\x07b,x": "bad-value", "ក,x": "missing-letter",
    "x" * 10_001 + ",x": "value-too-wide", "Ann,NOTE": "bad-value", "#REF!,x": "bad-value", "Ann,#N/A": "bad-value",
    "Ann,######": "bad-value", 'Ann,"9,43E+09"': "bad-value", "Ann,5E+10": "bad-value", "NULL,x": "bad-value", "Ann,{{ visit.day }}": "bad-value", "«Name»,x": "bad-value",
    'Ann,"=""0012"""': "bad-value", "M&uuml;ller,x": "bad-value", "MÃ¼ller,x": "bad-value", "Ann,5 â€“ 6": "bad-value",
}  # fmt: skip


def test_a_row_that_is_wrong_is_told_without_its_value_and_stops_no_other(folder, tmp_path):
    order = order_of(folder, list_of([line for number, row in enumerate(WRONG) for line in (f"Bo{number},x", row)]), tmp_path)
    assert [(problem.slug, problem.place.line) for problem in order.problems] == [*zip(WRONG.values(), range(3, 99, 2), strict=False)]
    assert [person.row for person in order.source.people()] == list(range(2, 2 + 2 * len(WRONG), 2))
    assert not [part for row in WRONG for part in row.split(",") if len(part) > 3 and part in str(order.problems)]


def test_a_letter_that_was_lost_when_the_list_was_saved_is_told(folder, tmp_path):
    """Excel writes Michał as Micha? where it saves a list for Western Europe."""
    order = order_of(folder, "Name,Note\nMichał,x\nZoë,x".encode("cp1252", "replace"), tmp_path, encoding="cp1252")
    assert [(problem.slug, problem.place.line) for problem in order.problems] == [("bad-value", 2)]
    assert [person.values["person.name"] for person in order.source.people()] == ["Zoë"]
    order = order_of(folder, "Name,Note\nMichał,Any questions?".encode("cp1250"), tmp_path, encoding="cp1250")
    assert [problem.slug for problem in order.problems] == ["bad-value"]
    assert order_of(folder, "Name,Note\nMichał,Any questions?".encode(), tmp_path).problems == ()


@pytest.mark.parametrize(("note", "is_told"), [
    ("Any questions? Ring 020 7946", False), ("Can you walk (or not?)", False), ("Bring e-mail?", False), ("Call Micha? Nowak", True), ("O?Brien", True),
    ("prosz? wzi?? leki", True), ("prosz? zadzwoni", True), ("5 ?g", True), ("? 5 mg", True), ("vitamin B? daily", True),
])  # fmt: skip
def test_a_question_is_no_letter_that_was_lost(cited, tmp_path, note, is_told):
    """In a list of Windows each row with a question was left out."""
    (row,) = rows_of(cited, f"Name,Note\nZoë,{note}".encode("cp1252"), tmp_path, encoding="cp1252")
    assert isinstance(row, list) is is_told


ANN = ods_row("Name", "Note") + ods_row("Ann", "x")
BOMB = "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefghi", "bcdefghij", strict=True))


@pytest.mark.parametrize(("content", "values"), [
    (ods(ANN + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', how='table:number-rows-repeated="1048574"')), ["Ann", "x"]),
    (ods(ANN, before=f'<table:table table:style-name="unseen">{ods_row("Name", "Note")}{ods_row("Bo", "y")}</table:table>'), ["Ann", "x"]),
    (ods(ods_row("", "Name", "Note") + ods_row("", how='table:number-rows-repeated="9"') + ods_row('<table:table-cell table:number-columns-repeated="1"/>',
        '<table:table-cell><text:p>Ann<text:s text:c="3"/>Lee</text:p></table:table-cell>', "<table:table-cell><office:annotation><text:p>ill</text:p></office:annotation><text:p>a</text:p><text:p>b</text:p></table:table-cell>")), ["Ann Lee", "a b"]),
    (ods(ods_row("Name", "Note") + ods_row("Ann", '<table:table-cell office:value-type="date" office:date-value="2026-11-30T09:15:00"><text:p>30.11.26</text:p></table:table-cell>')),
        ["Ann", "30 November 2026, 09:15"]),
    (ods(ods_row("Name", "Note") + ods_row("Ann", '<table:table-cell office:value-type="float" office:value="50"><text:p>0050</text:p></table:table-cell>')), ["Ann", "0050"]),
])  # fmt: skip
def test_a_list_of_libre_office_is_read_as_it_is_seen(cited, tmp_path, content, values):
    (person,) = rows_of(cited, content, tmp_path, "a.ods")
    assert list(person.values.values()) == values


def test_a_list_of_libre_office_tells_what_nobody_knows_of_a_row(cited, tmp_path):
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    twice, covered = '<table:table-cell table:number-rows-spanned="2"><text:p>y</text:p></table:table-cell>', "<table:covered-table-cell><text:p>z</text:p></table:covered-table-cell>"
    rows = ods_row("Ann", '<table:table-cell table:formula="of:=A1"/>') + ods_row("Bo", error) + ods_row("Cy", twice) + ods_row("Di", covered)
    *wrong, cy, di = rows_of(cited, ods(ods_row("Name", "Note") + rows), tmp_path, "a.ods")
    assert [(problem.slug, problem.place.line) for row in wrong for problem in row] == [("formula", 2), ("formula", 3)]
    assert [(each.row, each.values["visit.note"]) for each in (cy, di)] == [(4, "y"), (5, "y")]


@pytest.mark.parametrize("content", [
    ods(ANN + ods_row("Bo", "x", how='table:visibility="filter"')), ods(ANN + ods_row("Bo", "x", how='table:number-rows-repeated="1000000"')),
    ods(ANN + ods_row("Bo", '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>')),
    ods(ANN + ods_row("Bo", "&j;"), doctype=f'<!DOCTYPE x [<!ENTITY a "{"x" * 100}">{BOMB}]>'), ods(ANN + ods_row("Bo", "&x;"), doctype='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ods(ANN + ods_row("Bo", f"{'<text:span>' * 5_000}x{'</text:span>' * 5_000}")), ods(ANN + ods_row("Bo", f"x{'<text:s/>' * 300_000}")),
])  # fmt: skip
def test_a_list_of_libre_office_that_is_made_to_harm_is_refused(cited, tmp_path, content):
    with pytest.raises(BookletError) as told:
        rows_of(cited, content, tmp_path, "a.ods")
    assert [problem.slug for problem in told.value.problems] == ["bad-list"]


def merged(rows: list[list[object]], *cells: str) -> bytes:
    """A workbook of these rows with cells that are merged."""
    book, content = openpyxl.load_workbook(io.BytesIO(sheet(rows))), io.BytesIO()
    for each in cells:
        book.active.merge_cells(each)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(("name", "content", "column"), [
    ("a.xlsx", merged([["Name", None, "Note"], ["Ann", "Lee", "x"]], "A1:B1"), "B"), ("a.csv", b"Name,,Note\nAnn,Lee,x", "B"),
    ("a.xlsx", merged([["Name", "Note", None], ["First", "Note", "Last"], ["Ann", "x", "Lee"]]), "C"), ("a.csv", b"Name,Note,Age,\nAnn,sit, rest,9", "D"),
    ("a.csv", b"Name,Note\nAnn,sit, rest", "C"), ("a.ods", ods(ods_row("Name", "Note") + ods_row("Ann", "x", "y")), "C"),
])  # fmt: skip
def test_words_beside_a_column_that_is_printed_are_not_lost_unsaid(cited, tmp_path, name, content, column):
    """Below a heading that is merged over two columns stood Ann and Lee; the copy was for Ann."""
    with pytest.raises(BookletError) as told:
        rows_of(cited, content, tmp_path, name)
    assert f"words stand in column {column}," in told.value.problems[0].says


@pytest.mark.parametrize(("name", "content"), [
    ("a.xlsx", merged([["Name", "Note"], [None, None], ["Ann", "x"]], "A1:A2", "B1:B2")), ("a.xlsx", sheet([["Visit"], ["Name", "Note"], ["NAME", None], ["Ann", "x"]])),
    ("a.xlsx", sheet([[None, "Name", "Note", "Age", None], [1, "Ann", "x", 9, "mine"]])), ("a.csv", b";Name;Note;;\n1;Ann;x;;\n;;;;\n"),
])  # fmt: skip
def test_headings_may_take_two_rows_and_leave_a_column_out(cited, tmp_path, name, content):
    (person,) = rows_of(cited, content, tmp_path, name)
    assert list(person.values.values()) == ["Ann", "x"]


def test_a_cell_that_is_merged_says_the_same_in_each_of_its_rows(folder, tmp_path):
    """The second of two people who need large print got small print."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    rows = [["Name", "Note", "Needs"], ["Ann", "x", "letter"], ["Bo", "y", None], ["Cy", "z", None], [None, "w", None], ["Di", "x", None]]
    for row in rows:
        book.active.append(row)
    for cells in ("C2:C3", "A4:A5"):
        book.active.merge_cells(cells)
    book.save(content)
    order = order_of(folder, content.getvalue(), tmp_path, "a.xlsx")
    assert [(each.values["person.name"], each.values["visit.note"], each.edition) for each in order.source.people()] == [
        ("Ann", "x", "letter"), ("Bo", "y", "letter"), ("Cy", "z", "a4"), ("Cy", "w", "a4"), ("Di", "x", "a4")]


def test_people_on_another_sheet_are_told(folder, tmp_path):
    """Nobody of Tuesday had a copy, and nothing said so."""
    book, content = openpyxl.load_workbook(io.BytesIO(sheet([["Name", "Note"], ["Ann", "x"]]))), io.BytesIO()
    for name, rows in (("Tuesday", [["Ward 3"], ["Name", "Note"], ["Bo", "x"]]), ("Codes", [["Code", "Note"], [1, "x"]]), ("Old", [["Name", "Note"]])):
        for row in [book.create_sheet(name), *rows][1:]:
            book[name].append(row)
    book["Old"].sheet_state = "hidden"
    book.save(content)
    order = order_of(folder, content.getvalue(), tmp_path, "a.xlsx")
    assert [(problem.slug, problem.is_advice, "people stand on Tuesday, too" in problem.says) for problem in order.problems] == [("bad-list", True, True)]
    for words in ("Export Summary", None):
        for cell in (*book["Sheet"][1], *book["Sheet"][2]):
            cell.value = words
        book.save(content := io.BytesIO())
        with pytest.raises(BookletError, match=r"the first sheet alone is read, and people stand on Tuesday\s+hint: put that sheet first"):
            order_of(folder, content.getvalue(), tmp_path, "b.xlsx")


def test_rows_that_say_the_same_are_told_and_made(folder, tmp_path):
    """One person twice in a list gets two letters; two of one name get one each."""
    order = order_of(folder, list_of(["Ann,x", "Bo,x", "Ann,x", "Ann,y", "Ann,x"]), tmp_path)
    assert [(problem.slug, problem.is_advice, problem.place.line) for problem in order.problems] == [("doubled-row", True, 4)]
    assert ": 4, 6" in order.problems[0].says and order.count == 5
    order = order_of(folder, list_of(["Ann,x", "Ann,x", *(f"{name},x" for row in range(60) for name in (row, "Ann"))]), tmp_path)
    assert order.problems[0].says.endswith(" 79, 81 and 21 more"), order.problems[0].says
    rows = ["Ann,x,a@example.org", "Bo,x,", "Cy,x,A@example.org", "Di,x,d@example.org", "Ed,x,"]
    order = order_of(folder, list_of(rows, headings="Name,Note,Email"), tmp_path)
    assert [(problem.place.line, problem.says) for problem in order.problems] == [
        (4, "the address in these rows is that of somebody else above: 4")], "a cell that was copied down: Cy's letter would be Ann's"


def test_a_formula_that_the_file_keeps_no_value_of_is_told_with_its_row_and_stops_no_other(folder, tmp_path):
    """Who needs large print by a formula that nobody worked out would have got small print."""
    rows = [["Ann", "x", None, "=A1"], ["=A1", "x"], ["Bo", "x"], ["#REF!", "x"], ["Di", "x"], ["Cy", "x", "=A1"], ["Ed", "x"]]
    order = order_of(folder, sheet([["Name", "Note", "Needs", "Age"], *rows]), tmp_path, "a.xlsx")
    assert [(problem.slug, problem.place.line) for problem in order.problems] == [("formula", line) for line in (3, 5, 7)]
    assert [person.row for person in order.source.people()] == [2, 4, 6, 8]


@pytest.mark.parametrize(("value", "look", "password"), [
    (18326, "dd/mm/yyyy", None), (12345678, "0000-0000", None), (1234567.5, "General", None), (123456789012, "General", None),
    ("04/03/1950", "@", "04/03/1950"), (1234567, "00000000", "01234567"), (12345678, "General", "12345678"),
])  # fmt: skip
def test_a_password_is_what_was_seen_in_its_cell_or_is_refused(cited, tmp_path, value, look, password):
    """A date that was seen as 04/03/1950 locked the copy with 4 March 1950, and nobody could open it."""
    (row,) = rows_of(cited, looking(value, look, "Password"), tmp_path, "a.xlsx")
    if password:
        assert row.password == password
    else:
        assert [problem.slug in ("bad-password", "bad-value") and "format the column as text" in problem.hint for problem in row] == [True]


@pytest.mark.parametrize("look", ["000-000", '0,"k"', "# ?/?", "[<9]0;(###) ###-####", "0.0E+0", ";;"])
def test_a_number_in_a_look_of_its_own_is_told_and_not_printed_otherwise(cited, tmp_path, look):
    """12 k was printed as 12000, and 123-456 as 123456."""
    (row,) = rows_of(cited, looking(12000, look), tmp_path, "a.xlsx")
    assert [(problem.slug, "as text" in problem.hint) for problem in row] == [("bad-value", True)]


@pytest.mark.parametrize(("pattern", "row", "name"), [
    ("{A} {B}", "Ann,Lee,x", "Ann Lee"), ("{A} {B}", "Ann,,x", "Ann"), ("{B}, {A}", "Ann,,x", None), ("{A} at {B}", "Monday,,x", None), ("{A} at {B}", ",,x", None),
])  # fmt: skip
def test_no_word_of_a_pattern_is_left_over(cited, tmp_path, pattern, row, name):
    """A copy said "Monday at", and another "Lee," where a cell was empty. A second name may be."""
    (found,) = rows_of(cited, list_of([row], headings="A,B,Note"), tmp_path, columns=f'[columns]\n"person.name" = "{pattern}"')
    assert found.values["person.name"] == name if name else [problem.slug for problem in found] == ["empty-value"]


def test_who_has_no_address_and_no_need_may_say_so(cited, tmp_path):
    rows = rows_of(cited, list_of(["Ann,x,-,None", "Bo,x,n/a,no"], headings="Name,Note,Email,Needs"), tmp_path)
    assert [(row.address, row.edition) for row in rows] == [("", "a4"), ("", "a4")]
    ((told,),) = rows_of(cited, list_of(["Ann,x,a@b.example; c@d.example"], headings="Name,Note,Email"), tmp_path)
    assert told.slug == "several-recipients" and "a row for each" in told.hint


def test_the_hint_at_a_list_with_other_headings_is_what_to_type(folder, tmp_path):
    rows = list_of(["Ann,Lee,x"], headings="First name,Surname,Note")
    with pytest.raises(BookletError) as told:
        order_of(folder, rows, tmp_path)
    ((problem,),) = (told.value.problems,)
    head, field = re.search(r"two lines: (\[columns\]) and (\S+ =)", problem.hint).groups()
    order = order_of(folder, rows, tmp_path, "b.csv", f'{head}\n{field} "{{First name}} {{Surname}}"')
    assert [person.values["person.name"] for person in order.source.people()] == ["Ann Lee"]


def test_a_list_without_end_is_told(folder, tmp_path):
    """It was read until all memory was taken; a pipe was waited for."""
    (tmp_path / "list.csv").symlink_to("/dev/zero")
    told = typed("copies", tmp_path / "list.csv", "--source", folder, "--out", tmp_path / "out")
    assert "unreadable-file: this cannot be read: it is not a plain file" in told.stderr and not (tmp_path / "out").exists()


def crossed_out(name: str = "Bo") -> bytes:
    """A workbook in which a row is struck."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (["Name", "Note", "Age"], ["Ann", "x", 3], [name, "x", 4]):
        book.active.append(row)
    for cell in (*book.active[3], book.active.cell(2, 3)):
        cell.font = openpyxl.styles.Font(strike=True)
    book.save(content)
    return content.getvalue()


def moved() -> bytes:
    """A workbook as Excel keeps it, with its words apart, in which the hour of before is crossed out beside the new one."""
    after, main = io.BytesIO(), "http://schemas.openxmlformats.org"
    kind, way = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml", f"{main}/officeDocument/2006/relationships/sharedStrings"
    instead = {
        b'<c r="B3" t="inlineStr"><is><t>moved</t></is></c>': '<c r="B3" t="s"><v>0</v></c>',
        b"</Types>": f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>',
        b"</Relationships>": f'<Relationship Id="rId99" Type="{way}" Target="sharedStrings.xml"/></Relationships>',
    }
    with zipfile.ZipFile(io.BytesIO(sheet([["Name", "Note"], ["Ann", "x"], ["Bo", "moved"]]))) as before, zipfile.ZipFile(after, "w") as packed:
        for part in before.namelist():
            content = before.read(part)
            for old, new in instead.items() if part in ("xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels") else ():
                content = content.replace(old, new.encode())
            packed.writestr(part, content)
        hours = "<si><r><rPr><strike/></rPr><t>10:15</t></r><r><t> 11:30</t></r></si>"
        packed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}/spreadsheetml/2006/main">{hours}</sst>')
    return after.getvalue()


MOVED = '<table:table-cell><text:p><text:span text:style-name="lined">10:15</text:span> 11:30</text:p></table:table-cell>'
STRUCK = '<table:table-cell table:style-name="lined"><text:p>Bo</text:p></table:table-cell>'


@pytest.mark.parametrize(("name", "content"), [
    ("a.xlsx", crossed_out()), ("a.ods", ods(ods_row("Name", "Note") + ods_row("Ann", "x") + ods_row(STRUCK, "x"))),
    ("a.xlsx", moved()), ("a.ods", ods(ods_row("Name", "Note") + ods_row("Ann", "x") + ods_row("Bo", MOVED))),
])  # fmt: skip
def test_who_is_struck_from_a_list_gets_no_letter_unsaid(cited, tmp_path, name, content):
    """Their line said that they were not to come, and the letter told them the hour."""
    ann, bo = rows_of(cited, content, tmp_path, name)
    assert ann.values["person.name"] == "Ann"
    assert [(problem.slug, problem.place.line, "struck" in problem.says) for problem in bo][:1] == [("bad-value", 3, True)]


def test_what_adds_up_a_list_is_no_person(cited, tmp_path):
    """There was a letter to Total."""
    rows = rows_of(cited, list_of(["Ann,x", "Suma Patel,y", "Suma,come", "Total,12", "Grand total: 2,3", "Total patients,2", "Summe,", "Total,come"]), tmp_path)
    assert [getattr(row, "row", 0) for row in rows] == [2, 3, 4, 0, 0, 0, 0, 9]
    assert {problem.slug for row in rows if isinstance(row, list) for problem in row} == {"bad-value"}


def test_the_number_of_a_day_is_not_printed_for_it(tmp_path):
    """Your visit: 46356."""
    personal = PERSONAL.replace("Please bring your daughter and all of your medicines", "Wednesday 30 September 2026, 10:30")
    cited = read_manuscript(handout(tmp_path, personal=personal))
    rows = rows_of(cited, list_of(["Ann,46356", "Ann,46356.4375", "46356,30 November 2026", "Ann,12345"]), tmp_path)
    assert [isinstance(row, list) and row[0].slug for row in rows] == ["bad-value", "bad-value", False, False]


@pytest.mark.parametrize(("widest", "lost"), [("07700 900 123 456", True), ("+44 7700 900123", True), ("0012345678901", True), ("0123456789", False), ("212 555 0123 or more", False)])
def test_a_number_without_its_first_zero_is_not_printed(tmp_path, widest, lost):
    """We ring you on 7700900123. A sheet takes the 0 away from what it takes for a number."""
    personal = PERSONAL.replace("Please bring your daughter and all of your medicines", widest)
    cited = read_manuscript(handout(tmp_path, personal=personal))
    rows = rows_of(cited, list_of(["Ann,7700900123", "Ann,07700 900123", "Ann,+447700900123", "Ann,999", "Ann,1800123456", "Ann,116117", *["Ann,402317"] * (widest[:2] != "00")]), tmp_path)
    assert [isinstance(row, list) and row[0].slug for row in rows] == ["bad-value" if lost else False, *[False] * (len(rows) - 1)]


def test_a_column_that_is_called_otherwise_is_offered(folder, tmp_path):
    with pytest.raises(BookletError) as told:
        order_of(folder, list_of(["Ann,x"], headings="Patient name,Note"), tmp_path)
    assert '"person.name" = "{Patient name}"' in told.value.problems[0].hint


@pytest.mark.parametrize("heading", ["E-Mail-Adresse", "Mail", "Adresse e-mail", "Correo electrónico"])
def test_an_address_is_found_by_what_its_column_is_called(cited, tmp_path, heading):
    """A copy that was to be mailed was printed."""
    (ann,) = rows_of(cited, list_of(["Ann,x,ann@example.org"], headings=f"Name,Note,{heading}"), tmp_path)
    assert ann.address == "ann@example.org"

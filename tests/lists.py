"""Lists of people, the small handout of which they get copies, and what lies in a folder of copies."""
import io
import zipfile
from hashlib import sha256
from pathlib import Path

from booklet.copies.order import made_order
from booklet.copies.recipients.columns import asked_headings, columns_of
from booklet.copies.recipients.people import Person, people
from booklet.copies.recipients.tables import PeopleTable
from booklet.core.problems import Problem
from booklet.core.processes.crew import Workers
from booklet.deliver.freshness import Build
from booklet.model.cited import CitedManuscript
from tests.manuscripts import FILES, HEAD

PERSONAL = """
[[personal]]
name = "person.name"
label = "Name"
widest = "Wilhelmina Featherstonehaugh-Smith"

[[personal]]
name = "visit.note"
label = "Note"
widest = "Please bring your daughter and all of your medicines"
lines = 2

[editions.a4]
"""
ONE = Workers(1)
BODY = "\n## My plan\n\nThis is for {{ person.name }}\n\n- **Also {{ person.name }}**\n\n{{ visit.note }}\n\nRest. [@lee2020]\n"
NAMES = [
    "Zoë Łukaszewska-Ångström", "O’Brien \"Bo\" <b>{{ x }}</b>", "Αθηνά Παπαδοπούλου", "Владимир Щербаков", "Nguyễn Thị Ánh",
    "محمد العربي", "שלמה כהן (12)", "राम प्रसाद शर्मा", "সুমাইয়া খাতুন", "สมชาย ใจดี", "Jo Αθ 12 محمد", "Ծովինար", "ქეთევან", "Jo 👩 Ray",
]  # fmt: skip


def handout(home: Path, body: str = BODY, personal: str = PERSONAL) -> Path:
    folder = home / "sections"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name == "booklet.toml":
            text = text.replace("[editions.a4]\n", personal, 1) + '\n[editions.letter]\npaper = "Letter"\n'
        file.write_text(text, encoding="utf-8")
    (folder / "010-rest.md").write_text(HEAD + body, encoding="utf-8")
    return folder


def list_of(rows: list[str], separator: str = ",", headings: str = "Name,Note") -> bytes:
    return "\r\n".join([headings, *rows]).replace(",", separator).encode()


_ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "table", "text"))
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods_row(*cells: str, how: str = "") -> str:
    """A row of LibreOffice; a cell may be written out."""
    written = (each if each.startswith("<") else f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in cells)
    return f"<table:table-row {how}>{''.join(written)}</table:table-row>"


def ods(rows: str, before: str = "", doctype: str = "") -> bytes:
    """A workbook as LibreOffice keeps it, with a style of sheets that hides them, unseen, and one that strikes words, lined."""
    style = '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>'
    style += '<style:style style:name="lined"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    head = f"{doctype}<office:document-content {_ODF} {_CALC}><office:automatic-styles>{style}</office:automatic-styles>"
    sheets = f'{before}<table:table table:name="S">{rows}</table:table>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("content.xml", f"{head}<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>")
    return content.getvalue()


def order_of(folder: Path, content: bytes, tmp_path: Path, name: str = "list.csv", columns: str = "", encoding: str = ""):
    (tmp_path / name).write_bytes(content)
    if columns:
        (tmp_path / "columns.toml").write_text(columns, encoding="utf-8")
    asked = Build(folder, None, tmp_path / "printer.toml", None, tmp_path / "out")
    return made_order(asked, tmp_path / name, "", tmp_path / "columns.toml" if columns else None, encoding)


def hashes(folder: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(folder.glob("*.pdf"))}


def rows_of(cited: CitedManuscript, content: bytes, home: Path, name: str = "list.csv", columns: str = "", encoding: str = "") -> list[Person | list[Problem]]:
    """The people of a list, or what is wrong with their rows; no page is laid out."""
    (home / name).write_bytes(content)
    (home / "columns.toml").write_text(columns, encoding="utf-8")
    imprint, own = cited.manuscript.imprint, home / "columns.toml" if columns else None
    table = PeopleTable(home / name, encoding, imprint.language, asked_headings(imprint.personal, own))
    return list(people(table, columns_of(table, imprint.personal, own, [*imprint.editions]), imprint.personal, "a4"))

"""The register: the records of a run as the text of references.lock."""
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date

from booklet.core.sealed import quoted, seal_of
from booklet.load.signed.lock_file import table_head
from booklet.model.lock import FORMAT, Record

_HEAD = """\
# Written by `python build.py refs verify`, which asks Crossref and PubMed. Not to be edited: the seal would not fit.
"""


def lock_text(booklet: str, day: date, records: Iterable[Record]) -> str:
    """The lock of a booklet as TOML, its works in the order of their keys. The same records give the same text."""
    works = "".join("\n" + "\n".join(_work(record)) + "\n" for record in sorted(records, key=lambda one: one.key))
    settings = f"format = {FORMAT}\nbooklet = {quoted(booklet)}\nchecked = {day.isoformat()}\n"
    seal = seal_of(tomllib.loads(settings + works))
    return f'{_HEAD}{settings}seal = "{seal}"\n{works}'


def _work(record: Record) -> Iterator[str]:
    yield table_head(record.key)
    yield f'entry = "{record.entry}"'
    yield f'status = "{record.status}"'
    for name in ("doi", "pmid", "notice"):
        if value := getattr(record, name):
            yield f"{name} = {quoted(value)}"
    for name in ("checked", "notice_date"):
        if day := getattr(record, name):
            yield f"{name} = {day.isoformat()}"
    if record.differs:
        yield "differs = ["
        yield from (f"  {quoted(line)}," for line in record.differs)
        yield "]"

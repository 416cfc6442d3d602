"""Pages kept on the disk, in the folder of what can be made again: so that a handout that is opened shows itself at once."""
import hashlib
import io
import json
import os
import zipfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from booklet.core.disk.cache import cache_folder, keep
from booklet.core.disk.files import remove
from booklet.core.json_text import shallow
from booklet.core.problems import Place, Problem
from booklet.preview.pages import Page, Preview
from booklet.preview.drawn_page import DrawnPage
from booklet.preview.typed_lines import TypedLine

_MOST = 12  # previews, of a megabyte or two each; the ones that were made last
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile)


def keep_pages(name: str, preview: Preview, sheets: list[DrawnPage]) -> None:
    """Keep these pages under a name that says all that they were made from. A disk that has no room keeps none."""
    contents = list({id(sheet.content): sheet.content for sheet in sheets}.values())
    numbers = {id(content): number for number, content in enumerate(contents)}
    told = asdict(preview) | {"sheets": [(sheet.key, numbers[id(sheet.content)], sheet.index) for sheet in sheets]}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("preview.json", json.dumps(told))
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.pdf", content)
    keep(file := _file(name), out.getvalue(), mode=0o600)
    with suppress(OSError):
        others = sorted(file.parent.glob("*.zip"), key=os.path.getmtime, reverse=True)
        for old in others[_MOST:]:
            remove(old)


def kept_pages(name: str) -> tuple[Preview, list[DrawnPage]] | None:
    """The pages that are kept under a name, and how they were drawn. None where there are none, or broken ones."""
    try:
        with zipfile.ZipFile(_file(name)) as archive:
            told = json.loads(shallow(archive.read("preview.json")))
            contents = [archive.read(f"{number}.pdf") for number in range(len(archive.namelist()) - 1)]
        sheets = [DrawnPage(key, contents[number], index, ()) for key, number, index in told["sheets"]]
        lines = [tuple(TypedLine(*line) for line in page.pop("lines")) for page in told["pages"]]
        pages = tuple(Page(**page, lines=typed) for page, typed in zip(told["pages"], lines, strict=True))
        problems = tuple(Problem(**{**problem, "place": Place(**problem["place"])}) for problem in told["problems"])
        return Preview(pages, problems, told["exact"], told["is_current"]), sheets
    except _UNREADABLE:
        return None


def _file(name: str) -> Path:
    return cache_folder() / "previews" / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.zip"

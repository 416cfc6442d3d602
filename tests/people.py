"""`python -m tests.people [SCENE ...]`: copies beside layouts of their own, for a hundred people of ten scripts, and all of a thousand.

A copy for a person, laid out in full, is the same document with their words in the place of the widest value, set by the
renderer. What is compared is the paint of whole pages. tests/test_people.py asks for the same with a person of each script.
"""
import hashlib
import html
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops, ImageFilter

from booklet.check.judge import judge
from booklet.check.pdf.ink import page_pictures
from booklet.cite.select import selected
from booklet.copies.plate.make import make_plates
from booklet.core.letters.chain import chain
from booklet.deliver.sheets.black import blackened
from booklet.model.cited import CitedManuscript
from booklet.model.document import Document, LaidOut
from booklet.paginate.paginate import lay_out_pages
from booklet.pipeline import lay_out_edition, read_manuscript
from booklet.tag.tag import tag_pages
from tests.bench.copies import people, personal_handout
from tests.lists import ONE, handout, list_of, order_of

SCRIPTS = {
    "Latin": ("Zoë Łukasz Ñuñes Şahin", "Ångström Dvořák Nguyễn"), "Greek": ("Αθηνά Γιώργος Ελένη Νίκος", "Παπαδοπούλου Ιωάννου Ψαρρά"),
    "Cyrillic": ("Владимир Жанна Їржи Ђорђе", "Щербаков Ющенко Живковић"), "Arabic": ("محمد فاطمة لؤي زهراء", "العربي الخلّاني بن‌صالح"),
    "Hebrew": ("שלמה רחל יוסף נועה", "כהן לוי בן־דוד"), "Devanagari": ("राम श्रीदेवी कृष्णा ज्योति", "शर्मा त्रिपाठी क्षीरसागर"),
    "Thai": ("สมชาย น้ำผึ้ง กิตติ์ ปิ่น", "ใจดี ศรีสุข ตั้งมั่น"), "Chinese": ("小明 丽华 國強 思遠", "王 歐陽 陳"),
    "Japanese": ("太郎 さくら ケンジ 直美", "佐藤 山田 渡邊"), "Korean": ("민준 서연 지훈 하은", "김 박 최"),
}  # fmt: skip
AT_ONCE = 20  # as many fields as a handout may have
_SLOT = re.compile(r'(?P<opens><span data-field="(?P<field>[^"]+)" data-line="0")>[^<]*')


def names(each: int) -> list[str]:
    """The names of so many people of each script that the faces on this machine can set, a script after the other."""
    here = [words for name, words in SCRIPTS.items() if all(face.is_here for face in chain()) or name not in ("Chinese", "Japanese", "Korean")]
    pairs = (product(*(words.split() for words in script)) for script in here)
    return [f"{given} {family}" for script in pairs for given, family in islice(script, each)]


def crowd(home: Path, count: int = AT_ONCE) -> Path:
    """A small handout that says so many names, each on a line, the first one on its cover as well."""
    entry = '[[personal]]\nname = "p.n{}"\nlabel = "Name {}"\nwidest = "Maximiliane Featherstonehaugh"\n{}\n'
    fields = "".join(entry.format(n, n, "on_cover = true" if n == 0 else "") for n in range(count))
    lines = "".join(f"For {{{{ p.n{n} }}}}\n\n" for n in range(count))
    editions = '[editions.black]\npaper = "A4"\nink = "black"\ncover = true\n\n[editions.a4]\ncover = true\n'
    return handout(home, f"\n{lines}Rest. [@lee2020]\n", f"{fields}\n{editions}")


def laid_out_for(cited: CitedManuscript, edition: str, values: Mapping[str, str]) -> bytes:
    """The copy of a person, laid out in full."""
    design = cited.manuscript.imprint.editions[edition]

    def set_pages(document: Document) -> LaidOut:
        said = _SLOT.sub(lambda found: f'{found["opens"]} style="visibility: visible">{html.escape(values[found["field"]])}', document.html)
        return lay_out_pages(replace(document, html=said))

    laid_out, _ = lay_out_edition(selected(cited, design), edition, is_plate=True, set_pages=set_pages)
    content = tag_pages(laid_out)
    return blackened(content) if design.ink == "black" else content


def apart(first: bytes, second: bytes) -> int:
    """How many dark dots of the pages of either file, at 120 to the inch, have no ink of the other within a dot."""
    pairs = zip(page_pictures(first), page_pictures(second), strict=True)
    return sum(_alone(*pair) + _alone(*reversed(pair)) for pair in pairs)


def _alone(one: Image.Image, other: Image.Image) -> int:
    dark, near = one.point(lambda light: 255 * (light < 100)), other.point(lambda light: 255 * (light < 250)).filter(ImageFilter.MaxFilter(3))
    return ImageChops.subtract(dark, near).histogram()[255]


def compared(cited: CitedManuscript, editions: Sequence[str], wanted: Sequence[str], most: int = AT_ONCE) -> Iterator[tuple[str, int]]:
    """Each group of names in each edition, and how its copy and its own layout are apart."""
    fields = [field.name for field in cited.manuscript.imprint.personal]
    for edition in editions:
        plate = make_plates(cited, edition)[0]
        for group in (wanted[at : at + most] for at in range(0, len(wanted), most)):
            values = dict.fromkeys(fields, group[0]) | dict(zip(fields, group, strict=False))
            content, misfits = plate.struck(values)
            assert not misfits, misfits
            yield ", ".join(group), apart(content, laid_out_for(cited, edition, values))


def hundred(home: Path) -> None:
    """A hundred people on a small handout, in colour and in black, and two on the shipped one."""
    cited = read_manuscript(crowd(home))
    found = list(compared(cited, ("a4", "black"), names(10)))
    print(f"{len(names(10))} people of {len(names(1))} scripts in two editions: {_told(found)}")
    (home / "shipped").mkdir()
    settings = personal_handout(home / "shipped") / "booklet.toml"
    settings.write_text(settings.read_text("utf-8").replace("lines = 2\n", "on_cover = true\n"), "utf-8")
    shipped = list(compared(read_manuscript(settings.parent), ("a4",), names(1)[3:7:3], most=1))
    print(f"{len(shipped)} people on the shipped handout: {_told(shipped)}")


def _told(found: Sequence[tuple[str, int]]) -> str:
    return f"{sum(dots for _, dots in found)} dots of whole pages differ"


def thousand(home: Path, count: int = 1_000, judged: int = 50) -> None:
    """All copies of a thousand for the shipped handout: what each shares with the first, is it whole, does `check` pass it."""
    rows = [f'"{each["person.name"]}","{each["visit.note"]}"' for each in people(count)]
    out = home / "out"
    order = order_of(personal_handout(home), list_of(rows), home)
    order.run(out, ONE)
    plate, files = order.plates["a4"], sorted(out.glob("*.pdf"))
    shared, whole = hashlib.sha256(plate.content).digest(), 0
    for file in files:
        content = file.read_bytes()
        assert hashlib.sha256(content[: len(plate.content)]).digest() == shared, file
        with pikepdf.open(file) as pdf:
            whole += len(pdf.pages) == order.pages["a4"]
        assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0, file
    print(f"{len(files)} copies: {whole} open with all pages, all pass qpdf --check, all but their own words are the same bytes")
    found = [problem for file in files[:: count // judged] for answer in judge(file.read_bytes(), file.name) for problem in answer.problems]
    print(f"{len(files[:: count // judged])} of them by check, PDF/UA-1 and PDF/A-2a among its promises: {len(found)} problems {found[:3]}")


def main() -> None:
    scenes = {"hundred": hundred, "thousand": thousand}
    for name in sys.argv[1:] or scenes:
        with tempfile.TemporaryDirectory() as home:
            scenes[name](Path(home))


if __name__ == "__main__":
    main()

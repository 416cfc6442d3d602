"""A small handout with a bit of everything, and each kind of edition of it: a second each, where the shipped one takes ten."""
import json
import re
import shutil
from pathlib import Path

from booklet.core.printed.callouts import callouts

STARTER = Path(__file__).resolve().parent.parent / "booklet" / "cli" / "starter"
SHEET = STARTER.with_name("sheet")
TABLE = """---
title: What helps against what?
running_head: What helps
---

Soap and hand rub do not do the same.

Table: What each of them does

| Where | Soap | Hand rub |
|---|---|---|
| On a bare hand | helps much | helps much |
| On a dirty hand | helps most | helps little |

Ask a nurse which of them you need today.

Wash for as long as it takes to sing a song.

Dry your hands, for wet hands carry germs again.
"""
LONGER = "---\ntitle: Is there more?\nrunning_head: More\n---\n\n" + """\
There is more to read on the ward. A nurse shows you where. You may take it home, and you may give it to somebody else.
Some people read it twice. Others ask a friend to read it to them, which is as good, and more fun on a long wet day.
""" * 6
MARKED = ("::: key-point", "- Before you eat.", "::: action", "1. Wet your hands", "There is more to read")
ALSO = "---\ntitle: What else is there?\nrunning_head: What else\n---\n" + "".join(
    f"\n<!-- summary -->\nThere is {thing} for you on the ward, and it is near your bed. Ask a nurse for it, by day or by night. "
    "You may use it for as long as you like. Then let somebody else have it, and clean your hands.\n"
    for thing in ("soap", "a towel", "a basin", "hand rub", "a mirror")
)  # fmt: skip
EDITIONS = "".join(f"\n[editions.{name}]\n" for name in ("grey", "print-shop", "booklet-a5", "booklet-half-letter"))


def small_handout(folder: Path, sections_start: str = "page") -> Path:
    """The starter with a table and one section more, in a folder of its own; as long as sections that begin a page make it."""
    shutil.copytree(STARTER, folder)
    (folder / "050-what-helps.md").write_text(TABLE, encoding="utf-8")
    (folder / "060-more.md").write_text(LONGER, encoding="utf-8")
    drawing = (folder / "figures" / "three-steps.svg").read_text(encoding="utf-8")
    (folder / "figures" / "compact").mkdir()
    (folder / "figures" / "compact" / "three-steps.svg").write_text(drawing.replace('font-size="5.1"', 'font-size="5.8"'), encoding="utf-8")
    imprint = folder / "booklet.toml"
    text = imprint.read_text(encoding="utf-8").replace("Write here the title", "Clean hands")
    settings = f'\\g<0>cover = true\nsections_start = "{sections_start}"\n'  # so short, it would have no cover
    imprint.write_text(re.sub(r"\[editions\.(?!web|text).*\n", settings, text + EDITIONS), encoding="utf-8")
    return folder


SHORT = "".join(f"\n[editions.{name}]\n" for name in ("no-references", "summary", "tri-fold", "tri-fold-letter"))


def marked_handout(folder: Path) -> Path:
    """The same with marks for a summary, long enough for the six panels of a leaflet, and with those editions."""
    small_handout(folder)
    (folder / "070-what-else.md").write_text(ALSO, encoding="utf-8")
    for file in folder.glob("[0-9]*.md"):
        text = file.read_text(encoding="utf-8")
        for block in MARKED:
            text = text.replace(f"\n{block}", f"\n<!-- summary -->\n{block}", 1)
        file.write_text(text, encoding="utf-8")
    with (folder / "booklet.toml").open("a", encoding="utf-8") as imprint:
        imprint.write(SHORT)
    return folder


TO_FILL = """---
title: What will you do today?
running_head: Today
---

- [ ] I wash my hands. The ward calls them "hand hygiene", and says that [Seife hilft]{lang=de}.

Table: My list

| What | When |
|---|---|
| Soap | |
| A towel | |
| ____ | |
"""


def every_kind(folder: Path) -> Path:
    """The starter with all that a page can show: each box in each of its grades, each card and chart, tables, a drawing for a phone."""
    small_handout(folder)
    shutil.copy(SHEET / "numbers.json", folder)
    shutil.copy(SHEET / "020-cards.md", folder / "065-cards.md")
    (folder / "080-today.md").write_text(TO_FILL, encoding="utf-8")
    typed = [f"{kind.name} {grade}:" if grade else kind.name for kind in callouts().values() if not kind.levels for grade in kind.grades or [""]]
    boxes = [f"::: {kind} Soap and water\nSoap helps. [@who2009hands]\n:::\n" for kind in typed if kind != "steps"]
    charts = [f'{{{{ figure("{entry["id"]}") }}}}\n' for entry in json.loads((folder / "numbers.json").read_text(encoding="utf-8"))]
    kinds = "---\ntitle: What else can a page show?\nrunning_head: All kinds\n---\n\n"
    (folder / "090-kinds.md").write_text(kinds + "\n".join(boxes + charts), encoding="utf-8")
    return folder

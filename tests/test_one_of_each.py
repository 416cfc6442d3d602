"""What several rooms need is made once: the year of a work, the cache folder, a table that no spreadsheet runs."""
import csv
import io
import sys
from pathlib import Path

import pytest

from booklet.core.dates import year_of
from booklet.core.disk.cache import cache_folder
from booklet.review.page import csv_table


@pytest.mark.parametrize(("issued", "year"), [
    ({"date-parts": [[2020, 3, 12]]}, 2020), ({"date-parts": [["2020"]]}, 2020), ({"date-parts": [[2019], [2021]]}, 2019),
    ({"raw": "12 March 1998"}, 1998), ({"literal": "c. 1867"}, 1867), ({"literal": "in press"}, None),
    ({"date-parts": [[]]}, None), ({"date-parts": []}, None), ({"date-parts": [[None]]}, None), ({}, None), (None, None),
])  # fmt: skip
def test_the_year_of_a_work_is_read_wherever_csl_may_hold_it(issued, year):
    assert year_of({"issued": issued}) == year
    assert year_of({"accessed": issued}, "accessed") == year
    assert year_of({}) is None


@pytest.mark.parametrize(("system", "environment", "folder"), [
    ("linux", {}, ".cache/booklet"), ("darwin", {}, "Library/Caches/booklet"),
    ("win32", {"LOCALAPPDATA": "local"}, "local/booklet"), ("linux", {"LOCALAPPDATA": "local"}, ".cache/booklet"),
    ("darwin", {"XDG_CACHE_HOME": "mine"}, "mine/booklet"),
])  # fmt: skip
def test_the_cache_lies_where_the_system_keeps_such_things(monkeypatch, system, environment, folder):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", system)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() in (Path.home() / folder, Path(folder))


def test_no_cell_of_a_table_is_a_formula():
    cells = ["=1+1", " =1+1", "＝1+1", "-2", "@a", "\t=1", "a=1", "Zwölf", 'say "no", please\nor not', ""]
    content = csv_table(("cell",), [[cell] for cell in cells])
    assert content.startswith(b"\xef\xbb\xbfcell\r\n")
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    assert read[1:] == [f"'{cell}" for cell in cells[:6]] + cells[6:]

"""Files that are handed on: nothing in them tells where a manuscript lies on its owner's machine."""
import pytest

from tests.manuscripts import Handout


@pytest.mark.parametrize("command", ["ledger", "scorecard"])
def test_a_table_names_files_from_the_manuscript_on(tmp_path, monkeypatch, capsys, command):
    """The full path stood in every row: the name of a person, of a patient's folder, of a server."""
    (tmp_path / "dr-lee").mkdir()
    handout = Handout(tmp_path / "dr-lee", monkeypatch, capsys)
    handout.body("::: action What to do\n- Rest. [@lee2020]\n- Walk. [@lee2020]\n:::")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert handout.command(command, "--source", str(handout.folder), "--out", "out") == 0
    files = {file.suffix: file.read_text("utf-8") for file in (elsewhere / "out").glob("[!.]*")}
    assert set(files) == {".csv", ".html"}
    assert "010-rest.md" in files[".csv"]
    assert not any("dr-lee" in text for text in files.values())

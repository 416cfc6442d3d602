"""Building: what a person meets who types the commands."""
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from booklet.cli.main import COMMANDS, commands
from tests.commands import typed
from tests.conftest import ROOT, STARTER


def run_apart(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """The real command, in a process of its own."""
    env = {**os.environ, **environment}
    command = [sys.executable, "build.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small good manuscript."""
    shutil.copytree(STARTER, tmp_path / "handout")
    return tmp_path / "handout"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """What a build has made of such a manuscript: the editions of every day."""
    home = tmp_path_factory.mktemp("built")
    shutil.copytree(STARTER, home / "handout")
    assert typed("build", "--source", home / "handout", "--out", home / "out").returncode == 0
    return home / "out"


def test_the_same_source_gives_the_same_bytes(built, folder, tmp_path):
    """An auditor compares the file on the website with one that she built herself, on her own machine."""
    elsewhere = shutil.copytree(folder, tmp_path / "un autre dossier" / "h")
    some = ("--edition", "a4", "--edition", "web", "--edition", "text")
    there = run_apart("build", "--source", elsewhere, *some, "--out", tmp_path / "b", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1",
                      HOME=str(tmp_path))  # fmt: skip
    assert there.returncode == 0, there.stderr
    for name in ("clean-hands-a4.pdf", "clean-hands.html", "clean-hands.txt"):
        assert (built / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_no_path_of_the_machine_is_in_the_file(built):
    content = (built / "clean-hands-a4.pdf").read_bytes()
    checked = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", built / "clean-hands-a4.pdf", "-"],
                             capture_output=True, check=True).stdout  # fmt: skip
    for secret in (str(built.parent), str(ROOT), os.path.expanduser("~")):
        assert secret.encode() not in content + checked


def file_is_pdf(entry: dict) -> bool:
    return entry["file"].endswith(".pdf")


def test_the_manifest_describes_each_file(built):
    files = json.loads((built / "manifest.json").read_text())["files"]
    assert [entry["edition"] for entry in files] == ["a4", "letter", "web", "text"]
    names = ["clean-hands-a4.pdf", "clean-hands-letter.pdf", "clean-hands.html", "clean-hands.txt", "manifest.json"]
    assert sorted(os.listdir(built)) == names
    for entry in files:
        content = (built / entry["file"]).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["version"] == "0.1" and len(entry["source"]) == 64
        assert entry["pages"] > 1 if file_is_pdf(entry) else entry["pages"] is None


def test_one_edition_can_be_built_alone(folder, tmp_path):
    assert typed("build", "--source", folder, "--edition", "text", "--out", tmp_path / "out").returncode == 0
    assert sorted(os.listdir(tmp_path / "out")) == ["clean-hands.txt", "manifest.json"]


def test_with_nothing_changed_nothing_is_built_and_no_renderer_is_loaded(folder, tmp_path):
    assert typed("build", "--source", folder, "--edition", "text", "--out", tmp_path / "out").returncode == 0
    code = (
        "import sys; from booklet.cli.main import main;"
        f"sys.argv[1:] = ['build', '--source', {str(folder)!r}, '--edition', 'text', '--out', {str(tmp_path / 'out')!r}];"
        "status = main(); heavy = {'weasyprint', 'jinja2', 'pikepdf', 'citeproc'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else status)"
    )
    again = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "Nothing has changed" in again.stdout


@pytest.mark.parametrize("change", ["a section", "the clinic", "the built file"])
def test_any_change_is_noticed(change, folder, tmp_path):
    out = tmp_path / "out"
    options = ("build", "--source", folder, "--edition", "text", "--out", out)
    assert typed(*options).returncode == 0
    changed = {"a section": folder / "040-who-to-ask.md", "the clinic": folder / "clinic.example.toml",
               "the built file": out / "clean-hands.txt"}[change]  # fmt: skip
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert "Nothing has changed" not in typed(*options).stdout


def test_a_failed_build_leaves_the_last_good_file(folder, tmp_path):
    """The printer downstairs takes what lies in dist/; it must be whole."""
    out = tmp_path / "out"
    options = ("build", "--source", folder, "--edition", "text", "--out", out)
    assert typed(*options).returncode == 0
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    section = folder / "010-why-it-matters.md"
    section.write_text(section.read_text() + "\nGerms fly.[@nobody1999]\n\n::: safety\n", encoding="utf-8")
    failed = typed(*options)
    assert failed.returncode == 1
    assert "unknown-citation" in failed.stderr and "unclosed-callout" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_wrong_usage_is_told_apart():
    assert run_apart("build", "--nonsense").returncode == 2
    assert typed("nonsense").returncode == 2
    assert "did you mean build?" in typed("bulid").stderr
    assert "Example: python build.py draft --to a.lee@example.org" in typed("draft").stderr


def test_what_is_told_to_be_typed_works_where_it_is_read(tmp_path):
    """From another folder and without its Python in the path: `python build.py new` is found by nobody there."""
    out = tmp_path / "our rest"
    made = subprocess.run([sys.executable, ROOT / "build.py", "new", out], cwd=tmp_path, capture_output=True, text=True)
    (next_one,) = re.findall(r"Next: (.*)", made.stdout)
    wish = next_one.replace("build.py build", "build.py draft --to x@example.org --example").replace("--out", "--built")
    refused = subprocess.run(shlex.split(wish), cwd=tmp_path, capture_output=True, text=True)
    (hint,) = re.findall("build first: (.*)", refused.stderr)
    assert subprocess.run(shlex.split(f"{hint} --edition text"), cwd=tmp_path).returncode == 0
    assert any((out / "dist").glob("*.txt"))


def test_a_starter_builds_and_checks_clean(tmp_path, monkeypatch):
    """Somebody's first handout works before they have read a manual, in years to come too: its day is that of its beginning."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1924992000")  # 1 January 2031
    folder = tmp_path / "mine"
    begun = typed("new", folder)
    assert begun.returncode == 0 and f"--out {folder / 'dist'}" in begun.stdout  # not among the files of another handout
    assert "published = 2031-01-01\nreview_by = 2032-01-01\n" in (folder / "booklet.toml").read_text(encoding="utf-8")
    assert typed("check", "--source", folder).returncode == 0
    built = typed("build", "--source", folder, "--out", tmp_path / "out", "--edition", "a4")
    assert built.returncode == 0
    assert 'booklet.toml still says "Write here' in built.stdout and f"To see where: python build.py check --source {folder}\n" in built.stdout
    assert typed("check", tmp_path / "out" / "mine-a4.pdf").returncode == 0
    again = typed("new", folder)
    assert again.returncode == 1 and "not-empty" in again.stderr


def test_an_unknown_edition_is_told_with_those_there_are(folder, tmp_path):
    wrong = typed("build", "--source", folder, "--edition", "a44", "--out", tmp_path / "out")
    assert wrong.returncode == 1 and "unknown-edition" in wrong.stderr and "did you mean a4?" in wrong.stderr
    assert not (tmp_path / "out").exists()


def test_problems_can_be_read_by_a_program(folder):
    section = folder / "010-why-it-matters.md"
    section.write_text(section.read_text() + "\nGerms fly.[@who2009hand]\n", encoding="utf-8")
    checked = typed("check", "--source", folder, "--json")
    assert checked.returncode == 1
    (problem,) = (found for found in json.loads(checked.stdout)["problems"] if found["level"] == "error")
    assert problem["code"] == "unknown-citation" and problem["line"] == len(section.read_text().splitlines())
    assert "who2009hands" in problem["hint"]


def test_a_file_that_is_no_pdf_is_refused(tmp_path):
    (tmp_path / "letter.pdf").write_text("Dear patient")
    refused = typed("check", tmp_path / "letter.pdf")
    assert refused.returncode == 1 and "unreadable-pdf" in refused.stderr and "Traceback" not in refused.stderr


def test_the_schemas_for_editors_are_current(tmp_path):
    assert typed("schema", "--out", tmp_path).returncode == 0
    for name in ("booklet.schema.json", "clinic.schema.json"):
        assert (tmp_path / name).read_text() == (ROOT / "sections" / name).read_text()


def test_every_command_has_help_with_an_example():
    """In this process, and each command loaded: the list is a table, which may not say what is not there."""
    context = click.Context(commands, info_name="python build.py")
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        parts = command.commands.values() if isinstance(command, click.Group) else ()
        for each in (command, *parts):
            assert f"python build.py {name}" in each.get_help(context).split("Examples:")[1], each.name
        assert command.name == name


def test_the_list_of_commands_loads_none_of_them():
    """Whoever asks for help waits for no library."""
    code = (
        "import sys; from booklet.cli.main import COMMANDS, main; sys.argv[1:] = ['--help']; status = main();"
        "sys.exit(status or f'loaded {loaded}' if (loaded := {room for room, *_ in COMMANDS.values()} & set(sys.modules)) else 0)"
    )
    listed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert listed.returncode == 0, listed.stderr
    assert re.findall(r"^  ([a-z-]+)  +\S", listed.stdout.split("Commands:")[1], re.MULTILINE) == list(COMMANDS)


def test_a_place_that_cannot_be_written_is_told(folder, tmp_path):
    (tmp_path / "taken").write_text("a file")
    for arguments in (("build", "--source", folder, "--edition", "text", "--out", tmp_path / "taken"),
                      ("new", tmp_path / "taken" / "x"), ("schema", "--out", tmp_path / "nowhere")):  # fmt: skip
        told = typed(*arguments)
        assert told.returncode == 1 and "cannot-write" in told.stderr and "Traceback" not in told.stderr

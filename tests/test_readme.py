"""README's commands, typed in their order as they stand: each works, and none takes away what somebody has made.

On a small manuscript under the name of the shipped one. That one itself is built by the tests that read it.
"""
import csv
import email
import io
import re
import shlex
import shutil
import subprocess
from contextlib import chdir
from email.policy import default
from pathlib import Path

import pytest

from booklet.cli.schema import json_schemas
from tests.conftest import ROOT, STARTER
from tests.documents import p, word
from tests.library import open_library
from tests.manuscripts import filled_in
from tests.one_page import DRAWING, run
from tests.servers import real_server
from tests.watching import running

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
AGAIN = re.compile(r"python build\.py (?:draft|calibrate|schema|new|signoff|changes|build --source)")
WRITTEN_ANEW = re.compile(
    r"(?:dist|our-handout|all-figures|clean-hands/dist|our-leaflet/dist|cache|catalogue|look|monday|shelf)/|(?:sheet|grey|changes)\.png|calibrate\.pdf|report\.|\."
)
NAME = re.search(r"dist/(?P<name>[a-z-]+)-a4\.pdf", README)["name"]
MARKS = {
    "---\n\n": "core: yes\n---\n\n", "::: key-point": "<!-- summary -->\n::: key-point",
    "on hands. [@who2009hands]": "on hands. [@who2009hands] <!-- question: How do germs travel? -->",
}  # fmt: skip


def with_changes(file: Path, changes: dict[str, str]) -> str:
    """The text of a file with some words exchanged, each once."""
    text = file.read_text("utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def small_press(home: Path) -> None:
    """A folder as after a clone, with every edition that README names, each of one page; and a clinic's own file."""
    shutil.copytree(STARTER, home / "sections")
    section = home / "sections" / "010-why-it-matters.md"
    section.write_text(with_changes(section, MARKS), "utf-8")
    named = set(re.findall(r"--edition ([a-z0-9-]+)", README)) - {"all", "a4", "letter", "web", "text", "large-print"}
    imprint = (home / "sections" / "booklet.toml").read_text("utf-8").replace('"clean-hands"', f'"{NAME}"', 1)
    (home / "sections" / "booklet.toml").write_text(imprint + "".join(f"\n[editions.{name}]\n" for name in sorted(named)), "utf-8")
    for name, schema in json_schemas().items():
        (home / "sections" / name).write_text(schema, "utf-8")
    shutil.copytree(home / "sections", home / "last-year" / "sections")
    (home / "our-clinic.toml").write_text(filled_in((STARTER / "clinic.example.toml").read_text("utf-8")), "utf-8")
    (home / "leaflet.docx").write_bytes(word(p("Rest", style="H1") + p("Rest helps.")))
    (home / "exercises.docx").write_bytes(word(p("Bend", style="H1") + p("Bend your knee.")))
    shutil.copy(ROOT / "Makefile", home)


def files_of(home: Path) -> dict[str, bytes]:
    """All that somebody has made, or may have: not what a build or a sheet writes anew."""
    named = ((file.relative_to(home).as_posix(), file) for file in sorted(home.rglob("*")) if file.is_file())
    return {name: file.read_bytes() for name, file in named if not WRITTEN_ANEW.match(name)}


def rated(blank: str) -> str:
    """A scorecard's table as a rater brings it back: an answer in each row that the program left open."""
    rows = list(csv.DictReader(io.StringIO(blank.lstrip("\ufeff"))))
    answers = {"PEMAT-P": "agree", "CCI": "1", "SAM": "2", "DISCERN": "4", "IPDAS": "yes"}
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(row | {"rating": "" if row["program"] else answers[row["instrument"]]} for row in rows)
    return out.getvalue()


def made_ready(command: list[str], home: Path, services: str, mail: str) -> list[str]:
    """The command, with what a person would have by then: two tables filled in, and services that answer."""
    if "--agree" in command:
        (blank,) = (home / "dist").glob("*-scorecard.csv")
        for name in command[-2:]:
            (home / name).write_text(rated(blank.read_text("utf-8")), "utf-8")
    if command[:2] == ["refs", "import"]:
        (home / command[2]).write_text("@book{poe2019, author = {Poe, Bob}, title = {Rest}, year = 2019}\n", "utf-8")
        shutil.copytree(home / "sections", home / "catalogue", dirs_exist_ok=True)
        return [*command, "--source", "catalogue"]
    if command[:1] == ["copies"]:
        (home / command[1]).write_text(re.search(r"```csv\n(.*?)```", README, re.DOTALL)[1], "utf-8")
        personal = re.search(r"```toml\n(\[\[personal\]\].*?)```", README, re.DOTALL)[1]
        shutil.copytree(home / "sections", home / "catalogue", dirs_exist_ok=True)
        settings = home / "catalogue" / "booklet.toml"
        settings.write_text(settings.read_text("utf-8").replace("[editions.", f"{personal}\n[editions.", 1), "utf-8")
        return [*command, "--source", "catalogue"]
    if command[:1] == ["mail"]:
        unsigned = ["--unsigned"] * ("--send" in command)  # this manuscript is
        return [*(mail if word == "mail.example.org" else word for word in command), "--source", "catalogue", *unsigned]
    if command[:1] == ["shelf"]:
        shutil.copytree(home / "sections", home / command[1] / "hands", dirs_exist_ok=True)
        return [*command, "--workers", "1"]
    if command[:1] == ["refs"]:  # on a copy: what is added is no work of this manuscript
        shutil.copytree(home / "sections", home / "catalogue", dirs_exist_ok=True)
        asked = ["--crossref", services, "--pubmed", services, "--cache", str(home / "cache"), "--pause", "0"]
        return [*command, "--source", "catalogue", *asked]
    return command


UNTIL_STOPPED = {"watch": "Watching", "studio": "The studio of"}  # what goes on until Control-C, and what it says when it has begun
REFUSED = {  # what a command says that is refused as it stands, for a reason
    "refs verify": "references.json",  # the works of this manuscript are not on the shelf that answers
    "user-test": "question-count",  # of 12 questions this manuscript has one
    'signoff --all --reviewer "Your name"': "bad-sign-off",  # README: it signs nothing
    "new clean-hands": "not-empty",  # when it is typed a second time
}


def test_every_command_of_the_readme_works_and_destroys_nothing(tmp_path, monkeypatch):
    """A new user types them in order, and then some of them again."""
    small_press(tmp_path)
    monkeypatch.chdir(tmp_path)
    again = [command for command in COMMANDS if AGAIN.match(command)]
    with open_library() as library, real_server(tmp_path / ".mailbox") as port:
        for command in [*COMMANDS, *again]:
            before = files_of(tmp_path)
            if command.startswith("make "):  # what these do is run by the setup's own tests and by CI itself
                assert subprocess.run(["make", "-n", command.split()[1]], capture_output=True).returncode == 0
                continue
            assert command.startswith("python build.py"), command
            words = shlex.split(command)[2:]
            if begins := UNTIL_STOPPED.get("".join(words[:1])):
                quiet = ["--no-browser"] if words[0] == "studio" else []
                with running(*words, *quiet) as going:
                    going.until(begins)
                    assert going.stop() == 0, (command, going.said)
                continue
            status, said = run(*made_ready(shlex.split(command)[2:], tmp_path, library.home, f"127.0.0.1:{port}"))
            reason = next((says for words, says in REFUSED.items() if words in command), "")
            assert "Traceback" not in said and (status == 0 or (reason and reason in said)), (command, said)
            after = files_of(tmp_path)
            lost = {name for name, content in before.items() if after.get(name) != content}
            assert not lost, (command, lost)
    assert len(list(tmp_path.glob("draft*.eml"))) == 1  # typed twice, it is the same letter
    (sent,) = (email.message_from_bytes(file.read_bytes(), policy=default) for file in (tmp_path / ".mailbox").glob("new/*"))
    (attached,) = sent.iter_attachments()
    assert (sent["To"], attached.get_content()) == ("ann@example.org", next((tmp_path / "monday").glob("*-000002-*.pdf")).read_bytes())
    (table,) = (tmp_path / "dist").glob("*-scorecard.csv")
    table.write_text(rated(table.read_text("utf-8")), "utf-8")  # an hour's work, in the table itself and not in a copy
    before = table.read_bytes()
    status, said = run("scorecard")
    assert status == 1 and "not-ours" in said and table.read_bytes() == before


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A first handout, as README says to begin one."""
    home = tmp_path_factory.mktemp("first")
    with chdir(home):
        for command in COMMANDS:
            if "clean-hands" in command:
                status, said = run(*shlex.split(command)[2:])
                assert status == 0, said
    return home


@pytest.fixture
def begun(first, tmp_path, monkeypatch) -> Path:
    """The same for one test to change, in the folder where its author works."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_first_handout_is_built_once_listed_and_mailed(begun):
    """Its output lies in its own folder: it was out of date for ever, and no draft of it could be written."""
    lies = ("--source", "clean-hands", "--out", "clean-hands/dist")
    assert "Nothing has changed" in run("build", *lies)[1]
    listed = run("editions", *lies)[1]
    assert "out of date" not in listed
    assert [line.split("\t")[0] for line in listed.splitlines() if "not built" in line] == ["large-print", "leaflet"], "they are built when they are asked for"
    status, said = run("draft", "--to", "a.lee@example.org", "--example", *lies[:2], "--built", lies[3])
    assert status == 0, said
    (attached,) = email.message_from_bytes((begun / "draft.eml").read_bytes(), policy=default).iter_attachments()
    assert attached.get_content() == (begun / "clean-hands" / "dist" / "clean-hands-a4.pdf").read_bytes()


def test_a_hint_leads_out_and_not_in_a_circle(begun):
    """What the refusal says to type is typed as it stands; then the draft is written."""
    (begun / "clean-hands" / "figures" / "drops.svg").write_text(DRAWING)
    section = begun / "clean-hands" / "010-why-it-matters.md"
    section.write_text(section.read_text("utf-8").replace("Germs", "Genes"), "utf-8")
    wish = ("draft", "--to", "a.lee@example.org", "--source", "clean-hands", "--built", "clean-hands/dist", "--example")
    for options in ((), ("--edition", "letter")):
        status, said = run(*wish, *options)
        assert status == 1 and "stale-file" in said
        (hint,) = re.findall(r"hint: build first: python build\.py (.*)", said)
        assert run(*shlex.split(hint))[0] == 0
        assert run(*wish, *options)[0] == 0

"""What is read is bounded: a file without end, a pipe, a loop or a file of ten thousand faults is told, and soon."""
import os
import resource

import pytest

from booklet.core.located import MOST_TOLD
from booklet.core.text_file import content_within
from tests.manuscripts import FILES

TEXTS = (
    "booklet.toml", "clinic.example.toml", "010-rest.md", "glossary.md", "references.json", "numbers.json", "signoff.toml",
    "references.lock",
)  # fmt: skip
CODES = {"signoff.toml": "bad-sign-off", "references.lock": "bad-lock"}


def most_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


@pytest.mark.parametrize("name", [*TEXTS, "figures/bed.svg", "figures/bed.png"])
def test_a_file_of_3_gb_is_refused_unread(handout, name):
    """A sparse file takes no place on a disk; read whole, it took 3 GB of memory before it was refused."""
    handout.body(f"![A bed with a white sheet]({name})\nFigure: A bed." if name.startswith("figures/") else "Rest.")
    handout.write(name, "") if name != "booklet.toml" else None
    os.truncate(handout.folder / name, 3_000_000_000)
    before = most_memory_mb()
    assert handout.command("check", "--source", "sections") == 1
    assert most_memory_mb() - before < 200
    code = "bad-image" if name.startswith("figures/") else CODES.get(name, "file-too-long")
    assert f"sections/{name}: {code}" in handout.said and "Traceback" not in handout.said


@pytest.mark.parametrize("name", TEXTS)
def test_a_pipe_in_place_of_a_file_is_told_and_nobody_waits_for_it(handout, name):
    (handout.folder / name).unlink(missing_ok=True)
    os.mkfifo(handout.folder / name)
    assert handout.command("check", "--source", "sections") == 1
    assert f"sections/{name}: {CODES.get(name, 'unreadable-file')}: this cannot be read: it is not a plain file" in handout.said


@pytest.mark.parametrize("name", [*TEXTS, "050-loop.md"])
def test_a_link_that_leads_to_itself_is_told(handout, name):
    """hard-settings: it was a traceback."""
    (handout.folder / name).unlink(missing_ok=True)
    (handout.folder / name).symlink_to(name)
    assert handout.command("check", "--source", "sections") == 1
    assert f"sections/{name}: {CODES.get(name, 'unreadable-file')}" in handout.said and "Traceback" not in handout.said


def test_no_more_is_read_than_was_asked_for(tmp_path):
    """A file may grow after its size was asked, or have none that is true, as those of /proc."""
    file = tmp_path / "a"
    file.write_bytes(b"a" * 10)
    assert content_within(file, 10) == b"a" * 10 and content_within(file, 9) is None
    with pytest.raises(OSError):
        content_within(tmp_path, 10)
    with pytest.raises(OSError):
        content_within(type(tmp_path)("/dev/zero"), 10)


def test_settings_with_thousands_of_faults_are_told_in_part(handout):
    """hard-settings: they took minutes, and nobody reads so many."""
    faults = "\n".join(f"a{number}=1" for number in range(7_000)) + "\n"
    handout.write("booklet.toml", faults + FILES["booklet.toml"])
    told = handout.refused()
    assert len(told) == MOST_TOLD + 1 and told[0] == "sections/booklet.toml:1: unknown-setting"
    assert f"{7_000 - MOST_TOLD} more settings are wrong" in handout.said


@pytest.mark.parametrize("name", ["booklet.toml", "clinic.example.toml", "signoff.toml"])
@pytest.mark.parametrize("text", [".".join(["a"] * 45_000) + " = 1", "x = {" + " . ".join(["'a'"] * 9_000) + " = 1}"])
def test_a_name_of_forty_thousand_parts_is_told(handout, name, text):
    """The reader of TOML takes half a minute for one."""
    handout.write(name, f"\n{text}\n")
    assert handout.refused() == [f"sections/{name}:2: {CODES.get(name, 'bad-toml')}"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [('authors = ["A. Lee"]', f"authors = {['A' * 400] * 11!r}", "characters of names"),
     ('[editions.a4]\n', "".join(f'[editions.a{n}]\npaper = "A4"\n' for n in range(60)) + "[editions.z]\n", "at most 50")],
)  # fmt: skip
def test_more_than_a_booklet_can_use_is_told_before_anything_is_set(handout, old, new, says):
    handout.change("booklet.toml", old, new)
    assert {told.split(": ")[1] for told in handout.refused()} == {"bad-setting"}
    assert says in handout.said

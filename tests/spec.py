"""The examples of the CommonMark specification, as its authors publish them; `python -m tests.tools` fetches them."""
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

VERSION = "0.31.2"
_FILE = Path(__file__).resolve().parents[1] / ".venv" / "share" / f"commonmark-spec-{VERSION}.txt"
_EXAMPLE = re.compile(r"^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$|^#{1,6} *(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its number, the heading it stands below, Markdown, and the HTML that it means."""

    number: int
    section: str
    markdown: str
    html: str


def examples() -> Iterator[Example]:
    """All of them, in the order of the specification."""
    section, number = "", 0
    for found in _EXAMPLE.finditer(_FILE.read_text(encoding="utf-8")):
        if found[3] is not None:
            section = found[3]
            continue
        number += 1
        yield Example(number, section, found[1].replace("→", "\t"), found[2].replace("→", "\t"))


def fetch() -> bool:
    """Fetch the specification, if it is not there. Whether it is there then; npm says why it is not."""
    if _FILE.is_file():
        return True
    with tempfile.TemporaryDirectory() as folder:
        command = [which("npm") or "npm", "pack", "--loglevel", "error", f"commonmark-spec@{VERSION}"]
        if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
            return False
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            text = archive.extractfile("package/spec.txt")
            assert text is not None, "the package holds the specification"
            _FILE.parent.mkdir(parents=True, exist_ok=True)
            _FILE.write_bytes(text.read())
    return True

"""The command that brings a library of another program into references.json."""
import re
from pathlib import Path

import click

from booklet.cli.options import source_option
from booklet.cli.print_problems import tell
from booklet.core.catalogue import finding
from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.json_text import LONGEST_KB
from booklet.core.printed.runs import counted
from booklet.core.problems import Place, stop_at, told_in_order
from booklet.core.text_file import content_within, shown_path
from booklet.library.addition import stop_at_a_bad_entry, with_entries
from booklet.library.imports.joined import Joined, join_library
from booklet.library.imports.open_library import open_library
from booklet.library.imports.work import ForeignLibrary
from booklet.load.references import read_references

_LONGEST_KB = 1_000  # of a section


@click.command("import", short_help="Bring in a library from Zotero, EndNote, PubMed ...")
@click.argument("library", type=click.Path(path_type=Path))
@source_option
def import_library(library: Path, source: Path) -> None:
    """Bring a library into references.json: BibTeX, RIS, NBIB (PubMed), EndNote (.xml, .enw), CSL-JSON or CSL-YAML.

    What is there stays as it is, and a work that is there already is not written again. Works that nothing cites are not
    printed. Exit status 1 where an entry could not be read, or was retracted; the others are written all the same.

    \b
    Examples:
      python build.py refs import library.bib
      python build.py refs import pubmed-results.nbib --source sections
    """
    opened = open_library(library)
    file = source / "references.json"
    with locked(file):  # nobody adds another between what is read and written
        references, problems = read_references(file, source)
        stop_at(problems)
        result = join_library(opened.works, references, _cited(source))
        if result.entries:
            _write(file, result, library)
    lines = list(_said(opened, result, len(references), file))
    tell(told_in_order([*opened.problems, *result.problems]), shown_path(library), "text", {}, lines)


def _cited(source: Path) -> set[str]:
    """The keys that sections cite, as a manuscript of Pandoc that was brought in does."""
    texts = (content_within(file, _LONGEST_KB * 1_000) or b"" for file in source.glob("*.md") if file.is_file())
    return {key for text in texts for key in re.findall(r"@([\w.:/+-]*\w)", text.decode(errors="replace"))}


def _write(file: Path, result: Joined, library: Path) -> None:
    text = with_entries(file.read_bytes().decode() if file.exists() else "", result.entries)
    size_kb = len(text.encode()) // 1_000
    if size_kb > LONGEST_KB:
        says = f"with it, {file.name} would have {size_kb:,} kB, and {LONGEST_KB:,} kB is the most"
        hint = "export a part of the library: a collection, or what you cite"
        stop_at([finding("unknown-library", Place(shown_path(library)), says, hint)])
    stop_at_a_bad_entry(text, file)
    with writing(file):
        write_whole(file, text.encode())


def _said(opened: ForeignLibrary, result: Joined, before: int, file: Path) -> list[str]:
    """What has become of the library, and how to go on."""
    added = len(result.entries)
    counts = [f"{added} added", f"{result.here} here already", f"{result.doubles} told twice"]
    counts = [count for count in counts if added == 0 or not count.startswith("0 ")]
    lines = [f"{opened.format}: {counted(len(opened.works), 'work')}; {', '.join(counts)}. {file} holds {before + added}."]
    if result.made_up:
        lines.append(f"{result.made_up} had no key to be cited by: family name and year was taken, as in lee2020.")
    if added:
        first = result.entries[0]["id"]
        lines.append(f"Abstracts, keywords, notes and files stay in your program. Cite a work by its key: [@{first}]")
    return lines

"""The command that brings in what was written elsewhere."""
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from booklet.cli.new import STARTER, add_tools, handout_name, say_of_it
from booklet.cli.siblings import settings_of
from booklet.core.disk.files import writing
from booklet.core.disk.folders import add_files, begin_folder
from booklet.core.disk.locks import locked
from booklet.core.printed.runs import counted
from booklet.core.printed.words import base_of, words_file
from booklet.core.processes.started import as_started
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import printable, shown_path
from booklet.core.typed_command import command
from booklet.imports.brought import Brought, Lost
from booklet.imports.changes import Choices
from booklet.imports.manuscript import NewManuscript, manuscript
from booklet.imports.names import plain_name
from booklet.imports.read import read_document
from booklet.library.addition import with_entries
from booklet.load.file_names import GLOSSARY
from booklet.load.references import read_references

_WORKS = "references.json"
_KEPT = ("figures/*", ".taken-out/*")  # what has a name in a handout besides its texts, that of the studio too


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path), help="The new folder. [default: named as the first file is]")
@click.option("--into", type=click.Path(path_type=Path), help="A handout that is there: they become its last sections.")
@click.option("--changes", type=click.Choice(["accept", "refuse"]), help="What becomes of tracked changes that are open.")
@click.option("--comments", type=click.Choice(["keep", "drop"]), default="keep", show_default=True,
              help="Keep comments in the files, where nobody prints them, or leave them out.")  # fmt: skip
def import_(files: tuple[Path, ...], out: Path | None, into: Path | None, changes: str | None, comments: str) -> None:
    """Make a manuscript of FILES: those of Word (.docx) and LibreOffice (.odt), pages (.html), plain text (.txt), Markdown.

    A folder of Markdown is one, too. What cannot be kept is told by its place. The files themselves stay as they are.

    \b
    Examples:
      python build.py import leaflet.docx
      python build.py import leaflet.docx --out our-handout --changes accept
      python build.py import notes/
      python build.py import exercises.docx --into our-handout
    """
    if into and out:
        raise click.UsageError("--out begins a handout, --into adds to one: name one of them")
    choices = Choices(changes or "", comments == "keep", into, out)
    documents = _documents(files, choices)
    if into:
        made = _added(into, documents)
        for line in (*_told(made, into, is_added=True), *_in_another_language(made, into)):
            click.echo(line)
        return
    made = manuscript(documents)
    folder = out or Path(plain_name(files[0].resolve().stem) or "handout")
    begin_folder(folder, lambda part: _fill(part, made, folder))
    for line in _told(made, folder, is_added=False):
        click.echo(line)


def _documents(files: Sequence[Path], choices: Choices) -> dict[str, Brought]:
    """Each document by its path. Raises BookletError with the problems of all of them."""
    read: dict[str, Brought] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            read[shown_path(file)] = read_document(file, choices)
        except BookletError as error:
            problems += error.problems
    if problems:
        raise BookletError(problems)
    return read


def _fill(part: Path, made: NewManuscript, folder: Path) -> None:
    """The folder of a manuscript: settings as of a new handout, with what the document says of itself."""
    (part / "figures").mkdir(parents=True)
    for name, content in made.files.items():
        (part / name).write_bytes(content)
    works = with_entries("", made.works) if made.works else "[]\n"
    (part / _WORKS).write_text(works, encoding="utf-8", newline="\n")
    add_tools(part)
    for name in ("booklet.toml", "clinic.example.toml"):
        (part / name).write_bytes((STARTER / name).read_bytes())
    say_of_it(part, title=made.title, subtitle=made.subtitle, language=made.language, name=handout_name(folder))


def _added(folder: Path, documents: Mapping[str, Brought]) -> NewManuscript:
    """Put their sections and pictures into a handout, behind its own, and into its glossary what that lacks."""
    if not (folder / "booklet.toml").is_file():
        begun, home = command("import", *documents, out=folder), folder.parent
        is_within = folder.is_file() and (home / "booklet.toml").is_file()
        hint = f"name its folder: {command('import', *documents, into=home)}" if is_within else f"begin one: {begun}"
        stop_at([Problem(Place(shown_path(folder)), "no-manuscript", "there is no handout here", hint)])
    glossary, works = folder / GLOSSARY, folder / _WORKS
    with locked(folder / "import"), writing(folder):
        references, wrong = read_references(works, folder)
        there = [*os.listdir(folder), *(each.name for kept in _KEPT for each in folder.glob(kept))]
        made = manuscript(documents, there, references)
        if made.works:
            stop_at(wrong)
            typed = works.read_bytes().decode() if references else ""
            made.files[_WORKS] = with_entries(typed, made.works).encode()
        known = glossary.read_bytes() if glossary.is_file() else b""
        lines = made.files.pop(GLOSSARY, b"").splitlines(keepends=True)
        if fresh := b"".join(line for line in lines if line.partition(b":")[0] not in known):
            made.files[GLOSSARY] = known.rstrip() + b"\n\n" * bool(known.strip()) + fresh
        add_files(folder, made.files)
    return made


def _in_another_language(made: NewManuscript, folder: Path) -> Iterator[str]:
    spoken = str(settings_of(folder).get("language", ""))
    if made.language and spoken and base_of(made.language) != base_of(spoken):
        yield f"It is in {made.language}, and this handout in {printable(spoken)}, in which voices will read it."
        yield f"  Take it out, and begin a handout of its own: {command('import', *made.lost)}"


def _told(made: NewManuscript, folder: Path, is_added: bool) -> Iterator[str]:
    """What was made, what was not kept, and what to type next."""
    counts = ", ".join(counted(count, what) for count, what in made.counts if count)
    yield f"Added to the handout: {counts}." if is_added else f'Wrote {folder}: "{printable(made.title, 100)}", {counts}.'
    for title in made.for_cover if is_added else ():
        yield f'A title is on no page: "{printable(title, 100)}".'
    for path, lost in made.lost.items():
        if lost:
            yield f"Not as it was in {path}:"
            yield from map(_lost, lost)
    if made.unsaid:
        yield f"Pictures that say nothing to who cannot see them, in {', '.join(made.unsaid)}:"
        yield "  write what each shows between ![ and ]: ![A nurse bandages a hand](figures/...)"
    if made.cites:
        library = made.library or "LIBRARY"
        yield f"It cites works. Bring in your library of them: {command('refs import', library, source=folder)}"
    if is_foreign := not is_added and bool(made.language) and words_file(made.language) is None:
        yield f"It is in {made.language} (language in booklet.toml), and the press has no headings and labels in it:"
        yield f"  copy styles/words/en.toml to styles/words/{base_of(made.language)}.toml, and translate each word there"
    first = ", when these are written" if made.unsaid or is_foreign else ""
    yield f"Next{first}: {command('build', source=folder, out=None if is_added else folder / 'dist')}"


def _lost(lost: Lost) -> str:
    where = f"{printable(lost.where, 120)}: " if lost.where else ""
    return f"  {where}{printable(lost.says, 300)}{f' ({as_started(lost.hint)})' if lost.hint else ''}"

"""The command: reads arguments, calls the line, prints problems, sets the exit status.

Exit status: 0 all well; 1 problems found, each printed; 2 wrong usage. A traceback is always our bug.
"""
import json
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
from rich.console import Console
from rich.status import Status

from booklet.doctor import Finding, examine, heal, remedies
from booklet.errors import BookletError, Place, Problem, stop_at, writing
from booklet.freshness import is_current, manifest_entries, source_hash
from booklet.review import compare, contact_sheet

ROOT = Path(__file__).resolve().parent.parent
STARTER = Path(__file__).resolve().parent / "starter"

source_option = click.option(
    "--source", type=click.Path(path_type=Path), default=Path("sections"), show_default=True, help="The manuscript."
)
clinic_option = click.option(
    "--clinic", type=click.Path(path_type=Path), help="A clinic profile. [default: clinic.example.toml of the manuscript]"
)


def main() -> int:
    """Run the command line; the exit status."""
    try:
        return commands(prog_name="python build.py", standalone_mode=False) or 0
    except BookletError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'s' * (count != 1)}. Nothing was written.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was written.", err=True)
        return 130


def the_line() -> ModuleType:
    """The straight line. Imported only when there is work for it: the renderer alone takes a second to load."""
    try:
        return import_module("booklet.pipeline")
    except OSError:  # WeasyPrint's way of saying that a library of the system is not there
        stop_at(
            Problem(Place("this machine"), "missing-library", f"{finding.name} is missing", finding.remedy)
            for finding in examine()
            if not finding.is_fine
        )
        raise


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def commands(context: click.Context) -> None:
    """Turn a folder of Markdown sections into a cited, accessible PDF handout.

    \b
    Examples:
      python build.py                              every edition, into dist/
      python build.py build --edition a4 --out handouts
      python build.py --help
    """
    if context.invoked_subcommand is None:
        context.invoke(build)


@commands.command()
@click.option("--edition", "editions", multiple=True, help="One edition; may be given again. [default: all]")
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to write.")
@source_option
@clinic_option
@click.option("--force", is_flag=True, help="Build even what is unchanged since the last build.")
def build(editions: tuple[str, ...] = (), out: Path = Path("dist"), source: Path = Path("sections"),
          clinic: Path | None = None, force: bool = False) -> None:  # fmt: skip
    """Build editions as PDF files. What is unchanged since the last build is left alone.

    \b
    Examples:
      python build.py build --edition a4
      python build.py build --edition letter --clinic our-clinic.toml
    """
    if not force and _all_current(source, clinic, editions, out):
        click.echo(f"Nothing has changed: the files in {out} are up to date.")
        return
    _press(source, clinic, editions, out)


def _all_current(source: Path, clinic: Path | None, editions: tuple[str, ...], out: Path) -> bool:
    """Whether all wanted editions lie in `out` as a build would write them. In doubt, no."""
    try:
        known = list(tomllib.loads((source / "booklet.toml").read_text(encoding="utf-8"))["editions"])
        wanted = known if not editions or "all" in editions else editions
        return all(is_current(out, name, source_hash(source, clinic, name)) for name in wanted)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _press(source: Path, clinic: Path | None, editions: tuple[str, ...], out: Path) -> None:
    with steps() as tell:
        tell("Warming up")
        files = the_line().make_booklets(source, editions, out, clinic, tell)
    for entry in manifest_entries(out):
        if any(file.name == entry["file"] for file in files):
            click.echo(f"{out / entry['file']}: {entry['pages']} pages, {entry['bytes'] / 1000:.0f} kB")


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Tell what is being done: a spinner that changes on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{step} ...", err=True)
        return
    with Status("", console=Console(stderr=True)) as status:
        yield lambda step: status.update(f"{step} ...")


@commands.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@source_option
@clinic_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(file: Path | None, source: Path, clinic: Path | None, as_json: bool) -> None:
    """Say what is wrong with the manuscript, or with a finished PDF (any PDF).

    \b
    Examples:
      python build.py check
      python build.py check dist/clean-hands-a4.pdf
    """
    problems = _problems_of(file, source, clinic)
    if as_json:
        click.echo(json.dumps({"problems": [_as_json(problem) for problem in problems]}, indent=2))
        raise click.exceptions.Exit(1 if problems else 0)
    stop_at(problems)
    click.echo(f"{file or source}: no problems found.")


def _problems_of(file: Path | None, source: Path, clinic: Path | None) -> tuple[Problem, ...]:
    try:
        if file is None:
            the_line().read_manuscript(source, clinic)
        elif not file.is_file():
            stop_at([Problem(Place(str(file)), "missing-file", "there is no such file", "build it first")])
        else:
            stop_at(the_line().proof_problems(file.read_bytes(), str(file)))
    except BookletError as error:
        return error.problems
    return ()


def _as_json(problem: Problem) -> dict[str, str | int]:
    place = problem.place
    return {"path": place.path, "line": place.line, "code": problem.slug, "says": problem.says, "hint": problem.hint}


@commands.command()
@source_option
def editions(source: Path) -> None:
    """List the editions of a manuscript, and the paper of each.

    \b
    Example:
      python build.py editions
    """
    for name, edition in the_line().read_manuscript(source).manuscript.imprint.editions.items():
        click.echo(f"{name:20} {edition.paper}")


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a starter handout into FOLDER: four short sections that build at once.

    \b
    Example:
      python build.py new our-handout
      python build.py build --source our-handout
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        stop_at([Problem(Place(str(folder)), "not-empty", "something is there already", "name a new folder")])
    with writing(folder):
        shutil.copytree(STARTER, folder, dirs_exist_ok=True)
        for name in ("booklet.schema.json", "clinic.schema.json"):
            shutil.copy(ROOT / "sections" / name, folder / name)
    click.echo(f"Wrote {folder}. Next: python build.py build --source {folder}")


@commands.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("sections"), show_default=True, help="Where to write.")
def schema(out: Path) -> None:
    """Write the JSON Schemas of booklet.toml and of clinic profiles, for editors.

    \b
    Example:
      python build.py schema
    """
    for name, content in the_line().json_schemas().items():
        with writing(out / name):
            (out / name).write_text(content, encoding="utf-8")
        click.echo(f"Wrote {out / name}")


@commands.command()
@click.option("--install", is_flag=True, help="Install missing system libraries: as root on Debian or Ubuntu.")
def doctor(install: bool) -> None:
    """Say what this machine has and lacks for building: Python, Pango, fonts, libraries.

    \b
    Example:
      python build.py doctor
    """
    findings = heal(examine()) if install else examine()
    faults = [finding for finding in findings if not finding.is_fine]
    for finding in faults if install else findings:
        click.echo(_told(finding))
    for remedy in remedies(findings):
        click.echo(f"To mend it: {remedy}")
    raise click.exceptions.Exit(1 if faults else 0)


def _told(finding: Finding) -> str:
    sign = "ok     " if finding.is_fine else "MISSING"
    return f"{sign} {finding.name}: {finding.found or 'not found'} (needed: {finding.needed})"


commands.add_command(contact_sheet)
commands.add_command(compare)


if __name__ == "__main__":
    sys.exit(main())

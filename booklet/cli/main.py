"""The command: loads the one that was typed, prints problems, sets the exit status.

Exit status: 0 all well; 1 problems found, each printed; 2 wrong usage; 128 and the number of the signal that ended it. A
traceback is always our bug: threshold.py keeps it for who can mend it.
"""
import platform
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from booklet.cli.machine import told_if_lacking
from booklet.cli.own_files import is_half_compiled
from booklet.core.disk.files import record_of_writes
from booklet.core.printed.runs import counted
from booklet.core.problems import BookletError, nearest
from booklet.core.processes.signals import stoppable
from booklet.core.processes.started import as_started
from booklet.core.text_file import nearest_path
from booklet.core.system_libraries import PANGO_PARTS, open_part, version_of
from booklet.core.typed_command import command
from booklet.core.version import press_version

# By name: the file, what is in it, and a line for the list, so that to show the list loads none of them.
COMMANDS = {
    "build": ("booklet.cli.build", "build", "Build editions; what is unchanged is left alone."),
    "watch": ("booklet.cli.watch", "watch", "Follow an editor: the pages anew on each save."),
    "check": ("booklet.cli.check", "check", "Say what is wrong with the words, or with any PDF."),
    "editions": ("booklet.cli.editions", "editions", "List the editions, and what each costs to print."),
    "draft": ("booklet.cli.draft", "draft", "Write a message with the PDF attached, for one person."),
    "copies": ("booklet.cli.copies", "copies", "Make a copy for each person of a list."),
    "mail": ("booklet.cli.mail", "mail", "Send copies to their people, or put each into a draft."),
    "shelf": ("booklet.cli.shelf", "shelf", "Build all handouts of a folder, and a catalogue of them."),
    "studio": ("booklet.cli.studio", "studio", "Write in the browser, with the pages beside the text."),
    "new": ("booklet.cli.new", "new", "Write a starter handout into a folder."),
    "figures": ("booklet.cli.figures", "figures", "Write a handout of all kinds of figures, with the lines that make them."),
    "import": ("booklet.cli.import_", "import_", "Bring in a document of Word, LibreOffice or a browser, or Markdown."),
    "changes": ("booklet.cli.changes", "changes", "Say what a new version has changed, in words."),
    "compare": ("booklet.cli.contact_sheet", "compare", "Show the pages that differ between two PDF files."),
    "contact-sheet": ("booklet.cli.contact_sheet", "contact_sheet", "Make one picture of all pages."),
    "calibrate": ("booklet.cli.calibrate", "calibrate", "Learn what your printer does to the back of a sheet."),
    "refs": ("booklet.cli.refs", "refs", "Add a reference, or look for retractions."),
    "signoff": ("booklet.cli.signoff", "signoff", "Sign sections, or say who has signed what."),
    "ledger": ("booklet.cli.committee", "ledger", "Write what each sentence rests on."),
    "scorecard": ("booklet.cli.committee", "scorecard", "Score the handout by PEMAT, CDC, SAM, DISCERN and IPDAS."),
    "user-test": ("booklet.cli.committee", "user_test", "Write the kit for a test with readers."),
    "schema": ("booklet.cli.schema", "schema", "Write the JSON Schemas for editors."),
    "completion": ("booklet.cli.completion", "completion", "Teach the tab key of your shell these words."),
    "doctor": ("booklet.cli.doctor", "doctor", "Say what this machine has and lacks."),
}


class LazyGroup(click.Group):
    """A group that loads a command when it is called, and is quick to list them all.

    Source: click's manual, "Lazily loading subcommands". Here alone anything is imported by its name.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the table: as a handout is made."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded; None where there is none. Raises BookletError as `told_if_lacking` does."""
        if cmd_name not in COMMANDS:
            return None
        room, name, _ = COMMANDS[cmd_name]
        with told_if_lacking():
            found: click.Command = getattr(import_module(room), name)
            for each in (found, *getattr(found, "commands", {}).values()):
                each.help = as_started(each.help or "")
            return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed. Raises UsageError with the one that looks most like it."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command '{args[0]}': {nearest(args[0], COMMANDS, 'the help lists them all.')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, _, short) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names that begin so, from the table, and the options."""
        found = [CompletionItem(name, help=row[2]) for name, row in COMMANDS.items() if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)


def main() -> int:
    """Run the command line; the exit status."""
    with record_of_writes() as written, stoppable() as heard:
        try:
            started = as_started("python build.py")
            return commands(prog_name=started, complete_var="_BOOKLET_COMPLETE", standalone_mode=False) or 0
        except BookletError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            click.echo(f"{counted(error.problems, 'problem')}. {_done(written)}", err=True)
            if error.way_out:
                click.echo(error.way_out, err=True)
            return 1
        except click.ClickException as error:
            error.show()
            if lost := re.search("'(?P<path>.+)' does not exist", error.message):
                click.echo(f"  hint: {nearest_path(Path(lost['path']), 'is this its name, and its folder?')}", err=True)
            if isinstance(error, click.UsageError) and error.ctx and not isinstance(error.ctx.command, click.Group):
                click.echo(_example(error.ctx.command.help or ""), err=True)
            extra = (word for word in sys.argv[2:] if f"({word})" in error.message)
            for folder in (word for word in extra if Path(word, "booklet.toml").is_file()):
                click.echo(f"A handout is named so: {command(sys.argv[1], source=folder)}", err=True)
            return 2
        except (click.Abort, KeyboardInterrupt) as error:
            if is_half_compiled(error.__cause__):  # click takes this, too, for the end of what somebody types
                raise ImportError(str(error.__cause__)) from error
            click.echo(f"Stopped. {_done(written)}", err=True)
            return 128 + (heard[0] if heard else signal.SIGINT)


def _example(told: str) -> str:
    """The first example that a command's help has, for whoever has typed it otherwise."""
    return f"Example: {as_started(told).partition('Examples:')[2].strip().splitlines()[0].partition('   ')[0]}"


def _done(written: Sequence[Path]) -> str:
    """What a run that ended early has written, in truth."""
    return f"Written before that: {', '.join(map(str, written))}." if written else "Nothing was written."


def _tell_versions(context: click.Context, parameter: click.Parameter, is_asked: bool) -> None:
    """What whoever looks after the press asks first. The renderer is not loaded: it may be what is missing."""
    if is_asked and not context.resilient_parsing:
        click.echo("\n".join(_versions()))
        context.exit()


def _versions() -> Iterator[str]:
    yield f"booklet {press_version()}"
    try:
        yield f"WeasyPrint {version('weasyprint')}"
    except PackageNotFoundError:
        yield "WeasyPrint: not found"
    pango = next(part for part in PANGO_PARTS if part.name == "Pango")
    library = open_part(pango)
    yield f"Pango {version_of(pango, library)}" if library else "Pango: not found"
    yield f"Python {platform.python_version()} on {sys.platform}"


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_versions,
              help="Say the versions of the press, of its renderer and of Python.")  # fmt: skip
@click.pass_context
def commands(context: click.Context) -> None:
    """Turn a folder of Markdown sections into a cited, accessible PDF handout.

    Without a command it builds the editions of every day: those that do not say `by_default = false` in booklet.toml.
    Each command tells more of itself: python build.py check --help

    \b
    Examples:
      python build.py                              the editions of every day, into dist/
      python build.py build --edition all          every edition
      python build.py build --edition a4 --out handouts
      python build.py check
    """
    if context.invoked_subcommand is None and (build := commands.get_command(context, "build")):
        context.invoke(build)

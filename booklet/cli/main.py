"""The command: gathers all commands, prints problems, sets the exit status.

Exit status: 0 all well; 1 problems found, each printed; 2 wrong usage; 128 and the number of the signal that ended it. A
traceback is always our bug: threshold.py keeps it for who can mend it.
"""
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from booklet.cli.build import build, editions
from booklet.cli.calibrate import calibrate
from booklet.cli.changes import changes
from booklet.cli.check import check
from booklet.cli.contact_sheet import compare, contact_sheet
from booklet.cli.draft import draft
from booklet.cli.ledger import ledger
from booklet.cli.new import doctor, new, schema
from booklet.cli.refs import refs
from booklet.cli.scorecard import scorecard, user_test
from booklet.cli.signoff import signoff
from booklet.core.disk.files import record_of_writes
from booklet.core.problems import BookletError
from booklet.core.processes.signals import stoppable


def main() -> int:
    """Run the command line; the exit status."""
    with record_of_writes() as written, stoppable() as heard:
        try:
            return commands(prog_name="python build.py", standalone_mode=False) or 0
        except BookletError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            click.echo(f"{count} problem{'s' * (count != 1)}. {_done(written)}", err=True)
            if error.way_out:
                click.echo(error.way_out, err=True)
            return 1
        except click.ClickException as error:
            error.show()
            return 2
        except (click.Abort, KeyboardInterrupt):
            click.echo(f"Stopped. {_done(written)}", err=True)
            return 128 + (heard[0] if heard else signal.SIGINT)


def _done(written: Sequence[Path]) -> str:
    """What a run that ended early has written, in truth."""
    return f"Written before that: {', '.join(map(str, written))}." if written else "Nothing was written."


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


COMMANDS = (
    build, check, editions, new, schema, doctor, contact_sheet, compare, draft, calibrate, refs, ledger, scorecard,
    user_test, signoff, changes,
)

for command in COMMANDS:
    commands.add_command(command)


if __name__ == "__main__":
    sys.exit(main())

"""The command that says what this machine has and lacks."""
import click

from booklet.cli.machine import report


@click.command()
@click.option(
    "--install", is_flag=True,
    help="Bring what is missing: libraries of .venv; of the system, as root on Debian or Ubuntu.",
)  # fmt: skip
def doctor(install: bool) -> None:
    """Say what this machine has and lacks for building: Python, Pango, fonts, libraries.

    \b
    Examples:
      python build.py doctor
      python build.py doctor --install
    """
    lines, status = report(install)
    for line in lines:
        click.echo(line)
    raise click.exceptions.Exit(status)

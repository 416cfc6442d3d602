"""The command that opens the studio: text and pages side by side, in the browser of this machine."""
import webbrowser
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from booklet.cli.options import clinic_option, date_option, day_of_the_build, out_option
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import nearest_path, shown_path
from booklet.core.typed_command import command
from booklet.studio.files import begin_profile
from booklet.studio.server import open_studio, place_to_listen
from booklet.studio.session import Session


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("sections"))
@clinic_option
@out_option("dist", "Where built editions go.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@date_option
def studio(folder: Path, clinic: Path | None, out: Path, no_browser: bool, on: date) -> None:
    """Write a handout in the browser, and see its pages beside the text, as they will print.

    Whatever is typed is saved at once, as a file in FOLDER. It answers to this machine alone, and asks no network but
    when a reference is added. Control-C ends it.

    \b
    Examples:
      python build.py studio
      python build.py studio our-handout
      python build.py studio our-handout --clinic our-clinic.toml --no-browser
    """
    if not folder.is_dir():
        begin = f"begin one: {command('new', str(folder))}"
        hint = nearest_path(folder, begin, lambda each: (each / "booklet.toml").is_file())
        stop_at([Problem(Place(shown_path(folder)), "no-manuscript", "there is no such folder", hint)])

    if clinic and begin_profile(clinic, folder):
        click.echo(f"Began {clinic} as a copy of the example: fill it in under Clinic.")

    def tell(address: str) -> None:
        click.echo(f"The studio of {folder} is open. To end it, press Control-C here.\n  {address}")
        if not no_browser:
            webbrowser.open(address)

    is_typed = click.get_current_context().get_parameter_source("on") is ParameterSource.COMMANDLINE
    session = Session(folder, clinic, lambda: on if is_typed else day_of_the_build(), out)
    try:
        open_studio(session, place_to_listen(folder), tell)
    except KeyboardInterrupt:
        click.echo(f"\nThe studio is closed. All that was saved is in {folder}.")

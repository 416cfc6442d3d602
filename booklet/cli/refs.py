"""The commands for references: add one, and see what has become of all of them."""
import click

from booklet.cli.refs_add import add
from booklet.cli.refs_import import import_library
from booklet.cli.refs_verify import verify


@click.group()
def refs() -> None:
    """Bring a library in, and look references up at Crossref and PubMed. Nothing else asks a network; a build never does.

    \b
    Examples:
      python build.py refs import library.bib
      python build.py refs verify --mailto library@clinic.example
      python build.py refs add 10.1000/182 --evidence review
    """


refs.add_command(add)
refs.add_command(import_library)
refs.add_command(verify)

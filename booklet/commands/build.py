"""The command that builds, and the one that lists what can be built."""
import tomllib
from pathlib import Path

import click

from booklet.commands.desk import clinic_option, out_option, source_option, steps, the_line
from booklet.freshness import is_current, manifest_entries, source_hash


@click.command()
@click.option("--edition", "editions", multiple=True, help="One edition, or all; may be given again.")
@out_option("dist")
@source_option
@clinic_option
@click.option("--force", is_flag=True, help="Build even what is unchanged since the last build.")
def build(editions: tuple[str, ...] = (), out: Path = Path("dist"), source: Path = Path("sections"),
          clinic: Path | None = None, force: bool = False) -> None:  # fmt: skip
    """Build editions, by default those of every day. What is unchanged since the last build is left alone.

    \b
    Examples:
      python build.py build --edition a4
      python build.py build --edition letter --clinic our-clinic.toml
    """
    if not force and _all_current(source, clinic, editions, out):
        click.echo(f"Nothing has changed: the files in {out} are up to date.")
        return
    with steps() as tell:
        tell("Warming up")
        files = the_line().make_booklets(source, editions, out, clinic, tell)
    for entry in manifest_entries(out):
        if any(file.name == entry["file"] for file in files):
            pages = f"{entry['pages']} pages, " if entry["pages"] else ""
            click.echo(f"{out / entry['file']}: {pages}{entry['bytes'] / 1000:.0f} kB")


def _all_current(source: Path, clinic: Path | None, editions: tuple[str, ...], out: Path) -> bool:
    """Whether all wanted editions lie in `out` as a build would write them. In doubt, no."""
    try:
        known = tomllib.loads((source / "booklet.toml").read_text(encoding="utf-8"))["editions"]
        defaults = [name for name, edition in known.items() if edition.get("by_default", True)]
        wanted = known if "all" in editions else editions or defaults
        made_from = source_hash(source, clinic)
        return all(is_current(out, name, made_from) for name in wanted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


@click.command()
@source_option
def editions(source: Path) -> None:
    """List the editions of a manuscript, and the paper of each.

    \b
    Example:
      python build.py editions
    """
    for name, edition in the_line().read_manuscript(source).manuscript.imprint.editions.items():
        click.echo(f"{name:20} {edition.paper or edition.medium}")

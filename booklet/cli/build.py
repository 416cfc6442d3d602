"""The command that builds. It decides whether there is anything to do; what sets the pages is loaded only then."""
from dataclasses import replace
from pathlib import Path

import click

from booklet.cli.machine import told_if_lacking
from booklet.cli.options import build_options, minutes_option, no_nan, out_option, tell_another_day
from booklet.cli.siblings import settings_of, tell_out_of_date
from booklet.core.processes.workers import Bounds, warm_up
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import sources_there

WARM = "booklet.cli.warm"  # by its name: it is loaded by the process that workers are copied from, not by this one
_UNREADABLE = (OSError, KeyError, TypeError, AttributeError)  # settings that nobody has checked


def _editions_that_begin(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """For the tab key: the editions of the manuscript that is named so far; none where it cannot be read."""
    try:
        known = settings_of(context.params.get("source") or Path("sections"))["editions"]
        return [name for name in ("all", *known) if name.startswith(begun)]
    except _UNREADABLE:
        return []


@click.command()
@click.option("--edition", "editions", multiple=True, shell_complete=_editions_that_begin,
              help="One edition, or all for every one; may be given again. [default: those of every day]")  # fmt: skip
@out_option("dist")
@build_options("out")
@click.option("--force", is_flag=True, help="Build even what is unchanged since the last build.")
@click.option("--draft", "is_draft", is_flag=True, help="Only to look at: DRAFT on every page, in the file and in its name.")
@minutes_option
@click.option("--memory-gb", type=click.FloatRange(0.5, 10_000), callback=no_nan, default=Bounds.memory_gb,
              show_default=True,
              help="The most memory that one edition may take, where the system can hold it to that.")  # fmt: skip
def build(asked: Build, editions: tuple[str, ...], force: bool, is_draft: bool, minutes: float, memory_gb: float) -> None:
    """Build editions. What is unchanged since the last build is left alone.

    By default those of every day: all that do not say `by_default = false` in booklet.toml. With `--edition all` every
    one; `python build.py editions` lists them.

    Nothing is built after the review date; nor, where booklet.toml says `strict` under [rules], with an error in the
    words. With --draft it is, to look at, whatever is wrong: beside the last good files, and marked on each page.

    \b
    Examples:
      python build.py build
      python build.py build --edition all
      python build.py build --edition a4 --edition web
      python build.py build --edition letter --clinic our-clinic.toml
      python build.py build --draft --date 2027-12-01
    """
    asked = replace(asked, is_draft=is_draft)
    if not force and not is_draft and _all_current(asked, editions):
        click.echo(f"Nothing has changed: the files in {asked.out} are up to date.")
        tell_out_of_date(asked)
        tell_another_day(asked)
        return
    warm_up(WARM)
    with told_if_lacking():
        from booklet.cli.set_editions import set_editions  # late: who changed nothing waits for no renderer
    set_editions(asked, editions, Bounds(minutes, memory_gb))
    tell_another_day(asked)


def _all_current(asked: Build, editions: tuple[str, ...]) -> bool:
    """Whether all wanted editions lie in `out` as a build would write them. In doubt, no."""
    try:
        known = settings_of(asked.source)["editions"]
        defaults = [name for name, edition in known.items() if edition.get("by_default", True)]
        wanted = known if "all" in editions else editions or defaults or known
        there = [("imposition" in known[name], sources_there(asked.out, name)) for name in wanted]
        if not all(sources for _, sources in there):
            return False
        made_from = asked.made_from()  # reads all that a booklet is made from
        return all(made_from[is_folded] in sources for is_folded, sources in there)
    except _UNREADABLE:
        return False

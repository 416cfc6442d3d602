"""Who works: processes of this machine, or the workers of a cluster."""
import click

from booklet.core.problems import Place, Problem, stop_at
from booklet.core.processes.crew import Crew, Workers
from booklet.core.processes.workers import cores

workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=None, help="How many work at once. [default: one for each core]"
)
scheduler_option = click.option(
    "--scheduler", default="", metavar="tcp://HOST:PORT",
    help="Let a Dask cluster do the work; each machine sees the folder under the same path.",
)  # fmt: skip


def crew_of(workers: int | None, scheduler: str) -> Crew:
    """Who was asked for. Raises BookletError where this machine cannot talk to a cluster."""
    if not scheduler:
        return Workers(workers or cores())
    try:
        from booklet.core.processes.cluster import Cluster  # late: it takes a second, and is an extra
    except ModuleNotFoundError:
        hint = "python -m pip install distributed"
        stop_at([Problem(Place("--scheduler"), "missing-library", "Dask is not installed", hint)])
    return Cluster(scheduler)

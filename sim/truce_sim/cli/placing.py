"""`--jobs` and `--on`: where a study is computed, as far as the command line says so."""

from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.runs.cluster.lacking import lacking
from truce_sim.runs.executors import cores


def placed(given: Given) -> tuple[int, str | None]:
    """Take how many compute on this machine, and where a cluster is that computes instead.

    Raises:
        UsageError: if both are asked for, or what a cluster needs is not installed here.
    """
    jobs, on = given.whole("jobs"), given.text("on")
    if on is not None and jobs is not None:
        raise UsageError("--jobs is for this machine, --on for a cluster; leave one of them out")
    if on is not None and (lack := lacking()):
        raise UsageError(f"--on: {lack}")
    return jobs or cores(), on

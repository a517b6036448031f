"""`--jobs` and `--on`: where a study is computed, as far as the command line says so."""

from collections.abc import Sequence

from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.runs.cluster.lacking import lacking
from truce_sim.runs.executors import cores


def anywhere(line: Sequence[str]) -> tuple[str, ...]:
    """Return a command line without where it was computed: that changes nothing, and is private."""
    words = list(line)
    while "--on" in words:
        place = words.index("--on")
        del words[place : place + 2]
    return tuple(word for word in words if not word.startswith("--on="))


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

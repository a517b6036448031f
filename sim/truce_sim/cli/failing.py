"""Work that failed: which sentence and exit code each kind of failure gets."""

from truce_sim.cli.ends import Under, told
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.report.words import sentence_case
from truce_sim.runs.cluster.errors import ClusterError
from truce_sim.runs.interrupts import interrupted
from truce_sim.runs.replications import BatchFailedError
from truce_sim.runs.store import StoreError


def failed(under: Under, error: Exception, *, debug: bool) -> Exit:
    """Say what failed, what is kept, and how to carry on; return the exit code.

    Raises:
        UsageError: if nothing was begun because of the folder that was named, or somebody else
            is at work on the study.
    """
    if interrupted(error):
        return under.stopped()
    if isinstance(error, StoreError):
        cause = error.__cause__
        if cause is None or (under.stored is None and error.of_folder):
            raise UsageError(str(error)) from None
        code = Exit.BAD_INPUT if error.closed else Exit.FAILED
        return under.ended(f"{error}.", code, names_path=True)
    if isinstance(error, ClusterError) or getattr(error, "blames_input", False):
        return under.ended(_sentence(error), Exit.BAD_INPUT)
    if isinstance(error, BatchFailedError):
        return under.ended(_sentence(error), Exit.FAILED)
    if isinstance(error, MemoryError) or (
        isinstance(error, ImportError) and "shared object" in str(error)
    ):
        return under.ended("There is not enough memory for it (ulimit -v?).", Exit.FAILED)
    said, details = told(error, debug=debug)
    return under.ended(f"Something went wrong that should not: {said}.", Exit.FAILED, details)


def _sentence(error: Exception) -> str:
    return f"{sentence_case(str(error))}."

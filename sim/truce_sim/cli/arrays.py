"""Which share a task of a job array is to make, as its scheduler says."""

from collections.abc import Mapping

from truce_sim.cli.errors import UsageError
from truce_sim.studies.shares import Share

_ID, _COUNT = "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"
_MIN, _MAX, _STEP = "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP"


def share_of_task(said: Mapping[str, str]) -> Share | None:
    """Return the share of this task of a Slurm array; None outside of one.

    The tasks of an array are numbered from any number on, in steps.

    Args:
        said: environment variables.

    Raises:
        UsageError: if its tasks are not evenly numbered, so that none has a place of its own.
    """
    if _ID not in said or _COUNT not in said:
        return None
    try:
        task, count = int(said[_ID]), int(said[_COUNT])
        first, step = int(said.get(_MIN, "1")), int(said.get(_STEP, "1"))
        last = int(said.get(_MAX, first + (count - 1) * step))
        place, rest = divmod(task - first, step)
        even = last - first == (count - 1) * step and rest == 0 and 0 <= place < count
    except (ValueError, ZeroDivisionError):
        even, task, count = False, 0, 0
    if not even:
        raise UsageError(
            f"{_ID}={said[_ID]} of {said[_COUNT]} tasks does not say which share this is, as its "
            f'tasks are not evenly numbered; say it yourself: --share "${_ID}/N"'
        )
    return Share(place + 1, count)

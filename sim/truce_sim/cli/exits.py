"""The exit codes, in one place."""

import signal
from enum import IntEnum

from truce_sim.runs.interrupts import stopped_by


class Exit(IntEnum):
    """What a command tells whoever started it."""

    FINISHED = 0
    FAILED = 1
    BAD_INPUT = 2
    NOT_MET = 3
    HUNG_UP = 129
    STOPPED = 130
    ENDED = 143


MEANINGS = {
    Exit.FINISHED: "finished, whatever the odds",
    Exit.FAILED: "failed: a full disk, a dead worker, a lost cluster, a fault of the tool, a "
    "drawing that could not be made; what is finished is kept",
    Exit.BAD_INPUT: "bad command, bad file (also one whose incidents breed without end: a sentence "
    "names the inputs), more than fits in memory, a results folder that cannot be written to, a "
    "cluster that is not there, or a stored result that is not what was written",
    Exit.NOT_MET: "a condition asked for was not met: `require` not reached or too close to call, "
    "`--again` not the same, `trace` without such a run, `anchor` without such a number, `compile` "
    "where there is no compiled engine",
    Exit.HUNG_UP: "stopped because the terminal was closed (SIGHUP); what is finished is kept",
    Exit.STOPPED: "stopped by Ctrl-C (SIGINT); what is finished is kept",
    Exit.ENDED: "stopped from outside (SIGTERM); what is finished is kept",
}
"""What README says of each."""

_STOPS = {
    signal.SIGINT: (Exit.STOPPED, "Stopped"),
    signal.SIGTERM: (Exit.ENDED, "Stopped from outside (SIGTERM)"),
    getattr(signal, "SIGHUP", None): (Exit.HUNG_UP, "Stopped, the terminal was closed (SIGHUP)"),
}


def stop() -> tuple[Exit, str]:
    """Return the exit code of what stopped us, and how that is said."""
    return _STOPS.get(signal.Signals(stopped_by()), (Exit.STOPPED, "Stopped"))

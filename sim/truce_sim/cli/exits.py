"""The exit codes, in one place."""

from enum import IntEnum


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
    Exit.FAILED: "failed: a full disk, a dead worker, a fault of the tool, a drawing that could "
    "not be made; what is finished is kept",
    Exit.BAD_INPUT: "bad command, bad file, or a stored result that is not what was written",
    Exit.NOT_MET: "a condition asked for was not met",
    Exit.HUNG_UP: "stopped because the terminal was closed (SIGHUP); what is finished is kept",
    Exit.STOPPED: "stopped by Ctrl-C (SIGINT); what is finished is kept",
    Exit.ENDED: "stopped from outside (SIGTERM); what is finished is kept",
}
"""What README says of each."""

"""The start of the program, by whichever door: what has to be done before the first import."""

import os
import sys

# Looking for pydantic plugins, of which there are none, would take a tenth of `check`'s time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Workers are started in the user's folder. A file there that is called like one of Python's own,
# such as random.py, is not meant.
os.environ.setdefault("PYTHONSAFEPATH", "1")

# Linear algebra on several threads adds up in another order on another machine, so its last digits
# differ, and our matrices are too small to gain from it. The cores are busy with runs.
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"


def start() -> int:
    """Run the command that was typed, and return its exit code."""
    try:
        from truce_sim.runs import interrupts  # noqa: PLC0415 - a signal may come by now

        interrupts.listen()
        from truce_sim.calling import called_as  # noqa: PLC0415
        from truce_sim.cli.main import main  # noqa: PLC0415
    except KeyboardInterrupt:
        # There is nobody else yet to answer it.
        from truce_sim.runs.interrupts import stopped_by  # noqa: PLC0415

        sys.stderr.write("\nStopped.\n")
        return 128 + stopped_by()
    called_as(sys.orig_argv, sys.argv[0])
    code = main(sys.argv[1:])
    interrupts.end()
    return code

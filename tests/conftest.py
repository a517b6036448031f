"""One thread a test, no warnings, and examples of property tests that are the same every time.

`pytest --hypothesis-profile=explore` looks for new ones.
"""

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# As in run_sim.py; with a test on every core, threads within a test would only get in the way.
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

# Processes that tests start run this tree, whatever is installed.
OWN = str(Path(__file__).parents[1] / "sim")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OWN, os.environ.get("PYTHONPATH")]))

# Hundreds of processes that tests start would each compile all sources anew, were none kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What a shell starts in the background ignores these, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# A warning there is an error, as it is in the tests themselves (pyproject.toml).
os.environ.setdefault("PYTHONWARNINGS", "error")

import pytest  # noqa: E402 - after the lines above
from hypothesis import settings  # noqa: E402

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("steady")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process a stretch of files, so that what a file's tests share is made once."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what could not be looked at."""
    if find_spec("numba") is None:
        said = "numba is not installed: the compiled engine was NOT compared with SimPy"
        terminalreporter.write_line(said, yellow=True)
    skipped = (one.longrepr for one in terminalreporter.stats.get("skipped", []))
    reasons = {one[2] for one in skipped if isinstance(one, tuple)}
    for reason in sorted(one for one in reasons if "on this machine" in one):
        told = reason.removeprefix("Skipped: ")
        terminalreporter.write_line(f"NOT tried, as there is {told}", yellow=True)

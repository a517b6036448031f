"""One thread a test, and examples of property tests that are the same every time.

`pytest --hypothesis-profile=explore` looks for new ones.
"""

import os
from importlib.util import find_spec
from pathlib import Path

# As in run_sim.py; with a test on every core, threads within a test would only get in the way.
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

# Processes that tests start run this tree, whatever is installed.
OWN = str(Path(__file__).parents[1] / "sim")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OWN, os.environ.get("PYTHONPATH")]))

import pytest  # noqa: E402 - after the lines above
from hypothesis import settings  # noqa: E402

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("steady")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what could not be looked at."""
    if find_spec("numba") is None:
        said = "numba is not installed: the compiled engine was NOT compared with SimPy"
        terminalreporter.write_line(said, yellow=True)

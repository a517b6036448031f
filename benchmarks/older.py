"""The model of an older checkout, in a process of its own, asked in turn with this one.

Started as a script inside that checkout: reads lines "SCENARIO RUNS" and answers each with CPU
seconds and with the events that SimPy processed, counted apart from the timing.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import simpy


class Older:
    """Asks the model of an older checkout.

    Args:
        checkout: folder of its repository.
    """

    def __init__(self, checkout: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            cwd=checkout,
            # What this process imports from is not to be found there.
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def seconds(self, scenario: str, runs: int) -> tuple[float, float]:
        """Return CPU seconds and events of so many runs of a shipped scenario."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(f"{scenario} {runs}\n")
        asked.flush()
        seconds, events = json.loads(answers.readline())
        return seconds, events


def _answer() -> None:
    """Answer what stands on the standard input, as the model of the folder that this runs in."""
    here = Path.cwd()
    if (here / "sim" / "__init__.py").is_file():
        root, package = here, "sim"
    else:
        root, package = here / "sim", "truce_sim"
    sys.path.insert(0, str(root))
    model = importlib.import_module(f"{package}.model")
    load = importlib.import_module(f"{package}.scenario").load
    counted: dict[tuple[str, int], int] = {}
    for line in sys.stdin:
        name, runs = line.split()
        world = model.build_world(load(here / "scenarios" / f"{name}.toml"))
        if (name, int(runs)) not in counted:
            counted[name, int(runs)] = _events(model, world, int(runs))
        gc.collect()
        gc.disable()
        began = time.process_time()
        for replication in range(int(runs)):
            model.simulate(world, 1, replication)
        seconds = time.process_time() - began
        gc.enable()
        sys.stdout.write(json.dumps([seconds, counted[name, int(runs)]]) + "\n")
        sys.stdout.flush()


def _events(model: Any, world: Any, runs: int) -> int:
    step, events = simpy.Environment.step, 0

    def counting(self: simpy.Environment) -> None:
        nonlocal events
        events += 1
        step(self)

    simpy.Environment.step = counting  # type: ignore[method-assign]
    try:
        for replication in range(runs):
            model.simulate(world, 1, replication)
    finally:
        simpy.Environment.step = step  # type: ignore[method-assign]
    return events


if __name__ == "__main__":
    _answer()

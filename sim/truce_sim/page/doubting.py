"""The doubt about inputs, as `run` gives it, computed while nobody asks anything."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from truce_sim.page.pieces import Pieces
from truce_sim.report.questions.run.sentences import believable
from truce_sim.runs.batch import EngineName, ReplicationFailedError
from truce_sim.runs.executors import InProcess
from truce_sim.runs.replications import Work
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.studies.doubt import LOOKED_AT_FROM, doubt_about_inputs
from truce_sim.studies.results.run import Ignorance

NO_RANGES = "No input of this file has a believable range: doubt about inputs is not in these odds."
_NOT_IN_IT = "Doubt about inputs is not in these odds"
_REST = 0.3
"""Seconds without a question after which nobody seems to move anything."""
_LOOK = 0.05


class Doubt:
    """Computes it once, in a thread of its own, and tells what is known so far.

    Args:
        scenario: as loaded.
        seed: root seed.
        runs: of the scenario as it stands, as `run` would be asked for.
        engine: who makes the next batch.
    """

    def __init__(
        self, scenario: Scenario, seed: int, runs: int, engine: Callable[[], EngineName]
    ) -> None:
        self._scenario, self._seed, self._runs = scenario, seed, max(runs, LOOKED_AT_FROM)
        self._engine = engine
        self._found: Ignorance | None = None
        self._why = ""
        self._asked = 0
        self._last = 0.0
        self._nobody = False
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def told(self) -> dict[str, Any] | None:
        """How far believable inputs spread the odds, in numbers and as a sentence, once known.

        Without numbers where there is nothing to know, or it cannot be known: the sentence says so.
        """
        why_not = self._why if self._scenario.believable else NO_RANGES
        if why_not:
            return {"low": None, "high": None, "mean": None, "sentence": why_not}
        found = self._found
        if found is None:
            return None
        ends = (found.low, found.high)
        if not found.is_wide:
            ends = (found.low_interval[0], found.high_interval[1])
        return {
            "low": ends[0],
            "high": ends[1],
            "mean": found.mean.value,
            "sentence": believable(found).plain,
        }

    def begin(self) -> None:
        """Begin to compute it, unless that is begun."""
        if self._thread is None and self._scenario.believable and not self._over.is_set():
            self._thread = threading.Thread(target=self._compute, name="doubt", daemon=True)
            self._thread.start()

    def __enter__(self) -> None:
        """A question is asked: wait with the next piece."""
        self._asked += 1
        self._nobody = False

    def __exit__(self, *_: object) -> None:
        """It is answered."""
        self._asked -= 1
        self._last = monotonic()

    def rest(self) -> None:
        """Wait for the next question: nobody looks."""
        self._nobody = True

    def close(self) -> None:
        """End it, known or not."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _compute(self) -> None:
        work = Work(self._seed, Pieces(InProcess(), self._goes_on), 1, engine=self._engine)
        try:
            self._found = doubt_about_inputs(self._scenario, work, self._runs)
        except ScenarioFaults as error:
            said = "; ".join(fault.sentence for fault in error.faults)
            unfit = f"values of its believable ranges do not fit together: {said.rstrip('.')}"
            self._why = f"{_NOT_IN_IT}; {unfit}."
        except ReplicationFailedError as error:
            self._why = f"{_NOT_IN_IT}; a history of it failed: {error.said.rstrip('.')}."

    def _goes_on(self) -> bool:
        """Wait until everybody rests; return whether it is to go on."""
        while not self._over.is_set():
            if not (self._asked or self._nobody) and monotonic() - self._last >= _REST:
                return True
            self._over.wait(_LOOK)
        return False

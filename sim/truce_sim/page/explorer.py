"""A truce under the hand of one user: what the page asks is answered here, one question at a time.

What goes in and out are tables that JSON can hold; the page's server hands them on as they are. A
state is `{"inputs": {PATH: stop}, "options": [ID], "talks": stop or null, "observed": stop or null,
"counts": {COUNTER: [number or null, ...]}}`, counts a day each from the truce's first, for files
that name who counts.

| question | asked | answer |
| --- | --- | --- |
| opening | | `opening.beginning`, and file, seed, histories, most, engine, note, doubt, file_answer |
| answer | state, histories, within (milliseconds) | `answers.answer_of`, and base, base_share, outside, milliseconds; of a day observed on `from_then`, or refused: a sentence |
| curve | state, path | `curves.curve_told` |
| story | state | replication, told, before, after, command; or none: a sentence |
| ways | state | `ways_out.WaysOut.of` |
"""  # noqa: E501 - a table

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from truce_sim.page.answers import answer_of
from truce_sim.page.changed import changed, end_of, in_lines, typical_change
from truce_sim.page.counted import boxes_of
from truce_sim.page.curves import HISTORIES, curve_told, points_of
from truce_sim.page.doubting import Doubt
from truce_sim.page.dropped import Dropped
from truce_sim.page.from_then import FromThen
from truce_sim.page.histories import Histories
from truce_sim.page.observing import days_of
from truce_sim.page.opening import beginning, grid
from truce_sim.page.options import options_of
from truce_sim.page.ordering import ordered
from truce_sim.page.past import past_beside
from truce_sim.page.sliders import sliders_of
from truce_sim.page.state import FILE, Hands, State, UnfitStateError
from truce_sim.page.talks import talks_of
from truce_sim.page.ways_out import WaysOut
from truce_sim.page.worlds import Worlds, unfit
from truce_sim.report.sentences import outside_range
from truce_sim.runs.batch import Columns
from truce_sim.runs.known_engines import Asked
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.scenario.believable import outside_ranges
from truce_sim.statistics.estimates import Share
from truce_sim.statistics.proportions import share
from truce_sim.studies.answers import inputs

MOST = 4000
"""Histories of a state at most, however long nobody moves anything."""
_BESIDE = 1024
"""Bytes of a question beside its state: a path, numbers."""
_FIRST_MS = 500.0
"""Milliseconds after which the page begins with what there is."""
_SLOW = "Without the compiled engine an answer is of few histories, and grows slowly."
_NO_CURVE = "From a day observed on no curves are drawn: each would take half a minute."
_NO_STORY = "From a day observed on, the page's histories are not those of the file: none is told."

Stops = Callable[[], bool]


class Explorer:
    """One scenario, its sliders and its histories.

    Args:
        scenario: as loaded.
        path: the file as it was named, for commands.
        histories: how many an answer is of.
        seed: root seed; None: as the scenario says.
        jobs: histories made at once; None: as many as there are cores.
        engine: who makes them; results do not depend on it.
        sets: changes with which the file was loaded, as after `--set`, for commands.
    """

    def __init__(
        self,
        scenario: Scenario,
        path: str,
        *,
        histories: int = 1000,
        seed: int | None = None,
        jobs: int | None = None,
        engine: Asked = "auto",
        sets: Sequence[str] = (),
    ) -> None:
        self._scenario, self._path = scenario, path
        self._runs, self._most = histories, max(MOST, histories)
        seed = scenario.run.seed if seed is None else seed
        self._notes: list[str] = []
        self._histories = Histories(seed, jobs, self._notes.append, engine)
        self._histories.pin(FILE)
        sliders = {one.path: one for one in sliders_of(scenario)}
        options = {one.key: one for one in options_of(scenario, list(sliders.values()))}
        self.hands = Hands(
            sliders, options, talks_of(scenario), days_of(scenario), boxes_of(scenario)
        )
        self._worlds = Worlds(scenario, self.hands)
        self._ways = WaysOut(scenario, path, sets, self.hands, self._worlds, histories, seed)
        self._rows, self._strays = inputs(scenario), outside_ranges(scenario)
        self._hours = grid(scenario, self.hands)
        self._doubt = Doubt(scenario, seed, histories, self._histories.engine)
        self._from_then = FromThen(
            scenario, self.hands, self._worlds, self._histories, histories, self._hours
        )
        self._beginning: dict[str, Any] | None = None
        self._one_at_a_time = threading.Lock()
        self._closed = False

    @property
    def longest(self) -> int:
        """Bytes of the longest question that a page can ask."""
        return self.hands.longest + _BESIDE

    def close(self) -> None:
        """End what is computed; the explorer answers no more."""
        self._closed = True
        self._doubt.close()
        with self._one_at_a_time:
            self._histories.close()

    def rest(self) -> None:
        """Compute nothing until the next question: nobody looks."""
        self._doubt.rest()

    # What the page asks. Each raises `Dropped` once nobody wants the answer any more, and
    # `UnfitStateError` where there is no such state.

    def opening(self) -> dict[str, Any]:
        """Return all that the page shows before a hand has moved."""
        with self._alone(lambda: False) as stop:
            file_answer = self._answer(FILE, self._runs, _FIRST_MS, stop)
            if self._beginning is None:
                order = ordered(self.hands, self._worlds, self._histories, stop)
                self._beginning = beginning(
                    self._scenario, self.hands, self._rows, order, self._hours
                )
            engine = self._histories.engine()
        self._doubt.begin()
        return {
            **self._beginning,
            "file": self._path,
            "seed": self._histories.seed,
            "histories": self._runs,
            "most": self._most,
            "engine": engine,
            "note": self._note() if engine == "simpy" else "",
            "doubt": self._doubt.told,
            "file_answer": file_answer,
        }

    def answer(self, asked: Mapping[str, Any], stop: Stops) -> dict[str, Any]:
        """Return the odds of a state, of as many histories as there was time for."""
        state = self.hands.read(asked.get("state", {}))
        count = self._count(asked.get("histories"))
        within = _milliseconds(asked.get("within"))
        with self._alone(stop) as unwanted:
            if state.observed is None:
                return self._answer(state, count, within, unwanted)
            began = perf_counter()
            told = self._from_then.answer(state, state.observed, unwanted)
            return {**told, **self._beside(state, began)}

    def curve(self, asked: Mapping[str, Any], stop: Stops) -> dict[str, Any]:
        """Return the odds over the range of one input, the others as they stand.

        Stops at which the values do not fit together are left out.
        """
        state = self.hands.read(asked.get("state", {}))
        slider = self.hands.slider(asked.get("path"))
        if state.observed is not None:
            return {"path": slider.path, "points": [], "told": _NO_CURVE}
        covered = any(slider.path in self.hands.options[one].covers for one in state.options)
        stands = dict(state.inputs).get(slider.path, slider.file)
        stops, shares = list[int](), list[Share]()
        with self._alone(stop) as unwanted:
            for place in [slider.file] if covered else points_of(slider, stands):
                there = state if covered else self.hands.moved(state, slider.path, place)
                try:
                    held = self._of(there, min(HISTORIES, self._runs), unwanted)["held"]
                except UnfitStateError:
                    continue
                stops.append(place)
                shares.append(share(int(held.sum()), len(held)))
        if not stops:
            raise UnfitStateError(["No value of its range fits the others as they stand."])
        return curve_told(slider.path, stops, shares)

    def story(self, asked: Mapping[str, Any], stop: Stops) -> dict[str, Any]:
        """Return one history that changed its fate, or a sentence why none is told."""
        state = self.hands.read(asked.get("state", {}))
        if state.observed is not None:
            return {"none": _NO_STORY}
        with self._alone(stop) as unwanted:
            file = self._of(FILE, self._runs, unwanted)
            number = typical_change(self._of(state, self._runs, unwanted), file)
            if number is None:
                return {"none": f"None of {len(file['held']):,} histories changed its fate."}
            worlds = self._worlds.world(FILE), self._worlds.world(state)
            one = changed(worlds, self._histories.seed, number, unwanted)
            return {
                "replication": number,
                "told": in_lines(one, worlds[1].shown, self._scenario.dates.truce_starts),
                "before": end_of(one.before),
                "after": end_of(one.after),
                "command": self._ways.trace(state, number),
            }

    def ways(self, asked: Mapping[str, Any], stop: Stops) -> dict[str, Any]:
        """Return a state as a command, as an option and as a file."""
        state = self.hands.read(asked.get("state", {}))
        with self._alone(stop) as unwanted:
            return self._ways.of(state, unwanted)

    # How.

    @contextmanager
    def _alone(self, stop: Stops) -> Iterator[Stops]:
        """Answer one question at a time, and yield whether nobody wants it any more."""

        def unwanted() -> bool:
            return self._closed or stop()

        with self._doubt, self._one_at_a_time:
            if unwanted():
                raise Dropped
            try:
                yield unwanted
            except ScenarioFaults as error:  # such as talks before the day up to which one knows
                raise unfit(error) from None

    def _answer(
        self, state: State, count: int, within: float | None, stop: Stops
    ) -> dict[str, Any]:
        began = perf_counter()
        until = None if within is None else began + within / 1000
        # Against the file it is told, so that comes first. As a rule it is there; else half of the
        # time is its own, so that a slow engine's answer grows on both sides.
        half = None if within is None else began + within / (2000 if state != FILE else 1000)
        file = self._of(FILE, count, stop, half)
        columns = file if state == FILE else self._of(state, len(file["held"]), stop, until)
        file = {name: column[: len(columns["held"])] for name, column in file.items()}
        opening = self._worlds.world(state).opening
        told = answer_of(columns, file, opening, self._hours)
        past = past_beside(self._scenario.base_rate, opening)
        return {**told, **past, **self._beside(state, began)}

    def _beside(self, state: State, began: float) -> dict[str, Any]:
        milliseconds = round(1000 * (perf_counter() - began), 1)
        return {"outside": self._outside(state), "milliseconds": milliseconds}

    def _of(self, state: State, count: int, stop: Stops, until: float | None = None) -> Columns:
        world = self._worlds.world
        return self._histories.of(state, lambda: world(state), count, stop, until)

    def _outside(self, state: State) -> str | None:
        """Say which inputs stand outside their ranges; none that was moved, or an option sets."""
        moved = {path for path, _ in state.inputs}
        moved |= {path for key in state.options for path in self.hands.options[key].covers}
        still = {one.whole for one in self._strays if one.range_path not in moved}
        said = outside_range([row for row in self._rows if row.path in still])
        return None if said is None else said.plain

    def _note(self) -> str:
        return " ".join(note.partition(" To get it:")[0] for note in self._notes) or _SLOW

    def _count(self, asked: object) -> int:
        if asked is None:
            return self._runs
        if type(asked) is not int or not 1 <= asked <= self._most:
            raise UnfitStateError([f"Histories are a whole number from 1 to {self._most:,}."])
        return asked


def _milliseconds(asked: object) -> float | None:
    if asked is None:
        return None
    if isinstance(asked, bool) or not isinstance(asked, int | float) or not 0 < asked <= 600_000:
        raise UnfitStateError(["Within is a number of milliseconds from 1 to 600,000."])
    return float(asked)

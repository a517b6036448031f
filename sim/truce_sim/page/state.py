"""A state of the page: where each slider stands, which options are on, when the talks are.

All that a page can say is the number of a stop, a name that it was given, or how many were
counted, so that no other value of another's making ever reaches a scenario.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from json import dumps

from truce_sim.page.counted import Boxes, Counts
from truce_sim.page.options import OptionOfPage
from truce_sim.page.sliders import Slider
from truce_sim.page.talks import Talks
from truce_sim.scenario.observed_numbers import LARGEST_COUNT
from truce_sim.studies.stops import Stop

_KEYS = frozenset({"inputs", "options", "talks", "observed", "counts"})
_SHOWN = 60


class UnfitStateError(ValueError):
    """A state that cannot be; `faults` says why, in plain sentences, never empty."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, slots=True)
class State:
    """What differs from the file; two states that come to the same are equal.

    Attributes:
        inputs: path and stop of each slider that has a say and does not stand where the file does,
            in the file's order.
        options: ids of those that are on, in the file's order.
        talks: stop of the talks; None where they are as the file, or an option, has them.
        observed: moment up to which what was observed is known; None where nothing is.
        counts: what was typed of what was counted; none where nothing is known.
    """

    inputs: tuple[tuple[str, int], ...] = ()
    options: tuple[str, ...] = ()
    talks: int | None = None
    observed: int | None = None
    counts: Counts = ()

    @property
    def seen(self) -> "State":
        """The file from the same moment on, with the same counts."""
        return State(observed=self.observed, counts=self.counts)

    @property
    def before(self) -> "State":
        """The same until the moment observed, from which on options act."""
        return replace(self, options=())

    @property
    def truce(self) -> "State":
        """The same, whatever was observed."""
        return State(self.inputs, self.options, self.talks)


FILE = State()
"""The file as it stands."""


@dataclass(frozen=True, slots=True)
class Hands:
    """All that can be moved, and reading where it was moved to."""

    sliders: Mapping[str, Slider]
    options: Mapping[str, OptionOfPage]
    talks: Talks
    days: tuple[Stop, ...] = ()
    boxes: Boxes = field(default_factory=Boxes)

    @property
    def longest(self) -> int:
        """Bytes of the longest state that a page can say, as JSON with all letters spelled out."""
        stops = {path: len(slider.stops) for path, slider in self.sliders.items()}
        counts = {one.key: [LARGEST_COUNT] * len(self.boxes.days) for one in self.boxes.counters}
        places = {"talks": len(self.talks.stops), "observed": len(self.days)}
        state = {"inputs": stops, "options": list(self.options), "counts": counts, **places}
        return len(dumps(state))

    def read(self, asked: object) -> State:
        """Return the state that was asked for.

        Raises:
            UnfitStateError: with all that is wrong with it.
        """
        if not isinstance(asked, Mapping):
            raise UnfitStateError(["A state is a table of inputs, options and talks."])
        faults = [
            f"There is nothing called {_short(key)} in a state."
            for key in asked
            if key not in _KEYS
        ]
        options = self._options(asked.get("options", []), faults)
        covered = {path for key in options for path in self.options[key].covers}
        inputs = self._inputs(asked.get("inputs", {}), faults)
        talks = _place("The talks have", asked.get("talks"), len(self.talks.stops), faults)
        days = _place("The days observed have", asked.get("observed"), len(self.days), faults)
        counts = self.boxes.read(asked.get("counts"), faults)
        if faults:
            raise UnfitStateError(faults)
        return State(
            tuple(
                (path, inputs[path])
                for path, slider in self.sliders.items()
                if path in inputs and path not in covered and inputs[path] != slider.file
            ),
            options,
            None if talks == self.talks.file or "talks" in covered else talks,
            days,
            () if days is None else counts,
        )

    def moved(self, state: State, path: str, stop: int) -> State:
        """Return a state with one slider at another stop."""
        stops = {**dict(state.inputs), path: stop}
        inputs = tuple(
            (one, stops[one])
            for one, slider in self.sliders.items()
            if one in stops and stops[one] != slider.file
        )
        return replace(state, inputs=inputs)

    def slider(self, path: object) -> Slider:
        """Return the slider of a path.

        Raises:
            UnfitStateError: if there is none.
        """
        found = self.sliders.get(path) if isinstance(path, str) else None
        if found is None:
            raise UnfitStateError([f"There is no slider for {_short(path)}."])
        return found

    def _inputs(self, asked: object, faults: list[str]) -> dict[str, int]:
        if not isinstance(asked, Mapping):
            faults.append("Inputs are a table of stops by path.")
            return {}
        found: dict[str, int] = {}
        for path, stop in asked.items():
            slider = self.sliders.get(path) if isinstance(path, str) else None
            if slider is None:
                faults.append(f"There is no slider for {_short(path)}.")
            elif type(stop) is not int or not 0 <= stop < len(slider.stops):
                faults.append(
                    f"{path} has the stops 0 to {len(slider.stops) - 1}, not {_short(stop)}."
                )
            else:
                found[path] = stop
        return found

    def _options(self, asked: object, faults: list[str]) -> tuple[str, ...]:
        if not isinstance(asked, list):
            faults.append("Options are a list of names.")
            return ()
        unknown = [one for one in asked if not isinstance(one, str) or one not in self.options]
        faults += [f"There is no option {_short(one)}." for one in unknown]
        on = [key for key in self.options if key in asked]
        for place, key in enumerate(on):
            for other in on[place + 1 :]:
                if other in self.options[key].clashes:
                    faults.append(f"Options {key} and {other} set the same input: choose one.")
        return tuple(on) if not unknown else ()


def _place(what: str, asked: object, stops: int, faults: list[str]) -> int | None:
    if asked is None:
        return None
    if type(asked) is not int or not 0 <= asked < stops:
        there = f"the stops 0 to {stops - 1}" if stops else "no stops"
        faults.append(f"{what} {there}, not {_short(asked)}.")
        return None
    return asked


def _short(given: object) -> str:
    """Return what was given, as a sentence can bear it."""
    text = given if isinstance(given, str) else repr(given)
    plain = "".join(one if one.isprintable() else "?" for one in text[:_SHOWN])
    return f"{plain}…" if len(text) > _SHOWN else plain

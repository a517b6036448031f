"""Scenarios and worlds of states: what `run` would read if it were told the same."""

from collections import OrderedDict
from typing import Any

from truce_sim.model import World, build_world
from truce_sim.model.variants import Variants
from truce_sim.page.sliders import TALKS
from truce_sim.page.state import Hands, State, UnfitStateError
from truce_sim.scenario import Scenario, ScenarioFaults, with_option, with_values
from truce_sim.scenario.levels import Level, Swept

_MOST_DATES = 8
"""Dates of the talks whose scenario is kept: reading one takes some milliseconds."""
_MOST_WORLDS = 16
"""Worlds that are kept: of the state that stands, several questions are asked."""


class Worlds:
    """Makes worlds of states of one scenario."""

    def __init__(self, scenario: Scenario, hands: Hands) -> None:
        self._scenario, self._hands = scenario, hands
        self._at_talks: OrderedDict[int | None, Variants] = OrderedDict()
        self._worlds: OrderedDict[State, World] = OrderedDict()

    def values(self, state: State) -> dict[str, Any]:
        """Return the raw values that the sliders and the talks of a state put in, by path."""
        values: dict[str, Any] = {}
        for path, stop in state.inputs:
            slider = self._hands.sliders[path]
            values[slider.target] = slider.stops[stop].raw
        if state.talks is not None:
            values[TALKS] = self._hands.talks.stops[state.talks].raw
        return values

    def seen(self, state: State) -> list[str]:
        """Return what `--set` takes to tell what a state says was observed."""
        if state.observed is None:
            return []
        counts = self._hands.boxes.typed(self._scenario, state.counts)
        return [*filter(None, [self._hands.days[state.observed].typed]), *counts]

    def option_values(self, state: State) -> dict[str, Any]:
        """Return the raw values that the options of a state put in."""
        return {
            path: value
            for key in state.options
            for path, value in self._hands.options[key].set.items()
        }

    def as_moved(self, state: State) -> Scenario:
        """Return the scenario as sliders and talks have it, without any option.

        Raises:
            UnfitStateError: if the values do not fit together.
        """
        return self.scenario(State(state.inputs, talks=state.talks))

    def scenario(self, state: State) -> Scenario:
        """Return the scenario of a state, read as any other.

        Raises:
            UnfitStateError: if the values do not fit together.
        """
        values = self.values(state)
        try:
            moved = with_values(self._scenario, values) if values else self._scenario
            return with_option(moved, self.option_values(state)) if state.options else moved
        except ScenarioFaults as error:
            raise unfit(error) from None

    def world(self, state: State) -> World:
        """Return the world of a state; of one without options in a millisecond or two.

        Raises:
            UnfitStateError: if the values do not fit together.
        """
        if state not in self._worlds:
            self._worlds[state] = self._made(state)
        self._worlds.move_to_end(state)
        while len(self._worlds) > _MOST_WORLDS:
            self._worlds.popitem(last=False)
        return self._worlds[state]

    def _made(self, state: State) -> World:
        if state.options:
            return build_world(self.scenario(state))
        try:
            variants = self._variants(state.talks)
            if not state.inputs:
                return variants.world
            values = self.values(State(state.inputs))
            swept, levels = zip(*map(_as_level, values.items()), strict=True)
            return variants.at_levels(swept, [levels])[0]
        except ScenarioFaults as error:
            raise unfit(error) from None

    def _variants(self, talks: int | None) -> Variants:
        if talks not in self._at_talks:
            state = State(talks=talks)
            self._at_talks[talks] = Variants(self.scenario(state))
        self._at_talks.move_to_end(talks)
        while len(self._at_talks) > _MOST_DATES:
            self._at_talks.popitem(last=False)
        return self._at_talks[talks]


def _as_level(one: tuple[str, Any]) -> tuple[Swept, Level]:
    path, raw = one
    return Swept(path, path, "", "", (), None, ""), Level("", 0.0, raw)


def unfit(error: ScenarioFaults) -> UnfitStateError:
    """Return what is wrong with a scenario as what is wrong with a state."""
    return UnfitStateError(fault.sentence for fault in error.faults)

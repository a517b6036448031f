"""Worlds of one scenario that differ in the values of some inputs: thousands of them, for a study.

They are the worlds of `with_values`, made sooner: values are replaced in a scenario that is read
once, and what they leave alone is one object in all of these worlds.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from truce_sim.garbage import uncollected
from truce_sim.model.resolve import build_world
from truce_sim.model.world import World
from truce_sim.scenario import Scenario, ScenarioFaults, with_values
from truce_sim.scenario.believable import BelievableInput, believable_inputs, draw
from truce_sim.scenario.drawing import numbers_of, values_of
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.levels import Level, Swept, with_levels
from truce_sim.scenario.paths import PathError, addresses
from truce_sim.scenario.replacing import CannotReplaceError, Replacing


class Variants:
    """Makes worlds of one scenario with other values in it."""

    def __init__(self, scenario: Scenario) -> None:
        """Take a scenario as loaded."""
        self.scenario = scenario
        self.world = build_world(scenario)
        """That of the scenario as it is."""

    def drawn(self, points: Iterable[Sequence[float]]) -> list[World]:
        """Return the worlds of sets of believable inputs (see `believable.draw`).

        Args:
            points: quantiles of the inputs' ranges, one for each input, set by set.

        Raises:
            ScenarioFaults: if the values of a set do not fit together.
        """
        sets = [list(map(float, point)) for point in points]
        inputs = believable_inputs(self.scenario)
        if not sets or (not inputs and not any(sets)):
            return [self.world for _ in sets]
        replaced = self._replaced({one.axis.target: one.raw_at_quantile(0.5) for one in inputs})
        if replaced is None or any(len(one) != len(inputs) for one in sets):
            return [build_world(draw(self.scenario, one)) for one in sets]
        columns = [
            values_of(one.axis, numbers_of(one, quantiles))
            for one, quantiles in zip(inputs, zip(*sets, strict=True), strict=True)
        ]
        with uncollected():
            return [
                replaced.world(values) or build_world(draw(self.scenario, one))
                for one, values in zip(sets, zip(*columns, strict=True), strict=True)
            ]

    def at_ends(self, one: BelievableInput) -> tuple[World, World]:
        """Return the worlds with one input at the lower and at the upper end of its range.

        Raises:
            ScenarioFaults: if one of them does not fit the rest.
        """
        target, line = one.axis.target, one.axis
        ends = (one.low, one.high)
        replaced = self._replaced({target: line.raw(one.low)})
        low, high = (
            (replaced and replaced.world(values_of(line, [end])))
            or build_world(with_values(self.scenario, {target: line.raw(end)}))
            for end in ends
        )
        return low, high

    def at_levels(self, params: Sequence[Swept], chosen: Sequence[Sequence[Level]]) -> list[World]:
        """Return the worlds with levels of some inputs, setting by setting.

        Raises:
            ScenarioFaults: if the values of a setting do not fit together.
        """
        first = chosen[0] if chosen else ()
        replaced = self._replaced(
            {one.target: level.raw for one, level in zip(params, first, strict=False)}
        )
        return [
            (replaced and replaced.read([level.raw for level in levels]))
            or build_world(with_levels(self.scenario, params, levels))
            for levels in chosen
        ]

    def _replaced(self, values: Mapping[str, Any]) -> "_Replaced | None":
        """Return what replaces some inputs; None if their worlds take reading.

        Args:
            values: a raw value that would do, for each of them.
        """
        source = self.scenario.source
        try:
            lacking = {
                target: raw
                for target, raw in values.items()
                if any(value_in(source, one.steps) is None for one in addresses(source, target))
            }
            pattern = with_values(self.scenario, lacking) if lacking else self.scenario
            like = build_world(pattern) if lacking else self.world
            return _Replaced(Replacing(self.scenario, pattern, list(values)), like)
        except (CannotReplaceError, PathError, ScenarioFaults):
            return None


class _Replaced:
    """Worlds of replaced values."""

    def __init__(self, replacing: Replacing, like: World) -> None:
        self._replacing = replacing
        self._like = like

    def world(self, values: Sequence[Any]) -> World | None:
        """Return the world of parsed values, or None if it takes reading."""
        made = self._replacing.at(values)
        return None if made is None else build_world(made, like=self._like)

    def read(self, raw: Sequence[Any]) -> World | None:
        """Return the world of raw values, or None if it takes reading."""
        try:
            return self.world(self._replacing.parsed(raw))
        except UnfitError:
            return None

"""The study behind `compare`: options against a base, on the same simulated histories."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import World, build_world
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Work
from truce_sim.runs.tables import tables_csv
from truce_sim.scenario import Scenario, dump_toml, from_raw
from truce_sim.scenario.study import BASE
from truce_sim.statistics.paired import (
    paired_restricted_mean,
    paired_share,
    runs_to_settle,
    unpaired_interval,
    variance_reduction,
    verdict,
)
from truce_sim.statistics.proportions import share
from truce_sim.studies.alternatives import (
    Alternative,
    alternatives_of,
    differences,
    labels,
)
from truce_sim.studies.answers import answers, fixed, heading, inputs
from truce_sim.studies.compare_tables import options_table, runs_table
from truce_sim.studies.results import AtOneDate, CompareResult, Option, OtherTruce
from truce_sim.studies.study import Answer, Extent, NothingFinishedError

KEPT = ("held", "quiet", "settled", "in_part", "calm_streak", "on_time", "life", "cause")
"""Columns that are read."""
_NAMED = 10
"""Replications named on each side of a difference."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Set options, or other scenarios, against a base."""

    runs: int
    seed: int
    others: tuple[Scenario, ...] = ()
    """Other scenarios; without any, the options of the base itself."""

    kind = "compare"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {
            "runs": self.runs,
            "seed": self.seed,
            "others": [{"name": one.name, "text": dump_toml(one)} for one in self.others],
        }

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> "Compare":
        """Return the study that `arguments` describes, as kept in a manifest."""
        others = tuple(
            from_raw(tomllib.loads(one["text"]), one["name"]) for one in arguments["others"]
        )
        return cls(arguments["runs"], arguments["seed"], others)

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be."""
        settings = 1 + (len(self.others) or len(scenario.options))
        return Extent(settings, settings * self.runs)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run base and alternatives on the same replications.

        Raises:
            NothingFinishedError: if it was interrupted before the base and one other were done.
        """
        alternatives = alternatives_of(scenario, self.others)
        world = build_world(scenario)
        worlds = {one.key: build_world(one.scenario) for one in alternatives}
        found = work.run(
            [Setting(key, of, kept=KEPT) for key, of in {BASE: world, **worlds}.items()],
            0,
            self.runs,
        )
        finished = [one for one in alternatives if one.key in found]
        if BASE not in found or not finished:
            raise NothingFinishedError
        family = sum(not one.other_truce for one in alternatives)
        options = [
            _option(
                one,
                scenario,
                (found[BASE], world),
                (found[one.key], worlds[one.key]),
                family,
            )
            for one in finished
            if not one.other_truce
        ]
        result = CompareResult(
            heading=heading(
                scenario,
                world,
                runs=self.runs,
                wanted=self.runs,
                seed=self.seed,
                stopping=fixed(self.runs),
                partial=work.interrupted,
            ),
            base_label=labels([scenario, *self.others])[0] if self.others else BASE,
            base=answers(found[BASE]),
            options=tuple(
                sorted(options, key=lambda option: (option.moves_talks, -option.judged.value))
            ),
            beside=tuple(_beside(one, found[one.key]) for one in finished if one.other_truce),
            inputs=inputs(scenario),
        )
        tables = {"options.csv": options_table(result), "runs.csv": runs_table(found)}
        return Answer(result=result, tables=tables_csv(tables))


def _option(
    one: Alternative,
    scenario: Scenario,
    base: tuple[Columns, World],
    other: tuple[Columns, World],
    family: int,
) -> Option:
    """Return one alternative's answer; `family` of them hold together at 95%."""
    (before, world), (after, of) = base, other
    held = paired_share(before["held"], after["held"], family=family)
    opened = before["held"].astype(bool), after["held"].astype(bool)
    moves = (world.opening, world.postponement) != (of.opening, of.postponement)
    # Both are watched until the earlier of the two openings; later, time at risk would differ.
    earlier = min(world.opening, of.opening)
    judged = (alive_at(before, earlier), alive_at(after, earlier)) if moves else opened
    first, second = judged
    counts = (int(first.sum()), len(first)), (int(second.sum()), len(second))
    change = paired_share(first, second, family=family)
    low, high = unpaired_interval(*counts)
    said = verdict(change)
    return Option(
        key=one.key,
        label=one.label,
        changes=differences(scenario, one.scenario),
        answers=answers(after),
        held=held,
        at_one_date=AtOneDate(
            date=(scenario.dates.truce_starts + timedelta(hours=earlier)).isoformat(" ", "minutes"),
            hours=earlier,
            base=share(*counts[0]),
            option=share(*counts[1]),
            change=change,
        )
        if moves
        else None,
        settled=paired_share(before["settled"], after["settled"], family=family),
        in_part=paired_share(before["in_part"], after["in_part"], family=family)
        if "in_part" in before and "in_part" in after
        else None,
        restricted_mean_hours=paired_restricted_mean(
            (before["life"], before["cause"] != ""),
            (after["life"], after["cause"] != ""),
            earlier,
            family=family,
        ),
        unpaired_low=low,
        unpaired_high=high,
        variance_reduction=variance_reduction(first, second),
        verdict=said,
        runs_to_settle=runs_to_settle(change) if said == "too close to call" else None,
        only_option_holds=_first(before, ~first & second & ~opened[0] & opened[1]),
        only_base_holds=_first(before, first & ~second & opened[0] & ~opened[1]),
    )


def alive_at(columns: Columns, hours: float) -> NDArray[np.bool_]:
    """Return which runs had not collapsed before an hour that all were watched to.

    Who collapses at that very hour had held to it, as at an opening.
    """
    watched: NDArray[np.bool_] = columns["cause"] == ""
    return watched | (columns["life"].astype(float) >= hours)


def _beside(one: Alternative, columns: Columns) -> OtherTruce:
    dates = one.scenario.dates
    return OtherTruce(
        key=one.key,
        label=one.label,
        starts=dates.truce_starts.isoformat(" ", "minutes"),
        talks=dates.talks.isoformat(" ", "minutes"),
        answers=answers(columns),
    )


def _first(columns: Columns, chosen: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(number) for number in columns["replication"][chosen][:_NAMED].tolist())

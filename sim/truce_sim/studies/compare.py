"""The study behind `compare`: options against a base, on the same simulated histories."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import World, build_world
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Stage, Work
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
from truce_sim.studies.changed_inputs import changed_inputs
from truce_sim.studies.compare_tables import (
    causes_table,
    options_table,
    regret_table,
    runs_table,
)
from truce_sim.studies.courses import course, parting
from truce_sim.studies.given_pasts import GivenWork
from truce_sim.studies.judging import judged, moves_talks
from truce_sim.studies.regret import Plan, plan, regret, sets_of
from truce_sim.studies.results.compare import (
    AtOneDate,
    CompareResult,
    Option,
    OtherTruce,
)
from truce_sim.studies.study import Answer, Extent, NothingFinishedError

KEPT = (
    *("held", "quiet", "settled", "in_part", "calm_streak", "on_time", "life", "cause"),
    *("opened_at", "incidents"),
)
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
    believable: bool = False
    """Also ask whether the first place survives over believable inputs."""
    called: tuple[str, ...] = ()
    """What the base and the others are called, where not by their titles."""

    kind = "compare"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {
            "runs": self.runs,
            "seed": self.seed,
            "others": [{"name": one.name, "text": dump_toml(one)} for one in self.others],
            "believable": self.believable,
            **({"called": list(self.called)} if self.called else {}),
        }

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest."""
        others = tuple(
            from_raw(tomllib.loads(one["text"]), one["name"]) for one in arguments["others"]
        )
        return cls(
            arguments["runs"],
            arguments["seed"],
            others,
            arguments.get("believable", False),
            tuple(arguments.get("called", ())),
        )

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be."""
        settings = 1 + (len(self.others) or len(scenario.options))
        sets = self._over_sets(scenario)
        more, runs = (sets.settings, sets.runs) if sets else (0, 0)
        return Extent(settings + more, settings * self.runs + runs, at_most=bool(more))

    def _alternatives(self, scenario: Scenario) -> list[Alternative]:
        found = alternatives_of(scenario, self.others)
        if not self.called:
            return found
        return [replace(one, label=name) for one, name in zip(found, self.called[1:], strict=True)]

    def _base_label(self, scenario: Scenario) -> str:
        if self.called:
            return self.called[0]
        return labels([scenario, *self.others])[0] if self.others else BASE

    def _over_sets(self, scenario: Scenario) -> Plan | None:
        if not self.believable or self.others:
            return None
        world = build_world(scenario)
        worlds = (build_world(one.scenario) for one in self._alternatives(scenario))
        return plan(scenario, self.runs, sum(not moves_talks(world, other) for other in worlds))

    def _ahead(
        self, scenario: Scenario, settings: Sequence[Setting], staying: Sequence[Alternative]
    ) -> Iterator[Stage]:
        """Yield all that is run: nothing hangs on what is found."""
        yield Stage(tuple(settings), 0, self.runs)
        sets = None
        if self._over_sets(scenario):
            sets = sets_of(scenario, staying, self.runs, self.seed)
        if sets is not None:
            yield sets.stage

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run base and alternatives on the same replications.

        Raises:
            NothingFinishedError: if it was interrupted before the base and one other were done.
        """
        alternatives = self._alternatives(scenario)
        world = build_world(scenario)
        worlds = {one.key: build_world(one.scenario) for one in alternatives}
        settings = [Setting(key, of, kept=KEPT) for key, of in {BASE: world, **worlds}.items()]
        staying = [one for one in alternatives if not moves_talks(world, worlds[one.key])]
        work.foresee(lambda: self._ahead(scenario, settings, staying))
        found = work.run(settings, 0, self.runs)
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
        over_sets = None
        if not work.interrupted and not isinstance(work, GivenWork):
            options = [_parted(one, {BASE: world, **worlds}, found, self.seed) for one in options]
            if self._over_sets(scenario):
                over_sets = regret(scenario, staying, BASE, work, self.runs)
        result = CompareResult(
            regret=over_sets,
            heading=heading(
                scenario,
                world,
                runs=self.runs,
                wanted=self.runs,
                seed=self.seed,
                stopping=fixed(self.runs),
                partial=work.interrupted,
            ),
            base_label=self._base_label(scenario),
            base=answers(found[BASE]),
            base_course=course(found[BASE], world),
            options=tuple(
                sorted(options, key=lambda option: (option.moves_talks, -option.judged.value))
            ),
            beside=tuple(
                _beside(one, found[one.key], worlds[one.key]) for one in finished if one.other_truce
            ),
            inputs=inputs(scenario),
        )
        tables = {
            "options": options_table(result),
            "option_causes": causes_table(result),
            **({"option_regret": regret_table(result.regret)} if result.regret else {}),
            "runs": runs_table(found),
        }
        return Answer(result=result, tables=tables)


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
    at = judged(before, world, after, of)
    first, second, earlier = at.first, at.second, at.hours
    counts = (int(first.sum()), len(first)), (int(second.sum()), len(second))
    change = paired_share(first, second, family=family)
    low, high = unpaired_interval(*counts)
    said = verdict(change)
    return Option(
        key=one.key,
        label=one.label,
        changes=differences(scenario, one.scenario),
        changed=() if one.key in scenario.options else changed_inputs(scenario, one.scenario),
        answers=answers(after),
        held=held,
        at_one_date=AtOneDate(
            date=(scenario.dates.truce_starts + timedelta(hours=earlier)).isoformat(" ", "minutes"),
            hours=earlier,
            base=share(*counts[0]),
            option=share(*counts[1]),
            change=change,
        )
        if at.moves
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
        course=course(after, of),
    )


def _parted(
    option: Option, worlds: Mapping[str, World], found: Mapping[str, Columns], seed: int
) -> Option:
    """Return an option with where the first run that it saves, or else loses, parts."""
    runs = option.only_option_holds or option.only_base_holds
    if not runs:
        return option
    both = (worlds[BASE], worlds[option.key]), (found[BASE], found[option.key])
    return option.model_copy(update={"parting": parting(*both, seed, runs[0])})


def _beside(one: Alternative, columns: Columns, world: World) -> OtherTruce:
    dates = one.scenario.dates
    return OtherTruce(
        key=one.key,
        label=one.label,
        starts=dates.truce_starts.isoformat(" ", "minutes"),
        talks=dates.talks.isoformat(" ", "minutes"),
        answers=answers(columns),
        course=course(columns, world),
    )


def _first(columns: Columns, chosen: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(number) for number in columns["replication"][chosen][:_NAMED].tolist())

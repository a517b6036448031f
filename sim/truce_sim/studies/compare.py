"""The study behind `compare`: options against a base, on the same simulated histories."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from truce_sim.model import World, build_world
from truce_sim.model.columns import Column
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Work
from truce_sim.runs.tables import Table, run_cells, tables_csv
from truce_sim.scenario import Scenario, dump_toml, from_raw, with_values
from truce_sim.scenario.inputs import input_rows
from truce_sim.statistics.paired import (
    paired_restricted_mean,
    paired_share,
    runs_to_settle,
    unpaired_interval,
    variance_reduction,
    verdict,
)
from truce_sim.studies.answers import answers, fixed, heading, inputs
from truce_sim.studies.columns import of_run
from truce_sim.studies.results import CompareResult, Option
from truce_sim.studies.study import Answer, Extent, NothingFinishedError

BASE = "as in the file"
_NAMED = 10
"""Replications named on each side of a difference."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One scenario to set against the base."""

    key: str
    label: str
    scenario: Scenario


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
            [Setting(BASE, world), *(Setting(key, of) for key, of in worlds.items())], 0, self.runs
        )
        finished = [one for one in alternatives if one.key in found]
        if BASE not in found or not finished:
            raise NothingFinishedError
        options = [
            _option(
                one,
                scenario,
                (found[BASE], world),
                (found[one.key], worlds[one.key]),
                len(alternatives),
            )
            for one in finished
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
            base_label=_told(scenario, scenario.name, [scenario, *self.others])
            if self.others
            else BASE,
            base=answers(found[BASE]),
            options=tuple(sorted(options, key=lambda option: -option.held.value)),
            inputs=inputs(scenario),
        )
        return Answer(result=result, tables=tables_csv({"runs.csv": _runs(found)}))


def _told(one: Scenario, name: str, among: Sequence[Scenario]) -> str:
    """Return a scenario's title, or its name where others have the same title."""
    titles = [other.title for other in among]
    return one.title if titles.count(one.title) == 1 else name


def alternatives_of(scenario: Scenario, others: Sequence[Scenario] = ()) -> list[Alternative]:
    """Return what is set against the base: other scenarios, or its own options."""
    if others:
        names = [one.name for one in others]
        keys = [
            name if names.count(name) == 1 else f"{name} {place + 1}"
            for place, name in enumerate(names)
        ]
        return [
            Alternative(key, _told(one, key, [scenario, *others]), one)
            for key, one in zip(keys, others, strict=True)
        ]
    return [
        Alternative(key, option.label or key, with_values(scenario, option.set))
        for key, option in scenario.options.items()
    ]


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
    first, second = before["held"].astype(bool), after["held"].astype(bool)
    counts = (int(first.sum()), len(first)), (int(second.sum()), len(second))
    low, high = unpaired_interval(*counts)
    said = verdict(held)
    return Option(
        key=one.key,
        label=one.label,
        changes=differences(scenario, one.scenario),
        answers=answers(after),
        held=held,
        settled=paired_share(before["settled"], after["settled"], family=family),
        # Lives are compared up to the earlier of the two openings, which both were watched to.
        restricted_mean_hours=paired_restricted_mean(
            (before["life"], before["cause"] != ""),
            (after["life"], after["cause"] != ""),
            min(world.opening, of.opening),
            family=family,
        ),
        unpaired_low=low,
        unpaired_high=high,
        variance_reduction=variance_reduction(first, second),
        verdict=said,
        runs_to_settle=runs_to_settle(held) if said == "too close to call" else None,
        only_option_holds=_first(before, ~first & second),
        only_base_holds=_first(before, first & ~second),
    )


def _first(
    columns: Columns, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> tuple[int, ...]:
    return tuple(int(number) for number in columns["replication"][chosen][:_NAMED].tolist())


def differences(base: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return what one scenario has otherwise than another, a line an input."""
    before = {row.path: row.value for row in input_rows(base)}
    after = {row.path: row.value for row in input_rows(other)}
    paths = [*before, *(path for path in after if path not in before)]
    return tuple(
        f"{path}: {before.get(path, 'off')} -> {after.get(path, 'off')}"
        for path in paths
        if before.get(path) != after.get(path)
        and not path.startswith(("title", "summary", "options", "believable", "evidence", "run."))
    )


_OPTION = Column("option", "text", "name of the option; base is the file as it stands", "text")
_ANSWERS = ("replication", "held", "settled", "quiet", "life", "cause")


def _runs(found: dict[str, Columns]) -> Table:
    """Return one row a run and option."""
    rows = ((key, *row) for key, one in found.items() for row in run_cells(one, _ANSWERS))
    return Table((_OPTION, *of_run(*_ANSWERS)), rows)

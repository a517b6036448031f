"""How runs stand at each of several dates of the talks, and under a rule that moves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import build_world
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.scenario import Scenario, from_raw, with_values
from truce_sim.scenario.levels import Level
from truce_sim.studies.results.postpone import Unless
from truce_sim.studies.study import NothingFinishedError

_RULE = "rule"
_DECIDES_BEFORE = "1 min"
"""As late as can be: the rule looks at the truce when the first talks are about to open."""


_STATE = ("held", "settled", "quiet", "in_part", "open_complaints", "agenda_share")
_KEPT = (*_STATE, "life", "cause")
_LOOKED_AT = ("held", "life", "cause", *(f"checkpoints.{name}" for name in _STATE))
"""Columns that are read where each date has runs of its own, and where all have the same."""


@dataclass(frozen=True, slots=True)
class State:
    """How the runs stand at one date, one entry a run."""

    held: NDArray[np.bool_]
    settled: NDArray[np.bool_]
    quiet: NDArray[np.bool_]
    in_part: NDArray[np.bool_] | None
    """None where the file does not say what holding in part is."""
    open_complaints: NDArray[np.float64]
    agenda_share: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Followed:
    """What the rule "postpone unless settled", or quiet, comes to, one entry a run."""

    postponed: NDArray[np.bool_]
    held: NDArray[np.bool_]
    settled: NDArray[np.bool_]
    quiet: NDArray[np.bool_]
    in_part: NDArray[np.bool_] | None


def fixed_date(scenario: Scenario, date: Level) -> Scenario:
    """Return the scenario with its talks at a date that no rule moves.

    Raises:
        ScenarioFaults: if the date does not fit the scenario.
    """
    return with_values(from_raw(_bare(scenario), scenario.name), {"dates.talks": date.raw})


def by_rule(scenario: Scenario, date: Level, later: Level, unless: Unless = "settled") -> Scenario:
    """Return the scenario with its talks at a date, moved once to a later one if not ready."""
    rule = {
        "decides_before": _DECIDES_BEFORE,
        "unless": unless,
        "by": f"{round(3600 * (later.number - date.number))} s",
        "at_most": 1,
    }
    bare = from_raw({**_bare(scenario), "postponement": rule}, scenario.name)
    return with_values(bare, {"dates.talks": date.raw})


def _bare(scenario: Scenario) -> dict[str, Any]:
    """Return the raw scenario without what would move the talks, or end the watch before them."""
    raw = {
        key: value
        for key, value in scenario.source.items()
        if key not in ("postponement", "options", "believable")
    }
    dates = scenario.source["dates"]
    kept = {key: value for key, value in dates.items() if key in ("truce_starts", "talks")}
    return {**raw, "dates": kept}


Lives = tuple[NDArray[np.float64], NDArray[np.bool_]]
Found = tuple[list[State], list[Followed], Lives]


def all_dates_at_once(
    scenario: Scenario, dates: Sequence[Level], work: Work, runs: int, unless: Unless
) -> Found:
    """Follow each run to the last date and look at it at every date: nothing reacts to them."""
    last = fixed_date(scenario, dates[-1])
    hours = tuple(date.number for date in dates)
    world = build_world(last, checkpoints=hours)
    setting = Setting("all dates", world, kept=_LOOKED_AT)
    work.foresee(lambda: [Stage((setting,), 0, runs)])
    found = work.run([setting], 0, runs)
    if not found:
        raise NothingFinishedError
    columns = found["all dates"]
    states = [_looked(columns, place) for place in range(len(dates))]
    rules = [
        Followed(
            postponed=(moved := first.held & ~_ready(first, unless)),
            held=np.where(moved, second.held, first.held),
            settled=np.where(moved, second.settled, first.settled),
            quiet=np.where(moved, second.quiet, first.quiet),
            in_part=None
            if first.in_part is None or second.in_part is None
            else np.where(moved, second.in_part, first.in_part),
        )
        for first, second in pairwise(states)
    ]
    return states, rules, (columns["life"].astype(float), columns["cause"] != "")


def _ready(state: State, unless: Unless) -> NDArray[np.bool_]:
    return state.settled if unless == "settled" else state.quiet


def _looked(columns: Columns, place: int) -> State:
    """Return how the runs stood at one checkpoint."""

    def at(name: str) -> NDArray[np.float64]:
        return columns[f"checkpoints.{name}"][:, place].astype(float)

    return State(
        held=at("held") == 1,
        settled=at("settled") == 1,
        quiet=at("quiet") == 1,
        in_part=at("in_part") == 1 if "checkpoints.in_part" in columns else None,
        open_complaints=at("open_complaints"),
        agenda_share=at("agenda_share"),
    )


def each_date_anew(
    scenario: Scenario, dates: Sequence[Level], work: Work, runs: int, unless: Unless
) -> Found:
    """Run every date, and every rule, on the same histories: somebody reacts to the date."""
    settings = [
        Setting(date.text, build_world(fixed_date(scenario, date)), kept=_KEPT) for date in dates
    ]
    rules = [
        Setting(
            f"{_RULE}: {date.text} or {later.text}",
            build_world(by_rule(scenario, date, later, unless)),
            kept=_KEPT,
        )
        for date, later in pairwise(dates)
    ]
    work.foresee(lambda: [Stage((*settings, *rules), 0, runs)])
    found = work.run([*settings, *rules], 0, runs)
    done = _leading(found, settings)
    if len(done) < 2:
        raise NothingFinishedError
    states = [_opened(columns) for columns in done]
    followed = [
        Followed(
            # If the talks are not moved, the run ends with their opening.
            postponed=columns["life"].astype(float) > date.number,
            held=columns["held"].astype(bool),
            settled=columns["settled"].astype(bool),
            quiet=columns["quiet"].astype(bool),
            in_part=_in_part(columns),
        )
        for columns, date in zip(_leading(found, rules), dates, strict=False)
    ]
    return states, followed, (done[-1]["life"].astype(float), done[-1]["cause"] != "")


def _leading(found: Mapping[str, Columns], settings: Sequence[Setting]) -> list[Columns]:
    """Return the columns of the settings up to the first that is not finished."""
    done = []
    for setting in settings:
        if setting.key not in found:
            break
        done.append(found[setting.key])
    return done


def _opened(columns: Columns) -> State:
    """Return how the runs stood when their talks opened."""
    return State(
        held=columns["held"].astype(bool),
        settled=columns["settled"].astype(bool),
        quiet=columns["quiet"].astype(bool),
        in_part=_in_part(columns),
        open_complaints=columns["open_complaints"].astype(float),
        agenda_share=columns["agenda_share"].astype(float),
    )


def _in_part(columns: Columns) -> NDArray[np.bool_] | None:
    found = columns.get("in_part")
    return None if found is None else found.astype(bool)

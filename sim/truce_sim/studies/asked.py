"""Studies as they were asked for: made again from what a plan or a manifest keeps of them."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from truce_sim.runs.store import StoreError
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw
from truce_sim.studies.compare import Compare
from truce_sim.studies.odds import Odds
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.require import Require
from truce_sim.studies.sensitivity import Sensitivity
from truce_sim.studies.study import Study
from truce_sim.studies.sweep import Sweep

_KINDS: dict[str, Callable[[dict[str, Any]], Study]] = {
    "run": Odds.from_arguments,
    "compare": Compare.from_arguments,
    "sweep": Sweep.from_arguments,
    "require": Require.from_arguments,
    "postpone": Postpone.from_arguments,
    "sensitivity": Sensitivity.from_arguments,
}


def study_from(kind: object, arguments: object, named: str) -> Study:
    """Return the study that a plan or a manifest describes.

    Args:
        kind: the command that asks it.
        arguments: as `Study.arguments` gave them.
        named: what to call the stored study in a fault.

    Raises:
        StoreError: if this version knows no such study.
    """
    make = _KINDS.get(kind) if isinstance(kind, str) else None
    if make is None or not isinstance(arguments, dict):
        raise StoreError(f"{named} does not say what it was asked")
    try:
        study = make(arguments)
        same = study.arguments() == arguments and _sound(arguments)
    except (KeyError, TypeError, ValueError, AttributeError, ScenarioFaults):
        same = False
    if not same:
        raise StoreError(f"{named} was asked something that this version does not know")
    return study


def scenario_from(text: object, name: object, named: str) -> Scenario:
    """Return a scenario that was stored with a study.

    Raises:
        StoreError: if it no longer fits.
    """
    if not isinstance(text, str) or not isinstance(name, str):
        raise StoreError(f"{named} keeps no scenario")
    try:
        return from_raw(tomllib.loads(text), name)
    except ScenarioFaults as error:
        raise StoreError(
            f"the scenario of {named} no longer fits this version: {error.faults[0].sentence}"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise StoreError(f"the scenario of {named} is no scenario: {error}") from None


def _sound(arguments: Mapping[str, Any]) -> bool:
    """Return whether the numbers that all studies have are numbers."""
    runs, seed = arguments.get("runs"), arguments.get("seed")
    return isinstance(runs, int) and 1 <= runs <= 10_000_000 and isinstance(seed, int) and seed >= 0

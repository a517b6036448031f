"""Studies as they were asked for: made again from what a plan or a manifest keeps of them."""

import tomllib
from collections.abc import Mapping
from typing import Any

from truce_sim.runs.store import StoreError
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw
from truce_sim.studies.given import GivenObserved
from truce_sim.studies.study import Kept, Study


def study_from(make: type[Kept] | None, arguments: object, named: str) -> Study:
    """Return the study that a plan or a manifest describes.

    Args:
        make: which study it is; None if it is none that this version knows.
        arguments: as `Study.arguments` gave them.
        named: what to call the stored study in a fault.

    Raises:
        StoreError: if this version knows no such study.
    """
    if make is None or not isinstance(arguments, dict):
        raise StoreError(f"{named} does not say what it was asked")
    try:
        given = "given_observed" in arguments
        study: Study = (
            GivenObserved.from_arguments(make, arguments)
            if given
            else make.from_arguments(arguments)
        )
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

"""How much of an interrupted study is in its report, and how to carry on."""

from typing import Any

from sim.studies.results import AnyResult


def finished(result: AnyResult, manifest: dict[str, Any]) -> str:
    """Return how much is finished, in the parts that a study is made of: "20 of 49 settings".

    Args:
        result: A partial result.
        manifest: Says under "settings" how many settings the study was going to have; a result
            does not know of options that were never begun.
    """
    settings = manifest.get("settings")
    heading = result.heading
    if result.kind == "compare" and settings is not None:
        return _of(len(result.options), settings - 1, "options")
    if result.kind == "sweep":
        return _of(len(result.points), result.settings, "settings")
    if result.kind == "require" and settings is not None:
        return _of(len(result.levels), settings, "levels", "up to ")
    if result.kind == "sensitivity":
        ranges = [row for row in result.inputs if row.believable]
        if len(result.tornado) == len(ranges):
            return "each input by itself"
        return _of(len(result.tornado), len(ranges), "inputs")
    if heading.runs < heading.runs_wanted:
        return _of(heading.runs, heading.runs_wanted, "runs")
    return "only a part of it"


def _of(done: int, wanted: int, things: str, bound: str = "") -> str:
    return f"{done:,} of {bound}{wanted:,} {things}"

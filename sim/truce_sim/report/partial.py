"""How much of an interrupted study is in its report, and how to carry on."""

from typing import Any

from truce_sim.studies.results import AnyResult


def finished(result: AnyResult, manifest: dict[str, Any]) -> str:
    """Return how much is finished, in the parts that a study is made of: "20 of 49 settings".

    Args:
        result: A partial result.
        manifest: Says under "settings" how many settings the study was going to have; a result
            does not know of options that were never begun.
    """
    settings = manifest.get("settings")
    heading = result.heading
    said = "only a part of it"
    if result.kind == "compare" and settings is not None:
        said = _of(len(result.options) + len(result.beside), settings - 1, "options")
    elif result.kind == "sweep":
        said = _of(len(result.points), result.settings, "settings")
    elif result.kind == "require" and settings is not None:
        said = _of(len(result.levels), settings, "levels", "up to ")
    elif result.kind == "sensitivity":
        ranges = sum(row.believable is not None for row in result.inputs)
        bars = len(result.tornado)
        said = "each input by itself" if bars == ranges else _of(bars, ranges, "inputs")
    elif heading.runs < heading.runs_wanted:
        said = _of(heading.runs, heading.runs_wanted, "runs")
    return said


def _of(done: int, wanted: int, things: str, bound: str = "") -> str:
    return f"{done:,} of {bound}{wanted:,} {things}"

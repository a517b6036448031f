"""What a study would cost, told before it is paid; `--dry-run` tells that and runs nothing."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from truce_sim.cli.console import messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.requests import New, Weigh
from truce_sim.model import World, build_world
from truce_sim.report import words
from truce_sim.runs.batch import EngineName
from truce_sim.runs.engines import foreseen
from truce_sim.runs.executors import most_jobs
from truce_sim.runs.pace import LIBRARIES, Cost, addresses_here, cost, memory_here, seconds_a_run
from truce_sim.runs.store import safe_name
from truce_sim.scenario import Scenario
from truce_sim.studies.study import Extent

_LONG = 60.0
"""Seconds beyond which it is said first how long it will take."""
_MOST = 0.8
"""Share of all memory that a study may be expected to take."""


def refuse_too_little_memory() -> None:
    """Refuse what could not even load its libraries.

    Raises:
        UsageError: if this process may have too little memory for any study.
    """
    here = addresses_here()
    if here is not None and here < LIBRARIES:
        raise UsageError(
            f"Any study takes about {_size(LIBRARIES)} of memory for its libraries; this process "
            f"may have {_size(here)}: give it more (ulimit -v)"
        )


def warn(request: New, scenario: Scenario, extent: Extent) -> None:
    """Say what a study is expected to take, if that is long; refuse what memory cannot hold.

    Raises:
        UsageError: if it is expected to take more memory than there is.
    """
    world = build_world(scenario)
    engine, expected = _cost(world, extent, request)
    here = memory_here()
    if here is not None and expected.bytes > _MOST * here:
        few = _cost(world, replace(extent, replications=2), request)[1].bytes
        a_run = (expected.bytes - few) / max(1, extent.replications - 2)
        fits = max(0, int((_MOST * here - few) / max(a_run, 1.0)))
        fit = (
            f"About {fits:,} runs fit: give fewer --runs or --jobs" if fits else "Give fewer --jobs"
        )
        raise UsageError(
            f"{extent.replications:,} runs would take about {_size(expected.bytes)} of memory; "
            f"there are {_size(here)}. {fit}"
        )
    if expected.seconds > _LONG and not request.voice.quiet:
        messages(plain=request.voice.plain).print(
            f"This may take about {words.seconds(expected.seconds)}: up to "
            f"{extent.replications:,} runs, with {_hands(request.jobs, engine)}. "
            "Fewer --runs are quicker; Ctrl-C keeps what is done.",
            soft_wrap=False,
        )


def _cost(world: World, extent: Extent, request: New | Weigh) -> tuple[EngineName, Cost]:
    """Return who would make most of the runs, and what all is expected to take."""
    jobs, runs = min(request.jobs, most_jobs()), extent.replications
    by_simpy = cost(world, runs, jobs, extent.settings)
    engine, waits = foreseen(request.engine, runs * seconds_a_run(world))
    if engine == "simpy":
        return engine, by_simpy
    compiled = cost(world, runs, jobs, extent.settings, engine)
    seconds = waits + compiled.seconds
    if request.engine == "auto" and seconds > by_simpy.seconds:
        return "simpy", by_simpy
    return engine, replace(compiled, seconds=seconds, bytes=max(compiled.bytes, by_simpy.bytes))


def _size(number: float) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"


def _hands(jobs: int, engine: EngineName) -> str:
    if engine == "compiled":
        return "the compiled engine" if jobs == 1 else f"{jobs} threads of the compiled engine"
    return "one process" if jobs == 1 else f"{jobs} processes"


def weigh(request: Weigh, scenario: Scenario, extent: Extent) -> Exit:
    """Say how much work a study would be, expected from the rates; nothing is run."""
    jobs = min(request.jobs, most_jobs())
    engine, expected = _cost(build_world(scenario), extent, request)
    seconds = expected.seconds
    home = Path(request.out) / safe_name(scenario.name)
    if request.voice.json:
        weight = {
            "settings": extent.settings,
            "runs": extent.replications,
            "at_most": extent.at_most,
            "seconds": round(seconds, 1),
            "memory_mb": round(expected.bytes / 1e6),
            "processes": jobs,
            "engine": engine,
            "folder": str(home),
            "formats": list(request.formats),
        }
        sys.stdout.write(json.dumps(weight, indent=1) + "\n")
        return Exit.FINISHED
    most = "at most " if extent.at_most else ""
    settings = f"{extent.settings:,} settings, " if extent.settings > 1 else ""
    sys.stdout.write(
        f"{settings}{most}{extent.replications:,} runs: about {words.seconds(seconds)} "
        f"and {_size(expected.bytes)} of memory with {_hands(jobs, engine)}.\n"
    )
    if not request.voice.quiet:
        sys.stdout.write(
            "Nothing was run: expected from the rates, roughly, for truces that last.\n"
            f"A folder in {home} would hold: summary, {', '.join(request.formats)}.\n"
        )
    return Exit.FINISHED

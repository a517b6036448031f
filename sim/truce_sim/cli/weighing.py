"""What a study would cost, told before it is paid; `--dry-run` tells that and runs nothing."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from truce_sim.cli.choosing import refusal
from truce_sim.cli.console import messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.requests import New, Weigh
from truce_sim.engine import NoEngineError
from truce_sim.model import World, build_world
from truce_sim.report import words
from truce_sim.runs.batch import EngineName
from truce_sim.runs.engines import Foreseen, foreseen
from truce_sim.runs.executors import cores, most_jobs
from truce_sim.runs.installing import to_get_it
from truce_sim.runs.pace import (
    DRAWING,
    LIBRARIES,
    Cost,
    addresses_here,
    cost,
    cost_with_compiling,
    memory_here,
    seconds_a_run,
)
from truce_sim.runs.store import safe_name
from truce_sim.scenario import Scenario
from truce_sim.scenario.kinds import visible
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
    seen, expected = _cost(world, extent, request)
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
    # How many workers a cluster has, and how fast they are, is known when they are asked.
    if expected.seconds > _LONG and not request.voice.quiet and request.on is None:
        messages(plain=request.voice.plain).print(
            f"This may take about {words.seconds(expected.seconds)}: up to "
            f"{extent.replications:,} runs, with {_hands(request.jobs, seen.engine)}. "
            "Fewer --runs are quicker; Ctrl-C keeps what is done.",
            soft_wrap=False,
        )


def _cost(world: World, extent: Extent, request: New | Weigh) -> tuple[Foreseen, Cost]:
    """Return who would make most of the runs, and what all is expected to take, drawn.

    Raises:
        UsageError: if the compiled engine is asked for and cannot be had.
    """
    formats = request.dress.formats if isinstance(request, New) else request.formats
    seen, expected = _undrawn(world, extent, request)
    drawing = 0.0 if set(formats) <= {"csv", "parquet"} else DRAWING
    return seen, replace(expected, bytes=expected.bytes + drawing)


def _undrawn(world: World, extent: Extent, request: New | Weigh) -> tuple[Foreseen, Cost]:
    jobs, runs, asked = min(request.jobs, most_jobs()), extent.replications, request.engine
    try:
        seen = foreseen(asked, runs * seconds_a_run(world))
    except NoEngineError as error:
        raise UsageError(refusal(error)) from None
    if not seen.compiles:
        return seen, cost(world, runs, jobs, extent.settings, seen.engine)
    engine, expected = cost_with_compiling(
        world, runs, jobs, extent.settings, cores(), waits=asked == "compiled"
    )
    return replace(seen, engine=engine), expected


def _size(number: float) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"


def _hands(jobs: int, engine: EngineName) -> str:
    if engine == "compiled":
        return "the compiled engine" if jobs == 1 else f"{jobs} threads of the compiled engine"
    return "one process" if jobs == 1 else f"{jobs} processes"


def weigh(request: Weigh, scenario: Scenario, extent: Extent) -> Exit:
    """Say how much work a study would be, expected from the rates; nothing is run."""
    jobs = min(request.jobs, most_jobs())
    seen, expected = _cost(build_world(scenario), extent, request)
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
            "engine": seen.engine,
            "compiles": seen.compiles,
            "folder": str(home),
            "formats": list(request.formats),
        }
        sys.stdout.write(json.dumps(weight, indent=1) + "\n")
        return Exit.FINISHED
    most = "at most " if extent.at_most else ""
    settings = f"{extent.settings:,} settings, " if extent.settings > 1 else ""
    sys.stdout.write(
        f"{settings}{most}{extent.replications:,} runs: about {words.seconds(seconds)} "
        f"and {_size(expected.bytes)} of memory with {_hands(jobs, seen.engine)}.\n"
    )
    if not request.voice.quiet:
        sys.stdout.write(_about_the_engine(request, seen))
        sys.stdout.write(
            "Nothing was run: expected from the rates, roughly, for truces that last.\n"
            f"A folder in {visible(str(home))} would hold: summary, {', '.join(request.formats)}.\n"
        )
    return Exit.FINISHED


def _about_the_engine(request: Weigh, seen: Foreseen) -> str:
    """Return what is to be said of the compiled engine, in lines."""
    if seen.why:
        typed = to_get_it()
        more = f" To get it:\n  {typed}" if typed else ""
        return f"There is no compiled engine here: {seen.why}.{more}\n"
    if not seen.compiles:
        return ""
    when = "before the first run" if request.engine == "compiled" else "while SimPy simulates"
    return f"Compiling, once, is in that: half a minute of one core, {when}.\n"

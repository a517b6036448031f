"""`compare`: options, or scenario files, on the same simulated histories."""

import argparse
from collections.abc import Sequence

from sim.cli.conducting import origin_of, simulate, unfinished
from sim.cli.errors import UsageError
from sim.cli.reading import BadScenarioError, read
from sim.studies.compare import Compare
from sim.studies.conduct import Origin

BAD_INPUT = 2


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    paths = list(parsed.scenario)
    try:
        if parsed.resume:
            parsed.scenario = paths[0] if paths else None
            stored, plan, scenario = unfinished(parsed, "compare")
            origin = Origin(tuple(plan["command"]), plan["scenario_path"], tuple(plan["sets"]))
            resumed = Compare.from_arguments(plan["arguments"])
            return simulate(resumed, scenario, parsed, origin, stored)
        if not paths:
            raise UsageError(
                "Which scenario? Try: python run_sim.py compare scenarios/syria-2016.toml"
            )
        scenarios = [read(path, parsed.sets, plain=parsed.plain) for path in paths]
    except BadScenarioError:
        return BAD_INPUT
    base = scenarios[0]
    if len(scenarios) == 1 and not base.options:
        raise UsageError(f"{paths[0]} has no [options.NAME]: add one, or name a second file")
    parsed.scenario = paths[0]
    study = Compare(
        runs=base.run.runs if parsed.runs is None else parsed.runs,
        seed=base.run.seed if parsed.seed is None else parsed.seed,
        others=tuple(scenarios[1:]),
    )
    return simulate(study, base, parsed, origin_of(parsed, command))

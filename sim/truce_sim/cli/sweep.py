"""`sweep`: vary one or more inputs over a range."""

import argparse
from collections.abc import Sequence

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.scenario import Scenario
from truce_sim.studies.sweep import Sweep

_TRY = "--param verification.teams=1:8:8"


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if design, points and inputs do not go together.
    """
    if not parsed.resume:
        _check(parsed)
    return ask(parsed, command, lambda scenario: _study(parsed, scenario), Sweep.from_arguments)


def _study(parsed: argparse.Namespace, scenario: Scenario) -> Sweep:
    return Sweep(
        runs=scenario.run.runs if parsed.runs is None else parsed.runs,
        seed=scenario.run.seed if parsed.seed is None else parsed.seed,
        params=tuple(parsed.params),
        design=parsed.design,
        points=parsed.points,
        confirm=parsed.confirm,
    )


def _check(parsed: argparse.Namespace) -> None:
    if not parsed.params:
        raise UsageError(f"Which input, over which range? Try: {_TRY}")
    if parsed.design == "grid":
        if parsed.points is not None:
            raise UsageError("--points goes with --design lhs or sobol; a grid has its levels")
        return
    if parsed.points is None:
        raise UsageError(f"How many settings? Try: --design {parsed.design} --points 128")
    if parsed.points < 2:
        raise UsageError("--points must be 2 at least")
    if parsed.design == "sobol" and parsed.points & (parsed.points - 1):
        near = 1 << parsed.points.bit_length()
        raise UsageError(f"Sobol points come in powers of two; try: --points {near // 2} or {near}")

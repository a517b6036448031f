"""`--dry-run`: how much work a study would be, and what it would write; nothing is run."""

import json
import sys
from pathlib import Path

from truce_sim.cli.exits import Exit
from truce_sim.cli.requests import Weigh
from truce_sim.model import build_world
from truce_sim.report import words
from truce_sim.runs.pace import seconds_a_run
from truce_sim.runs.store import safe_name
from truce_sim.scenario import Scenario
from truce_sim.studies.study import Extent, Study


def weigh(request: Weigh, study: Study, scenario: Scenario, extent: Extent) -> Exit:
    """Say how much work a study would be; run nothing but a few runs to time them."""
    seconds = extent.replications * seconds_a_run(build_world(scenario), study.seed) / request.jobs
    home = Path(request.out) / safe_name(scenario.name)
    if request.voice.json:
        weight = {
            "settings": extent.settings,
            "runs": extent.replications,
            "at_most": extent.at_most,
            "seconds": round(seconds, 1),
            "processes": request.jobs,
            "folder": str(home),
            "formats": list(request.formats),
        }
        sys.stdout.write(json.dumps(weight, indent=1) + "\n")
        return Exit.FINISHED
    most = "at most " if extent.at_most else ""
    settings = f"{extent.settings:,} settings, " if extent.settings > 1 else ""
    processes = f"{request.jobs} {'process' if request.jobs == 1 else 'processes'}"
    sys.stdout.write(
        f"{settings}{most}{extent.replications:,} runs: about {words.seconds(seconds)} "
        f"with {processes}.\n"
    )
    if not request.voice.quiet:
        sys.stdout.write(
            "Nothing was run but a few runs to time them.\n"
            f"A folder in {home} would hold: summary, {', '.join(request.formats)}.\n"
        )
    return Exit.FINISHED

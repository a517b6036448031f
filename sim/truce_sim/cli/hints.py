"""What is worth trying after an answer."""

import shlex

from truce_sim.studies.alternatives import BASE
from truce_sim.studies.conduct import Origin
from truce_sim.studies.results import AnyResult, CompareResult


def _parted(result: CompareResult) -> str:
    """Return the arguments that tell a run that parts company; "" if none does.

    Other files are not options of the first one, so their runs are told one by one.
    """
    inside = result.base_label == BASE
    for option in result.options:
        runs = option.only_option_holds or option.only_base_holds
        if runs:
            return f"--run {runs[0]}" + (f" --options base,{option.key}" if inside else "")
    return ""


def what_next(result: AnyResult, origin: Origin) -> str:
    """Return a command worth trying next."""
    path = shlex.join([origin.scenario_path, *(f"--set={one}" for one in origin.sets)])
    if any(word.split("=")[0] == "--seed" for word in origin.command):
        path += f" --seed {result.heading.seed}"
    if result.kind == "run" and result.story is not None:
        return f"python run_sim.py trace {path} --run {result.story}"
    if result.kind == "compare" and (parted := _parted(result)):
        return f"python run_sim.py trace {path} {parted}"
    if result.kind == "sweep" and len(result.best) < len(result.points) and not result.confirmed:
        return f"{shlex.join(['python', *origin.command])} --confirm"
    return f"python run_sim.py run {path}"

"""What is worth trying after an answer."""

from truce_sim.calling import command, path_word, with_out
from truce_sim.scenario.study import BASE
from truce_sim.studies.conduct import Origin
from truce_sim.studies.results import AnyResult, CompareResult


def _parted(result: CompareResult) -> list[str]:
    """Return the arguments that tell a run that parts company; none if none does.

    Other files are not options of the first one, so their runs are told one by one.
    """
    inside = result.base_label == BASE
    for option in result.options:
        runs = option.only_option_holds or option.only_base_holds
        if runs:
            chosen = ["--options", f"base,{option.key}"] if inside else []
            return ["--run", str(runs[0]), *chosen]
    return []


def what_next(result: AnyResult, origin: Origin, out: str) -> str:
    """Return a command worth trying next, which runs as it stands.

    Args:
        result: the answer.
        origin: where it was asked for.
        out: the results folder.
    """
    scenario = [path_word(origin.scenario_path), *(f"--set={one}" for one in origin.sets)]
    seed = ["--seed", str(result.heading.seed)] if "--seed" in origin.question else []
    if result.kind == "run" and result.story is not None:
        return command("trace", *scenario, *seed, "--run", str(result.story))
    if result.kind == "compare" and (parted := _parted(result)):
        return command("trace", *scenario, *seed, *parted)
    if result.kind == "sweep" and len(result.best) < len(result.points) and not result.confirmed:
        return command(*with_out([*origin.question, "--confirm"], out))
    return command(*with_out(["run", *scenario, *seed], out))

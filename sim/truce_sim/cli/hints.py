"""What is worth trying after an answer."""

from collections.abc import Sequence

from truce_sim.calling import command, path_word, with_out
from truce_sim.report.words import two_digits
from truce_sim.scenario.study import BASE, MOST_SEED
from truce_sim.studies.conduct import Origin
from truce_sim.studies.results import AnyResult, CompareResult

_MOST = 1_000_000
"""Runs beyond which nobody is told to ask for them: memory would not hold them."""


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


def _afresh(question: Sequence[str], runs: int, seed: int) -> list[str]:
    """Return a question with other runs, and with luck that no answer has looked at yet.

    More runs of the same luck would be another look at what an answer was found open on: each
    errs in 5 of 100 studies, both together more often.
    """
    words = list(question)
    for option, value in (("--runs", runs), ("--seed", seed)):
        if option in words:
            words[words.index(option) + 1] = str(value)
        else:
            words += [option, str(value)]
    return words


def _other(seed: int) -> int:
    """Return a seed whose luck has nothing to do with that of another."""
    return seed + 1 if seed < MOST_SEED else 0


def _runs_wanted(result: AnyResult) -> int | None:
    """Return the runs that the answer asks for, as it tells them; None if it asks for none."""
    wanted: int | None = None
    if result.kind == "require":
        wanted = result.runs_to_decide
    elif result.kind == "compare":
        wanted = min((o.runs_to_settle for o in result.options if o.runs_to_settle), default=None)
    if wanted is None or not result.heading.runs < two_digits(wanted) <= _MOST:
        return None
    return two_digits(wanted)


def what_next(result: AnyResult, origin: Origin, out: str) -> str:
    """Return a command worth trying next, which runs as it stands.

    Args:
        result: the answer.
        origin: where it was asked for.
        out: the results folder.
    """
    scenario = [path_word(origin.scenario_path), *(f"--set={one}" for one in origin.sets)]
    seed = ["--seed", str(result.heading.seed)] if "--seed" in origin.question else []
    if (runs := _runs_wanted(result)) is not None:
        again = _afresh(origin.question, runs, _other(result.heading.seed))
        return command(*with_out(again, out))
    if result.kind == "run" and result.story is not None:
        return command("trace", *scenario, *seed, "--run", str(result.story))
    if result.kind == "compare" and (parted := _parted(result)):
        return command("trace", *scenario, *seed, *parted)
    if result.kind == "sweep" and len(result.best) < len(result.points) and not result.confirmed:
        return command(*with_out([*origin.question, "--confirm"], out))
    return command(*with_out(["run", *scenario, *seed], out))

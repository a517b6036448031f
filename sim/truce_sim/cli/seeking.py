"""Which run `trace` tells: by its number, or the first that is as asked."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from truce_sim.calling import command, path_word
from truce_sim.cli.choosing import speaker
from truce_sim.cli.console import messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.reading import BadScenarioError, tell
from truce_sim.model import World, build_world
from truce_sim.model.ending import CAUSES
from truce_sim.runs.executors import cores
from truce_sim.runs.known_limits import MOST_RUNS
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.studies.search.condition import Comparison, Condition
from truce_sim.studies.search.grammar import condition_of
from truce_sim.studies.search.looking import SEARCHED, Sought, sought
from truce_sim.studies.search.terms import terms_of
from truce_sim.studies.search.typical import LOOKED_AT, Stands, sought_typical
from truce_sim.widths import COLUMNS, broken

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Seen:
    """The run to tell, and how it was found: a sentence, or "" where its number was given."""

    number: int
    found: str = ""


def run_to_tell(parsed: argparse.Namespace, scenario: Scenario, seed: int) -> Seen | None:
    """Return the run to tell, or None if none of those looked at is as asked, which is told.

    Args:
        parsed: the options: a number, or a condition and how many runs to look at.
        scenario: whose runs, as the first option has it where there are two.
        seed: whose luck.

    Raises:
        BadScenarioError: if the condition has faults, which are told.
        UsageError: if an option does nothing.
    """
    world = build_world(scenario)
    if parsed.collapses:
        return _typical(parsed, world, seed)
    condition = _condition(parsed, scenario, world)
    if condition is None:
        _refuse_idle(parsed)
        return Seen(int(parsed.run or 0))
    wanted, runs = parsed.nth or 1, parsed.runs or SEARCHED
    messenger = messages(plain=parsed.plain)
    tell = speaker(messenger, quiet=parsed.json)
    with _watching(parsed, runs) as on_progress:
        jobs = parsed.jobs or cores()
        found = sought(
            world, seed, condition, wanted, runs, jobs, on_progress=on_progress, tell=tell
        )
    if found.number is None:
        sys.stderr.write("".join(f"{line}\n" for line in _none(parsed, found, wanted)))
        return None
    where = "" if parsed.where is None else _found(parsed.where, found)
    return Seen(found.number, where)


def _typical(parsed: argparse.Namespace, world: World, seed: int) -> Seen | None:
    """Return the typical run that collapses, or None if too few do, which is told."""
    wanted = parsed.nth or 1
    with _watching(parsed, parsed.runs or LOOKED_AT) as on_progress:
        stands = sought_typical(
            world,
            seed,
            wanted,
            parsed.runs,
            parsed.jobs or cores(),
            on_progress=on_progress,
            tell=speaker(messages(plain=parsed.plain), quiet=parsed.json),
        )
    found = stands.found
    if found.number is None:
        few = _none(parsed, found, wanted) if not stands.typical else _too_few(stands, wanted)
        sys.stderr.write("".join(f"{line}\n" for line in few))
        return None
    return Seen(found.number, _stands_for(stands, wanted))


def _too_few(stands: Stands, wanted: int) -> Iterator[str]:
    """Yield what to say where fewer runs collapse by the commonest cause than are asked for."""
    typical, searched = stands.typical, stands.found.searched
    assert typical is not None  # noqa: S101 - else none collapses at all
    yield from broken(
        f"{len(typical.numbers):,} of the first {searched:,} runs collapse of the commonest cause "
        f"({CAUSES[typical.cause]}): there is no {_ordinal(wanted)} among them.",
        COLUMNS,
    )
    if searched < MOST_RUNS:
        yield f"To look at more: --runs {min(10 * searched, MOST_RUNS)}"


def _stands_for(stands: Stands, wanted: int) -> str:
    """Return in a sentence for what a run stands that was chosen as typical."""
    found, typical = stands.found, stands.typical
    if typical is None:
        nth = "first" if wanted == 1 else _ordinal(wanted)
        return f"Run {found.number:,} is the {nth} that collapses."
    nth = "nearest" if wanted == 1 else f"{_ordinal(wanted)} nearest"
    some = "1 collapses" if typical.collapsed == 1 else f"{typical.collapsed:,} collapse"
    return (
        f"Run {found.number:,} stands for the collapses in {found.searched:,} runs: {some}, "
        f"{len(typical.numbers):,} of the commonest cause ({CAUSES[typical.cause]}), of which it "
        f"ends {nth} to the middle."
    )


def _condition(parsed: argparse.Namespace, scenario: Scenario, world: World) -> Condition | None:
    if parsed.holds:
        return Comparison("held", "=", value=True)
    if parsed.where is None:
        return None
    try:
        return condition_of(parsed.where, terms_of(world, scenario.dates.truce_starts))
    except ScenarioFaults as error:
        columns = command("show", "columns", path_word(parsed.scenario))
        tell(error.faults, plain=parsed.plain, more=f"All columns: {columns}")
        raise BadScenarioError from None


def _refuse_idle(parsed: argparse.Namespace) -> None:
    for name in ("nth", "runs", "jobs"):
        if getattr(parsed, name) is not None:
            raise UsageError(
                f"--{name} is for looking for a run; add --where, --collapses or --holds"
            )


@contextmanager
def _watching(parsed: argparse.Namespace, runs: int) -> Iterator[Callable[[int], None]]:
    """Yield who is told how many runs are looked at, and shows it on a terminal."""
    console = messages(plain=parsed.plain)
    if parsed.json or not console.is_terminal or console.no_color:
        yield lambda _: None
        return
    with console.status("  Looking at runs") as status:
        yield lambda done: status.update(f"  Looking at runs: {done:,} of {runs:,}")


def _found(condition: str, run: Sought) -> str:
    """Return which run it is, in a sentence."""
    nth = "first" if run.met == 1 else _ordinal(run.met)
    return f"Run {run.number:,} is the {nth} where {' '.join(condition.split())}."


def _none(parsed: argparse.Namespace, found: Sought, wanted: int) -> Iterator[str]:
    """Yield what to say where too few runs are as asked, or none; never that none could be."""
    from truce_sim.report.words import bound_in_words, span
    from truce_sim.statistics.proportions import share

    runs, met = f"{found.searched:,}", found.met
    one, some = ("holds", "hold") if parsed.holds else ("collapses", "collapse")
    if parsed.where is not None:
        one, some = "meets the condition", "meet the condition"
    odds = share(met, found.searched)
    if met:
        said = f"{met:,} of the first {runs} runs {one if met == 1 else some}"
        said += f" (chance between runs: {span(odds.low, odds.high)} in 100): "
        said += f"there is no {_ordinal(wanted)} among them"
    else:
        bound = bound_in_words(odds)
        said = f"None of the first {runs} runs {one}" + (f": {bound} does" if bound else "")
    yield from broken(f"{said}.", COLUMNS)
    if found.searched < MOST_RUNS:
        yield f"To look at more: --runs {min(10 * found.searched, MOST_RUNS)}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number:,}{ending}"

"""`anchor`: move the level of the odds to the record of past truces, and write that as a file."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from truce_sim.calling import command, path_word
from truce_sim.cli.choosing import refusal, speaker
from truce_sim.cli.console import answers, messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.cli.placing import placed
from truce_sim.cli.reading import BadScenarioError, read, tell
from truce_sim.cli.streams import write_json
from truce_sim.engine import NoEngineError
from truce_sim.model import build_world
from truce_sim.report.terminal import show, signpost
from truce_sim.report.terminal_anchor import tells
from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.runs.cluster.errors import ClusterError
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import executor
from truce_sim.runs.known_engines import ENGINES
from truce_sim.runs.pace import seconds_a_run
from truce_sim.runs.replications import BatchFailedError, Work
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.scenario.anchored_file import target_of, text_of_anchored, write_whole
from truce_sim.scenario.starter import NewFileError
from truce_sim.shipped import file_of
from truce_sim.studies.anchor import TOLERANCE, Anchored, anchor
from truce_sim.studies.moving import DIRECTIONS, NothingToMoveError, movable

_SETTINGS = 10
"""Numbers that are tried, by experience; for choosing an engine."""


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    given = Given(parsed)
    plain, as_json = given.flag("plain"), given.flag("json")
    given.flag("debug")
    word, replace = given.text("scenario") or "", given.flag("replace")
    direction, engine = given.text("by") or "headroom", given.text("engine") or "auto"
    by = next(one for one in DIRECTIONS if one == direction)
    asked = next(one for one in ENGINES if one == engine)
    write, _to = given.text("write"), given.text("to")
    runs, seed, (jobs, on) = given.whole("runs"), given.whole("seed"), placed(given)
    given.refuse_rest("anchor moves one number of one file")
    try:
        scenario = read(word, (), plain=plain, quiet=as_json)
        target = target_of(path := file_of(word), write, replace=replace)
        messenger = messages(plain=plain)
        speak = speaker(messenger, quiet=as_json)
        runs = scenario.run.runs if runs is None else runs
        seconds = _SETTINGS * runs * seconds_a_run(build_world(scenario))
        choice = Choice(asked, seconds, speak, jobs)
        with (
            choice,
            executor(jobs, speak, on) as pool,
            _watching(messenger, quiet=as_json) as on_try,
        ):
            work = Work(scenario.run.seed if seed is None else seed, pool, jobs, engine=choice)
            found = anchor(scenario, by, runs, work, on_try, anyhow=write is not None)
        written = found.moved and not found.refused
        if written:
            text = text_of_anchored(
                path,
                target,
                f"{scenario.title} (anchored)",
                found.changes,
                found.ranges,
                _why(scenario, found, runs, work.seed),
            )
            write_whole(target, text, replace=replace)
    except BadScenarioError:
        return Exit.BAD_INPUT
    except ScenarioFaults as error:
        tell(error.faults, plain=plain)
        return Exit.BAD_INPUT
    except NothingToMoveError as error:
        raise UsageError(
            f"--by {by}: nothing can be moved, as {error}\n{_hint(scenario, by)}"
        ) from None
    except NewFileError as error:
        hint = f"\ntry: {error.try_}" if error.try_ else ""
        raise UsageError(f"{error.says}{hint}") from None
    except NoEngineError as error:
        raise UsageError(refusal(error)) from None
    except (BatchFailedError, ClusterError) as error:
        if not isinstance(error, ClusterError) and not error.blames_input:
            raise
        raise UsageError(f"{error}") from None
    if as_json:
        write_json(_json(found, target if written else None))
    else:
        console = answers(plain=plain)
        show(console, _title(scenario, found, runs))
        show(console, tells(found))
        if written:
            again = command("run", path_word(str(target)))
            show(console, signpost([("Written", str(target)), ("Next", again)]))
    return Exit.NOT_MET if found.refused else Exit.FINISHED


def _why(scenario: Scenario, found: Anchored, runs: int, seed: int) -> str:
    """Return where the new numbers come from, as evidence."""
    past, target = found.past, found.target
    span = "no range by war"
    if target.low is not None and target.high is not None:
        span = f"{100 * target.low:.0f} to {100 * target.high:.0f} by war"
    along = "; believable ranges of it moved along" if found.ranges else ""
    return (
        f"anchored: {DIRECTIONS[found.by]} {found.after.factor:g}, as compared with "
        f"{scenario.name}.toml{along}, so that {100 * target.value:.0f} in 100 hold to day "
        f"{found.age / 24:.3g}, as of {past.truces} past truces of {past.wars} wars "
        f"({span}; {past.name}; ETH/PRIO ceasefire data, Clayton et al. 2022), within "
        f"{100 * TOLERANCE:.0f} in 100 in {runs:,} runs of seed {seed}. The level is the record's "
        "at the file's own values; the mean over believable inputs was not set to it; the "
        "differences between options are the model's"
    )


def _hint(scenario: Scenario, by: str) -> str:
    """Return what else can be moved, or that nothing can."""
    found = [f"--by {one}" for one in movable(scenario)]
    rest = " or ".join(one for one in DIRECTIONS if one != by)
    return f"try: {' or '.join(found)}" if found else f"nor by {rest}: there is nothing to anchor"


def _title(scenario: Scenario, found: Anchored, runs: int) -> Iterator[Text]:
    for line in wrapped(scenario.title, 0):
        line.stylize("bold")
        yield line
    yield Text(f"{runs:,} runs, by {found.by}", style=MUTED)


@contextmanager
def _watching(console: Console, *, quiet: bool) -> Iterator[Callable[[float], None]]:
    """Yield who is told each number that is tried, and shows it on a terminal."""
    if quiet or not console.is_terminal or console.no_color:
        yield lambda _: None
        return
    with console.status("  Looking") as status:
        yield lambda factor: status.update(f"  Looking at {factor:g}")


def _json(found: Anchored, target: Path | None) -> str:
    told = {
        "by": found.by,
        "class": found.past.name,
        "age_hours": found.age,
        "target": asdict(found.target),
        "at_talks": asdict(found.at_talks),
        "tried": found.tried,
        "changes": dict(found.changes),
        "ranges": dict(found.ranges),
        "refused": found.refused,
        "by_chance": found.by_chance,
        "written": None if target is None else str(target),
        **{
            when: {
                "factor": one.factor,
                "by_age": one.by_age.model_dump(),
                "held": one.held.model_dump(),
                "hazard": asdict(one.hazard),
                "violations": one.violations.model_dump(),
                "complaints": one.complaints.model_dump(),
            }
            for when, one in (("before", found.before), ("after", found.after))
        },
    }
    return json.dumps(told, indent=1) + "\n"

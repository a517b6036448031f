"""`trace`: follow one run, incident by incident, or under two options side by side."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain

from rich.text import Text

from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.reading import BadScenarioError, read
from truce_sim.cli.seeking import Seen, run_to_tell
from truce_sim.cli.streams import write_json
from truce_sim.model import build_world, trace
from truce_sim.report.terminal import show
from truce_sim.report.terminal_trace import Extent, side_by_side, story_told
from truce_sim.report.words import day
from truce_sim.scenario import Scenario
from truce_sim.scenario.kinds import nearest
from truce_sim.scenario.study import BASE
from truce_sim.studies.alternatives import alternatives_of
from truce_sim.studies.key_events import first_difference
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.compare import BASE_ID
from truce_sim.studies.telling import told
from truce_sim.widths import COLUMNS, broken

Names = tuple[str, str]


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    try:
        scenario = read(parsed.scenario, parsed.sets, plain=parsed.plain)
    except BadScenarioError:
        return Exit.BAD_INPUT
    seed = scenario.run.seed if parsed.seed is None else parsed.seed
    if parsed.options is not None:
        return _two(parsed, scenario, seed)
    try:
        seen = run_to_tell(parsed, scenario, seed)
    except BadScenarioError:
        return Exit.BAD_INPUT
    if seen is None:
        return Exit.NOT_MET
    story = told(trace(build_world(scenario), seed, seen.number))
    if parsed.json:
        write_json(story.model_dump_json(indent=1) + "\n")
        return Exit.FINISHED
    console = answers(plain=parsed.plain)
    show(console, _titles(scenario, seen, seed))
    starts, names = scenario.dates.truce_starts, build_world(scenario).shown
    show(console, story_told(starts, names, story, _extent(parsed)))
    return Exit.FINISHED


def _extent(parsed: argparse.Namespace) -> Extent:
    return Extent(parsed.all, parsed.last)


def _two(parsed: argparse.Namespace, scenario: Scenario, seed: int) -> int:
    """Tell the same run under two options, from where they part."""
    names, labels, scenarios = _options(parsed.options, scenario)
    try:
        seen = run_to_tell(parsed, scenarios[0], seed)
    except BadScenarioError:
        return Exit.BAD_INPUT
    if seen is None:
        return Exit.NOT_MET
    first, second = (told(trace(build_world(one), seed, seen.number)) for one in scenarios)
    if parsed.json:
        sys.stdout.write(_json(names, first, second))
        return Exit.FINISHED
    console = answers(plain=parsed.plain)
    show(console, chain(_titles(scenario, seen, seed), [Text()]))
    width = console.width if console.is_terminal else 80
    starts = scenario.dates.truce_starts
    told_both = side_by_side(
        starts, labels, build_world(scenario).shown, (first, second), _extent(parsed), width
    )
    show(console, told_both)
    return Exit.FINISHED


def _options(asked: str, scenario: Scenario) -> tuple[Names, Names, tuple[Scenario, Scenario]]:
    """Return the two options that are asked for by id and by label, and what they come to.

    One alone is set against the file as it stands.

    Raises:
        UsageError: if there is no such option, or they are not one or two.
    """
    options = alternatives_of(scenario)
    known = {BASE_ID: scenario} | {one.key: one.scenario for one in options}
    labels = {BASE_ID: BASE} | {one.key: one.label for one in options}
    keys = [key.strip() for key in asked.split(",") if key.strip()]
    if len(keys) == 1:
        keys = [BASE_ID, *keys]
    if len(keys) != 2:
        raise UsageError("--options takes two options, such as: --options base,NAME")
    if keys[0] == keys[1]:
        raise UsageError(f"--options: '{keys[0]}' against itself differs in nothing")
    for key in keys:
        if key not in known:
            near = nearest(key, list(known))
            hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"{scenario.name} has no option '{key}'; {hint}")
    shown = [BASE if key == BASE_ID else key for key in keys]
    first, second = keys
    return (shown[0], shown[1]), (labels[first], labels[second]), (known[first], known[second])


def _titles(scenario: Scenario, seen: Seen, seed: int) -> Iterator[Text]:
    title = Text(f"{scenario.title}  Run {seen.number}, seed {seed}", style="bold")
    until = scenario.dates.watch_until
    if until is not None and until > scenario.dates.talks:
        title.append(f" (watched until {day(until)}, after the talks)", style="not bold")
    yield title
    yield from (Text(line) for line in (broken(seen.found, COLUMNS) if seen.found else ()))


def _json(names: tuple[str, str], first: Story, second: Story) -> str:
    both = {
        "options": list(names),
        "events_shared": first_difference(first, second),
        "stories": [story.model_dump(mode="json") for story in (first, second)],
    }
    return json.dumps(both, indent=1) + "\n"

"""`trace`: follow one run, incident by incident."""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta

from rich.text import Text

from sim.cli.console import answers
from sim.cli.errors import UsageError
from sim.cli.reading import BadScenarioError, read
from sim.model import World, build_world, simulate, trace
from sim.report.terminal import show
from sim.scenario import Scenario
from sim.studies.results import Story
from sim.studies.telling import told

OK, BAD_INPUT, NOT_MET = 0, 2, 3
SEARCHED = 2000
"""Runs that are searched for one that collapses, or holds."""


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    try:
        scenario = read(parsed.scenario, parsed.sets, plain=parsed.plain)
    except BadScenarioError:
        return BAD_INPUT
    world = build_world(scenario)
    seed = scenario.run.seed if parsed.seed is None else parsed.seed
    number = parsed.run or 0
    if parsed.collapses or parsed.holds:
        found = _first(world, seed, holds=parsed.holds)
        if found is None:
            what = "holds" if parsed.holds else "collapses"
            raise UsageError(f"None of the first {SEARCHED:,} runs {what}.")
        number = found
    story = told(trace(world, seed, number))
    if parsed.json:
        sys.stdout.write(story.model_dump_json(indent=1) + "\n")
        return OK
    console = answers(plain=parsed.plain)
    show(console, iter([Text(f"{scenario.title}  Run {number}, seed {seed}", style="bold")]))
    show(console, (_line(scenario, story, place) for place in range(len(story.events))))
    return OK


def _first(world: World, seed: int, *, holds: bool) -> int | None:
    """Return the first run that holds, or that collapses."""
    for number in range(SEARCHED):
        if simulate(world, seed, number).held == holds:
            return number
    return None


def _line(scenario: Scenario, story: Story, place: int) -> Text:
    """Return one event with its time; the end stands out."""
    event = story.events[place]
    when = scenario.dates.truce_starts + timedelta(hours=event.hours)
    text = Text(f"{when.day:>2} {when:%b %H:%M}  ", style="bright_black")
    ends = event.kind in ("collapse", "talks open", "walk-out")
    text.append(event.sentence, style="bold" if ends else "default")
    return text

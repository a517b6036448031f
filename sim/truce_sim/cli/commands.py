"""The commands: which there are, and what each of them takes."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from truce_sim import calling
from truce_sim.cli.errors import UsageError
from truce_sim.cli.options import asking, exploring, inputs, making, running, sharing, writing
from truce_sim.cli.parsing import shown

Adds = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """One command: its module, the group it stands in, one line of help, its arguments."""

    module: str
    group: str
    line: str
    adds: Sequence[Adds]
    typed: bool = False
    """Whether it takes its options one by one, and refuses what it does not read."""


_SIMULATED = (running.runs, asking.given, running.engine)
"""How many histories of a truce a study has, from when on, and who makes them."""
_CONDUCTED = (
    running.cluster,
    running.resumes,
    running.weighs,
    running.plans,
    writing.output,
    writing.reports,
)
"""Where any study is computed, and how it is gone on with, weighed, told and stored."""

COMMANDS: dict[str, Command] = {
    "new": Command(
        "truce_sim.cli.new",
        "Write a scenario",
        "a commented file to begin with; --ask writes one from ten answers",
        [making.new],
        typed=True,
    ),
    "check": Command(
        "truce_sim.cli.check",
        "Write a scenario",
        "read scenario files and say what is wrong with them",
        [inputs.scenarios, inputs.sets, inputs.strict],
    ),
    "show": Command(
        "truce_sim.cli.show",
        "Write a scenario",
        "a scenario or a finished run in plain words; inputs, columns",
        [making.what, inputs.sets, writing.folder],
        typed=True,
    ),
    "rates": Command(
        "truce_sim.cli.rates",
        "Write a scenario",
        "counts of incidents by day (CSV) as lines to copy into a file",
        [making.counting],
        typed=True,
    ),
    "schema": Command(
        "truce_sim.cli.schema",
        "Write a scenario",
        "print the schema that editors complete from",
        [],
    ),
    "run": Command(
        "truce_sim.cli.asking",
        "Run it",
        "simulate many times and report the odds",
        [
            inputs.maybe_scenario,
            inputs.sets,
            *_SIMULATED,
            running.stopping,
            running.doubting,
            *_CONDUCTED,
        ],
        typed=True,
    ),
    "compare": Command(
        "truce_sim.cli.asking",
        "Ask more",
        "set options side by side, on the same simulated histories",
        [inputs.any_scenarios, inputs.sets, *_SIMULATED, running.doubting, *_CONDUCTED],
        typed=True,
    ),
    "sweep": Command(
        "truce_sim.cli.asking",
        "Ask more",
        "vary one or more inputs over a range",
        [inputs.maybe_scenario, inputs.sets, asking.params, *_SIMULATED, *_CONDUCTED],
        typed=True,
    ),
    "require": Command(
        "truce_sim.cli.asking",
        "Ask more",
        "how much of one input it takes to reach given odds",
        [inputs.maybe_scenario, inputs.sets, asking.threshold, *_SIMULATED, *_CONDUCTED],
        typed=True,
    ),
    "postpone": Command(
        "truce_sim.cli.asking",
        "Ask more",
        "what later talks buy, and what they cost",
        [inputs.maybe_scenario, inputs.sets, asking.dates, *_SIMULATED, *_CONDUCTED],
        typed=True,
    ),
    "now": Command(
        "truce_sim.cli.asking",
        "Ask more",
        "the odds given the days that have passed and their counts",
        [
            inputs.maybe_scenario,
            inputs.sets,
            asking.known,
            running.weighed,
            running.engine,
            *_CONDUCTED,
        ],
        typed=True,
    ),
    "sensitivity": Command(
        "truce_sim.cli.asking",
        "Ask more",
        "which believable inputs matter, and how much is luck",
        [inputs.maybe_scenario, inputs.sets, *_SIMULATED, *_CONDUCTED],
        typed=True,
    ),
    "explore": Command(
        "truce_sim.cli.explore",
        "Ask more",
        "a page with sliders over the same histories, for a room",
        [inputs.scenario, inputs.sets, exploring.histories, exploring.page],
    ),
    "backtest": Command(
        "truce_sim.cli.backtest",
        "Ask more",
        "odds of past truces, scored against what came of them",
        [asking.past, running.engine, *_CONDUCTED],
        typed=True,
    ),
    "work": Command(
        "truce_sim.cli.work",
        "Run it",
        "make one share of a planned study, on any machine that sees it",
        [sharing.share, running.engine, writing.folder, writing.telling],
        typed=True,
    ),
    "trace": Command(
        "truce_sim.cli.trace",
        "Run it",
        "follow one run, incident by incident",
        [inputs.scenario, inputs.sets, asking.which_run],
    ),
    "verify": Command(
        "truce_sim.cli.verify",
        "Run it",
        "check the simulator against exact formulas",
        [making.verify],
    ),
    "anchor": Command(
        "truce_sim.cli.anchor",
        "Ask more",
        "move the level of the odds to that of past truces, as a new file",
        [
            inputs.scenario,
            making.anchoring,
            running.runs,
            running.engine,
            running.cluster,
            writing.telling,
        ],
        typed=True,
    ),
    "compile": Command(
        "truce_sim.cli.compile",
        "Run it",
        "make the compiled engine ready, so that no study waits for it",
        [writing.telling],
    ),
    "teach": Command(
        "truce_sim.cli.teach",
        "Teach",
        "lay what a class of ninety minutes needs into a folder",
        [making.kit],
        typed=True,
    ),
    "tally": Command(
        "truce_sim.cli.tally",
        "Teach",
        "how good a class's odds were, once it is known what happened",
        [making.bets],
        typed=True,
    ),
    "completion": Command(
        "truce_sim.cli.completion",
        "Run it",
        "print what bash, zsh, fish or PowerShell completes from",
        [making.shells],
    ),
    "report": Command(
        "truce_sim.cli.report",
        "Look back",
        "rebuild the report of a finished run",
        [writing.stored, writing.folder],
    ),
    "brief": Command(
        "truce_sim.cli.brief",
        "Look back",
        "a finished run on one printed page, and its charts as slides",
        [writing.handing_on, writing.folder],
    ),
    "pack": Command(
        "truce_sim.cli.pack",
        "Look back",
        "one archive of a finished run, to hand on or to deposit",
        [writing.packing, writing.folder],
    ),
    "list": Command(
        "truce_sim.cli.list",
        "Look back",
        "past runs, newest first; or the scenarios that are there",
        [making.listed, writing.listing],
    ),
    "clean": Command(
        "truce_sim.cli.clean",
        "Look back",
        "remove studies that were stopped; never a finished one",
        [writing.cleaning, writing.listing],
    ),
}


def known_command(word: str) -> None:
    """Refuse a command that does not exist, naming the nearest that does.

    Raises:
        UsageError: if there is none of that name.
    """
    if word in COMMANDS:
        return
    near = get_close_matches(word[:40], COMMANDS, n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else f" All commands: {calling.command()}"
    raise UsageError(f"There is no command '{shown(word, 60)}'.{hint}")

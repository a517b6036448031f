"""`explore`: a page with sliders over the same histories, served to this machine alone."""

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from truce_sim.cli.browsing import opened
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit, stop
from truce_sim.cli.reading import BadScenarioError, read

if TYPE_CHECKING:
    from truce_sim.page.server import Answers
    from truce_sim.scenario import Scenario

_NEEDS = (("starlette", "Starlette"), ("uvicorn", "uvicorn"))
"""What the extra `page` brings: modules, and the libraries' own names."""
_SILENT, _PATIENCE = 2.0, 30.0
"""Seconds of getting ready that need no word, and after which the page may wait instead of us."""


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    for module, library in _NEEDS:
        if find_spec(module) is None:
            from truce_sim.runs.installing import install_command

            raise UsageError(f"explore needs {library}; try: {install_command('page')}")
    try:
        scenario = read(parsed.scenario, parsed.sets)
    except BadScenarioError:
        return Exit.BAD_INPUT
    return _served(parsed, scenario)


def _served(parsed: argparse.Namespace, scenario: "Scenario") -> int:
    """Serve the page until it is over.

    Raises:
        UsageError: if the port cannot be had.
    """
    from truce_sim.page.serving import IDLE_MINUTES, PortTakenError, Serving, bound

    try:
        door = bound(parsed.port)
    except PortTakenError as error:
        said = f"port {parsed.port} cannot be had: {error}" if parsed.port else str(error)
        raise UsageError(f"{said}; leave --port out to get one that is free") from None
    with door:
        try:
            with Serving(
                lambda: _explorer(parsed, scenario), door, lambda fault: _tell(fault, parsed)
            ) as serving:
                _say(scenario.title)
                if not serving.ready(_SILENT):
                    _say("Getting ready: the page opens with its first numbers.")
                    serving.ready(_PATIENCE)
                _say(f"Open     {serving.addresses.page}")
                _say("For one person at a time, on this machine alone. Ctrl-C ends it.")
                if not parsed.no_open and not opened(serving.addresses.once):
                    _say("No browser was found here: open the address yourself.")
                alone = serving.wait(None if parsed.stay else IDLE_MINUTES * 60)
        except KeyboardInterrupt:
            sys.stderr.write("\nClosed.\n")
            return stop()[0]
    if not alone:
        sys.stderr.write("The page could not be served any more.\n")
        return Exit.FAILED
    _say(f"No page has been open for {IDLE_MINUTES} minutes. Closed.")
    return Exit.FINISHED


def _explorer(parsed: argparse.Namespace, scenario: "Scenario") -> "Answers":
    from truce_sim.page.explorer import Explorer

    return Explorer(
        scenario,
        parsed.scenario,
        histories=parsed.histories,
        seed=parsed.seed,
        jobs=parsed.jobs,
        sets=parsed.sets,
    )


def _tell(fault: BaseException, parsed: argparse.Namespace) -> None:
    from truce_sim.cli.ends import unexpected

    unexpected(fault, debug=parsed.debug)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()

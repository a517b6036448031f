"""Reading a scenario for a command, with its faults told well."""

import sys
from collections.abc import Sequence
from pathlib import Path

from truce_sim.calling import command, path_word
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, load, render_plain, warnings_of
from truce_sim.scenario.faults import render_briefly


class BadScenarioError(Exception):
    """The faults of a scenario have been told; there is nothing to run."""


def is_file(name: str) -> bool:
    """Return whether there is a file of that name; what can be no name is none."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long, or with a character that no name can have
        return False


def read(path: str, sets: Sequence[str], *, plain: bool = False, quiet: bool = False) -> Scenario:
    """Return the scenario in a file, its gravest warnings told, or tell all its faults.

    Args:
        path: the file.
        sets: changes as "PATH=VALUE".
        plain: whether to leave colours out.
        quiet: whether to leave warnings out.

    Raises:
        BadScenarioError: if it has any faults.
    """
    try:
        scenario = load(path, sets)
    except ScenarioFaults as error:
        tell(error.faults, plain=plain)
        raise BadScenarioError from None
    if not quiet:
        warn(scenario, path, sets)
    return scenario


def warn(scenario: Scenario, path: str, sets: Sequence[str]) -> None:
    """Print the gravest warnings about a scenario, a sentence each."""
    changes = [word for one in sets for word in ("--set", one)]
    check = command("check", path_word(path), *changes) if path else ""
    sys.stderr.write(render_briefly(warnings_of(scenario), check))


def tell(faults: Sequence[Fault], *, plain: bool = False, of: str = "", more: str = "") -> None:
    """Print faults: what, where, the line, a caret, what to try.

    Args:
        faults: what is wrong.
        plain: whether to leave colours out.
        of: what it is wrong with, in the plural; "" for a scenario.
        more: where there is more to read; "" for all inputs.
    """
    from truce_sim.cli.console import messages  # only a fault needs colours

    console = messages(plain=plain)
    if not console.is_terminal or console.no_color:
        sys.stderr.write(render_plain(faults, of, more))
        return
    from truce_sim.cli.colours import coloured

    for line in render_plain(faults, of, more).splitlines():
        console.print(coloured(line))

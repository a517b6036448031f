"""Reading a scenario for a command, with its faults told well."""

import sys
from collections.abc import Sequence

from truce_sim.calling import command, path_word
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, load, render_plain, warnings_of
from truce_sim.scenario.faults import render_briefly, wrap
from truce_sim.shipped import overshadowed


class BadScenarioError(Exception):
    """The faults of a scenario have been told; there is nothing to run."""


def read(path: str, sets: Sequence[str], *, plain: bool = False, quiet: bool = False) -> Scenario:
    """Return the scenario in a file, its gravest warnings told, or tell all its faults.

    Which file a name was taken for is told where it could be another one.

    Args:
        path: the file, or the name of a scenario.
        sets: changes as "PATH=VALUE".
        plain: whether to leave colours out.
        quiet: whether to leave warnings out.

    Raises:
        BadScenarioError: if it has any faults.
    """
    if said := overshadowed(path):
        sys.stderr.write("\n".join(wrap(f"Note: {said}.", 6)) + "\n")
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

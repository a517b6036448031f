"""Reading a scenario for a command, with its faults told well."""

import sys
from collections.abc import Sequence

from truce_sim.scenario import Fault, Scenario, ScenarioFaults, load, render_plain


class BadScenarioError(Exception):
    """The faults of a scenario have been told; there is nothing to run."""


def read(path: str, sets: Sequence[str], *, plain: bool = False) -> Scenario:
    """Return the scenario in a file, or tell all its faults.

    Raises:
        BadScenarioError: if it has any.
    """
    try:
        return load(path, sets)
    except ScenarioFaults as error:
        tell(error.faults, plain=plain)
        raise BadScenarioError from None


def tell(faults: Sequence[Fault], *, plain: bool = False) -> None:
    """Print faults: what, where, the line, a caret, what to try."""
    from truce_sim.cli.console import messages  # only a fault needs colours

    console = messages(plain=plain)
    if not console.is_terminal or console.no_color:
        sys.stderr.write(render_plain(faults))
        return
    from truce_sim.cli.colours import coloured

    for line in render_plain(faults).splitlines():
        console.print(coloured(line))

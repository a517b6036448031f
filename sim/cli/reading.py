"""Reading a scenario for a command, with its faults told well."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sim.cli.console import messages
from sim.scenario import Fault, Scenario, ScenarioFaults, load, render_plain


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
        tell(error.faults, messages(plain=plain))
        raise BadScenarioError from None


def tell(faults: Sequence[Fault], console: Console) -> None:
    """Print faults: what, where, the line, a caret, what to try."""
    if not console.is_terminal or console.no_color:
        sys.stderr.write(render_plain(faults))
        return
    for line in render_plain(faults).splitlines():
        console.print(_coloured(line))


def _coloured(line: str) -> Text:
    """Return a line of the plain rendering with the colours that guide the eye."""
    text = Text(line)
    bare = line.strip()
    if bare and set(bare) <= {"^", "|", " "} and "^" in bare:
        text.stylize("color(166)", line.index("^"))
    elif bare.startswith("try:"):
        start = line.index("try:")
        text.stylize("color(30)", start, start + 4)
    elif bare[:1].isdigit() and ". " in bare[:5] and not line.startswith("  "):
        text.stylize("bold")
    return text

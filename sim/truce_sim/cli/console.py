"""Where words go: the answer to standard output, everything else to standard error."""

import os
import sys

from rich.console import Console

WIDTH = 80


def answers(*, plain: bool = False) -> Console:
    """Return the console for the answer."""
    return _console(stderr=False, plain=plain)


def messages(*, plain: bool = False) -> Console:
    """Return the console for progress and faults."""
    return _console(stderr=True, plain=plain)


def _console(*, stderr: bool, plain: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    # NO_COLOR and TERM=dumb are rich's own affair; off a terminal nothing is coloured.
    return Console(
        stderr=stderr,
        width=WIDTH if not stream.isatty() else None,
        no_color=plain or None,
        color_system=None if plain or "NO_COLOR" in os.environ else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )

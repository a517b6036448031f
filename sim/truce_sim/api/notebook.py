"""The notebook that this runs in, if it runs in one."""

import sys
from collections.abc import Sequence
from html import escape
from typing import Any

from truce_sim.scenario.describe import Passage

_OPEN = 2
"""Passages that stand open: what the truce is, and when."""


def shell() -> Any | None:  # noqa: ANN401 - of a library that need not be there
    """Return the shell of the notebook that this runs in; None if it runs in none."""
    ipython = sys.modules.get("IPython")
    running = ipython.get_ipython() if ipython is not None else None
    return None if getattr(running, "kernel", None) is None else running


def let_figures_show() -> None:
    """Make a notebook show figures of matplotlib as it does once pyplot is imported."""
    running = shell()
    if running is None:
        return
    from IPython.core import pylabtools
    from matplotlib.figure import Figure

    # What somebody has chosen stays.
    known = running.display_formatter.formatters.values()
    if not any(Figure in one.type_printers for one in known):
        pylabtools.select_figure_formats(running, {"png"})


def in_folds(passages: Sequence[Passage]) -> str:
    """Return what describes a truce as HTML: the first passages, and headings that unfold."""
    return "<div>" + "".join(map(_fold, passages, range(len(passages)))) + "</div>"


def _fold(passage: Passage, place: int) -> str:
    lines = "".join(f"<li>{escape(one)}</li>" for one in passage.sentences)
    unfolded = " open" if place < _OPEN else ""
    heading = escape(passage.heading)
    return f"<details{unfolded}><summary><b>{heading}</b></summary><ul>{lines}</ul></details>"

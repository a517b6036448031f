"""Columns that the tables of several studies share."""

from truce_sim.model.columns import IN_PART as IN_PART_OF_RUN
from truce_sim.model.columns import RUNS, Column
from truce_sim.scenario.levels import Swept
from truce_sim.statistics.estimates import Mean, PairedShare, Share

SHARE, HOURS = "share, 0 to 1", "hours"
RUNS_OF = Column("runs", "count", "runs that the row is made of", "whole")
HELD = "runs in which the truce had not collapsed when the talks opened"
SETTLED = "runs that held with few open complaints at the opening"
IN_PART = "runs that held in part only: zones aflame at the opening"
QUIET = "runs that held with few violations in the last days"
_OF_RUN = {column.name: column for column in (*RUNS, IN_PART_OF_RUN)}


def of_run(*names: str) -> tuple[Column, ...]:
    """Return columns of single runs, as they stand in runs.csv."""
    return tuple(_OF_RUN[name] for name in names)


def interval(name: str, unit: str, said: str) -> tuple[Column, Column, Column]:
    """Return the columns of an estimate and its interval."""
    return (
        Column(name, unit, said),
        Column(f"{name}_low", unit, "lower end of its interval for chance"),
        Column(f"{name}_high", unit, "upper end of its interval for chance"),
    )


def ends(estimate: Share | Mean | PairedShare | None) -> tuple[float | None, ...]:
    """Return the cells of an estimate and its interval; empty where there is none."""
    if estimate is None:
        return (None, None, None)
    return (estimate.value, estimate.low, estimate.high)


def of_input(one: Swept) -> Column:
    """Return the column of an input's levels; its name comes with `tables.input_columns`."""
    if one.are_words:
        return Column("level", "text", one.label, "text", stands_for=one.path)
    return Column("level", one.counted_in, one.label, stands_for=one.path)

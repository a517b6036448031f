"""Why an option helps: how long its runs last, what ends them, where one parts from the base."""

import numpy as np

from truce_sim.model import World, trace
from truce_sim.runs.batch import Columns
from truce_sim.statistics.survival import survival_curve
from truce_sim.studies.key_events import first_difference
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.compare import QUARTERS, Course, Parting
from truce_sim.studies.telling import told
from truce_sim.studies.until_talks import causes_of, until_talks

_GRID = 40
"""Points of a curve that is drawn small."""
_MOST_TOLD = 20_000
"""Incidents of a run beyond which it is not told."""


def course(columns: Columns, world: World) -> Course:
    """Return how long the runs of one truce last, until its talks, and what ends them."""
    runs = until_talks(columns, world.opening)
    grid = sorted(
        {*np.linspace(0, runs.span, _GRID).tolist(), *(part * world.opening for part in QUARTERS)}
    )
    return Course(
        survival=survival_curve(runs.lives, runs.collapsed, grid), causes=causes_of(columns)
    )


def parting(
    worlds: tuple[World, World],
    columns: tuple[Columns, Columns],
    seed: int,
    replication: int,
) -> Parting | None:
    """Return where one history parts from itself under an option; None if it is too long to tell.

    Args:
        worlds: of the base and of the option.
        columns: of their runs, from run 0 on.
        seed: whose luck.
        replication: which run.
    """
    if any(int(one["incidents"][replication]) > _MOST_TOLD for one in columns):
        return None
    first, second = (_happened(told(trace(world, seed, replication))) for world in worlds)
    shared = first_difference(first, second)
    apart = [story.events[shared : shared + 1] for story in (first, second)]
    if not any(apart):
        return None
    base, option = (events[0] if events else None for events in apart)
    hours = min(event.hours for event in (base, option) if event is not None)
    # Of two that come at different hours, only the earlier is where they part.
    base, option = (
        None if event is None or event.hours > hours else event for event in (base, option)
    )
    return Parting(
        replication=replication,
        holds_with=second.held,
        hours=hours,
        shared=shared,
        kind=next(event.kind for event in (option, base) if event is not None),
        base=base.sentence if base else None,
        option=option.sentence if option else None,
    )


def _happened(story: Story) -> Story:
    """Return a story without what is only read off it: how far grievance has come.

    Where a party bears more it is another share of the limit at once, long before anybody acts.
    """
    kept = tuple(event for event in story.events if not event.kind.startswith("grievance"))
    return story.model_copy(update={"events": kept})

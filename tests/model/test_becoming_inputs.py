"""Every input acts from the hour on at which a world becomes another, or is said not to.

A world that becomes another before anything has happened is the other one, but for what was drawn
at the start. A process that keeps an input, and does not read it anew, is found here.
"""

from dataclasses import replace

import pytest
from mechanisms import CASES, truce
from truce_sim.model import World, build_world, simulate
from truce_sim.model.may_become import becoming, may_become
from truce_sim.scenario import from_raw

DRAWN_AT_THE_START = {
    "truce.takes_hold",
    "parties.north.means_it",
    "parties.north.breaks_after",
    "parties.north.under_cover",
    "grievance.at_start",
}
"""Inputs without any effect later."""
KEPT_BY_MEMORY = {"parties.north.forgets_in", "flare.violations", "flare.window"}
"""Inputs that may not be others."""
SOON = 1e-6
"""Hours within which nothing happens."""


def worlds(path: str) -> tuple[World, World]:
    """Return the world before a change of an input, and after it."""
    before, after = (
        build_world(from_raw(truce(CASES[path], path, changed=changed)))
        for changed in (False, True)
    )
    # What parties start with is settled by then, whatever it follows from.
    held = {name: one.grievance_at_start for name, one in before.parties.items()}
    parties = {
        name: replace(one, grievance_at_start=held[name]) for name, one in after.parties.items()
    }
    return before, replace(after, parties=parties)


def acts_at_once(path: str, runs: int) -> None:
    before, after = worlds(path)
    then, like = becoming(before, SOON, after), before if path in DRAWN_AT_THE_START else after
    for run in range(runs):
        assert repr(simulate(then, 5, run)) == repr(simulate(like, 5, run)), path


def test_every_input_acts_from_the_hour_on() -> None:
    for path in CASES:
        if path not in KEPT_BY_MEMORY:
            acts_at_once(path, 1)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in CASES if path not in KEPT_BY_MEMORY])
def test_every_input_acts_from_the_hour_on_in_many_runs(path: str) -> None:
    acts_at_once(path, 40)


def test_what_memories_depend_on_is_refused() -> None:
    for path in CASES:
        assert bool(may_become(*worlds(path), SOON)) == (path in KEPT_BY_MEMORY), path

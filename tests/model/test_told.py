"""A run that is told leaves nothing out, and delays are counted where they belong."""

import copy

import pytest
from busy import BUSY
from mechanisms import put
from truce_sim.model import build_world, trace
from truce_sim.model.columns import DELAY_BINS
from truce_sim.model.rules import FIRST_BIN_HOURS, delay_bin
from truce_sim.scenario import from_raw

KINDS = {
    *("truce starts", "violation", "retaliation", "strike", "attack", "outside attack", "claim"),
    *("complaint", "check", "verdict", "published", "overdue", "pressed", "called off"),
    *("decision", "hotline", "notice", "persuaded", "walk-out", "fall out", "flare-up"),
    *("flare-up over", "shock", "broken on purpose", "postponed", "talks open", "collapse"),
    *("measure", "grievance at start", "grievance"),
}
"""All but the notice that is withdrawn, which has tests of its own."""


def test_all_that_happens_is_told() -> None:
    raw, told = copy.deepcopy(BUSY), set[str]()
    for tolerance in (8, 40):
        for party in ("north", "south"):
            put(raw, f"parties.{party}.tolerance", tolerance)
        put(raw, "parties.north.means_it", 0.6)
        put(raw, "parties.north.breaks_after.median", "1 day")
        world = build_world(from_raw(raw))
        for run in range(25):
            told |= {event.kind for event in trace(world, 5, run).events}
    assert told - {"notice withdrawn"} == KINDS


@pytest.mark.parametrize("number", [0, 1, 2, 7, 40, DELAY_BINS - 1])
def test_a_delay_is_counted_in_the_bin_whose_upper_edge_it_does_not_pass(number: int) -> None:
    """Edges grow by a fourth root of 2; what is longer than all of them is in the last bin."""
    below, above = (FIRST_BIN_HOURS * 2 ** ((number - step) / 4) for step in (0.5, -0.5))
    assert delay_bin(below, DELAY_BINS) == number
    assert delay_bin(above, DELAY_BINS) == min(number + 1, DELAY_BINS - 1)
    assert delay_bin(0.0, DELAY_BINS) == 0
    assert delay_bin(1e12, DELAY_BINS) == DELAY_BINS - 1

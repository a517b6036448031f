"""What became of past truces like one by the age that a state asks about, beside each answer."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from truce_sim.report.past import beside_odds, which
from truce_sim.scenario.base_rate import BaseRate
from truce_sim.studies.past import past_truces


@lru_cache(256)  # a hand on a slider asks for the same again and again
def past_beside(
    base_rate: BaseRate | None, hours: float, since_hours: float = 0.0
) -> Mapping[str, Any]:
    """Return the base rate, as sentences and as a share.

    Args:
        base_rate: what the file tells of its war.
        hours: from the truce's start to the talks of the state.
        since_hours: how long it is known to have held.
    """
    past = past_truces(base_rate, hours, since_hours)
    return {"base": (beside_odds(past) + which(past)).plain, "base_share": past.not_broken}

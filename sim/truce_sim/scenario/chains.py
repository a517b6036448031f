"""Chains of answers that the file alone tells to be more than a run may have.

Only what is certain is told: two parties who answer each other always, and nothing that could end
it in time. All else is bounded while a run goes on, in `model.bounds`.
"""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any

from truce_sim.scenario.durations import spoken
from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.limits import MOST_ANSWERS, MOST_EVENTS
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.mends import value
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.work import span

_AT_ONCE = Spread.constant(0)


def endless(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield parties that answer each other always, and so soon that no run could be finished."""
    parties = table(raw, "parties")
    always = [name for name in parties if _always(raw, name)]
    for one in always:
        for other in always:
            if not _begins(raw, one, other):
                continue
            misblames = any(parsed(raw, "parties", name, "misblames") for name in (one, other))
            if misblames and len(always) < len(parties):
                continue
            how = _too_many(raw, one, other)
            if how is None:
                continue
            slower = one if "retaliates_after" in table(raw, "parties", one) else other
            path = ("parties", slower, "retaliates_after")
            yield Finding(
                path,
                f"{dotted(('parties', one))} and {dotted(('parties', other))} answer each other "
                f"always (retaliates = 1) {how}",
                "(a longer delay)",
                remedies=(value(path, '"6h"'),),
            )
            return


def _always(raw: Mapping[str, Any], name: str) -> bool:
    """Return whether a party answers all that hits it; fed up, it cannot answer less."""
    own = ("parties", name)
    return (
        parsed(raw, *own, "retaliates") == 1
        and parsed(raw, *own, "notices") == 1
        and isinstance(parsed(raw, *own, "retaliates_after"), Spread)
    )


def _begins(raw: Mapping[str, Any], one: str, other: str) -> bool:
    """Return whether `one` violates the truce of its own accord and hits `other`."""
    hits = parsed(raw, "parties", one, "hits")
    return _per_hour(raw, one) > 0 and bool((hits or {}).get(other))


def _per_hour(raw: Mapping[str, Any], name: str) -> float:
    rate = parsed(raw, "parties", name, "violates")
    return rate.per_hour if isinstance(rate, Rate) else 0.0


def _too_many(raw: Mapping[str, Any], one: str, other: str) -> str | None:
    """Return how the answers of two parties are too many, or None where they need not be."""
    delays = [parsed(raw, "parties", name, "retaliates_after") for name in (one, other)]
    at_once = all(delay == _AT_ONCE for delay in delays)
    if _ended(raw, at_once=at_once):
        return None
    lasts = min(_left(raw, name) for name in (one, other))
    if at_once:
        says = "and at once (retaliates_after = 0): no run would end"
        return says if lasts > 0 else None
    hours = span(raw)
    if hours is None:
        return None
    mean = sum(delay.mean for delay in delays) / 2
    # Of a chain that begins in the first half, as most do that matter, and a few must begin.
    lasts = min(lasts, hours / 2)
    acts = (_per_hour(raw, one) * _calmest(raw)) * hours
    answers = lasts / mean
    if acts < 4 or lasts <= 0:
        return None
    if answers > MOST_ANSWERS:
        most, what = MOST_ANSWERS, "answers in a row"
    elif lasts == hours / 2 and acts * answers > MOST_EVENTS:
        answers, most, what = acts * answers, MOST_EVENTS, "answers in one run"
    else:
        return None
    return (
        f"and after {spoken(mean)} on average: about {answers:,.0f} {what}; at most {most:,} "
        "can be simulated"
    )


def _left(raw: Mapping[str, Any], name: str) -> float:
    """Return the hours for which a party stays at least, once it has had enough."""
    if all(left_out(parsed(raw, "parties", name, key)) for key in ("tolerance", "headroom")):
        return inf
    notice = parsed(raw, "parties", name, "notice")
    return notice.median if isinstance(notice, Spread) else 0.0


def _calmest(raw: Mapping[str, Any]) -> float:
    """Return the share of violence that is left at least once the truce has settled."""
    if not table(raw, "truce") or parsed(raw, "truce", "settles_in") is None:
        return 1.0
    return float(parsed(raw, "truce", "floor") or 0.0)


def _ended(raw: Mapping[str, Any], *, at_once: bool) -> bool:
    """Return whether something could end a chain: the truce's end, an inquiry, a hotline."""
    if table(raw, "spiral") or (parsed(raw, "mass_casualty", "ends") or 0) > 0:
        return True
    # A measure may put an end to answers, wherever and whenever it is in force.
    if any((parsed(raw, "measures", name, "factor") or 0) < 1 for name in table(raw, "measures")):
        return True
    # Zones that must burn for a while end nothing at one instant.
    if table(raw, "flare") and not (at_once and (parsed(raw, "flare", "lasts") or 0) > 0):
        return True
    if not table(raw, "verification"):
        return False
    return bool(
        parsed(raw, "verification", "calms")
        or table(raw, "verification", "hotline")
        # What is rejected before it is answered is answered no more.
        or (not at_once and parsed(raw, "verification", "mistakes"))
    )

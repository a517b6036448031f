"""How much work a run would be, as far as the file alone tells: nothing may run for hours.

What only a run can tell (how long chains of answers become) is bounded in `model.bounds`.
"""

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.limits import LONGEST_WATCH, MOST_CANDIDATES, MOST_EVENTS
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.sourcemap import Path

_DEEDS = (
    ("parties", "violates"),
    ("parties", "false_complaints"),
    ("excluded", "attacks"),
    ("outside", "attacks"),
)


def too_much(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what would make a run take minutes: a rate or a factor a thousand times too high."""
    hours = span(raw)
    if hours is None:
        return
    if hours > LONGEST_WATCH:
        yield Finding(
            ("postponement", "by"),
            "postponement.by would let the talks open more than 20 years after the truce starts",
        )
        hours = LONGEST_WATCH
    expected: dict[tuple[str, str, str], float] = {
        (section, name, key): rate.per_hour * hours
        for section, key in _DEEDS
        for name in table(raw, section)
        if isinstance(rate := parsed(raw, section, name, key), Rate)
    }
    found = False
    for path, events in expected.items():
        if events > MOST_EVENTS:
            found = True
            yield Finding(
                path,
                f"{dotted(path)} would make about {events:,.0f} events in one run; at most "
                f"{MOST_EVENTS:,} can be simulated",
            )
    total = sum(expected.values())
    if total > MOST_EVENTS and not found:
        path = max(expected, key=expected.__getitem__)
        yield Finding(
            path,
            f"{dotted(path)} and the other rates would make about {total:,.0f} events in one "
            f"run; at most {MOST_EVENTS:,} can be simulated",
        )
    elif not found:
        yield from _factors(raw, expected)
    for section in ("shocks", "rupture"):
        yield from _bounded_rates(raw, section, hours)


def span(raw: Mapping[str, Any]) -> float | None:
    """Return the hours that a run can last, or None where the dates do not say."""
    starts, talks = parsed(raw, "dates", "truce_starts"), parsed(raw, "dates", "talks")
    until = parsed(raw, "dates", "watch_until") or talks
    if not (starts and talks and until and until > starts):
        return None
    watched: float = min((until - starts).total_seconds() / 3600, LONGEST_WATCH)
    if not table(raw, "postponement"):
        return watched
    by, times = parsed(raw, "postponement", "by"), parsed(raw, "postponement", "at_most")
    planned: float = min((talks - starts).total_seconds() / 3600, LONGEST_WATCH)
    moved = float(by or 0.0) * int(times or 0)
    return max(watched, planned + moved)


def _factors(
    raw: Mapping[str, Any], expected: Mapping[tuple[str, str, str], float]
) -> Iterator[Finding]:
    """Yield factors that would raise a rate beyond what a run can draw."""
    surges = {("shocks", name, "factor"): parsed(raw, "shocks", name, "factor") or 0.0
              for name in table(raw, "shocks")}  # fmt: skip
    surge_path = max(surges, key=surges.__getitem__, default=None)
    surge = 1.0 if surge_path is None else max(1.0, surges[surge_path])
    shame = parsed(raw, "verification", "shame") if table(raw, "verification") else None
    rise = parsed(raw, "complaints", "rise") or 1.0
    measures = {("measures", name, "factor"): parsed(raw, "measures", name, "factor") or 0.0
                for name in table(raw, "measures")}  # fmt: skip
    most_agreed = max(measures, key=measures.__getitem__, default=None)
    agreed = prod(max(1.0, factor) for factor in measures.values())
    for (section, name, key), events in expected.items():
        own: tuple[Path, float]
        if key == "false_complaints":
            own, others = (("complaints", "rise"), max(1.0, rise)), 1.0
        elif section == "parties":
            shamed = max(1.0, shame or 1.0)
            own, others = (("verification", "shame"), shamed * agreed), surge
            if agreed > shamed and most_agreed is not None:
                own = (most_agreed, own[1])
        elif section == "excluded":
            spoils = parsed(raw, section, name, "spoils", "factor")
            own = ((section, name, "spoils", "factor"), max(1.0, spoils or 1.0))
            others = surge
        else:
            own, others = ((section, name, key), 1.0), surge
        if not events * own[1] * others <= MOST_CANDIDATES:
            path = own[0] if own[1] >= others or surge_path is None else surge_path
            yield Finding(
                path,
                f"{dotted(path)} would raise {dotted((section, name, key))} to about "
                f"{events * own[1] * others:,.0f} events in one run; at most "
                f"{MOST_CANDIDATES:,} can be drawn",
            )
            return


def _bounded_rates(raw: Mapping[str, Any], section: str, span: float) -> Iterator[Finding]:
    paths = (
        [(section,)] if section == "rupture" else [(section, name) for name in table(raw, section)]
    )
    for path in paths:
        rate, key = parsed(raw, *path, "rate"), "rate"
        if rate is None:
            chance, every = parsed(raw, *path, "chance"), parsed(raw, *path, "every")
            if chance is None or every is None:
                continue
            rate, key = Rate(chance, every), "every"
        events = rate.per_hour * span
        if events > MOST_EVENTS:
            yield Finding(
                (*path, key),
                f"{dotted(path)} would happen about {events:,.0f} times in one run; at most "
                f"{MOST_EVENTS:,} can be simulated",
            )

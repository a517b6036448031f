"""The tables that are shipped, made from a copy of the rows, and the rules that they keep."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

import numpy as np

from truce_sim.evidence.breaches import (
    AGES,
    DAYS,
    FEWEST_TRUCES,
    FEWEST_WARS,
    ByWar,
    Floats,
    by_war,
    drawn_wars,
    hazards,
    if_all_broke,
    if_none_broke,
    middle,
    not_broken,
)
from truce_sim.evidence.classes import CLASSES
from truce_sim.evidence.complements import small_complements
from truce_sim.evidence.rows import Truce, records
from truce_sim.statistics.few import FEWEST_CLUSTERS

BASE_RATES = "base_rates.csv"
GIVEN = "base_rates_given.csv"
HAZARDS = "hazard_by_age.csv"
FEW_WARS = "too few wars for an interval"
NO_BREACH = "no breach seen by then: no interval"
NO_BREACH_THEN = "no breach seen at this age: no interval"
_DAY_OF_EFFECT = 10

Cells = list[dict[str, str]]


def members(truces: Sequence[Truce]) -> dict[str, list[Truce]]:
    """Return the truces of each class that has enough of them for a cell.

    Raises:
        ValueError: if so few truces or wars are left of a class when others that have no truce in
            common are taken from it that something of single truces could be worked out.
    """
    recorded = list(records(tuple(truces)))
    found = {
        name: [truce for truce, record in recorded if belongs(truce, record)]
        for name, belongs in CLASSES.items()
    }
    shown = {name: some for name, some in found.items() if _enough(some)}
    small = next(small_complements(shown), None)
    if small is not None:
        raise ValueError(small)
    return shown


def made(truces: Sequence[Truce]) -> dict[str, str]:
    """Return the text of each table, by the name of its file."""
    classes = members(truces)
    counts = {name: by_war(some) for name, some in classes.items()}
    return {
        BASE_RATES: _text([cell for name in counts for cell in _rates(name, counts[name])]),
        GIVEN: _text([cell for name in counts for cell in _given(name, counts[name])]),
        HAZARDS: _text([cell for name in classes for cell in _by_age(name, classes[name])]),
    }


def _enough(truces: Sequence[Truce]) -> bool:
    """Return whether as many have a known end as a cell needs."""
    known = [one for one in truces if one.days is not None]
    return len(known) >= FEWEST_TRUCES and len({one.war for one in known}) >= FEWEST_WARS


def _shown(count: ByWar, day: int) -> bool:
    standing = count.standing[:, day]
    return bool(standing.sum() >= FEWEST_TRUCES and (standing > 0).sum() >= FEWEST_WARS)


def _counts(count: ByWar) -> dict[str, str]:
    return {
        "truces_known": f"{count.standing[:, 0].sum():.0f}",
        "truces_unclear": f"{count.unclear}",
        "wars": str(len(count.wars)),
    }


def _rates(name: str, count: ByWar) -> Iterator[Mapping[str, str]]:
    share, lower, upper = not_broken(count), if_all_broke(count), if_none_broke(count)
    drawn = not_broken(count, drawn_wars(len(count.wars)))
    low, high = middle(drawn)
    for day in filter(lambda day: _shown(count, day), DAYS):
        note = _why_none(count, share[day])
        yield {
            "class": name,
            "day": str(day),
            "not_broken": _three(share[day]),
            "low": "" if note else _three(low[day]),
            "high": "" if note else _three(high[day]),
            "lower_bound": _three(lower[day]),
            "upper_bound": _three(upper[day]),
            **_counts(count),
            "n_in_effect": _in_effect(count, share, drawn),
            "note": note,
        }


def _in_effect(count: ByWar, share: Floats, drawn: Floats) -> str:
    """Return how many independent truces would give the interval at day 10."""
    value, spread = share[_DAY_OF_EFFECT], drawn[:, _DAY_OF_EFFECT].var()
    if len(count.wars) < FEWEST_CLUSTERS or spread == 0:
        return ""
    return f"{value * (1 - value) / spread:.0f}"


def _given(name: str, count: ByWar) -> Iterator[Mapping[str, str]]:
    """Yield the share of those standing on one day that stand on a later one."""
    share, drawn = not_broken(count), not_broken(count, drawn_wars(len(count.wars)))
    for since in DAYS:
        for day in (one for one in DAYS if one > since and _shown(count, one)):
            value = float(share[day] / share[since])
            ends = middle((drawn[:, day] / np.maximum(drawn[:, since], 1e-9))[:, None])
            note = _why_none(count, value)
            yield {
                "class": name,
                "since_day": str(since),
                "day": str(day),
                "not_broken": _three(value),
                "low": "" if note else _three(ends[0][0]),
                "high": "" if note else _three(ends[1][0]),
                "note": note,
            }


def _why_none(count: ByWar, share: float) -> str:
    if len(count.wars) < FEWEST_CLUSTERS:
        return FEW_WARS
    return NO_BREACH if share == 1 else ""


def _by_age(name: str, truces: Sequence[Truce]) -> Iterator[Mapping[str, str]]:
    found = hazards(truces)
    wars = len({truce.war for truce in truces if truce.days is not None})
    for place, (low, high) in enumerate(AGES):
        if found.truces[place] < FEWEST_TRUCES or found.wars[place] < FEWEST_WARS:
            continue
        note = FEW_WARS if wars < FEWEST_CLUSTERS else ""
        note = note or (NO_BREACH_THEN if found.broken[place] == 0 else "")
        yield {
            "class": name,
            "from_day": str(low),
            "to_day": str(high),
            "hazard_a_day": f"{found.a_day[place]:.4f}",
            "low": "" if note else f"{found.low[place]:.4f}",
            "high": "" if note else f"{found.high[place]:.4f}",
            "truces_known": str(sum(truce.days is not None for truce in truces)),
            "wars": str(wars),
            "note": note,
        }


def _three(number: float) -> str:
    return f"{number:.3f}"


def _text(cells: Sequence[Mapping[str, str]]) -> str:
    text = StringIO()
    table = csv.DictWriter(text, list(cells[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(cells)
    return text.getvalue()

"""Cases of what is agreed for a time, of who works when, and of what holds in part."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.model.columns import columns_of
from truce_sim.studies.oracles.making import outcomes
from truce_sim.studies.oracles.row import Oracle
from truce_sim.studies.oracles.worlds import DAYS, NORTH, SOUTH, check, rate, world

Rows = Iterator[tuple[str, float, ArrayLike]]
T = 24.0 * DAYS
BOTH = NORTH + SOUTH
_ZONES = {"front": {"share": 3}, "rear": {"share": 1}}
_MEASURES = {
    "pause": {"from": "2 days", "until": "6 days", "zones": ["front"], "factor": 0.25},
    "patrols": {"from": "4 days", "factor": 2},
}


def _agreed(until: float) -> float:
    """Return the factor of these measures, summed over the hours until then, zones by share."""
    front = 48 + 0.25 * 48 + 0.25 * 2 * 48 + 2 * (until - 144)
    rear = 96 + 2 * (until - 96)
    return (3 * front + rear) / 4


def measures(runs: int, seed: int) -> Rows:
    """Violations under command are agreed away for a time, in places, and stirred up later."""
    loose = 0.4
    of = world(
        zones=_ZONES,
        measures=_MEASURES,
        parties__north={"uncommanded": loose},
    )
    north = NORTH * (loose * T + (1 - loose) * _agreed(T))
    found = outcomes(of, runs, seed)
    yield "by north", north, [o.counts["violations_north"] for o in found]
    yield (
        "none by south",
        math.exp(-SOUTH * _agreed(T)),
        [o.counts["violations_south"] == 0 for o in found],
    )


def agreed_answers(runs: int, seed: int) -> Rows:
    """What nobody commands goes on; that it is answered is agreed away, where and when it is."""
    of = world(
        zones=_ZONES,
        measures=_MEASURES,
        parties__north={"retaliates": 0.5, "retaliates_after": "1h"},
        parties__south={"uncommanded": 1},
    )
    mean = 0.5 * SOUTH * _agreed(T - 1)
    yield "by north", mean, [o.counts["retaliations_north"] for o in outcomes(of, runs, seed)]


def noticing(runs: int, seed: int) -> Rows:
    """Of grave incidents more are noticed, of slight ones no fewer: a thinned count."""
    of = world(
        parties__north={"harm": 3, "notices": 0.3},
        parties__south={"harm": 0.5, "notices": 0.3},
    )
    found = outcomes(of, runs, seed)
    grave = NORTH * T * (1 - 0.7**3)
    yield "of harm 3", grave, [o.counts["claims_south_north"] for o in found]
    yield "of harm 0.5", SOUTH * T * 0.3, [o.counts["claims_north_south"] for o in found]


def ruptures(runs: int, seed: int) -> Rows:
    """The guarantors endorse findings until a shock, or time, makes them fall out."""
    shock, by_themselves, breaks = 0.01, 0.002, 0.4
    of = world(
        shocks__raid={**rate(shock), "ruptures": breaks},
        rupture=rate(by_themselves),
        verification=check(teams=40, finds=1.0),
    )
    hazard = shock * breaks + by_themselves
    mean = BOTH * (math.exp(-hazard) - math.exp(-hazard * T)) / hazard
    name = columns_of(of).name["verdict", "true", "upheld"]
    yield "upheld", mean, [o.counts[name] for o in outcomes(of, runs, seed)]


def quiet_pressure(runs: int, seed: int) -> Rows:
    """From the first claim that it presses over, a guarantor holds back what is under command."""
    presses, leverage, loose, invents = 0.3, 0.8, 0.25, 0.05
    power = {
        "over": ["north"],
        "leverage": leverage,
        "presses_on_claims": presses,
        "presses_for": "30 days",
    }
    for what, invented in (("", 0.0), (", also over what is made up", invents)):
        of = world(
            parties__north={"uncommanded": loose},
            parties__south={"false_complaints": rate(invented)},
            guarantors__power=power,
        )
        pressed = presses * (NORTH + invented)
        unpressed = (1 - math.exp(-pressed * T)) / pressed
        held_back = (1 - loose) * leverage * (T - unpressed)
        found = [o.counts["violations_north"] for o in outcomes(of, runs, seed)]
        yield f"violations of the north{what}", NORTH * (T - held_back), found


def teams(runs: int, seed: int) -> Rows:
    """Teams that come late find all that waited; one that is to leave finishes what it checks."""
    late, takes = 72.0, 5.0
    of = world(
        verification=check(teams=[{"from": f"{late}h", "teams": 40}], checked_in=f"{takes}h")
    )
    waited = late * (late + takes) - late**2 / 2 + takes * (T - takes - late)
    found = outcomes(of, runs, seed)
    yield "hours to verdicts", BOTH * waited, [o.counts["hours_to_verdict"] for o in found]
    leaves = 60.0
    of = world(
        verification=check(
            teams=[{"from": "0h", "teams": 1}, {"from": f"{leaves}h", "teams": 0}],
            checked_in=f"{leaves}h",
        )
    )
    found = outcomes(of, runs, seed)
    some = 1 - math.exp(-BOTH * leaves)
    yield "one more verdict", some, [o.counts["checked"] for o in found]


def hotline(runs: int, seed: int) -> Rows:
    """The hotline talks nobody out of answering before it works."""
    starts, reaches, believed = 100.0, 0.8, 0.75
    of = world(
        parties__north={"retaliates": 0.5, "retaliates_after": "1h"},
        verification=check(
            teams=0,
            hotline={
                "reaches": reaches,
                "believed": believed,
                "answers_in": "0h",
                "starts_after": f"{starts}h",
            },
        ),
    )
    mean = 0.5 * SOUTH * (starts + (T - 1 - starts) * (1 - reaches * believed))
    yield "by north", mean, [o.counts["retaliations_north"] for o in outcomes(of, runs, seed)]


def in_part(runs: int, seed: int) -> Rows:
    """One violation sets a zone aflame; only the greater of two is enough to hold in part."""
    window = 30.0
    of = world(
        zones=_ZONES,
        flare={"violations": 1, "window": f"{window}h"},
        partial={"share": 0.5},
    )
    aflame = 1 - math.exp(-0.75 * BOTH * window)
    yield "in part", aflame, np.array([o.in_part for o in outcomes(of, runs, seed)])


AGREED = (
    Oracle("measures", "measures agreed for a time", "λ ∫ f dt; exp(-λ ∫ f dt)", 2000, measures),
    Oracle("agreed", "answers agreed away", "r λ ∫ f dt", 1500, agreed_answers),
    Oracle("noticing", "graver is noticed oftener", "(1 - (1 - n)^h) λT", 1500, noticing),
    Oracle("rupture", "shocks break the guarantors", "λ ∫ exp(-k(t + 1)) dt", 800, ruptures),
    Oracle(
        "pressed", "pressed over claims", "λ(T - cL(T - (1 - e^(-qT))/q))", 1000, quiet_pressure
    ),
    Oracle("teams", "teams come and leave", "Λ ∫ (verdict - t) dt; 1 - exp(-Λ60)", 800, teams),
    Oracle("hotline", "a hotline from a day on", "r λ (a + (T - 1 - a)(1 - pb))", 1500, hotline),
    Oracle("in-part", "holds in part", "1 - exp(-sΛw)", 1500, in_part),
)

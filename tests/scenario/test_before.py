"""What there was before the truce: violations, claims, harm and grievance, from a file's rates."""

import copy
import math
from itertools import pairwise
from math import exp, inf, log, pi, sqrt
from typing import Any

import pytest
from busy import BUSY
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from truce_sim.scenario.before import (
    claims_a_day,
    grievance_level,
    grievance_levels,
    harm_a_day,
    noticed,
    noticed_harm,
    noticing,
    violations_a_day,
)
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.numbers import total
from truce_sim.scenario.spreads import Spread

SPREADS = (
    Spread.constant(0.5),
    Spread.constant(3.0),
    Spread("lognormal", (1.0, 6.0)),
    Spread("lognormal", (0.2, 40.0)),
    Spread("uniform", (0.0, 5.0)),
    Spread("triangular", (0.5, 1.0, 9.0)),
    Spread("exponential", (0.3,)),
    Spread("exponential", (4.0,)),
)


def density(harm: Spread, x: float) -> float:
    """The density of a spread at x, written out; of a lognormal's at the normal deviate x."""
    if harm.kind == "lognormal":
        return exp(-x * x / 2) / sqrt(2 * pi)
    if harm.kind == "uniform":
        return 1 / (harm.values[1] - harm.values[0])
    if harm.kind == "exponential":
        return exp(-x / harm.values[0]) / harm.values[0]
    low, likely, high = harm.values
    if x < likely:
        return 2 * (x - low) / ((high - low) * (likely - low))
    return 2 * (high - x) / ((high - low) * (high - likely))


def integral(harm: Spread, notices: float, *, size: bool) -> float:
    """The mean of harm (or 1) times the chance of being noticed, by adaptive quadrature."""

    def of(x: float) -> float:
        seen = notices if x <= 1 else 1 - (1 - notices) ** x
        return seen * (x if size else 1)

    if harm.kind == "constant":
        return of(harm.values[0])
    if harm.kind == "lognormal":
        sigma = log(harm.values[1] / harm.values[0]) / 1.2815515655446004
        ends = [-12, -log(harm.values[0]) / sigma, 3, 6, 16]
        return sum(
            quad(lambda z: of(harm.values[0] * exp(sigma * z)) * density(harm, z), low, high)[0]
            for low, high in pairwise(ends)
        )
    low, top = (0.0, 200.0) if harm.kind == "exponential" else (harm.values[0], harm.values[-1])
    ends = sorted({low, *(end for end in (1.0, 10.0) if low < end < top), top})
    return sum(
        quad(lambda x: of(x) * density(harm, x), one, other)[0] for one, other in pairwise(ends)
    )


@pytest.mark.parametrize("notices", [0.0, 0.02, 0.3, 0.9, 1.0])
@pytest.mark.parametrize("harm", SPREADS)
def test_means_over_harm_are_what_the_integrals_are(harm: Spread, notices: float) -> None:
    assert noticed(harm, notices) == pytest.approx(integral(harm, notices, size=False), 2e-3)
    assert noticed_harm(harm, notices) == pytest.approx(integral(harm, notices, size=True), 2e-3)


@settings(max_examples=30, deadline=None)
@given(harm=st.sampled_from(SPREADS), factor=st.floats(0.01, 50), notices=st.floats(0, 1))
def test_what_is_worked_out_once_for_all_moves_no_digit_of_the_means(
    harm: Spread, factor: float, notices: float
) -> None:
    harm = harm.scaled(factor)
    points = [(place + 0.5) / 512 for place in range(512)]
    assert (
        noticed(harm, notices) == total(noticing(notices, harm.quantile(u)) for u in points) / 512
    )
    if harm.kind == "lognormal" and notices not in {0.0, 1.0}:
        larger = exp(harm.sigma**2)
        seen = total(noticing(notices, larger * harm.quantile(u)) for u in points) / 512
        assert noticed_harm(harm, notices) == harm.mean * seen


@given(st.floats(0, 1), st.floats(0, 1e6), st.floats(0, 1e6))
def test_noticing_grows_with_harm_and_stays_a_chance(notices: float, a: float, b: float) -> None:
    less, more = noticing(notices, min(a, b)), noticing(notices, max(a, b))
    assert notices - 1e-12 <= less <= more + 1e-12 <= 1 + 2e-12


def busy(**changes: Any) -> Any:
    raw = copy.deepcopy(BUSY)
    raw["quiet"].pop("before", None)
    raw["grievance"].pop("at_start")
    for party in raw["parties"].values():
        party.pop("harm", None)
        party["notices"] = 0.5
    raw["parties"]["north"].update(changes)
    return raw


def test_levels_are_added_up_from_what_hits_each_party() -> None:
    scenario = from_raw(busy())
    north, south, east = (-log(1 - chance) / 6 for chance in (0.5, 0.35, 0.1))
    black, west = -log(1 - 0.4) / 6, -log(1 - 0.3) / 24
    mixed = (2 * 0.6 + 3 * 0.3) / 6
    assert violations_a_day(scenario) == pytest.approx(24 * (north * 8 / 11 + south * 7 / 8 + east))
    assert harm_a_day(scenario) == violations_a_day(scenario)
    disputed = 0.8 * mixed
    on_north = 0.5 * south * 6 / 8 + 0.3 * 2 / 3 * black * noticed_harm(
        Spread("lognormal", (2.0, 12.0)), 0.5
    )
    on_north += disputed * (south / 8) * 6 / 7
    assert grievance_level(scenario, "north") == pytest.approx(on_north * 96 / log(2))
    on_south = 0.5 * (north * 6 / 11 + east) + 0.3 / 3 * black * noticed_harm(
        Spread("lognormal", (2.0, 12.0)), 0.5
    )
    on_south += west * 2 * (1 - 0.5**2) + disputed * (north * 3 / 11) * 6 / 8
    assert grievance_level(scenario, "south") == pytest.approx(on_south * 96 / log(2))
    seen = 0.3 * black * noticed(Spread("lognormal", (2.0, 12.0)), 0.5)
    claims = 0.5 * (north * 8 / 11 + south * 7 / 8 + east) + seen
    claims += disputed * (north * 3 / 11 + south / 8) - log(1 - 0.2) / 12
    assert claims_a_day(scenario) == pytest.approx(24 * claims)


def test_who_is_hit_and_never_forgets_has_no_level() -> None:
    raw = busy()
    del raw["parties"]["north"]["forgets_in"]
    levels = grievance_levels(from_raw(raw))
    assert levels["north"] == inf
    assert math.isfinite(levels["south"])


def test_given_violations_before_the_truce_win_over_the_rates() -> None:
    assert violations_a_day(from_raw({**busy(), "quiet": {"before": 12}})) == 12


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_more_noticed_is_a_higher_level(one: float, other: float) -> None:
    less, more = (
        grievance_level(from_raw(busy(notices=notices)), "north")
        for notices in sorted((one, other))
    )
    assert less <= more

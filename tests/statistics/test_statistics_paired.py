"""Paired comparisons: the interval, its coverage, and what pairing gains."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.paired import (
    paired_restricted_mean,
    paired_share,
    paired_share_of,
    runs_to_settle,
    unpaired_interval,
    variance_reduction,
    verdict,
)


def test_the_change_counts_who_gains_and_who_loses() -> None:
    first = [1, 1, 0, 0, 1, 0, 0]
    second = [1, 0, 1, 1, 1, 0, 1]
    change = paired_share(first, second)
    assert (change.both, change.gained, change.lost, change.neither) == (2, 3, 1, 1)
    assert change.value == pytest.approx(2 / 7)


def test_bonett_price_by_hand() -> None:
    # g~ = 31/1002, l~ = 1/1002.
    change = paired_share_of(800, 30, 0, 170)
    middle, spread = 30 / 1002, np.sqrt((32 / 1002 - (30 / 1002) ** 2) / 1002)
    assert change.low == pytest.approx(middle - 1.959964 * spread)
    assert change.high == pytest.approx(middle + 1.959964 * spread)
    assert change.high - change.low == pytest.approx(0.0217, abs=0.0002)


def test_identical_outcomes_give_exactly_no_change_but_no_certainty() -> None:
    held = np.arange(2000) % 3 == 0
    change = paired_share(held, held)
    assert change.value == 0
    assert change.gained == change.lost == 0
    assert change.low == -change.high < 0
    assert verdict(change) == "no change"
    assert variance_reduction(held, held) is None
    assert runs_to_settle(change) is None


def test_verdicts() -> None:
    assert verdict(paired_share_of(800, 30, 2, 168)) == "better"
    assert verdict(paired_share_of(800, 2, 30, 168)) == "worse"
    assert verdict(paired_share_of(800, 7, 5, 188)) == "too close to call"
    # What is clear alone may not be clear among twenty.
    assert verdict(paired_share_of(800, 12, 2, 186)) == "better"
    assert verdict(paired_share_of(800, 12, 2, 186, family=20)) == "too close to call"


def test_a_family_of_ten_is_bonferroni() -> None:
    ten = paired_share_of(500, 40, 20, 440, family=10)
    alone = paired_share_of(500, 40, 20, 440, level=0.995)
    assert (ten.low, ten.high) == pytest.approx((alone.low, alone.high))
    assert (ten.level, ten.family) == (0.95, 10)


def test_newcombes_own_example() -> None:
    # Newcombe 1998, table II, method 10: 56/70 less 48/80.
    assert unpaired_interval((48, 80), (56, 70)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    low, high = unpaired_interval((56, 70), (48, 80))
    assert (low, high) == pytest.approx((-0.3339, -0.0524), abs=5e-5)


def test_pairing_pays_by_the_correlation() -> None:
    rng = np.random.default_rng(6)
    shared = rng.random(200_000)
    first, second = shared < 0.8, shared < 0.83  # one gains in three of a hundred, none loses
    truth = (0.8 * 0.2 + 0.83 * 0.17) / (0.03 * 0.97)
    assert variance_reduction(first, second) == pytest.approx(truth, rel=0.03)
    apart = rng.random(200_000) < 0.83
    assert variance_reduction(first, apart) == pytest.approx(1, abs=0.03)


def test_unpaired_is_much_wider_on_shared_histories() -> None:
    change = paired_share_of(800, 30, 0, 170)
    low, high = unpaired_interval((800, 1000), (830, 1000))
    assert high - low == pytest.approx(0.0680, abs=0.0005)
    assert (high - low) / (change.high - change.low) > 3


def test_runs_to_settle_is_where_the_interval_leaves_zero_out() -> None:
    change = paired_share_of(800, 9, 5, 186)
    runs = runs_to_settle(change)
    assert runs is not None
    assert 3000 < runs < 4000
    # About z^2 (g + l - d^2) / d^2.
    assert runs == pytest.approx(3.8415 * (0.014 - 0.004**2) / 0.004**2, rel=0.1)
    times = runs / 1000
    fitting = paired_share_of(*(round(part * times * 1.05) for part in (800, 9, 5, 186)))
    short = paired_share_of(*(round(part * times * 0.93) for part in (800, 9, 5, 186)))
    assert verdict(fitting) == "better"
    assert verdict(short) == "too close to call"
    more = runs_to_settle(change.model_copy(update={"family": 10}))
    assert more is not None
    assert more > runs


def test_paired_restricted_mean() -> None:
    first = ([10.0, 50.0, 100.0], [True, True, False])
    second = ([20.0, 100.0, 100.0], [True, False, False])
    found = paired_restricted_mean(first, second, 60.0)
    assert found.value == pytest.approx((10 + 10 + 0) / 3)
    same = paired_restricted_mean(first, first, 60.0)
    assert same.value == 0
    assert same.low == -same.high < 0


cells = st.tuples(*[st.integers(0, 500)] * 4).filter(any)


@given(cells, st.floats(0.5, 0.999), st.integers(1, 30))
@settings(deadline=None)
def test_the_change_lies_within_its_interval_and_turns_around(
    cell: tuple[int, int, int, int], level: float, family: int
) -> None:
    both, gained, lost, neither = cell
    one = paired_share_of(both, gained, lost, neither, level, family)
    other = paired_share_of(both, lost, gained, neither, level, family)
    assert -1 <= one.low <= one.value <= one.high <= 1
    assert other.value == -one.value
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        paired_share([True], [True, False])
    with pytest.raises(ValueError, match="0 and 1"):
        paired_share([0.5], [1])
    with pytest.raises(ValueError, match="counts"):
        paired_share_of(0, 0, 0, 0)
    with pytest.raises(ValueError, match="fewer than two"):
        variance_reduction([1.0], [0.0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rate", "less", "runs"),
    [(0.0030, 0.0027, 1000), (0.0030, 0.0020, 200), (0.0006, 0.0005, 2000)],
)
def test_the_paired_interval_covers_the_known_change(rate: float, less: float, runs: int) -> None:
    """Violations that end the truce, at `rate` an hour, thinned to `less` on the same stream.

    P(hold) is exp(-rate T), so the change is known; the thinned candidates are a subset, so no
    replication loses, the case in which plainer intervals fail.
    """
    horizon, trials = 336.0, 20_000
    truth = np.exp(-less * horizon) - np.exp(-rate * horizon)
    rng = np.random.default_rng(20_260)
    covered = plain = 0
    for _ in range(trials):
        candidates = rng.poisson(rate * horizon, runs)
        kept = rng.binomial(candidates, less / rate)
        first, second = candidates == 0, kept == 0
        change = paired_share(first, second)
        assert change.lost == 0
        covered += change.low <= truth <= change.high
        low, high = unpaired_interval((int(first.sum()), runs), (int(second.sum()), runs))
        plain += low <= truth <= high
    assert 0.93 <= covered / trials <= 0.97
    assert plain / trials > 0.99  # unpaired: far too wide to be of use

"""Stopping rules: what they say at a look, and their exact guarantees."""

import numpy as np
import pytest
from truce_sim.statistics.proportions import clopper_pearson
from truce_sim.statistics.stopping import (
    Decide,
    Precision,
    checkpoints,
    endings,
    exact_coverage,
    exact_error,
    exact_undecided,
    expected_runs,
)


def test_checkpoints_grow_by_half_from_two_hundred_on() -> None:
    assert checkpoints(3000) == (225, 338, 507, 760, 1140, 1709, 2563, 3000)
    assert checkpoints(225) == (225,)
    assert checkpoints(50) == (50,)


def test_precision_stops_when_the_exact_interval_is_narrow_enough() -> None:
    rule = Precision(0.02, most=5000)
    go_on = rule.judge(450, 507)
    assert not go_on.stop
    low, high = clopper_pearson(1026, 1140)
    assert (high - low) / 2 <= 0.02
    done = rule.judge(1026, 1140)
    assert done.stop
    assert (done.share.low, done.share.high) == (low, high)
    assert done.sentence == "stopped after 1,140 runs, within ±2 points"
    most = Precision(0.01, most=760).judge(380, 760)
    assert most.stop
    assert "the most allowed" in most.sentence


def test_no_look_in_between() -> None:
    for rule in (Precision(0.02), Decide(0.9)):
        with pytest.raises(ValueError, match="looks"):
            rule.judge(900, 1000 + 1)


@pytest.mark.parametrize("half_width", [0.02, 0.05])
def test_the_interval_at_a_precision_stop_covers_as_it_should(half_width: float) -> None:
    rule = Precision(half_width, most=4000)
    shares = [*np.linspace(0.05, 0.95, 10).tolist(), 0.97, 0.98, 0.99, 0.995]
    covers = [exact_coverage(p, rule) for p in shares]
    assert min(covers) >= 0.94
    assert np.mean(covers) >= 0.95


def test_expected_runs_of_a_precision_of_two_points() -> None:
    rule = Precision(0.02, most=20_000)
    assert expected_runs(0.5, rule) == pytest.approx(2562, abs=2)
    assert expected_runs(0.9, rule) == pytest.approx(1100, abs=50)
    assert expected_runs(0.99, rule) < 260


def test_decide_looks_at_250_doubling_six_times() -> None:
    assert Decide(0.9).looks == (250, 500, 1000, 2000, 4000, 8000)


@pytest.mark.parametrize(("p", "error"), [(0.9, 0.034), (0.5, 0.036), (0.99, 0.024)])
def test_the_exact_error_of_decide_at_the_target_is_as_tabled(p: float, error: float) -> None:
    rule = Decide(p)
    assert exact_error(p, rule) == pytest.approx(error, abs=0.0006)
    assert exact_error(p, rule) + exact_undecided(p, rule) == pytest.approx(1)
    assert exact_coverage(p, rule) >= 0.95


@pytest.mark.parametrize(("p", "runs", "undecided"), [(0.87, 1247, 0.0), (0.88, 2658, 0.001)])
def test_decide_soon_settles_what_is_below(p: float, runs: int, undecided: float) -> None:
    rule = Decide(0.9)
    assert expected_runs(p, rule) == pytest.approx(runs, abs=1)
    assert exact_undecided(p, rule) == pytest.approx(undecided, abs=0.0002)
    assert exact_error(p, rule) < 0.001


def test_errors_stay_within_five_in_a_hundred_wherever_the_target_is() -> None:
    for p in (0.02, 0.3, 0.8, 0.995):
        assert exact_error(p, Decide(p)) <= 0.05


def test_looking_at_the_plain_interval_each_time_would_err_far_more() -> None:
    class Naive(Decide):
        """Every look at the full 5%, and many looks."""

        @property
        def looks(self) -> tuple[int, ...]:
            return tuple(range(50, 2001, 50))

        def ends(self, counts: np.ndarray, runs: int) -> tuple[np.ndarray, np.ndarray]:
            from truce_sim.statistics.proportions import clopper_pearson_ends

            return clopper_pearson_ends(counts, runs, 0.95)

    assert exact_error(0.9, Naive(0.9)) > 0.2


def test_the_verdict_and_its_words() -> None:
    rule = Decide(0.9)
    assert rule.judge(240, 250).decision == "above"
    assert rule.judge(200, 250).decision == "below"
    middle = rule.judge(225, 250)
    assert not middle.stop
    assert middle.decision is None
    end = rule.judge(7200, 8000)
    assert end.stop
    assert end.decision == "undecided"
    assert end.sentence == "undecided after 8,000 runs: 89.1 to 90.9 in 100 includes 90 in 100"
    assert end.share.level == pytest.approx(1 - 0.05 / 6)


@pytest.mark.parametrize("p", [0.0, 0.37, 1.0])
@pytest.mark.parametrize("rule", [Decide(0.5, first=20, tries=3), Precision(0.2, most=300)])
def test_every_path_ends_exactly_once(p: float, rule: Decide | Precision) -> None:
    ends = list(endings(p, rule))
    assert sum(float(end.probability.sum()) for end in ends) == pytest.approx(1)
    assert [end.runs for end in ends] == list(rule.looks)


def test_the_exact_law_agrees_with_brute_force() -> None:
    rule = Decide(0.5, first=2, tries=3, level=0.2)  # looks at 2, 4 and 8 runs
    p = 0.7
    error = below = 0.0
    for path in range(2**8):
        flips = [(path >> place) & 1 for place in range(8)]
        chance = float(np.prod([p if flip else 1 - p for flip in flips]))
        for look in rule.looks:
            said = rule.judge(sum(flips[:look]), look)
            if said.stop:
                below += chance * (said.decision == "below")
                error += chance * (said.share.low > p or said.share.high < p)
                break
    assert below > 0
    assert exact_error(p, rule) == pytest.approx(below)
    assert exact_coverage(p, rule) == pytest.approx(1 - error)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Precision(0.0),
        lambda: Precision(0.1, most=0),
        lambda: Decide(1.0),
        lambda: Decide(0.5, tries=0),
        lambda: Decide(0.5, first=0),
        lambda: Decide(0.5, level=1.5),
    ],
)
def test_impossible_rules_are_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=r"."):
        make()

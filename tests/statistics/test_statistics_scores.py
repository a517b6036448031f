"""Scores of odds: what they are by hand, and that nobody gains by saying other than they think."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.statistics.scores import CLIPPED_AT, auc, brier, chance_to_be_beaten, log_score

shares = st.floats(0.02, 0.98)


def test_brier_by_hand() -> None:
    assert brier([0.9, 0.2, 1, 0.5], [1, 0, 0, 1]) == pytest.approx([0.01, 0.04, 1, 0.25])


def test_log_score_by_hand_and_clipped() -> None:
    assert log_score([0.5, 0.9], [0, 1]) == pytest.approx([np.log(2), -np.log(0.9)])
    assert log_score([0, 1, 1], [1, 1, 0]) == pytest.approx(
        [-np.log(CLIPPED_AT), -np.log(1 - CLIPPED_AT), -np.log(CLIPPED_AT)]
    )


@given(truth=shares, said=shares)
@pytest.mark.parametrize("score", [brier, log_score])
def test_nobody_gains_by_saying_other_than_they_think(
    score: object, truth: float, said: float
) -> None:
    assert callable(score)

    def expected(odds: float) -> float:
        yes, no = score([odds, odds], [1, 0])
        return float(truth * yes + (1 - truth) * no)

    assert expected(truth) <= expected(said) + 1e-12


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), min_size=2))
def test_auc_is_the_share_of_pairs_in_order(cases: list[tuple[float, bool]]) -> None:
    odds, outcomes = zip(*cases, strict=True)
    pairs = [
        (high > low) + (high == low) / 2
        for high, yes in cases
        for low, other in cases
        if yes and not other
    ]
    found = auc(odds, outcomes)
    if not pairs:
        assert found is None
    else:
        assert found == pytest.approx(sum(pairs) / len(pairs))


@pytest.mark.parametrize(
    ("odds", "outcomes"),
    [([1.1], [1]), ([-0.1], [0]), ([0.5], [2]), ([0.5, 0.5], [1]), ([], []), ([np.nan], [1])],
)
@pytest.mark.parametrize("score", [brier, log_score, auc])
def test_what_is_no_forecast_is_refused(
    score: object, odds: list[float], outcomes: list[float]
) -> None:
    assert callable(score)
    with pytest.raises(ValueError, match=r"."):
        score(odds, outcomes)


def test_the_log_score_is_clipped_between_none_and_half() -> None:
    with pytest.raises(ValueError, match="clipped"):
        log_score([0.5], [1], clipped_at=0.5)


def test_the_chance_to_be_beaten_is_that_of_drawn_outcomes() -> None:
    own, other = np.array([0.7, 0.4, 0.9]), np.array([0.5, 0.6, 0.7])
    happened = np.random.default_rng(1).random((200_000, 3)) < own
    worse = ((own - happened) ** 2).sum(axis=1) > ((other - happened) ** 2).sum(axis=1)
    assert chance_to_be_beaten(own, other) == pytest.approx(worse.mean(), abs=0.005)


def test_who_is_exactly_right_and_sure_is_never_beaten() -> None:
    assert chance_to_be_beaten([1.0, 0.0], [0.5, 0.5]) == 0
    assert chance_to_be_beaten([0.3, 0.3], [0.3, 0.3]) == 0


@pytest.mark.parametrize(
    ("own", "other"), [([], []), ([0.5], [0.5, 0.5]), ([1.5], [0.5]), ([0.5] * 21, [0.4] * 21)]
)
def test_what_has_no_chance_to_be_beaten(own: list[float], other: list[float]) -> None:
    with pytest.raises(ValueError, match=r"no values|shapes|beyond|at most"):
        chance_to_be_beaten(own, other)

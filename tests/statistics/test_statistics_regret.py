"""Which choice is best over sets of inputs, told as it is and not as the luckiest would have it."""

import numpy as np
import pytest
from truce_sim.statistics.arrays import Bools, Floats
from truce_sim.statistics.regret import regrets

CHANGES = np.array([0.0, 0.03, 0.05, -0.02])
SPREADS = np.array([0.0, 0.04, 0.05, 0.03])


def truths(luck: np.random.Generator, sets: int) -> Floats:
    """Return true odds, shape (sets, choices)."""
    base = 0.6 + 0.12 * luck.normal(size=(sets, 1))
    found: Floats = base + CHANGES + SPREADS * luck.normal(size=(sets, len(CHANGES)))
    return np.clip(found, 0.02, 0.98)


def runs_of(luck: np.random.Generator, true: Floats, runs: int) -> Bools:
    """Return runs that mostly share their luck, shape (choices, sets, runs)."""
    sets, choices = true.shape
    own = luck.random((choices, sets, runs)) < 0.15
    draws = np.where(own, luck.random((choices, sets, runs)), luck.random((1, sets, runs)))
    found: Bools = draws < true.T[:, :, None]
    return found


def as_seen(shares: Floats) -> tuple[Floats, Floats]:
    top = shares.max(axis=1, keepdims=True)
    firsts = shares >= top - 1e-12
    best = firsts / firsts.sum(axis=1, keepdims=True)
    return best.mean(axis=0), (top - shares).mean(axis=0)


def test_chance_of_few_runs_is_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """As seen, regrets are twice too large; told, they are as they truly are."""
    monkeypatch.setattr("truce_sim.statistics.regret._AGAIN", 2)
    luck = np.random.default_rng(11)
    best, regret = as_seen(truths(luck, 100_000))
    told, seen = [], []
    for _ in range(8):
        held = runs_of(luck, truths(luck, 60), 30)
        one = regrets(held, np.random.default_rng(5))
        told.append((one.best, one.regret))
        seen.append(as_seen(held.mean(axis=2).T))
    (told_best, told_regret), (_, seen_regret) = (np.mean(one, axis=0) for one in (told, seen))
    assert np.abs(told_best - best).max() < 0.12
    assert np.abs(told_regret - regret).max() < 0.008
    assert (seen_regret - regret).min() > 0.012


def test_what_never_differs_shares_the_first_place_and_gives_up_nothing() -> None:
    held = np.random.default_rng(2).random((1, 20, 10)) < 0.5
    one = regrets(np.repeat(held, 3, axis=0), np.random.default_rng(5))
    assert one.best == pytest.approx([1 / 3] * 3)
    assert one.regret == pytest.approx([0] * 3)
    assert one.worst == pytest.approx([0] * 3)


def test_what_is_always_ahead_is_best_everywhere() -> None:
    held = np.zeros((2, 20, 10), bool)
    held[1] = True
    one = regrets(held, np.random.default_rng(5))
    assert one.best == pytest.approx([0, 1])
    assert one.regret == pytest.approx([1, 0])
    assert one.change == pytest.approx([0, 1])
    assert one.low[1] == one.high[1] == pytest.approx(1)


def test_intervals_have_the_value_between_them_and_luck_is_given() -> None:
    luck = np.random.default_rng(3)
    held = runs_of(luck, truths(luck, 40), 20)
    one, again = (regrets(held, np.random.default_rng(5)) for _ in range(2))
    for ends, value in (
        (one.best_interval, one.best),
        (one.regret_interval, one.regret),
        (one.change_interval, one.change),
    ):
        assert (ends[0] <= value).all()
        assert (value <= ends[1]).all()
    assert np.array_equal(one.regret, again.regret)
    assert one.best.sum() == pytest.approx(1)


@pytest.mark.parametrize("shape", [(1, 5, 5), (2, 1, 5), (2, 5, 1), (2, 5)])
def test_too_little_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        regrets(np.ones(shape, bool), np.random.default_rng(1))

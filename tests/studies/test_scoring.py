"""Scores of a question: everybody's, and the model's against each, by hand."""

import numpy as np
import pytest
from truce_sim.studies import scoring as s
from truce_sim.studies.forecaster_names import AFTERWARDS


def asked(wars: int = 10, of_each: int = 2) -> s.Asked:
    names = tuple(f"war {war}" for war in range(wars) for _ in range(of_each))
    happened = tuple(place % 4 != 0 for place in range(len(names)))
    return s.Asked("not_renounced", "Not renounced", "it holds", names, happened, 1)


def test_by_hand() -> None:
    one = asked()
    model = [0.9 if happened else 0.5 for happened in one.happened]
    found = s.scored(one, {"model": model, "pooled": [0.6] * 20}, seed=1)
    assert (found.cases, found.wars, found.happened, found.unknown) == (20, 10, 15, 1)
    assert found.of("model").brier == pytest.approx((15 * 0.01 + 5 * 0.25) / 20)
    assert found.of("pooled").brier == pytest.approx((15 * 0.16 + 5 * 0.36) / 20)
    assert found.of("model").auc == 1
    assert found.of("pooled").auc == 0.5
    against = {each.key: each for each in found.against}
    assert against["pooled"].difference == pytest.approx(0.07 - 0.21)
    low, high = against["pooled"].low, against["pooled"].high
    assert low is not None
    assert high is not None
    assert low <= against["pooled"].difference <= high
    assert against["pooled"].says == "better"
    parts = found.reliability
    assert parts.miscalibration - parts.discrimination + parts.uncertainty == pytest.approx(0.07)


def test_nobody_without_knowledge_beats_always_the_share_that_happened() -> None:
    one = asked()
    for odds in np.linspace(0, 1, 11).tolist():
        found = s.scored(one, {"model": [odds] * 20}, seed=1)
        assert found.of("model").brier >= found.of(AFTERWARDS).brier - 1e-9


def test_few_wars_say_nothing() -> None:
    one = asked(wars=5)
    found = s.scored(one, {"model": [float(yes) for yes in one.happened]}, seed=1)
    assert {each.says for each in found.against} == {"too few wars to say"}
    assert {each.power for each in found.against} == {None}


def test_numbers_are_stored_to_nine_decimals() -> None:
    found = s.scored(asked(), {"model": [1 / 3] * 20}, seed=1)
    assert found.of("model").log_score == round(found.of("model").log_score, 9)

"""The simulator reproduces cases with known answers."""

import pytest

from sim.studies.oracles import ORACLES, Oracle

EXACT = {"little", "monotone", "order", "unit"}


def ids(oracle: Oracle) -> str:
    return oracle.key


@pytest.mark.parametrize("oracle", ORACLES, ids=ids)
def test_simulated_agrees_with_the_formula(oracle: Oracle) -> None:
    share = 0.5 if oracle.key in EXACT else 0.35
    rows = list(oracle.rows(max(20, round(share * oracle.runs)), seed=11))
    assert rows
    for row in rows:
        assert row.passed, row


@pytest.mark.slow
@pytest.mark.parametrize("oracle", ORACLES, ids=ids)
def test_simulated_agrees_with_the_formula_on_many_runs(oracle: Oracle) -> None:
    for row in oracle.rows(seed=1):
        assert row.passed, row


def test_there_is_an_oracle_of_every_sort() -> None:
    assert len(ORACLES) >= 20
    assert len({oracle.key for oracle in ORACLES}) == len(ORACLES)

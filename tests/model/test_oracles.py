"""The simulator reproduces cases with known answers."""

from dataclasses import asdict, replace
from typing import Any

import pytest
from busy import BUSY
from truce_sim import __version__
from truce_sim.model import Outcome, build_world
from truce_sim.model.outcome import Checkpoint
from truce_sim.scenario import from_raw
from truce_sim.studies.oracles import ORACLES, Oracle
from truce_sim.studies.oracles.making import made_by, outcomes
from truce_sim.studies.oracles.table import kept_rows

SHARES = (0.12, pytest.param(0.35, marks=pytest.mark.slow))


def ids(oracle: Oracle) -> str:
    return oracle.key


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("oracle", ORACLES, ids=ids)
def test_simulated_agrees_with_the_formula(oracle: Oracle, share: float) -> None:
    rows = list(oracle.rows(max(20, round(share * oracle.runs)), seed=11))
    assert rows
    for row in rows:
        assert row.passed, row


def plain(value: Any) -> Any:
    """Return an outcome as words, whatever the order of its counts, and whole numbers as such."""
    if isinstance(value, Outcome | Checkpoint):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {name: plain(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, str) else str(float(value))


def test_outcomes_are_the_same_whoever_makes_them() -> None:
    pytest.importorskip("numba")
    world = replace(build_world(from_raw(BUSY)), checkpoints=(24.0, 100.0))
    by_model = outcomes(world, 12, 5)
    with made_by("compiled"):
        assert list(map(plain, outcomes(world, 12, 5))) == list(map(plain, by_model))


@pytest.mark.slow
@pytest.mark.parametrize("oracle", ORACLES, ids=ids)
def test_compiled_agrees_with_the_formula(oracle: Oracle) -> None:
    pytest.importorskip("numba")
    few = max(20, round(0.1 * oracle.runs))
    with made_by("compiled"):
        found = list(oracle.rows(few, seed=3))
    assert found == list(oracle.rows(few, seed=3))


@pytest.mark.slow
@pytest.mark.parametrize("oracle", ORACLES, ids=ids)
def test_simulated_agrees_with_the_formula_on_many_runs(oracle: Oracle) -> None:
    """And the table that reports quote says what comes out."""
    kept = [row for row in kept_rows(__version__) if row.key == oracle.key]
    for row, told in zip(oracle.rows(seed=1), kept, strict=True):
        assert row.passed, row
        assert row.case == told.case
        assert row.simulated == pytest.approx(told.simulated, rel=1e-9)
        assert row.expected == pytest.approx(told.expected, rel=1e-9)


def test_the_table_that_reports_quote_is_of_this_version_and_of_all_cases() -> None:
    kept = kept_rows(__version__)
    assert list(dict.fromkeys(row.key for row in kept)) == [oracle.key for oracle in ORACLES]
    assert all(row.passed for row in kept)


def test_there_is_an_oracle_of_every_sort() -> None:
    assert len(ORACLES) >= 20
    assert len({oracle.key for oracle in ORACLES}) == len(ORACLES)

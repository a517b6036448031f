"""docs/backtest.md says how the shipped rules scored, and which columns cases can have."""

import re
from pathlib import Path

import pytest
from truce_sim.evidence.case_file import read_cases
from truce_sim.evidence.case_words import ALSO, SORTS
from truce_sim.evidence.rules_file import SHIPPED, read_rules, shipped_file
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Work
from truce_sim.scenario import load
from truce_sim.studies.backtest import RUNS, SEED, Backtest
from truce_sim.studies.results.backtest import BacktestResult

PAGE = Path("docs/backtest.md").read_text(encoding="utf-8")


def study() -> Backtest:
    cases = read_cases(shipped_file("cases.csv"), "cases.csv")
    return Backtest(RUNS, SEED, read_rules(shipped_file(SHIPPED), SHIPPED), "shipped", cases)


def test_the_rules_are_those_that_were_scored() -> None:
    """Other rules have not been scored on the wars kept back, and the page must say so."""
    digest = study().digest(load("ordinary"))
    assert f"`{digest}`" in PAGE


def test_every_column_stands_in_the_page() -> None:
    known = {*SORTS, *(one for others in ALSO.values() for one in others.split())}
    assert known - set(re.findall(r"`([a-z_]+)`", PAGE)) == set()


@pytest.mark.slow
def test_the_coded_cases_score_what_the_page_says() -> None:
    with executor(2) as pool:
        work = Work(SEED, pool, 2, engine=lambda: "compiled")
        result = study().conduct(load("ordinary"), work).result
    assert isinstance(result, BacktestResult)
    for one in result.questions:
        (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| {one.label.lower()} |"))
        assert f"| {one.cases}, {one.wars}, {one.happened} |" in row
        assert f"{one.of('model').brier:.3f}" in row
        for other in one.against:
            brier = one.of(other.key).brier
            said = f"{brier:.3f}: {other.difference:+.3f} ({other.low:+.3f} to {other.high:+.3f})"
            assert said in row, other.key

"""An unfinished study goes on only with what it began with."""

from importlib.metadata import version
from pathlib import Path

import pytest
from truce_sim.runs import manifest
from truce_sim.runs.replications import Progress
from truce_sim.runs.store import Store
from truce_sim.scenario import load
from truce_sim.studies.conduct import (
    ChangedError,
    Conducted,
    Origin,
    begin,
    check_same,
    conduct,
    plan_of,
)
from truce_sim.studies.odds import Odds

SMALLEST = load("scenarios/smallest.toml")
ODDS = Odds(runs=30, seed=1, rule=None, believable=True)


def other_version(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Let `library` have another version from now on."""
    real = version
    monkeypatch.setattr(manifest, "version", lambda name: "99.9" if name == library else real(name))


def run_id(results: Path) -> str:
    def silent(_: Progress) -> None:
        pass

    store = Store(results)
    origin = Origin(("run",), ("run",), "scenarios/smallest.toml", ())
    work = begin(ODDS, SMALLEST, store, origin)
    done: Conducted = conduct(
        ODDS, SMALLEST, store, origin, work, jobs=1, on_progress=silent, formats=()
    )
    return done.stored.run_id


def test_the_same_plan_is_the_same() -> None:
    check_same(plan_of(ODDS, SMALLEST), plan_of(ODDS, SMALLEST))


@pytest.mark.parametrize("library", ["simpy", "numpy", "scipy"])
def test_another_version_of_what_makes_the_numbers_is_refused(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    before = plan_of(ODDS, SMALLEST)
    had = before["libraries"][library]
    other_version(monkeypatch, library)
    with pytest.raises(ChangedError) as refused:
        check_same(plan_of(ODDS, SMALLEST), before)
    assert str(refused.value) == f"{library} (from {had} to 99.9) changed since it was interrupted"


@pytest.mark.parametrize("library", ["matplotlib", "jinja2", "rich", "pydantic"])
def test_what_only_draws_pages_may_change(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before = plan_of(ODDS, SMALLEST)
    other_version(monkeypatch, library)
    check_same(plan_of(ODDS, SMALLEST), before)


def test_a_plan_that_kept_no_versions_is_refused() -> None:
    before = plan_of(ODDS, SMALLEST)
    del before["libraries"]
    with pytest.raises(ChangedError, match=r"numpy \(from an unknown version to .*\) changed"):
        check_same(plan_of(ODDS, SMALLEST), before)


def test_a_run_id_stands_for_scenario_question_seed_and_version_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_id(tmp_path / "first")
    other_version(monkeypatch, "numpy")
    # The date in front may change at midnight; the digits behind it may not.
    assert run_id(tmp_path / "second")[-4:] == first[-4:]

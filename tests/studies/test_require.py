"""How much it takes, on truces where the answer is known exactly."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Progress, Work
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.statistics.proportions import lower_ends
from truce_sim.studies.require import PILOT, Require
from truce_sim.studies.results.require import RequireResult
from truce_sim.studies.study import NothingFinishedError

Ask = Callable[[Any, Scenario], Any]
Ruptures = Callable[..., Scenario]


def number(result: RequireResult, text: str | None) -> float:
    assert text is not None
    return result.param.numbers[result.param.texts.index(text)]


def test_a_lever_whose_low_values_help(ask: Ask, ruptures: Ruptures) -> None:
    found: RequireResult = ask(Require(300, 3, 0.7, "shocks.rupture.chance=0.001:0.2"), ruptures())
    exact = 1 - 0.7**0.1
    assert not found.more_helps
    weak, strong = (number(found, end) for end in found.interval)
    assert strong <= exact < weak
    assert weak - strong < 0.04, "levels were added where the answer lies"
    assert number(found, found.enough) <= exact
    assert found.reversals.count == 0
    assert len(found.levels) > 7


def test_a_lever_whose_high_values_help(ask: Ask, ruptures: Ruptures) -> None:
    # A truce of so many days' watch: the later the start of ruptures, the better - by tolerance.
    truce = ruptures(
        0.01,
        parties={
            "north": {
                "violates": {"chance": 0.6, "every": "24h"},
                "hits": {"south": 1},
            },
            "south": {
                "violates": {"chance": 0.0, "every": "24h"},
                "hits": {"north": 1},
                "tolerance": 3,
            },
        },
    )
    found: RequireResult = ask(Require(200, 3, 0.6, "parties.south.tolerance=1:19"), truce)
    assert found.more_helps
    assert found.param.numbers == tuple(float(level) for level in found.param.numbers)
    counts = [level.count for level in found.levels]
    assert counts == sorted(counts)
    assert number(found, found.enough) >= number(found, found.looks_enough)


def test_what_no_level_reaches_is_said_with_its_ceiling(ask: Ask, ruptures: Ruptures) -> None:
    found: RequireResult = ask(Require(300, 3, 0.9, "settled.open_complaints=1:8"), ruptures())
    assert found.enough is None
    assert found.looks_enough is None
    assert found.interval == ("8", None)
    assert found.ceiling.low < 0.95**10 < found.ceiling.high
    assert len(found.levels) == 8


def test_what_even_the_weakest_level_meets(ask: Ask, ruptures: Ruptures) -> None:
    found: RequireResult = ask(Require(300, 3, 0.3, "settled.open_complaints=1:8"), ruptures())
    assert found.enough == "1"
    assert found.interval == (None, "1")


def test_a_bad_range_is_refused_before_anything_is_run(ruptures: Ruptures) -> None:
    for by, says in (
        ("shocks.rupture.chanse=0:1", "chanse"),
        ("shocks.rupture.chance=0.5:0.1", "rise"),
    ):
        with pytest.raises(ScenarioFaults, match=says) as caught:
            Require(10, 1, 0.5, by).extent(ruptures())
        assert caught.value.faults[0].file == "--by"


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_more_is_run_after_a_stop_at_the_end_of_the_pilot(
    ruptures: Ruptures, jobs: int
) -> None:
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        if progress.done == progress.wanted:
            raise KeyboardInterrupt

    study = Require(50, 3, 0.7, "shocks.rupture.chance=0.001:0.2")
    with executor(jobs) as pool:
        work = Work(3, pool, jobs, on_progress=stop)
        with pytest.raises(NothingFinishedError):
            study.conduct(ruptures(), work)
    assert {progress.wanted for progress in told} == {2 * PILOT}


CHANCE = "shocks.rupture.chance=0.05:0.2"
"""The strongest level holds with 0.95^10, which is 0.6."""


def test_what_the_first_look_leaves_open_is_run_longer(ask: Ask, ruptures: Ruptures) -> None:
    alone: RequireResult = ask(Require(100, 3, 0.55, CHANCE), ruptures())
    assert alone.enough is None
    found: RequireResult = ask(Require(100, 3, 0.55, CHANCE, most=800), ruptures())
    assert found.enough is not None
    assert {level.runs for level in found.levels} == {found.heading.runs} == {800}
    assert found.heading.stopping.looks == (100, 800)
    assert "800 runs a level, as 100 left it open" in found.heading.stopping.sentence


@pytest.mark.parametrize("target", [0.3, 0.9])
def test_what_the_first_look_decides_is_left_at_that(
    target: float, ask: Ask, ruptures: Ruptures
) -> None:
    found: RequireResult = ask(Require(100, 3, target, CHANCE, most=400), ruptures())
    assert (found.enough is None) == (target == 0.9)
    assert found.heading.runs == 100
    assert found.heading.stopping.looks == (100,)


def test_two_looks_together_err_as_seldom_as_one_would() -> None:
    study = Require(200, 3, 0.55, CHANCE, most=800)
    at_most = study.target - 1e-9
    first, last = study.looks
    open_still = binom.pmf(np.arange(first + 1), first, at_most)
    meets = lower_ends(np.arange(first + 1), first, 1 - study.level) >= study.target
    wrong = open_still[meets].sum()
    open_still[meets] = 0
    more = np.convolve(open_still, binom.pmf(np.arange(last - first + 1), last - first, at_most))
    wrong += more[lower_ends(np.arange(last + 1), last, 1 - study.level) >= study.target].sum()
    assert 0.02 < wrong <= 0.05

"""Studies from today on, of truces that stood so long and looked like what was counted."""

import numpy as np
import pytest
from quickest import made, work
from truce_sim.model import build_world
from truce_sim.model.may_become import becoming
from truce_sim.runs.batch import Batch, Columns
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Work
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw, load, with_option, with_values
from truce_sim.studies import given_pasts, given_refused
from truce_sim.studies.compare import Compare
from truce_sim.studies.given import GivenObserved
from truce_sim.studies.odds import Odds
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.results.compare import CompareResult
from truce_sim.studies.results.run import RunResult
from truce_sim.studies.study import Answer

TWO_SIDES = load("tests/support/two-sides.toml")
SEED = 3


def observed(counts: bool = False, until: str = "2030-05-04 00:00", **more: object) -> Scenario:
    """Return the two sides with their truce known to have held until some day."""
    days = {"holds_until": until}
    if counts:
        row = {"from": "2030-05-01", "to": "2030-05-02", "counter": "press", "number": 4}
        sees = {"counts": "violations", "sees": 1, "scatter": 0}
        days |= {"numbers": [row], "counters": {"press": sees}}  # type: ignore[dict-item]
    return from_raw({**TWO_SIDES.source, "observed": days, **more}, "two-sides")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at fewer truces than a study does."""
    monkeypatch.setattr(given_pasts, "BLOCK", 500)
    monkeypatch.setattr(given_pasts, "TRIED", 4_000)


def conducted(
    study: GivenObserved, scenario: Scenario, jobs: int = 1, batch: int | None = None
) -> Answer:
    if (jobs, batch) == (1, None):
        return study.conduct(scenario, work(SEED))
    with executor(jobs) as pool:
        return study.conduct(scenario, Work(SEED, pool, jobs, batch=batch))


def of_file(scenario: Scenario, runs: int) -> Columns:
    return made(Batch(build_world(scenario), SEED, 0, runs))


def test_given_only_that_it_stood_these_are_the_truces_that_stood() -> None:
    scenario = observed()
    result = conducted(GivenObserved(Odds(200, SEED)), scenario).result
    assert isinstance(result, RunResult)
    plain = of_file(scenario, 500)
    stood = (plain["cause"] == "") | (plain["life"].astype(float) >= 72)
    first = plain["held"][stood][:200]
    assert result.answers.held.count == int(first.sum())
    assert result.heading.given is not None
    assert result.heading.given.kept == int(stood.sum())
    assert result.survival.at(0.0) == 1
    assert all(
        value == 1
        for hour, value in zip(result.survival.hours, result.survival.value, strict=True)
        if hour < 72
    )


def test_what_was_counted_chooses_truces_like_it() -> None:
    scenario = observed(counts=True)
    answer = conducted(GivenObserved(Odds(150, SEED, believable=False)), scenario)
    result = answer.result
    assert isinstance(result, RunResult)
    days = of_file(scenario, 500)["daily.violations"][:, :2].sum(axis=1)
    brought = result.violations.mean[:2]
    assert sum(mean or 0.0 for mean in brought) < 0.8 * np.nanmean(days)
    assert result.heading.given is not None
    assert result.heading.given.kept < result.heading.given.tried * 0.7


def test_an_option_shares_the_past_and_acts_from_then_on() -> None:
    calm = {
        "label": "Calm",
        "set": {"parties.all.retaliates": 0, "parties.all.violates": "0.01 a day"},
    }
    scenario = observed(options={"calm": calm})
    result = conducted(GivenObserved(Compare(200, SEED)), scenario).result
    assert isinstance(result, CompareResult)
    (option,) = result.options
    assert option.verdict == "better"
    assert option.held.lost == 0
    # What happened before it acted still weighs.
    base = build_world(scenario)
    turned = becoming(base, 72.0, build_world(with_option(scenario, calm["set"])))  # type: ignore[arg-type]
    found = made(Batch(turned, SEED, 0, 500))
    stood = (found["cause"] == "") | (found["life"].astype(float) >= 72)
    assert option.answers.held.count == int(found["held"][stood][:200].sum())


def test_it_says_what_comes_too_late() -> None:
    late = {"label": "Other memory", "set": {"parties.all.forgets_in": "9 days"}}
    with pytest.raises(ScenarioFaults) as caught:
        GivenObserved(Compare(150, SEED)).extent(observed(options={"late": late}))
    (fault,) = caught.value.faults
    assert "cannot act" in fault.sentence
    assert "forgets_in" in fault.sentence


def test_a_truce_like_no_other_is_refused() -> None:
    scenario = observed(counts=True)
    numbers = [{"from": "2030-05-01", "to": "2030-05-02", "counter": "press", "number": 900}]
    days = {**scenario.source["observed"], "numbers": numbers}
    odd = from_raw({**scenario.source, "observed": days}, "odd")
    with pytest.raises(ScenarioFaults, match="hardly any"):
        conducted(GivenObserved(Odds(150, SEED)), odd)


@pytest.mark.parametrize(("jobs", "batch"), [(1, 7), (2, 40)])
def test_workers_and_batches_change_no_byte(jobs: int, batch: int) -> None:
    study = GivenObserved(Postpone(120, SEED, "2030-05-09,2030-05-11"))
    one = conducted(study, observed(counts=True)).result
    assert conducted(study, observed(counts=True), jobs, batch).result == one


def test_until_forgets_what_was_known_later() -> None:
    scenario = observed(until="2030-05-08 00:00")
    early = conducted(GivenObserved(Odds(150, SEED), "2030-05-04"), scenario).result
    assert early == conducted(GivenObserved(Odds(150, SEED), None), observed()).result.model_copy(
        update={"inputs": early.inputs}
    )


MEMORYLESS = {
    "title": "Shocks alone",
    "dates": {"truce_starts": "2030-05-01 00:00", "talks": "2030-05-11 00:00"},
    "parties": {
        "north": {"violates": "0.01 a day", "hits": {"south": 1}},
        "south": {"violates": "0.02 a day", "hits": {"north": 1}},
    },
    "shocks": {"blow": {"name": "Blow", "chance": 0.06, "every": "1 day", "ends": 1}},
    "observed": {"holds_until": "2030-05-04 00:00"},
    "options": {"worse": {"set": {"shocks.blow.chance": 0.15}}},
}


def test_without_memory_the_past_does_not_matter() -> None:
    """Of shocks alone, (1 - chance) to the days that are left hold: 7 of 10."""
    scenario = from_raw(MEMORYLESS, "memoryless")
    result = conducted(GivenObserved(Compare(1500, SEED)), scenario).result
    assert isinstance(result, CompareResult)
    (option,) = result.options
    for share, chance in ((result.base.held, 0.06), (option.answers.held, 0.15)):
        wanted = (1 - chance) ** 7
        assert share.low - 0.01 <= wanted <= share.high + 0.01, (share, wanted)


def test_what_was_before_the_truce_stays_as_in_the_file() -> None:
    """Limits counted in the past do not shrink with what is calmer only from today on."""
    scenario = observed()
    raw = {**scenario.source}
    raw["parties"] = {
        name: {key: value for key, value in party.items() if key != "tolerance"}
        | {"headroom": "0.5 x before", "violates": "1.5 a day", "forgets_in": "5 days"}
        for name, party in raw["parties"].items()
    }
    raw["believable"] = {"parties.all.violates": ["0.2 a day", "3 a day"]}
    counted_in_past = from_raw(raw, "past")
    later, fixed = given_refused.movable(counted_in_past, build_world(counted_in_past), 72.0)
    assert fixed == ()
    base = build_world(counted_in_past)
    calmer = build_world(with_values(later, {"parties.all.violates": "0.2 a day"}))
    for name, party in calmer.parties.items():
        assert party.per_hour < base.parties[name].per_hour
        assert (party.limit, party.headroom) == (
            base.parties[name].limit,
            base.parties[name].headroom,
        )
    assert calmer.levels == base.levels


def test_dates_that_had_passed_are_refused() -> None:
    study = GivenObserved(Postpone(120, SEED, "2030-05-03,2030-05-11"))
    with pytest.raises(ScenarioFaults, match="had passed"):
        study.extent(observed())

"""Whether the first place among options survives over believable inputs."""

from collections.abc import Mapping

import pytest
from quickest import work
from truce_sim.report.questions.compare.over_sets import _survival
from truce_sim.report.registry import question_of
from truce_sim.scenario import Scenario, from_raw, load
from truce_sim.studies.alternatives import alternatives_of
from truce_sim.studies.compare import Compare
from truce_sim.studies.regret import plan, regret
from truce_sim.studies.results.compare import RUNS_A_SET, CompareResult, OverSets

TWO_SIDES = load("tests/support/two-sides.toml")


def believing(**options: Mapping[str, object]) -> Scenario:
    raw = dict(TWO_SIDES.source)
    raw["believable"] = {"parties.all.retaliates": [0.1, 0.3]}
    raw["options"] = {key: {"set": values} for key, values in options.items()}
    return from_raw(raw)


CALMER = {"parties.all.retaliates": 0.0}
SAME = {"parties.all.tolerance": 22}


def test_it_takes_no_more_runs_than_the_options_and_is_left_out_where_it_tells_nothing() -> None:
    scenario = believing(calmer=CALMER, same=SAME)
    sets = plan(scenario, 2000, len(scenario.options))
    assert sets is not None
    assert sets.runs <= 3 * 2000
    assert plan(scenario, 499, 2) is None
    assert plan(TWO_SIDES, 2000, 2) is None
    asked = Compare(2000, 1, believable=True)
    assert asked.extent(scenario).replications == 3 * 2000 + sets.runs
    assert Compare(2000, 1).extent(scenario).replications == 3 * 2000


def test_options_are_set_in_every_set_and_told_by_what_they_give_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("truce_sim.studies.regret.LOOKED_AT_FROM", 1)
    scenario = believing(calmer=CALMER, same=SAME)
    told = regret(scenario, alternatives_of(scenario), "as it stands", work(3), 5 * RUNS_A_SET)
    assert told is not None
    assert (told.sets, told.left_out) == (5, 0)
    assert {one.key for one in told.options} == {"base", "calmer", "same"}
    assert [one.regret for one in told.options] == sorted(one.regret for one in told.options)
    base, same = told.of("base"), told.of("same")
    assert base is not None
    assert same is not None
    assert same.change == base.change == 0, "it sets what the file has"
    assert same.best == pytest.approx(base.best)
    assert sum(one.best for one in told.options) == pytest.approx(1)


def test_a_set_in_which_an_option_does_not_fit_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("truce_sim.studies.regret.LOOKED_AT_FROM", 1)
    fed_up = {"parties.north.retaliates_fed_up": 0.2}
    scenario = believing(fed_up=fed_up)
    told = regret(scenario, alternatives_of(scenario), "as it stands", work(3), 5 * RUNS_A_SET)
    assert told is not None
    assert told.left_out > 0
    assert told.sets + told.left_out == 5


def test_it_is_asked_only_where_it_is_wanted() -> None:
    scenario = believing(calmer=CALMER)
    result = Compare(40, 1, believable=True).conduct(scenario, work(1)).result
    assert isinstance(result, CompareResult)
    assert result.regret is None, "of so few runs nothing can be told"


def test_one_that_was_stopped_says_what_is_missing() -> None:
    scenario = believing(calmer=CALMER, same=SAME)
    result = Compare(40, 1).conduct(scenario, work(1)).result
    heading = result.heading.model_copy(update={"partial": True, "runs_wanted": 2000, "runs": 2000})
    stopped = result.model_copy(update={"heading": heading})
    settings = Compare(2000, 1, believable=True).extent(scenario).settings
    question = question_of(stopped)
    assert question.finished(stopped, settings).startswith("all options, but not whether")
    assert isinstance(stopped, CompareResult)
    first = stopped.model_copy(update={"options": stopped.options[:1]})
    assert question.finished(first, settings) == "1 of 2 options"
    assert question.finished(first, Compare(2000, 1).extent(scenario).settings) == "1 of 2 options"


@pytest.mark.parametrize(
    ("least", "best", "leader", "says"),
    [
        ("calmer", (0.6, 0.9), "calmer", "survives"),
        ("calmer", (0.4, 0.9), "calmer", "open"),
        ("calmer", (0.4, 0.9), "same", "open"),
        ("calmer", (0.6, 0.9), "same", "other"),
        ("calmer", (0.6, 0.9), None, "other"),
    ],
)
def test_what_may_be_luck_is_no_first_place(
    least: str, best: tuple[float, float], leader: str | None, says: str
) -> None:
    numbers = dict.fromkeys(OverSets.model_fields, 0.0)
    ends = dict.fromkeys((one for one in numbers if one.endswith("interval")), (0.0, 0.0))
    one = OverSets.model_validate(
        {**numbers, **ends, "key": least, "label": least, "best_interval": best}
    )
    assert _survival(one, leader) == says

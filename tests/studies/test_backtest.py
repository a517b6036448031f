"""A back-test: every different scenario once, and nothing of anybody's rows kept."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import backtest as made_up
from past_rows import row, written
from read_back import texts_of
from truce_sim.evidence.case_file import cases_from
from truce_sim.evidence.cases import Case
from truce_sim.evidence.mass import half_of
from truce_sim.evidence.rows_copy import RowsCopy
from truce_sim.evidence.rules_file import SHIPPED, read_rules, rules_from, shipped_file
from truce_sim.report.questions.backtest import sentences as a
from truce_sim.runs.replications import Setting, Work
from truce_sim.runs.store import StoreError
from truce_sim.runs.tables import tables_csv
from truce_sim.scenario import Scenario, ScenarioFaults, load
from truce_sim.studies.backtest import SHIPPED as OWN
from truce_sim.studies.backtest import Backtest
from truce_sim.studies.results.backtest import BacktestResult

CASES = """id,war,start,days,mechanism,record,renounced,violence_down,talks_on_date
A-1,A,2001-05-04,2,yes,some broken,no,yes,yes
A-2,A,2002-05-04,2,yes,some broken,no,unclear,none
B-1,B,2003-05-04,2,no,,yes,no,no
C-1,C,,,no,first truce,unclear,no,none
D-1,D,2004-05-04,400,no,first truce,no,no,none
"""


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("ordinary")


def study(text: str = CASES, runs: int = 3) -> Backtest:
    rules = read_rules(shipped_file(SHIPPED), SHIPPED)
    return Backtest(runs, 1, rules, "made up", cases_from(text, "cases.csv"))


class Counted(Work):
    """Remembers what it was asked to run."""

    def run(self, settings: object, first: int, count: int) -> dict[str, object]:  # type: ignore[override]
        assert isinstance(settings, list)
        self.asked: list[Setting] = settings
        return super().run(settings, first, count)  # type: ignore[return-value]


@pytest.fixture
def work() -> Iterator[Counted]:
    with ThreadPoolExecutor(1) as pool:
        yield Counted(1, pool, 1)


def answer(asked: Backtest, base: Scenario, work: Work) -> BacktestResult:
    result = asked.conduct(base, work).result
    assert isinstance(result, BacktestResult)
    return result


def test_cases_that_come_to_one_scenario_share_its_runs(base: Scenario, work: Counted) -> None:
    asked = study()
    result = answer(asked, base, work)
    # With the record: A-1 as A-2; B-1, of no known record, as a first truce of as long; C-1, D-1.
    # Without it A-1 is another scenario, and B-1, C-1 and D-1 are what they were.
    assert result.worlds == len(work.asked) == asked.extent(base).settings == 5
    assert len({setting.key for setting in work.asked}) == 5
    assert (result.cut, result.undated) == (1, 1)


def test_days_that_differ_by_less_than_a_second_are_scenarios_of_their_own(
    base: Scenario, work: Counted
) -> None:
    text = "id,war,days,renounced\nA-1,A,11.583333,no\nB-1,B,11.583337,no\n"
    assert answer(study(text), base, work).worlds == 2


def test_each_outcome_is_scored_of_the_cases_that_have_it(base: Scenario, work: Counted) -> None:
    result = answer(study(), base, work)
    counts = {one.key: (one.cases, one.happened, one.unknown) for one in result.questions}
    assert counts == {
        "not_renounced": (4, 3, 1),
        "violence_down": (4, 1, 1),
        "talks_on_date": (2, 1, 3),
    }
    keys = [who.key for who in result.questions[0].forecasters]
    assert keys == [*("model", "pooled", "class", "record", "without record", "known afterwards")]
    assert "pooled" not in {who.key for who in result.questions[1].forecasters}
    assert "one hand" not in result.coded
    assert "if these are among them" in result.coded
    assert result.about == (
        "5 truces of 4 wars (made up), 4 with a day begun from 2001-05-04 to 2004-05-04"
    )
    assert (result.heading.starts, result.heading.talks) == ("", "")
    shipped = answer(replace(study(), called=OWN), base, work)
    assert "coded by one hand that knew the ends" in shipped.coded


def test_of_one_war_there_is_no_interval_and_nothing_known_is_said_so(
    base: Scenario, work: Counted
) -> None:
    result = answer(study("id,war,days,renounced\nA-1,A,2,yes\n"), base, work)
    other = result.questions[0].against[0]
    assert (other.low, other.high, other.power) == (None, None, None)
    said = [a.headline(result), a.verdict(result.questions[0], result), a.made_of(result)]
    assert said[0].plain.startswith("1 past truce of 1 war is too few to tell")
    assert said[1].plain.endswith("; 1 war can show nothing.")
    assert "(" not in said[1].plain
    assert "; 1 scenario, 3 runs each" in said[2].plain
    assert a.bad(result.worst[0]).plain.endswith("Known to the rules: nothing of it.")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-0.08, -0.0002, "\N{MINUS SIGN}0.080 to below 0"),
        (0.0003, 0.1, "above 0 to +0.100"),
        (-0.08, 0.0002, "\N{MINUS SIGN}0.080 to 0.000"),
        (-0.08, 0.02, "\N{MINUS SIGN}0.080 to +0.020"),
    ],
)
def test_an_interval_on_one_side_of_0_does_not_seem_to_touch_it(
    low: float, high: float, told: str
) -> None:
    against = made_up().questions[0].against[0].model_copy(update={"low": low, "high": high})
    assert a.interval(against).text == told


def test_forecasts_that_no_case_tells_anything_for_are_left_out(
    base: Scenario, work: Counted
) -> None:
    text = "id,war,region,days,renounced\nA-1,A,Asia,2,no\n"
    (one,) = answer(study(text), base, work).questions
    assert [who.key for who in one.forecasters] == ["model", "pooled", "region", "known afterwards"]


def test_a_question_that_no_case_answers_is_left_out(base: Scenario, work: Counted) -> None:
    text = "id,war,days,renounced\nA-1,A,2,no\n"
    assert [one.key for one in answer(study(text), base, work).questions] == ["not_renounced"]


def test_odds_are_never_none_or_all(base: Scenario, work: Counted) -> None:
    odds = answer(study(runs=1), base, work).questions[0].reliability.odds
    assert all(0.2 < one < 0.8 for one in odds)


def test_the_worst_cases_come_first_with_what_was_not_known(base: Scenario, work: Counted) -> None:
    worst = answer(study(), base, work).worst
    assert worst[0].id == "B-1"
    assert not worst[0].happened
    assert "record" in worst[0].unknown
    assert "mechanism no" in worst[0].read
    off = [abs(one.said - one.happened) for one in worst]
    assert off == sorted(off, reverse=True)


def test_it_is_made_again_from_what_a_manifest_keeps() -> None:
    asked = study(CASES.replace("2003-05-04,2,", "2003-05-04,11.583333333333334,"))
    kept = json.loads(json.dumps(asked.arguments()))
    again = Backtest.from_arguments(kept)
    assert again.arguments() == asked.arguments()
    assert again.cases == asked.cases


def test_the_digest_changes_with_rules_and_base(base: Scenario) -> None:
    asked = study()
    text = asked.rules.text.replace("share  = 0.90", "share  = 0.91")
    other = replace(asked, rules=rules_from(text, "rules.toml"))
    warmer = load("ordinary", ["truce.floor=0.3"])
    assert len({asked.digest(base), other.digest(base), asked.digest(warmer)}) == 3


def test_the_digest_does_not_change_with_a_comment(base: Scenario) -> None:
    asked = study()
    other = replace(asked, rules=rules_from(f"# why\n{asked.rules.text}", "rules.toml"))
    assert other.digest(base) == asked.digest(base)


def test_rules_that_make_no_scenario_are_refused_before_anything_runs(base: Scenario) -> None:
    text = study().rules.text + (
        '\n[rules.wrong]\ncolumn = "all"\nbecause = "x"\nset.truce.takes_hold = 7\n'
    )
    asked = replace(study(), rules=rules_from(text, "rules.toml"))
    with pytest.raises(ScenarioFaults, match=r"with rules .*wrong: truce.takes_hold"):
        asked.extent(base)


def of_rows(folder: Path, half: str = "all") -> Backtest:
    wars = [f"Ruritania {number}" for number in range(12)]
    rows = [row(location=war, ended=1, ends="2001-07-01") for war in wars]
    rows += [row("2001-08-01", "2001-08-03", location=war) for war in wars[:4]]
    copy = RowsCopy.at(written(folder, *rows))
    assert half in ("even", "odd", "all")
    cases = copy.cases(half)  # type: ignore[arg-type]
    return replace(study(), cases=cases, copy=copy, half=half, called="rows")  # type: ignore[arg-type]


def test_nothing_of_rows_is_kept_or_told(tmp_path: Path, base: Scenario, work: Counted) -> None:
    asked = of_rows(tmp_path)
    found = asked.conduct(base, work)
    assert isinstance(found.result, BacktestResult)
    assert found.result.questions[0].cases == 16
    assert found.result.worst == ()
    assert "expected" in {who.key for who in found.result.questions[0].forecasters}
    assert "cases" not in found.tables
    stored = [json.dumps(asked.arguments()), found.result.model_dump_json()]
    stored += texts_of(tables_csv(found.tables)).values()
    assert not any(told in text for text in stored for told in ("Ruritania", "2001-", "row "))
    assert (found.result.heading.starts, found.result.heading.talks) == ("", "")
    assert min(found.result.questions[0].reliability.cases) >= 5


def test_rows_that_changed_are_not_gone_on_with(tmp_path: Path) -> None:
    asked = of_rows(tmp_path)
    kept = json.loads(json.dumps(asked.arguments()))
    assert Backtest.from_arguments(kept).cases == asked.cases
    Path(kept["rows"]["path"]).write_text("location\n", encoding="utf-8")
    with pytest.raises(StoreError, match="not the file that it was"):
        Backtest.from_arguments(kept)


def test_only_the_wars_that_are_asked_for_are_scored(tmp_path: Path) -> None:
    def wars(cases: tuple[Case, ...]) -> set[str]:
        return {half_of(case.war) for case in cases}

    assert wars(of_rows(tmp_path, "even").cases) == {"even"}
    assert wars(of_rows(tmp_path, "odd").cases) == {"odd"}

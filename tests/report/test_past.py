"""Past truces like it stand beside every answer, and their figures are those of the table."""

import csv
from collections.abc import Callable, Iterable
from importlib.resources import files

import made_up
import pytest
from rich.text import Text
from truce_sim.report.beside import beside, not_broken, parts
from truce_sim.report.past import Standing, beside_odds, differs, own
from truce_sim.report.question import Question
from truce_sim.report.questions.run.sentences import danger
from truce_sim.report.registry import names, question_of
from truce_sim.report.terminal import headline, tells
from truce_sim.report.words import hundred
from truce_sim.scenario.base_rate import BaseRate
from truce_sim.studies.past import past_share, past_truces
from truce_sim.studies.results.common import PastTruces, Result
from truce_sim.studies.results.run import Hazard, RunResult

SOME_BROKEN = BaseRate(earlier_truces=26, broken_within_ten_days=5, region="Middle East")


def text_of(lines: Iterable[Text]) -> str:
    return " ".join(" ".join(line.plain for line in lines).split())


@pytest.mark.parametrize("name", made_up.ALL)
def test_every_answer_tells_of_past_truces_like_it(name: str, page: Callable[[str], str]) -> None:
    result = made_up.ALL[name]
    found = parts(result)
    said = [one for one in (found.given, found.past, found.like, *found.against) if one]
    first = not_broken(result)
    assert first is not None
    line = first.plain
    assert "not broken by" in line
    assert line in text_of(tells(result))
    assert line in text_of(headline(result))
    for sentence in said:
        assert str(sentence.html) in page(name)
    assert page(name).count("narrower than a simulated collapse") == 1


def test_every_question_has_a_made_up_answer_that_tells_it() -> None:
    assert {result.kind for result in made_up.ALL.values()} == set(names())


@pytest.mark.parametrize("name", made_up.ALL)
def test_results_from_before_it_was_told_are_told_without_it(name: str) -> None:
    result = made_up.ALL[name]
    old = result.model_copy(
        update={"heading": result.heading.model_copy(update={"base_rate": None})}
    )
    assert "not broken by" not in text_of(tells(old))


@pytest.mark.parametrize("day", [1, 3, 7, 10, 14, 30])
@pytest.mark.parametrize(
    ("told", "name"),
    [
        (SOME_BROKEN, "record of the war: one or more broken within ten days"),
        (None, "two or more parties"),
        (BaseRate(region="Middle East"), "two or more parties"),
        (BaseRate(region="Africa"), "region Africa"),
        (
            BaseRate(earlier_truces=0, broken_within_ten_days=0),
            "record of the war: first truce",
        ),
    ],
)
def test_its_figures_are_those_of_the_shipped_table(
    told: BaseRate | None, name: str, day: int
) -> None:
    text = files("truce_sim.evidence").joinpath("base_rates.csv").read_text(encoding="utf-8")
    (row,) = (
        row
        for row in csv.DictReader(text.splitlines())
        if row["class"] == name and row["day"] == str(day)
    )
    past = past_truces(told, 24.0 * day)
    assert past.name == name
    for column in ("not_broken", "low", "high", "lower_bound", "upper_bound"):
        told_number = getattr(past, column)
        assert told_number == (float(row[column]) if row[column] else None)
    for column, number in (
        ("truces_known", past.truces),
        ("truces_unclear", past.unclear),
        ("wars", past.wars),
    ):
        assert number == int(row[column])
    said = beside_odds(past).plain
    assert f"{hundred(past.not_broken)} in 100" in said or past.not_broken == 1
    assert f"by day {day}" in said


def test_past_day_30_it_says_so_and_compares_nothing() -> None:
    past = past_truces(SOME_BROKEN, 24 * 400.0)
    assert past.hours == 24 * 30
    assert "by day 30" in beside_odds(past).plain
    assert "where the record ends" in beside_odds(past).plain
    assert not list(differs(past, Standing(0.01, 0.005, 0.02)))


@pytest.mark.parametrize(
    ("held", "low", "high", "says"),
    [
        (0.2, 0.1, 0.3, "lower than any reading of the record"),
        (0.5, 0.4, 0.6, "lower than the record of truces like it"),
        (0.7, 0.6, 0.8, None),
        (0.5, 0.4, 0.65, None),
        (0.9, 0.895, 0.905, "higher than the record of truces like it"),
        (0.97, 0.96, 0.98, "higher than any reading of the record"),
    ],
)
def test_disagreement_is_said_where_it_is_beyond_the_doubts_of_both(
    held: float, low: float, high: float, says: str | None
) -> None:
    past = past_truces(SOME_BROKEN, 24 * 11.6)
    assert past.low is not None
    assert past.high is not None
    assert (past.lower_bound, past.low, past.high, past.upper_bound) == pytest.approx(
        (0.34, 0.62, 0.88, 0.91), abs=0.02
    )
    found = [sentence.plain for sentence in differs(past, Standing(held, low, high))]
    assert len(found) == (says is not None)
    assert says is None or says in found[0]


def with_hazard(first: float, late: float) -> RunResult:
    result = made_up.run(days=11.0)
    rate = (first, first, first, late)
    return result.model_copy(
        update={
            "hazard": Hazard(
                from_day=(0.0, 1.0, 3.0, 7.0),
                to_day=(1.0, 3.0, 7.0, 11.0),
                collapses=(20, 30, 40, 50),
                exposure_days=(900.0,) * 4,
                rate=rate,
                low=tuple(0.9 * one for one in rate),
                high=tuple(1.1 * one for one in rate),
            )
        }
    )


def test_a_danger_that_rises_where_the_record_s_falls_is_said_with_both_numbers() -> None:
    risen = " ".join(sentence.plain for sentence in beside(with_hazard(0.01, 0.05)))
    assert "The simulated danger rises where that of truces like it falls" in risen
    past = made_up.heading().base_rate
    assert past is not None
    late = next(piece for piece in past.hazards if piece.from_day == 7)
    assert f"{100 * late.a_day:.1f}"[:2] in risen
    assert "4.9" in risen
    fallen = " ".join(sentence.plain for sentence in beside(with_hazard(0.05, 0.01)))
    assert "danger rises" not in fallen


def test_no_danger_rises_from_first_days_that_were_known_to_hold() -> None:
    """Runs that all stood until then have no collapses there, which tells nothing of the danger."""
    result = with_hazard(0.0, 0.05)
    past = past_truces(SOME_BROKEN, 24 * 11.0, since_hours=72.0)
    heading = result.heading.model_copy(update={"base_rate": past})
    said = " ".join(one.plain for one in beside(result.model_copy(update={"heading": heading})))
    assert "danger rises" not in said
    assert "that stood on day 3" in said


def test_odds_far_from_the_record_come_with_what_makes_them_so() -> None:
    result = made_up.run(held=200, keys=["walk-out", "shock"])
    said = " ".join(sentence.plain for sentence in beside(result))
    assert "lower than" in said
    assert "What ends it most is walk-out over grievances" in said


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (SOME_BROKEN, "Of this war's own 26 earlier truces with a known end, 5 were broken"),
        (BaseRate(earlier_truces=4, broken_within_ten_days=1), "1 was broken"),
        (BaseRate(earlier_truces=4, broken_within_ten_days=0), "none were broken"),
        (BaseRate(earlier_truces=0, broken_within_ten_days=0), "first truce of its war"),
        (None, "[base_rate]"),
        (BaseRate(region="Asia"), None),
    ],
)
def test_the_war_s_own_count_is_told_apart_and_never_as_a_rate(
    told: BaseRate | None, says: str | None
) -> None:
    found = own(past_truces(told, 240.0))
    assert (found is None) == (says is None)
    assert found is None or (says or "") in found.plain


def test_a_question_says_whether_runs_are_of_the_file_as_it_stands() -> None:
    for result in made_up.ALL.values():
        question: Question[Result] = question_of(result)
        standing = question.standing(result)
        assert standing is None or standing.low <= standing.value <= standing.high


def test_a_class_without_interval_is_told_without_one() -> None:
    past = past_truces(BaseRate(region="Africa"), 24.0)
    assert past.low is None
    assert "(" not in beside_odds(past).plain
    assert isinstance(past, PastTruces)


@pytest.mark.parametrize(
    ("first", "late", "says"),
    [
        (0.6, 0.4, "is above the range of theirs at day 0 to 1, 1 to 3, 3 to 7, 7 to 11"),
        (0.0001, 0.0001, "is below the range of theirs at day 0 to 1"),
        (0.08, 0.02, "at first"),
    ],
)
def test_ages_at_which_the_danger_is_surely_another_are_named(
    first: float, late: float, says: str
) -> None:
    said = danger(with_hazard(first, late)).plain
    assert says in said
    assert ("range of theirs" in said) == ("range of theirs" in says or first == 0.08)


def test_dates_of_the_talks_stand_beside_what_waiting_cost_past_truces() -> None:
    result = made_up.ALL["postpone"]
    said = " ".join(sentence.plain for sentence in beside(result))
    assert "Of a hundred past truces like it, not broken: 95 by" in said
    assert past_share(SOME_BROKEN, 24 * 11.6) == past_truces(SOME_BROKEN, 24 * 11.6).not_broken
    assert past_share(SOME_BROKEN, 24 * 31) is None

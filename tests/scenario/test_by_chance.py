"""What ends a truce must not be what chance brings: the wait for a cluster, and who is told."""

import random
import tomllib

import pytest
from truce_sim.scenario import Scenario, warnings_of
from truce_sim.scenario.answered import taken_over, text_of_answers
from truce_sim.scenario.archetypes import ARCHETYPES, text_of
from truce_sim.scenario.before import own_violations_a_day
from truce_sim.scenario.by_chance import ENOUGH, fitting_window, waiting
from truce_sim.scenario.interview import read_all
from truce_sim.scenario.loading import from_raw


def counted(rate: float, window: float, count: int, luck: random.Random) -> float:
    """Return when so many events of one history first fall within a window."""
    now, events = 0.0, list[float]()
    while len(events) < count or events[-1] - events[-count] > window:
        now += luck.expovariate(rate)
        events.append(now)
    return now


@pytest.mark.parametrize(
    ("rate", "window", "count"),
    [(1, 1, 2), (1, 1, 3), (5, 1, 6), (10, 1, 10), (20, 1, 10), (3, 2, 9)],
)
def test_the_wait_for_a_cluster_is_as_counted(rate: float, window: float, count: int) -> None:
    luck, runs = random.Random(5), 1500  # noqa: S311 - no secret
    mean = sum(counted(rate, window, count, luck) for _ in range(runs)) / runs
    assert waiting(rate, window, count) == pytest.approx(mean, rel=0.1)


def test_the_wait_at_its_ends() -> None:
    assert waiting(0.5, 24, 1) == 2
    assert waiting(0, 24, 2) == waiting(1, 24, 1_000_000) == float("inf")
    assert waiting(100, 24, 240) == pytest.approx(2.4, rel=0.01)
    assert waiting(2000, 24, 40_000) == 20
    waits = [waiting(0.5, 24, count) for count in range(1, 60)]
    assert waits == sorted(waits)


def spiral(
    violations: object,
    window: str = "24h",
    a_day: float = 1.0,
    truce: dict[str, object] | None = None,
) -> str:
    """Return what is said of a spiral's limit of two sides, within ten days."""
    raw = {
        "title": "T",
        "summary": "S",
        "dates": {"truce_starts": "2030-05-01 00:00", "talks": "+10 days"},
        "parties": {
            "a": {"violates": f"{a_day / 2} a day", "hits": {"b": 1}},
            "b": {"violates": f"{a_day / 2} a day", "hits": {"a": 1}},
        },
        "spiral": {"violations": violations, "window": window},
        "truce": truce or {},
    }
    found = [one for one in warnings_of(from_raw(raw)) if one.sentence.startswith("spiral.")]
    return found[0].sentence if found else ""


SETTLES = {"settles_in": "6h", "floor": 0.1}


@pytest.mark.parametrize("truce", [{}, SETTLES])
def test_a_limit_that_chance_passes_is_told_with_its_wait(truce: dict[str, object]) -> None:
    says = "spiral.violations: 2 within 24 hours; at the level before, that happens about once in"
    assert spiral("2 x before", truce=truce) == f"{says} 2.6 days by chance"
    assert spiral(1, truce=truce).endswith("about once in 24 hours by chance")
    assert spiral("0.1 x before", a_day=10, truce=truce).endswith("once in 2.4 hours by chance")
    assert "level before makes about 100" in spiral("0.1 x before", a_day=100, truce=truce)
    assert spiral("2 x before", "1 min", 10, truce=truce).endswith("once in 2.4 hours by chance")


def test_a_limit_that_is_an_alarm_or_asks_for_a_fall_is_not_told() -> None:
    assert spiral("2 x before", a_day=10) == ""
    assert spiral("2 x before", "14 days") == ""
    assert spiral("0.8 x before", a_day=30, truce=SETTLES) == ""
    assert "level before makes about 30" in spiral("0.8 x before", a_day=30)


@pytest.mark.parametrize("kind", ARCHETYPES)
def test_no_archetype_is_ended_by_chance(kind: str) -> None:
    scenario = from_raw(tomllib.loads(text_of(kind)))
    assert not any("by chance" in one.sentence for one in warnings_of(scenario))


def answered(**texts: str) -> tuple[Scenario, str]:
    answers, wrong = read_all(texts)
    assert answers is not None, wrong
    text = text_of_answers(answers, "Mine")
    return from_raw(tomllib.loads(text)), text


@pytest.mark.parametrize("checks", ["nobody", "UN"])
@pytest.mark.parametrize("outside", ["nobody", "Raiders"])
@pytest.mark.parametrize(
    "incidents", ["0.02 to 0.1", "0.5 to 2", "1 to 3", "2 to 5", "5 to 10", "10 to 30", "50 to 100"]
)
def test_answers_of_a_calm_war_make_no_alarm_of_chance(
    incidents: str, outside: str, checks: str
) -> None:
    scenario, _ = answered(
        incidents=incidents, outside=outside, checks=checks, teams="400", talks="+30 days"
    )
    spiral, massacre = scenario.spiral, scenario.mass_casualty
    assert spiral is not None
    assert massacre is not None
    days = round(spiral.window / 24)
    a_day = own_violations_a_day(scenario)
    assert days == fitting_window(a_day)
    assert days == 30 or a_day * days >= ENOUGH
    harms = [one.harm for one in scenario.parties.values()]
    harms += [one.harm for one in scenario.excluded.values()]
    assert massacre.harm >= 10 * max(harm.quantile(0.5) for harm in harms)
    assert massacre.harm > max(harm.quantile(0.9) for harm in harms)
    assert warnings_of(scenario) == ()


def test_only_what_is_in_the_file_is_said_to_be_taken_over() -> None:
    _, long = answered(checks="UN", talks="+30 days")
    assert taken_over(long) == ("a hotline, forces drawn apart, shocks",)
    _, short = answered(checks="UN", talks="+5 days", teams="6 from day 1")
    assert taken_over(short) == ("a hotline, shocks",)

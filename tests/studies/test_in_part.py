"""A truce that holds in part only: counted, told and drawn where the file says what that is."""

import csv
import io
import math
from collections.abc import Callable
from typing import Any

import pytest
from quickest import work
from read_back import texts_of
from truce_sim.model import build_world, simulate
from truce_sim.report.charts import icons, postpone, sweep
from truce_sim.report.page import build_page
from truce_sim.report.terminal import tells
from truce_sim.runs.tables import tables_csv
from truce_sim.scenario import Scenario, from_raw
from truce_sim.studies.compare import Compare
from truce_sim.studies.odds import Odds
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.study import Answer, Study
from truce_sim.studies.sweep import Sweep

Ruptures = Callable[..., Scenario]
MORE: dict[str, Any] = {
    "zones": {"front": {"share": 3}, "rear": {"share": 1}},
    "flare": {"violations": 1, "window": "2 days"},
    "options": {"quieter": {"set": {"parties.all.violates": "0.05 a day"}}},
}
PARTLY = MORE | {"partial": {"share": 0.5}}
TALKS = "2030-01-05 00:00,2030-01-11 00:00"
STUDIES: dict[str, Study] = {
    "run": Odds(40, 3),
    "compare": Compare(40, 3),
    "sweep": Sweep(40, 3, ("zones.front.share=1,3",)),
    "postpone": Postpone(40, 3, TALKS),
}


def answer(study: Study, scenario: Scenario) -> Answer:
    return study.conduct(scenario, work(study.seed))


def told(result: Any) -> str:
    return " ".join(" ".join(line.plain for line in tells(result)).split())


@pytest.mark.parametrize("kind", STUDIES)
def test_where_the_file_says_nothing_of_it_nothing_is_told(kind: str, ruptures: Ruptures) -> None:
    found = answer(STUDIES[kind], ruptures(**MORE))
    assert "in part" not in told(found.result).lower()
    assert all("in_part" not in text for text in texts_of(tables_csv(found.tables)).values())


@pytest.mark.parametrize("kind", STUDIES)
def test_it_is_told_and_stands_in_the_tables(kind: str, ruptures: Ruptures) -> None:
    found = answer(STUDIES[kind], ruptures(**PARTLY))
    if kind != "sweep":
        assert "in part only" in told(found.result).lower()
    tables = texts_of(tables_csv(found.tables))
    meanings = tables.pop("columns.csv")
    with_it = [name for name, text in tables.items() if "in_part" in text.partition("\n")[0]]
    assert (
        with_it
        == {
            "run": ["runs.csv"],
            "compare": ["options.csv", "runs.csv"],
            "sweep": ["sweep.csv"],
            "postpone": ["postpone.csv"],
        }[kind]
    )
    for name in with_it:
        rows = list(csv.DictReader(io.StringIO(tables[name])))
        assert all(0 <= float(row["in_part"]) <= 1 for row in rows), name
        assert "in_part" in meanings


def test_the_share_is_that_of_chance(ruptures: Ruptures) -> None:
    scenario = ruptures(chance=0.0, **PARTLY)
    result: Any = answer(Odds(800, 4), scenario).result
    per_day = -2 * math.log1p(-0.1)
    exact = 1 - math.exp(-0.75 * per_day * 2)
    error = math.sqrt(exact * (1 - exact) / 800)
    assert abs(result.answers.in_part.value - exact) < 4 * error
    assert result.answers.held.count == 800


def test_options_are_compared_on_the_same_histories(ruptures: Ruptures) -> None:
    scenario = ruptures(**PARTLY)
    result: Any = answer(Compare(40, 3), scenario).result
    (quieter,) = result.options
    assert quieter.in_part.gained == 0, "a lower rate adds no violation"
    assert quieter.in_part.lost > 0
    # Where only one of two says what it is, there is no change to tell.
    without = {"set": {"partial.share": 1.0}}
    other: Any = answer(
        Compare(20, 3), from_raw({**scenario.source, "options": {"o": without}}, "x")
    ).result
    assert other.options[0].in_part.value <= 0


def test_looks_find_what_talks_at_that_date_would(ruptures: Ruptures) -> None:
    scenario = ruptures(**PARTLY)
    result: Any = answer(Postpone(40, 3, TALKS), scenario).result
    changes = [date.in_part_change for date in result.dates]
    assert [change and change.family for change in changes] == [None, 1], "no rule tells of it"
    for date in result.dates:
        raw = {**scenario.source, "dates": {**scenario.source["dates"], "talks": date.date}}
        world = build_world(from_raw(raw))
        count = sum(simulate(world, 3, number).in_part for number in range(40))
        assert date.in_part.count == count


def test_icons_and_lines_are_drawn(ruptures: Ruptures) -> None:
    result: Any = answer(Odds(40, 3), ruptures(**PARTLY)).result
    held, partly = result.answers.held, result.answers.in_part
    shown = icons.groups(held, result.causes, partly)
    assert [group.label for group in shown[:2]] == ["holds in full", "holds in part only"]
    assert shown[0].icons + shown[1].icons == icons.groups(held, result.causes)[0].icons
    assert shown[0].runs + shown[1].runs == held.count
    drawn: tuple[tuple[str, Any, str], ...] = (
        ("sweep", sweep.sweep, "in part"),
        ("postpone", postpone.postpone, "in part only"),
    )
    for kind, draw, label in drawn:
        for more, there in ((PARTLY, True), (MORE, False)):
            figure = draw(answer(STUDIES[kind], ruptures(**more)).result)
            texts = [text.get_text() for axes in figure.axes for text in axes.texts]
            assert (label in texts) == there


@pytest.mark.parametrize("kind", STUDIES)
def test_pages_tell_it(kind: str, ruptures: Ruptures) -> None:
    from made_up import MANIFEST

    for more, there in ((PARTLY, True), (MORE, False)):
        result = answer(STUDIES[kind], ruptures(**more)).result
        page = build_page(result, None, MANIFEST)
        assert ("in part only" in page.lower()) == there, kind

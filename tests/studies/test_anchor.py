"""The level of the odds is moved to the record of past truces, in one direction, or not at all."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bearing import TRUCE
from quickest import work
from truce_sim.evidence.lookups import chosen
from truce_sim.scenario import Scenario, load
from truce_sim.scenario.anchored_file import text_of_anchored
from truce_sim.scenario.believable import believable_inputs, outside_ranges
from truce_sim.scenario.scaling import scaled, spread_out
from truce_sim.studies import anchor as studied
from truce_sim.studies.anchor import (
    FEWEST,
    MOST,
    TOLERANCE,
    Anchored,
    anchor,
)
from truce_sim.studies.moving import NothingToMoveError, changes_of, ranges_of

RUNS = 200


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "truce.toml"
    path.write_text(TRUCE, encoding="utf-8")
    return path


def anchored(scenario: Scenario, by: Any = "headroom") -> Anchored:
    return anchor(scenario, by, RUNS, work(1))


def test_as_many_hold_as_of_past_truces_and_the_file_that_is_written_gives_the_same(
    source: Path, tmp_path: Path
) -> None:
    scenario = load(source)
    found = anchored(scenario)
    assert not found.refused
    assert found.moved
    assert abs(found.before.by_age.value - found.target.value) > TOLERANCE
    assert abs(found.after.by_age.value - found.target.value) <= TOLERANCE
    assert found.target == chosen(None).held_until(240)
    assert set(found.changes) == {"parties.north.headroom", "parties.south.headroom"}
    target = tmp_path / "new.toml"
    text = text_of_anchored(source, target, "Another", found.changes, found.ranges, "because")
    target.write_text(text, encoding="utf-8")
    again = load(target)
    assert again.evidence["parties.north.headroom"].basis == "estimated"
    before = anchored(again).before
    assert before.by_age == found.after.by_age
    assert before.hazard == found.after.hazard
    assert before.held == found.after.held


def test_what_is_near_enough_is_left_alone(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studied, "TOLERANCE", 0.9)
    found = anchored(load(source))
    assert not found.moved
    assert not found.refused


def test_what_no_number_reaches_is_refused_with_what_was_tried(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studied, "MOST", 1.01)
    monkeypatch.setattr(studied, "FEWEST", 0.99)
    found = anchored(load(source))
    assert "no number" in found.refused
    assert len(found.tried) == 3
    assert not found.passed


def test_odds_that_are_passed_but_never_met_are_told_apart(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many of a few runs as the record says there cannot be."""
    monkeypatch.setattr(studied, "TOLERANCE", 0.0)
    found = anchored(load(source))
    assert "no number" not in found.refused
    assert "more runs" in found.refused
    assert found.passed
    around = [f"{factor:g}" for factor, _ in found.tried]
    assert any(
        f"between those of {low} and of {high}," in found.refused
        for low, high in itertools.pairwise(around)
    )


@pytest.mark.parametrize(
    "curve", [lambda factor: 0.2 * factor - 0.5, lambda factor: 0.5 - 0.2 * factor]
)
def test_the_number_is_found_whichever_way_it_works(curve: Callable[[float], float]) -> None:
    factor = studied._found(curve)
    assert abs(curve(factor)) <= TOLERANCE
    assert factor == pytest.approx(2.5, abs=0.06)


def test_the_number_stays_within_its_bracket_and_the_nearest_is_kept() -> None:
    tried: list[float] = []

    def far(factor: float) -> float:
        tried.append(factor)
        return 0.01 * factor - 0.5

    assert studied._found(far) == MOST
    assert min(tried) == FEWEST
    assert max(tried) == MOST


def test_a_danger_that_still_rises_is_not_anchored(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studied, "rises", lambda *_: True)
    found = anchored(load(source))
    assert "still rise" in found.refused


@pytest.mark.parametrize(
    ("raw", "factor", "result"),
    [
        (80, 2, 160),
        (0.5, 0.5, 0.25),
        ("0.6 x before", 2.38, "1.428 x before"),
        ("14 days as before", 0.5, "7 days as before"),
        (
            {"median": "0.6 x before", "p90": 10},
            2,
            {"median": "1.2 x before", "p90": 20},
        ),
    ],
)
def test_an_amount_is_multiplied_as_it_is_written(raw: Any, factor: float, result: Any) -> None:
    assert scaled(raw, factor) == result


@pytest.mark.parametrize("raw", ["before", True, None, []])
def test_what_is_no_amount_is_not_multiplied(raw: Any) -> None:
    with pytest.raises(ValueError, match="no amount"):
        scaled(raw, 2)


def test_a_spread_is_drawn_out_around_its_median() -> None:
    raw = {"median": "0.5 x before", "p90": "2 x before"}
    assert spread_out(raw, 2) == {"median": "0.5 x before", "p90": "8 x before"}
    assert spread_out(raw, 0.5) == {"median": "0.5 x before", "p90": "1 x before"}
    with pytest.raises(ValueError, match="does not vary"):
        spread_out({"median": 2, "p90": 2}, 2)


def test_each_direction_moves_what_it_says_and_nothing_else(source: Path) -> None:
    scenario = load(source)
    assert changes_of(scenario, "start", 0.5) == {"grievance.at_start": 0.5}
    spread = changes_of(scenario, "spread", 1.0)
    assert set(spread) == {"parties.north.headroom", "parties.south.headroom"}
    assert spread["parties.north.headroom"]["median"] == "0.15 x before"
    for by in ("start", "headroom", "spread"):
        found = changes_of(scenario, by, 1.3)
        assert all(path.split(".")[0] in ("grievance", "parties") for path in found)


RANGES = """
[believable]
"parties.all.headroom" = ["0.1 x before", "0.3 x before"]
"parties.north.headroom.p90" = ["0.3 x before", "0.6 x before"]
"parties.all.forgets_in" = ["2 days", "5 days"]
"grievance.at_start" = [0, 2]
"""


@pytest.mark.parametrize(
    ("by", "factor", "moved"),
    [
        (
            "headroom",
            2.0,
            {
                "parties.all.headroom": ["0.2 x before", "0.6 x before"],
                "parties.north.headroom.p90": ["0.6 x before", "1.2 x before"],
            },
        ),
        ("start", 0.5, {"grievance.at_start": [0, 1]}),
        ("spread", 2.0, {"parties.north.headroom.p90": ["0.6 x before", "2.4 x before"]}),
    ],
)
def test_ranges_move_along_and_the_file_that_is_written_has_them(
    source: Path, by: Any, factor: float, moved: dict[str, Any]
) -> None:
    source.write_text(TRUCE + RANGES, encoding="utf-8")
    scenario = load(source)
    ranges = ranges_of(scenario, by, factor)
    assert ranges == moved
    target = source.with_name("new.toml")
    changes = changes_of(scenario, by, factor)
    text = text_of_anchored(source, target, "Another", changes, ranges, "because")
    target.write_text(text, encoding="utf-8")
    again = load(target)
    assert again.believable == {**scenario.believable, **moved}
    before, after = (
        {one.path: one for one in believable_inputs(each)} for each in (scenario, again)
    )
    for path in before:
        assert after[path].low <= after[path].high
        assert (after[path].high == before[path].high) == (path not in moved)
    # A value stays where it was within its range.
    assert outside_ranges(again) == outside_ranges(scenario) == ()


@pytest.mark.parametrize("by", ["headroom", "start", "spread"])
def test_where_nothing_lies_in_a_direction_it_is_said(by: Any) -> None:
    with pytest.raises(NothingToMoveError):
        anchored(load("scenarios/smallest.toml"), by)

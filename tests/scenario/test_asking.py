"""What a sweep is asked for is read as in a file, and every fault says what to try."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.scenario import ScenarioFaults, load, render_plain, value_at, with_values
from truce_sim.scenario.asking import levels_of, stretch_of
from truce_sim.scenario.levels import level_at, with_levels
from truce_sim.scenario.mends import mended

SYRIA = with_values(
    load("scenarios/syria-2016.toml"),
    {"parties.government.violates": {"chance": 0.8, "every": "1h"}},
)


def texts(asked: str) -> list[str]:
    return [level.text for level in levels_of(SYRIA, asked).levels]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("verification.teams=1:5:5", ["1", "2", "3", "4", "5"]),
        ("verification.teams=1:12:4", ["1", "5", "8", "12"]),
        ("verification.checked_in=6h:3 days:4", ["6 hours", "28 hours", "50 hours", "3 days"]),
        ("truce.takes_hold=0.5:1:3", ["0.5", "0.75", "1"]),
        ("truce.takes_hold=0:1:4", ["0", "0.3333", "0.6667", "1"]),
        ("verification.teams=2,9", ["2", "9"]),
        ("verification.checked_in='20h', '2 days'", ["20 hours", "2 days"]),
        ("verification.order=first come,gravest first", ["first come", "gravest first"]),
        (
            "dates.talks=2016-03-07:2016-03-09:3",
            ["7 March 2016, 15:00", "8 March 2016, 15:00", "9 March 2016, 15:00"],
        ),
        (
            "dates.talks=2016-03-07 10:00:2016-03-09 10:00:2",
            ["7 March 2016, 10:00", "9 March 2016, 10:00"],
        ),
        ("dates.talks=2016-03-07 10:30,2016-03-09", ["7 March 2016, 10:30", "9 March 2016, 15:00"]),
    ],
)
def test_levels(asked: str, expected: list[str]) -> None:
    assert texts(asked) == expected


def test_the_file_stands_on_the_same_axis() -> None:
    assert levels_of(SYRIA, "verification.teams=1:5:5").in_file == 6
    assert levels_of(SYRIA, "verification.checked_in=6h:72h:7").in_file == 30
    assert levels_of(SYRIA, "parties.all.retaliates=0,0.1").in_file is None, "they differ"
    assert levels_of(SYRIA, "verification.order=first come,gravest first").in_file == 1


def test_a_level_goes_where_it_was_asked_to_go() -> None:
    swept = levels_of(SYRIA, "parties.all.retaliates=0,0.15")
    for name in SYRIA.parties:
        moved = with_levels(SYRIA, [swept], [swept.levels[1]])
        assert value_at(moved, f"parties.{name}.retaliates") == 0.15


def test_a_spread_moves_as_a_whole() -> None:
    swept = levels_of(SYRIA, "verification.checked_in=6h,60h")
    assert swept.target == "verification.checked_in.median"
    before = value_at(SYRIA, "verification.checked_in")
    after = value_at(with_levels(SYRIA, [swept], [swept.levels[1]]), "verification.checked_in")
    assert after.median == 60
    assert after.mean / after.median == pytest.approx(before.mean / before.median)


@pytest.mark.parametrize(
    ("asked", "says", "tries"),
    [
        ("verification.teems=1:5:5", "nothing called 'teems'", "verification.teams"),
        ("verification.teams=1:5:0", "nothing to compare", "verification.teams=1:5:5"),
        ("verification.teams=1:5:9", "only 5 whole numbers", "verification.teams=1:5:5"),
        ("verification.teams=5:1:3", "must rise", "verification.teams=1:5:3"),
        ("verification.teams=3:3:3", "must rise", ""),
        ("verification.teams=1:5", "START:STOP:N", "verification.teams=1:5:5"),
        ("verification.teams=1:5:1000000", "more than anybody", ""),
        ("truce.takes_hold=0:1:1000000", "more than anybody can look at", ""),
        ("truce.takes_hold=0:25:4", "between 0 and 1", "0.25"),
        ("verification.checked_in=6:72h:7", "needs a unit", "checked_in=6h:72h:7"),
        ("parties.government.violates=0.1:0.4:3", "say how often", "violates.chance=0.1:0.4:3"),
        ("parties.government.violates=5,20", "say how often", "violates.per_day=5,20"),
        ("parties.government.violates=5 a day:4 fortnight:3", "not a rate", ""),
        ("parties.governement.retaliates=0,1", "nothing called", "parties.government.retaliates"),
        ("verification.teams=3,3", "twice", "verification.teams=3"),
        ("verification.order=firstcome,by zone", "must be", "first come"),
        ("verification=1:2:2", "table", ""),
        ("verification.teams", "PATH=START:STOP:N", "verification.teams=1:8:8"),
        ("dates.talks=2016-03-07:3:2", "START:STOP:N", "2016-03-14:8"),
    ],
)
def test_a_fault_says_what_to_try(asked: str, says: str, tries: str) -> None:
    with pytest.raises(ScenarioFaults) as caught:
        levels_of(SYRIA, asked)
    (fault,) = caught.value.faults
    assert says in fault.sentence
    assert tries in (fault.try_ or fault.note)
    assert fault.file == "--param"
    assert fault.source_line == asked
    assert "Nothing was run" in render_plain(caught.value.faults)


def test_all_that_is_wrong_with_a_range_is_told_at_once() -> None:
    with pytest.raises(ScenarioFaults) as caught:
        levels_of(SYRIA, "verification.checked_in=6:72:x")
    assert [fault.column for fault in caught.value.faults] == [25, 27, 30]


@given(low=st.integers(0, 40), more=st.integers(1, 40), u=st.floats(0, 0.999999))
def test_a_stretch_of_whole_numbers_gives_each_the_same_room(low: int, more: int, u: float) -> None:
    stretch = stretch_of(SYRIA, f"verification.teams={low}:{low + more}", "--by")
    assert low <= stretch.at(u).number <= low + more
    assert stretch.at(0.0).number == low
    assert stretch.at(0.9999999).number == low + more
    assert len(stretch.swept.levels) == more + 1


@settings(max_examples=12)
@given(st.integers(2, 40))
def test_levels_rise_from_end_to_end_and_say_what_they_are(count: int) -> None:
    swept = levels_of(SYRIA, f"verification.checked_in=6h:100h:{count}")
    numbers = [level.number for level in swept.levels]
    assert numbers[0] == 6
    assert numbers[-1] == 100
    assert all(a < b for a, b in pairwise(numbers))
    for level in swept.levels:
        moved = with_values(SYRIA, {swept.target: level.raw})
        assert value_at(moved, swept.target) == pytest.approx(level.number, rel=1e-3)


def test_listed_numbers_rise_however_they_are_listed() -> None:
    """What is told of the stretch between two levels holds only between neighbours."""
    assert texts("verification.teams=9,2,5") == ["2", "5", "9"]
    assert texts("verification.order=gravest first,first come") == ["gravest first", "first come"]


@pytest.mark.parametrize(
    "path", ["run.seed", "run.runs", "title", "parties.all.name", "dates.talks_planned"]
)
def test_inputs_that_no_truce_depends_on_are_refused(path: str) -> None:
    """Else "does the seed matter?" would be answered by equal rows."""
    with pytest.raises(ScenarioFaults) as caught:
        levels_of(SYRIA, f"{path}=1,2,3")
    (fault,) = caught.value.faults
    assert fault.sentence == f"nothing depends on '{path}'"


def test_what_to_try_keeps_the_ends_that_were_given() -> None:
    path = "mass_casualty.harm"
    for call, asked, try_ in (
        (levels_of, "10:40", "10:40:7"),
        (stretch_of, "10:40:5", "10:40"),
        (levels_of, "10,40,10", "10,40"),
    ):
        with pytest.raises(ScenarioFaults) as caught:
            call(SYRIA, f"{path}={asked}")
        (fault,) = caught.value.faults
        assert fault.try_ == f"{path}={try_}"


def test_a_level_that_stands_more_than_once_is_counted() -> None:
    with pytest.raises(ScenarioFaults) as caught:
        levels_of(SYRIA, "parties.all.tolerance=20,20,20")
    (fault,) = caught.value.faults
    assert fault.sentence == "20 stands three times; levels must differ"
    assert fault.note == "another level after parties.all.tolerance=20"


@pytest.mark.parametrize(
    "asked",
    [
        "truce.floor=0.1000001:0.1000002:3",
        "truce.floor=0.1:0.100003:9",
        "truce.floor=0.2:0.2000001",
    ],
)
def test_levels_that_read_alike_are_refused(asked: str) -> None:
    with pytest.raises(ScenarioFaults) as caught:
        (levels_of if asked.count(":") == 2 else stretch_of)(SYRIA, asked)
    (fault,) = caught.value.faults
    for one in fault.tries:
        levels = levels_of(SYRIA, mended(asked, one.edits)).levels
        assert len({level.text for level in levels}) == len(levels)


@given(st.floats(0, 0.9), st.floats(0.001, 0.1), st.integers(3, 60))
def test_no_two_levels_of_one_division_are_one(low: float, more: float, count: int) -> None:
    stretch = stretch_of(SYRIA, f"truce.floor={low!r}:{low + more!r}")
    levels = stretch.between(stretch.low, stretch.high, count)
    assert not any(map(stretch.alike, levels, levels[1:]))


def test_levels_that_only_rounding_tells_apart_are_one() -> None:
    stretch = stretch_of(SYRIA, "parties.all.retaliates=0:1")
    first = stretch.between(0, 1, 7)
    again = stretch.between(first[0].number, first[2].number, 7)
    assert any(stretch.alike(one, other) for one in first for other in again[1:-1])
    levels = [level_at(stretch.line, number) for number in (0.1666, 0.1667, 0.17, 0.05555, 0.05556)]
    assert stretch.alike(levels[0], levels[1])
    assert stretch.alike(levels[3], levels[4])
    assert not stretch.alike(levels[1], levels[2])

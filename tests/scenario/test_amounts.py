"""Amounts counted in a file's own past: what they come to, where they stand, what is refused."""

import copy
from dataclasses import replace
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from busy import BUSY
from hypothesis import given
from hypothesis import strategies as st
from scenario_samples import SMALL, faults_of, loaded, only_fault, write
from truce_sim.model import build_world
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.scenario.amounts import Amount, AmountKind, amount_of
from truce_sim.scenario.amounts_varying import VaryingAmount, VaryingAmountKind
from truce_sim.scenario.asking import levels_of
from truce_sim.scenario.before import (
    claims_a_day,
    grievance_level,
    harm_a_day,
    harm_blamed,
    violations_a_day,
)
from truce_sim.scenario.believable import believable_inputs, draw, number_at, outside_ranges
from truce_sim.scenario.describe import as_text, in_words
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.mends import mended
from truce_sim.scenario.paths import put
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.writing import dump_toml


def busy(**values: Any) -> Scenario:
    raw = copy.deepcopy(BUSY)
    raw["quiet"].pop("before", None)
    return with_values(
        from_raw(raw), {path.replace("__", "."): one for path, one in values.items()}
    )


PLAIN = busy()
LEVEL = grievance_level(PLAIN, "north")


def days_of(level: float, days: float, forgets_in: float = 4) -> float:
    return level * (1 - 2 ** (-days / forgets_in))


@pytest.mark.parametrize(
    ("path", "text", "number"),
    [
        ("parties.north.tolerance", "2 x before", 2 * LEVEL),
        ("parties.north.tolerance", "0.6 times before", 0.6 * LEVEL),
        ("parties.north.tolerance", "0.6 \u00d7 before", 0.6 * LEVEL),
        ("parties.north.tolerance", "0.6\u00d7 before", 0.6 * LEVEL),
        ("parties.north.tolerance", "14 days as before", days_of(LEVEL, 14)),
        ("parties.north.tolerance", "36h as before", days_of(LEVEL, 1.5)),
        ("mass_casualty.harm", "2 x before", 2 * harm_a_day(PLAIN)),
        ("mass_casualty.harm", "36h as before", 1.5 * harm_a_day(PLAIN)),
        ("settled.open_complaints", "3 x before", floor(3 * claims_a_day(PLAIN))),
        ("settled.open_complaints", "2 days as before", floor(2 * claims_a_day(PLAIN))),
        ("calm_streak.violations", "0.5 x before", floor(0.5 * violations_a_day(PLAIN))),
        ("quiet.share", "0.4 x before", 0.4),
        ("quiet.share", ".5 x before", 0.5),
    ],
)
def test_what_amounts_of_the_past_come_to(path: str, text: str, number: float) -> None:
    scenario = with_values(PLAIN, {path: text})
    found = number_at(scenario, path)
    assert found == pytest.approx(number, rel=1e-12)
    assert build_world(scenario) == build_world(with_values(PLAIN, {path: found}))


@pytest.mark.parametrize(
    ("violations", "window", "days"),
    [("2 x before", "36h", 3), ("2 days as before", "36h", 2), ("0.001 x before", "1h", 0)],
)
def test_a_spiral_counts_in_its_own_window(violations: str, window: str, days: float) -> None:
    wanted = max(1, ceil(days * violations_a_day(PLAIN)))
    spiral = {"violations": violations, "window": window}
    assert number_at(with_values(PLAIN, {"spiral": spiral}), "spiral.violations") == wanted


def test_given_violations_before_the_truce_count() -> None:
    values = {"quiet.before": 12, "spiral": {"violations": "2 x before", "window": "1 day"}}
    assert number_at(with_values(PLAIN, values), "spiral.violations") == 24


def test_who_never_forgets_has_bad_days_but_no_level(tmp_path: Path) -> None:
    raw = copy.deepcopy(BUSY)
    del raw["parties"]["north"]["forgets_in"], raw["grievance"]["at_start"]
    raw["parties"]["north"]["tolerance"] = "10 days as before"
    scenario = from_raw(raw)
    assert scenario.parties["north"].tolerance == 240 * harm_blamed(scenario)["north"]
    text = SMALL.replace("[parties.south]", 'tolerance = "2 x before"\n[parties.south]')
    fault = only_fault(tmp_path, text)
    assert "north never forgets" in fault.sentence
    assert fault.source_line == 'tolerance = "2 x before"'
    assert fault.tries
    assert faults_of(tmp_path, mended(text, fault.tries[0].edits)) == ()


FAULTS = [
    ('"-2 x before"', "must not be below 0"),
    ('"0 x before"', "must be above 0"),
    ('"0 days as before"', "must be above 0"),
    ('"2 x earlier"', "no amount"),
    ('"twice the level before"', "no amount"),
    ('"150% of the old level"', "no amount"),
    ('"14 dayz as before"', "no amount"),
    ('"14 days at the old level"', "no amount"),
]


@pytest.mark.parametrize(("text", "says"), FAULTS)
def test_an_amount_written_wrongly(tmp_path: Path, text: str, says: str) -> None:
    file = SMALL.replace(
        "[parties.south]", f'forgets_in = "4 days"\ntolerance = {text}\n[parties.south]'
    )
    fault = only_fault(tmp_path, file)
    assert says in fault.sentence
    assert fault.source_line.startswith("tolerance")
    assert fault.column == 13
    for one in fault.tries:
        assert faults_of(tmp_path, mended(file, one.edits)) == ()
    assert fault.tries or "above 0" in says


def test_no_violence_before_leaves_nothing_to_count_in(tmp_path: Path) -> None:
    text = SMALL.replace("chance = 0.2", "chance = 0") + (
        '[spiral]\nviolations = "2 x before"\nwindow = "1 day"\n'
    )
    text = text.replace("[parties.south]", 'tolerance = "9 days as before"\n[parties.south]')
    fault = only_fault(tmp_path, text)
    assert fault.path == "parties.north.tolerance"
    assert "comes to 0" in fault.sentence
    assert faults_of(tmp_path, mended(text, fault.tries[0].edits)) == ()
    text = text.replace("chance = 0.3", "chance = 0")
    assert {one.path for one in faults_of(tmp_path, text)} == {
        "parties.north.tolerance",
        "spiral.violations",
    }


def test_a_calm_day_and_quiet_have_no_lengths() -> None:
    for path in ("calm_streak.violations", "quiet.share"):
        with pytest.raises(Exception, match="cannot be a length of time"):
            with_values(PLAIN, {path: "2 days as before"})


RANGES = """
[believable]
"parties.north.tolerance" = ["0.5 x before", "3 x before"]
"parties.south.tolerance" = ["7 days as before", "3 weeks as before"]
"""


def remembering() -> str:
    text = SMALL
    for name, other in (("[parties.south]", "14 days as before"), ("", "1.2 x before")):
        lines = f'forgets_in = "4 days"\ntolerance = "{other}"\n'
        text = text.replace(name, lines + name) if name else text + lines
    return text


def test_ranges_are_drawn_in_the_unit_of_their_ends(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, remembering() + RANGES)
    north, south = believable_inputs(scenario)
    assert (north.low, north.high) == (0.5, 3)
    assert [one.axis.counted_in for one in (north, south)] == [
        "times the level before the truce",
        "hours at the level before the truce",
    ]
    assert (south.low, south.high) == (7 * 24, 21 * 24)
    assert not outside_ranges(scenario)
    level = grievance_level(scenario, "north")
    drawn = draw(scenario, [1, 0])
    assert drawn.parties["north"].tolerance == pytest.approx(3 * level)
    assert drawn.source["parties"]["north"]["tolerance"] == "3 x before"
    assert drawn.parties["south"].tolerance == pytest.approx(
        days_of(grievance_level(scenario, "south"), 7)
    )
    more = with_values(drawn, {"parties.south.violates": "9 a day"})
    assert more.parties["north"].tolerance == pytest.approx(3 * grievance_level(more, "north"))
    tolerances = [
        number_at(draw(scenario, [u, u]), "parties.north.tolerance") for u in (0, 0.3, 0.6, 1)
    ]
    assert tolerances == sorted(set(tolerances))
    # Where the file stands is told in the unit of the range, whatever it is written in.
    at = number_at(scenario, "parties.north.tolerance", "x before")
    assert at == pytest.approx(1 - 2 ** (-14 / 4))
    at = number_at(
        with_values(scenario, {"parties.north.tolerance": at * level}),
        "parties.north.tolerance",
        "as before",
    )
    assert at == pytest.approx(14 * 24)


def test_a_range_is_written_alike_and_rises(tmp_path: Path) -> None:
    mixed = RANGES.replace('"3 x before"', "300")
    assert "written alike" in only_fault(tmp_path, remembering() + mixed).sentence
    fallen = RANGES.replace('"0.5 x before", "3 x before"', '"3 x before", "0.5 x before"')
    fault = only_fault(tmp_path, remembering() + fallen)
    assert "must rise" in fault.sentence
    fixed = mended(remembering() + fallen, fault.tries[0].edits)
    assert faults_of(tmp_path, fixed) == ()


def test_sweeps_options_and_settings_take_them(tmp_path: Path) -> None:
    option = '[options.more]\nset."parties.all.tolerance" = "2 x before"\n'
    scenario = loaded(tmp_path, remembering() + option)
    swept = levels_of(scenario, "parties.north.tolerance=1 x before:3 x before:5")
    assert [level.text for level in swept.levels] == [
        *("1 x before", "1.5 x before", "2 x before", "2.5 x before", "3 x before"),
    ]
    moved = with_values(scenario, {swept.target: swept.levels[2].raw})
    more = with_values(scenario, scenario.options["more"].set)
    assert moved.parties["north"] == more.parties["north"]
    assert (
        loaded(tmp_path, remembering(), "parties.all.tolerance=2x before").parties == more.parties
    )


def test_they_are_shown_with_what_they_come_to_and_written_back(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, remembering())
    number = scenario.parties["north"].tolerance
    assert number is not None
    said = as_text(in_words(scenario)).replace("\n", " ")
    assert f"14 days as before = {number:.3g} routine incidents" in " ".join(said.split())
    (row,) = [one for one in input_rows(scenario) if one.path == "parties.north.tolerance"]
    assert row.value == f"14 days as before = {number:.3g}"
    again = load(write(tmp_path, dump_toml(scenario), "again.toml"))
    assert again.source == scenario.source
    assert again.parties == scenario.parties


def test_a_file_that_extends_another_counts_in_its_own_past(tmp_path: Path) -> None:
    write(tmp_path, remembering(), "base.toml")
    own = 'extends = "base.toml"\n[parties.south]\nviolates = "9 a day"\n'
    scenario, base = loaded(tmp_path, own), load(tmp_path / "base.toml")
    ratio = grievance_level(scenario, "north") / grievance_level(base, "north")
    assert ratio > 1
    before, after = base.parties["north"].tolerance, scenario.parties["north"].tolerance
    assert before is not None
    assert after == pytest.approx(ratio * before)


@given(st.floats(1e-6, 1e6), st.sampled_from(["x before", "as before"]))
def test_amounts_read_back_as_written(number: float, unit: Any) -> None:
    amount = Amount(number if unit == "x before" else min(number, 800_000), unit)
    assert amount_of(amount.written) == amount


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_more_of_the_past_is_more(one: float, other: float) -> None:
    less, more = sorted((one, other))
    for unit in ("x before", "days as before"):
        numbers = [
            with_values(PLAIN, {"parties.north.tolerance": f"{size!r} {unit}"}).parties["north"]
            for size in (less, more)
        ]
        low, high = (party.tolerance or 0 for party in numbers)
        assert low <= high


VARYING = VaryingAmountKind(of=AmountKind(0, above=True, measure="grievance"))


def test_what_varies_is_counted_in_the_past_as_a_whole() -> None:
    raw = {"median": "0.6 x before", "p90": "2 x before"}
    amount = VARYING.parse(raw)
    assert amount == VaryingAmount(Spread("lognormal", (0.6, 2.0)), "x before")
    assert VARYING.raw(amount) == raw
    assert VARYING.parse("0.6 x before") == VaryingAmount(Spread.constant(0.6), "x before")
    assert VARYING.parse({"median": 60, "p90": 200}) == Spread("lognormal", (60.0, 200.0))
    assert VARYING.show(amount) == "median 0.6 x before, nine in ten within 2 x before"
    for unlike in (
        {"median": "0.6 x before", "p90": 200},
        {"median": "0.6 x before", "p90": "14 days as before"},
    ):
        with pytest.raises(ValueError, match="written alike"):
            VARYING.parse(unlike)
    for wrong in ("0.6 x befor", {"median": "2 x before", "p90": "1 x before"}, "-1 x before"):
        with pytest.raises(ValueError, match=r"amount|longer|larger|below"):
            VARYING.parse(wrong)


def test_headroom_is_counted_in_the_past(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, HEADROOM)
    level = grievance_level(scenario, "north")
    drawn, constant = (scenario.parties[name].headroom for name in ("north", "south"))
    assert drawn.kind == "lognormal"
    assert drawn.values == pytest.approx((0.6 * level, 2 * level))
    south = grievance_level(scenario, "south")
    assert constant.values == pytest.approx((days_of(south, 14),))
    said = " ".join(as_text(in_words(scenario)).split())
    assert "median 0.6 x before, nine in ten within 2 x before = median" in said
    (one,) = believable_inputs(scenario)
    assert (one.low, one.high) == (0.3, 1.2)
    assert not outside_ranges(scenario)
    low = draw(scenario, [0])
    assert low.source["parties"]["north"]["headroom"] == {
        "median": "0.3 x before",
        "p90": "1 x before",
    }
    swept = levels_of(scenario, "parties.north.headroom=0.3 x before:0.9 x before:3")
    assert swept.in_file == 0.6
    moved = with_values(scenario, {swept.target: swept.levels[2].raw}).parties["north"].headroom
    assert moved.values == pytest.approx((0.9 * level, 3 * level))
    plain = with_values(scenario, {"parties.north.headroom": {"median": 6, "p90": 24}})
    again = with_values(plain, {"parties.north.headroom.median": "0.5 x before"})
    assert again.parties["north"].headroom.values == pytest.approx((0.5 * level, 2 * level))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('p90 = "2 x before"', "p90 = 200", "written alike"),
        ('p90 = "2 x before"', 'p90 = "0.5 x before"', "p90 must be larger"),
        ('median = "0.6 x before"', 'median = "0.6 x befor"', "no amount"),
        ("chance = 0.2", "chance = 0", "comes to 0"),
        ('north" = ["0.3', 'north" = ["0.3', ""),
    ],
)
def test_headroom_written_wrongly(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = HEADROOM.replace(old, new)
    faults = faults_of(tmp_path, text)
    assert [says in one.sentence for one in faults] == ([True] if says else [])
    for one in faults[0].tries if faults else ():
        assert faults_of(tmp_path, mended(text, one.edits)) == ()


HEADROOM = (
    SMALL.replace(
        "[parties.south]",
        'forgets_in = "4 days"\nheadroom = { median = "0.6 x before", p90 = "2 x before" }\n'
        "[parties.south]",
    )
    + """forgets_in = "4 days"
headroom = "14 days as before"
[believable]
"parties.north.headroom" = ["0.3 x before", "1.2 x before"]
"""
)


def test_part_of_a_kind_is_a_kind() -> None:
    assert replace(VARYING).part is VARYING.of
    assert put({}, {"quiet.share": "1 x before"}) == {"quiet": {"share": "1 x before"}}

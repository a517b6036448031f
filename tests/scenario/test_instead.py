"""Inputs of which only one may be given: in a file, in one that extends it, in options and sets."""

from math import log
from pathlib import Path

import pytest
from scenario_samples import SMALL, faults_of, loaded, only_fault, write
from truce_sim.model import build_world
from truce_sim.scenario import ScenarioFaults, load, with_values
from truce_sim.scenario.believable import draw
from truce_sim.scenario.mends import mended

SHOCK = "[shocks.raid]\nends = 0.5\n"
CHANCE = 'chance = 0.1\nevery = "1 day"\n'
RATE = 'rate = "3 a month"\n'
GUARANTOR = '[guarantors.big]\nover = ["north"]\n[rupture]\n'


@pytest.mark.parametrize("table", [SHOCK, GUARANTOR])
def test_how_often_is_said_in_one_of_two_ways(tmp_path: Path, table: str) -> None:
    for said, per_day in ((CHANCE, -log(0.9)), (RATE, 3 / 730.5 * 24)):
        world = build_world(loaded(tmp_path, SMALL + table + said))
        per_hour = world.shocks[0].per_hour if world.shocks else world.rupture_per_hour
        assert per_hour == pytest.approx(per_day / 24)
    fault = only_fault(tmp_path, SMALL + table + RATE + CHANCE)
    assert "has both chance and every and rate" in fault.sentence
    for one in fault.tries:
        assert faults_of(tmp_path, mended(SMALL + table + RATE + CHANCE, one.edits)) == ()
    fault = only_fault(tmp_path, SMALL + table)
    assert "lacks rate, or chance and every" in fault.sentence
    assert faults_of(tmp_path, mended(SMALL + table, fault.tries[0].edits)) == ()
    for half, lacking in (("chance = 0.1\n", "every"), ('every = "1 day"\n', "chance")):
        fault = only_fault(tmp_path, SMALL + table + half)
        assert f"does nothing without {lacking}" in fault.sentence
        assert faults_of(tmp_path, mended(SMALL + table + half, fault.tries[0].edits)) == ()


def test_one_given_from_elsewhere_stands_in_place_of_the_other(tmp_path: Path) -> None:
    ranges = '[believable]\n"shocks.raid.chance" = [0.05, 0.2]\n'
    base = SMALL + SHOCK + CHANCE + ranges
    write(tmp_path, base, "base.toml")
    own = loaded(tmp_path, 'extends = "base.toml"\n[shocks.raid]\nrate = "1 a day"\n')
    assert own.shocks["raid"].per_hour == 1 / 24
    assert not own.believable
    scenario = load(tmp_path / "base.toml")
    for moved in (
        loaded(tmp_path, base, "shocks.raid.rate=1 a day"),
        with_values(scenario, {"shocks.raid.rate": {"per_day": 1}}),
    ):
        assert moved.shocks["raid"].per_hour == 1 / 24
        back = with_values(moved, {"shocks.raid.chance": 0.2, "shocks.raid.every": "2 days"})
        assert back.shocks["raid"].per_hour == pytest.approx(-log(0.8) / 48)
        with pytest.raises(ScenarioFaults, match="does nothing without every"):
            with_values(moved, {"shocks.raid.chance": 0.2})


def test_a_range_is_of_what_the_file_gives(tmp_path: Path) -> None:
    ranges = '[believable]\n"shocks.raid.rate" = ["1 a week", "1 a day"]\n'
    assert "gives chance instead" in only_fault(tmp_path, SMALL + SHOCK + CHANCE + ranges).sentence
    scenario = loaded(tmp_path, SMALL + SHOCK + RATE.replace("month", "week") + ranges)
    assert draw(scenario, [1]).shocks["raid"].per_hour == pytest.approx(1 / 24)


def test_headroom_replaces_tolerance_in_a_variant_and_an_option(tmp_path: Path) -> None:
    text = SMALL.replace("[parties.south]", "tolerance = 20\n[parties.south]")
    write(tmp_path, text, "base.toml")
    own = loaded(tmp_path, 'extends = "base.toml"\n[parties.north]\nheadroom = 30\n')
    assert own.parties["north"].tolerance is None
    assert own.parties["north"].headroom.median == 30
    base = load(tmp_path / "base.toml")
    assert with_values(base, {"parties.north.headroom": 30}).parties == own.parties
    assert with_values(own, {"parties.north.tolerance": 20}).parties == base.parties


def test_a_range_for_all_parties_is_then_that_of_the_others(tmp_path: Path) -> None:
    text = SMALL.replace("hits =", 'headroom = 20\nforgets_in = "5 days"\nhits =')
    ranges = '[believable]\n"parties.all.headroom" = [10, 30]\n'
    known = '[evidence]\n"parties.all.headroom" = { basis = "reported" }\n'
    base = text + ranges + known
    write(tmp_path, base, "base.toml")
    own = loaded(tmp_path, 'extends = "base.toml"\n[parties.north]\ntolerance = 25\n')
    assert own.believable == {"parties.south.headroom": [10, 30]}
    assert list(own.evidence) == ["parties.south.headroom"]
    drawn = draw(own, [1]).parties
    assert (drawn["north"].tolerance, drawn["south"].headroom.median) == (25, 30)
    assert loaded(tmp_path, base, "parties.north.tolerance=25").believable == own.believable
    both = (
        'extends = "base.toml"\n[parties.north]\ntolerance = 25\n[parties.south]\ntolerance = 2\n'
    )
    assert loaded(tmp_path, both).believable == {}
    again = f'extends = "base.toml"\n[parties.north]\ntolerance = 25\n{ranges}'
    assert "gives tolerance instead" in only_fault(tmp_path, again).sentence


@pytest.mark.parametrize(
    ("given", "lacking"),
    [("means_it = 0.8", "breaks_after"), ('breaks_after = "1 day"', "means_it")],
)
def test_what_goes_together_is_offered_wherever_it_is_lacking(
    tmp_path: Path, given: str, lacking: str
) -> None:
    key, _, value = given.partition(" = ")
    for text in (
        SMALL.replace("[parties.south]", f"{given}\n[parties.south]"),
        f'{SMALL}[options.x]\nset."parties.north.{key}" = {value}\n',
    ):
        fault = only_fault(tmp_path, text)
        assert f"does nothing without {lacking}" in fault.sentence
        assert faults_of(tmp_path, mended(text, fault.tries[0].edits)) == ()
    with pytest.raises(ScenarioFaults) as told:
        loaded(tmp_path, SMALL, f"parties.north.{given}")
    assert told.value.faults[0].note.startswith(f"set parties.north.{lacking} as well, such as ")

"""`--set` and values that studies put in: the same validator, the same faults."""

from datetime import datetime
from pathlib import Path

import pytest
from scenario_samples import FULL, SMALL, faults_of, loaded, only_fault, write
from truce_sim.scenario import PathError, Scenario, ScenarioFaults, load, render_plain, with_values
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.values import value_at


@pytest.fixture
def full(tmp_path: Path) -> Scenario:
    return loaded(tmp_path, FULL)


@pytest.mark.parametrize(
    ("setting", "path", "expected"),
    [
        ("verification.teams=7", "verification.teams", 7),
        (" verification.teams = 7 ", "verification.teams", 7),
        ("truce.settles_in=36h", "truce.settles_in", 36),
        ('truce.settles_in="36h"', "truce.settles_in", 36),
        ("truce.settles_in=2 days", "truce.settles_in", 48),
        ("dates.talks=2016-03-08 15:00", "dates.talks", datetime(2016, 3, 8, 15)),
        ("zones.rest.key=true", "zones.rest.key", True),
        ("title=A new title", "title", "A new title"),
        ("title=5", "title", None),
        ("guarantors.russia.over=['opposition']", "guarantors.russia.over", ("opposition",)),
        ("verification.checked_in=6h", "verification.checked_in", Spread.constant(6)),
        (
            'verification.checked_in={ between = ["1h", "2h"] }',
            "verification.checked_in",
            Spread("uniform", (1.0, 2.0)),
        ),
        ("parties.government.violates.chance=0.1", "parties.government.violates.chance", 0.1),
        ("parties.government.hits.isil=4", "parties.government.hits.isil", 4),
        ("excluded.isil.spoils.from=2 days", "excluded.isil.spoils.from", 48),
        ("verification.hotline.reaches=0.9", "verification.hotline.reaches", 0.9),
        ("parties.government.harm.p90=9", "parties.government.harm.p90", 9),
    ],
)
def test_values_are_written_as_in_the_file(
    tmp_path: Path, setting: str, path: str, expected: object
) -> None:
    if expected is None:
        assert "must be text" in only_fault(tmp_path, FULL, setting).sentence
        return
    found = value_at(loaded(tmp_path, FULL, setting), path)
    assert found == (pytest.approx(expected) if isinstance(expected, float) else expected)


def test_a_median_alone_moves_the_whole_spread(full: Scenario) -> None:
    moved = with_values(full, {"verification.checked_in.median": "40h"})
    assert value_at(moved, "verification.checked_in") == Spread("lognormal", (40.0, 128.0))
    both = with_values(
        full, {"verification.checked_in.p90": "50h", "verification.checked_in.median": "40h"}
    )
    assert value_at(both, "verification.checked_in") == Spread("lognormal", (40.0, 50.0))


def test_parts_of_a_spread_work_when_the_file_gives_a_bare_duration(full: Scenario) -> None:
    moved = with_values(full, {"parties.government.notice.median": "6h"})
    assert value_at(moved, "parties.government.notice") == Spread.constant(6)
    spread = with_values(full, {"parties.government.notice.p90": "60h"})
    assert value_at(spread, "parties.government.notice") == Spread("lognormal", (24.0, 60.0))
    default = with_values(full, {"parties.opposition.retaliates_after.median": "6h"})
    assert value_at(default, "parties.opposition.retaliates_after") == Spread.constant(6)


def test_all_means_every_party(full: Scenario) -> None:
    changed = with_values(full, {"parties.all.retaliates": 0.15})
    assert {party.retaliates for party in changed.parties.values()} == {0.15}
    assert value_at(changed, "parties.all.retaliates") == 0.15


def test_the_scenario_itself_stays_as_it_was(full: Scenario) -> None:
    before = dict(full.source)
    with_values(full, {"verification.teams": 9, "parties.all.retaliates": 0.15})
    assert full.source == before
    assert value_at(full, "verification.teams") == 5


@pytest.mark.parametrize(
    ("setting", "sentence", "try_"),
    [
        ("truce.settles_in=5", "truce.settles_in needs a unit", 'settles_in = "5h" or "5 days"'),
        (
            "parties.goverment.retaliates=0.15",
            "'parties.goverment.retaliates' is no input: parties has nothing called 'goverment'",
            "parties.government.retaliates",
        ),
        (
            "verification.temas=4",
            "'verification.temas' is no input: verification has nothing called 'temas'",
            "verification.teams",
        ),
        (
            "verification.checked_in.medain=4h",
            "'verification.checked_in.medain' is no input: verification.checked_in has no part "
            "called 'medain'",
            "verification.checked_in.median",
        ),
        ("verification.teams", "--set verification.teams must be PATH=VALUE", ""),
        ("=5", "--set =5 must be PATH=VALUE", ""),
        ("verification.teams=", "--set verification.teams= must be PATH=VALUE", ""),
        ("verification.public=30", "verification.public must be between 0 and 1",
         "public = 0.3   (30 percent)"),
        ("verification.teams=nan", "verification.teams must be an ordinary number, not nan", ""),
        ("verification.teams=[[[[1]]]]", "verification.teams must be a number, or a list of", ""),
        ("dates.talks=2016-01-01 10:00", "dates.talks must be after the truce starts", ""),
        ("verification.teams.x=1", "'verification.teams.x' is no input", ""),
        ("parties.all=1", "'parties.all' is no input", ""),
        ("..=1", "'..' is no input", ""),
    ],
)  # fmt: skip
def test_faults_are_located_in_the_setting(
    tmp_path: Path, setting: str, sentence: str, try_: str
) -> None:
    faults = [f for f in faults_of(tmp_path, FULL, setting) if f.file == "--set"]
    assert faults[0].sentence.startswith(sentence)
    assert faults[0].source_line == setting
    assert faults[0].line == 0
    if try_:
        assert faults[0].try_ == try_


def test_faults_of_file_and_settings_come_together(tmp_path: Path) -> None:
    text = SMALL.replace("chance = 0.3", "chance = 3")
    faults = faults_of(tmp_path, text, "run.runs=0", "run.sed=1")
    assert {fault.file for fault in faults} == {"--set", str(tmp_path / "truce.toml")}
    assert len(faults) == 3
    out = render_plain(faults)
    assert "--> --set\n    |\n    | run.runs=0\n    |          ^\n" in out


def test_the_last_of_two_settings_wins(tmp_path: Path) -> None:
    assert loaded(tmp_path, SMALL, "run.runs=5", "run.runs=6").run.runs == 6


def test_a_setting_can_mend_a_bad_file(tmp_path: Path) -> None:
    text = SMALL.replace("chance = 0.3", "chance = 3")
    assert loaded(tmp_path, text, "parties.north.violates.chance=0.3").title == "small"


def test_a_section_can_be_added_by_settings(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, SMALL, "spiral.violations=9", "spiral.window=1 day")
    assert scenario.spiral is not None
    assert "lacks window" in only_fault(tmp_path, SMALL, "spiral.violations=9").sentence


def test_a_number_that_was_set_loses_its_evidence(tmp_path: Path) -> None:
    path = write(tmp_path, FULL)
    rows = {row.path: row for row in input_rows(load(path, ["dates.talks=2016-03-08 15:00"]))}
    assert rows["dates.talks"].basis == "guess"
    assert rows["parties.government.retaliates"].basis == "estimated"


def test_numbers_of_numeric_libraries_are_taken(full: Scenario) -> None:
    import numpy as np

    changed = with_values(full, {"verification.teams": np.int64(3), "run.seed": np.int32(4)})
    assert (value_at(changed, "verification.teams"), changed.run.seed) == (3, 4)


def test_values_that_do_not_fit_are_faults_without_a_file(full: Scenario) -> None:
    with pytest.raises(ScenarioFaults) as caught:
        with_values(full, {"verification.teams": -1, "verification.nothing": 1})
    assert {fault.file for fault in caught.value.faults} == {""}
    assert "verification.teams = -1" in {fault.source_line for fault in caught.value.faults}


def test_unknown_paths_have_no_value(full: Scenario) -> None:
    with pytest.raises(PathError):
        value_at(full, "verification.nothing")
    assert value_at(full, "parties.opposition.tolerance") is None


def test_a_median_too_small_for_its_spread_to_follow_is_a_fault(tmp_path: Path) -> None:
    text = FULL.replace("{ median = 1, p90 = 6 }", "{ median = 100, p90 = 600 }")
    fault = only_fault(tmp_path, text, "parties.government.harm.median=5e-324")
    assert "p90 is more than 1,000,000 times the median" in fault.sentence

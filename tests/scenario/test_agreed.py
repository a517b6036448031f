"""Measures, teams that change, and holding in part, as a file says them."""

from pathlib import Path

import pytest
from scenario_samples import SMALL, faults_of, loaded, only_fault
from truce_sim.model import build_world, simulate
from truce_sim.scenario import warnings_of, with_values
from truce_sim.scenario.asking import levels_of
from truce_sim.scenario.before import claims_a_day
from truce_sim.scenario.believable import draw
from truce_sim.scenario.describe import as_text, in_words, meanings
from truce_sim.scenario.levels import with_levels
from truce_sim.scenario.workload import capacity_a_day, workload

OFFICE = """
[verification]
teams      = [{ from = "0h", teams = 1 }, { from = "2030-05-04 00:00", teams = 4 }]
checked_in = "1 day"
finds      = 0.5
clears     = 0.5
"""
PAUSE = """
[zones.front]
name  = "The front"
share = 1
[zones.rear]
share = 3
[measures.pause]
from   = "3 days"
until  = "2030-05-08 00:00"
zones  = ["front"]
factor = 0.5
"""
SPIRAL = "\n[spiral]\nviolations = 9\nwindow = '1 day'\n"


def shown(folder: Path, text: str) -> str:
    return " ".join(as_text(in_words(loaded(folder, text))).split())


def sentences(folder: Path, text: str, *sets: str) -> list[str]:
    found = (warning.sentence for warning in warnings_of(loaded(folder, text, *sets)))
    return [said for said in found if "no believable range" not in said]


def test_measures_and_teams_are_told_in_words(tmp_path: Path) -> None:
    text = shown(tmp_path, SMALL + OFFICE + PAUSE)
    assert "teams: 1 from the start, 4 from 4 May 2030, 00:00;" in text
    assert (
        "pause: acts from 3 days after the start until 8 May 2030, 00:00; only in The front; "
        "violence under command there, and the chance of an answer to it, times 0.5." in text
    )
    bare = shown(tmp_path, SMALL + '[measures.pause]\nfrom = "0h"\nfactor = 0\n')
    assert (
        "pause: acts from the start; violence under command there, and the chance of an answer to "
        "it, times 0." in bare
    )
    assert "pause: acts without end in all zones." in bare


def test_dates_and_lengths_of_time_mean_the_same(tmp_path: Path) -> None:
    worlds = [
        build_world(loaded(tmp_path, (SMALL + OFFICE + PAUSE).replace(*other)))
        for other in (
            ('"2030-05-04 00:00"', "2030-05-04 00:00:00"),
            ('"2030-05-04 00:00"', '"3 days"'),
            ('"2030-05-04 00:00"', '"+72h"'),
            ('"2030-05-08 00:00"', '"1 week"'),
            ('"3 days"', "2030-05-04T00:00:00"),
        )
    ]
    assert all(world.teams == ((0.0, 1), (72.0, 4)) for world in worlds)
    assert all(
        (world.measures[0].begins, world.measures[0].ends) == (72.0, 168.0) for world in worlds
    )


def test_options_and_settings_change_measures_and_teams_and_add_measures(tmp_path: Path) -> None:
    text = SMALL + OFFICE + PAUSE
    more = loaded(
        tmp_path,
        text + "[options.more]\nlabel = 'More'\n"
        'set = { "verification.teams" = 9, "measures.pause.factor" = 0.2, '
        '"measures.retreat" = { from = "1 day", factor = 0.1 } }\n',
    )
    world = build_world(with_values(more, more.options["more"].set))
    assert world.teams == ((0.0, 9),)
    assert [(one.name, one.factor) for one in world.measures] == [("pause", 0.2), ("retreat", 0.1)]
    assert 'measures.retreat to { from = "1 day", factor = 0.1 }' in shown(
        tmp_path, text + '[options.x]\nset."measures.retreat" = { from = "1 day", factor = 0.1 }\n'
    )
    sets = (
        'measures.lull={from="5 days", factor=0}',
        'verification.teams=[{from="1 day", teams=2}]',
    )
    world = build_world(loaded(tmp_path, text, *sets))
    assert world.teams == ((24.0, 2),)
    assert [one.name for one in world.measures] == ["lull", "pause"]


@pytest.mark.parametrize(
    ("text", "sentence", "try_"),
    [
        ('teams = [{ from = "0h" }]', "verification.teams[1] lacks teams", "teams = 1"),
        (
            'teams = [{ from = "0h", team = 5 }]',
            "verification.teams[1] has no part called 'team'",
            "teams",
        ),
        ("teams = []", "verification.teams must be a number, or a list of { from, teams }", ""),
        ('teams = [{ from = "1 day", teams = -1 }]', "verification.teams[1].teams must be", ""),
        (
            'teams = [{ from = "2030-04-01 00:00", teams = 1 }]',
            "verification.teams[1].from is before the truce starts",
            'from = "0h"   (it starts on 1 May 2030, 00:00)',
        ),
        (
            'teams = [{ from = "2030-05-02 00:00", teams = 1 }, { from = "24h", teams = 2 }]',
            "verification.teams[2].from must be after that of the one before",
            'from = "48h"',
        ),
        (
            'teams = [{ from = "-1 day", teams = 1 }]',
            "verification.teams[1].from counts from the truce's start, so it cannot be earlier",
            'from = "+1 days"',
        ),
    ],
)
def test_a_list_of_teams_has_its_faults_at_their_places(
    tmp_path: Path, text: str, sentence: str, try_: str
) -> None:
    fault = only_fault(tmp_path, SMALL + OFFICE.replace(OFFICE.splitlines()[2], text))
    assert fault.sentence.startswith(sentence)
    assert fault.try_ == try_
    assert fault.source_line == text


def test_zones_and_order_of_measures_are_checked_in_options_too(tmp_path: Path) -> None:
    bad = (
        "[options.x]\n"
        'set = { "measures.pause.zones" = ["reer"], "measures.pause.from" = "9 days" }\n'
    )
    found = [fault.sentence for fault in faults_of(tmp_path, SMALL + PAUSE + bad)]
    assert sorted(found) == [
        "option 'x': measures.pause.until must be after measures.pause.from, 9 days",
        "option 'x': measures.pause.zones: no zone is called 'reer'",
    ]
    nowhere = only_fault(tmp_path, SMALL + '[measures.x]\nfrom = "0h"\nfactor = 0\nzones = ["a"]\n')
    assert (nowhere.sentence, nowhere.try_) == (
        "measures.x.zones: no zone is called 'a'",
        "leave zones out",
    )


def test_evidence_for_a_measure_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    note = '[evidence]\n"measures.pausse" = { source = "s", basis = "reported" }\n'
    fault = only_fault(tmp_path, SMALL + PAUSE + note)
    assert fault.sentence == (
        "evidence: 'measures.pausse' is no input: measures has nothing called 'pausse'"
    )
    assert fault.try_ == '"measures.pause"'


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '[measures.x]\nfrom = "20 days"\nfactor = 0\n',
            "measures.x.from is 20 days, but the talks open 10.4 days after the truce starts: it "
            "does not act by then",
        ),
        (
            '[measures.x]\nfrom = "1 day"\nfactor = 1\n',
            "measures.x does nothing as its factor is 1",
        ),
        ("[partial]\nshare = 0.5\n", "partial does nothing without [flare]"),
        (
            OFFICE.replace("2030-05-04 00:00", "15 days"),
            "verification.teams: 4 teams are there from 15 days after the truce starts, but the "
            "talks open 10.4 days after it does",
        ),
    ],
)
def test_what_comes_too_late_or_does_nothing_is_told(tmp_path: Path, more: str, said: str) -> None:
    assert any(one.startswith(said) for one in sentences(tmp_path, SMALL + SPIRAL + more))


def test_work_follows_teams_and_measures(tmp_path: Path) -> None:
    loud = SMALL.replace("chance = 0.3", "chance = 0.95").replace("chance = 0.2", "chance = 0.9")
    text = loud.replace("[parties.south]", "notices = 0.3\nharm = 4\n[parties.south]\nharm = 4")
    for sets in (
        (),
        ("verification.teams=[{from='4 days', teams=6}]",),
        ("measures.x={from='0h', until='6 days', factor=0.3}", "parties.north.uncommanded=0.5"),
    ):
        scenario = loaded(tmp_path, text + OFFICE, *sets)
        world = build_world(scenario)
        runs = [simulate(world, 3, number) for number in range(20)]
        days = sum(one.counts["days"] for one in runs)
        filed = sum(v for one in runs for n, v in one.counts.items() if n.startswith("verdict"))
        work = workload(scenario)
        assert work is not None
        assert work.complaints == pytest.approx(filed / days, rel=0.1), sets
        ruled = sum(one.counts["checked"] for one in runs) / days
        assert work.ruled == pytest.approx(ruled, rel=0.15), sets
    assert capacity_a_day(loaded(tmp_path, text + OFFICE)) == 4
    told = sentences(tmp_path, text + OFFICE + SPIRAL)
    assert any(one.startswith("1, then 4 teams rule on about 3.1 of ") for one in told)


def test_who_strikes_excluded_groups_alone_makes_work_for_teams_as_well(tmp_path: Path) -> None:
    text = SMALL.replace("chance = 0.3", "chance = 0.9").replace("{ south = 1 }", "{ black = 1 }")
    black = '[excluded.black]\nattacks = "0 a day"\nhits = { north = 1 }\ndisputed = 0.8\n'
    front = "[zones.front]\nshare = 1\nmixed = 0.5\n"
    scenario = loaded(tmp_path, text.replace("chance = 0.2", "chance = 0") + black + front + OFFICE)
    work = workload(scenario)
    assert work is not None
    strikes = scenario.parties["north"].violates.per_day
    assert work.complaints == pytest.approx(strikes * 0.8 * 0.5)
    assert claims_a_day(scenario) == pytest.approx(work.complaints)


def test_a_range_and_a_sweep_put_a_number_in_the_place_of_the_list(tmp_path: Path) -> None:
    believed = '[believable]\n"verification.teams" = [1, 5]\n'
    scenario = loaded(tmp_path, SMALL + OFFICE + believed)
    assert build_world(draw(scenario, [0.99])).teams == ((0.0, 5),)
    swept = levels_of(scenario, "verification.teams=2,9")
    assert swept.in_file is None
    world = build_world(with_levels(scenario, [swept], [swept.levels[1]]))
    assert world.teams == ((0.0, 9),)


def test_what_holding_in_part_asks_for_is_told(tmp_path: Path) -> None:
    flare = "[flare]\nviolations = 3\nwindow = '1 day'\n[partial]\nshare = 0.25\n"
    scenario = loaded(tmp_path, SMALL + flare)
    assert (
        meanings(scenario)["in part"] == "zones with 25 in 100 of all incidents or more are aflame"
    )
    assert "in part" not in meanings(loaded(tmp_path, SMALL))

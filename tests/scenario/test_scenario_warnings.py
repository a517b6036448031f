"""Warnings: what makes a file that can run still not worth running as it is."""

from pathlib import Path

import pytest
from random_scenarios import drawn_scenario
from scenario_samples import SMALL, faults_of, loaded, write
from truce_sim.model import build_world, simulate
from truce_sim.model.rules import settling
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw, warnings_of
from truce_sim.scenario.faults import Fault, render_briefly
from truce_sim.scenario.reach import unreachable
from truce_sim.scenario.warnings import sentences_of
from truce_sim.scenario.workload import level, workload

TOLERANT = SMALL.replace("hits = { north = 1 }", "hits = { north = 1 }\ntolerance = 20")
OFFICE = """
[verification]
teams = 2
checked_in = "24h"
finds = 0.5
clears = 0.4
"""


def warned(folder: Path, text: str, *sets: str) -> list[Fault]:
    """Return the warnings about a file, those about guesses and violence that stays left out."""
    found = warnings_of(loaded(folder, text, *sets))
    return [
        one
        for one in found
        if ("believable range" not in one.sentence or "outside" in one.sentence)
        and "violence fall" not in one.sentence
    ]


def only(folder: Path, text: str, *sets: str) -> Fault:
    found = warned(folder, text, *sets)
    assert len(found) == 1, found
    return found[0]


def test_a_file_that_nothing_can_end_is_told(tmp_path: Path) -> None:
    assert "nothing in this file can end the truce" in only(tmp_path, SMALL).sentence
    for more in (
        "[spiral]\nviolations = 9\nwindow = '1 day'",
        "[flare]\nviolations = 3\nwindow = '1 day'\nends = 1",
        "[mass_casualty]\nharm = 1\nends = 0.5",
        "[shocks.coup]\nchance = 0.1\nevery = '1 day'\nends = 0.1",
        "[parties.third]\nviolates = {chance = 0, every = '6h'}\nhits = {north = 1}\ntolerance = 9",
    ):
        assert warned(tmp_path, f"{SMALL}\n{more}\n") == []
    for less in (
        "[mass_casualty]\nharm = 2\nends = 0.5",
        "[mass_casualty]\nharm = 1\nends = 0",
        "[shocks.coup]\nchance = 0\nevery = '1 day'\nends = 0.1",
        "[flare]\nviolations = 3\nwindow = '1 day'",
    ):
        assert "nothing in this file can end" in warned(tmp_path, f"{SMALL}\n{less}\n")[0].sentence


def test_what_is_told_to_end_nothing_ends_nothing(tmp_path: Path) -> None:
    world = build_world(loaded(tmp_path, SMALL))
    assert all(simulate(world, 1, number).held for number in range(20))


def test_an_input_that_cannot_act_is_named_with_its_line_and_that_of_options_and_ranges(
    tmp_path: Path,
) -> None:
    text = f"""{TOLERANT}
[guarantors.friend]
over = ["north"]
leverage = 0.5
[believable]
"guarantors.friend.leverage" = [0.1, 0.9]
[options.press]
set = {{ "guarantors.friend.leverage" = 0.8 }}
"""
    found = warned(tmp_path, text)
    assert [one.source_line for one in found] == [
        "[guarantors.friend]",
        '"guarantors.friend.leverage" = [0.1, 0.9]',
        'set = { "guarantors.friend.leverage" = 0.8 }',
    ]
    assert all("without [verification]" in one.sentence for one in found)
    assert warned(tmp_path, text + OFFICE) == []


def test_what_acts_only_with_an_option_or_within_a_range_is_not_idle(tmp_path: Path) -> None:
    text = TOLERANT.replace("[parties.south]", "escalates = 2\n[parties.south]")
    assert "parties.north.escalates does nothing" in only(tmp_path, text).sentence
    option = '[options.angry]\nset = { "parties.north.retaliates" = 0.3 }\n'
    assert warned(tmp_path, f"{text}\n{option}") == []
    spread = '[believable]\n"parties.north.retaliates" = [0, 0.3]\n'
    assert warned(tmp_path, f"{text}\n{spread}") == []


def test_the_same_idle_input_of_several_parties_is_told_once(tmp_path: Path) -> None:
    text = TOLERANT.replace("hits = {", 'patience = "1 day"\nhits = {')
    assert only(tmp_path, text).sentence.startswith(
        "parties.north.patience and parties.south.patience do nothing"
    )


def test_what_comes_after_the_talks_is_told(tmp_path: Path) -> None:
    late = OFFICE.replace("teams = 2", 'teams = 2\nstarts_after = "20 days"')
    told = only(tmp_path, TOLERANT + late)
    assert "20 days" in told.sentence
    assert "no complaint is checked" in told.sentence
    assert told.source_line == 'starts_after = "20 days"'
    rule = '[postponement]\ndecides_before = "1 day"\nunless = "settled"\nby = "12 days"\n'
    assert warned(tmp_path, TOLERANT + late + rule) == []


def test_an_option_that_changes_nothing_is_told(tmp_path: Path) -> None:
    text = f'{TOLERANT}\n[options.same]\nset = {{ "parties.south.tolerance" = 20.0 }}\n'
    assert "changes nothing" in only(tmp_path, text).sentence


def test_a_value_outside_its_inherited_range_is_told_with_the_file(tmp_path: Path) -> None:
    base = TOLERANT + '[believable]\n"parties.south.tolerance" = [10, 30]\n'
    write(tmp_path, base, "base.toml")
    assert warned(tmp_path, 'extends = "base.toml"') == []
    told = only(tmp_path, 'extends = "base.toml"\n[parties.south]\ntolerance = 40')
    assert "outside its believable range of 10 to 30, inherited from base.toml" in told.sentence
    assert told.file.endswith("base.toml")
    told = only(tmp_path, base, "parties.south.tolerance=5")
    assert "parties.south.tolerance is 5, outside" in told.sentence


def test_dates_of_another_year_are_told(tmp_path: Path) -> None:
    option = '[options.later]\nset = { "dates.talks" = "2030-05-18 10:00" }\n'
    write(tmp_path, TOLERANT + option, "base.toml")
    assert warned(tmp_path, 'extends = "base.toml"') == []
    dates = '[dates]\ntruce_starts = "2027-02-01 00:00"\ntalks = "2027-02-11 10:00"\n'
    told = only(tmp_path, f'extends = "base.toml"\n{dates}')
    assert "option 'later' moves dates.talks by 1,192 days" in told.sentence
    half = '[dates]\ntruce_starts = "2027-02-01 00:00"\n'
    assert "different files" in warned(tmp_path, f'extends = "base.toml"\n{half}')[0].sentence


def test_ranges_that_overlap_are_told(tmp_path: Path) -> None:
    ranges = (
        '[believable]\n"parties.all.retaliates" = [0, 0.3]\n"parties.north.retaliates" = [0, 0.5]\n'
    )
    told = only(tmp_path, TOLERANT + ranges)
    assert "parties.all.retaliates and parties.north.retaliates overlap" in told.sentence
    halves = (
        '[believable]\n"parties.north.retaliates_after" = ["6h", "12h"]\n'
        '"parties.north.retaliates_after.median" = ["6h", "12h"]\n'
        '"parties.north.retaliates" = [0, 1]'
    )
    assert "overlap" in only(tmp_path, TOLERANT + halves).sentence


@pytest.mark.parametrize(
    "more",
    [
        '[options.a]\nlabel = "More"\nset = { "parties.north.retaliates" = 0.1 }\n'
        '[options.b]\nlabel = "more "\nset = { "parties.north.retaliates" = 0.2 }\n',
        '[options.a]\nlabel = "As in the file"\nset = { "parties.north.retaliates" = 0.1 }\n',
        '[excluded.x]\nname = "north"\nattacks = {chance = 0, every = "1h"}\nhits = {north = 1}\n',
    ],
)
def test_what_would_be_shown_under_one_name_is_told(tmp_path: Path, more: str) -> None:
    assert "both called" in only(tmp_path, f"{TOLERANT}\n{more}").sentence


def test_a_range_of_a_shocks_chance_is_seen_and_its_stretch_needs_none(tmp_path: Path) -> None:
    shock = f'{TOLERANT}\n[shocks.x]\nchance = 0.01\nevery = "1 day"\nends = 0.5\n'
    ranges = '[believable]\n"shocks.x.chance" = [0.001, 0.1]\n'
    told = warnings_of(loaded(tmp_path, f"{shock}\n{ranges}"))[-1]
    assert told.sentence == "4 of 5 guesses have no believable range"
    assert "shocks" not in told.note.replace("shocks.x.ends", "")


def test_guesses_without_a_range_are_counted(tmp_path: Path) -> None:
    told = warnings_of(loaded(tmp_path, TOLERANT))[-1]
    assert told.sentence == "3 of 3 guesses have no believable range"
    assert told.note == "a range for each of: parties.all.violates, parties.south.tolerance"
    known = '[evidence]\n"parties" = { basis = "reported" }\n"truce" = { basis = "reported" }\n'
    falls = '[truce]\nsettles_in = "3 days"\n'
    assert warnings_of(loaded(tmp_path, TOLERANT + falls + known)) == ()


def test_at_most_three_are_told_before_a_study(tmp_path: Path) -> None:
    idle = "[on_time]\nwithin = '2 days'\n[agenda]\nsessions = 5\nsession_lasts = '2h'\n"
    late = "[truce]\nsettles_in = '2 days'\nfrays_after = '90 days'\nfrays_in = '9 days'\n"
    rest = "per_complaint = '5 min'\n[verification]\nteams = 1\nchecked_in = '9 days'\n"
    text = TOLERANT + idle + rest + "finds = 0.5\nclears = 0.5\n" + late
    found = warnings_of(loaded(tmp_path, text))
    assert len(found) == 4
    said = render_briefly(found, "truce-sim check FILE").splitlines()
    assert sum(line.startswith("Note: ") for line in said) == 3
    assert said[-1] == "and 1 more: truce-sim check FILE"
    assert max(map(len, said)) <= 80
    long = f"truce-sim check {'a/' * 60}FILE"
    assert render_briefly(found, long).endswith(f"\nand 1 more: {long}\n")


def _busy(tmp_path: Path, *, teams: int, chance: float) -> Scenario:
    text = (
        TOLERANT.replace("tolerance = 20", "tolerance = 1000000")
        .replace("chance = 0.3", f"chance = {chance}\nretaliates = 0.2".partition("\n")[0])
        .replace("[parties.south]", "retaliates = 0.2\nnotices = 0.8\n[parties.south]")
    )
    truce = '[truce]\nsettles_in = "2 days"\nfloor = 0.5\ntakes_hold = 0.9\n'
    office = OFFICE.replace("teams = 2", f'teams = {teams}\nstarts_after = "2 days"')
    return loaded(tmp_path, text + truce + office)


@pytest.mark.parametrize(("teams", "chance"), [(1, 0.9), (3, 0.6), (20, 0.9)])
def test_the_work_worked_out_is_about_the_work_simulated(
    tmp_path: Path, teams: int, chance: float
) -> None:
    scenario = _busy(tmp_path, teams=teams, chance=chance)
    world = build_world(scenario)
    found = [simulate(world, 3, number) for number in range(20)]
    days = sum(one.counts["days"] for one in found)
    filed = sum(v for one in found for n, v in one.counts.items() if n.startswith("verdict"))
    ruled = sum(one.counts["checked"] for one in found)
    work = workload(scenario)
    assert work is not None
    assert work.complaints == pytest.approx(filed / days, rel=0.15)
    assert work.ruled == pytest.approx(ruled / days, rel=0.2)


def test_teams_that_cannot_keep_up_are_told_and_others_are_not(tmp_path: Path) -> None:
    text = TOLERANT.replace("tolerance = 20", 'tolerance = 20\npatience = "2 days"')
    text = text.replace("tolerance = 20", "tolerance = 20").replace("chance = 0.", "chance = 0.9")
    told = only(tmp_path, text + OFFICE)
    assert told.sentence.startswith("2 teams rule on about ")
    assert told.source_line == "teams = 2"
    assert warned(tmp_path, text + OFFICE, "verification.teams=200") == []
    nobody = only(tmp_path, text + OFFICE, "verification.teams=0")
    assert nobody.sentence.startswith("0 teams rule on about 0 of ")
    assert nobody.sentence.endswith("; none has a verdict when the talks open")


def test_where_more_teams_would_not_help_what_is_too_short_is_told(tmp_path: Path) -> None:
    impatient = TOLERANT.replace("tolerance = 20", 'tolerance = 20\npatience = "12h"')
    impatient = impatient.replace(
        "[parties.south]", 'tolerance = 20\npatience = "12h"\n[parties.south]'
    )
    busy = impatient.replace("chance = 0.", "chance = 0.9")
    told = only(tmp_path, busy + OFFICE)
    assert told.sentence == (
        "parties.north.patience is 12 hours, but a check takes 24 hours: most are overdue, "
        "however many teams there are"
    )
    late = OFFICE.replace("24h", "1h").replace(
        "teams = 2", 'teams = [{ from = "0h", teams = 6 }, { from = "2 days", teams = 16 }]'
    )
    late += 'starts_after = "9 days"\n'
    assert "nobody looks at complaints for so long" in only(tmp_path, impatient + late).sentence
    assert warned(tmp_path, impatient + late.replace("9 days", "1h")) == []


def test_violence_falls_as_in_the_model(tmp_path: Path) -> None:
    rest = (
        '[truce]\nsettles_in = "2 days"\nfloor = 0.3\nfrays_after = "4 days"\nfrays_in = "3 days"'
    )
    scenario = loaded(tmp_path, f"{SMALL}\n{rest}\n")
    for age in (0.0, 30.0, 100.0, 200.0):
        there = settling(age, floor=0.3, settles_in=48, frays_after=96, frays_in=72)
        assert level(scenario, age) == pytest.approx(there)


def test_an_inherited_value_outside_of_its_own_range_is_told_with_its_file(tmp_path: Path) -> None:
    write(tmp_path, TOLERANT, "base.toml")
    ranges = '[believable]\n"parties.south.tolerance" = [30, 40]\n'
    told = only(tmp_path, f'extends = "base.toml"\n{ranges}')
    assert "parties.south.tolerance, inherited from base.toml, is " in told.sentence
    assert told.sentence.endswith("outside its believable range of 30 to 40")


def test_the_sentences_of_a_result_are_the_same_from_the_stored_scenario(tmp_path: Path) -> None:
    write(tmp_path, TOLERANT + '[believable]\n"parties.south.tolerance" = [10, 30]\n', "base.toml")
    child = loaded(tmp_path, 'extends = "base.toml"\n', "parties.south.tolerance=40")
    told = sentences_of(child)
    assert any("outside its believable range of 10 to 30" in one for one in told)
    assert told == sentences_of(from_raw(child.source))
    assert child.layers


SPIRAL = "\n[spiral]\nviolations = 9\nwindow = '1 day'\n"


def test_sizes_that_the_rates_cannot_reach_are_told_and_others_are_not(tmp_path: Path) -> None:
    text = TOLERANT.replace("tolerance = 20", 'tolerance = 20\nforgets_in = "5 days"') + SPIRAL
    assert warned(tmp_path, text) == []
    walks = only(tmp_path, text, "parties.south.tolerance=7000")
    assert walks.sentence.startswith("parties.south.tolerance is 7,000, but the file's rates make")
    assert walks.sentence.endswith("a grievance of at most about 21: it is never reached")
    many = only(tmp_path, text, "spiral.violations=900")
    assert many.sentence == (
        "spiral.violations is 900, but the file's rates make at most about 2.3 in 24 hours: "
        "it is never reached"
    )
    for less in ("parties.south.tolerance=300", "spiral.violations=60"):
        assert warned(tmp_path, text, less) == []
    within = '[believable]\n"spiral.violations" = [9, 1000]\n'
    assert warned(tmp_path, text + within, "spiral.violations=900") == []
    answered = "parties.south.retaliates=0.9"
    assert warned(tmp_path, text, "spiral.violations=900", answered) == []


def test_a_tolerance_below_what_the_party_starts_with_is_told(tmp_path: Path) -> None:
    text = TOLERANT.replace("tolerance = 20", 'tolerance = 20\nforgets_in = "5 days"') + SPIRAL
    assert warned(tmp_path, text + "[grievance]\nat_start = 1\n") == []
    told = only(tmp_path, text + "[grievance]\nat_start = 3\n")
    assert told.sentence == (
        "parties.south.tolerance is 20, but the party starts with a grievance of 30.9: "
        "it gives notice at the first incident"
    )
    bears = (text + "[grievance]\nat_start = 3\n").replace("tolerance", "headroom")
    assert warned(tmp_path, bears) == []


def test_a_range_of_the_start_needs_parties_that_forget(tmp_path: Path) -> None:
    text = (
        TOLERANT
        + SPIRAL
        + '[grievance]\nat_start = 0\n[believable]\n"grievance.at_start" = [0, 1]\n'
    )
    with pytest.raises(ScenarioFaults, match="believable"):
        loaded(tmp_path, text)


@pytest.mark.parametrize(
    ("seeds", "some"), [(range(50), 2), pytest.param(range(50, 250), 10, marks=pytest.mark.slow)]
)
def test_what_is_never_reached_is_never_reached(seeds: range, some: int) -> None:
    """The smallest sizes that are told, in scenarios at random: no run reaches them."""
    told = 0
    for seed in seeds:
        raw = drawn_scenario(seed)
        for name in raw["parties"]:
            raw["parties"][name].pop("headroom", None)
            raw["parties"][name]["tolerance"] = 1
        if any("forgets_in" not in party for party in raw["parties"].values()):
            raw.get("grievance", {}).pop("at_start", None)
        raw["spiral"] = {"violations": 2, "window": "1 day"}
        for _ in range(9):
            scenario = from_raw(raw)
            found = {one.path for one in unreachable(scenario)}
            for name, party in raw["parties"].items():
                if ("parties", name, "tolerance") not in found:
                    party["tolerance"] *= 4
            if ("spiral", "violations") not in found:
                raw["spiral"]["violations"] *= 4
        if len(found) <= len(raw["parties"]):
            continue
        told += 1
        causes = {simulate(build_world(scenario), 1, number).cause for number in range(6)}
        assert not causes & {"spiral", "violations", "walk-out"}, seed
    assert told > some


FALLS = '[truce]\nsettles_in = "3 days"\n'
LULL = '[measures.lull]\nfrom = "1 day"\nfactor = '


def fall(folder: Path, text: str) -> list[str]:
    return [one.sentence for one in warnings_of(loaded(folder, text)) if "fall:" in one.sentence]


def test_violence_that_stays_is_told_with_what_would_make_it_fall(tmp_path: Path) -> None:
    assert fall(tmp_path, TOLERANT) == ["nothing makes violence fall: truce.settles_in is left out"]
    never = f"{TOLERANT}{FALLS}takes_hold = 0\n"
    assert fall(tmp_path, never) == ["nothing makes violence fall: truce.takes_hold is 0"]
    pressed = '[guarantors.friend]\nover = ["north"]\nleverage = 0.5\n'
    assert "but pressure and shame" in fall(tmp_path, TOLERANT + OFFICE + pressed)[0]
    for more in (FALLS, f"{LULL}0.5\n", '[options.x]\nset."truce.settles_in" = "1 day"\n'):
        assert fall(tmp_path, TOLERANT + more) == []


def test_a_measure_that_raises_violence_is_told_and_a_percentage_refused(tmp_path: Path) -> None:
    text = TOLERANT + LULL
    assert warned(tmp_path, f"{text}0.5\n") == []
    told = only(tmp_path, f"{text}1.5\n")
    assert told.sentence == "measures.lull.factor is 1.5: it raises violence"
    told = only(tmp_path, f"{text}8\n")
    assert told.try_ == "factor = 0.08   (8 percent)"
    (fault,) = faults_of(tmp_path, f"{text}40\n")
    assert fault.sentence == "measures.lull.factor must be between 0 and 10, not 40"
    assert fault.try_ == "factor = 0.4   (40 percent)"


def test_a_measure_that_nobody_could_heed_is_told(tmp_path: Path) -> None:
    loose = TOLERANT.replace("hits =", "uncommanded = 1\nhits =")
    told = only(tmp_path, f"{loose}{LULL}0.5\n")
    assert "measures.lull does nothing as no violation is under command" in told.sentence
    answers = loose.replace("[parties.south]", "retaliates = 0.1\n[parties.south]")
    assert warned(tmp_path, f"{answers}{LULL}0.5\n") == []


def test_an_option_with_which_a_party_leaves_at_once_is_told(tmp_path: Path) -> None:
    text = TOLERANT.replace("tolerance = 20", 'tolerance = 40\nforgets_in = "5 days"')
    text += "[grievance]\nat_start = 3\n"
    assert warned(tmp_path, text) == []
    told = only(tmp_path, f'{text}[options.few]\nset."parties.south.tolerance" = 30\n')
    assert told.sentence.startswith("option 'few': parties.south.tolerance is 30, but the party")
    assert told.source_line.startswith("set.")


def test_a_variance_in_common_needs_two_parties(tmp_path: Path) -> None:
    drawn = "headroom = { median = 20, p90 = 40 }"
    text = TOLERANT.replace("tolerance = 20", drawn) + "[grievance]\ncommon = 0.5\n"
    told = only(tmp_path, text)
    assert "no headroom but that of south is drawn" in told.sentence
    assert warned(tmp_path, text.replace("[parties.south]", f"{drawn}\n[parties.south]")) == []


def test_teams_shocks_and_ruptures_that_change_nothing_are_told(tmp_path: Path) -> None:
    roster = '[{ from = "0h", teams = 30 }, { from = "2 days", teams = 30 }]'
    told = only(tmp_path, TOLERANT + OFFICE.replace("teams = 2", f"teams = {roster}"))
    assert told.sentence == (
        "verification.teams[2]: 30 teams from 2 days on change nothing: there are as many before"
    )
    shock = '[shocks.x]\nrate = "0 a day"\nends = 0.5\n'
    assert only(tmp_path, TOLERANT + shock).sentence == "shocks.x never comes: its rate is 0"
    ranged = '[believable]\n"shocks.x.rate" = ["0 a day", "1 a week"]\n'
    assert warned(tmp_path, TOLERANT + shock + ranged) == []
    pressed = '[guarantors.friend]\nover = ["north"]\nleverage = 0.5\n'
    rupture = f'{OFFICE}{pressed}[rupture]\nchance = 0\nevery = "1 day"\n'
    text = (TOLERANT + rupture).replace("teams = 2", "teams = 30")
    assert only(tmp_path, text).sentence == "no rupture ever comes: its chance is 0"


def test_a_party_that_breaks_the_truce_too_late_ends_none(tmp_path: Path) -> None:
    text = SMALL.replace(
        "[parties.south]", 'means_it = 0.5\nbreaks_after = "3 days"\n[parties.south]'
    )
    assert warned(tmp_path, text) == []
    found = warned(tmp_path, text.replace("3 days", "20 days"))
    assert "nothing in this file can end the truce" in found[0].sentence
    watched = text.replace("3 days", "20 days").replace("[parties.north]", LONG, 1)
    assert "nothing in this file" not in warned(tmp_path, watched)[0].sentence


LONG = 'watch_until = "2030-06-11 10:00"\n[parties.north]'

"""Dates said by how far they lie from another: in a file, in options, ranges and --set."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_samples import SMALL, faults_of, loaded, only_fault, write
from truce_sim.scenario import ScenarioFaults, load, warnings_of, with_values
from truce_sim.scenario.asking import levels_of
from truce_sim.scenario.believable import believable_inputs, draw
from truce_sim.scenario.describe import as_text, in_words
from truce_sim.scenario.durations import written
from truce_sim.scenario.mends import mended
from truce_sim.scenario.relative_dates import between
from truce_sim.scenario.shifts import shift_of
from truce_sim.scenario.writing import dump_toml

ABSOLUTE = 'talks = "2030-05-11 10:00"'
START = datetime(2030, 5, 1)
TALKS = datetime(2030, 5, 11, 10)


def small(talks: str, *, more: str = "") -> str:
    return SMALL.replace(ABSOLUTE, f"talks = {talks}") + more


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ('"+10 days"', 10),
        ('"+ 10 days 12h"', 10.5),
        ('"truce + 10 days"', 10),
        ('"Truce+1 week"', 7),
        ('"+36h"', 1.5),
    ],
)
def test_in_a_file_a_distance_counts_from_the_truces_start(
    tmp_path: Path, text: str, days: float
) -> None:
    scenario = loaded(tmp_path, small(text, more=""))
    assert scenario.dates.talks == START + timedelta(days=days)
    later = with_values(scenario, {"dates.truce_starts": "2031-05-01 00:00"})
    assert later.dates.talks == datetime(2031, 5, 1) + timedelta(days=days)
    (tmp_path / "again").mkdir()
    again = loaded(tmp_path / "again", dump_toml(scenario))
    assert again.dates == scenario.dates
    assert again.source == scenario.source


def test_all_dates_but_the_first_follow_the_truce(tmp_path: Path) -> None:
    text = small('"+10 days"\ntalks_planned = "+9 days"\nwatch_until = "truce + 4 weeks"')
    dates = loaded(tmp_path, text).dates
    assert dates.talks_planned == START + timedelta(days=9)
    assert dates.watch_until == START + timedelta(days=28)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("+2 days", TALKS + timedelta(days=2)),
        ("-1day", TALKS - timedelta(days=1)),
        ("\u2212 12h", TALKS - timedelta(hours=12)),
        ("truce + 10 days", START + timedelta(days=10)),
        ("+0h", TALKS),
    ],
)
def test_put_elsewhere_a_distance_counts_from_the_files_own_date(
    tmp_path: Path, text: str, moment: datetime
) -> None:
    option = f'[options.later]\nset."dates.talks" = "{text}"\n'
    for own in (f'"{TALKS:%Y-%m-%d %H:%M}"', '"+10 days 10h"'):
        scenario = loaded(tmp_path, small(own, more=option))
        assert with_values(scenario, scenario.options["later"].set).dates.talks == moment
        assert loaded(tmp_path, small(own), f"dates.talks={text}").dates.talks == moment
        levels = levels_of(scenario, f"dates.talks={text},+30days").levels
        assert with_values(scenario, {"dates.talks": levels[0].raw}).dates.talks == moment


def test_a_watch_without_a_date_counts_from_the_talks(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, SMALL, "dates.watch_until=+7days")
    assert scenario.dates.watch_until == TALKS + timedelta(days=7)
    text = small('"+10 days"\nwatch_until = "+20 days"')
    scenario = loaded(tmp_path, text, "dates.watch_until=+7days")
    assert scenario.dates.watch_until == START + timedelta(days=27)


def test_ranges_and_levels_take_distances(tmp_path: Path) -> None:
    more = '[believable]\n"dates.talks" = ["-1 day", "truce + 14 days"]\n'
    scenario = loaded(tmp_path, small('"+10 days"', more=more))
    (one,) = believable_inputs(scenario)
    assert (one.low, one.high) == (9 * 24, 14 * 24)
    assert draw(scenario, [0]).dates.talks == START + timedelta(days=9)
    levels = levels_of(scenario, "dates.talks=-1day:+3days:5").levels
    assert [level.number / 24 for level in levels] == [9, 10, 11, 12, 13]


def test_what_extends_a_file_of_another_year_takes_its_distances_along(tmp_path: Path) -> None:
    base = small('"+10 days"', more='[options.later]\nset."dates.talks" = "+2 days"\n')
    write(tmp_path, base, "base.toml")
    own = 'extends = "base.toml"\n[dates]\ntruce_starts = "2037-01-01 00:00"\n'
    scenario = loaded(tmp_path, own)
    assert scenario.dates.talks == datetime(2037, 1, 11)
    later = with_values(scenario, scenario.options["later"].set)
    assert later.dates.talks == datetime(2037, 1, 13)
    assert not [one for one in warnings_of(scenario) if "year" in one.sentence]


def test_an_inherited_date_of_another_year_is_noted_with_its_distance(tmp_path: Path) -> None:
    option = '[options.later]\nset."dates.talks" = "2030-05-13 10:00"\n'
    base = write(tmp_path, SMALL + option, "base.toml")
    path = write(tmp_path, EXTENDING.replace("2037", "2027"))
    (note,) = [one for one in warnings_of(load(path)) if "another year" in one.sentence]
    assert note.try_ == '"dates.talks" = "+2 days"'
    base.write_text(mended(base.read_text(), note.tries[0].edits))
    scenario = load(path)
    assert not [one for one in warnings_of(scenario) if "another year" in one.sentence]
    moved = with_values(scenario, scenario.options["later"].set)
    assert moved.dates.talks == datetime(2027, 1, 13)


def test_an_inherited_date_before_the_truce_is_refused_with_its_distance(tmp_path: Path) -> None:
    option = '[options.later]\nset."dates.talks" = "2030-05-13 10:00"\n'
    base = write(tmp_path, SMALL + option, "base.toml")
    fault = only_fault(tmp_path, EXTENDING)
    assert "must be after the truce starts" in fault.sentence
    base.write_text(mended(base.read_text(), fault.tries[0].edits))
    scenario = loaded(tmp_path, EXTENDING)
    moved = with_values(scenario, scenario.options["later"].set)
    assert moved.dates.talks == datetime(2037, 1, 13)


def test_dates_of_another_year_are_taken_over_where_only_the_start_is_given(
    tmp_path: Path,
) -> None:
    options = "".join(
        f'[options.{name}]\nset."dates.talks" = "2030-05-{day} 10:00"\n'
        for name, day in (("early", 10), ("later", 13))
    )
    until = 'watch_until = "2030-06-01 00:00"\n[parties.north]'
    base = SMALL.replace("[parties.north]", until, 1)
    write(tmp_path, base + options, "base.toml")
    own = 'extends = "base.toml"\n[dates]\ntruce_starts = "2037-01-01 00:00"\n'
    path = write(tmp_path, own)
    with pytest.raises(ScenarioFaults) as told:
        load(path)
    (fault,) = told.value.faults
    assert fault.file == str(path)
    assert fault.followers
    path.write_text(mended(path.read_text(), fault.tries[0].edits))
    scenario = load(path)
    assert scenario.dates.talks == datetime(2037, 1, 11, 10)
    assert scenario.dates.watch_until == datetime(2037, 2, 1)
    assert not scenario.options
    assert 'drops = ["options.early", "options.later"]' in path.read_text()
    path.write_text(f'drops = ["summary"]\n{own}')
    write(tmp_path, f'summary = "s"\n{SMALL}', "base.toml")
    fault = only_fault(tmp_path, path.read_text())
    assert fault.try_.startswith('talks = "+250h"')


EXTENDING = """\
extends = "base.toml"
[dates]
truce_starts = "2037-01-01 00:00"
talks = "+10 days"
"""

FAULTS = [
    ('"-1 day"', "counts from the truce's start", '"+1 days"'),
    ('"10 days"', "not a date", '"+10 days"'),
    ('"+10"', "not a date", '"+10 days"'),
    ('"+10 dyas"', "not a date", '"+10 days"'),
    ('"10 days later"', "not a date", '"+10 days"'),
    ('"a week after the truce"', "not a date", '"+a week"'),
    ("10", "not a number", '"+10 days"'),
    ('"truce start + 2 weeks"', "not a date", '"+2 weeks"'),
    ('"+0 days"', "after the truce starts", ""),
    ('"+200 years"', "not a date", ""),
    ('"+9999 weeks"', "longer than 100 years", ""),
]


@pytest.mark.parametrize(("text", "says", "offered"), FAULTS)
def test_a_distance_written_wrongly(tmp_path: Path, text: str, says: str, offered: str) -> None:
    fault = only_fault(tmp_path, small(text))
    assert says in fault.sentence
    assert fault.source_line.startswith("talks")
    assert fault.column == 9
    for one in fault.tries:
        assert faults_of(tmp_path, mended(small(text), one.edits)) == ()
    if offered.startswith('"+a'):
        assert fault.note or fault.tries
    elif offered:
        assert offered in [one.text for one in fault.tries]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("10 days", '"truce + 10 days"'),
        ("10 days after the truce", '"truce + 10 days"'),
        ("10", '"truce + 10 days"'),
        ("2 days later", '"+2 days"'),
        ("+10", '"+10 days"'),
    ],
)
def test_what_is_put_in_a_dates_place_is_offered_as_it_counts_there(
    tmp_path: Path, text: str, offered: str
) -> None:
    own = small('"+10 days"')
    write(tmp_path, own)
    with pytest.raises(ScenarioFaults) as told:
        loaded(tmp_path, own, f"dates.talks={text}")
    assert offered in [one.text for one in told.value.faults[0].tries]
    for more in (
        f'[options.later]\nset."dates.talks" = "{text}"\n',
        f'[believable]\n"dates.talks" = ["{text}", "truce + 40 days"]\n',
    ):
        fault = only_fault(tmp_path, own + more)
        assert offered in [one.text for one in fault.tries]


def test_a_truce_cannot_start_after_itself(tmp_path: Path) -> None:
    text = SMALL.replace('"2030-05-01 00:00"', '"+2 days"')
    assert "the others count from it" in faults_of(tmp_path, text)[0].sentence
    moved = loaded(tmp_path, small('"+10 days"'), "dates.truce_starts=+1day")
    assert moved.dates.truce_starts == START + timedelta(days=1)
    assert moved.dates.talks == START + timedelta(days=11)


def test_an_unfit_start_is_the_only_fault(tmp_path: Path) -> None:
    text = small('"+10 days"\nwatch_until = "2030-06-01 00:00"').replace(
        '"2030-05-01 00:00"', '"2030-05-01"'
    )
    assert "needs a time of day" in only_fault(tmp_path, text).sentence


@pytest.mark.parametrize("ends", ['["+1 day", "+9 days"]', '["+1 day", "2030-06-01 00:00"]'])
def test_a_range_that_counts_from_an_unfit_start_is_no_fault_of_its_own(
    tmp_path: Path, ends: str
) -> None:
    text = small('"+10 days"', more=f'[believable]\n"dates.talks" = {ends}\n')
    fault = only_fault(tmp_path, text.replace('"2030-05-01 00:00"', '"2030-05-01"'))
    assert "needs a time of day" in fault.sentence


def test_options_are_told_with_the_date_that_they_come_to(tmp_path: Path) -> None:
    option = '[options.later]\nset."dates.talks" = "+2 days"\n'
    said = as_text(in_words(loaded(tmp_path, small('"+10 days"', more=option))))
    assert "13 May 2030, 00:00 (2 days later)" in said


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
    st.integers(-10_000, 10_000),
)
def test_a_distance_leads_back_to_the_date_that_it_was_taken_from(own: datetime, h: int) -> None:
    moment = own + timedelta(minutes=17 * h)
    shift = shift_of(between(own, moment))
    assert shift is not None
    assert shift.after(own) == moment
    assert shift_of(f"truce + {written(abs(h))}") is not None

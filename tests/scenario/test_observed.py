"""What was observed of a truce: read, and placed in its hours."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from observed_samples import COUNTS, HEAD, OBSERVED, faults, put, read, seen
from truce_sim.model import build_world
from truce_sim.scenario import dump_toml, from_raw, load, warnings_of, with_option
from truce_sim.scenario.describe import as_text, in_words
from truce_sim.scenario.observations import NotKnownError
from truce_sim.scenario.starter import copied
from truce_sim.studies.alternatives import differences


def test_days_are_placed_in_hours_of_the_truce(tmp_path: Path) -> None:
    found = seen(read(tmp_path))
    assert [
        (one.counter, one.from_hours, one.to_hours, one.number, one.about) for one in found.numbers
    ] == [
        ("monitors", 0.0, 12.0, 4, False),
        ("south", 0.0, 36.0, 20, True),
        ("monitors", 12.0, 84.0, 15, False),
    ]
    assert found.holds_until_hours == 84
    assert found.holds_until == datetime(2030, 5, 5)
    assert [(one.id, one.name, one.family, one.party) for one in found.counters] == [
        ("monitors", "monitors", "violations", ""),
        ("south", "Southern radio", "claims", "south"),
    ]
    assert (found.counters[0].sees_median, found.counters[0].sees_p90) == (0.5, 1)
    assert (found.counters[1].sees_median, found.counters[1].sees_p90) == (2, 2)
    assert found.counters[1].variance_factor(about=True) == 4


def test_by_a_date_only_what_was_known_then_counts(tmp_path: Path) -> None:
    found = seen(read(tmp_path))
    early = found.until(date(2030, 5, 5))
    assert [one.number for one in early.numbers] == [4, 20, 12]
    assert early.holds_until_hours == 84
    assert [one.number for one in found.until(datetime(2030, 5, 3)).numbers] == [4, 20]
    assert not found.until(datetime(2030, 5, 1, 18)).numbers
    for moment in (date(2030, 5, 1), date(2030, 5, 6)):
        with pytest.raises(NotKnownError):
            found.until(moment)


def test_what_is_stored_stands_on_its_own(tmp_path: Path) -> None:
    scenario = read(tmp_path)
    (tmp_path / "counts.csv").unlink()
    text = dump_toml(scenario)
    again = from_raw(tomllib.loads(text))
    assert again.observations == scenario.observations
    assert dump_toml(again) == text


def test_how_a_counter_counts_has_defaults(tmp_path: Path) -> None:
    bare = OBSERVED.replace("sees = { median = 0.5, p90 = 1 }\n", "")
    counter = seen(read(tmp_path, text=bare)).counters[0]
    assert (counter.sees_median, counter.sees_p90, counter.scatter) == (1, 2, 4)
    assert counter.variance_factor(about=False) == 5


def test_what_was_observed_is_shown_and_told_apart(tmp_path: Path) -> None:
    scenario = read(tmp_path)
    text = " ".join(as_text(in_words(scenario)).split())
    assert "What was observed The truce held until 5 May 2030, 00:00, at least." in text
    assert "Southern radio counts claims by south, 2 for each one, with a scatter of 1; " in text
    assert "1 to 2 May: about 20" in text
    (told,) = differences(scenario, read(tmp_path, COUNTS.replace("~20", "30")))
    assert "about 20 -> " in told
    assert told.endswith("1 to 2 May: 30")
    bare = load(write_plain(tmp_path))
    assert any(
        one.startswith("observed.holds_until: off -> ") for one in differences(bare, scenario)
    )


def write_plain(folder: Path) -> Path:
    path = folder / "plain.toml"
    path.write_text(OBSERVED.split("[observed]")[0], encoding="utf-8")
    return path


def test_it_changes_no_world(tmp_path: Path) -> None:
    assert build_world(read(tmp_path)) == build_world(load(write_plain(tmp_path)))


def test_how_long_it_held_may_be_all_that_is_known(tmp_path: Path) -> None:
    text = OBSERVED.split("[observed]")[0] + '[observed]\nholds_until = "3 days"\n'
    found = seen(read(tmp_path, text=text))
    assert (found.holds_until_hours, found.numbers, found.counters) == (72, (), ())
    found = seen(read(tmp_path, COUNTS, text, "observed.holds_until=2030-05-03 00:00"))
    assert found.holds_until_hours == 36


def test_the_last_day_counts_until_the_talks_open(tmp_path: Path) -> None:
    counts = "from,to,counter,number\n2030-05-10,2030-05-11,south,4\n"
    found = seen(read(tmp_path, counts))
    assert (found.numbers[0].from_hours, found.numbers[0].to_hours) == (204, 238)
    assert found.holds_until_hours == 238
    assert found.numbers[0].known_hours == 238


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "sep=,\n# a note, and more\n" + text,
        lambda text: text.replace("from,to", "From, To"),
        lambda text: text.replace("2030-05-01,,", "1 May 2030,1.5.2030,"),
    ],
)
def test_a_table_may_be_written_as_spreadsheets_write_it(tmp_path: Path, change: Any) -> None:
    text = change(COUNTS.replace('"a report, later"', "a report"))
    assert seen(read(tmp_path, text)).numbers == seen(read(tmp_path)).numbers


def test_a_file_of_counts_lies_beside_the_file_that_names_it(tmp_path: Path) -> None:
    put(tmp_path)
    below = tmp_path / "below"
    below.mkdir()
    child = below / "child.toml"
    child.write_text('extends = "../truce.toml"\ntitle = "child"\n', encoding="utf-8")
    assert load(child).observations == read(tmp_path).observations
    (below / "own.csv").write_text(COUNTS.replace("~20", "21"), encoding="utf-8")
    child.write_text(
        'extends = "../truce.toml"\n[observed]\ncounts = "own.csv"\n', encoding="utf-8"
    )
    assert [one.number for one in seen(load(child)).numbers] == [4, 21, 15]
    child.write_text(
        'extends = "../truce.toml"\n[observed]\n'
        'numbers = [{ from = 2030-05-03, counter = "south", number = 7 }]\n',
        encoding="utf-8",
    )
    assert [one.number for one in seen(load(child)).numbers] == [7]
    found = load(child, [f"observed.counts={below / 'own.csv'}"])
    assert [one.number for one in seen(found).numbers] == [4, 21, 15]
    child.write_text('extends = "../truce.toml"\ndrops = ["observed"]\n', encoding="utf-8")
    assert load(child).observations is None


def test_counts_may_stand_in_the_scenario_itself(tmp_path: Path) -> None:
    listed = """numbers = [
  { from = 2030-05-01, counter = "monitors", number = 4 },
  { from = "2030-05-02", to = "2030-05-04", counter = "monitors", number = "about 12" },
  { from = "2030-05-02", to = "2030-05-04", counter = "monitors", number = 15, known = 2030-05-08 },
  { from = "2030-05-01", to = "2030-05-02", counter = "south", number = "~20" },
]"""
    text = OBSERVED.replace('counts = "counts.csv"', listed)
    assert seen(read(tmp_path, text=text)) == seen(read(tmp_path))
    wrong = text.replace("number = 4 }", "number = -4 }").replace('"2030-05-04"', '"1409-02-14"', 1)
    found = faults(tmp_path, text=wrong.replace('counter = "south"', 'counter = "north"'))
    assert [one.line for one in found] == [14, 15, 17]
    both = text.replace("[observed]\n", '[observed]\ncounts = "counts.csv"\n')
    (only,) = faults(tmp_path, text=both)
    assert "has both counts and numbers" in only.sentence


def test_no_option_or_range_changes_what_was_observed(tmp_path: Path) -> None:
    text = OBSERVED + (
        '[options.later]\nset = { "observed.holds_until" = "2 days" }\n'
        '[believable]\n"observed.counters.south.scatter" = [1, 2]\n'
    )
    found = faults(tmp_path, text=text)
    assert len(found) == 2
    assert "cannot change observed.holds_until" in found[0].sentence
    assert "nothing depends on" in found[1].sentence
    # Other dates for the talks are asked of a truce that was observed until later.
    early = OBSERVED + '[options.early]\nset = { "dates.talks" = "2030-05-03 10:00" }\n'
    scenario = read(tmp_path, text=early)
    moved = with_option(scenario, scenario.options["early"].set).observations
    assert moved is not None
    assert all(one.from_hours < one.to_hours <= 46 for one in moved.numbers)


def test_a_counter_that_tells_nothing_is_noted(tmp_path: Path) -> None:
    text = OBSERVED.replace('"violations"', '"upheld verdicts"') + (
        '[observed.counters.radio]\ncounts = "harm"\n'
    )
    found = [one.sentence for one in warnings_of(read(tmp_path, text=text))]
    assert "observed.counters.radio has no numbers" in found
    assert any("monitors counts upheld verdicts, and without" in one for one in found)
    totals = HEAD + "".join(f"2030-05-0{day},,south,{day * 9}\n" for day in range(1, 9))
    found = [one.sentence for one in warnings_of(read(tmp_path, totals))]
    assert "observed.counters.south has 8 numbers that never fall" in found
    steps = totals.replace("south,72", "south,5")
    assert not [one for one in warnings_of(read(tmp_path, steps)) if "never fall" in one.sentence]


def test_a_copy_in_another_folder_finds_its_counts(tmp_path: Path) -> None:
    put(tmp_path)
    below = tmp_path / "below"
    below.mkdir()
    text = copied(tmp_path / "truce.toml", below)
    (below / "copy.toml").write_text(text, encoding="utf-8")
    assert load(below / "copy.toml").observations == read(tmp_path).observations

"""Counts by day are read as people write them; what was left out or guessed is said."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.counts import Counts, Series, of_party, read_counts
from truce_sim.scenario.faults import Fault, ScenarioFaults, render_plain

START = date(2030, 4, 1)


def read(
    folder: Path, text: str | bytes, first: date | None = None, before: date | None = None
) -> Counts:
    path = folder / "incidents.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_counts(path, "incidents.csv", first, before)


def only(counts: Counts) -> Series:
    (series,) = counts.series
    return series


def faults_of(folder: Path, text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(ScenarioFaults) as caught:
        read(folder, text)
    return caught.value.faults


def numbers(series: Series) -> list[float]:
    return [count.number for count in series.counts]


def notes(series: Series | Counts) -> str:
    return "; ".join(note.says for note in series.notes)


def day(number: int) -> date:
    return START + timedelta(days=number)


Writes = Callable[[date], str]
WAYS: list[Writes] = [
    date.isoformat,
    lambda one: f"{one.day}.{one.month}.{one.year}",
    lambda one: f"{one:%d.%m.%Y}",
    lambda one: f"{one:%Y/%m/%d}",
    lambda one: f"{one:%Y%m%d}",
    lambda one: f"{one.day} {one:%B %Y}",
    lambda one: f"{one:%b} {one.day}, {one.year}",
    lambda one: f"{one:%Y-%m-%d} 00:00:00",
    lambda one: f"{one.day}/{one.month}/{one.year}",
    lambda one: f"{one.month}/{one.day}/{one.year}",
]


@given(
    # What never falls would be taken for a running total.
    st.lists(st.integers(0, 20_000), min_size=20, max_size=40).filter(lambda x: sorted(x) != x),
    st.sampled_from(WAYS),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["{}", "{:,}", "{}.0"]),
)
def test_a_file_reads_the_same_however_it_is_written(
    tmp_path_factory: pytest.TempPathFactory,
    counted: list[int],
    way: Writes,
    parted: str,
    encoding: str,
    written: str,
) -> None:
    rows = [
        parted.join(f'"{cell}"' for cell in (way(day(place)), written.format(number)))
        for place, number in enumerate(counted)
    ]
    text = "\r\n".join([parted.join(("Date", "Number")), *rows, ""])
    folder = tmp_path_factory.mktemp("counts")
    series = only(read(folder, text.encode(encoding)))
    assert numbers(series) == counted
    assert [count.first for count in series.counts] == [day(place) for place in range(len(counted))]
    assert {count.days for count in series.counts} == {1}


@given(st.text(alphabet='date,count;\n"0123456789-./ \t#total~+aé\x00', max_size=200))
def test_whatever_the_text_is_it_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("counts")
    for head in ("", "date,count\n"):
        try:
            counts = read(folder, head + text)
        except ScenarioFaults as error:
            shown = render_plain(error.faults, "counts")
            assert all(len(line) <= 80 for line in shown.splitlines())
        else:
            for series in counts.series:
                ends = [(count.first, count.after) for count in series.counts]
                assert all(one[1] <= two[0] for one, two in pairwise(ends))


@pytest.mark.parametrize(
    ("cell", "number", "said"),
    [
        ("about 40", 40, "about"),
        ("~40", 40, "about"),
        ("ca. 40", 40, "about"),
        ("40-50", 45, "middle"),
        ("40 to 50", 45, "middle"),
        ("between 40 and 50", 45, "middle"),
        ("over 7000", 7000, "at least"),
        (">180", 180, "at least"),
        ("180+", 180, "at least"),
        ("up to 12", 12, "at most"),
        ("1.200", 1200, "dots"),
        ("1 200", 1200, ""),
        ("1'200", 1200, ""),
        ("12 incidents", 12, ""),
        ("16,5", 16.5, ""),
    ],
)
def test_a_number_as_people_know_it(tmp_path: Path, cell: str, number: float, said: str) -> None:
    series = only(read(tmp_path, f"date;count\n2030-04-01;{cell}\n2030-04-02;3\n"))
    assert numbers(series) == [number, 3]
    assert said in notes(series)
    assert bool(said) == bool(series.notes)


def test_dots_group_nothing_where_others_in_the_column_do_not(tmp_path: Path) -> None:
    text = "date,count\n2030-04-01,1.250\n2030-04-02,3.5\n"
    assert numbers(only(read(tmp_path, text))) == [1.25, 3.5]


def test_a_blank_is_not_known_and_not_zero(tmp_path: Path) -> None:
    cells = ["5", "", "n/a", "-", "no report", "0"]
    text = "date,count\n" + "".join(f"{day(i)},{cell}\n" for i, cell in enumerate(cells))
    series = only(read(tmp_path, text))
    assert numbers(series) == [5, 0]
    assert series.notes[0].lines == (3, 4, 5, 6)
    assert "not zero" in notes(series)


def test_rows_of_several_days_and_counters_of_their_own(tmp_path: Path) -> None:
    text = (
        "from,to,counter,number,source\n"
        "2030-04-01,2030-04-01,Monitors,4,first report\n"
        "2030-04-02,2030-04-04,Monitors,12,\n"
        "2030-04-01,,Hotline,9,\n"
        "2030-04-01,2030-04-30,Monitors,300,a month\n"
    )
    counts = read(tmp_path, text)
    assert [series.name for series in counts.series] == ["Monitors", "Hotline"]
    assert [(one.days, one.number) for one in counts.series[0].counts] == [(1, 4), (3, 12)]
    assert "shorter rows" in notes(counts.series[0])
    assert "nothing was read from: source" in notes(counts)


def test_stated_days_outdo_the_dates(tmp_path: Path) -> None:
    """From noon to noon: two dates, one day."""
    text = "date_start,date_end,days,count\n2030-04-01,2030-04-02,1,7\n2030-04-02,2030-04-03,1,8\n"
    series = only(read(tmp_path, text))
    assert [(one.first, one.days) for one in series.counts] == [(day(0), 1), (day(1), 1)]
    assert "fewer days stated" in notes(series)


def test_rows_that_touch_end_before_their_last_date(tmp_path: Path) -> None:
    text = "from,to,count\n" + "".join(f"{day(i)},{day(i + 2)},{9 + i % 2}\n" for i in (0, 2, 4))
    series = only(read(tmp_path, text))
    assert [(one.first, one.days) for one in series.counts] == [(day(i), 2) for i in (0, 2, 4)]
    assert "not counted" in notes(series)


def test_a_column_for_each_counter_and_their_sum(tmp_path: Path) -> None:
    rows = "".join(f"{day(i)},{i % 3},{i % 4},{i % 3 + i % 4}\n" for i in range(12))
    counts = read(tmp_path, "date,east,west,both\n" + rows)
    assert [series.name for series in counts.series] == ["east", "west", "both"]
    assert [("added up" in notes(series)) for series in counts.series] == [False, False, True]


def test_rows_of_each_actor(tmp_path: Path) -> None:
    rows = "".join(f"{day(i)},{who},{i % 3 + 1}\n" for i in range(6) for who in ("North", "South"))
    counts = read(tmp_path, "date,actor,incidents\n" + rows)
    assert [series.actor for series in counts.series] == ["North", "South"]
    (north,) = of_party(counts, "incidents.csv", "north").series
    assert north.name == "North"
    with pytest.raises(ScenarioFaults, match="none of the counts is of 'west'"):
        of_party(counts, "incidents.csv", "west")


def test_totals_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    text = "date,count\nGesamt,9\n2030-04-01,4\n2030-04-02,5\nTotal April,9\n"
    counts = read(tmp_path, text)
    assert numbers(only(counts)) == [4, 5]
    assert counts.notes[0].lines == (2, 5)


@pytest.mark.parametrize("name", ["cumulative", "count"])
def test_a_running_total_is_told_by_its_name_or_by_never_falling(tmp_path: Path, name: str) -> None:
    steps = [3, 4, 1, 6, 2, 0, 5, 3, 4, 2]
    rows = "".join(f"{day(i)},{sum(steps[: i + 1])}\n" for i in range(10))
    series = only(read(tmp_path, f"date,{name}\n{rows}"))
    assert numbers(series) == steps[1:]
    assert "steps" in notes(series)


def test_quiet_days_are_no_running_total(tmp_path: Path) -> None:
    cells = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2]
    rows = "".join(f"{day(i)},{cell}\n" for i, cell in enumerate(cells))
    assert numbers(only(read(tmp_path, f"date,count\n{rows}"))) == cells


def test_a_running_total_beside_counts_is_not_read(tmp_path: Path) -> None:
    rows = "".join(f"{day(i)},{i % 3},{i * 5}\n" for i in range(9))
    counts = read(tmp_path, f"date,shots,cumulative_since_april\n{rows}")
    assert numbers(only(counts)) == [i % 3 for i in range(9)]
    assert "cumulative_since_april" in notes(counts)


def test_months_and_years_are_rows_of_many_days(tmp_path: Path) -> None:
    text = "period,count\n2029,5800\nJan 2030,380\n2030-02,278\n1-4 Mar 2030,8\n"
    series = only(read(tmp_path, text))
    assert [one.days for one in series.counts] == [365, 31, 28, 4]


def test_only_days_before_the_truce(tmp_path: Path) -> None:
    rows = "".join(f"{day(i)},{day(i + 1)},{i + 3}\n" for i in range(0, 12, 2))
    text = f"from,to,count\n{rows}"
    series = only(read(tmp_path, text, first=day(2), before=day(9)))
    assert [one.first for one in series.counts] == [day(2), day(4), day(6)]
    assert {note.says.partition(" the days")[0]: note.lines for note in series.notes} == {
        "numbers outside": (2, 7),
        "numbers that lie partly outside": (6,),
        "numbers for several days at once, spread by length": (3, 4, 5),
    }


def test_two_numbers_for_a_day_are_both_left_out(tmp_path: Path) -> None:
    text = "date,count\n2030-04-01,4\n2030-04-01,5\n2030-04-02,6\n2030-04-03,7\n2030-04-03,7\n"
    series = only(read(tmp_path, text))
    assert numbers(series) == [6, 7]
    assert "different numbers" in notes(series)
    assert "twice" in notes(series)


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = (
        "date,count\n"
        "2030-04-01,12\n"
        "2030-04-31,3\n"
        "2030-04-03,many\n"
        "2030-04-04,-4\n"
        "2030-04-05,1,200\n"
        "45383,5\n"
        "2030-04-07,none\n"
        "03.04.30,2\n"
    )
    found = faults_of(tmp_path, text)
    assert [fault.line for fault in found] == [3, 4, 5, 6, 7, 8, 9]
    shown = render_plain(found, "counts")
    assert "7 things to fix" in shown
    assert "'many' is no number" in shown
    assert "below zero" in shown
    assert "1,200 stands in quotes" in shown
    assert "2024-04-01" in shown
    assert "03.04.2030" in shown
    assert shown.count("^") >= 7


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing in this file"),
        ("# only words\n", "nothing in this file"),
        ("date\n2030-04-01\n", "one column only"),
        ("date,count\n", "no line beneath"),
        ("2030-04-01,4\n2030-04-02,5\n", "names of the columns is missing"),
        ("place,count\nnorth,4\n", "no column holds the days"),
        ("date,place\n2030-04-01,north\n", "no column holds numbers"),
        ("date,count,count\n2030-04-01,4,5\n", "two columns 'count'"),
        ("date,count\n3/4/2030,4\n5/6/2030,5\n", "day first, or month first"),
        ("date,count\n13/4/2030,4\n4/13/2030,5\n", "cannot both be"),
        ("from,to,count\n2030-04-04,2030-04-01,4\n", "is before the first"),
        ("from,to,days,count\n2030-04-01,2030-04-02,5,4\n", "the dates hold 2 days"),
        ("date,deaths\n" + "2030-04-01,1\n2030-04-01,2\n2030-04-01,0\n" * 3, "list of incidents"),
        (f"date,{'x' * 200_000}\n2030-04-01,4\n", "no table of values"),
        ('sep="\na"b\n1"2\n', "one column only"),
        (b"PK\x03\x04rest", "a spreadsheet"),
        (b"\x00\xff\x00", "is not text"),
    ],
)
def test_what_is_no_file_of_counts_is_said(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert any(says in fault.sentence for fault in faults_of(tmp_path, text))


def test_letters_of_windows_are_read_and_told(tmp_path: Path) -> None:
    counts = read(tmp_path, "date;zähler;count\n2030-04-01;é;4\n".encode("cp1252"))
    assert "cp1252" in notes(counts)


def test_a_stated_separator_is_taken(tmp_path: Path) -> None:
    text = 'sep=;\ndate;count\n2030-04-01;"1,5"\n'
    assert numbers(only(read(tmp_path, text))) == [1.5]


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.csv", tmp_path):
        with pytest.raises(ScenarioFaults, match=r"there is no file|is a folder"):
            read_counts(path, path.name)

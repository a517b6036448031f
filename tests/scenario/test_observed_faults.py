"""What is wrong with what was observed: told all at once, with a place and a try that works."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from observed_samples import COUNTS, HEAD, OBSERVED, faults, faults_in, loaded, put, read, seen
from truce_sim.scenario import Scenario, dump_toml, from_raw
from truce_sim.scenario.mends import mended
from truce_sim.scenario.observations import Observations

WRONG: dict[str, tuple[str, str, int, str]] = {
    "before the truce": ("2030-04-30,2030-05-02,south,4", "before the truce starts", 2, "leave"),
    "last year": ("2029-05-02,2029-05-03,south,4", "before the truce", 2, "from 2030-05-02"),
    "after the talks": ("2030-05-12,,south,4", "is after the talks open", 2, "leave line 2 out"),
    "backwards": ("2030-05-04,2030-05-02,south,4", "is before the first", 2, "from 2030-05-02"),
    "overlap": (
        "2030-05-02,2030-05-04,south,4\n2030-05-04,,south,3",
        "line 3 counts days that line 2 counts as well",
        3,
        "leave line 3 out",
    ),
    "twice": (
        "2030-05-02,,south,4\n2030-05-02,,south,4",
        "the same days as line 2; a revision needs a later day",
        3,
        "leave line 3 out",
    ),
    "negative": ("2030-05-02,,south,-4", "below zero", 2, ""),
    "fraction": ("2030-05-02,,south,4.5", "whole number", 2, "4"),
    "missing": ("2030-05-02,,south,", "number is missing", 2, "leave line 2 out"),
    "unknown": ("2030-05-02,,south,n/a", "number is missing", 2, "leave line 2 out"),
    "words": ("2030-05-02,,south,many", "'many' is no number", 2, ""),
    "huge": ("2030-05-02,,south,20000000", "between 0 and 1,000,000", 2, ""),
    "huge about": ("2030-05-02,,south,about 20000000", "between 0 and 1,000,000", 2, ""),
    "thousands": ('2030-05-02,,south,"1,200"', "must be digits alone", 2, "1200"),
    "thousands with a dot": ("2030-05-02,,south,1.200", "must be digits alone", 2, "1200"),
    "thousands as two": ("2030-05-02,,south,1,200", "5 values where the header has 4", 2, "1200"),
    "at least": ("2030-05-02,,south,at least 30", "is not one number", 2, "about 30"),
    "from to": ("2030-05-02,,south,30-50", "is not one number", 2, "about 40"),
    "circa": ("2030-05-02,,south,circa 30", "is not written like about 40", 2, "about 30"),
    "no counter": ("2030-05-02,,,4", "counter is empty", 2, ""),
    "unknown counter": ("2030-05-02,,suoth,4", "no counter is called 'suoth'", 2, "south"),
    "strange counter": ("2030-05-02,,xyz,4", "no counter is called 'xyz'", 2, ""),
    "no day": ("soon,,south,4", "'soon' is no day", 2, ""),
    "no such day": ("2030-05-32,,south,4", "is not a day of the calendar", 2, ""),
    "several days": ("May 2030,,south,4", "names several days", 2, ""),
    "two readings": ("02/05/2030,,south,4", "may be two days", 2, "2030-05-02"),
    "too few cells": ("2030-05-02,south,4", "3 values where the header has 4", 2, ""),
    "persian": ("1409-02-12,1409-02-13,south,4", "of the Persian", 2, "2030-05-02"),
    "islamic": ("1451-12-29,,south,4", "of the Islamic", 2, "2030-05-03, give or take"),
    "buddhist": ("2573-05-02,,south,4", "of the Buddhist", 2, "2030-05-02"),
    "ethiopian": ("2022-08-24,,south,4", "of the Ethiopian", 2, "2030-05-02"),
    "far away": ("1066-05-02,,south,4", "lies centuries away", 2, ""),
    "a power of ten": ("2030-05-02,,south,2e3", "'2e3' is no number", 2, "2000"),
    "a huge power": ("2030-05-02,,south,2e9", "'2e9' is no number", 2, ""),
    "a number and a word": ("2030-05-02,,south,2 thousand", "is no number", 2, ""),
    "arabic digits": ("2030-05-02,,south,\u0661\u0662", "in the digits 0 to 9", 2, "12"),
    "persian digits": ("2030-05-02,,south,\u06f1\u06f2", "in the digits 0 to 9", 2, "12"),
    "a day in other digits": (
        "\u0662\u0660\u0663\u0660-\u0660\u0665-\u0660\u0662,,south,4",
        "in the digits 0 to 9",
        2,
        "2030-05-02",
    ),
}


@pytest.mark.parametrize(("rows", "says", "line", "try_"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_told_with_its_line_and_a_try_that_works(
    tmp_path: Path, rows: str, says: str, line: int, try_: str
) -> None:
    text = f"{HEAD}{rows}\n2030-05-06,,monitors,1\n"
    found = [one for one in faults(tmp_path, text) if says in one.sentence]
    assert len(found) == 1, faults(tmp_path, text)
    fault = found[0]
    assert fault.file.endswith("counts.csv")
    assert (fault.line, fault.source_line) == (line, text.splitlines()[line - 1])
    assert fault.sentence.startswith(f"line {line}")
    assert fault.column >= 1
    if not try_:
        return
    assert fault.tries[0].text.startswith(try_)
    for one in fault.tries:
        after = faults(tmp_path, mended(text, one.edits))
        assert fault.sentence not in {other.sentence for other in after}


def test_everything_wrong_is_told_at_once_and_one_mistake_once(tmp_path: Path) -> None:
    days = [f"1409-02-{day}" for day in range(12, 18)]
    text = HEAD + "".join(f"{day},{day},south,{n}\n" for n, day in enumerate(days))
    text += "2030-05-10,,suoth,3\n2030-05-11,,suoth,-3\n"
    bad = OBSERVED.replace("claims by south", "claims by Southern").replace("sees = 2", "sees = 0")
    found = faults(tmp_path, text, bad)
    assert [(Path(one.file).name, one.line) for one in found] == [
        ("truce.toml", 19),
        ("truce.toml", 20),
        ("counts.csv", 2),
        ("counts.csv", 8),
        ("counts.csv", 9),
    ]
    assert "and 11 others look like days of the Persian" in found[2].sentence
    assert found[3].sentence == "line 8: counter: no counter is called 'suoth' (so 2 times)"
    fresh = mended(text, found[2].tries[0].edits)
    assert "1409" not in fresh
    assert fresh.count("2030-05-02") == 2


def test_days_of_other_calendars_are_offered_whatever_else_is_wrong(tmp_path: Path) -> None:
    text = HEAD + "2573-05-02,,south,4\n1451-12-29,,south,4\n2030-13-06,,south,4\n"
    text += "1409-02-15,,south,-4\n2573-05-06,,south,4\n"
    found = faults(tmp_path, text)
    said = {one.line: one for one in found if "below zero" not in one.sentence}
    assert set(said) == {2, 3, 4, 5}
    assert "2573-05-02 and 1 other look like days of the Buddhist" in said[2].sentence
    assert "2030-05-06" in mended(text, said[2].tries[0].edits)
    assert said[3].tries[0].text.startswith("2030-05-03")
    assert "is not a day of the calendar" in said[4].sentence
    assert not said[4].tries
    assert said[5].tries[0].text == "2030-05-05"


def test_very_many_counters_that_are_not_there_are_one_mistake(tmp_path: Path) -> None:
    rows = "".join(f"2030-05-02,,c{number},4\n" for number in range(10_001))
    found = [one for one in faults(tmp_path, HEAD + rows) if one.file.endswith("csv")]
    assert [one.line for one in found] == [2, 10_002]
    assert "(so 10,001 times)" in found[0].sentence
    assert found[0].note
    assert "10,001 are more than the 10,000" in found[1].sentence


FILES: dict[str, tuple[bytes, str, int]] = {
    "empty": (b"", "the file is empty", 0),
    "blank": (b"# nothing\n\n", "there is nothing in this file", 0),
    "no rows": (HEAD.encode(), "no line beneath the header", 1),
    "not utf-8": (HEAD.encode() + "2030-05-02,,süd,4\n".encode("cp1252"), "not UTF-8", 2),
    "utf-16": (HEAD.encode("utf-16"), "saved as UTF-16", 0),
    "a workbook": (b"PK\x03\x04" + b"x" * 40, "a workbook or a zip archive", 0),
    "blanks part it": (b"from to counter number\n2030-05-02 - south 4\n", "one column only", 1),
    "other columns": (b"name,age\nx,3\n", "no column is called from, or number", 0),
    "no number": (b"from,to,counter\n2030-05-02,,south\n", "no column called number", 1),
    "two numbers": (b"from,number,counter,number\n2030-05-02,4,south,4\n", "two columns", 1),
    "another name": (b"date,counter,count\n2030-05-02,south,4\n", "called from; 'date'", 1),
    "both orders": (
        b"from,to,counter,number\n13/05/2030,05/14/2030,south,3\n",
        "cannot both be",
        2,
    ),
    "quality": (b"from,counter,number,quality\n2030-05-02,south,4,goood\n", "exact or about", 2),
    "known": (b"from,counter,number,known\n2030-05-03,south,4,2030-05-02\n", "before the last", 2),
}


@pytest.mark.parametrize(("content", "says", "line"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_table_of_counts_is_told(
    tmp_path: Path, content: bytes, says: str, line: int
) -> None:
    path = put(tmp_path)
    (tmp_path / "counts.csv").write_bytes(content)
    found = [one for one in faults_in(path) if says in one.sentence]
    assert len(found) == 1, faults_in(path)
    assert found[0].file.endswith("counts.csv")
    assert found[0].line == line
    assert found[0].tries or found[0].note
    for one in found[0].tries:
        text = mended(content.decode(), one.edits)
        (tmp_path / "counts.csv").write_text(text, encoding="utf-8")
        assert found[0].sentence not in {other.sentence for other in faults_in(path)}


OF_THE_SCENARIO: dict[str, tuple[tuple[str, str], str, str]] = {
    "no file": (("counts.csv", "count.csv"), "there is no file", "counts.csv"),
    "no csv": (("counts.csv", "counts.xlsx"), "must name a .csv file", "counts.csv"),
    "a folder": (("counts.csv", "below.csv"), "is a folder", "counts.csv"),
    "no party": (("by south", "by soth"), "no party is called 'soth'", "claims by south"),
    "no such thing": (("violations", "violation"), "can be counted", "violations"),
    "other words": (("violations", "complaints by north"), "can be counted", "claims"),
    "nothing like it": (("violations", "birds"), "nothing called 'birds'", "violations"),
    "a share of nothing": (("sees = 2", "sees = 0"), "must be above 0", ""),
    "another spread": (("sees = 2", "sees = { between = [1, 2] }"), "median, p90", "{ median"),
    "p90 below": (("p90 = 1 ", "p90 = 0.2 "), "p90 must be larger", ""),
    "an id": (("counters.south", 'counters."the south"'), "cannot be an id", ""),
}


@pytest.mark.parametrize(("change", "says", "try_"), OF_THE_SCENARIO.values(), ids=OF_THE_SCENARIO)
def test_what_is_wrong_in_the_scenario_is_told_there(
    tmp_path: Path, change: tuple[str, str], says: str, try_: str
) -> None:
    (tmp_path / "below.csv").mkdir()
    text = OBSERVED.replace(*change)
    found = [one for one in faults(tmp_path, text=text) if says in one.sentence]
    assert len(found) == 1, faults(tmp_path, text=text)
    assert found[0].file.endswith("truce.toml")
    assert found[0].line
    assert found[0].length
    if try_:
        assert try_ in found[0].try_
        assert seen(read(tmp_path, COUNTS, mended(text, found[0].tries[0].edits)))


HELD: dict[str, tuple[str, str, str]] = {
    "before the start": ("2030-05-01 00:00", "must be after the truce starts", ""),
    "after the talks": ("2030-06-01 00:00", "must not be after the talks", "2030-05-11 10:00"),
    "in the midst": ("2030-05-04 12:00", "is not over by observed.holds_until", "leave line"),
    "before much": (
        "2030-05-01 20:00",
        "is before the end of days of 3 numbers",
        "2030-05-05 00:00",
    ),
    "a day": ("2030-05-05", "needs a time of day", "2030-05-05 00:00"),
    "no moment": ("soon", "is not a length of time", ""),
}


@pytest.mark.parametrize(("held", "says", "try_"), HELD.values(), ids=HELD)
def test_the_moment_until_which_it_held_fits_the_truce(
    tmp_path: Path, held: str, says: str, try_: str
) -> None:
    text = OBSERVED.replace("[observed]\n", f'[observed]\nholds_until = "{held}"\n')
    found = [one for one in faults(tmp_path, text=text) if says in one.sentence]
    assert found, faults(tmp_path, text=text)
    assert found[0].line
    if try_:
        assert try_ in found[0].try_


_DAYS = st.sampled_from(
    [f"2030-05-{day:02d}" for day in range(1, 13)]
    + ["2030-04-30", "", "1409-02-12", "x", "3/5/2030", "2030-02-30", "2573-05-02"]
)
_NUMBERS = st.one_of(
    st.integers(0, 50).map(str),
    st.sampled_from(["about 5", "~7", "", "-1", "1,200", "2.5", "9" * 12, "#", '"', "at least 4"]),
)
_ROWS = st.lists(
    st.tuples(
        _DAYS,
        _DAYS,
        st.sampled_from(["south", "monitors", "south", "monitors", "suoth", ""]),
        _NUMBERS,
        st.sampled_from(["", "about", "exact", "soso"]),
        _DAYS,
    ),
    max_size=6,
)


def assert_apart(found: Observations, talks: float) -> None:
    """Check that spans lie in the truce, and that no counter counts an hour twice."""
    ends: dict[str, float] = {}
    assert 0 < found.holds_until_hours <= talks
    for one in sorted(found.numbers, key=lambda number: number.from_hours):
        assert 0 <= one.from_hours < one.to_hours <= found.holds_until_hours
        assert one.from_hours >= ends.get(one.counter, 0)
        assert one.known_hours >= one.to_hours
        ends[one.counter] = one.to_hours


@settings(max_examples=25, deadline=None)
@given(_ROWS, st.sampled_from([",", ";", "\t"]))
def test_any_rows_are_spans_within_the_truce_or_faults(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], separator: str
) -> None:
    lines = [("from", "to", "counter", "number", "quality", "known"), *rows]
    text = "".join(f"{separator.join(cells)}\n" for cells in lines)
    scenario = loaded(put(tmp_path_factory.mktemp("rows"), text))
    if not isinstance(scenario, Scenario):
        assert scenario
        assert all(one.file and one.sentence for one in scenario)
        return
    assert_apart(seen(scenario), 238)
    assert from_raw(tomllib.loads(dump_toml(scenario))).observations == scenario.observations


@settings(max_examples=25, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)), st.booleans())
def test_any_bytes_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, headed: bool
) -> None:
    path = put(tmp_path_factory.mktemp("bytes"))
    (path.parent / "counts.csv").write_bytes(HEAD.encode() * headed + content)
    found = loaded(path)
    if isinstance(found, Scenario):
        assert_apart(seen(found), 238)
    else:
        assert found

"""`rates`: what a user sees of a file of counts, and that it can be copied as it is."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.cli.main import main
from truce_sim.counts import Count, Counts, Series
from truce_sim.report.daily_rates import blocks
from truce_sim.scenario.believable import outside_ranges
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.starter import starter_text

EXAMPLE = "scenarios/incidents.csv"


def rates(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["rates", *arguments]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def test_all_that_is_printed_is_a_scenario_file(capsys: pytest.CaptureFixture[str]) -> None:
    told = rates(capsys, EXAMPLE, "--until", "2030-05-01")
    read = tomllib.loads(told)
    assert list(read["parties"]) == ["north", "south"]
    assert read["parties"]["north"] == {"violates": "1.8 a day"}
    assert read["believable"]["parties.north.violates"] == ["1.2 a day", "2.6 a day"]
    note = read["evidence"]["parties.north.violates"]
    assert note["basis"] == "estimated"
    assert "23 numbers over 27 days" in note["source"]
    comments = [line for line in told.splitlines() if line.startswith("#")]
    assert max(map(len, comments)) <= 80
    said = " ".join(line.removeprefix("#").strip() for line in comments)
    for note in (
        "add others up",
        "nothing was read from: remarks",
        "not known, not zero",
        "taken at the middle",
        "spread by length",
        "outside the days asked for",
    ):
        assert note in said


def test_one_party_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    read = tomllib.loads(rates(capsys, EXAMPLE, "--party", "south"))
    assert list(read["parties"]) == ["south"]


def test_counters_of_one_party_are_told_one_by_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "some counts.csv"
    rows = "".join(f"2030-04-{day:02},{day % 5},{day % 3}\n" for day in range(1, 15))
    path.write_text(f"date,monitors,hotline\n{rows}")
    told = rates(capsys, str(path), "--party", "north")
    assert "take one of them" in told
    assert told.index("# ---- 1 of 2 ----") < told.index("# ---- 2 of 2 ----")
    assert told.count("\n[parties.north]") == told.count("\n[believable]") == 2


def test_a_file_of_one_counter_is_called_by_its_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "North bank.csv"
    path.write_text("date;count\n1.4.2030;3\n2.4.2030;2\n")
    told = rates(capsys, str(path))
    assert tomllib.loads(told)["parties"] == {"north_bank": {"violates": "2.5 a day"}}
    assert "too few to see how days differ" in told


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([EXAMPLE, "--until", "soon"], "'soon' is no day"),
        ([EXAMPLE, "--until", "2030-04"], "is not one day"),
        ([EXAMPLE, "--from", "2030-05-01", "--until", "2030-04-01"], "leaves nothing"),
        ([EXAMPLE, "--party", "North bank"], "try: north_bank"),
        (["nowhere.csv"], "there is no file"),
        ([EXAMPLE, "--sed", "1"], "no option --sed"),
    ],
)
def test_a_bad_question_is_told_with_code_2(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rates", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert hint in told.err


def test_bad_cells_are_told_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("date,count\n2030-04-01,lots\n2030-13-01,4\n")
    assert main(["rates", str(path)]) == 2
    told = capsys.readouterr().err
    assert "These counts cannot be read yet: 2 things to fix." in told
    assert "counts.csv:3" in told
    assert "No counts were read." in told


def test_nothing_to_tell_is_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rates", EXAMPLE, "--from", "2031-01-01"]) == 2
    assert "no number that can be used" in capsys.readouterr().out.replace("\n# ", " ")


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=30).map(str.strip).filter(bool),
            st.lists(st.integers(0, 3000), min_size=1, max_size=30),
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["", "north"]),
    st.text(max_size=20),
)
def test_whatever_counters_are_called_the_lines_can_be_copied(
    found: list[tuple[str, list[int]]], party: str, file: str
) -> None:
    from datetime import date, timedelta

    series = tuple(
        Series(
            (name,),
            tuple(
                Count(date(2030, 4, 1) + timedelta(days=2 * place), 1, number, place + 2)
                for place, number in enumerate(counted)
            ),
        )
        for name, counted in found
    )
    told = blocks(Counts(series), file, party)
    for piece in told.split("# These")[:1] if party and len(series) > 1 else [told]:
        read = tomllib.loads(piece)
        for name, (low, high) in read.get("believable", {}).items():
            rate = read["parties"][name.split(".")[1]]["violates"]
            ends = [float(one.removesuffix(" a day")) for one in (low, rate, high)]
            assert ends == sorted(ends)
            assert ends[0] > 0
            assert name in read["evidence"]


def test_the_lines_fit_into_a_file_that_has_such_parties(
    capsys: pytest.CaptureFixture[str],
) -> None:
    raw = tomllib.loads(starter_text("mine"))
    lines = tomllib.loads(rates(capsys, EXAMPLE, "--until", "2030-05-01"))
    for party, own in lines["parties"].items():
        raw["parties"][party] |= own
    raw["believable"] |= lines["believable"]
    raw["evidence"] |= lines["evidence"]
    scenario = from_raw(raw)
    assert scenario.parties["north"].violates.per_hour * 24 == pytest.approx(1.8)
    told = {row.path: row for row in input_rows(scenario)}["parties.north.violates"]
    assert (told.basis, told.believable) == ("estimated", "1.2 a day to 2.6 a day")
    assert not list(outside_ranges(scenario))


def test_the_last_days_are_told_with_their_range(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [2, 1, 3, 0, 2, 1, 4] * 3
    for late, said in (([3] * 7, "3 a day, 1.7 to 5.1"), ([0] * 7, "0 a day, 0 to 0.86")):
        file = tmp_path / "c.csv"
        rows = [f"2030-04-{day:02d},{number}" for day, number in enumerate([*days, *late], 1)]
        file.write_text("date,count\n" + "\n".join(rows), encoding="utf-8")
        told = " ".join(rates(capsys, str(file)).replace("#", "").split())
        assert f"The last 7 days: {said}." in told


def test_parts_of_a_day_are_refused_and_not_halved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.csv"
    rows = [
        f"2030-04-{day:02d} {hour}:00,{day % 4}" for day in range(1, 9) for hour in ("00", "12")
    ]
    file.write_text("date,count\n" + "\n".join(rows), encoding="utf-8")
    assert main(["rates", str(file)]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "several rows of one day, at times of day" in told
    assert "one line a day" in told


def test_what_is_no_violation_and_what_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.csv"
    rows = [f"2030-04-{day:02d},{day % 4},0" for day in range(1, 15)]
    file.write_text("date,explosions,incidents\n" + "\n".join(rows), encoding="utf-8")
    told = " ".join(rates(capsys, str(file)).replace("#", "").split())
    assert told.count("not violations") == 1
    assert "These are explosions, not violations" in told
    assert 'violates = "0 a day"' in told
    assert "leave violates out" not in told
    file.write_text("date,fatalities\n2030-04-01,3\n2030-04-02,1\n", encoding="utf-8")
    told = " ".join(rates(capsys, str(file)).replace("#", "").split())
    assert "fatalities are not violations" in told


def test_many_faults_alike_are_told_once_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.csv"
    rows = [
        f"2030-04-{day:02d},lots" if day > 20 else f"2030-04-{day:02d},4" for day in range(1, 31)
    ]
    file.write_text("date,count\n" + "\n".join([*rows, "2030-13-01,4"]), encoding="utf-8")
    assert main(["rates", str(file)]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "2 things to fix" in told
    assert "line 22: 'lots' is no number; so in lines 23, 24, 25, 26, 27 and 4 more" in told
    assert "line 32" in told


def test_a_total_beside_its_parts_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.csv"
    rows = [f"2030-04-{day:02d},{day % 4},{day % 3},{day % 4 + day % 3}" for day in range(1, 20)]
    file.write_text("date,north,south,all\n" + "\n".join(rows), encoding="utf-8")
    told = rates(capsys, str(file))
    assert list(tomllib.loads(told)["parties"]) == ["north", "south"]
    assert "all was left out, as a total of the others" in told

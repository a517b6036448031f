"""A file of cases: what is read and what is refused. The format is a promise to strangers."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.evidence.case_file import COLUMNS, EXAMPLE, cases_from, read_cases, text_of
from truce_sim.evidence.cases import PUBLICITY, RECORDS, Case
from truce_sim.evidence.rules_file import shipped_file
from truce_sim.scenario.faults import Fault, ScenarioFaults

LEAST = "id,war,days,renounced\n"


def only(text: str) -> Case:
    (case,) = cases_from(text, "cases.csv")
    return case


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(ScenarioFaults) as caught:
        cases_from(text, "cases.csv")
    return caught.value.faults


def test_four_columns_are_enough() -> None:
    assert only(LEAST + "A-1,Ruritania,14,no\n") == Case("A-1", "Ruritania", 14.0, renounced=False)


def test_every_column_is_read() -> None:
    text = ",".join(COLUMNS) + (
        "\nA-1,Ruritania,Europe,2001-05-04,14,3,2,yes,no,40,quiet,yes,none broken,5,0,no,yes,none,"
        "reports,approximate\n"
    )
    assert only(text) == Case(
        id="A-1",
        war="Ruritania",
        days=14.0,
        start=date(2001, 5, 4),
        region="Europe",
        parties=3,
        excluded=2,
        outside=True,
        mechanism=False,
        monitors=40,
        publicity="quiet",
        fixed_term=True,
        record="none broken",
        earlier=5,
        broken=0,
        renounced=False,
        violence_down=True,
        talks_on_date=None,
        source="reports",
        confidence="approximate",
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + LEAST + "A-1,Ruritania,14,no\n",
        LEAST.replace("\n", "\r\n") + "A-1,Ruritania,14,no\r\n",
        "renounced;war;note;id;days\nNO;Ruritania;whatever;A-1;14 days\n",
        "# made up\n\nID,War,Days to milestone,Renounced\nA-1,Ruritania,14,n\n",
        "case,conflict,days,held,columns,nobody,knows\nA-1,Ruritania,14.0,yes,,,\n",
        "id,war,start,milestone_date,renounced\nA-1,Ruritania,4 May 2001,2001-05-18,no\n",
    ],
)
def test_what_is_harmless_is_let_pass(text: str) -> None:
    case = only(text)
    assert (case.id, case.war, case.days, case.renounced) == ("A-1", "Ruritania", 14.0, False)


def test_blank_is_not_known() -> None:
    head = "id,war,days,violence_down,renounced,parties,mechanism\n"
    case = only(f"{head}A-1,Ruritania,,yes,unclear,,\n")
    assert (case.days, case.parties, case.mechanism, case.renounced) == (None, None, None, None)


IN_WORDS = (
    "id,war,start,milestone_kind,days_to_milestone,parties,excluded,external,mechanism,"
    "reporting_mode,renounced\n"
)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            '"Army; two militias; Navy","North, South","Big power, small power",commission of six,'
            "public weekly,no",
            (3, 2, True, True, "public"),
        ),
        ("Army; Navy,,,none then; later one,none,no", (2, 0, False, False, "none")),
        ("Army; Navy,bandits,Neighbour,,quiet,no", (2, 1, True, False, "quiet")),
        ("4,0,none,Observers,published monthly,no", (4, 0, False, True, "public")),
        ("Army and Navy,,,No mechanism,,no", (None, 0, False, False, "none")),
    ],
)
def test_a_first_coding_in_words_is_counted(row: str, told: tuple[object, ...]) -> None:
    case = only(IN_WORDS + f"A-1,Ruritania,2001-05-04 06:00,talks,14,{row}\n")
    found = (case.parties, case.excluded, case.outside, case.mechanism, case.publicity)
    assert found == told
    assert case.fixed_term is False


def test_a_term_is_a_fixed_term() -> None:
    assert only(IN_WORDS + "A-1,R,2001-05-04,term,3,A; B,,,,,no\n").fixed_term is True


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing in this file"),
        (LEAST, "no line beneath the header"),
        ("id,war,days\nA,R,3\n", "missing: renounced"),
        ("war,renounced\nR,no\n", "missing: id, days"),
        (LEAST + "A,R,-3,no\n", "days: '-3' is below zero, and a milestone comes after the start"),
        (LEAST + "A,R,0,no\n", "days: '0' is no time"),
        (LEAST + "A,R,soon,no\n", "days: 'soon' is no number"),
        (LEAST + "A,R,3,\n", "renounced is blank, and a case without outcome"),
        (LEAST + "A,R,3,unclear\n", "nothing is known of what came of it"),
        (LEAST + "A,R,3,perhaps\n", "'perhaps' is none of the words"),
        (LEAST + ",R,3,no\n", "there is no id"),
        (LEAST + "A,,3,no\n", "there is no war"),
        (LEAST + "A,R,3,no\nA,R,4,no\n", "there is a case 'A' already, in line 2"),
        (LEAST + "A,R,3\n", "3 values where the header has 4"),
        ("id,war,days,renounced,held\nA,R,3,no,yes\n", "renounced and held say the same"),
        ("id,war,days,days_to_milestone,renounced\nA,R,3,3,no\n", "is the same column as 'days'"),
        ("id,war,start,days,renounced\nA,R,1394-12-08,3,no\n", "a day of another calendar"),
        ("id,war,start,days,renounced\nA,R,2001-02-30,3,no\n", "is not a day of the calendar"),
        ("id,war,start,milestone,renounced\nA,R,2001-02-03,2001-02-01,no\n", "does not come after"),
        ("id,war,days,mechanism,renounced\nA,R,3,yse,no\n", "mechanism: 'yse' is none"),
        ("id,war,days,parties,renounced\nA,R,3,0,no\n", "parties: '0' is too few"),
        ("id,war,days,record,renounced\nA,R,3,some,no\n", "record: 'some' is none"),
        (
            "id,war,days,earlier_truces,broken_within_ten_days,renounced\nA,R,3,2,3,no\n",
            "3 were broken, of 2 earlier truces",
        ),
        (
            "id,war,days,broken_within_ten_days,renounced\nA,R,3,3,no\n",
            "but of how many earlier truces",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, says: str) -> None:
    assert any(says in fault.sentence for fault in faults_of(text))


def test_all_faults_come_at_once_each_in_its_place() -> None:
    found = faults_of(LEAST + "A,R,-3,maybe\nB,,3,no\nA,R,3,yse\n")
    assert [(fault.line, fault.column) for fault in found] == [
        (2, 5),
        (2, 8),
        (3, 2),
        (4, 1),
        (4, 7),
    ]
    assert all(fault.file == "cases.csv" for fault in found)


@pytest.mark.parametrize(
    ("column", "offered"),
    [("violence_down", "yes, no, unclear"), ("talks_on_date", "yes, no, unclear, none")],
)
def test_the_words_that_a_column_takes_are_told(column: str, offered: str) -> None:
    (fault,) = faults_of(f"id,war,days,renounced,{column}\nA,R,3,no,perchance\n")
    assert (fault.note or fault.try_) == offered


def test_a_scenario_given_for_cases_is_one_fault() -> None:
    text = '# of two\ntitle = "Two sides"\n[dates]\ntruce_starts = "2030-05-01 00:00"\n'
    (fault,) = faults_of(text)
    assert fault.sentence == "this is a scenario, not cases"
    assert (fault.line, fault.note) == (2, EXAMPLE)
    (fault,) = faults_of('title = "Rules"\nlongest = 3\n')
    assert fault.sentence == "this is no table of cases"


def test_what_is_offered_mends_it() -> None:
    text = LEAST + "A,R,3,yse\n"
    (fault,) = faults_of(text)
    (edit,) = fault.tries[0].edits
    assert only(text[: edit.start] + edit.text + text[edit.end :]).renounced is True


def test_a_missing_file_and_a_spreadsheet_are_said(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFaults, match="there is no file"):
        read_cases(tmp_path / "none.csv", "none.csv")
    (tmp_path / "sheet.csv").write_bytes(b"PK\x03\x04" + bytes(40))
    with pytest.raises(ScenarioFaults, match=r"not a file of cases"):
        read_cases(tmp_path / "sheet.csv", "sheet.csv")


either = st.none() | st.booleans()
made_up = st.builds(
    Case,
    id=st.just("A"),
    war=st.sampled_from(["R", "Upper, and Lower R"]),
    days=st.none() | st.integers(1, 900).map(float) | st.floats(0.01, 900),
    start=st.none() | st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    region=st.none() | st.sampled_from(["Europe", "Middle East"]),
    parties=st.none() | st.integers(1, 9),
    excluded=st.none() | st.integers(0, 5),
    outside=either,
    mechanism=either,
    monitors=st.none() | st.integers(0, 2000),
    publicity=st.none() | st.sampled_from(PUBLICITY),
    fixed_term=either,
    record=st.none() | st.sampled_from(RECORDS),
    earlier=st.just(7),
    broken=st.none() | st.integers(0, 7),
    renounced=st.booleans(),
    violence_down=either,
    talks_on_date=either,
    source=st.just("reports; letters"),
)


@settings(max_examples=60)
@given(made_up)
def test_what_is_written_reads_back_the_same(case: Case) -> None:
    assert only(text_of([case])) == case


def test_the_shipped_cases_are_the_projects_own_and_without_free_words() -> None:
    cases = read_cases(shipped_file("cases.csv"), "cases.csv")
    assert (len(cases), len({case.war for case in cases})) == (23, 9)
    assert cases_from(text_of(cases), "again") == cases
    assert {case.source for case in cases} <= {
        "public reports seen",
        "public data and memory",
        "ETH/PRIO data and memory",
        "ETH/PRIO data and public data",
        "ETH/PRIO data",
        "memory",
    }
    # Counts of single wars are not ours to ship: only the kind of record is.
    assert all(case.earlier is None and case.broken is None for case in cases)


cells = st.sampled_from(
    [
        "",
        "A",
        "no",
        "yes",
        "-3",
        "3",
        "none",
        "1394-12-08",
        "2001-13-45",
        "Army; Navy",
        '"x, y"',
        "é",
    ]
) | st.text(max_size=6)
heads = st.sampled_from([*COLUMNS, "held", "external", "milestone_date", "days_to_milestone", "x"])


@settings(max_examples=150)
@given(
    st.lists(heads, min_size=1, max_size=7),
    st.lists(st.lists(cells, min_size=1, max_size=7), max_size=4),
    st.sampled_from([",", ";", "\t"]),
)
def test_whatever_the_file_it_is_read_or_its_faults_are_told(
    header: list[str], rows: list[list[str]], separator: str
) -> None:
    text = "\n".join(separator.join(line) for line in [header, *rows])
    cases: tuple[Case, ...] = ()
    faults: tuple[Fault, ...] = ()
    try:
        cases = cases_from(text, "cases.csv")
    except ScenarioFaults as error:
        faults = error.faults
    assert bool(cases) != bool(faults)
    assert all(fault.sentence for fault in faults)
    assert not cases or cases_from(text_of(cases), "again") == cases

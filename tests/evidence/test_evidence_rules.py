"""Rules: which coded columns set which inputs, and what is wrong with a file of them."""

from pathlib import Path

import pytest
from truce_sim.evidence.cases import Case
from truce_sim.evidence.rules import Rules, without_record
from truce_sim.evidence.rules_file import SHIPPED, read_rules, rules_from, shipped_file
from truce_sim.scenario import from_raw, load
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.shipped import file_of

HEAD = """title = "Made up"
base = "ordinary.toml"
longest = "30 days"
undated = "14 days"
[record]
share = 0.8
truces = 2
kinds = { "some broken" = [4, 2] }
"""


def shipped() -> Rules:
    return read_rules(shipped_file(SHIPPED), SHIPPED)


def case(**more: object) -> Case:
    return Case(**({"id": "A", "war": "R", "days": 10.0} | more))  # type: ignore[arg-type]


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(ScenarioFaults) as caught:
        rules_from(text, "rules.toml")
    return caught.value.faults


def test_the_base_comes_with_the_program() -> None:
    assert file_of(Path(shipped().base).stem).is_file()


def test_what_is_expected_is_the_record_drawn_towards_other_wars() -> None:
    rules = rules_from(HEAD, "rules.toml")
    assert rules.expected(case()) == pytest.approx(0.8)
    assert rules.expected(case(earlier=8, broken=4)) == pytest.approx((4 + 2 * 0.8) / 10)
    assert rules.expected(case(record="some broken")) == pytest.approx((2 + 2 * 0.8) / 6)
    assert rules.expected(without_record(case(earlier=8, broken=4))) == pytest.approx(0.8)


def test_a_column_moves_what_is_expected_in_log_odds() -> None:
    rules = rules_from(HEAD + "[expected.mechanism]\nyes = 0.7\nno = -0.7\n", "rules.toml")
    odds = [
        share / (1 - share)
        for agreed in (True, None, False)
        for share in [rules.expected(case(mechanism=agreed))]
    ]
    assert odds == pytest.approx([4 * 2.01375, 4, 4 / 2.01375], rel=1e-4)


def test_a_rule_sets_inputs_only_where_it_fits_and_the_last_one_wins() -> None:
    text = HEAD + (
        '[rules.a]\ncolumn = "all"\nbecause = "x"\nset.truce.floor = 0.2\n'
        '[rules.b]\ncolumn = "monitors"\nfrom = 10\nbelow = 20\nbecause = "x"\n'
        "set.truce.floor = 0.3\nset.parties.all.means_it = 0.5\n"
        '[rules.c]\ncolumn = "monitors"\nfrom = 10\nneeds = { mechanism = "yes" }\nbecause = "x"\n'
        "set.truce.floor = 0.4\n"
    )
    rules = rules_from(text, "rules.toml")
    fitting = [rules.fitting(case(monitors=number)) for number in (None, 9, 10, 19, 20)]
    assert fitting == [("a",), ("a",), ("a", "b"), ("a", "b"), ("a",)]
    assert rules.fitting(case(monitors=15, mechanism=True)) == ("a", "b", "c")
    base = load("ordinary").source
    scenario = from_raw(rules.scenario(base, ("a", "b"), 36.0))
    assert scenario.truce.floor == 0.3
    assert [party.means_it for party in scenario.parties.values()] == [0.5, 0.5]
    assert (scenario.dates.talks - scenario.dates.truce_starts).total_seconds() == 36 * 3600
    assert not scenario.believable


def test_milestones_far_off_are_cut_and_undated_ones_have_a_day() -> None:
    rules = rules_from(HEAD, "rules.toml")
    found = [rules.hours(case(days=days)) for days in (2.5, 30.0, 400.0, None)]
    assert found == [60, 720, 720, 336]


def test_every_shipped_rule_makes_scenarios_that_can_run() -> None:
    rules, base = shipped(), load("ordinary").source
    for parties in (1, 2, 3, 4, 9):
        for excluded, monitors, publicity in ((0, 0, "none"), (1, 40, "quiet"), (3, 500, "public")):
            one = case(
                parties=parties,
                excluded=excluded,
                outside=bool(excluded),
                mechanism=monitors > 0,
                monitors=monitors,
                publicity=publicity,
            )
            assert from_raw(rules.scenario(base, rules.fitting(one), 240.0)).parties


@pytest.mark.parametrize("broken", range(9))
def test_exactly_one_shipped_rule_fits_what_is_expected(broken: int) -> None:
    for earlier in (8, 30, 100):
        for agreed in (True, False):
            names = shipped().fitting(case(earlier=earlier, broken=broken, mechanism=agreed))
            assert sum(name.startswith("expected-") for name in names) == 1


def test_a_case_is_told_by_what_was_read_and_what_nobody_filled_in() -> None:
    read, unknown = shipped().read_of(case(mechanism=True, parties=3, record="some broken"))
    assert read == ("parties 3", "mechanism yes", "record some broken")
    assert unknown == ("excluded", "outside", "monitors", "publicity", "fixed term")


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("", "rules lack title", 0),
        (HEAD.replace("share = 0.8", "share = 1.8"), "share must be between 0 and 1", 6),
        (HEAD.replace('"30 days"', "30"), "longest", 3),
        (HEAD.replace("[4, 2]", "[2, 4]"), "two numbers", 8),
        (HEAD.replace('"some broken"', '"sum broken"'), "'sum broken' is none of the words", 8),
        (HEAD + "[rules.a]\n", "rules.a lacks column", 9),
        (
            HEAD + '[rules.a]\ncolumn = "mood"\nis = "bad"\nbecause = "x"\nset.truce.floor = 1\n',
            "'mood' is none of the words",
            10,
        ),
        (
            HEAD + '[rules.a]\ncolumn = "outside"\nfrom = 1\nbecause = "x"\nset.truce.floor = 1\n',
            "outside has words, not numbers",
            11,
        ),
        (
            HEAD
            + '[rules.a]\ncolumn = "mechanism"\nis = "yse"\nbecause = "x"\nset.truce.floor = 1\n',
            "'yse' is none of the words",
            11,
        ),
        (
            HEAD + '[rules.a]\ncolumn = "parties"\nbecause = "x"\nset.truce.floor = 1\n',
            "neither is, nor from or below",
            9,
        ),
        (HEAD + "[expected.parties]\nyes = 1\n", "'parties' is none of the words", 9),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, says: str, line: int) -> None:
    found = [fault for fault in faults_of(text) if says in fault.sentence]
    assert found
    assert found[0].line == line

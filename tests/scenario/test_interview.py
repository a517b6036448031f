"""Ten answers, well or badly given, and the file that they come to."""

import tomllib
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.scenario import Scenario, ScenarioFaults, value_at, warnings_of
from truce_sim.scenario.answer_file import answers_in, text_of
from truce_sim.scenario.answered import nearest_archetype, text_of_answers
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.interview import KEYS, QUESTIONS, Answers, read_all
from truce_sim.scenario.loading import from_raw

FULL = {
    "parties": "Army, Movement, Northern Front",
    "starts": "2031-03-01 06:00",
    "talks": "+2 weeks",
    "incidents": "20 to 40; 10 to 20; 2 to 4",
    "outside": "Raiders, Bandits",
    "attacks": "2 to 6",
    "checks": "UN observers",
    "teams": "30 from day 2",
    "earlier": "5, 2",
    "behind": "Big Power for Army, Neighbour for Movement and Northern Front",
}


def answers(**texts: str) -> Answers:
    found, wrong = read_all(texts)
    assert found is not None, wrong
    return found


def scenario_of(found: Answers) -> Scenario:
    return from_raw(tomllib.loads(text_of_answers(found, "Mine")))


def wrong(key: str, text: str, **others: str) -> str:
    found, problems = read_all({**others, key: text})
    assert found is None
    assert list(problems) == [key]
    return problems[key]


def test_questions_fit_a_terminal_and_their_defaults_are_answers() -> None:
    assert len(QUESTIONS) == 10
    for number, question in enumerate(QUESTIONS, 1):
        assert len(f"{number:>2}/10 {question.asks} [{question.default}]: ") <= 78
    assert answers().texts == {}


def test_a_strangers_file_takes_at_most_15_numbers() -> None:
    import re

    numbers = [
        number
        for key, text in FULL.items()
        for number in (["date"] if key == "starts" else re.findall(r"[0-9]+", text))
    ]
    assert len(numbers) <= 15
    scenario = scenario_of(answers(**FULL))
    assert warnings_of(scenario) == ()


def test_what_was_answered_stands_in_the_file_with_range_and_evidence() -> None:
    scenario = scenario_of(answers(**FULL))
    assert [party.name for party in scenario.parties.values()] == [
        "Army", "Movement", "Northern Front"
    ]  # fmt: skip
    assert scenario.dates.truce_starts == datetime(2031, 3, 1, 6)
    assert scenario.dates.talks == datetime(2031, 3, 15, 6)
    rows = {row.path: row for row in input_rows(scenario)}
    army = rows["parties.army.violates"]
    assert army.believable == "20 a day to 40 a day"
    assert army.basis == "reported"
    assert army.source.startswith("your answer: 20 to 40; 10 to 20")
    rate = value_at(scenario, "parties.army.violates")
    assert rate.per_hour * 24 == pytest.approx(28)
    assert rows["excluded.raiders.attacks"].believable == "1 a day to 3 a day"
    assert scenario.verification is not None
    assert scenario.verification.run_by == "UN observers"
    assert rows["verification.teams"].basis == "reported"
    assert scenario.verification.starts_after == 48
    assert {one.over for one in scenario.guarantors.values()} == {
        ("army",), ("movement", "northern_front")
    }  # fmt: skip
    assert scenario.base_rate is not None
    assert scenario.base_rate.earlier_truces == 5
    assert scenario.base_rate.broken_within_ten_days == 2
    assert scenario.title == "Mine: will the truce hold until the talks?"


def test_what_was_not_answered_is_said_to_be_a_guess() -> None:
    rows = {row.path: row for row in input_rows(scenario_of(answers()))}
    assert {row.basis for row in rows.values()} == {"guess"}
    assert "not answered" in rows["parties.north.violates"].source


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"outside": "Raiders", "checks": "UN"}, "fragmented-war"),
        ({"parties": "A, B, C"}, "fragmented-war"),
        ({"checks": "UN"}, "monitored-truce"),
        ({"talks": "+5 days"}, "humanitarian-pause"),
        ({}, "line-of-contact"),
    ],
)
def test_the_nearest_kind_of_truce(given: dict[str, str], kind: str) -> None:
    found = answers(**given)
    assert nearest_archetype(found) == kind
    assert f"archetype {kind}" in text_of_answers(found, "Mine").replace("\n# ", " ")


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("parties", "Army", "two parties at least"),
        ("parties", ", ".join("abcdefghi"), "more than 8"),
        ("parties", "Army, " + "x" * 100, "longer than"),
        ("starts", "soon", "is no date"),
        ("starts", "2030-02-30", "not a day of the calendar"),
        ("starts", "1066-10-14", "1800 to 2200"),
        ("talks", "2030-04-30", "must open after"),
        ("talks", "+0 days", "some days after"),
        ("talks", "later", "is no date"),
        ("incidents", "many", "is no number"),
        ("incidents", "0 to 4", "above 0"),
        ("incidents", "40 to 20", "lower number comes first: 20 to 40"),
        ("incidents", "1 to 2; 3 to 4; 5 to 6", "3 ranges for 2 parties"),
        ("incidents", "1000000", "shots"),
        ("checks", "\x07", "no name"),
        ("earlier", "2, 5", "5 of 2 cannot"),
        ("earlier", "5", "two numbers"),
        ("behind", "Big Power for nobody", "presses nobody"),
        ("earlier", "9" * 5000 + ", 3", "two numbers"),
        ("earlier", "20000, 3", "10,000 earlier truces at most"),
        ("talks", "+0.00001 days", "some days after"),
    ],
)
def test_an_answer_that_is_none_is_told_why(key: str, text: str, says: str) -> None:
    assert says in wrong(key, text)


def test_answers_that_hang_on_others() -> None:
    assert "none of the parties: Army, Movement" in wrong(
        "behind", "Power for Navy", parties="Army, Movement"
    )
    assert "no number of teams" in wrong("teams", "some", checks="UN")
    # Nobody checks, so how many would do it is not asked.
    assert answers(teams="some").checks == ""


def test_one_number_becomes_half_to_twice() -> None:
    found = answers(incidents="about 30 a day")
    assert (found.incidents[0].low, found.incidents[0].high) == (7.5, 30)
    text = text_of_answers(found, "Mine")
    assert "rule of thumb" in text


@pytest.mark.parametrize(
    "given",
    [
        {"incidents": "20 to 20.1"},
        {"outside": "Raiders", "attacks": "5 to 5.001"},
        {"checks": "UN", "teams": "400 from day 0.01"},
        {"checks": "UN", "teams": "400 from day 0.00001"},
        {"talks": "+0.02 days"},
    ],
)
def test_answers_close_together_or_near_the_start_make_a_file_as_well(
    given: dict[str, str],
) -> None:
    scenario = scenario_of(answers(**given))
    assert scenario.believable["parties.north.violates"]


names = st.text(st.characters(exclude_characters=",;#=:\"'[]"), min_size=1, max_size=20).filter(
    lambda name: (
        name.strip(" .").isprintable()
        and any(letter.isalnum() for letter in name)
        and name.strip(" .").lower() not in {"nobody", "none", "no one", "no", "0"}
        and " for " not in name
        and " and " not in f" {name} "
        and name == name.strip(" .")
    )
)


@settings(max_examples=15)
@given(
    st.lists(names, min_size=2, max_size=4, unique=True),
    st.lists(names, max_size=2, unique=True),
    st.lists(names, max_size=2, unique=True),
    st.floats(0.2, 60),
    st.floats(1.2, 4),
    st.sampled_from(["+2 days", "+5 days", "+10 days", "+6 weeks"]),
    st.booleans(),
)
def test_every_truce_that_can_be_answered_checks_without_notes(
    parties: list[str],
    outside: list[str],
    powers: list[str],
    low: float,
    wider: float,
    talks: str,
    checked: bool,
) -> None:
    folded = [name.casefold() for name in (*parties, *outside, *powers)]
    if len(set(folded)) < len(folded):
        return
    found = answers(
        parties=", ".join(parties),
        outside=", ".join(outside) or "nobody",
        behind=", ".join(powers) or "nobody",
        incidents=f"{low:.3g} to {low * wider:.3g}",
        talks=talks,
        **({"checks": "Observers", "teams": "400"} if checked else {}),
    )
    scenario = scenario_of(found)
    assert [one.sentence for one in warnings_of(scenario)] == []
    assert len(scenario.parties) == len(parties)
    assert len(scenario.excluded) == len(outside)
    assert (scenario.verification is not None) == checked


def test_a_file_of_answers_in_toml_or_plain() -> None:
    plain = "# mine\n\nparties: Army, Movement\nincidents = 20 to 40   # a day\nteams = 6\n"
    toml = 'parties = ["Army", "Movement"]\nincidents = "20 to 40"\nteams = 6\n'
    assert answers_in(plain, "a") == answers_in(toml, "a")
    assert answers_in("starts = 2030-05-01\n", "a") == {"starts": "2030-05-01"}
    assert answers_in('starts = "2030-05-01 06:00"\n', "a") == {"starts": "2030-05-01 06:00"}


@given(st.dictionaries(st.sampled_from(KEYS), st.just("x"), max_size=3))
def test_answers_kept_are_read_again(given: dict[str, Any]) -> None:
    kept = {key: FULL[key] for key in given}
    if "incidents" in kept or "behind" in kept:
        kept["parties"] = FULL["parties"]
    assert answers_in(text_of(kept), "kept") == kept


@pytest.mark.parametrize("parties", ["Army #1, Army #2", '"Army", Front', "[Army, Front]"])
def test_answers_kept_say_the_same_whatever_is_in_them(parties: str) -> None:
    kept = {"parties": parties}
    assert answers_in(text_of(kept), "kept") == kept


def test_a_bad_file_of_answers_tells_all_at_once() -> None:
    text = 'partys = 3\nincidents = lots\nnothing\ntalks = "x\nstarts = 2030-05-01\nstarts = 1\n'
    with pytest.raises(ScenarioFaults) as caught:
        answers_in(text, "answers")
    assert [fault.line for fault in caught.value.faults] == [1, 2, 3, 4, 6]
    assert caught.value.faults[0].note == "parties = ..."


@given(st.text(max_size=80))
def test_any_text_is_read_or_told(text: str) -> None:
    for key in KEYS:
        read_all({"parties": "A, B", "outside": "C", "checks": "D", key: text})
    with suppress(ScenarioFaults):
        answers_in(text, "answers")

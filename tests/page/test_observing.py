"""From a day observed on, the page's number is that of the command as well."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from quickest import quickest
from truce_sim.cli.main import main
from truce_sim.page import observing
from truce_sim.page.counted import boxes_of
from truce_sim.page.dropped import Dropped
from truce_sim.page.explorer import Explorer
from truce_sim.page.observing import days_of
from truce_sim.page.state import UnfitStateError
from truce_sim.scenario import load, with_sets
from truce_sim.studies.given_pasts import Pasts

MORE = """
[believable]
"parties.all.tolerance" = [15, 40]
[options.less]
set = { "parties.south.retaliates" = 0.1 }
"""
OBSERVED = """
[observed]
holds_until = "2030-05-04 12:00"
"""
COUNTED = """
[observed]
holds_until = "2030-05-04 00:00"
numbers = [
  { from = "2030-05-01", to = "2030-05-01", counter = "monitors", number = 2 },
  { from = "2030-05-02", to = "2030-05-03", counter = "monitors", number = "about 5" },
]
[observed.counters.monitors]
name = "Monitors"
counts = "violations"
"""


def never() -> bool:
    return False


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    text = Path("tests/support/two-sides.toml").read_text()
    monkeypatch.chdir(tmp_path)
    Path("told.toml").write_text(text + MORE + OBSERVED)
    Path("untold.toml").write_text(text + MORE)
    Path("counted.toml").write_text(text + MORE + COUNTED)
    return "told.toml"


@pytest.fixture
def explorer(folder: str, request: pytest.FixtureRequest) -> Iterator[Explorer]:
    if quickest() != "compiled":
        pytest.skip("the compiled engine is not ready on this machine")
    file = getattr(request, "param", folder)
    made = Explorer(load(file), file, histories=60, engine="compiled")
    yield made
    made.close()


def test_each_midnight_is_a_day_and_the_last_moment(folder: str) -> None:
    texts = [one.text for one in days_of(load(folder))]
    assert texts == ["2 May", "3 May", "4 May", "4 May, 12:00"]
    texts = [one.text for one in days_of(load("untold.toml"))]
    assert texts == [f"{day} May" for day in range(2, 12)]


def test_talks_before_what_was_observed_cannot_be_chosen(explorer: Explorer) -> None:
    first = explorer.opening()["talks"]["stops"][0]
    assert first["hour"] >= 84


def test_talks_before_what_is_said_to_be_observed_are_refused_in_a_sentence() -> None:
    explorer = Explorer(
        load("scenarios/smallest.toml"), "smallest", histories=20, engine="simpy", jobs=1
    )
    try:
        state = {"talks": 0, "observed": 4}
        with pytest.raises(UnfitStateError, match="must not be after the talks open"):
            explorer.ways({"state": state}, never)
    finally:
        explorer.close()


def test_options_that_act_later_are_no_sets(explorer: Explorer) -> None:
    ways = explorer.ways({"state": {"options": ["less"], "observed": 1}}, never)
    assert "--set" not in ways["command"]
    assert "--until '2030-05-03 00:00'" in ways["command"]
    assert "first" in ways["told"]


def test_each_counter_has_a_box_a_day_with_what_the_file_tells(folder: str) -> None:
    boxes = boxes_of(load("counted.toml")).as_table()
    assert boxes is not None
    assert boxes["days"] == ["1 May", "2 May", "3 May"]
    (monitors,) = boxes["counters"]
    assert monitors["title"] == "Monitors"
    assert monitors["told"] == ["2", "part of ~5", "part of ~5"]
    assert boxes_of(load(folder)).as_table() is None


@pytest.mark.usefixtures("folder")
def test_two_months_of_counts_are_a_question_that_may_be_asked() -> None:
    text = Path("counted.toml").read_text().replace("2030-05-11 10:00", "2030-08-01 12:00")
    more = "".join(
        f'[observed.counters.monitors-{one}]\nname = "Monitors {one}"\ncounts = "violations"\n'
        for one in range(10)
    )
    held = text.replace('until = "2030-05-04 00:00"', 'until = "2030-07-01 00:00"')
    Path("months.toml").write_text(held + more)
    explorer = Explorer(load("months.toml"), "months.toml", engine="simpy")
    hands = explorer.hands
    counts = {one.key: [999_999] * len(hands.boxes.days) for one in hands.boxes.counters}
    state = {"observed": len(hands.days) - 1, "counts": counts}
    hands.read(state)
    asked = json.dumps({"state": state, "histories": 1000, "within": None})
    assert 4096 < len(asked) <= explorer.longest
    explorer.close()


@pytest.mark.usefixtures("folder")
def test_a_number_that_is_typed_takes_the_place_of_what_it_meets() -> None:
    scenario = load("counted.toml")
    boxes, faults = boxes_of(scenario), list[str]()
    counts = boxes.read({"monitors": [None, 7]}, faults)
    assert not faults
    seen = with_sets(scenario, boxes.typed(scenario, counts)).observations
    assert seen is not None
    assert [one.number for one in seen.numbers] == [2, 7]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "counts",
    [
        [],
        {"nobody": [1]},
        {"monitors": 1},
        {"monitors": [1, 2, 3, 4]},
        {"monitors": [True]},
        {"monitors": [-1]},
        {"monitors": [1.5]},
        {"monitors": [10**9]},
        {"monitors": ["9"]},
    ],
)
def test_counts_are_whole_numbers_of_days_and_counters_that_there_are(counts: Any) -> None:
    faults: list[str] = []
    assert boxes_of(load("counted.toml")).read(counts, faults) == ()
    assert faults


@pytest.mark.slow
@pytest.mark.parametrize("explorer", ["counted.toml"], indirect=True)
def test_what_is_typed_moves_the_odds_as_the_command_says(
    explorer: Explorer, capsys: pytest.CaptureFixture[str]
) -> None:
    untouched = explorer.answer({"state": {"observed": 2}}, never)
    state = {"observed": 2, "counts": {"monitors": [9, 9, 9]}}
    told = explorer.answer({"state": state}, never)
    assert told["in_effect"] != untouched["in_effect"]
    capsys.readouterr()
    words = shlex.split(explorer.ways({"state": state}, never)["command"])[1:]
    assert main([*words, "--json", "--out", "out", "--format", "csv"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["answers"]["held"]["value"] == told["share"]


@pytest.mark.slow
@pytest.mark.parametrize("explorer", ["told.toml", "untold.toml"], indirect=True)
@pytest.mark.parametrize("options", [[], ["less"]], ids=["sliders", "an option"])
def test_the_command_gives_the_number(
    options: list[str], explorer: Explorer, capsys: pytest.CaptureFixture[str]
) -> None:
    state: dict[str, Any] = {
        "inputs": {"parties.all.tolerance": 4},
        "options": options,
        "observed": 2,
    }
    told = explorer.answer({"state": state}, never)
    ways = explorer.ways({"state": state}, never)
    Path(f"{explorer.opening()['name']}-on-the-page.toml").write_text(ways["file"])
    capsys.readouterr()
    words = shlex.split(ways["command"])[1:]
    assert main([*words, "--json", "--out", "out", "--format", "csv"]) == 0
    summary = json.loads(capsys.readouterr().out)
    found = summary["options"][0] if options else summary
    assert found["answers"]["held"]["value"] == told["share"]
    assert told["histories"] == 60
    assert not told["paired"], "sliders stand elsewhere from the start: other pasts"


def test_where_only_options_differ_from_then_on_the_change_is_that_of_compare(
    explorer: Explorer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both go on from the same pasts with the same luck: unpaired it would be told far wider."""
    state, found = {"options": ["less"], "observed": 2}, list[Pasts]()

    def made(*given: Any) -> Pasts:
        found.append(Pasts(*given))
        return found[-1]

    monkeypatch.setattr(observing, "Pasts", made)
    wanted = iter(range(5))
    with pytest.raises(Dropped):
        explorer.answer({"state": state}, lambda: next(wanted, None) is None)
    assert found, "it is given up in the midst of it"
    told = explorer.answer({"state": state}, never)
    file = explorer.answer({"state": {"observed": 2}}, never)
    assert told["paired"]
    assert len(found) == 1, "they are found once"
    assert (file["saved"], file["lost"]) == (0, 0)
    assert told["in_effect"] == file["in_effect"]
    name = explorer.opening()["name"]
    Path(f"{name}-on-the-page.toml").write_text(explorer.ways({"state": state}, never)["file"])
    capsys.readouterr()
    words = shlex.split(explorer.ways({"state": state}, never)["command"])[1:]
    assert main([*words, "--json", "--out", "out", "--format", "csv"]) == 0
    held = json.loads(capsys.readouterr().out)["options"][0]["held"]
    assert told["share"] == pytest.approx(file["share"] + held["value"])
    assert [told["change"][one] for one in ("share", "low", "high")] == [
        held[one] for one in ("value", "low", "high")
    ]
    assert (told["saved"], told["lost"]) == (held["gained"], held["lost"])
    assert sum(map(str.isupper, told["fates"])) == told["saved"] + told["lost"]
    assert told["sentence"].startswith(f"{held['gained'] or 'None'} of 60 saved")

"""What a state is taken along as comes to the number that the page showed."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from quickest import quickest
from truce_sim.cli.main import main
from truce_sim.page import ways_out
from truce_sim.page.explorer import Explorer
from truce_sim.page.sliders import sliders_of
from truce_sim.scenario import load
from truce_sim.scenario.overrides import value_of

FEW = 40
FILE = "it's one.toml"
DOUBTFUL = """
[believable]
"parties.all.tolerance" = [15, 40]
"parties.all.same_zone" = [0.2, 0.9]
"parties.north.violates" = ["4 a day", "12 a day"]
"spiral.violations" = [6, 20]
[options.less]
label = "The south answers less"
set = { "parties.south.retaliates" = 0.1 }
[options.calmer]
label = "Calmer from then on"
set = { "parties.all.violates" = "3 a day" }
[options.later]
set = { "dates.talks" = "+1 day" }
"""


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    north, south = Path("tests/support/two-sides.toml").read_text().split("[parties.south]")
    south = south.replace("tolerance = 22", 'tolerance = "3 days as before"')
    with pytest.MonkeyPatch.context() as there:
        there.chdir(tmp_path_factory.mktemp("ways"))
        Path(FILE).write_text(f"{north}[parties.south]{south}{DOUBTFUL}")
        made = Explorer(load(FILE), FILE, histories=FEW, engine=quickest())
        # Each test runs there, too: commands are typed where the file is.
        yield made
    made.close()


def answered(command: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    program, *words = shlex.split(command)
    assert program == "truce-sim"
    assert main([*words, "--json", "--out", "out", "--format", "csv", "--jobs", "1"]) == 0
    summary: dict[str, Any] = json.loads(capsys.readouterr().out)
    return summary


def share_of(summary: dict[str, Any], state: dict[str, Any]) -> float:
    if summary["kind"] == "run":
        found: float = summary["answers"]["held"]["value"]
        return found
    shares: dict[str, float] = {
        one["key"]: one["answers"]["held"]["value"] for one in summary["options"]
    }
    return shares["on-the-page"] if "on-the-page" in shares else shares[state["options"][0]]


STATES: dict[str, dict[str, Any]] = {
    "the file": {},
    "sliders": {"inputs": {"parties.all.tolerance": 3, "parties.all.same_zone": 30}},
    "what was before as well": {"inputs": {"parties.north.violates": 2}},
    "later talks": {"talks": 0},
    "an option": {"options": ["less"], "inputs": {"parties.all.tolerance": 3}},
    "an option that --set cannot say": {
        "options": ["calmer"],
        "inputs": {"parties.all.tolerance": 3},
    },
    "two of them": {"options": ["calmer", "later"], "inputs": {"parties.all.tolerance": 1}},
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_the_command_gives_the_number(
    state: dict[str, Any], explorer: Explorer, capsys: pytest.CaptureFixture[str]
) -> None:
    told = explorer.answer({"state": state}, never)
    ways = explorer.ways({"state": state}, never)
    if "first" in ways["told"]:
        Path("it's one-on-the-page.toml").write_text(ways["file"])
    assert share_of(answered(ways["command"], capsys), state) == told["share"]


@pytest.mark.parametrize("state", list(STATES.values())[1:], ids=list(STATES)[1:])
def test_the_option_gives_the_number_or_says_that_it_does_not(
    state: dict[str, Any], explorer: Explorer, capsys: pytest.CaptureFixture[str]
) -> None:
    told = explorer.answer({"state": state}, never)
    ways = explorer.ways({"state": state}, never)
    Path("pasted.toml").write_text(Path(FILE).read_text() + ways["option"])
    asked = f"truce-sim compare pasted.toml --runs {FEW}"
    share = share_of(answered(asked, capsys), state)
    assert ways["option_told"] or share == told["share"]


def test_the_file_gives_the_number(explorer: Explorer, capsys: pytest.CaptureFixture[str]) -> None:
    state = STATES["what was before as well"]
    told = explorer.answer({"state": state}, never)
    Path("saved.toml").write_text(explorer.ways({"state": state}, never)["file"])
    asked = f"truce-sim run saved.toml --runs {FEW} --no-believable"
    assert share_of(answered(asked, capsys), state) == told["share"]


def test_what_sets_make_another_truce_of_is_a_file(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways_out, "with_sets", lambda *_: load("smallest"))
    ways = explorer.ways({"state": {"inputs": {"parties.all.tolerance": 2}}}, never)
    assert ways["told"].startswith("Save the file below as it's one-on-the-page.toml first.")
    words = shlex.split(ways["command"])
    assert words[:3] == ["truce-sim", "run", "it's one-on-the-page.toml"]


@pytest.mark.parametrize("name", ["syria-2016", "donbas-2020", "ordinary"])
def test_every_stop_is_typed_as_it_is_meant(name: str) -> None:
    for slider in sliders_of(load(name)):
        for stop in slider.stops:
            if stop.typed:
                assert value_of(stop.typed.partition("=")[2]) == stop.raw


@pytest.mark.slow
def test_any_state_has_a_command_that_gives_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    random = Random(14)  # noqa: S311 - no secret
    for name, states in (("syria-2016", 20), ("donbas-2020", 10), ("ordinary", 20)):
        explorer = Explorer(load(name), name, histories=FEW, engine=quickest())
        opening = explorer.opening()
        for _ in range(states):
            state = anywhere(opening, random)
            told = explorer.answer({"state": state}, never)
            ways = explorer.ways({"state": state}, never)
            if "first" in ways["told"]:
                Path(f"{name}-on-the-page.toml").write_text(ways["file"])
            assert share_of(answered(ways["command"], capsys), state) == told["share"], state
        explorer.close()


def anywhere(opening: dict[str, Any], random: Random) -> dict[str, Any]:
    """Return a state that a hand could reach."""
    moved = random.sample(opening["sliders"], random.choice([1, 2, 5, len(opening["sliders"])]))
    options: list[str] = []
    for option in random.sample(opening["options"], random.choice([0, 0, 1, 2])):
        if not set(option["clashes"]) & set(options):
            options.append(option["id"])
    return {
        "inputs": {one["path"]: random.randrange(len(one["stops"])) for one in moved},
        "options": options,
        "talks": random.choice([None, random.randrange(len(opening["talks"]["stops"]))]),
    }

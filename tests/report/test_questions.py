"""Every question over every command: what one forgot is said in words."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import made_up
import pytest
from asked import question as asked_shortly
from asked import write_scenario
from question_gaps import gaps, study_commands
from rich.text import Text
from truce_sim.cli.main import main
from truce_sim.report.drawings import Drawing
from truce_sim.report.parts import Hero, Section
from truce_sim.report.question import Question
from truce_sim.report.registry import names, question_named, question_of
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.odds import Odds
from truce_sim.studies.results.common import Result, Story
from truce_sim.studies.study import Kept


def answers_to(command: str) -> dict[str, Result]:
    """Return the made-up answers to a question, and one that was stopped early."""
    found = {name: one for name, one in made_up.ALL.items() if one.kind == command}
    stopped = {
        f"{name}, stopped": one.model_copy(
            update={"heading": one.heading.model_copy(update={"partial": True})}
        )
        for name, one in found.items()
    }
    return found | stopped


def test_every_command_that_conducts_a_study_has_a_question_in_the_report() -> None:
    assert set(names()) == study_commands()


@pytest.mark.parametrize("command", names())
def test_a_question_lacks_nothing(command: str) -> None:
    question = question_named(command)
    assert question is not None
    assert question.command == command
    assert not gaps(question, answers_to(command), made_up.story(made_up.heading()))


@pytest.mark.parametrize("command", names())
def test_a_question_is_asked_listed_shown_and_asked_again(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, out = write_scenario(tmp_path / "truce.toml"), ["--out", str(tmp_path / "out")]
    few = ["--jobs", "1", "--engine", "simpy", "--no-report"]
    assert main([*asked_shortly(command, scenario), *few, *out]) in (0, 3)
    asked = capsys.readouterr().out
    assert "\nNext " in asked
    assert "were not broken by day" in " ".join(asked.split())
    assert main(["list", "--json", *out]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["holds"]
    assert row["runs"]
    assert main(["show", row["run"], *out]) == 0
    shown = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert set(shown) <= set(asked.splitlines())
    assert main([command, "--again", row["run"], "--jobs", "1", "--engine", "simpy", *out]) == 0


def test_questions_are_looked_at_without_what_draws_fits_or_simulates() -> None:
    """`list` and `--help` are quick."""
    code = (
        "import sys; from truce_sim.report.registry import names, question_named\n"
        "assert all(question_named(name) for name in names())\n"
        "heavy = {'matplotlib', 'jinja2', 'scipy', 'numba', 'simpy', 'truce_sim.scenario.schema'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="sim"
    )
    assert done.stdout.split() == []


class BareResult(Result):
    kind: Literal["bare"] = "bare"


class Bare(Question[BareResult]):
    """A question as one begins it: each part is there, and none says anything."""

    command = "bare"
    result = BareResult
    aim = ""

    def study(self) -> type[Kept]:
        return Odds

    def headline(self, result: BareResult) -> Sentence:
        return say("")

    def body(self, result: BareResult) -> Iterator[Text]:
        return iter(())

    def hero(self, result: BareResult) -> Hero:
        return Hero(Told("", ()), "", say(""), left="curve")

    def sections(
        self, result: BareResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        return ()

    def drawings(self, result: BareResult, story: Story | None) -> Sequence[Drawing]:
        return ()

    def cell(self, summary: Mapping[str, Any]) -> str:
        return ""


def test_what_a_new_question_forgot_is_said() -> None:
    bare = BareResult(heading=made_up.heading())
    assert gaps(Bare(), {}, None) == [
        "its result has no `inputs`",
        "it has no `aim`, in a sentence",
        "no command of that name conducts a study (`COMMANDS`)",
        "there is no made-up answer to it (tests/support/made_up.py)",
    ]
    found = gaps(Bare(), {"bare": bare}, None)
    for said in (
        "it has no headline, in a sentence (bare)",
        "`briefly` says nothing in the terminal (bare)",
        "`body` says nothing in the terminal (bare)",
        "its panel lacks a number, a unit or a sentence (bare)",
        "its panel shows a chart that is not drawn: curve (bare)",
        "it has no section on the page (bare)",
        "`list` shows nothing under holds (bare)",
    ):
        assert said in found


def test_a_part_that_each_question_has_to_say_for_itself_cannot_be_left_out() -> None:
    class Unfinished(Question[BareResult]):
        command = "unfinished"

    with pytest.raises(TypeError) as fault:
        Unfinished()  # type: ignore[abstract]
    for part in ("body", "cell", "drawings", "headline", "hero", "sections", "study"):
        assert part in str(fault.value)


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(ValueError, match="no question of kind bare"):
        question_of(BareResult(heading=made_up.heading()))

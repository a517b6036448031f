"""Every option of every command, on every path that it can take, is obeyed or refused."""

import argparse
import dataclasses
import importlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asked import OTHERWISE, QUESTIONS, line, write_scenario
from truce_sim.api import questions
from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.overruled import refuse_overruled
from truce_sim.api.question_words import as_option
from truce_sim.api.questions.question import Question
from truce_sim.cli import requests
from truce_sim.cli.asking import taken_as
from truce_sim.cli.backtest import BacktestAsked
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.main import main
from truce_sim.cli.parser import build_parser
from truce_sim.cli.requests import Request, request_of
from truce_sim.runs.store import Store
from truce_sim.scenario import load
from truce_sim.studies.asked import study_from
from truce_sim.studies.conduct import Origin, begin
from truce_sim.studies.study import Kept, Study

FILE = "tests/support/two-sides.toml"
VALUES = {
    "--set": "spiral.violations=11",
    "--runs": "17",
    "--seed": "17",
    "--jobs": "17",
    "--on": "dask://127.0.0.1:8786",
    "--out": "elsewhere",
    "--format": "svg",
    "--precision": "3",
    "--decide": "0.7",
    "--resume": "latest",
    "--again": "latest",
    "--param": "parties.all.tolerance=1,2",
    "--design": "lhs",
    "--points": "16",
    "--holds": "0.7",
    "--by": "parties.all.tolerance=1:2",
    "--talks": "2030-05-05,2030-05-06",
    "--unless": "quiet",
}
PATHS = {
    "new": [FILE],
    "resume": ["--resume", "some-run"],
    "again": ["--again", "some-run"],
    "dry-run": [FILE, "--dry-run"],
}


def options_of(command: str) -> Iterator[argparse.Action]:
    subparsers = build_parser()._subparsers
    assert subparsers is not None
    choices: Any = subparsers._group_actions[0].choices
    for action in choices[command]._actions:
        if "--help" not in action.option_strings:
            yield action


def question_of(command: str) -> type[Question]:
    """Return what a command asks; `backtest` asks nothing of a scenario."""
    if command == "backtest":
        return BacktestAsked
    found: type[Question] = importlib.import_module(f"truce_sim.api.questions.{command}").ASKED
    return found


def asked(words: list[str]) -> Request:
    question = question_of(words[0])
    taken = BacktestAsked.taken if question is BacktestAsked else taken_as(question)
    return request_of(Given(build_parser().parse_args(words)), taken)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("command", QUESTIONS)
def test_an_option_changes_what_is_asked_or_is_refused(command: str, path: str) -> None:
    bare = [command, *PATHS[path]]
    before = asked(bare)
    for action in options_of(command):
        if not action.option_strings:
            more = ["another.toml"]
        else:
            flag = action.option_strings[-1]
            if flag in bare:
                continue
            more = [flag] if action.nargs == 0 else [flag, VALUES.get(flag, "17")]
        try:
            after = asked([*bare, *more])
        except UsageError:
            continue  # one sentence, exit code 2
        assert after != before, f"{more} is taken and means nothing"


def test_every_part_of_a_request_is_read_by_somebody() -> None:
    """An option is no use in a field that nobody reads."""
    folders = [Path(requests.__file__).parent, Path(questions.__path__[0])]
    files = [path for folder in folders for path in folder.glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    kinds = [
        *(getattr(requests, name) for name in ("New", "Weigh", "Resume", "Again")),
        *(getattr(requests, name) for name in ("Voice", "Dress", "Sources")),
        *(question_of(command) for command in QUESTIONS),
    ]
    for kind in kinds:
        for field in dataclasses.fields(kind):
            assert re.search(rf"\.{field.name}\b(?!\()", text), f"{kind.__name__}.{field.name}"


def unfinished(command: str, tmp_path: Path) -> str:
    """Return the id of a study that was stopped at once; a file stands for its finished work."""
    path = write_scenario(tmp_path / "truce.toml")
    request = asked([command, str(path), *QUESTIONS[command]])
    assert isinstance(request, requests.New)
    scenario = load(str(path))
    study = request.question.study(scenario, request.sources.source)
    store = Store(tmp_path / "out")
    stored = begin(study, scenario, store, Origin((), (command,), str(path), ()))
    (stored.folder / "parts").mkdir()
    (stored.folder / "parts" / "none.npz").write_text("")
    return stored.run_id


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_resumed_study_is_not_asked_something_else(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_id = unfinished(command, tmp_path)
    resume = [command, "--resume", run_id, "--out", str(tmp_path / "out"), "--jobs", "1"]
    for other in OTHERWISE[command]:
        assert main([*resume, *other]) == 2
        said = capsys.readouterr().err
        assert "  then: " in said
        assert "  now:  " in said
        assert " ".join(other) in said.split("now:")[1]
    changed = tmp_path / "other.toml"
    changed.write_text(
        (tmp_path / "truce.toml").read_text().replace("tolerance = 22", "tolerance = 9")
    )
    assert main([*resume, str(changed)]) == 2
    assert "the scenario changed" in capsys.readouterr().err
    # What it was asked may be said once more.
    assert main([*resume, *QUESTIONS[command], "-q", "--no-report"]) in (0, 3)
    assert not list((tmp_path / "out").rglob("*.unfinished"))


NAMES = ['my truce\'s "own"', "long" * 50, "-dashed", "\u0647\u062f\u0646\u0629"]


@pytest.mark.parametrize(("place", "command"), list(enumerate(QUESTIONS)))
def test_every_kind_of_study_is_the_same_again_whatever_its_file_is_called(
    place: int, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_scenario(tmp_path / f"{NAMES[place % len(NAMES)]}.toml")
    out = tmp_path / "out"
    assert main(line(command, path, out, "-q")) in (0, 3)
    capsys.readouterr()
    again = [command, "--again", "latest", "--out", str(out), "--jobs", "1"]
    assert main([*again, "--json"]) == 0
    shown = capsys.readouterr()
    said = json.loads(shown.out)
    assert said["same"]
    assert said["different"] == []
    assert shown.err == ""
    assert main([*again, "-q"]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{said['run']}: the same to the byte.\n"
    assert shown.err == ""
    other = next(one for one in QUESTIONS if one != command)
    assert main([other, *again[1:]]) == 2
    assert f"{command} --again {said['run']}" in capsys.readouterr().err


def test_another_answer_is_told_from_the_stored_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another machine's last digits would be."""
    path = write_scenario(tmp_path / "truce.toml")
    assert main(line("run", path, tmp_path / "out", "-q")) == 0
    capsys.readouterr()

    def other(make: type[Kept] | None, arguments: object, named: str) -> Study:
        assert isinstance(arguments, dict)
        return study_from(make, {**arguments, "seed": 2}, named)

    monkeypatch.setattr("truce_sim.cli.again.study_from", other)
    again = ["run", "--again", "latest", "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert main([*again, "-q"]) == 3
    assert "different in daily.csv, runs.csv, summary.json" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("set_", "moved", "refused"),
    [
        ("parties.all.tolerance=5", "parties.all.tolerance=3,9", True),
        ("parties.army.tolerance=5", "parties.all.tolerance=3,9", True),
        ("parties.all.tolerance=5", "parties.army.tolerance=3,9", False),
        ("parties.all.retaliates=0.5", "parties.all.tolerance=3,9", False),
        ("parties.all.retaliates_after.median=5h", "parties.all.retaliates_after=3h,9h", True),
        ("parties.all.retaliates_after=5h", "parties.all.retaliates_after=3h,9h", False),
        ("parties.all.violates.every=5h", "parties.all.violates.chance=0.1,0.2", False),
    ],
)
def test_a_setting_that_levels_overrule_is_refused(set_: str, moved: str, refused: bool) -> None:
    scenario = load("scenarios/ordinary.toml")
    if not refused:
        refuse_overruled(scenario, [set_], [moved], Word("params"))
        return
    with pytest.raises(QuestionError) as caught:
        refuse_overruled(scenario, [set_], [moved], Word("params"))
    said = caught.value.spelled(as_option, " ")
    assert "does nothing, as --param gives that input its values" in said


def test_now_refuses_to_set_what_it_draws(capsys: pytest.CaptureFixture[str]) -> None:
    path = "scenarios/syria-2016-observed.toml"
    assert main(["now", path, "--set", "parties.government.violates=9 a day", "--dry-run"]) == 2
    assert "as [believable] gives that input its values" in capsys.readouterr().err


@pytest.mark.parametrize("command", QUESTIONS)
def test_another_scenario_under_resume_is_told_from_an_edited_file(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_id = unfinished(command, tmp_path)
    path, other = tmp_path / "truce.toml", tmp_path / "other truce.toml"
    resume = [command, "--resume", run_id, "--out", str(tmp_path / "out"), "--jobs", "1"]
    change = "parties.all.tolerance=9"

    assert main([*resume, "--set", change]) == 2
    said = capsys.readouterr().err
    assert "the scenario changed, by --set." in said
    assert f"  then: {command} {path} " in said
    assert f"  now:  {command} {path} --set {change} " in said

    other.write_text(path.read_text().replace("tolerance = 22", "tolerance = 9"))
    assert main([*resume, str(other)]) == 2
    said = capsys.readouterr().err
    assert "the scenario changed, by another file." in said
    assert f"  now:  {command} '{other}' " in said
    assert main([*resume, str(other), "--set", "spiral.violations=9"]) == 2
    assert "by another file and --set." in capsys.readouterr().err

    path.write_text(other.read_text())
    for named in ([], [str(path)]):
        assert main([*resume, *named]) == 2
        said = capsys.readouterr().err
        assert "the scenario changed since it was interrupted" in said
        assert "then:" not in said


def test_the_pointer_to_further_notes_runs_as_printed_under_resume_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From where the study was begun: the path as it was given there."""
    monkeypatch.setattr("truce_sim.scenario.faults.MOST_TOLD", 0)
    (tmp_path / "tests").symlink_to(Path("tests").resolve())
    monkeypatch.chdir(tmp_path)
    home = Path("a b")
    for more, given in (([], home / "truce.toml"), (["elsewhere"], tmp_path / "a b/truce.toml")):
        run_id = unfinished("run", home)
        for folder in more:
            (tmp_path / folder).mkdir()
            monkeypatch.chdir(tmp_path / folder)
        out = str(tmp_path / "a b" / "out")
        assert main(["run", "--resume", run_id, "--out", out, "--jobs=1", "--no-report"]) == 0
        (said,) = (one for one in capsys.readouterr().err.splitlines() if "more: " in one)
        words = shlex.split(said.split("more: ")[1])
        assert words[-2:] == ["check", str(given)]
        assert main(words[-2:]) == 0
        capsys.readouterr()

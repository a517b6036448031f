"""`--plan-only` and `work`: what is said, what is refused, what is left behind."""

import json
import os
import re
import shlex
import shutil
import signal
from importlib.metadata import version
from pathlib import Path

import pytest
from asked import question, write_scenario
from truce_sim.cli.main import main
from truce_sim.locks import alone
from truce_sim.report.registry import names
from truce_sim.runs import manifest
from truce_sim.runs.ledger import Ledger

ASKED = ["sweep", "--runs", "4", "--param", "parties.all.tolerance=15,40"]
QUICK = ["--jobs", "1", "--engine", "simpy"]


class Place:
    """A folder with a scenario, and results."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.scenario = write_scenario(folder / "two-sides.toml")
        self.out = folder / "results"

    def say(self, *words: str) -> tuple[int, str]:
        """Run a command; return its exit code, and all that it said."""
        self._capsys.readouterr()
        code = main([*words, "--out", str(self.out)])
        said = self._capsys.readouterr()
        return code, said.out + said.err

    def plan(self, *more: str) -> str:
        command, *asked = ASKED
        code, said = self.say(command, str(self.scenario), *asked, "--plan-only", "-q", *more)
        assert code == 0, said
        return said.splitlines()[-1]

    def unfinished(self) -> list[Path]:
        return list(self.out.glob("*/*.unfinished"))


@pytest.fixture
def place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Place:
    for name in [one for one in os.environ if one.startswith("SLURM_")]:
        monkeypatch.delenv(name)
    return Place(tmp_path, capsys)


KNOWN_BEFOREHAND = {
    "run": True,
    "compare": True,
    "sweep": True,
    "postpone": True,
    "sensitivity": True,
    "backtest": True,
    "require": False,
    "now": False,
}


@pytest.mark.parametrize("command", names())
def test_a_question_can_be_planned_where_its_runs_are_known_beforehand(
    command: str, place: Place
) -> None:
    assert command in KNOWN_BEFOREHAND, "say here whether its runs are known beforehand"
    line = [*question(command, place.scenario), "--plan-only"]
    code, said = place.say(*line)
    if KNOWN_BEFOREHAND[command]:
        assert code == 0, said
        assert "nothing was run" in said
        (folder,) = place.unfinished()
        run_id = folder.name.removesuffix(".unfinished")
        assert f"work {run_id} --share 1/8" in said
        assert f"{command} --resume {run_id}" in said
        if command == "backtest":  # the others are followed to their end in tests/studies
            code, said = place.say("work", run_id, "--share", "1/1", *QUICK)
            assert code == 0, said
            assert place.say(command, "--resume", run_id, "--no-report", *QUICK)[0] == 0
    else:
        assert code == 2
        assert f"{command} chooses what to run by what it has found" in said
        assert shlex.join(question(command, place.scenario)) in said
        assert place.unfinished() == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--precision", "5"], "give --runs N instead of --precision"),
        (["--decide", "0.5"], "give --runs N instead of --decide"),
        (["--given-observed"], "which truces are like what was observed is found by running"),
        (["--open"], "leave out --open"),
        (["--format", "html"], "leave out --format"),
        (["--jobs", "2"], "leave out --jobs"),
        (["--engine", "simpy"], "leave out --engine"),
        (["--dry-run"], "leave out --dry-run"),
        (["--resume", "latest"], "leave out --resume"),
        (["--again", "latest"], "leave out --again"),
    ],
)
def test_what_a_plan_cannot_honour_is_refused(more: list[str], says: str, place: Place) -> None:
    code, said = place.say("run", str(place.scenario), "--plan-only", *more)
    assert code == 2
    assert says in said
    assert place.unfinished() == []


def test_a_plan_is_listed_worked_on_and_gathered(place: Place) -> None:
    code, said = place.say(
        "sweep", str(place.scenario), *ASKED[1:], "--confirm", "--plan-only", "--json"
    )
    assert code == 0
    planned = json.loads(said[said.index("{") :])
    run_id = planned["id"]
    assert (planned["known"], planned["runs"], planned["study"]) == (8, 40, "sweep")
    assert Path(planned["folder"]) == place.unfinished()[0]
    assert shlex.split(planned["gather"])[-5:-2] == ["sweep", "--resume", run_id]
    assert "planned     0 of 40" in place.say("list")[1]
    code, said = place.say("report", run_id)
    assert code == 2
    assert "is planned; when its shares are made, gather it with" in said

    code, said = place.say("work", run_id, "--share", "2/2", *QUICK)
    assert code == 0
    assert "Share 2/2 is 4 of 8 runs known beforehand: 4 simulated now" in said
    assert "4 of the 8 are left" in said
    assert "planned     4 of 40" in place.say("list")[1]
    (row,) = json.loads(place.say("list", "--json")[1])
    assert (row["state"], row["runs"], row["of"]) == ("planned", 4, 40)

    # The file may go, or change: the plan keeps the scenario.
    place.scenario.write_text("nothing of a scenario", encoding="utf-8")
    code, said = place.say("work", run_id, "--share", "1/2", *QUICK, "--json")
    assert code == 0
    filled = json.loads(said[said.index("{") :])
    assert (filled["runs"], filled["simulated"], filled["left"]) == (4, 4, 0)
    assert (filled["beforehand"], filled["more"]) == (True, 32)
    assert filled["next"] == planned["gather"]
    place.scenario.unlink()
    code, said = place.say("work", run_id, "--share", "1/1", *QUICK)
    assert "that hang on what others have shown" in said
    code, said = place.say("work", run_id, "--share", "1/1", *QUICK)
    assert code == 0
    assert "nothing is left to do, every run of it is there" in said
    code, said = place.say("sweep", "--resume", run_id, "--no-report", *QUICK)
    assert code == 0, said
    told = re.findall(r"Simulating +(\d+) of (\d+)", said)
    assert told == [("8", "8"), ("32", "32")], "nothing was left to be made"
    assert place.unfinished() == []
    code, said = place.say("work", run_id, "--share", "3/9", *QUICK)
    assert code == 0, "a task that comes late is no failure"
    assert "it is finished" in said


@pytest.mark.parametrize("share", ["0/4", "5/4", "x", "3", "1/0", "-1/4", "1/4/2", "1.5/4", "/"])
def test_what_is_no_share_is_refused(share: str, place: Place) -> None:
    code, said = place.say("work", place.plan(), f"--share={share}", *QUICK)
    assert code == 2
    assert "share" in said


def slurm(monkeypatch: pytest.MonkeyPatch, **said: int) -> None:
    for name, value in said.items():
        monkeypatch.setenv(f"SLURM_ARRAY_TASK_{name}", str(value))


def test_in_a_slurm_array_each_task_knows_its_share(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = place.plan()
    code, said = place.say("work", run_id, *QUICK)
    assert code == 2
    assert "Which share?" in said
    slurm(monkeypatch, ID=6, COUNT=4, MIN=0, MAX=6, STEP=2)
    code, said = place.say("work", run_id, *QUICK)
    assert code == 0
    assert "Share 4/4, as Slurm numbers its tasks, is 2 of 8 runs" in said
    slurm(monkeypatch, ID=3)
    code, said = place.say("work", run_id, *QUICK)
    assert code == 2
    assert '--share "$SLURM_ARRAY_TASK_ID/N"' in said
    assert place.say("work", run_id, "--share", "1/4", *QUICK)[0] == 0, "what is said counts"
    slurm(monkeypatch, ID=7, COUNT=2, MIN=3, MAX=7, STEP=1)
    assert place.say("work", run_id, *QUICK)[0] == 2, "an array of 3 and 7 has gaps"


def test_another_line_of_the_model_is_another_version(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two clones of one version may differ, and their runs would not belong together."""
    run_id = place.plan()
    assert place.say("work", run_id, "--share", "1/2", *QUICK)[0] == 0
    monkeypatch.setattr("truce_sim.studies.conduct.digest", lambda _: "another")
    for line in (["work", run_id, "--share", "2/2"], [ASKED[0], "--resume", run_id]):
        code, said = place.say(*line, *QUICK)
        assert code == 2
        assert "the sources of truce-sim" in " ".join(said.split())
        assert "another" in said


def test_runs_that_may_not_be_read_are_not_made_anew(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = place.plan()
    assert place.say("work", run_id, "--share", "1/1", *QUICK)[0] == 0

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("truce_sim.runs.chunks.ZipFile", closed)
    monkeypatch.setattr("truce_sim.runs.chunks._arrays", closed)
    for line in (["work", run_id, "--share", "1/1"], [ASKED[0], "--resume", run_id]):
        code, said = place.say(*line, *QUICK)
        assert code in (1, 2), said
        assert "cannot be read (Permission denied); what it holds is finished" in said
    assert "planned" in place.say("list")[1]


def test_other_versions_than_the_plans_are_refused_by_name(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = place.plan()
    monkeypatch.setattr(manifest, "version", lambda x: "99.9" if x == "numpy" else version(x))
    code, said = place.say("work", run_id, "--share", "1/2", *QUICK)
    assert code == 2
    assert "it was planned with numpy" in said
    assert "(here 99.9)" in said
    assert not any((place.unfinished()[0] / "parts").iterdir())


def test_clean_removes_a_plan_only_where_it_is_named(place: Place) -> None:
    run_id = place.plan()
    assert "planned, left alone unless it is named" in place.say("clean")[1]
    (folder,) = place.unfinished()
    code, said = place.say("clean", run_id)
    assert code == 0
    assert f"{folder}: planned, removed" in said
    assert place.unfinished() == []
    code, said = place.say("work", run_id, "--share", "1/2", *QUICK)
    assert code == 2
    assert "there are no results" in said


def test_what_a_killed_gathering_leaves_beside_its_result_is_cleaned_away(place: Place) -> None:
    run_id = place.plan()
    (folder,) = place.unfinished()
    shutil.copytree(folder, place.folder / "kept")
    assert place.say("sweep", "--resume", run_id, "--no-report", *QUICK)[0] == 0
    shutil.copytree(place.folder / "kept", folder)
    code, said = place.say("clean")
    assert code == 0
    assert "removed" in said
    assert place.unfinished() == []
    assert place.say("show", run_id)[0] == 0


def test_whoever_gathers_does_so_alone(place: Place) -> None:
    run_id = place.plan()
    (folder,) = place.unfinished()
    with alone(folder):
        for line in (["sweep", "--resume", run_id], ["work", run_id, "--share", "1/2"]):
            code, said = place.say(*line, *QUICK)
            assert code == 2
            assert f"{run_id} is being worked on by process {os.getpid()}" in said


@pytest.mark.parametrize("line", [["work", "--share", "1/1"], ["sweep", "--resume", "--no-report"]])
def test_ctrl_c_keeps_the_plan_and_says_how_to_carry_on(
    line: list[str], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = place.plan()
    command, *more = line
    words = [command, run_id, *more] if command == "work" else [command, more[0], run_id, more[1]]

    def stopped(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "add", stopped)
        code, said = place.say(*words, *QUICK)
    assert code == 130
    assert "saved" in said
    again = shlex.join(["work", run_id, "--share", "1/1"] if command == "work" else words[:3])
    assert again in said
    assert len(place.unfinished()) == 1, "what was planned is still there for others"
    assert place.say(*words, *QUICK)[0] == 0


@pytest.mark.parametrize(("gathers", "code"), [(True, 0), (False, 2)])
def test_a_worker_whose_study_goes_meanwhile_ends_with_a_sentence(
    gathers: bool, code: int, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = place.plan()
    add, met = Ledger.add, list[int]()

    def meanwhile(self: Ledger, *stretch: object) -> None:
        if not met:
            met.append(1)
            word = ["sweep", "--resume", run_id, "--no-report", *QUICK]
            assert main([*(word if gathers else ["clean", run_id]), "--out", str(place.out)]) == 0
        add(self, *stretch)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "add", meanwhile)
    found, said = place.say("work", run_id, "--share", "1/2", *QUICK)
    assert found == code
    assert ("it was gathered meanwhile" if gathers else "it is gone: removed meanwhile") in said
    assert "Traceback" not in said
    assert place.unfinished() == [], "nothing half came back"


def test_an_interrupted_study_may_be_shared_out_as_well(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, met = Ledger.add, list[object]()

    def once(self: Ledger, *stretch: object) -> None:
        add(self, *stretch)  # type: ignore[arg-type]
        met.append(stretch)
        if len(met) == 1:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Ledger, "add", once)
    asked = ["sweep", str(place.scenario), *ASKED[1:], "--runs", "40", "--no-report"]
    assert place.say(*asked, *QUICK)[0] == 130
    code, said = place.say("work", "latest", "--share", "1/1", *QUICK)
    assert code == 0
    told = re.search(r"(\d+) simulated now, (\d+) were there already", " ".join(said.split()))
    assert told is not None
    made, there = int(told[1]), int(told[2])
    assert (made > 0, there > 0, made + there) == (True, True, 80)
    code, said = place.say("work", "no-such-run", "--share", "2/2", *QUICK)
    assert code == 2
    assert "there is no result called 'no-such-run'" in said


def test_stored_runs_are_not_planned(place: Place) -> None:
    line = ["run", str(place.scenario), "--runs", "4", "--no-report", "-q", *QUICK]
    assert place.say(*line)[0] == 0
    code, said = place.say("compare", "latest", "latest", "--plan-only")
    assert code == 2
    assert "--plan-only" in said

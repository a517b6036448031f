"""`backtest` on the command line: what is read, refused, stored, gone on with."""

import json
import shlex
from pathlib import Path

import pytest
from asked import CASES, line
from past_rows import row, written
from truce_sim.cli.main import main
from truce_sim.evidence.rules_file import SHIPPED, shipped_file
from truce_sim.runs.store import Store
from truce_sim.shipped import home

FEW = ["--runs", "3", "--jobs", "1", "--engine", "simpy", "--no-report"]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "my cases.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


def ask(*words: str | Path, out: Path) -> int:
    return main(["backtest", *map(str, words), *FEW, "--out", str(out)])


def test_every_score_is_told_and_stored(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(cases, out=tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert all(len(text) <= 80 for text in shown.split("\nResults")[0].splitlines())
    for said in (
        "score",
        "less this",
        "power",
        "all truces, always the same",
        "Furthest off",
        "the file does not say",
    ):
        assert said in shown
    (stored,) = Store(tmp_path / "out").all()
    assert {"scores.csv", "cases.csv", "columns.csv", "summary.json"} <= {
        path.name for path in stored.folder.iterdir()
    }
    summary = json.loads(stored.content("summary.json"))
    assert len(summary["rules_digest"]) == 12
    assert summary["rules_digest"] in shown


def test_json_is_the_summary(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(cases, "--json", out=tmp_path / "out") == 0
    (stored,) = Store(tmp_path / "out").all()
    assert json.loads(capsys.readouterr().out) == json.loads(stored.content("summary.json"))


def test_faults_of_cases_are_told_together_and_nothing_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("id,war,days,renounced\nA,R,-3,maybe\nA,R,3,\n", encoding="utf-8")
    assert ask(path, out=tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert "These cases cannot be read yet: 4 things to fix." in said
    assert f"{path}:2" in said
    assert "    |     ^^" in said
    assert not (tmp_path / "out").exists()


def test_faults_of_rules_and_rows_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules, rows = tmp_path / "my.toml", tmp_path / "rows.csv"
    rules.write_text('title = "x"\nbase = "ordinary.toml"\nlongest = 3\n', encoding="utf-8")
    assert ask("--rules", rules, out=tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert "These rules cannot be read yet" in said
    assert f"{rules}:3" in said
    rows.write_text("location\nRuritania\n", encoding="utf-8")
    assert ask("--rows", rows, out=tmp_path / "out") == 2
    assert "no column" in capsys.readouterr().err
    assert ask("--rows", tmp_path / "none.csv", out=tmp_path / "out") == 2
    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["x.csv", "--rows", "y.csv"], "two back-tests"),
        (["--wars", "odd"], "give --rows FILE"),
        (["--wars", "each"], "--wars"),
        (["--set", "truce.floor=1"], "no option --set"),
    ],
)
def test_what_does_not_go_together_is_refused(
    words: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(*words, out=tmp_path / "out") == 2
    assert says in capsys.readouterr().err


def test_rules_of_ones_own_take_the_base_that_lies_beside_them(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = shipped_file(SHIPPED).read_text(encoding="utf-8")
    (own / "my.toml").write_text(text, encoding="utf-8")
    digests = []
    for floor in (None, "0.3"):
        if floor:
            base = (home() / "ordinary.toml").read_text(encoding="utf-8")
            (own / "ordinary.toml").write_text(base.replace("floor      = 0.08", "floor = 0.3"))
        assert ask(cases, "--rules", own / "my.toml", "--json", out=tmp_path / "out") == 0
        digests.append(json.loads(capsys.readouterr().out)["rules_digest"])
    assert digests[0] != digests[1]


def test_rows_are_scored_and_none_of_them_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wars = [f"Ruritania {number}" for number in range(9)]
    rows = [row(location=war, ended=1, ends="2001-07-01") for war in wars]
    path = written(tmp_path, *rows, row("2001-09-01", "2001-09-02", location=wars[0]))
    assert ask("--rows", path, "--wars", "even", out=tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "the rules' own arithmetic" in shown
    assert not any(told in shown for told in ("Ruritania", "2001"))
    (stored,) = Store(tmp_path / "out").all()
    kept = [one.read_bytes() for one in stored.folder.rglob("*") if one.is_file()]
    assert not any(told in one for one in kept for told in (b"Ruritania", b"2001-", b"May 2001"))
    again = ["backtest", "--again", "latest", "--jobs", "1", "--engine", "simpy"]
    assert main([*again, "--out", str(tmp_path / "out")]) == 0
    path.write_text(path.read_text().replace("2001-07-01", "2001-07-02") + "\n")
    assert main([*again, "--out", str(tmp_path / "out")]) == 2
    assert "not the file that it was" in capsys.readouterr().err


def test_a_stopped_one_goes_on_as_it_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def stopped(*given: object, **_: object) -> None:
        parts = given[4].folder / "parts"  # type: ignore[attr-defined]
        parts.mkdir()
        (parts / "none.npz").write_text("")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("truce_sim.cli.conducting.conduct", stopped)
        assert main(line("backtest", tmp_path / "t.toml", out)) == 130
    said = capsys.readouterr().err
    (carry,) = (one for one in said.splitlines() if one.startswith("Carry on "))
    resume = [*shlex.split(carry.removeprefix("Carry on "))[1:], "--jobs", "1", "--no-report"]
    for other in (["--runs", "5"], ["--seed", "7"], [str(tmp_path / "other.csv")]):
        (tmp_path / "other.csv").write_text(CASES.replace("A,R,2", "A,R,3"), encoding="utf-8")
        assert main([*resume, *other]) == 2
        assert "was asked something else" in capsys.readouterr().err
    assert main([*resume, str(tmp_path / "t.csv"), "--runs", "4"]) == 0
    assert [one.state for one in Store(out).all()] == ["finished"]


def test_a_dry_run_counts_and_runs_nothing(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["backtest", str(cases), "--runs", "10", "--dry-run", "--out", str(tmp_path / "out")]
    assert main(words) == 0
    assert "runs" in "".join(capsys.readouterr())
    assert not (tmp_path / "out").exists()

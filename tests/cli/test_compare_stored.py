"""Two stored runs side by side: what changed in the file, and what that did."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import truce_sim as ts
from truce_sim.cli.main import main
from truce_sim.runs.store import Store
from truce_sim.studies.stored_runs import stored_runs

TWO_SIDES = Path("tests/support/two-sides.toml")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with runs of two states of a file, and one with another seed."""
    home = tmp_path_factory.mktemp("pair")
    file = home / "truce.toml"
    for old, new, more in (
        ("", "", []),
        ("tolerance = 22", "tolerance = 40", []),
        ("", "", ["--seed", "9"]),
    ):
        text = TWO_SIDES.read_text(encoding="utf-8")
        file.write_text(text.replace(old, new) if old else text, "utf-8")
        asked = ["run", str(file), "--runs", "40", "--no-report", "--jobs", "1", "-q"]
        assert main([*asked, "--out", str(home / "out"), *more]) == 0
    return home / "out"


def opened(run: str, results: Path) -> ts.Odds:
    answer = ts.open(run, results)
    assert isinstance(answer, ts.Odds)
    return answer


def ids(results: Path) -> list[str]:
    return [stored.run_id for stored in reversed(Store(results).all())]


def test_names(results: Path) -> None:
    assert len(ids(results)) >= 3


def asked(results: Path, *words: str) -> int:
    return main(["compare", *words, "--no-report", "--jobs", "1", "--out", str(results)])


def test_what_changed_and_what_it_did_is_told_from_the_stored_runs(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, *_ = ids(results)
    assert asked(results, first, second) == 0
    shown = capsys.readouterr()
    assert "nothing is simulated" in " ".join(shown.err.split())
    assert "north: tolerance: 22 -> 40" in shown.out
    assert "still holding, of 100" in shown.out
    assert asked(results, first, second, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    (option,) = told["options"]
    assert (told["base_label"], option["label"]) == (first, second)
    change = opened(second, results) - opened(first, results)
    assert option["held"]["gained"] == change.change.gained
    assert [one["path"] for one in option["changed"]] == [one.path for one in change.changed]


def test_it_is_what_both_files_give_when_they_are_run_again(results: Path) -> None:
    first, second, *_ = ids(results)
    assert asked(results, first, second, "--json") == 0
    stored = Store(results).find("latest")
    assert stored.run_id.startswith("compare-")
    assert main(["compare", "--again", stored.run_id, "--out", str(results), "--jobs", "1"]) == 0


def test_the_stored_runs_are_read_as_they_were_made(results: Path) -> None:
    first, *_ = ids(results)
    found = stored_runs(Store(results).find(first))
    assert found is not None
    kept = opened(first, results).runs
    assert np.array_equal(found["held"], kept["held"])
    assert np.array_equal(found["life"], kept["life"])


def test_without_shared_histories_each_has_its_own_range(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _, third = ids(results)[:3]
    assert asked(results, first, third) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "their seeds differ" in said
    assert "Nothing changed in the file" in said
    assert f"--runs 40 --seed {ts.open(first, results).summary.heading.seed}" in said
    assert asked(results, first, third, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["apart"] == "their seeds differ"
    assert [one["run"] for one in told["runs"]] == [first, third]
    assert asked(results, first, third, "--runs", "20", "--seed", "3") == 0
    assert "No change at all" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["FIRST", str(TWO_SIDES)], "scenario files, or two stored runs"),
        (["FIRST", "2020-01-01-abcd"], "there is no result called"),
        (["FIRST", "latest", "--set", "truce.floor=0.3"], "--set changes files"),
        (["FIRST", "latest", "--dry-run"], "--dry-run weighs"),
    ],
)
def test_what_is_no_pair_is_refused(
    results: Path, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    first, *_ = ids(results)
    assert (
        main(
            [
                *("compare", "--out", str(results)),
                *(first if one == "FIRST" else one for one in words),
            ]
        )
        == 2
    )
    assert hint in " ".join(capsys.readouterr().err.split())


def test_changes_are_told_by_what_a_person_calls_them() -> None:
    from truce_sim.report.questions.compare.changed import in_words
    from truce_sim.scenario import from_raw, load
    from truce_sim.studies.changed_inputs import changed_inputs

    base = load(TWO_SIDES)
    raw = json.loads(json.dumps(dict(base.source), default=str))
    raw["title"] = "Another"
    raw["parties"]["north"].pop("tolerance")
    raw["believable"] = {"parties.south.tolerance": [10, 30]}
    raw["options"] = {"calm": {"label": "Calm down", "set": {"parties.all.retaliates": 0}}}
    said = [in_words(one) for one in changed_inputs(base, from_raw(raw))]
    assert any(one.startswith("Title: ") for one in said)
    assert "Removed: north: tolerance (was 22)" in said
    assert any("believable as it stands -> 10 to 30" in one for one in said)
    assert "Option “Calm down”: not there -> there" in said
    back = [one.what for one in changed_inputs(from_raw(raw), base)]
    assert "added" in back
    assert changed_inputs(base, base) == ()

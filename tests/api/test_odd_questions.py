"""What a hand or a notebook gets wrong in Python is refused in a sentence, and never swallowed."""

import pickle
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import truce_sim as ts


@pytest.fixture(scope="module")
def smallest() -> ts.Truce:
    return ts.load("smallest")


def test_a_mistyped_argument_is_refused(smallest: ts.Truce) -> None:
    with pytest.raises(TypeError, match="no argument 'believeable'"):
        smallest.run(5, believeable=False)  # type: ignore[call-arg]


@pytest.mark.parametrize("value", [None, object(), {1}, b"x", [None], {"a": None}])
def test_a_value_that_no_file_could_hold_is_no_text(smallest: ts.Truce, value: object) -> None:
    with pytest.raises(ts.QuestionError, match="set='title': no scenario can hold a value of type"):
        smallest.set(title=value)


@pytest.mark.parametrize("path", ["title=other", "title=other\n", 3, None])
def test_a_path_holds_no_value(smallest: ts.Truce, path: Any) -> None:
    with pytest.raises(ts.QuestionError, match="is no path of an input"):
        smallest.set({path: 1})


def test_a_time_zone_is_refused_and_not_dropped() -> None:
    syria = ts.load("syria-2016")
    with pytest.raises(
        ts.QuestionError, match="dates of a scenario are local: give '2016-03-20 15:00'"
    ):
        syria.set({"dates.talks": datetime(2016, 3, 20, 15, tzinfo=UTC)})


def test_moments_of_numpy_are_moments() -> None:
    syria, when = ts.load("syria-2016"), datetime(2016, 3, 20, 15)
    for unit in ("s", "us", "ns"):
        changed = syria.set({"dates.talks": np.datetime64(when, unit)})
        assert changed.scenario.dates.talks == when


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"run": -1}, "run=-1 must be a whole number from 0"),
        ({"run": 1.5}, "run=1.5 must be"),
        ({"run": "1"}, "run='1' must be"),
        ({"where": "held", "nth": 0}, "nth=0 must be a whole number, 1 at least"),
        ({"where": "held", "runs": 0}, "runs=0 must be"),
        ({"where": "held", "jobs": 0}, "jobs=0 must be"),
    ],
)
def test_numbers_of_a_trace_are_looked_at(
    smallest: ts.Truce, asked: dict[str, Any], says: str
) -> None:
    with pytest.raises(ts.QuestionError) as caught:
        smallest.trace(**asked)
    assert str(caught.value).startswith(says)


def test_an_unknown_design_is_refused_before_anything_runs(smallest: ts.Truce) -> None:
    with pytest.raises(ts.QuestionError, match="design='random' must be one of grid, lhs, sobol"):
        smallest.sweep("spiral.violations=5:9", design="random", points=4)  # type: ignore[arg-type]


def test_one_change_needs_no_list() -> None:
    assert ts.load("smallest", "run.seed=4").source.sets == ("run.seed=4",)


@pytest.mark.parametrize("what", [3, None, b"smallest"])
def test_what_holds_no_truce_is_refused(what: Any) -> None:
    with pytest.raises(TypeError, match="a truce is loaded from"):
        ts.load(what)


def test_a_refusal_goes_to_another_process_with_its_braces() -> None:
    refused = ts.QuestionError("There is no {one}", one="'{x}'")
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own
    assert str(again) == str(refused) == "There is no '{x}'"


def test_talks_are_dates_of_python_or_texts() -> None:
    syria, when = ts.load("syria-2016"), datetime(2016, 3, 14, 15)
    for talks in (when, [when], "2016-03-14 15:00"):
        with pytest.raises(ts.ScenarioFaults, match="one date leaves nothing to compare"):
            syria.postpone(talks=talks, runs=20)


def test_the_command_of_a_comparison_names_a_changed_truce_as_a_file_of_its_own() -> None:
    here = ts.load("smallest")
    changed = here.set({"spiral.violations": 9})
    by_words = {
        one.compare(other, runs=5, jobs=1).command.partition(" compare ")[2]
        for one, other in ((here, changed), (changed, here), (changed, changed))
    }
    assert by_words == {
        "smallest smallest.toml --runs 5",
        "smallest.toml smallest --runs 5",
        "smallest smallest --set=spiral.violations=9 --runs 5",
    }


def test_no_command_asks_the_truce_of_an_option_alone() -> None:
    option = ts.load("syria-2016").options["more-teams"]
    assert option.run(2, jobs=1, believable=False).command == ""


def test_a_stored_answer_says_what_it_was_not_saved_in(smallest: ts.Truce, tmp_path: Path) -> None:
    stored = ts.open(smallest.run(5, jobs=1).save(tmp_path, formats=("svg",)))
    assert isinstance(stored, ts.Odds)
    with pytest.raises(ts.QuestionError, match="saved without tables"):
        _ = stored.runs
    with pytest.raises(ts.QuestionError, match="not in format='xlsx'; try: truce-sim report"):
        stored.save(tmp_path, formats=("xlsx",))
    assert stored.save(tmp_path).is_dir()


def test_a_stored_answer_is_read_from_wherever_one_stands_by_then(
    smallest: ts.Truce, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    smallest.run(5, jobs=1).save()
    stored = ts.open("latest")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert isinstance(stored, ts.Odds)
    assert len(stored.runs["life"]) == 5
    assert "smallest" in stored.command

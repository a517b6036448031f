"""The library: what is public, how truces are loaded and changed, and how faults are told."""

import subprocess
import sys
from pathlib import Path

import pytest
import truce_sim as ts

SMALLEST = "scenarios/smallest.toml"
PUBLIC = {
    *("Answer", "Difference", "Fault", "Findings", "Frame", "Nowcast", "Odds", "QuestionError"),
    *("ScenarioFaults", "StoreError", "Telling", "Truce", "check", "inputs", "load", "new", "open"),
    "scenarios",
}
OF_A_TRUCE = {
    *(
        "check",
        "compare",
        "name",
        "now",
        "options",
        "postpone",
        "require",
        "run",
        "scenario",
        "set",
    ),
    *("sensitivity", "source", "sweep", "text", "title", "to_toml", "trace"),
}
OF_AN_ANSWER = {
    *("command", "figure", "figures", "finished", "headline", "save", "svg", "to_html"),
    "to_json",
}
"""What people write in scripts: a name that goes breaks them, one that comes is for ever."""


def public(thing: object) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


def test_public_names_are_these() -> None:
    assert set(ts.__all__) == set(ts._WHERE) == PUBLIC
    assert {*dir(ts)} == {*PUBLIC, "__version__"}
    for name in PUBLIC:
        assert getattr(ts, name).__doc__
    assert public(ts.load(SMALLEST)) == OF_A_TRUCE
    assert public(ts.Answer) == OF_AN_ANSWER
    assert public(ts.Odds) == {*OF_AN_ANSWER, "daily", "interval", "runs", "share", "value"}
    with pytest.raises(AttributeError, match="truce_sim has no 'odds'"):
        _ = ts.odds


def test_the_import_loads_next_to_nothing() -> None:
    code = (
        "import sys, truce_sim as ts\n"
        "ours = {one for one in sys.modules if one.startswith('truce_sim')}\n"
        "heavy = {'numpy', 'scipy', 'matplotlib', 'pydantic', 'simpy', 'rich'} & set(sys.modules)\n"
        "assert ours == {'truce_sim'}, ours\n"
        "assert not heavy, heavy\n"
        "ts.load(sys.argv[1]).check()\n"
        "assert not {'scipy', 'matplotlib', 'simpy'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, SMALLEST], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_truce_is_loaded_from_whatever_holds_one() -> None:
    by_path = ts.load(Path(SMALLEST))
    text = Path(SMALLEST).read_text(encoding="utf-8")
    by_text = ts.load(text, name="smallest")
    by_mapping = ts.load(by_path.scenario.source, name="smallest")
    by_name = ts.load("smallest")
    assert {one.to_toml() for one in (by_path, by_text, by_mapping, by_name)} == {by_path.to_toml()}
    assert by_text.text == text
    assert ts.load(by_path.to_toml(), name="smallest").to_toml() == by_path.to_toml()


@pytest.mark.parametrize(
    "change", ["spiral.violations=11", "parties.all.retaliates=0.3", "truce.settles_in=36h"]
)
def test_a_change_is_that_of_the_command_line(change: str) -> None:
    path, _, value = change.partition("=")
    in_python = {"11": 11, "0.3": 0.3}.get(value, value)
    changed = ts.load("ordinary").set({path: in_python})
    assert changed.to_toml() == ts.load("ordinary", [change]).to_toml()
    assert changed.to_toml() != ts.load("ordinary").to_toml()
    assert [one.split("=")[0] for one in changed.source.sets] == [path]


def test_a_change_is_checked_at_once_and_leaves_the_truce_as_it_was() -> None:
    truce = ts.load(SMALLEST)
    before = truce.to_toml()
    with pytest.raises(ts.ScenarioFaults) as caught:
        truce.set({"spiral.violations": -1, "parties.nobody.harm": 2})
    assert len(caught.value.faults) == 2
    assert truce.to_toml() == before


def test_faults_show_themselves_as_the_terminal_does() -> None:
    text = 'title = "x"\n[parties.a]\nviolates = "often"\n'
    with pytest.raises(ts.ScenarioFaults) as caught:
        ts.load(text)
    shown = str(caught.value)
    assert "--> scenario.toml:3" in shown
    assert "^" in shown
    assert "Traceback" not in "\n".join(caught.value._render_traceback_())
    findings = ts.check(text)
    assert not findings.fine
    assert findings.faults == caught.value.faults
    assert ts.check("smallest").fine


def test_options_are_truces() -> None:
    syria = ts.load("syria-2016")
    assert list(syria.options) == list(syria.scenario.options)
    assert syria.options["more-teams"].to_toml() != syria.to_toml()


def test_a_new_truce_is_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for origin in (None, "fragmented-war", "ordinary"):
        truce = ts.new("my-truce", origin)
        assert truce.name == "my-truce"
        assert "#" in truce.text
        assert truce.check().fine
    with pytest.raises(ts.QuestionError, match="no 'ordinery' to begin with"):
        ts.new(origin="ordinery")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"runs": 1}, "runs=1 must be a whole number from 2 to 10,000,000"),
        ({"runs": 10.5}, "runs=10.5 must be a whole number"),
        ({"seed": -1}, "seed=-1 must be a whole number from 0"),
        ({"precision": 3}, "precision=3 must be a share from 0.001 to 0.5"),
        ({"decide": float("nan")}, "decide=nan must be a share, between 0 and 1"),
        ({"runs": True}, "runs=True must be"),
        ({"runs": 20, "decide": 0.5}, "decide says itself how many runs it takes; leave runs out"),
        ({"runs": 20, "jobs": 0}, "jobs=0 must be a whole number, 1 at least"),
        ({"runs": 20, "engine": "fast"}, "There is no engine='fast'"),
        ({"runs": 20, "until": "2030-05-03"}, "until goes with given_observed=True"),
    ],
)
def test_what_cannot_be_asked_is_said_in_the_words_of_python(
    asked: dict[str, object], says: str
) -> None:
    with pytest.raises(ts.QuestionError) as caught:
        ts.load(SMALLEST).run(**asked)  # type: ignore[arg-type]
    assert str(caught.value).startswith(says)
    assert "--" not in str(caught.value)


def test_answers_of_an_interview_make_a_truce() -> None:
    lines = Path("scenarios/hillside.answers").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
    answers = {key.strip(): value.strip() for key, _, value in pairs}
    assert ts.new("hillside", answers=answers).check().fine
    with pytest.raises(ts.QuestionError, match="no question 'party'; did you mean 'parties'"):
        ts.new(answers={**answers, "party": "a, b"})
    with pytest.raises(ts.ScenarioFaults, match="parties"):
        ts.new(answers={**answers, "parties": "one"})

"""A scenario told, listed, written and started."""

import pickle
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_samples import FULL, SMALL, loaded, write
from truce_sim.scenario import ScenarioFaults, load, with_values
from truce_sim.scenario.describe import as_text, in_words, meanings
from truce_sim.scenario.inputs import BY_DEFAULT, input_rows
from truce_sim.scenario.starter import (
    NewFileError,
    copied,
    free_path,
    starter_text,
    write_new,
)
from truce_sim.scenario.writing import dump_toml, to_toml


def test_a_scenario_in_plain_words_fits_80_columns(tmp_path: Path) -> None:
    text = as_text(in_words(loaded(tmp_path, FULL)))
    assert max(map(len, text.splitlines())) <= 80
    for words in (
        "Everything at once",
        "11 days and 15 hours later",
        "Government [allies]: violations about 1.7 a day",
        "teams: 5; order of work: gravest first; at work from 2 days after the start",
        "Spiral of retaliation: 30 violations within 24 hours end the truce",
        "Strike on an aid convoy",
        "verification.teams: 3 to 7.",
        "Faster checks: verification.checked_in to median 12 hours, nine in ten within 38 hours.",
    ):
        assert words in " ".join(text.split()), words
    assert "100 in 100" not in text
    assert "100%" not in text


def test_what_is_switched_off_is_named(tmp_path: Path) -> None:
    text = as_text(in_words(loaded(tmp_path, SMALL)))
    assert "Not in this scenario" in text
    assert "Excluded groups, outside powers, guarantors" in text
    assert "How complaints are checked" not in text


def test_every_number_is_listed_with_its_evidence(tmp_path: Path) -> None:
    rows = {row.path: row for row in input_rows(loaded(tmp_path, FULL))}
    talks = rows["dates.talks"]
    assert (talks.basis, talks.source) == ("reported", "a newspaper")
    assert talks.believable == "7 March 2016, 15:00 to 11 March 2016, 15:00"
    retaliates = rows["parties.government.retaliates"]
    assert retaliates.label == "Government [allies]: retaliates"
    assert (retaliates.value, retaliates.believable) == ("0.1", "0.05 to 0.15")
    assert retaliates.basis == "estimated"
    assert rows["parties.government.violates"].believable == "chance 0.3 to 0.4"
    assert rows["verification.finds"].source == "nobody knows"
    assert rows["truce.floor"].basis == "guess"
    assert rows["excluded.isil.spoils.factor"].label == "ISIL: spoiling factor"
    assert "title" not in rows
    assert "run.runs" not in rows


def test_defaults_in_force_can_be_listed_too(tmp_path: Path) -> None:
    rows = {row.path: row for row in input_rows(loaded(tmp_path, SMALL), defaults=True)}
    assert rows["grievance.overdue"].source == BY_DEFAULT
    assert rows["parties.north.notices"].value == "1"
    assert "spiral.violations" not in rows


@pytest.mark.parametrize("text", [FULL, SMALL])
def test_the_resolved_scenario_reads_back_the_same(tmp_path: Path, text: str) -> None:
    scenario = loaded(tmp_path, text)
    again = load(write(tmp_path, dump_toml(scenario), "again.toml"))
    assert again.model_dump() == scenario.model_dump()
    assert dump_toml(again) == dump_toml(scenario)


def test_a_variant_is_written_without_its_parent(tmp_path: Path) -> None:
    write(tmp_path, FULL, "base.toml")
    child = loaded(tmp_path, 'extends = "base.toml"\n[verification]\nteams = 9\n')
    text = dump_toml(child)
    assert "extends" not in text
    alone = tmp_path / "alone"
    alone.mkdir()
    assert load(write(alone, text)).model_dump() == child.model_dump()


keys = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
scalars = (
    st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
trees: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(keys | st.sampled_from(["parties", "zones", "options"]), trees, max_size=5))
def test_whatever_is_written_reads_back(raw: dict[str, Any]) -> None:
    assert tomllib.loads(to_toml(raw)) == raw


def new(name: str, folder: Path, source: Path | None = None) -> Path:
    path = free_path(name, folder)
    write_new(path, starter_text(path.stem) if source is None else copied(source, folder))
    return path


def test_the_starter_is_a_valid_scenario(tmp_path: Path) -> None:
    path = new("my-truce", tmp_path / "scenarios")
    assert path == tmp_path / "scenarios" / "my-truce.toml"
    scenario = load(path)
    assert scenario.title == "My truce: will the truce hold until the talks?"
    assert (path.parent / "scenario.schema.json").exists()
    assert path.read_text(encoding="utf-8").startswith("#:schema ./scenario.schema.json\n")
    assert max(map(len, starter_text("x").splitlines())) <= 90


def test_a_copy_keeps_comments_and_its_parent(tmp_path: Path) -> None:
    write(tmp_path, FULL, "base.toml")
    source = write(tmp_path, '#:schema x\n# mine\nextends = "base.toml"\n', "variant.toml")
    path = new("copy.toml", tmp_path / "new", source)
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert 'extends = "../base.toml"' in text
    assert text.count("#:schema") == 1
    assert load(path).title == "Everything at once"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = new("mine", tmp_path)
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(NewFileError) as caught:
        new("mine", tmp_path)
    assert caught.value.try_ == "mine-2"
    assert path.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("scenarios/hodeidah.toml", "hodeidah"),
        ("scenarios\\hodeidah", "hodeidah"),
        ("a b/My truce", "my-truce"),
        ("x/there.toml", "there-3"),
        ("there", "there-3"),
        ("../", ""),
    ],
)
def test_what_is_offered_for_a_name_is_what_was_meant_and_free(
    tmp_path: Path, name: str, meant: str
) -> None:
    for there in ("there", "there-2"):
        new(there, tmp_path)
    with pytest.raises(NewFileError) as caught:
        new(name, tmp_path)
    assert caught.value.try_ == meant
    if meant:
        assert new(meant, tmp_path).stem == meant


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", ".hidden", "a b", "x" * 200])
def test_names_that_are_no_file_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewFileError):
        new(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_copying_what_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFaults):
        new("mine", tmp_path, tmp_path / "missing.toml")
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_can_be_sent_to_another_process(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, FULL)
    copy = pickle.loads(pickle.dumps(scenario))  # noqa: S301 - our own bytes
    assert copy == scenario
    assert (copy.name, copy.source) == (scenario.name, scenario.source)


def test_a_truce_younger_than_the_window_of_quiet_is_told_so() -> None:
    scenario = load("scenarios/smallest.toml")
    assert meanings(scenario)["quiet"].startswith("violations over 7 days below 0.5")
    young = with_values(scenario, {"dates.talks": "2030-05-04 00:00"})
    assert meanings(young)["quiet"] == (
        "violations over the 3 days that there are, fewer than 7 days, below 0.5 of the level "
        "before the truce"
    )

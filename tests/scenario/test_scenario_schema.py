"""The schema: every input explained, nothing unknown let in, nothing changed afterwards."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError
from scenario_samples import FULL, SMALL, loaded
from truce_sim.scenario import describe_path, load
from truce_sim.scenario.editor_schema import editor_schema_text
from truce_sim.scenario.inputs import inputs_table
from truce_sim.scenario.quantities import NEVER
from truce_sim.scenario.tree import Leaf, Named, Node, Section, leaves, root

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def nodes(node: Node) -> list[Node]:
    if isinstance(node, Leaf):
        return [node]
    below = [node.of] if isinstance(node, Named) else list(node.keys.values())
    return [node, *(one for child in below for one in nodes(child))]


def test_every_input_is_described_in_one_plain_sentence() -> None:
    for node in nodes(root()):
        assert node.description.endswith("."), node
        assert node.title, node
        assert len(node.description) < 200, node
    for path, leaf in leaves():
        assert leaf.kind.form, path
        assert leaf.kind.sample, path
        assert leaf.kind.json_schema is not None, path


def test_the_full_sample_uses_every_input(tmp_path: Path) -> None:
    source = loaded(tmp_path, FULL).source

    def given(raw: object, path: str) -> bool:
        for step in path.split("."):
            if not isinstance(raw, dict):
                return False
            if step == "ID":
                rest = path.partition("ID.")[2]
                return not rest or any(given(one, rest) for one in raw.values())
            if step not in raw:
                return False
            raw = raw[step]
        return True

    # Of two of which only one may be given, a table that stands once has one.
    or_else = {"rupture.rate", "observed.counts"}
    assert {path for path, _ in leaves() if not given(source, path)} == or_else


def test_mechanisms_that_are_not_mentioned_are_off(tmp_path: Path) -> None:
    small = loaded(tmp_path, SMALL)
    assert small.verification is None
    assert small.spiral is None
    assert small.flare is None
    assert small.mass_casualty is None
    assert small.postponement is None
    assert small.rupture is None
    for named in (small.excluded, small.outside, small.guarantors, small.zones, small.shocks):
        assert named == {}
    party = small.parties["north"]
    assert party.tolerance is None
    assert party.retaliates == 0
    assert small.truce.settles_in == NEVER
    assert small.run.runs == 2000


def test_a_scenario_is_frozen(tmp_path: Path) -> None:
    small = loaded(tmp_path, SMALL)
    with pytest.raises(ValidationError):
        small.title = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        small.parties["north"].retaliates = 0.5  # type: ignore[misc]


def test_the_committed_editor_schema_is_current() -> None:
    committed = (SCENARIOS / "scenario.schema.json").read_text(encoding="utf-8")
    assert committed == editor_schema_text(), "run: truce-sim schema"


def test_the_editor_schema_explains_everything() -> None:
    schema = json.loads(editor_schema_text())
    text = json.dumps(schema)
    assert '"format"' not in text
    assert "extends" in schema["properties"]
    party = schema["properties"]["parties"]["additionalProperties"]
    assert party["additionalProperties"] is False
    for key, one in party["properties"].items():
        assert one["description"], key
    date = schema["properties"]["dates"]["properties"]["talks"]
    assert re.match(date["anyOf"][0]["pattern"], "2016-03-09 15:00")
    patience = party["properties"]["patience"]
    assert re.match(patience["pattern"], "36h")
    assert not re.match(patience["pattern"], "36")


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.name)
def test_every_scenario_in_the_folder_loads_and_names_its_schema(path: Path) -> None:
    assert load(path).title
    assert path.read_text(encoding="utf-8").startswith("#:schema ./scenario.schema.json\n")


def test_the_smallest_scenario_is_under_20_lines() -> None:
    text = (SCENARIOS / "smallest.toml").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 20


def test_the_table_of_inputs_names_unit_default_and_meaning() -> None:
    rows = {row.path: row for row in inputs_table()}
    teams = rows["verification.teams"]
    assert (teams.unit, teams.default) == (
        "whole number of teams, or a list of { from, teams }",
        "needed",
    )
    assert rows["parties.ID.retaliates_after"].default == "12 hours"
    assert rows["parties.ID.tolerance"].default == "off"
    assert rows["guarantors.ID.leverage"].allowed == "at least 0 and below 1"
    assert "extends" in rows


def test_paths_can_be_described() -> None:
    info = describe_path("parties.anybody.violates.chance")
    assert "violation" in info.description
    assert info.allowed == "at least 0 and below 1"
    assert describe_path("verification.checked_in.median").unit.startswith("time")


def test_importing_scenarios_is_light() -> None:
    code = (
        "import sys, truce_sim.scenario;"
        "print([m for m in ('numpy', 'scipy', 'matplotlib', 'simpy', 'rich', 'jinja2') "
        "if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert out.stdout.strip() == "[]"


def test_sections_in_force_by_default_are_told_apart() -> None:
    keys = root().keys
    grievance, spiral = keys["grievance"], keys["spiral"]
    assert isinstance(grievance, Section)
    assert isinstance(spiral, Section)
    assert grievance.always
    assert not spiral.always

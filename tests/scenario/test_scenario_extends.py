"""`extends`: a variant gives only what differs, and faults are found where they were written."""

from pathlib import Path

import pytest
from scenario_samples import FULL, SMALL, faults_of, loaded, only_fault, write
from truce_sim.scenario import load
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.quantities import NEVER

PARENT = "parent.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, FULL, PARENT)
    return tmp_path


def variant(text: str) -> str:
    return f'extends = "{PARENT}"\n{text}'


def test_tables_merge_by_key_and_values_replace(folder: Path) -> None:
    base = load(folder / PARENT)
    child = loaded(
        folder,
        variant(
            'title = "other"\n[verification]\nteams = 9\nchecked_in = { between = ["1h", "2h"] }\n'
            '[guarantors.russia]\nover = ["opposition"]\n'
            "[parties.government.hits]\nopposition = 3\n"
        ),
    )
    assert child.title == "other"
    assert child.name == "truce"
    assert child.verification is not None
    assert base.verification is not None
    assert child.verification.teams == 9
    assert child.verification.finds == base.verification.finds
    assert child.verification.checked_in.kind == "uniform"
    assert child.guarantors["russia"].over == ("opposition",)
    assert child.parties["government"].hits == {"opposition": 3}
    assert child.source.keys() == base.source.keys()


def test_a_chain_of_three(folder: Path) -> None:
    write(folder, variant("[verification]\nteams = 9\n"), "middle.toml")
    child = loaded(folder, 'extends = "middle.toml"\n[run]\nruns = 5\n')
    assert child.verification is not None
    assert (child.verification.teams, child.run.runs) == (9, 5)


def test_half_a_spread_does_not_borrow_the_other_half(folder: Path) -> None:
    fault = only_fault(folder, variant('[verification]\nchecked_in = { median = "70h" }\n'))
    assert fault.sentence == "verification.checked_in lacks p90"


def test_a_fault_is_shown_in_the_file_that_the_value_came_from(folder: Path) -> None:
    write(folder, FULL.replace("uncommanded       = 0.3", "uncommanded       = 30"), PARENT)
    faults = faults_of(folder, variant("[verification]\nteams = -1\n"))
    assert [Path(fault.file).name for fault in faults] == ["truce.toml", PARENT]
    assert faults[0].source_line == "teams = -1"
    assert faults[1].source_line == "uncommanded       = 30"


def test_a_fault_that_two_files_make_together_is_shown_in_the_nearer(folder: Path) -> None:
    fault = only_fault(folder, variant("[verification]\nfinds = 0.95\n"))
    assert Path(fault.file).name == "truce.toml"
    assert fault.line == 3


def test_a_broken_parent_is_shown_with_its_own_line(folder: Path) -> None:
    write(folder, "[dates]\nthis is wrong\n", PARENT)
    fault = only_fault(folder, variant(""))
    assert (Path(fault.file).name, fault.line) == (PARENT, 2)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('extends = "missing.toml"', "there is no file"),
        ('extends = "."', "must name a .toml file"),
        ("extends = 5", "must name one other scenario file"),
        ('extends = ["a.toml", "b.toml"]', "must name one other scenario file"),
        ('extends = "parent"', "must name a .toml file"),
    ],
)
def test_bad_parents(folder: Path, line: str, says: str) -> None:
    fault = only_fault(folder, f"# a comment\n{line}\n{SMALL}")
    assert says in fault.sentence
    assert fault.line == 2


def test_circles_are_refused_with_the_chain(tmp_path: Path) -> None:
    write(tmp_path, 'extends = "b.toml"\n', "a.toml")
    write(tmp_path, 'extends = "./truce.toml"\n', "b.toml")
    fault = only_fault(tmp_path, 'extends = "a.toml"\n')
    assert fault.sentence == (
        "extends goes in a circle: truce.toml -> a.toml -> b.toml -> truce.toml"
    )
    own = only_fault(tmp_path, 'extends = "truce.toml"\n')
    assert "truce.toml -> truce.toml" in own.sentence


def test_endless_chains_are_refused(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path, f'extends = "c{number + 1}.toml"\n', f"c{number}.toml")
    fault = only_fault(tmp_path, 'extends = "c0.toml"\n')
    assert "more than 20 files" in fault.sentence


def test_a_changed_number_loses_the_evidence_for_the_old_one(folder: Path) -> None:
    child = loaded(folder, variant('[dates]\ntalks = "2016-03-10 15:00"\n'))
    rows = {row.path: row for row in input_rows(child)}
    assert rows["dates.talks"].basis == "guess"
    assert {row.path: row for row in input_rows(load(folder / PARENT))}[
        "dates.talks"
    ].basis == "reported"
    kept = loaded(
        folder,
        variant(
            '[dates]\ntalks = "2016-03-10 15:00"\n'
            '[evidence]\n"dates.talks" = { basis = "estimated", source = "another" }\n'
        ),
    )
    row = {row.path: row for row in input_rows(kept)}["dates.talks"]
    assert (row.basis, row.source) == ("estimated", "another")


def test_what_is_one_value_is_replaced_whole(tmp_path: Path) -> None:
    base = SMALL.replace(
        "hits = { south = 1 }", "hits = { south = 1, rebels = 9 }\nharm = { median = 1, p90 = 6 }"
    )
    base += """
[excluded.rebels]
attacks = { chance = 0.5, every = "6h" }
hits = { north = 1 }
[options.late]
label = "Later"
set = { "dates.talks" = "2030-05-12 10:00", "parties.north.retaliates" = 0.2 }
"""
    write(tmp_path, base, PARENT)
    for hits in ("hits = { south = 1 }", "hits.south = 1", "[parties.north.hits]\nsouth = 1"):
        child = loaded(tmp_path, variant(f"[parties.north]\n{hits}\n"))
        assert child.parties["north"].hits == {"south": 1}, hits
    child = loaded(tmp_path, variant("[parties.north]\nharm = { between = [1, 2] }\n"))
    assert child.parties["north"].harm.values == (1, 2)
    fault = only_fault(tmp_path, variant("[parties.north]\nviolates = { chance = 0.5 }\n"))
    assert fault.sentence == "parties.north.violates lacks every"
    child = loaded(tmp_path, variant('[options.late]\nset = { "parties.north.notices" = 0.2 }\n'))
    assert child.options["late"].set == {"parties.north.notices": 0.2}
    assert child.options["late"].label == "Later"


def test_a_file_drops_what_it_does_not_want_with_its_ranges_and_evidence(folder: Path) -> None:
    child = loaded(
        folder,
        variant(
            'drops = ["verification.hotline", "parties.all.patience", "parties.all.retaliates",\n'
            '  "options.early", "options.hotline", "evidence.verification", "zones", "measures",\n'
            '  "believable.verification.teams"]\n'
        ),
    )
    assert child.verification is not None
    assert child.verification.hotline is None
    assert all(party.patience == NEVER for party in child.parties.values())
    assert child.options == {}
    assert child.zones == {}
    assert list(child.believable) == [
        "parties.government.violates.chance",
        "verification.checked_in",
        "dates.talks",
        "grievance.rejected",
    ]
    assert list(child.evidence) == ["dates.talks"]


def test_what_was_dropped_can_be_given_anew(folder: Path) -> None:
    text = 'drops = ["verification", "options", "believable"]\n[verification]\n'
    fresh = 'teams = 1\nchecked_in = "1h"\nfinds = 1\nclears = 1\n'
    child = loaded(folder, variant(text + fresh))
    assert child.verification is not None
    assert child.verification.redress == 0


def test_a_grandchild_drops_what_its_parent_gave(folder: Path) -> None:
    write(folder, variant('[options.third]\nset = { "settled.open_complaints" = 1 }\n'), "two.toml")
    child = loaded(folder, 'extends = "two.toml"\ndrops = ["options.third", "options.early"]\n')
    assert list(child.options) == ["hotline"]


@pytest.mark.parametrize(
    ("line", "says", "try_"),
    [
        ('drops = ["options.earli"]', "'options.earli' is not in what", '"options.early"'),
        ('drops = ["shocks.convoy.nam"]', "is not in what this file extends", "shocks.convoy.name"),
        ('drops = "options"', "must be a list of paths", "drops = ["),
        ("drops = [1]", "must be a list of paths", "drops = ["),
        (
            'drops = ["verification.hotline.reaches"]',
            "verification.hotline.reaches cannot be dropped alone: verification.hotline needs it",
            '"verification.hotline"',
        ),
        (
            'drops = ["verification.checked_in.p90"]',
            "cannot be dropped alone: verification.checked_in needs it",
            '"verification.checked_in"',
        ),
        ('drops = ["parties.all.violates"]', "cannot be dropped alone", '"parties.government"'),
        ('drops = ["dates.talks"]', "is needed: it can be given anew", ""),
        ('drops = [""]', "is not in what this file extends", "one of title"),
    ],
)
def test_what_cannot_be_dropped_is_named(folder: Path, line: str, says: str, try_: str) -> None:
    fault = only_fault(folder, variant(line))
    assert says in fault.sentence
    assert try_ in fault.try_
    assert fault.line == 2


@pytest.mark.parametrize(
    "paths",
    [
        '"verification.hotline", "verification.hotline.reaches"',
        '"verification.hotline.reaches", "verification.hotline"',
        '"verification.hotline", "verification.hotline"',
    ],
)
def test_what_goes_with_its_table_may_be_named_as_well(folder: Path, paths: str) -> None:
    also = ', "options.hotline"'
    child = loaded(folder, variant(f"drops = [{paths}{also}]\n"))
    assert child.verification is not None
    assert child.verification.hotline is None


def test_what_is_needed_can_be_dropped_where_it_is_given_anew(folder: Path) -> None:
    anew = "[verification.hotline]\nreaches = 0.75\n"
    child = loaded(folder, variant(f'drops = ["verification.hotline.reaches"]\n{anew}'))
    assert child.verification is not None
    assert child.verification.hotline is not None
    assert child.verification.hotline.reaches == 0.75


def test_nothing_is_dropped_where_nothing_is_extended(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, f'drops = ["title"]\n{SMALL}')
    assert "extends none" in fault.sentence


def test_a_parent_may_lie_anywhere(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    base = write(tmp_path, SMALL, PARENT)
    (tmp_path / "deep" / "link.toml").symlink_to(base)
    for parent in (str(base), f"../{PARENT}", "link.toml"):
        child = write(tmp_path / "deep", f'extends = "{parent}"\n[run]\nruns = 7\n')
        assert load(child).run.runs == 7


@pytest.mark.parametrize(
    "text",
    [
        "password = 'secret'\n[server]\nport = 1\n",
        "password = 'secret\n",
        "title = 'x'\n[options]\npassword = secret\n",
        "secret\n",
    ],
)
def test_nothing_is_quoted_of_a_file_that_is_no_scenario(tmp_path: Path, text: str) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path, text, "other.toml")
    for parent in ("../other.toml", str(tmp_path / "other.toml")):
        fault = only_fault(tmp_path / "deep", f'extends = "{parent}"\n')
        assert "secret" not in repr(fault)
        assert fault.sentence == "extends: other.toml is no scenario"
        assert fault.line == 1


def test_the_editors_schema_may_be_named_in_a_file(tmp_path: Path) -> None:
    named = f'"$schema" = "./scenario.schema.json"\n{SMALL}'
    assert loaded(tmp_path, named).source == loaded(tmp_path, SMALL).source

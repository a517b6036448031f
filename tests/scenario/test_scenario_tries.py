"""Every try of every fault: made in the text, that fault is gone and no other came."""

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from scenario_samples import FULL, SMALL, faults_of, write
from slips import SLIPS as TOLD
from truce_sim.scenario import Fault, ScenarioFaults, from_raw
from truce_sim.scenario.kinds import Kind, UnfitError
from truce_sim.scenario.mends import mended
from truce_sim.scenario.paths import NOT_OF_THE_TRUCE
from truce_sim.scenario.spreads import SpreadKind
from truce_sim.scenario.tree import leaves

NORTH = 'violates = { chance = 0.3, every = "6h" }\nhits = { south = 1 }\n'
SLIPS = {
    "a comma for the point": ("chance = 0.3", "chance = 0,3"),
    "no digit before the point": ("chance = 0.3", "chance = .3"),
    "percent": ("chance = 0.3", "chance = 30%"),
    "percent in quotes": ("chance = 0.3", 'chance = "30%"'),
    "a count misspelt": ('{ chance = 0.3, every = "6h" }', "{ per_dya = 25 }"),
    "a count without per": ('{ chance = 0.3, every = "6h" }', "{ day = 25 }"),
    "a count in other words": ('{ chance = 0.3, every = "6h" }', '"about 25 violations daily"'),
    "a count with a long noun": ('{ chance = 0.3, every = "6h" }', '"25 incidents per day"'),
    "a chance as a text": ('{ chance = 0.3, every = "6h" }', '"30% every 6h"'),
    "a count as a number": ('{ chance = 0.3, every = "6h" }', "25"),
    "a count of another name": ("chance = 0.3, every", "count = 25, every"),
    "a count and a chance": ('{ chance = 0.3, every = "6h" }', "{ per_day = 25, chance = 0.3 }"),
    "a sure chance": ('{ chance = 0.3, every = "6h" }', '{ chance = 1, every = "6h" }'),
    "a chance that saturates": (
        '{ chance = 0.3, every = "6h" }',
        '{ chance = 0.99999999999999999, every = "1 day" }',
    ),
    "a chance that is a count": ("chance = 0.3", "chance = 137"),
    "a unit misspelt": ('{ chance = 0.3, every = "6h" }', '"25 a dya"'),
    "sure every day": ("chance = 0.3", "chance = 1.0"),
    "no unit": ('every = "6h"', "every = 6"),
    "no quotes": ('every = "6h"', "every = 6h"),
    "a misspelt part": ("chance", "chanse"),
    "a misspelt input": ("violates", "violate"),
    "a misspelt table": ("[parties.south]", "[party.south]"),
    "a misspelt actor": ("south = 1", "sout = 1"),
    "an id with a blank": ("[parties.north]", '[parties."North Army"]'),
    "a colon": ('title = "small"', 'title: "small"'),
    "curly quotes": ('title = "small"', "title = \u201csmall\u201d"),
    "backslashes": ('title = "small"', 'title = "C:\\Users\\x"'),
    "words without quotes": ('title = "small"', "title = Will it hold?"),
    "day and month": ("2030-05-11 10:00", "05/11/2030"),
    "a date in words": ("2030-05-11 10:00", "11 May 2030"),
    "hour 24": ("2030-05-11 10:00", "2030-05-11 24:00"),
    "a zone": ("2030-05-11 10:00", "2030-05-11 10:00 UTC"),
    "a key twice": (NORTH, NORTH + "hits = { south = 2 }\n"),
    "a table above keys": (NORTH, '[parties.north.notice]\nmedian = "2h"\np90 = "6h"\n' + NORTH),
    "braces over lines": (
        '{ chance = 0.3, every = "6h" }', '{\n  chance = 0.3,\n  every = "6h",\n}'
    ),
    "brackets of a list": ("[parties.north]", "[parties.north"),
}  # fmt: skip


WITHOUT = {
    r"is not a (date|length of time)": "words that hold no date and no length",
    r"must be (a date|a length of time|a time|a number|a share|text|a list of names)\b":
        "nothing of that kind is there",
    r"must be (above|at least|between) .* not -": "no other number is nearer to what was meant",
    r"must be a length of time, not below 0": "no other length is nearer to what was meant",
    r"ordinary number, not (inf|nan)": "no number stands for it",
    r"must be after the truce starts": "either date may be the wrong one",
    r"must be longer than the median": "either number may be the wrong one",
    r"events in one run": "how often it really happens, nobody can know",
    r"must be followed by = and a value": "no value can be seen",
    r"has no part called": "what would be left is empty",
    r"must not be below|must be between 0 and 1|line \d+: a (share|number) is written":
        "the nearest change would make another fault; it is noted as such",
}  # fmt: skip
"""Sentences of faults that offer no try, each with its reason."""


def apart(fault: Fault) -> tuple[str, str]:
    return fault.sentence, fault.path


def assert_tries_work(folder: Path, text: str, faults: tuple[Fault, ...]) -> None:
    before = {apart(fault) for fault in faults}
    for fault in faults:
        assert fault.tries or any(re.search(one, fault.sentence) for one in WITHOUT), fault
        for one in fault.tries:
            after = faults_of(folder, mended(text, one.edits))
            assert apart(fault) not in {apart(other) for other in after}, (fault, one)
            # What was observed may lie outside of the dates that a text was meant for.
            new = {apart(other) for other in after if not other.path.startswith("observed.")}
            if len(faults) == 1 and not fault.followers:
                assert new <= before, (fault, one, after)


@pytest.mark.parametrize(("old", "new"), SLIPS.values(), ids=SLIPS.keys())
def test_one_mistake_is_one_fault_with_a_try_that_mends_it(
    tmp_path: Path, old: str, new: str
) -> None:
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    (fault,) = faults_of(tmp_path, text)
    assert fault.tries
    for one in fault.tries:
        assert faults_of(tmp_path, mended(text, one.edits)) == (), one


@pytest.mark.parametrize("part", range(4))
def test_every_slip_that_is_told_is_mended_by_its_try(tmp_path: Path, part: int) -> None:
    for old, new, *_ in TOLD[part::4]:
        text = FULL.replace(old, new, 1)
        assert_tries_work(tmp_path, text, faults_of(tmp_path, text))


EVIDENCE = '[evidence]\n"parties.all.violates" = "a report of 2029"\n'


def test_evidence_as_text_becomes_a_source(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, SMALL + EVIDENCE)
    assert fault.try_ == '"parties.all.violates" = { source = "a report of 2029" }'
    assert_tries_work(tmp_path, SMALL + EVIDENCE, (fault,))


WRONG = ('"some text"', "true", "-7", "0,2", "30%", '"5"', "[1, 2]", "{ a = 1 }", "12", '"3 dys"')
INPUT = re.compile(r"^([a-z_]+)( *= *)([^\n#{]+)$", re.MULTILINE)


@pytest.mark.parametrize("wrong", WRONG)
def test_every_input_of_a_full_file_written_wrongly(tmp_path: Path, wrong: str) -> None:
    """A few inputs of each turn, so that all together they are all."""
    places = list(INPUT.finditer(FULL))
    for place in places[WRONG.index(wrong) :: len(WRONG)]:
        text = FULL[: place.start(3)] + wrong + FULL[place.end(3) :]
        assert_tries_work(tmp_path, text, faults_of(tmp_path, text))


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 4, 6))]
)
def test_every_name_of_a_full_file_misspelt(tmp_path: Path, first: int) -> None:
    assert len(list(leaves())) > 100
    for place in list(INPUT.finditer(FULL))[first::8]:
        text = FULL[: place.start(1)] + place[1] + "x" + FULL[place.end(1) :]
        faults = faults_of(tmp_path, text)
        assert faults
        assert_tries_work(tmp_path, text, faults)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.csv", b"day,north,south\n2030-05-01,1,2\n", "a CSV table"),
        ("x.json", b'{"title": "x"}', "a JSON file"),
        ("x.yaml", b"title: x\nparties:\n  north: 1\n", "a YAML file"),
        ("x.ini", b"[a]\nname = some words\nplace = a town\nkind = other\n", "an INI file"),
        ("x.html", b"<!DOCTYPE html><html></html>", "a web page"),
        ("x.xlsx", b"PK\x03\x04rest", "a workbook or a zip archive"),
        ("x.png", b"\x89PNG\r\n\x1a\n", "an image"),
    ],
)
def test_other_files_are_named(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    from truce_sim.scenario import ScenarioFaults, load

    (tmp_path / name).write_bytes(content)
    with pytest.raises(ScenarioFaults) as caught:
        load(tmp_path / name)
    (fault,) = caught.value.faults
    assert fault.sentence == f"this is {says}, not a scenario"


BASES = {
    "base.toml": SMALL,
    "broken.toml": SMALL.replace("chance = 0.3", "chance = 0,3"),
    "scenarios/hodeidah.toml": SMALL,
    "scenarios/base-two.toml": SMALL,
    "letter.toml": 'title = "no scenario"\n',
    "loop.toml": 'extends = "truce.toml"\n',
    "lost.toml": 'extends = "bass.toml"\n',
    "folder.toml/inside.toml": SMALL,
}


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("nope.toml", None),
        ("base", "base.toml"),
        ("bass.toml", "base.toml"),
        ("bass", "base.toml"),
        ("scenarios/hodeida.toml", "scenarios/hodeidah.toml"),
        ("../work/hodeida.toml", "scenarios/hodeidah.toml"),
        ("hodeida.toml", "scenarios/hodeidah.toml"),
        ("base_two.toml", "scenarios/base-two.toml"),
        ("brokn.toml", None),
        ("leter.toml", None),
        ("lop.toml", None),
        ("losst.toml", None),
        ("folder.toml", None),
        ("truce.toml", None),
        ("truces.toml", None),
    ],
)
@pytest.mark.parametrize("below", ["", "scenarios"])
def test_what_is_offered_for_a_base_that_cannot_be_read_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, offered: str | None, below: str
) -> None:
    for where, text in BASES.items():
        (tmp_path / "work" / where).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "work" / where).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    folder = Path(below)
    text = f'extends = "{name}"\n'
    (fault,) = faults_of(folder, text)
    assert fault.path == "extends"
    assert fault.line == 1
    for one in fault.tries:
        assert faults_of(folder, mended(text, one.edits)) == (), one
    if not below:
        assert [one.text for one in fault.tries] == ([f'"{offered}"'] if offered else [])


def test_what_a_missing_base_hid_may_come_to_light(tmp_path: Path) -> None:
    write(tmp_path, SMALL, "base.toml")
    text = 'extends = "bass.toml"\n[truce]\ntakes_hold = 2\n'
    (fault,) = faults_of(tmp_path, text)
    assert fault.try_ == 'extends = "base.toml"'
    (other,) = faults_of(tmp_path, mended(text, fault.tries[0].edits))
    assert other.line == 3


UNFIT = ("some text", -7, [1, 2], {"a": 1}, True, "2019-01-31")


def _unfit_for(path: str, kind: Kind) -> object:
    for one in UNFIT[len(path) % 3 :]:
        try:
            kind.parse(one)
        except UnfitError:
            return one
    return None


def test_what_an_option_or_a_range_says_is_looked_at_whatever_the_file_says_there() -> None:
    """A fault that is told alone is told as well beside the one of the file's own value."""
    sound = tomllib.loads(FULL)
    looked = 0
    for path, leaf in leaves():
        if path.split(".")[0] in NOT_OF_THE_TRUCE or (wrong := _unfit_for(path, leaf.kind)) is None:
            continue
        where = ".".join(_there(sound, path))
        raw = copy.deepcopy(sound)
        raw["options"] = {"a": {"set": {where: wrong}}}
        raw["believable"] = {where: [wrong, wrong]}
        if isinstance(leaf.kind, SpreadKind):
            raw["options"]["b"] = {"set": {f"{where}.median": "no number"}}
        alone = said_of(raw)
        *above, key = where.split(".")
        table = raw
        for step in above:
            table = table.setdefault(step, {})
        table[key] = "<unfit>"
        beside = said_of(raw)
        # What does not go with the file's own form of it is no fault where there is none.
        about = {one for one in alone if one.startswith(("option", "believable"))}
        about = {one for one in about if "do not make a spread" not in one}
        # Nor is what stands in the place of something that the file itself gives.
        about = {one for one in about if "it can have one of them" not in one}
        assert any(one.startswith("option 'a'") for one in about), (where, alone)
        assert about <= beside, (where, about - beside)
        looked += 1
    assert looked > 100


def _there(raw: dict[str, Any], path: str) -> list[str]:
    """Return steps of a path of the tree, with the first id that there is for each ID."""
    steps: list[str] = []
    here: Any = raw
    for step in path.split("."):
        one = next(iter(here)) if step == "ID" else step
        steps.append(one)
        here = here.get(one, {}) if isinstance(here, dict) else {}
    return steps


def said_of(raw: dict[str, Any]) -> set[str]:
    try:
        from_raw(raw)
    except ScenarioFaults as error:
        return {fault.sentence.replace(".median", "") for fault in error.faults}
    return set()


def test_an_id_is_mended_wherever_it_is_spoken_of(tmp_path: Path) -> None:
    text = FULL
    ids = ("government", "opposition", "isil", "turkey", "russia", "aleppo", "convoy", "early")
    for one in ids:
        text = re.sub(rf"(?m)^\[(\w+)\.{one}\]", rf'[\1."{one} & co"]', text)
        text = re.sub(rf'"(\w+)\.{one}\.', rf'"\1.{one} & co.', text)
    text = text.replace(
        "{ government = 5, opposition = 4 }", '{ "government & co" = 5, north = 1 }'
    )
    text = text.replace('"claims by government"', '"claims by government & co"')
    for one in ids[:3]:
        text = re.sub(rf"\b{one}( = \d)", rf'"{one} & co"\1', text)
    text = text.replace("hits.government =", 'hits."government & co" =').replace(
        "north = 1 }", '"opposition & co" = 4 }'
    )
    text = text.replace('"government",', '"government & co",')
    text = text.replace('zones  = ["aleppo"]', 'zones  = ["aleppo & co"]')
    text += '[options.more]\nset = { "parties.government & co.hits" = { "opposition & co" = 2 } }\n'
    for one in ids:
        text = text.replace(f'name   = "{one}"', "")
    faults = faults_of(tmp_path, text)
    assert {fault.path for fault in faults} == {
        fault.path for fault in faults if "cannot be an id" in fault.sentence
    }
    assert len(faults) == len(ids)
    while faults:
        assert all(fault.tries for fault in faults), faults
        text = mended(text, faults[0].tries[0].edits)
        left = faults_of(tmp_path, text)
        assert len(left) == len(faults) - 1, left
        faults = left


_SMALL = (Path(__file__).parents[2] / "scenarios" / "smallest.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("other", ["5", "true", '"north"', "[1, 2]", "{ a = 1 }", "2030-01-01"])
def test_an_unfit_id_is_told_whatever_else_is_no_table_or_list(tmp_path: Path, other: str) -> None:
    text = (
        _SMALL.replace("[parties.north]", '[parties."the north"]')
        + f"[guarantors.one]\nover = {other}\n[excluded.two]\nhits = {other}\n"
        + f"[options.three]\nset = {other}\n[believable]\n'parties.the north.hits' = {other}\n"
    )
    assert any("cannot be an id" in fault.sentence for fault in faults_of(tmp_path, text))
    for section in ("guarantors", "excluded", "options", "zones"):
        broken = _SMALL.replace("[parties.north]", '[parties."the north"]')
        told = faults_of(tmp_path, f"{section} = {other}\n{broken}")
        assert any("cannot be an id" in fault.sentence for fault in told)

"""Every try of every fault: made in the text, that fault is gone and no other came."""

import re
from pathlib import Path

import pytest
from scenario_samples import FULL, SMALL, faults_of
from truce_sim.scenario import Fault
from truce_sim.scenario.mends import mended
from truce_sim.scenario.tree import leaves

NORTH = 'violates = { chance = 0.3, every = "6h" }\nhits = { south = 1 }\n'
SLIPS = {
    "a comma for the point": ("chance = 0.3", "chance = 0,3"),
    "no digit before the point": ("chance = 0.3", "chance = .3"),
    "percent": ("chance = 0.3", "chance = 30%"),
    "percent in quotes": ("chance = 0.3", 'chance = "30%"'),
    "a count a day": ('{ chance = 0.3, every = "6h" }', "{ per_day = 25 }"),
    "a count in words": ('{ chance = 0.3, every = "6h" }', '"25 a day"'),
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


def apart(fault: Fault) -> tuple[str, str]:
    return fault.sentence, fault.path


def assert_tries_work(folder: Path, text: str, faults: tuple[Fault, ...]) -> None:
    before = {apart(fault) for fault in faults}
    for fault in faults:
        for one in fault.tries:
            after = faults_of(folder, mended(text, one.edits))
            assert apart(fault) not in {apart(other) for other in after}, (fault, one)
            if len(faults) == 1 and not fault.followers:
                assert {apart(other) for other in after} <= before, (fault, one, after)


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


WRONG = ('"some text"', "true", "-7", "0,2", "30%", '"5"', "[1, 2]", "{ a = 1 }", "12", '"3 dys"')
INPUT = re.compile(r"^([a-z_]+)( *= *)([^\n#{]+)$", re.MULTILINE)


@pytest.mark.parametrize("wrong", WRONG)
def test_every_input_of_a_full_file_written_wrongly(tmp_path: Path, wrong: str) -> None:
    """A few inputs of each turn, so that all together they are all."""
    places = list(INPUT.finditer(FULL))
    for place in places[WRONG.index(wrong) :: len(WRONG)]:
        text = FULL[: place.start(3)] + wrong + FULL[place.end(3) :]
        assert_tries_work(tmp_path, text, faults_of(tmp_path, text))


def test_every_name_of_a_full_file_misspelt(tmp_path: Path) -> None:
    assert len(list(leaves())) > 100
    for place in list(INPUT.finditer(FULL))[::4]:
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

"""Files that cannot be read as scenarios: one clean fault each."""

import os
from pathlib import Path

import pytest
from scenario_samples import SMALL, only_fault, write
from truce_sim.scenario import Fault, ScenarioFaults, load, render_plain


def fault_of(path: Path) -> Fault:
    with pytest.raises(ScenarioFaults) as caught:
        load(path)
    assert len(caught.value.faults) == 1
    assert "Traceback" not in render_plain(caught.value.faults)
    return caught.value.faults[0]


def test_no_such_file_names_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, SMALL, "syria-2016.toml")
    fault = fault_of(tmp_path / "siria-2016.toml")
    assert fault.sentence.startswith("there is no file")
    assert fault.try_ == str(tmp_path / "syria-2016.toml")
    assert fault_of(tmp_path / "syria-2016").try_ == str(tmp_path / "syria-2016.toml")


def test_a_name_without_its_folder_is_looked_for_among_the_scenarios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    write(tmp_path / "scenarios", SMALL, "my-truce.toml")
    for asked in ("my-truce.toml", "my-truce", "my-truse.toml"):
        assert fault_of(Path(asked)).try_ == str(Path("scenarios/my-truce.toml"))


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in fault_of(tmp_path).sentence


def test_a_file_below_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    assert "there is no file" in fault_of(path / "x.toml").sentence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_that_nobody_writes_to_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert "a pipe that nothing came through" in fault_of(tmp_path / "pipe.toml").sentence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("text", [SMALL, SMALL.replace("chance = 0.3", "chance = 30%")])
def test_what_comes_through_a_pipe_is_read_once(tmp_path: Path, text: str) -> None:
    """As from `<(...)`; a try is found on what was read, since a pipe gives it only once."""
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "w") as writer:
        writer.write(text)
    try:
        path = Path(f"/dev/fd/{ours}")
        if text == SMALL:
            assert load(path).title == "small"
        else:
            assert fault_of(path).try_ == "0.3"
    finally:
        os.close(ours)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    fault_of(tmp_path / name)


@pytest.mark.parametrize("content", ["", "  \n\t\n", "\ufeff"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    fault = fault_of(write(tmp_path, content))
    assert fault.sentence == "the file is empty"


def test_a_file_that_is_not_utf_8_is_located(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "x"\nsummary = "caf\u00e9"\n'.encode("latin-1"))
    fault = fault_of(path)
    assert fault.sentence == "the file is not UTF-8 text"
    assert (fault.line, fault.column) == (2, 15)


def test_utf_16_is_refused_and_a_byte_order_mark_is_not(tmp_path: Path) -> None:
    path = tmp_path / "wide.toml"
    path.write_bytes(SMALL.encode("utf-16"))
    assert fault_of(path).sentence == "the file is saved as UTF-16, not as UTF-8"
    assert not fault_of(path).source_line, "its letters would be shown as rubbish"
    path.write_bytes(SMALL.encode("utf-8-sig"))
    assert load(path).title == "small"


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    fault = fault_of(path)
    assert "has 50 MB; a scenario file has at most 5 MB" in fault.sentence


@pytest.mark.parametrize(
    ("line", "says", "under", "try_"),
    [
        ("frays_after = 36h", "times and dates stand in quotes", "36h", '"36h"'),
        ("frays_after = 2 days  # x", "times and dates stand in quotes", "2 days", '"2 days"'),
        ("floor = 40%", "a share is written as a number from 0 to 1", "40%", "0.4"),
        ("floor 0.4", "must be followed by =", "", "floor = 0.4"),
        ("floor: 0.4", "must be followed by =", "", "floor = 0.4"),
        ("floor = .4", "a digit on both sides of its point", ".4", "0.4"),
        ("floor = 0,4", "written with a point", "0,4", "0.4"),
        ("floor = 04", "no 0 in front", "04", ""),
        ("floor = 0.4,", "nothing but the end of its line", "0.4,", "0.4"),
        ("floor = 0.4 // guess", "a comment starts with #", "", "floor = 0.4  # guess"),
        ("floor =", "has no value", "floor", "leave floor out"),
        ("floor = 0.4\nfloor = 0.5", "appears twice, first at line 13", "floor",
         "leave line 14 out or leave line 13 out"),
        ("[truce]\nfloor = 0.4", "appears twice, first at line 11", "[truce]",
         "move line 14 below line 12 and leave line 13 out"),
        ("[zones.a\nshare = 1", "must end with ]", "", "[zones.a]"),
        ("[zones.\u00e9]\nshare = 1", "stands in quotes", "", '[zones."\u00e9"]'),
        ('frays_after = "2 days', "lacks its closing quote", "", 'frays_after = "2 days"'),
        ("frays_after = \u201c2 days\u201d", "quotes are straight", "", 'frays_after = "2 days"'),
        ("frays_after = {\n}", "stands on one line", "{", ""),
        ("[mass_casualty]\nends = 30%\nharm = 3", "a share is written", "30%", "0.3"),
        ("[guarantors.a]\nover = [\"north\"", "lacks its closing ]", "", 'over = ["north"]'),
        ("[options.a]\nset = { 'truce.floor' = 0.4", "lacks its closing }", "",
         "set = { 'truce.floor' = 0.4 }"),
        ("[evidence]\ntruce = { source = C:\\notes }", "text stands in quotes", "C:\\notes",
         '"C:\\\\notes"'),
        ('[evidence]\ntruce = { source = "C:\\notes\\x" }', "a backslash", "",
         "truce = { source = 'C:\\notes\\x' }"),
        ("[evidence]\ntruce = { source = a report }", "text stands in quotes", "a report",
         '"a report"'),
        ("[evidence]\ntruce = {\n  source = 'x',  # y\n  basis = \"guess\",\n}",
         "stands on one line", "{", "truce = { source = 'x', basis = \"guess\" }"),
        # What else is wrong on the line is not offered half.
        ("floor = high", "text stands in quotes", "high", ""),
        ("= 5", "", "", ""),
        ("x = \x01", "", "", "leave x out"),
    ],
)  # fmt: skip
def test_broken_toml_is_told_with_its_line(
    tmp_path: Path, line: str, says: str, under: str, try_: str
) -> None:
    text = (
        SMALL + '[truce]\nsettles_in = "3 days"\n' + FRAYS[line.startswith("frays")] + line + "\n"
    )
    fault = only_fault(tmp_path, text)
    assert says in fault.sentence
    assert fault.try_ == try_
    assert 1 <= fault.line <= len(text.splitlines())
    assert fault.source_line == text.splitlines()[fault.line - 1]
    assert fault.source_line[fault.column - 1 :].startswith(under)


FRAYS = {False: "", True: 'frays_in = "3 days"\n'}


BOMBS = {
    "lists in lists": "x = " + "[" * 5000 + "]" * 5000,
    "a few too many lists": "x = " + "[" * 40 + "]" * 40,
    "tables in tables": "x = " + "{a=" * 3000 + "1" + "}" * 3000,
    "a name of many parts": "a." * 20_000 + "b = 1",
    "a header of many parts": "[" + "a." * 20_000 + "b]",
    "quoted parts": '"a".' * 3000 + "b = 1",
    "many deep names": "\n".join(f"{'a.' * 20}b{n} = 1" for n in range(500)),
    "a long number": "x = " + "9" * 6000,
    "a long number in base 16": "x = 0x" + "f" * 6000,
    "a large number in base 16": "x = 0x" + "f" * 2500,
    "only brackets": "[" * 100_000,
    "only quotes": '"' * 100_001,
    "only words": "a" * 200_000,
    "many keys": "\n".join(f"key{n} = {n}" for n in range(20_000)),
    "many faults": "[parties]\n" + "\n".join(f"p{n} = {n}" for n in range(5_000)),
}  # fmt: skip


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_quickly(tmp_path: Path, text: str) -> None:
    with pytest.raises(ScenarioFaults) as caught:
        load(write(tmp_path, text))
    for fault in caught.value.faults[:50]:
        assert fault.line <= text.count("\n") + 1
    assert len(render_plain(caught.value.faults)) < 100_000

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
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert "not an ordinary file" in fault_of(tmp_path / "pipe.toml").sentence


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
    assert "not UTF-8" in fault_of(path).sentence
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
        ("settles_in = 36h", "times and dates stand in quotes", "36h", '"36h"'),
        ("settles_in = 2 days  # x", "times and dates stand in quotes", "2 days", '"2 days"'),
        ("floor = 40%", "a share is written as a number from 0 to 1", "40%", "0.4"),
        ("floor = high", "text stands in quotes", "high", '"high"'),
        ("floor 0.4", "must be followed by =", "", ""),
        ('x = "abc', "lacks its closing quote", "", ""),
        ("x = [1, 2", "lacks its closing ]", "", ""),
        ("x = 1\nx = 2", "appears twice", "", ""),
        ("[truce]", "appears twice", "", ""),
        ("[other", "must end with ]", "", ""),
        ("= 5", "", "", ""),
        ("x = { a = 1", "", "", ""),
        ("x = 1979-13-45", "stand in quotes", "1979", '"1979-13-45"'),
        ('x = "\\q"', "backslash", "", ""),
        ("x = \x01", "", "", ""),
    ],
)
def test_broken_toml_is_told_with_its_line(
    tmp_path: Path, line: str, says: str, under: str, try_: str
) -> None:
    text = SMALL + "[truce]\n" + line + "\n"
    fault = only_fault(tmp_path, text)
    assert says in fault.sentence
    assert fault.try_ == try_
    assert 1 <= fault.line <= len(text.splitlines())
    assert fault.source_line == text.splitlines()[fault.line - 1]
    assert fault.source_line[fault.column - 1 :].startswith(under)


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

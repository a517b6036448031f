"""Damaged scenario files: a valid scenario or a clean list of faults, never anything else."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scenario_samples import FULL, SMALL
from truce_sim.scenario import Scenario, ScenarioFaults, load, render_plain
from truce_sim.scenario.believable import believable_inputs
from truce_sim.scenario.describe import as_text, in_words
from truce_sim.scenario.faults import WIDTH
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.writing import dump_toml
from truce_sim.widths import cells

LEAKS = re.compile(
    r"pydantic|Input should|Field required|Traceback|validation error|\bNone\b|<class"
)
VALUES = (
    "nan", "inf", "-inf", "1e308", "-1e308", "1e-300", "0", "-1", "2", "9" * 60, "0x" + "f" * 80,
    "true", '""', '"x"', '"\\u0000"', "'''a\nb'''", "[]", "[[]]", "[1, 2, 3]", "{}", "{ a = 1 }",
    "{ median = 1 }", '{ median = "1h", p90 = 3 }', '{ between = [1] }', '{ low = "1h" }',
    "{ mean = 0 }", '"0h"', '"-1h"', '"1e9 weeks"', '"36h"', "1979-05-27", "07:32:00",
    "1979-05-27T07:32:00Z", "1979-05-27T07:32:00", "0.5", "[ 0.1, 0.2 ]", '["1h", "2h"]',
    "{ chance = 0.999999999, every = \"1s\" }", "{ chance = 1e-300, every = \"100 weeks\" }",
    "[" * 30 + "]" * 30, "{ a = { b = { c = { d = 1 } } } }", '"2016-03-09 15:00"',
)  # fmt: skip
KEYS = (
    "all", "ID", "'a.b'", '"x y"', "extends", "name", "hits", "a.b.c", "from", "__class__",
    "model_config", '""', "title", "self", '"停"', "violates",
)  # fmt: skip
ASSIGNMENT = re.compile(r"^[ \t]*([\w.\"']+)[ \t]*=[ \t]*(.*)$", re.MULTILINE)
NUMBER = re.compile(r"\d+(\.\d+)?")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from([FULL, FULL, SMALL]))
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from(DAMAGES))(text, draw)
    return text


def delete(text: str, draw: st.DrawFn) -> str:
    start = draw(st.integers(0, max(len(text) - 1, 0)))
    return text[:start] + text[start + draw(st.integers(1, 40)) :]


def insert(text: str, draw: st.DrawFn) -> str:
    place = draw(st.integers(0, len(text)))
    fresh = draw(st.text(max_size=3) | st.sampled_from(['"', "[", "]", "{", "}", "=", "\n", "."]))
    return text[:place] + fresh + text[place:]


def _assignment(text: str, draw: st.DrawFn) -> re.Match[str] | None:
    found = list(ASSIGNMENT.finditer(text))
    return draw(st.sampled_from(found)) if found else None


def new_value(text: str, draw: st.DrawFn) -> str:
    one = _assignment(text, draw)
    value = draw(st.sampled_from(VALUES))
    return text if one is None else text[: one.start(2)] + value + text[one.end(2) :]


def new_key(text: str, draw: st.DrawFn) -> str:
    one = _assignment(text, draw)
    key = draw(st.sampled_from(KEYS))
    return text if one is None else text[: one.start(1)] + key + text[one.end(1) :]


def swap_values(text: str, draw: st.DrawFn) -> str:
    one, other = _assignment(text, draw), _assignment(text, draw)
    if one is None or other is None or one.start() >= other.start():
        return text
    middle = text[one.end(2) : other.start(2)]
    return text[: one.start(2)] + other[2] + middle + one[2] + text[other.end(2) :]


def other_number(text: str, draw: st.DrawFn) -> str:
    found = list(NUMBER.finditer(text))
    if not found:
        return text
    one = draw(st.sampled_from(found))
    number = draw(st.sampled_from(["0", "1", "-1", "1e6", "1e13", "0.0000001", "99", "3.7", "nan"]))
    return text[: one.start()] + number + text[one.end() :]


def drop_line(text: str, draw: st.DrawFn) -> str:
    lines = text.split("\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    return "\n".join(lines)


def repeat_or_move_line(text: str, draw: st.DrawFn) -> str:
    lines = text.split("\n")
    line = lines[draw(st.integers(0, len(lines) - 1))]
    lines.insert(draw(st.integers(0, len(lines))), line)
    return "\n".join(lines)


def other_header(text: str, draw: st.DrawFn) -> str:
    found = list(re.finditer(r"^\[(.*)\]$", text, re.MULTILINE))
    if not found:
        return text
    one = draw(st.sampled_from(found))
    key = draw(st.sampled_from([*KEYS, "[parties]", "zones", "parties.all", "evidence.x.y"]))
    return text[: one.start(1)] + key + text[one.end(1) :]


DAMAGES = (
    delete, insert, new_value, new_value, new_key, swap_values, other_number, drop_line,
    repeat_or_move_line, other_header,
)  # fmt: skip


def assert_clean(path: Path, text: str, sets: tuple[str, ...] = ()) -> None:
    """Load a text; it must be valid and usable, or give faults that can be shown."""
    path.write_text(text, encoding="utf-8", newline="")
    try:
        scenario = load(path, sets)
    except ScenarioFaults as error:
        _assert_shown(error, text.replace("\r\n", "\n"))
        return
    assert isinstance(scenario, Scenario)
    as_text(in_words(scenario))
    input_rows(scenario, defaults=True)
    for one in believable_inputs(scenario):
        one.raw_at_quantile(0.3)
    path.write_text(dump_toml(scenario), encoding="utf-8", newline="")
    assert load(path).model_dump() == scenario.model_dump()


def _assert_shown(error: ScenarioFaults, text: str) -> None:
    lines = text.split("\n")
    assert error.faults
    assert len(set(error.faults)) == len(error.faults)
    for fault in error.faults:
        assert fault.sentence
        assert not LEAKS.search(fault.sentence + fault.try_), fault
        assert 0 <= fault.line <= len(lines), fault
        if fault.line and fault.file != "--set":
            assert fault.source_line == lines[fault.line - 1].rstrip("\r")
            assert 1 <= fault.column <= len(fault.source_line) + 1
            assert fault.length >= 1
    for line in render_plain(error.faults).splitlines():
        assert "-->" in line or cells(line) <= WIDTH, line


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutations") / "truce.toml"


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(text=damaged())
def test_damaged_files_give_a_scenario_or_clean_faults(path: Path, text: str) -> None:
    assert_clean(path, text)


@pytest.mark.slow
@settings(
    max_examples=2_500,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(text=damaged())
def test_many_damaged_files_give_a_scenario_or_clean_faults(path: Path, text: str) -> None:
    assert_clean(path, text)


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=80))
@example("\r")
@example("0\r")
@example("a=1\rb=2")
@example("\ufeff")
@example("'''")
def test_any_text_gives_clean_faults(path: Path, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return
    assert_clean(path, text)


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=60))
def test_any_bytes_give_clean_faults(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(ScenarioFaults) as caught:
        load(path)
    assert caught.value.faults
    render_plain(caught.value.faults)


PATHS = st.sampled_from(
    [
        "verification.teams", "parties.all.retaliates", "parties.all.harm.median", "dates.talks",
        "verification.checked_in.median", "verification.checked_in.p90", "parties.all.hits",
        "parties.government", "options.hotline.set", "believable", "verification.hotline",
        "run.seed", "title", "zones", "extends", "verification.haggled_in.low", "evidence.x",
        "parties.government.violates.chance", "verification.haggled_in.median", "parties",
    ]
) | st.text(max_size=20)  # fmt: skip


SETTINGS = st.lists(st.tuples(PATHS, st.sampled_from(VALUES) | st.text(max_size=12)), max_size=3)


@settings(max_examples=40, deadline=None)
@given(setting=SETTINGS)
def test_any_setting_gives_a_scenario_or_clean_faults(
    path: Path, setting: list[tuple[str, str]]
) -> None:
    assert_clean(path, FULL, tuple(f"{where}={value}" for where, value in setting))


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(setting=SETTINGS)
def test_any_of_many_settings_gives_a_scenario_or_clean_faults(
    path: Path, setting: list[tuple[str, str]]
) -> None:
    assert_clean(path, FULL, tuple(f"{where}={value}" for where, value in setting))

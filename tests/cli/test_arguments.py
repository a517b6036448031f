"""Whatever stands on a command line: an exit code of the list, a sentence, nothing raw."""

import argparse
import contextlib
import io
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from truce_sim.cli.commands import COMMANDS
from truce_sim.cli.main import main
from truce_sim.cli.parser import build_parser
from truce_sim.report.registry import names

ROOT = Path.cwd()
SMALLEST = str(ROOT / "scenarios/smallest.toml")
OPTIONS = str(ROOT / "scenarios/ordinary.toml")
FEW = {"require": ["--runs", "20"], "sensitivity": ["--runs", "20"]}

PATHS = (
    *("parties.all.retaliates", "parties.north.violates.chance", "parties.all.retaliates_after"),
    *("parties.north.violates", "parties.all.tolerance", "parties.all.notice", "dates.talks"),
    *("spiral", "spiral.window", "spiral.violations", "parties.north.hits.south", "run.runs"),
    *("parties.north.harm", "parties.north.harm.median", "verification.teams", "title", "extends"),
    *("options.a.set", "believable.parties.north.retaliates", "parties.all.all", "retaliates"),
    *("", ".", "a..b", "parties.\u202e", "__class__", "x" * 3000, ".".join("a" * 60), "="),
)
VALUES = (
    *("0", "1", "-1", "0.5", "0,5", "50%", "1e999", "nan", "-inf", "true", "[]", "{}", "[" * 500),
    *("6h", "0h", "-6h", "1e12 days", "2030-05-11", "2030-05-11 10:00", "0001-01-01", "today"),
    *("9999-12-31", "9998-05-01,9999-01-01", "'''", '"', "1:2:3", "0.1:0.4:3", "0.4:0.1:3"),
    *("6h:72h:7", "6h:nan:3", "0:1:100000", "0:1:9999999999", "1,2,3", "1,,2", ",", ":::"),
    *("0.1:0.3", "1e-320:1e308:4", "6h,12h", "2030-05-09,2030-05-12", "1_000", "1,000", "10k"),
    *("9" * 5000, "\u0663", "\u202e", "\x1b[31m", "\x9b31m", "\n", "\r", "\x07", " ", "x" * 9000),
    *("-", "--", "--help", "-q", "lhs", "svg,png", "csv", "html", "base,held", "settled", "latest"),
    *("../..", "/", "no such file", "scenarios", "smallest.toml", "\udce9", "\U000e0041"),
)
texts = st.text(st.characters(exclude_characters="\0"), max_size=12)
values = st.sampled_from(VALUES) | texts
files = st.sampled_from((SMALLEST, SMALLEST, OPTIONS)) | values
settings_of = st.builds("{}{}{}".format, st.sampled_from(PATHS), st.sampled_from("==="), values)
PAIRS = ("--set", "--param", "--by")


def _taken(command: str) -> list[argparse.Action]:
    subparsers = build_parser()._subparsers
    assert subparsers is not None
    choices: Any = subparsers._group_actions[0].choices
    return list(choices[command]._actions)


OPTION_NAMES = {
    command: [action for action in _taken(command) if action.option_strings] for command in COMMANDS
}


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """One command line; what it would run is only weighed."""
    command = draw(st.sampled_from(sorted(COMMANDS)))
    words = [command]
    words += draw(st.lists(files, max_size=2 if command in ("check", "compare", "clean") else 1))
    for action in draw(st.lists(st.sampled_from(OPTION_NAMES[command]), max_size=4)):
        flag = draw(st.sampled_from(action.option_strings))
        words.append(flag)
        if action.nargs != 0:
            words.append(draw(settings_of | values if flag in PAIRS else values))
    if command in names():
        words += ["--dry-run", "--jobs", "1", *FEW.get(command, [])]
    if command == "verify":
        words += ["--seed", draw(values), "what is no option"]
    if command in ("compile", "explore"):
        words += ["what is no option"]
    return words


def raw(text: str) -> set[str]:
    """Return the characters that could steer a terminal or turn its text round."""
    turns = set("\u2028\u2029\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return {c for c in text if c != "\n" and (unicodedata.category(c) == "Cc" or c in turns)}


@pytest.fixture(scope="module", autouse=True)
def _aside(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("arguments"))
        patch.setattr("webbrowser.open", lambda *_: True)
        yield


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(lines())
@example(["postpone", SMALLEST, "--talks", "[" * 500, "--dry-run"])
@example(["sweep", SMALLEST, "--param", "dates.talks=" + "9" * 5000, "--dry-run"])
@example(["postpone", SMALLEST, "--talks", "9998-05-01", "--dry-run"])
@example(["run", SMALLEST, "--set", "dates.talks=9998-05-01", "--dry-run"])
@example(["show", "9" * 5000])
@example(["new", "copy", "--from", "9" * 5000])
@example(["list", "\n", "\u202e"])
@example(["teach", "\x17\U0010261d38"])
@example(["pack", "latest", "--to", "\x17.zip"])
@example(["sweep", SMALLEST, "--design", "\u202e" * 9000])
@example(["run", SMALLEST, "--out", "\x1f", "--dry-run"])
@example(["clean", "--out", "\x1f"])
@example(["list", "--out", "\x1f"])
@example(["postpone", SMALLEST, "--talks", "9999-12-31 23:59,2030-05-12", "--dry-run"])
def test_any_line_ends_with_a_code_of_the_list(line: list[str]) -> None:
    ends_as_listed(line)


@pytest.mark.slow
@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(lines())
def test_any_of_many_lines_ends_with_a_code_of_the_list(line: list[str]) -> None:
    ends_as_listed(line)


def ends_as_listed(line: list[str]) -> None:
    said, blamed = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(blamed):
        try:
            code = main(line)
        except SystemExit as stop:  # --help alone ends so
            code = int(stop.code or 0)
    both = said.getvalue() + blamed.getvalue()
    assert code in (0, 2, 3), both[-600:]
    assert code == 0 or both.strip()
    assert "Traceback" not in both
    assert "Something went wrong" not in both
    assert not raw(both), both[-600:]
    assert len(blamed.getvalue()) < 50_000


@pytest.mark.parametrize("text", ["1,5", "1,,2", "1 2", "1,0000", ",1", "1,000,", "1.5", "1,5k"])
def test_a_decimal_comma_is_no_group_of_digits(text: str) -> None:
    blamed = io.StringIO()
    with contextlib.redirect_stderr(blamed):
        assert main(["run", SMALLEST, "--runs", text, "--dry-run"]) == 2
    assert f"'{text}' is not a whole number" in blamed.getvalue()


@pytest.mark.parametrize("text", ["1,000", "1 000", "1_000", "1e3", "1k", "1000.0", "1,000.0"])
def test_whole_numbers_are_read_as_people_type_them(text: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        assert main(["run", SMALLEST, "--runs", text, "--dry-run"]) == 0
    assert "1,000 runs" in said.getvalue()


@pytest.mark.parametrize("text", ["1000000000001", "9223372036854775808", "1" + 40 * "0"])
def test_the_largest_seed_is_the_one_of_a_file_and_is_said(text: str) -> None:
    blamed = io.StringIO()
    with contextlib.redirect_stderr(blamed):
        assert main(["run", SMALLEST, "--seed", text, "--dry-run"]) == 2
    assert "is too large for a seed: at most 1,000,000,000,000" in blamed.getvalue()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["run", SMALLEST, "--seed", "1,000,000,000,000", "--dry-run"]) == 0

"""CONTRIBUTING.md names what is there, and its steps for a new input are enough and all needed."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from clone import Copy, Step
from walks import walk

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NEW = "agenda.prepared"
"""An input that does not exist: open complaints that take no time of the talks."""


APART = ("engine", "second")
"""Steps that write the same thing once more, to be compared with the first."""
STEPS = {
    **walk("A mechanism"),
    "reference": Step("docs/reference.md", command=("docs/make_reference.py",)),
    "schema": Step("scenarios/scenario.schema.json", command=("run_sim.py", "schema")),
}
"""What each row of the page's table comes to for an input that does not exist: as docs/extending.md
has it, and what is made."""


def table() -> dict[str, tuple[str, str]]:
    """Return the rows of the page's table for a new input: where, and the test that fails."""
    rows = re.findall(r"(?m)^\| (\w+) \|.*\| `([^`]+)` \| `([^`]+)` \|$", PAGE)
    return {step: (where, test) for step, where, test in rows}


def test_what_the_page_names_is_there() -> None:
    for name in re.findall(r"`([\w.]+/[\w./]*(?:::\w+)?)`", PAGE):
        path, _, test = name.partition("::")
        assert (ROOT / path).exists(), name
        if test:
            assert f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), name


def test_a_new_input_takes_four_files_beside_what_is_made_and_checked_apart() -> None:
    assert list(table()) == list(STEPS)
    for step, (where, test) in table().items():
        assert STEPS[step].file.startswith(where), step
        assert test.startswith("tests/")
    by_hand = [one.file for step, one in STEPS.items() if not one.command and step not in APART]
    assert len(set(by_hand)) == 4


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.made(tmp_path_factory.mktemp("clone"))


def run_tests(copied: Copy, *names: str) -> "subprocess.CompletedProcess[str]":
    """Run tests of a copy, of the many cases of one only that of the new input."""
    return copied.tests(
        *(f"{name}[{NEW}]" if "an_input_changes" in name else name for name in names)
    )


@pytest.mark.slow
def test_the_steps_are_enough(copied: Copy) -> None:
    copied.take(STEPS.values())
    done = run_tests(
        copied,
        *dict.fromkeys(test for _, test in table().values()),
        "tests/scenario/test_show_is_complete.py",
        "tests/scenario/test_schema_agrees.py",
        "tests/scenario/test_scenario_schema.py",
    )
    assert done.returncode == 0, done.stdout

    listed = copied.python("run_sim.py", "show", "inputs", "agenda").stdout
    assert NEW in listed
    assert "Number of open complaints that the sides settle before the talks." in listed
    schema = json.loads((copied.root / "scenarios/scenario.schema.json").read_text())
    assert "prepared" in json.dumps(schema)
    assert "`prepared`" in (copied.root / "docs/reference.md").read_text()

    truce = copied.root / "scenarios" / "syria-2016.toml"
    text = truce.read_text(encoding="utf-8")
    for value, code, says in ((40, 0, "fine"), (-1, 2, "agenda.prepared")):
        truce.write_text(text.replace("[agenda]\n", f"[agenda]\nprepared = {value}\n"))
        done = copied.python("run_sim.py", "check", str(truce))
        assert (done.returncode, says in done.stdout + done.stderr) == (code, True), done
    truce.write_text(text.replace("[agenda]\n", "[agenda]\nprepared = 40\n"))
    assert "40 of them are settled" in copied.python("run_sim.py", "show", str(truce)).stdout
    truce.write_text(text)


@pytest.mark.slow
@pytest.mark.parametrize("left_out", STEPS)
def test_a_step_left_out_makes_the_test_fail_that_the_page_names(
    left_out: str, copied: Copy
) -> None:
    if left_out == "engine":
        pytest.importorskip("numba")
    copied.take(one for step, one in STEPS.items() if step != left_out)
    done = run_tests(copied, table()[left_out][1])
    assert done.returncode == 1, done.stdout + done.stderr

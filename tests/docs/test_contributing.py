"""CONTRIBUTING.md names what is there, and its steps for a new input are enough and all needed."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NEW = "agenda.prepared"
"""An input that does not exist: open complaints that take no time of the talks."""


@dataclass(frozen=True)
class Step:
    """A row of the page's table, and what it comes to for the new input."""

    file: str
    old: str = ""
    new: str = ""
    command: tuple[str, ...] = ()
    """What makes the file instead; its output, if it only prints."""
    also: "tuple[Step, ...]" = ()
    """What the same step does to other files."""

    @property
    def files(self) -> "tuple[Step, ...]":
        """The step file by file."""
        return (self, *self.also)


APART = ("engine", "second")
"""Steps that write the same thing once more, to be compared with the first."""
STEPS = {
    "field": Step(
        "sim/truce_sim/scenario/talks.py",
        "    cap: Share = Field(\n",
        """\
    prepared: Annotated[int, Number(0, 1e6, whole=True, counts="complaints")] = Field(
        0,
        title="complaints settled beforehand",
        description="Number of open complaints that the sides settle before the talks.",
        json_schema_extra=said("{value} of them are settled beforehand"),
    )
    cap: Share = Field(
""",
    ),
    "effect": Step(
        "sim/truce_sim/model/record.py",
        "                len(self._open),\n                agenda.per_complaint,\n",
        "                max(0, len(self._open) - agenda.prepared),\n"
        "                agenda.per_complaint,\n",
    ),
    "row": Step(
        "tests/support/mechanisms.py",
        "CASES: dict[str, Case] = {\n",
        "CASES: dict[str, Case] = {\n"
        f'    "{NEW}": Case(9, down=("agenda",), same=("opening", "retaliations")),\n',
    ),
    "line": Step(
        "docs/model.md",
        "\n## 7. ",
        "\nOf the open complaints `prepared` take no time.\n\n## 7. ",
    ),
    "second": Step(
        "tests/model/second_talks.py",
        "len(self.record.waiting) * rule.per_complaint",
        "max(0, len(self.record.waiting) - rule.prepared) * rule.per_complaint",
    ),
    "engine": Step(
        "sim/truce_sim/engine/record.py",
        "agenda_share(s.open, w.per_complaint",
        "agenda_share(max(0, s.open - w.prepared), w.per_complaint",
        also=(
            Step(
                "sim/truce_sim/engine/layout.py",
                "    per_complaint: float\n",
                "    per_complaint: float\n    prepared: int\n",
            ),
            Step(
                "sim/truce_sim/engine/sources.py",
                '        "has_agenda": _yes,\n',
                '        "has_agenda": _yes,\n        "prepared": "prepared",\n',
            ),
        ),
    ),
    "reference": Step("docs/reference.md", command=("docs/make_reference.py",)),
    "schema": Step("scenarios/scenario.schema.json", command=("run_sim.py", "schema")),
}


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


@dataclass(frozen=True)
class Copy:
    """A copy of the project in which the steps can be taken."""

    root: Path

    def take(self, steps: Iterator[str] | tuple[str, ...]) -> None:
        """Begin anew, and take these steps."""
        for step in STEPS.values():
            for one in step.files:
                shutil.copyfile(ROOT / one.file, self.root / one.file)
        for step in [one for name in steps for one in STEPS[name].files]:
            path = self.root / step.file
            if step.command:
                done = self.python(*step.command)
                assert done.returncode == 0, done.stderr
                if done.stdout:
                    path.write_text(done.stdout, encoding="utf-8")
                continue
            text = path.read_text(encoding="utf-8")
            assert text.count(step.old) == 1, f"{step.file} no longer has: {step.old}"
            path.write_text(text.replace(step.old, step.new), encoding="utf-8")

    def python(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a script of the copy."""
        environment = {
            "PYTHONPATH": str(self.root / "sim"),
            "PATH": "",
            "TRUCE_SIM_CACHE": str(self.root / "compiled"),
        }
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def tests(self, *names: str) -> "subprocess.CompletedProcess[str]":
        """Run tests of the copy, of the many cases of one only that of the new input."""
        nodes = [f"{name}[{NEW}]" if "an_input_changes" in name else name for name in names]
        return self.python("-m", "pytest", "-p", "no:cacheprovider", "-q", *nodes)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    root = tmp_path_factory.mktemp("clone")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "gallery")
    for name in ("sim", "tests", "docs", "scenarios"):
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for name in ("run_sim.py", "pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, root)
    return Copy(root)


@pytest.mark.slow
def test_the_steps_are_enough(copied: Copy) -> None:
    copied.take(tuple(STEPS))
    done = copied.tests(
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
    copied.take(step for step in STEPS if step != left_out)
    done = copied.tests(table()[left_out][1])
    assert done.returncode == 1, done.stdout + done.stderr

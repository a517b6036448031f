"""The steps for a new question in CONTRIBUTING.md are enough and all needed."""

import json
import re
from pathlib import Path

import pytest
from clone import ROOT, Copy
from walks import walk

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = walk("A question")
"""What each row of the page's table comes to for a question that does not exist, and its tests: as
docs/extending.md has it."""
QUESTIONS = "tests/report/test_questions.py"


def rows() -> dict[str, list[str]]:
    """Return the rows of the page's table for a new question: the tests that fail."""
    table = PAGE.partition("## A new question\n")[2].partition("\n## ")[0]
    found = {line.split(" | ")[0].strip("| "): line for line in table.splitlines() if " | " in line}
    return {part: re.findall(r"`(tests/[^`]+::\w+)`", line) for part, line in found.items()}


def test_a_new_question_takes_four_parts_and_each_has_a_test() -> None:
    parts = {part: tests for part, tests in rows().items() if tests}
    assert list(parts) == ["study", "question", "command", "page"]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.made(tmp_path_factory.mktemp("clone"))


@pytest.mark.slow
def test_the_parts_are_enough(copied: Copy) -> None:
    copied.take(STEPS.values())
    done = copied.tests(
        QUESTIONS,
        "tests/report/test_prose.py",
        "tests/docs/test_doc_commands.py::test_every_command_and_option_is_documented",
        "tests/test_arrows.py",
    )
    assert done.returncode == 0, done.stdout
    line = ["run_sim.py", "quiet", "scenarios/smallest.toml", "--runs", "40", "--jobs", "1"]
    done = copied.python(*line, "--engine", "simpy", "--format", "html,svg")
    assert "Quiet by the talks:" in done.stdout, done.stderr
    (summary,) = copied.root.glob("results/smallest/quiet-*/summary.json")
    assert list(json.loads(summary.read_text()))[:3] == ["kind", "schema_version", "heading"]
    page = (summary.parent / "report.html").read_text(encoding="utf-8")
    assert "How quiet does it get?" in page
    assert (summary.parent / "charts" / "scale.svg").is_file()
    assert "quiet-" in copied.python("run_sim.py", "list").stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("study", "No module named 'truce_sim.studies"),
        ("question", "quiet"),
        ("command", "quiet"),
        ("page", "quiet"),
        ("answer", "there is no made-up answer to it"),
        ("asked", "has no short question of it"),
    ],
)
def test_a_part_left_out_is_named_by_the_test_that_the_page_names(
    left_out: str, says: str, copied: Copy
) -> None:
    copied.take(one for part, one in STEPS.items() if part != left_out)
    done = copied.tests(*(rows().get(left_out) or [QUESTIONS]))
    assert done.returncode != 0
    assert says in done.stdout + done.stderr


@pytest.mark.slow
def test_a_method_left_out_is_named(copied: Copy) -> None:
    copied.take(STEPS.values())
    step = STEPS["question"]
    path: Path = copied.root / step.file
    path.write_text(step.new.replace("    def cell(", "    def other_cell("), encoding="utf-8")
    done = copied.tests(QUESTIONS)
    assert done.returncode != 0
    assert "abstract method cell" in done.stdout

"""What is asked before a commit is what is asked of a change: by the same commands, and local."""

from pathlib import Path
from typing import Any, cast

import pytest

ROOT = Path(__file__).parents[1]


def hooks() -> list[dict[str, Any]]:
    """Return the hooks of the file, read and checked by the tool that runs them."""
    clientlib = pytest.importorskip("pre_commit.clientlib")
    loaded = clientlib.load_config(str(ROOT / ".pre-commit-config.yaml"))
    assert {one["repo"] for one in loaded["repos"]} == {"local"}, "nothing is fetched"
    return [hook for one in loaded["repos"] for hook in cast("list[dict[str, Any]]", one["hooks"])]


def test_the_hooks_are_the_checks_of_ci() -> None:
    told = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    checks = [line.removesuffix(" .") for line in told if line.split()[:1] in (["ruff"], ["mypy"])]
    assert [hook["entry"] for hook in hooks()] == checks


def test_the_hooks_run_what_the_environment_has() -> None:
    assert {hook["language"] for hook in hooks()} <= {"system", "unsupported"}

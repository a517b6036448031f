"""Pages whose blocks are run as they stand: commands by this Python, R by R, and so on."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
PACKAGES = (
    "r-base-core r-cran-survival r-cran-ggplot2 r-cran-jsonlite r-cran-reticulate r-cran-haven"
)
"""R with what the pages take of it, as Debian calls it."""
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DOOR = "truce-sim "


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a language on a page of `docs/how-to`, in order."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return [code for name, code in _BLOCK.findall(text) if name == language]


def program(name: str, package: str) -> str:
    """Return where a program is; skip the test, or fail it where it is needed, if nowhere."""
    found = shutil.which(name)
    if found:
        return found
    reason = (
        f"no {name} on this machine (Debian: apt-get install --no-install-recommends {package})"
    )
    if os.environ.get("TRUCE_NEEDS_LANGUAGES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def ask(page: str, folder: Path, runs: int) -> None:
    """Run the commands of a page in a folder, each with so many runs."""
    for line in "".join(blocks(page, "sh")).splitlines():
        assert line.startswith(_DOOR), line
        words = shlex.split(re.sub(r"--runs \d+", f"--runs {runs}", line.removeprefix(_DOOR)))
        tool(folder, *words)


def tool(folder: Path, *words: str) -> None:
    """Run one command in a folder."""
    done([sys.executable, "-m", "truce_sim", *words], folder)


def done(words: list[str], folder: Path, **environment: str) -> str:
    """Return what a program printed in a folder, with more in its environment; it must succeed."""
    ended = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, f"{words}\n{ended.stdout[-3000:]}\n{ended.stderr[-3000:]}"
    return ended.stdout


def hostile(title: str, more: str = "") -> str:
    """Return a scenario whose names programs for tables stumble over, with more at its end."""
    return f"""
title = "{title}"
[dates]
truce_starts = "2030-05-01 00:00"
talks = "+5 days"
[parties.select]
name = "1 & 2, 'both'"
violates = "9 a day"
hits = {{ "شمال" = 1 }}
[parties."شمال"]
violates = "9 a day"
hits = {{ select = 1 }}
[spiral]
violations = "2.5 x before"
window = "1 day"
{more}"""

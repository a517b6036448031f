"""The container file: what it copies is there, and its image is the program, not run as root.

Building it needs a base image from a registry, which tests do not ask.
"""

import fnmatch
import json
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
STEPS = [
    (word, rest)
    for line in re.sub(r"\\\n\s*", "", TEXT).splitlines()
    if line and not line.startswith("#")
    for word, _, rest in [line.partition(" ")]
]


def said(word: str) -> list[str]:
    return [rest for step, rest in STEPS if step == word]


def test_what_is_copied_is_there() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    for rest in said("COPY"):
        *sources, _ = (one for one in rest.split() if not one.startswith("--"))
        for source in sources if "--from" not in rest else ():
            assert (ROOT / source).exists()
            assert not any(fnmatch.fnmatch(source, one) for one in ignored)
    built = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "sim", "scenarios", "docs")
    assert not set(built) & set(ignored)


def test_its_image_is_the_program_and_not_run_as_root() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (entry,) = map(json.loads, said("ENTRYPOINT"))
    assert set(entry) == set(project["scripts"])
    (user,) = said("USER")
    assert re.search(rf"useradd .*\b{user}\b", TEXT, re.DOTALL)
    assert said("WORKDIR") == ["/work"]
    # Whoever is told to run in it has a cache to write to.
    assert "chmod 1777 /var/cache/truce-sim" in TEXT


def test_its_lines_are_lines_of_a_shell() -> None:
    for line in said("RUN"):
        subprocess.run(["sh", "-n", "-c", line], check=True)

"""The page on job arrays: each command as it stands, in order; with bash, the scripts as well."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from truce_sim.cli.main import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "job-array.md").read_text(encoding="utf-8")
BLOCKS = [
    block.replace("--runs 100000", "--runs 3")
    for block in re.findall("```sh\n(.*?)```", PAGE, re.DOTALL)
]
PLAN, LOOP, GATHER, FILL_SCRIPT, GATHER_SCRIPT, SUBMIT, SUBMIT_TWICE = BLOCKS


def words_of(block: str, **stands_for: str) -> list[str]:
    """Return the words of the command in a block, with what its variables stand for."""
    text = block.replace("\\\n", " ")
    line = next(one for one in text.splitlines() if "truce-sim " in one)
    line = line.partition("truce-sim ")[2].rstrip(" )&")
    for name, value in sorted(stands_for.items(), reverse=True):
        line = line.replace(f"${name}", value)
    assert "$" not in line
    return shlex.split(line)


def test_its_commands_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    quick = ["--engine", "simpy", "--jobs", "1"]

    def planned() -> str:
        capsys.readouterr()
        assert main(words_of(PLAN)) == 0
        return capsys.readouterr().out.strip()

    for fills, gathers, of in ((LOOP, GATHER, 4), (FILL_SCRIPT, GATHER_SCRIPT, 40)):
        run_id = planned()
        for share in range(1, of + 1) if of == 4 else (3, 17):
            said = {"id": run_id, "1": run_id, "share": str(share), "SLURM_CPUS_PER_TASK": "1"}
            words = words_of(fills, SLURM_ARRAY_TASK_ID=str(share), **said)
            assert f"{share}/{of}" in words
            assert main([*words, *quick]) == 0
            assert f"Share {share}/{of} is " in capsys.readouterr().out
        words = words_of(gathers, id=run_id, **{"1": run_id, "SLURM_CPUS_PER_TASK": "1"})
        assert main([*words, *quick, "--no-report", "-q"]) == 0
    assert not list(tmp_path.rglob("*.unfinished"))


SBATCH = """#!/bin/bash
# Stands for Slurm's: makes the tasks at once, one after the other.
while [[ $1 == --* ]]; do [[ $1 == --array=* ]] && asked=${1#--array=}; shift; done
in_script=$(sed -n 's/^#SBATCH --array=//p' "$1")
export SLURM_CPUS_PER_TASK=$(sed -n 's/^#SBATCH --cpus-per-task=//p' "$1")
range=${asked:-$in_script}
for task in $(seq ${range/-/ }); do
    SLURM_ARRAY_TASK_ID=$task bash "$@" >> tasks.log 2>&1 || exit
done
echo 17
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("submits", [SUBMIT, SUBMIT_TWICE], ids=["once", "twice"])
def test_its_scripts_run_as_they_stand(submits: str, tmp_path: Path) -> None:
    doors = tmp_path / "bin"
    doors.mkdir()
    door = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {ROOT / "run_sim.py"} "$@"\n'
    for name, text in (("truce-sim", door), ("sbatch", SBATCH)):
        (doors / name).write_text(text, encoding="utf-8")
        (doors / name).chmod(0o755)
    (tmp_path / "fill.sh").write_text(
        FILL_SCRIPT.replace("1-40", "1-3").replace("/40", "/3"), encoding="utf-8"
    )
    gather = GATHER_SCRIPT.replace("#SBATCH --cpus", "#SBATCH --array=1-1\n#SBATCH --cpus")
    (tmp_path / "gather.sh").write_text(gather, encoding="utf-8")
    script = "\n".join(["set -e", PLAN, LOOP, GATHER, PLAN, submits, 'echo "$id"'])
    env = {**os.environ, "PATH": f"{doors}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    log = (tmp_path / "tasks.log").read_text() if (tmp_path / "tasks.log").exists() else ""
    assert ended.returncode == 0, ended.stderr + log
    summaries = [json.loads(path.read_text()) for path in tmp_path.rglob("summary.json")]
    assert len(summaries) == 2
    assert summaries[0] == summaries[1]
    assert not list(tmp_path.rglob("*.unfinished"))

"""Whole commands, end to end, before and after: CPU seconds, all in one process (`--jobs 1`).

The commands of this checkout and of an older one, in turn. The older one may be given a share of
the runs (`--share`), and its time is then multiplied: what does not grow with runs counts too
often, a second or so of a command.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
SYRIA = "scenarios/syria-2016.toml"
SWEEP = (
    "--param",
    "verification.teams=1:25:7",
    "--param",
    "verification.checked_in=6h:72h:7",
)
COMMANDS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "run, 2,000 runs, believable inputs, report": ("run", (), 2000),
    "run, 2,000 runs, no report": ("run", ("--no-report",), 2000),
    "sweep, 7 x 7 x 2,000": ("sweep", SWEEP, 2000),
    "sensitivity, defaults": ("sensitivity", (), 0),
}
"""Question, options, and runs; 0 leaves them to the scenario."""


def cpu(checkout: Path, question: str, options: tuple[str, ...], runs: int) -> float:
    """Return CPU seconds of a command, its results thrown away."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONPATH"] = str(
        checkout / "sim" if (checkout / "sim/truce_sim").is_dir() else checkout
    )
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "run_sim.py", question, SYRIA, *options, "--out", out, "--plain"]
        command += ["--jobs", "1", "--quiet"]
        command += ["--runs", str(runs)] if runs else []
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        nowhere = subprocess.DEVNULL
        subprocess.run(
            command, cwd=checkout, env=environment, check=True, stdout=nowhere, stderr=nowhere
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--older", type=Path, help="checkout of an older version to compare with")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="of the runs, for the older one")
    parser.add_argument("--only", help="part of a command's name")
    asked = parser.parse_args()
    print("| command | this, CPU s | older, CPU s | times |")
    print("| --- | ---: | ---: | ---: |")
    for label, (question, options, runs) in COMMANDS.items():
        if asked.only and asked.only not in label:
            continue
        cpu(HERE, question, options, runs)
        now, then = [], []
        for _ in range(asked.turns):
            now.append(cpu(HERE, question, options, runs))
            if asked.older:
                fewer = int(runs * asked.share)
                seconds = cpu(asked.older, question, options, fewer)
                then.append(seconds * runs / fewer if runs else seconds)
        ratio = f"{median(then) / median(now):.1f}" if then else ""
        before = f"{median(then):.1f}" if then else ""
        print(f"| {label} | {median(now):.1f} | {before} | {ratio} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

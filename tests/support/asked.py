"""What the tests of studies on the command line share: each command with a short question."""

from pathlib import Path

TWO_SIDES = Path("tests/support/two-sides.toml")
MORE = """
[believable]
"parties.all.tolerance" = [15, 40]
"settled.open_complaints" = [1, 20]
[options.patient]
set = { "parties.all.tolerance" = 60 }
"""

QUESTIONS: dict[str, list[str]] = {
    "run": ["--runs", "6"],
    "compare": ["--runs", "6"],
    "sweep": ["--runs", "4", "--param", "parties.all.tolerance=15,40"],
    "require": ["--runs", "4", "--holds", "0.3", "--by", "parties.all.tolerance=15:17"],
    "postpone": ["--runs", "6", "--talks", "2030-05-05,2030-05-11"],
    "sensitivity": ["--runs", "2"],
}
OTHERWISE: dict[str, list[list[str]]] = {
    "run": [
        ["--runs", "7"],
        ["--seed", "5"],
        ["--decide", "0.5"],
        ["--precision", "9"],
        ["--no-believable"],
    ],
    "compare": [["--runs", "7"], ["--seed", "5"]],
    "sweep": [
        ["--runs", "5"],
        ["--seed", "5"],
        ["--param", "parties.all.retaliates=0.1,0.5"],
        ["--design", "lhs"],
        ["--points", "8"],
        ["--confirm"],
    ],
    "require": [
        ["--runs", "5"],
        ["--seed", "5"],
        ["--holds", "0.4"],
        ["--by", "parties.all.tolerance=15:18"],
    ],
    "postpone": [
        ["--runs", "7"],
        ["--seed", "5"],
        ["--talks", "2030-05-06,2030-05-11"],
        ["--unless", "settled"],
    ],
    "sensitivity": [["--runs", "3"], ["--seed", "5"]],
}
"""What makes another question of each."""


def write_scenario(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TWO_SIDES.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    return path


def line(command: str, path: Path, out: Path, *more: str) -> list[str]:
    asked = [command, str(path), *QUESTIONS[command]]
    return [*asked, "--jobs", "1", "--no-report", "--out", str(out), *more]

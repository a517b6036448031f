"""What the tests of studies on the command line share: each command with a short question."""

from pathlib import Path

TWO_SIDES = Path("tests/support/two-sides.toml")
MORE = """
[believable]
"parties.all.tolerance" = [15, 40]
"settled.open_complaints" = [1, 20]
[options.patient]
set = { "parties.all.tolerance" = 60 }
[observed]
holds_until = "2030-05-04 00:00"
numbers = [{ from = "2030-05-01", to = "2030-05-02", counter = "press", number = 9 }]
[observed.counters.press]
counts = "violations"
"""

QUESTIONS: dict[str, list[str]] = {
    "run": ["--runs", "6"],
    "compare": ["--runs", "6"],
    "sweep": ["--runs", "4", "--param", "parties.all.tolerance=15,40"],
    "require": ["--runs", "4", "--holds", "0.3", "--by", "parties.all.tolerance=15:17"],
    "postpone": ["--runs", "6", "--talks", "2030-05-05,2030-05-11"],
    "now": ["--runs", "20"],
    "sensitivity": ["--runs", "2"],
}
OF_ITS_OWN: dict[str, list[str]] = {"backtest": ["--runs", "4"]}
"""Questions about no scenario of the user's."""
CASES = "id,war,days,renounced,violence_down\nA,R,2,no,yes\nB,R,3,yes,no\nC,Q,2,no,unclear\n"
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
    "now": [["--runs", "21"], ["--seed", "5"], ["--until", "2030-05-03"]],
    "sensitivity": [["--runs", "3"], ["--seed", "5"]],
}
"""What makes another question of each."""


def write_scenario(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TWO_SIDES.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    return path


def question(command: str, path: Path) -> list[str]:
    """Return a short question, of a scenario at a place or of cases beside it."""
    if command in QUESTIONS:
        return [command, str(path), *QUESTIONS[command]]
    assert command in OF_ITS_OWN, "tests/support/asked.py has no short question of it"
    cases = path.with_suffix(".csv")
    cases.write_text(CASES, encoding="utf-8")
    return [command, str(cases), *OF_ITS_OWN[command]]


def line(command: str, path: Path, out: Path, *more: str) -> list[str]:
    return [*question(command, path), "--jobs", "1", "--no-report", "--out", str(out), *more]

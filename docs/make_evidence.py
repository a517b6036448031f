"""Sets simulated patterns beside those seen in real truces.

python docs/make_evidence.py            rewrites the tables in docs/evidence.md from real runs
"""

import math
import sys
from pathlib import Path

import numpy as np
from truce_sim.model import build_world
from truce_sim.runs.batch import Columns
from truce_sim.runs.executors import cores, executor
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario, load
from truce_sim.statistics.survival import piecewise_hazard

Row = tuple[str, str, str]
"""Pattern, as seen, as simulated."""
PAGE = Path(__file__).parent / "evidence.md"
START, END = "<!-- table {}: python docs/make_evidence.py -->", "<!-- end of table {} -->"
RUNS = 600
DAYS = 28
AGES = (0, 1, 3, 7, 14)
"""Days of age at which pieces of a hazard meet."""
SEEN_HAZARDS = (0.106, 0.013, 0.005, 0.004)
"""Ends a day of 185 ceasefires of more than one party (T1)."""


def runs(scenario: Scenario, number: int) -> Columns:
    """Return `number` runs that are watched for four weeks, whatever the talks do."""
    world = build_world(scenario, watch_until=24.0 * DAYS)
    with executor(cores()) as pool:
        return Work(scenario.run.seed, pool, cores()).run([Setting("seen", world)], 0, number)[
            "seen"
        ]


def patterns(scenario: Scenario, columns: Columns) -> list[Row]:
    """Return the rows of one truce whose violence was counted."""
    return [
        (
            "T3 violence of days 0 to 6, share of before",
            "0.75 (28 of 37)",
            _level(scenario, columns, 0, 7),
        ),
        ("T3 days 7 to 13", "0.57 (21 of 37)", _level(scenario, columns, 7, 14)),
        ("T3 days 14 to 27", "0.39 (14.5 of 37)", _level(scenario, columns, 14, 28)),
        ("T3 variance to mean of a day's count", "1.5 to 5", _dispersion(columns)),
        *hazards(columns),
        (
            "T7 claims a day against the government",
            "38 (SNHR), 23 without arrests",
            _claims(columns, "opposition", "government"),
        ),
        (
            "T7 claims a day against the opposition",
            "16.6 (Russian centre)",
            _claims(columns, "government", "opposition"),
        ),
        ("T9 share of incidents outside the truce", "0.80 of deaths in week 1", _outside(columns)),
        ("T10 retaliations an incident causes", "0.05 to 0.35", _branching(columns)),
    ]


def table(rows: list[Row]) -> str:
    """Return the table, one row a target."""
    lines = ["| pattern | seen | simulated |", "| --- | --- | --- |"]
    lines += [f"| {name} | {seen} | {simulated} |" for name, seen, simulated in rows]
    return "\n".join(lines)


def _level(scenario: Scenario, columns: Columns, first: int, last: int) -> str:
    before = scenario.quiet.before or math.nan
    days = columns["daily.violations"].astype(float)[:, first:last]
    return f"{float(np.nanmean(days)) / before:.2f}, while it holds"


def _dispersion(columns: Columns) -> str:
    days = columns["daily.violations"].astype(float)[:, :11]
    ratios = [np.nanvar(day) / np.nanmean(day) for day in days.T]
    return f"{min(ratios):.1f} to {max(ratios):.1f}"


def hazards(columns: Columns) -> list[Row]:
    """Return the rows about the hazard at each age."""
    found = piecewise_hazard(columns["life"], columns["cause"] != "", list(AGES))
    pieces = zip(AGES, AGES[1:], SEEN_HAZARDS, found.rate, found.low, found.high, strict=False)
    return [
        (
            f"T1 hazard a day, day{'s' if last > 1 else ''} {first} to {last}",
            f"{seen:.3f}",
            f"{rate:.3f} ({low:.3f} to {high:.3f})",
        )
        for first, last, seen, rate, low, high in pieces
    ]


def _claims(columns: Columns, by: str, on: str) -> str:
    claims = columns[f"claims_{by}_{on}"].astype(float).sum()
    return f"{claims / columns['days'].astype(float).sum():.0f}"


def _outside(columns: Columns) -> str:
    def total(prefix: str) -> float:
        return math.fsum(
            float(column.astype(float).sum())
            for name, column in columns.items()
            if name.startswith(f"{prefix}_")
        )

    outside = total("attacks") + total("strikes")
    return f"{outside / (outside + total('violations')):.2f} of incidents"


def _branching(columns: Columns) -> str:
    answers = columns["retaliations"].astype(float).sum()
    return f"{answers / columns['incidents'].astype(float).sum():.2f}"


def main() -> int:
    """Rewrite the tables between their marks."""
    ordinary = load("scenarios/ordinary.toml")
    syria = load("scenarios/syria-2016.toml")
    text = PAGE.read_text(encoding="utf-8")
    text = _with(text, "ordinary", hazards(runs(ordinary, 2000)))
    text = _with(text, "syria-2016", patterns(syria, runs(syria, RUNS)))
    PAGE.write_text(text, encoding="utf-8")
    return 0


def _with(text: str, name: str, rows: list[Row]) -> str:
    before, start, rest = text.partition(START.format(name))
    _, end, after = rest.partition(END.format(name))
    return f"{before}{start}\n\n{table(rows)}\n\n{end}{after}"


if __name__ == "__main__":
    sys.exit(main())

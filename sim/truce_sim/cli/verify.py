"""`verify`: check the simulator against exact formulas, and print the table."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict

from rich.text import Text

from truce_sim.cli.choosing import refusal
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.engine import NoEngineError
from truce_sim.runs.batch import EngineName
from truce_sim.runs.engines import Choice
from truce_sim.studies.oracles import ORACLES, OracleRow, verify
from truce_sim.studies.oracles.making import made_by
from truce_sim.widths import broken

_CASE = 45
"""Cells of the column of cases."""


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if the engine that is asked for cannot be had.
    """
    rows: list[OracleRow] = []
    console = answers(plain=parsed.plain)
    made = _made_by(parsed.engine)
    if not parsed.json:
        head = f"{'case':<{_CASE}}{'expected':>10}{'simulated':>11}{'z':>7}"
        console.print(Text(head, style="bold"))
    formula = ""
    with made:
        for row in verify(ORACLES, parsed.seed):
            rows.append(row)
            if parsed.json:
                continue
            if row.formula != formula:
                formula = row.formula
                console.print(Text(f"  {formula}", style="bright_black"))
            console.print(_line(row))
    passed = sum(row.passed for row in rows)
    if parsed.json:
        told = [{**asdict(row), "passed": row.passed} for row in rows]
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
    else:
        console.print(f"\n{passed} of {len(rows)} agree: exactly, or within 4 standard errors.")
    return Exit.FINISHED if passed == len(rows) else Exit.NOT_MET


def _made_by(asked: EngineName) -> AbstractContextManager[None]:
    """Let that engine make the runs.

    Raises:
        UsageError: if there is none.
    """
    try:
        return made_by(Choice(asked)())
    except NoEngineError as error:
        raise UsageError(refusal(error)) from None


def _line(row: OracleRow) -> Text:
    z = "exact" if row.z is None else f"{row.z:+.1f}"
    *begun, last = broken(row.case, _CASE - 1)
    lines = [*begun, f"{last:<{_CASE}}{row.expected:>10.4g}{row.simulated:>11.4g}{z:>7}"]
    text = "\n".join(lines)
    return Text(text, style="" if row.passed else "bold red")

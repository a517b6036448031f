"""`backtest`: odds of past truces by rule, scored against what came of them."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

from truce_sim.api.questions.question import Source, said
from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.reading import BadScenarioError, tell
from truce_sim.evidence.case_file import read_cases, text_of
from truce_sim.evidence.cases import Case
from truce_sim.evidence.mass import HALVES, Half
from truce_sim.evidence.rows import RowsError
from truce_sim.evidence.rows_copy import RowsCopy
from truce_sim.evidence.rules import Rules
from truce_sim.evidence.rules_file import SHIPPED, read_rules, shipped_file
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, load
from truce_sim.shipped import shipped
from truce_sim.studies.backtest import RUNS, SEED, Backtest
from truce_sim.studies.backtest import SHIPPED as OWN

T = TypeVar("T")
_CASES = "cases.csv"
_MOST = 20


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "backtest", BacktestAsked.taken)


@dataclass(frozen=True)
class BacktestAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None
    cases: str | None
    rules: str | None
    rows: str | None
    wars: str | None

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line.

        Raises:
            UsageError: if its options do not go together.
        """
        runs, seed = given.whole("runs"), given.whole("seed")
        names = (given.text(name) for name in ("cases", "rules", "rows", "wars"))
        asked = cls(runs, seed, *names)
        if asked.cases and asked.rows:
            raise UsageError("cases and --rows are two back-tests; leave one of them out")
        if asked.wars and not asked.rows:
            raise UsageError(
                "--wars says which wars of --rows are scored; give --rows FILE as well"
            )
        return asked

    def scenario(self) -> Scenario:
        """Return the scenario that rules change, which lies beside them.

        Raises:
            BadScenarioError: if it or the rules have faults.
        """
        return self._read(lambda: load(self._base))

    def study(self, scenario: Scenario, source: Source) -> Backtest:
        """Return the study.

        Raises:
            BadScenarioError: if a file that it names has faults.
        """
        del scenario, source
        runs, seed = self.runs or RUNS, SEED if self.seed is None else self.seed
        if self._copy is None:
            called = Path(self.cases).name if self.cases else OWN
            return Backtest(runs, seed, self._rules, called, self._cases)
        found = self._copy.cases(self._half)
        if not found:
            raise UsageError("--rows: no truce of two or more parties there can be scored")
        return Backtest(runs, seed, self._rules, "rows", found, self._copy, self._half)

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study.

        Raises:
            BadScenarioError: if a file that it names has faults.
        """
        return said(
            runs=self.runs,
            seed=self.seed,
            cases=text_of(self._cases) if self.cases else None,
            rules=self._rules.text if self.rules else None,
            rows=self._copy.kept() if self._copy else None,
            wars=self._half if self.wars else None,
        )

    def words(self) -> list[str]:
        """Return the same as words of a command line."""
        options = said(
            rules=self.rules, rows=self.rows, wars=self.wars, runs=self.runs, seed=self.seed
        )
        flags = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        return [*([self.cases] if self.cases else []), *flags]

    @property
    def _half(self) -> Half:
        return next((one for one in HALVES if one == self.wars), "all")

    @cached_property
    def _rules(self) -> Rules:
        path = Path(self.rules) if self.rules else shipped_file(SHIPPED)
        return self._read(lambda: read_rules(path, self.rules or SHIPPED), "rules")

    @property
    def _base(self) -> Path:
        """Where the base lies: beside the rules, else the one that comes with the program."""
        beside = Path(self.rules or "").parent / self._rules.base
        if self.rules and beside.is_file():
            return beside
        return shipped(beside.stem) or beside

    @cached_property
    def _cases(self) -> tuple[Case, ...]:
        path = Path(self.cases) if self.cases else shipped_file(_CASES)
        return self._read(lambda: read_cases(path, self.cases or _CASES), "cases")

    @cached_property
    def _copy(self) -> RowsCopy | None:
        if self.rows is None:
            return None
        try:
            return RowsCopy.at(Path(self.rows))
        except OSError as error:
            raise UsageError(f"--rows {self.rows}: {error.strerror or error}") from None
        except RowsError as error:
            tell(_faults(error, self.rows), of="rows")
            raise BadScenarioError from None

    def _read(self, read: Callable[[], T], of: str = "") -> T:
        """Return what is read, or tell all that is wrong with it."""
        try:
            return read()
        except ScenarioFaults as error:
            tell(error.faults, of=of)
            raise BadScenarioError from None


def _faults(error: RowsError, label: str) -> list[Fault]:
    return [
        Fault(says if line is None else f"line {line}: {says}", file=label, line=line or 0)
        for line, says in error.faults[:_MOST]
    ]

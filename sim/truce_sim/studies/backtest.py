"""The study behind `backtest`: past truces simulated by rule, and scored."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from statistics import median
from typing import Any, Self

from truce_sim.evidence import forecasters as f
from truce_sim.evidence.case_file import cases_from, text_of
from truce_sim.evidence.cases import Case
from truce_sim.evidence.mass import Half
from truce_sim.evidence.rows_copy import OtherRowsError, RowsCopy
from truce_sim.evidence.rules import Rules, without_record
from truce_sim.evidence.rules_file import rules_from
from truce_sim.model import World, build_world
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.runs.store import StoreError
from truce_sim.runs.tables import Table
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, dump_toml, from_raw
from truce_sim.scenario.kinds import many
from truce_sim.statistics.reliability import Least
from truce_sim.studies import forecaster_names as n
from truce_sim.studies import scoring as s
from truce_sim.studies.answers import plain_heading
from truce_sim.studies.backtest_tables import cases_table, scores_table
from truce_sim.studies.past import past_truces
from truce_sim.studies.results.backtest import BacktestResult, Scored, Worst
from truce_sim.studies.study import Answer, Extent, NothingFinishedError

RUNS = 2_000
"""Of each different scenario by default: luck then moves a Brier score by 0.0001 at most."""
SEED = 20_260_301
KEPT = ("held", "quiet", "on_time")
"""Columns that are read: what is scored on the three outcomes."""
_DIGITS = 12
_WORST = 5
_QUESTIONS = (
    ("not_renounced", "Not renounced", "it holds", "held"),
    ("violence_down", "Violence clearly down", "it is quiet", "quiet"),
    ("talks_on_date", "Talks on the date", "it holds and talks open on time", "on_time"),
)
_NOT_SETTABLE = (
    *("how much violence there was before", "how fast it falls", "how much each side bears"),
    *("how often they retaliate", "what comes from outside"),
)
SHIPPED = "shipped with the program"
"""How the cases that come with the program are called."""
_CODED = (
    "These cases were coded by one hand that knew the ends. The shares of past truces beside the "
    "simulated odds are of tables that count their wars, too."
)
_OF_ONES_OWN = (
    "Whether these cases were coded with their ends known, the file does not say. The shares of "
    "past truces beside the simulated odds are of tables that count their wars, too, if these are "
    "among them."
)
_FROM_ROWS = (
    "These truces were read from rows that others coded. The shipped rules were chosen on even "
    "wars, with their ends known, and on the table of all wars. Shares of past truces leave out "
    "the war that they are set beside."
)
_OF_ROWS = Least(cases=5, clusters=3)
"""What a point of a diagram of rows stands for, so that none tells of single rows or wars."""
Setup = tuple[tuple[str, ...], float]
"""What tells scenarios apart: the rules that fit, and the hours until the talks."""


@dataclass(frozen=True)
class Backtest:
    """Score the odds of past truces.

    Attributes:
        runs: of each different scenario.
        seed: root seed.
        rules: which columns set which inputs.
        called: how the cases are called.
        cases: what is scored.
        copy: the rows that they were read from, if they were.
        half: wars that are scored.
    """

    runs: int
    seed: int
    rules: Rules
    called: str
    cases: tuple[Case, ...]
    copy: RowsCopy | None = None
    half: Half = "all"
    kind: str = field(default="backtest", init=False)

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest; of rows only where they lie."""
        return {
            "runs": self.runs,
            "seed": self.seed,
            "rules": self.rules.text,
            "called": self.called,
            "cases": text_of(self.cases) if self.copy is None else None,
            "rows": None if self.copy is None else self.copy.kept(),
            "wars": self.half,
        }

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest.

        Raises:
            StoreError: if the rows are gone, or are others now.
        """
        rules = rules_from(arguments["rules"], "rules")
        half: Half = arguments["wars"]
        asked = arguments["runs"], arguments["seed"], rules, arguments["called"]
        if arguments["rows"] is None:
            return cls(*asked, cases_from(arguments["cases"], "cases"), None, half)
        copy = RowsCopy(**arguments["rows"])
        try:
            return cls(*asked, copy.cases(half), copy, half)
        except OtherRowsError as error:
            raise StoreError(f"its rows: {error}") from None

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if rules make a scenario that cannot run.
        """
        worlds = self._worlds(scenario)
        return Extent(len(worlds), len(worlds) * self.runs)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Simulate every different scenario once, and score the odds.

        Raises:
            NothingFinishedError: if it was interrupted before all of it was done.
        """
        worlds = self._worlds(scenario)
        keys = {one: _key(one) for one in worlds}
        settings = [Setting(keys[one], worlds[one], kept=KEPT) for one in worlds]
        work.foresee(lambda: [Stage(tuple(settings), 0, self.runs)])
        found = work.run(settings, 0, self.runs)
        if len(found) < len(settings):
            raise NothingFinishedError
        odds = {one: _odds(found[key]) for one, key in keys.items()}
        questions = tuple(self._scored(odds))
        if not questions:
            raise NothingFinishedError
        heading = plain_heading(scenario, self.runs, self.seed, partial=False)
        wars = len({case.war for case in self.cases})
        result = BacktestResult(
            heading=heading.model_copy(update=self._about()),
            about=f"{many('truce', len(self.cases))} of {many('war', wars)} ({self.called})"
            f"{self._begun()}",
            of_rows=self.copy is not None,
            half=self.half,
            rules_title=self.rules.title,
            rules_digest=self.digest(scenario),
            worlds=len(worlds),
            cut=sum(24 * (case.days or 0) > self.rules.longest for case in self.cases),
            undated=sum(case.days is None for case in self.cases),
            coded=self._coded(),
            not_known=_NOT_SETTABLE,
            questions=questions,
            worst=() if self.copy else tuple(self._worst(odds)),
        )
        tables = {"scores": scores_table(questions)}
        if self.copy is None:
            tables["cases"] = self._cases_table(odds)
        return Answer(result=result, tables=tables)

    def _about(self) -> dict[str, object]:
        """Return what stands above the answer: of no one truce, and so without dates.

        Beside it stands what became of all past truces, at the median of the cases' days.
        """
        title = "How good were the odds of past truces?"
        hours = median(hours for _, hours in self._of_cases)
        past = past_truces(None, hours)
        none: dict[str, object] = {"summary": "", "parties": {}, "others": {}}
        return {"title": title, "base_rate": past, **none, "starts": "", "talks": ""}

    def _begun(self) -> str:
        """Return from when to when cases began, as far as they say.

        The first and last day of rows are days of two of them, so of rows nothing is told.
        """
        days = sorted(case.start for case in self.cases if case.start and self.copy is None)
        if not days:
            return ""
        when = f"on {days[0]}" if days[0] == days[-1] else f"from {days[0]} to {days[-1]}"
        some = "" if len(days) == len(self.cases) else f"{len(days):,} with a day "
        return f", {some}begun {when}"

    def _coded(self) -> str:
        """Return who coded the cases, and what that means."""
        if self.copy is not None:
            return _FROM_ROWS
        return _CODED if self.called == SHIPPED else _OF_ONES_OWN

    def digest(self, scenario: Scenario) -> str:
        """Return twelve digits that change with the rules or their base, and with no comment."""
        rules = json.dumps(tomllib.loads(self.rules.text), default=str)
        return sha256((rules + dump_toml(scenario)).encode()).hexdigest()[:_DIGITS]

    @cached_property
    def _of_cases(self) -> tuple[Setup, ...]:
        return tuple(self._of(case) for case in self.cases)

    def _of(self, case: Case) -> Setup:
        return self.rules.fitting(case), self.rules.hours(case)

    def _worlds(self, scenario: Scenario) -> dict[Setup, World]:
        """Return every different scenario that cases come to, with and without their record."""
        without = (self._of(without_record(case)) for case in self.cases)
        made: dict[Setup, World] = {}
        for one in dict.fromkeys((*self._of_cases, *without)):
            try:
                raw = self.rules.scenario(scenario.source, *one)
                made[one] = build_world(from_raw(raw, scenario.name))
            except ScenarioFaults as error:
                says = f"with rules {', '.join(one[0])}: {error.faults[0].sentence}"
                raise ScenarioFaults([Fault(says, file="--rules")]) from None
        return made

    def _scored(self, odds: dict[Setup, tuple[float, ...]]) -> Iterator[Scored]:
        known_apart = self._baselines()
        for place, (key, label, odds_label, _) in enumerate(_QUESTIONS):
            outcomes = [_outcome(case, key) for case in self.cases]
            known = [at for at, happened in enumerate(outcomes) if happened is not None]
            if not known:
                continue
            everyone: dict[str, Sequence[float]] = {}
            everyone[n.MODEL] = [odds[one][place] for one in self._of_cases]
            if key == "not_renounced":
                everyone |= known_apart
            if any(case.class_of_record for case in self.cases):
                everyone[n.WITHOUT_RECORD] = [
                    odds[self._of(without_record(case))][place] for case in self.cases
                ]
            if key == "not_renounced" and self.copy is not None:
                everyone[n.EXPECTED] = [self.rules.expected(case) for case in self.cases]
            asked = s.Asked(
                key,
                label,
                odds_label,
                tuple(self.cases[at].war for at in known),
                tuple(bool(outcomes[at]) for at in known),
                len(outcomes) - len(known),
            )
            chosen = {name: [said[at] for at in known] for name, said in everyone.items()}
            yield s.scored(asked, chosen, self.seed, least=None if self.copy is None else _OF_ROWS)

    def _baselines(self) -> dict[str, Sequence[float]]:
        """Return forecasts without a model, but for those that no case tells anything for."""
        known = {
            f.POOLED: True,
            f.CLASS: any(case.mechanism is not None for case in self.cases),
            f.REGION: any(case.region for case in self.cases),
            f.RECORD: any(case.class_of_record for case in self.cases),
        }
        return {name: odds for name, odds in self._forecasts().items() if known[name]}

    def _forecasts(self) -> dict[str, Sequence[float]]:
        if self.copy is None:
            hours = [self.rules.hours(case) for case in self.cases]
            return dict(f.from_tables(self.cases, hours))
        return dict(f.from_other_wars(self.cases, self.copy.others(self.half)))

    def _worst(self, odds: dict[Setup, tuple[float, ...]]) -> Iterator[Worst]:
        key, label, *_ = _QUESTIONS[0]
        known = [
            (abs(odds[one][0] - happened), case, odds[one][0], happened)
            for one, case in zip(self._of_cases, self.cases, strict=True)
            if (happened := _outcome(case, key)) is not None
        ]
        for _, case, said, happened in sorted(known, key=lambda row: (-row[0], row[1].id))[:_WORST]:
            read, unknown = self.rules.read_of(case)
            yield Worst(
                id=case.id,
                war=case.war,
                question=label,
                said=said,
                happened=happened,
                read=read,
                unknown=unknown,
            )

    def _cases_table(self, odds: dict[Setup, tuple[float, ...]]) -> Table:
        said = [
            (
                hours / 24,
                " ".join(names),
                self.rules.expected(case),
                *odds[names, hours],
                odds[self._of(without_record(case))][0],
            )
            for case, (names, hours) in zip(self.cases, self._of_cases, strict=True)
        ]
        seen = [[_outcome(case, key) for key, *_ in _QUESTIONS] for case in self.cases]
        return cases_table(self.cases, said, seen)


def _key(one: Setup) -> str:
    names, hours = one
    return f"{', '.join(names)}, {hours!r} hours"


def _odds(columns: Columns) -> tuple[float, ...]:
    """Return the odds of each question; never 0 or 1, which no number of runs can show."""
    runs = len(columns["held"])
    return tuple((float(columns[name].sum()) + 0.5) / (runs + 1) for name in KEPT)


def _outcome(case: Case, question: str) -> bool | None:
    if question == "not_renounced":
        return None if case.renounced is None else not case.renounced
    return case.violence_down if question == "violence_down" else case.talks_on_date

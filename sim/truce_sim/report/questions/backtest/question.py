"""`backtest`: how good were the odds of past truces?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report import told as t
from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Finding, Hero, Section
from truce_sim.report.question import Question
from truce_sim.report.questions.backtest import sentences as a
from truce_sim.report.questions.backtest import terminal
from truce_sim.report.told import Sentence, say
from truce_sim.studies.forecaster_names import MODEL
from truce_sim.studies.results.backtest import BacktestResult, Scored
from truce_sim.studies.results.common import Story

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.backtest import Backtest

_READING = (
    "Dots: the odds that were said, and how often it then happened, made never to fall; larger ones "
    "are more truces. On the line they agree. Band: where 95 of 100 dots would lie if the odds were "
    "exactly right and truces independent, which those of one war are not."
)


class BacktestQuestion(Question[BacktestResult]):
    """Odds of past truces, scored against what came of them."""

    command = "backtest"
    result = BacktestResult
    aim = "Scores of simulated odds of past truces, beside those of forecasts without a model."
    of_one_truce = False
    a_setting = True

    def study(self) -> "type[Backtest]":
        """Return the study, which simulates."""
        from truce_sim.studies.backtest import Backtest

        return Backtest

    def headline(self, result: BacktestResult) -> Sentence:
        """Say how the odds did."""
        return a.headline(result)

    def lead(self, result: BacktestResult) -> Iterator[Text]:
        """Yield how the odds did."""
        return terminal.lead(result)

    def body(self, result: BacktestResult) -> Iterator[Text]:
        """Yield every score, and the cases that were furthest off."""
        return terminal.body(result)

    def hero(self, result: BacktestResult) -> Hero:
        """Return the score on what is asked first."""
        one = result.questions[0]
        return Hero(
            a.score(one.of(MODEL).brier),
            "Brier score of the simulated odds; 0 is best",
            a.headline(result),
            a.verdict(one, result),
        )

    def findings(self, result: BacktestResult) -> Sequence[Finding]:
        """Return what the record adds, and how the other questions fare."""
        return a.findings(result)

    def sections(
        self, result: BacktestResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return scores and reliability of each question, and the worst cases."""
        found = [
            Section(
                one.key,
                _HEADINGS.get(one.key, one.label),
                a.asked(one),
                (_chart(one),),
                block="scores",
                reading=_READING,
                data={
                    "rows": _rows(one, result),
                    "spread": one.against[0].power_spread,
                    "explained": place == 0,
                },
            )
            for place, one in enumerate(result.questions)
        ]
        if result.worst:
            said = a.could_not_know(result)
            data = {"cases": [a.bad(case) for case in result.worst]}
            found.append(
                Section("worst", "Which were furthest off?", said, block="worst", data=data)
            )
        rests = a.made_of(result) + say("{coded}", coded=result.coded)
        return [*found, Section("rests", "What do the scores rest on?", rests)]

    def drawings(self, result: BacktestResult, story: Story | None) -> Sequence["Drawing"]:
        """Return a reliability diagram for each question."""
        from truce_sim.report.charts import reliability
        from truce_sim.report.drawings import Drawing

        return [
            Drawing(
                _chart(one),
                f"{one.label}: what was said and what happened",
                _drawn(one),
                lambda one=one: reliability.reliability(one.reliability),  # type: ignore[misc]
            )
            for one in result.questions
        ]

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return the score on what is asked first."""
        return f"score {summary['questions'][0]['forecasters'][0]['brier']:.3f}"

    def next_step(self, result: BacktestResult, asked: Asked) -> str:
        """Return how to have every number."""
        return asked.with_more("--json")


_HEADINGS = {
    "not_renounced": "Did they hold?",
    "violence_down": "Was there less violence?",
    "talks_on_date": "Did talks open on the date?",
}


def _chart(one: Scored) -> str:
    return f"reliability-{one.key.replace('_', '-')}"


def _rows(one: Scored, result: BacktestResult) -> list[dict[str, str]]:
    """Return the table of scores, a row for each who gave odds."""
    against = {each.key: each for each in one.against}
    return [
        {
            "label": who.label,
            "brier": a.score(who.brier).text,
            "log": a.score(who.log_score).text,
            "auc": "" if who.auc is None else f"{who.auc:.2f}",
            "difference": a.difference(other).text if (other := against.get(who.key)) else "",
            "interval": a.interval(other).text if other else "",
            "power": a.power(other) if other else "",
            "says": a.word(other, result) if other else "",
        }
        for who in one.forecasters
    ]


def _drawn(one: Scored) -> Sentence:
    """Say the reliability diagram."""
    said = say("{label}, by the odds that were said:", label=one.label)
    rows = zip(one.reliability.odds, one.reliability.cases, one.reliability.happened, strict=True)
    for odds, cases, happened in rows:
        said += say(
            "said {odds}, {cases} of them, happened {happened};",
            odds=t.hundred(odds),
            cases=t.count(cases),
            happened=t.hundred(happened),
        )
    return said


QUESTION = BacktestQuestion()

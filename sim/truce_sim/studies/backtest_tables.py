"""The tables of `backtest`: every score, and the odds of every coded case."""

from collections.abc import Iterator, Sequence

from truce_sim.evidence.cases import Case
from truce_sim.model.columns import Column
from truce_sim.runs.tables import Table
from truce_sim.studies.results.backtest import Scored

_SHARE = "share, 0 to 1"
_SCORES = (
    Column("question", "text", "what is asked of every case", "text"),
    Column("cases", "count", "cases whose outcome is known", "whole"),
    Column("wars", "count", "wars that they are of", "whole"),
    Column("happened", "count", "cases in which it happened", "whole"),
    Column("forecaster", "text", "who gave odds; model is this simulator", "text"),
    Column("brier", "score", "mean of (odds - outcome) squared; 0 is best"),
    Column("log_score", "score", "mean of -log of the odds of what happened; 0 is best"),
    Column("auc", _SHARE, "how often what happened was given higher odds than what did not"),
    Column(
        "model_less_this", "score", "Brier score of the model less this one; empty of the model"
    ),
    Column("low", "score", "lower end of its interval (95%) over draws of whole wars"),
    Column("high", "score", "upper end of its interval (95%) over draws of whole wars"),
    Column("says", "text", "what that allows to say of the model; empty of the model", "text"),
    Column("power", _SHARE, "chance that an exactly right forecaster would be found better"),
    Column("power_spread", "log odds", "by which true odds then differ from those of this one"),
)
_CASES = (
    Column("id", "text", "the case, as its file has it", "text"),
    Column("war", "text", "the war that it is of", "text"),
    Column("days", "days", "from its start to the milestone that is simulated"),
    Column("rules", "text", "names of the rules that made its scenario", "text"),
    Column("expected", _SHARE, "what the rules expect: not broken by day 10"),
    Column("odds_held", _SHARE, "simulated odds that it holds: scored on not renounced"),
    Column("odds_quiet", _SHARE, "simulated odds that it is quiet: on violence clearly down"),
    Column("odds_on_time", _SHARE, "simulated odds that talks open on time: on talks on the date"),
    Column("odds_held_without", _SHARE, "the first of these without the record of its war"),
    Column("not_renounced", "1 or 0", "1 if it was not renounced; empty if unknown", "yes or no"),
    Column(
        "violence_down", "1 or 0", "1 if violence was clearly down; empty if unknown", "yes or no"
    ),
    Column(
        "talks_on_date", "1 or 0", "1 if talks opened on the date; empty if unknown", "yes or no"
    ),
)


def scores_table(questions: Sequence[Scored]) -> Table:
    """Return every score."""
    return Table(_SCORES, [row for one in questions for row in _rows(one)])


def _rows(one: Scored) -> Iterator[tuple[object, ...]]:
    against = {other.key: other for other in one.against}
    for who in one.forecasters:
        yield (
            *(one.key, one.cases, one.wars, one.happened),
            *(who.key, who.brier, who.log_score, who.auc),
            *(
                (other.difference, other.low, other.high, other.says, other.power)
                if (other := against.get(who.key))
                else (None, None, None, "", None)
            ),
            other.power_spread if other else None,
        )


def cases_table(
    cases: Sequence[Case], odds: Sequence[Sequence[object]], seen: Sequence[Sequence[bool | None]]
) -> Table:
    """Return the odds of every case beside what came of it.

    Args:
        cases: the cases.
        odds: of each: days, rules, what is expected, and the four odds.
        seen: of each, what came of it, by question.
    """
    rows = [
        (case.id, case.war, *said, *happened)
        for case, said, happened in zip(cases, odds, seen, strict=True)
    ]
    return Table(_CASES, rows)

"""How good a class's odds were, in words for a terminal and as values for other programs."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from truce_sim.classroom.reading import Ending
from truce_sim.classroom.tally import Beside, Tally
from truce_sim.report import words as w
from truce_sim.scenario.kinds import visible
from truce_sim.statistics.scores import CLIPPED_AT
from truce_sim.widths import COLUMNS, broken, cells, told_apart

_WHO = 22


def told(tally: Tally) -> str:
    """Return all scores, how little they tell, and what came of each case."""
    return "\n".join([*_table(tally), "", *_luck(tally), *_cases(tally)]) + "\n"


def values(tally: Tally) -> dict[str, Any]:
    """Return the same as plain values: odds and shares between 0 and 1."""
    return {
        "kind": "tally",
        "cases": [asdict(one) for one in tally.endings],
        "scores": [asdict(one) for one in tally.scores],
    }


def _table(tally: Tally) -> Iterator[str]:
    """Yield a line for each set of odds, the groups' first."""
    groups, cases = len(tally.of("group")), len(tally.endings)
    yield f"{_counted(groups, 'group')}, {_counted(cases, 'case')}: how good were the odds?"
    yield ""
    yield f"  {'':<{_WHO}}                                  less the     less the"
    yield f"  {'':<{_WHO}}  bets  Brier score  log score   model's  base rate's"
    names = told_apart(
        [visible(one.name) for one in tally.scores], _WHO, [one.kind for one in tally.scores]
    )
    for name, one in zip(names, tally.scores, strict=True):
        line = f"  {name}{' ' * (_WHO - cells(name))}  {len(one.odds):>4}  {one.brier:>11.3f}"
        line += f"  {one.log_score:>9.2f}  {_less(one.model):>8}  {_less(one.base_rate):>11}"
        yield line.rstrip()
    yield ""
    yield from _wrapped(
        "Brier score: the mean of (odds - what happened) squared; 0 is best, 1 is worst. Log "
        "score: the mean of -log of the odds of what happened, odds taken as "
        f"{w.hundred(CLIPPED_AT)} to {w.hundred(1 - CLIPPED_AT)} in 100; 0 is best. Differences "
        "are of Brier scores, on the cases that both have: below 0 is better."
    )


def _luck(tally: Tally) -> Iterator[str]:
    """Yield how often whoever is exactly right does worse than others on so few cases."""
    best = tally.of("group")[0]
    said = []
    if by_model := _beaten(best.model):
        said.append(
            f"if the odds of {visible(best.name)} were exactly right, the model would still do "
            f"better in {by_model} of 100 such classes"
        )
        if by_base := _beaten(best.base_rate):
            said[-1] += f", and the base rate in {by_base}"
    said += [
        f"if the model's were, the base rate would in {by_base}"
        for model in tally.of("model")
        if (by_base := _beaten(model.base_rate))
    ]
    few = f"{_counted(len(tally.endings), 'case')} {_tell(len(tally.endings))} little"
    yield from _wrapped(
        f"{few}{': ' if said else ''}{'; '.join(said)}. This order is no ranking of who foresees "
        "well, nor do so few cases say how good the model is: the back-test does, on 174 truces."
    )


def _cases(tally: Tally) -> Iterator[str]:
    """Yield what came of each case, and what was said of it."""
    for one in tally.endings:
        yield ""
        said = [score.odds[one.case] for score in tally.of("group") if one.case in score.odds]
        low, high = (_of_100(odds) for odds in (min(said), max(said)))
        odds = [f"groups {low}" if low == high else f"groups {low} to {high}", *_without(one)]
        held = "it held" if one.held else "it did not hold"
        yield from _wrapped(f"{visible(one.case)}: {held}. In 100: {', '.join(odds)}.")
        if one.what:
            source = f" ({visible(one.source)})" if one.source else ""
            yield from _wrapped(f"{visible(one.what)}{source}", 4)


def _without(one: Ending) -> Iterator[str]:
    """Yield what was said of a case by nobody in the class."""
    for name, odds in (("model", one.model), ("base rate", one.base_rate)):
        if odds is not None:
            yield f"{name} {_of_100(odds)}"


def _of_100(odds: float) -> str:
    return f"{100 * odds:.3g}" if odds in (0, 1) else f"{w.hundred(odds)}"


def _beaten(beside: Beside | None) -> str:
    """Return of how many in 100; "" where nothing can be said."""
    return "" if beside is None or beside.beaten is None else _of_100(beside.beaten)


def _less(beside: Beside | None) -> str:
    return "" if beside is None else f"{beside.difference:+.3f}".replace("-", "\N{MINUS SIGN}")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _tell(number: int) -> str:
    return "tells" if number == 1 else "tell"


def _wrapped(text: str, indent: int = 2) -> Iterator[str]:
    yield from (f"{' ' * indent}{line}" for line in broken(text, COLUMNS - indent))

"""Odds of past truces against what came of them: every score, difference, power and diagram."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truce_sim.statistics.clusters import mean_by_cluster
from truce_sim.statistics.power import power_against
from truce_sim.statistics.reliability import Least, reliability
from truce_sim.statistics.scores import auc, brier, log_score
from truce_sim.studies.forecaster_names import AFTERWARDS, MODEL, NAMES
from truce_sim.studies.results.backtest import Against, Forecaster, Scored
from truce_sim.studies.steady import rounded

SPREAD = 1.0
"""Log odds by which true odds are taken to differ from those to be beaten: of truces that hold nine
times in ten, a third would then hold less often than 77 or more often than 96 times in 100."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of cases whose outcome is known.

    Attributes:
        key: of the question.
        label: in words.
        odds_label: which of the model's odds are scored.
        wars: the war of each case.
        happened: what came of each.
        unknown: how many more cases have no known outcome.
    """

    key: str
    label: str
    odds_label: str
    wars: tuple[str, ...]
    happened: tuple[bool, ...]
    unknown: int


def scored(
    asked: Asked,
    odds: Mapping[str, Sequence[float]],
    seed: int,
    *,
    least: Least | None = None,
) -> Scored:
    """Return the scores of all who gave odds, and the model's against each of the others.

    One more forecaster is added: always the share that happened, which is known only afterwards, so
    that no forecast without knowledge of cases can be better.

    Args:
        asked: the question.
        odds: of each case, by who gave them; `MODEL` among them.
        seed: of draws of wars.
        least: cases and wars that a point of the reliability diagram stands for, at least.
    """
    share = sum(asked.happened) / len(asked.happened)
    everyone = {**odds, AFTERWARDS: (share,) * len(asked.happened)}
    model = brier(everyone[MODEL], asked.happened)
    found = Scored(
        key=asked.key,
        label=asked.label,
        odds_label=asked.odds_label,
        cases=len(asked.happened),
        wars=len(set(asked.wars)),
        happened=sum(asked.happened),
        unknown=asked.unknown,
        forecasters=tuple(
            Forecaster(
                key=key,
                label=NAMES[key].label,
                brier=float(brier(said, asked.happened).mean()),
                log_score=float(log_score(said, asked.happened).mean()),
                auc=auc(said, asked.happened),
            )
            for key, said in everyone.items()
        ),
        against=tuple(
            _against(asked, key, model - brier(said, asked.happened), said, seed)
            for key, said in everyone.items()
            if key != MODEL
        ),
        reliability=reliability(
            everyone[MODEL], asked.happened, seed=seed, of=asked.wars, least=least
        ),
    )
    # Means over draws are sums of products, which processors add up in orders of their own.
    return rounded(found)


def _against(
    asked: Asked,
    key: str,
    differences: object,
    odds: Sequence[float],
    seed: int,
) -> Against:
    found = mean_by_cluster(differences, asked.wars, seed=seed)  # type: ignore[arg-type]
    return Against(
        key=key,
        label=NAMES[key].label,
        difference=found.value,
        low=found.low if found.clusters > 1 else None,
        high=found.high if found.clusters > 1 else None,
        level=found.level,
        says=found.says,
        power=power_against(odds, asked.wars, SPREAD, seed=seed),
        power_spread=SPREAD,
    )

"""What histories tell, given what was seen: a line a day, counters, what comes from now on."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import exp, floor, sqrt

import numpy as np

from truce_sim.model.ending import CAUSES
from truce_sim.scenario import Scenario
from truce_sim.scenario.believable import BelievableInput, believable_inputs
from truce_sim.scenario.inputs import label_of
from truce_sim.scenario.observations import Counter, Number
from truce_sim.statistics.arrays import Floats
from truce_sim.statistics.estimates import Curve
from truce_sim.statistics.laws import two_sided_z
from truce_sim.statistics.proportions import share, share_of
from truce_sim.statistics.survival import survival_curve
from truce_sim.statistics.weights import Weights
from truce_sim.studies.answers import heading, inputs
from truce_sim.studies.drawing_anew import Sample
from truce_sim.studies.luck import luck_of
from truce_sim.studies.observing import Beside
from truce_sim.studies.past import past_truces
from truce_sim.studies.results.common import UNLIKE, PastTruces, Stopping
from truce_sim.studies.results.now import (
    FEWEST,
    LearnedInput,
    NowLine,
    NowResult,
    OfClass,
    SeenBy,
    SeenSpan,
)
from truce_sim.studies.results.run import Cause

_GRID = 140
"""Points of a curve: as many as a chart can show."""


def now_result(
    scenario: Scenario, samples: Sequence[Sample], seed: int, *, partial: bool
) -> NowResult:
    """Return what histories tell, given what was seen.

    Args:
        scenario: of which they are.
        samples: all of them first, then those drawn anew, if any were.
        seed: root seed.
        partial: whether it was cut short.
    """
    first, last = samples[0], samples[-1]
    observed, world = first.beside.observed, first.beside.world
    lines = tuple(_lines(scenario, samples))
    luck = luck_of(seed, "surprise")
    weights = last.weights(observed.holds_until_hours)
    told = weights if weights is not None and weights.effective >= FEWEST else None
    runs = sum(sample.beside.lives for sample in samples)
    surprise = first.beside.surprise(luck)
    return NowResult(
        heading=heading(
            scenario,
            world,
            runs=runs,
            wanted=runs,
            seed=seed,
            stopping=_stopping(samples, lines[-1]),
            partial=partial,
            since_hours=observed.holds_until_hours,
        ),
        until=_iso(scenario, observed.holds_until_hours),
        until_hours=observed.holds_until_hours,
        lines=lines,
        counters=tuple(_counter(one, samples, told, luck) for one in observed.counters),
        curve=None if told is None else _curve(last.beside, world.opening, told),
        causes=() if told is None else _causes(last.beside, told),
        drawn_anew=tuple(sample.since for sample in samples[1:]),
        unlike=surprise is not None and surprise < UNLIKE,
        surprise=surprise,
        inputs_seen=() if told is None else tuple(_learned(scenario, last.points, told)),
        inputs=inputs(scenario),
    )


def _iso(scenario: Scenario, hours: float) -> str:
    return (scenario.dates.truce_starts + timedelta(hours=hours)).isoformat(" ", "minutes")


def _stopping(samples: Sequence[Sample], last: NowLine) -> Stopping:
    runs = sum(sample.beside.lives for sample in samples)
    said = f"{runs:,} histories, {round(last.effective):,} of them in effect"
    days = [f"{sample.since / 24:g}" for sample in samples[1:]]
    anew = f"; drawn anew on day {', '.join(days)}, each with other luck from there" if days else ""
    return Stopping(rule="fixed", looks=(runs,), sentence=f"{said}{anew}.")


def _lines(scenario: Scenario, samples: Sequence[Sample]) -> Iterator[NowLine]:
    """Yield what was known on each day, the first before anything was, and then all of it."""
    first = samples[0].beside
    end, opening = first.observed.holds_until_hours, first.world.opening
    hours = [24.0 * day for day in range(floor(end / 24) + 1)]
    held = first.columns["held"].astype(bool)
    for hour in [*hours, *([end] if end > hours[-1] else [])]:
        sample = [one for one in samples if one.since < hour or not one.times][-1]
        stand, weights = first.standing(hour), sample.weights(hour)
        counts = bool(first.known(hour).observed.numbers)
        effective = 0.0 if weights is None else weights.effective
        told = counts and weights is not None and effective >= FEWEST
        yield NowLine(
            date=_iso(scenario, hour),
            hours=hour,
            standing=int(stand.sum()),
            survival=share_of(held[stand]) if stand.any() else share(0, 1),
            counted=share_of(sample.beside.columns["held"], weights) if told else None,
            effective=effective,
            of_class=_of_class(past_truces(scenario.base_rate, opening, hour)),
        )


def _of_class(past: PastTruces) -> OfClass:
    return OfClass(value=past.not_broken, low=past.low, high=past.high, cut=past.cut)


def _counter(
    counter: Counter, samples: Sequence[Sample], told: Weights | None, luck: np.random.Generator
) -> SeenBy:
    first, beside = samples[0].beside, samples[-1].beside
    alone = samples[0].weights(beside.observed.holds_until_hours, (counter.id,))
    effective = 0.0 if alone is None else alone.effective
    numbers = beside.numbers_of(counter.id)
    weights = told or Weights.of_logs(np.zeros(beside.lives))
    fit = beside.fit(counter)
    made = beside.predicted(counter, fit, luck)
    middle, spread = fit.seen(weights.each)
    return SeenBy(
        key=counter.id,
        name=counter.name,
        counts=f"{counter.family} by {counter.party}" if counter.party else counter.family,
        blind=not first.brings_any(counter),
        spans=tuple(_span(number, made[:, place], weights) for place, number in enumerate(numbers)),
        alone=share_of(first.columns["held"], alone)
        if alone is not None and effective >= FEWEST
        else None,
        effective_alone=effective,
        sees=exp(middle),
        sees_low=exp(middle - _Z95 * spread),
        sees_high=exp(middle + _Z95 * spread),
    )


_Z95 = two_sided_z(0.9)
"""Nine tenths of a normal law lie so far from its middle."""


def _span(number: Number, made: Floats, weights: Weights) -> SeenSpan:
    low, middle, high = (weights.quantile(made, share) for share in (0.05, 0.5, 0.95))
    return SeenSpan(
        first=number.first.isoformat(),
        last=number.last.isoformat(),
        from_hours=number.from_hours,
        to_hours=number.to_hours,
        number=number.number,
        about=number.about,
        middle=middle,
        low=low,
        high=high,
    )


def _curve(beside: Beside, opening: float, weights: Weights) -> Curve:
    """Return the share that holds from the last moment known until the talks."""
    now = beside.observed.holds_until_hours
    held = beside.columns["held"].astype(bool)
    span = float(np.max(beside.columns["opened_at"].astype(float)[held], initial=opening))
    lives = np.where(held, span, beside.columns["life"].astype(float))
    grid = sorted({*np.linspace(now, max(span, now), _GRID).tolist(), max(opening, now)})
    return survival_curve(lives, ~held, grid, weights=weights)


def _causes(beside: Beside, weights: Weights) -> tuple[Cause, ...]:
    ended = np.where(beside.columns["held"].astype(bool), "", beside.columns["cause"])
    found = [
        Cause(key=key, label=label, share=share_of(ended == key, weights))
        for key, label in CAUSES.items()
        if weights.total(ended == key) > 0
    ]
    return tuple(sorted(found, key=lambda cause: -cause.share.value))


def _learned(scenario: Scenario, points: Floats, weights: Weights) -> Iterator[LearnedInput]:
    """Yield what each believable input has come to, those that narrowed most first."""
    found = []
    for place, one in enumerate(believable_inputs(scenario)):
        quantile = points[:, place]
        middle = weights.total(quantile)
        spread = sqrt(weights.total((quantile - middle) ** 2))
        now = [weights.quantile(quantile, share) for share in _NINE_TENTHS]
        found.append(
            LearnedInput(
                path=one.path,
                label=label_of(scenario, one.path),
                before=_between(one, _NINE_TENTHS),
                after=_between(one, now),
                narrowed=1 - spread * sqrt(12),
                noise=_OF_UNIFORM / sqrt(weights.effective),
            )
        )
    yield from sorted(found, key=lambda one: -one.narrowed)


_NINE_TENTHS = (0.05, 0.95)


def _between(one: BelievableInput, ends: Sequence[float]) -> str:
    """Return the values at two quantiles of a range, to the digits that anybody believes."""
    digits = 3 if one.axis.kind in {"duration", "date"} else 2
    low, high = (one.axis.text(float(f"{one.value_at_quantile(end):.{digits}g}")) for end in ends)
    return f"{low} to {high}"


_OF_UNIFORM = 1.96 * sqrt(0.2)
"""Standard error of the spread of n uniform numbers as a share of it, times the square root of n
and 1.96: sqrt((kurtosis - 1) / 4), and their kurtosis is 1.8."""

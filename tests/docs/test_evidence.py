"""docs/evidence.md says what was counted, and what was counted is what the model does."""

import json
from math import inf, isnan
from pathlib import Path
from typing import Any

import evidence_told as told
import make_evidence
import numpy as np
import pytest
from evidence_measured import rate_ratio
from evidence_seen import AGES, CLASS_OF, CLASSES, PATTERNS, SAME_HISTORIES, Seen
from scipy.stats import binom
from truce_sim import __version__
from truce_sim.scenario.archetypes import ARCHETYPES
from truce_sim.statistics.survival import piecewise_hazard

KEPT: dict[str, Any] = json.loads(make_evidence.FILE.read_text(encoding="utf-8"))
HAZARDS: dict[str, Any] = {name: one["hazard"] for name, one in KEPT["scenarios"].items()}


def test_the_page_is_what_its_counts_make() -> None:
    text = make_evidence.PAGE.read_text(encoding="utf-8")
    assert text == make_evidence.page(text)


def test_its_counts_are_of_every_scenario() -> None:
    shipped = {path.stem for path in Path("scenarios").glob("*.toml")}
    shipped -= set(SAME_HISTORIES)
    assert (
        set(KEPT["scenarios"])
        == set(CLASS_OF)
        == set(PATTERNS)
        == {*shipped, *ARCHETYPES, "starter"}
    )


@pytest.mark.slow
def test_its_counts_are_what_the_model_does() -> None:
    """Of the scenario that takes least: `python docs/make_evidence.py` if it fails."""
    assert KEPT["version"] == __version__
    kept = KEPT["scenarios"]["ordinary"]
    assert make_evidence.counted("ordinary", kept["runs"]) == kept


def test_every_number_seen_lies_in_its_range_and_falls_with_age() -> None:
    for one in CLASSES.values():
        assert len(one.hazards) == len(AGES) - 1
        for seen in one.hazards:
            assert seen.value is not None
            assert seen.low <= seen.value <= seen.high
        assert one.truces >= 5
        assert one.wars >= 3
        assert (one.hazards[0].value or 0) > 5 * (one.hazards[-1].value or 0)
    for patterns in PATTERNS.values():
        assert all(one.seen.low <= (one.seen.value or one.seen.low) for one in patterns)
        assert all((one.seen.value or one.seen.high) <= one.seen.high for one in patterns)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (0.2, 0.3, "inside"),
        (0.0, 0.05, "below"),
        (0.6, 0.7, "above"),
        (0.05, 0.3, "inside or below"),
        (0.4, 0.6, "inside or above"),
        (0.0, 0.9, "inside or below or above"),
    ],
)
def test_where_a_simulated_range_lies_is_said(low: float, high: float, says: str) -> None:
    assert told.place(low, high, Seen(0.3, 0.1, 0.5)) == says


def test_rates_are_those_of_the_survival_curve() -> None:
    lives = np.linspace(1, 400, 40)
    found = piecewise_hazard(lives, lives < 250, [0, 1, 3, 7, 14])
    for place, ends in enumerate(found.collapses):
        assert told.rate(ends, found.exposure_days[place]) == pytest.approx(
            (found.rate[place], found.low[place], found.high[place])
        )


@pytest.mark.parametrize("ends", [(4, 9), (30, 2), (0, 7), (7, 0)])
def test_a_ratio_at_the_end_of_its_range_is_just_not_refuted(
    ends: tuple[int, int],
) -> None:
    days = (10.0, 35.0)
    value, low, high = rate_ratio(ends, days)
    assert low <= value <= high

    def share(ratio: float) -> float:
        return 1.0 if ratio == inf else ratio * days[1] / (days[0] + ratio * days[1])

    total = sum(ends)
    if ends[1]:
        assert binom.sf(ends[1] - 1, total, share(low)) == pytest.approx(0.025)
    if ends[0]:
        assert binom.cdf(ends[1], total, share(high)) == pytest.approx(0.025)
    assert all(isnan(one) for one in rate_ratio((0, 0), days))


def test_an_ordinary_ceasefire_fails_on_its_first_day_or_hardly_ever() -> None:
    """As open-ended truces of two or more parties do (T1)."""
    rates = [told.rate(int(e), d) for e, d in zip(*HAZARDS["ordinary"].values(), strict=True)]
    places = [
        told.place(low, high, seen)
        for (_, low, high), seen in zip(rates, CLASSES["T1"].hazards, strict=True)
    ]
    assert all(place.startswith("inside") for place in places)
    assert rates[0][1] > 8 * rates[2][2]


def test_the_hazard_falls_with_age_as_that_of_real_truces_does() -> None:
    for name in (
        "syria-2016",
        "syria-2016-hotline",
        "donbas-2020",
        "ordinary",
        "smallest",
        "starter",
    ):
        value, _, high = told.fall(KEPT["scenarios"][name])
        assert high < 1, name
        assert value <= 0.5, name


def test_violence_claims_and_retaliation_in_syria_are_of_the_size_seen() -> None:
    found = KEPT["scenarios"]["syria-2016"]["patterns"]
    for one in PATTERNS["syria-2016"]:
        _, low, high = found[one.measure]
        assert told.place(low, high, one.seen) == "inside", one.said

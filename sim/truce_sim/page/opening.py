"""What the page begins with: all that stays as it is while a hand moves."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from truce_sim.model.ending import CAUSES
from truce_sim.page.observing import TAKES
from truce_sim.page.options import OptionOfPage
from truce_sim.page.ordering import AS_IN_FILE, BY_REACH
from truce_sim.page.sliders import Slider
from truce_sim.page.state import Hands
from truce_sim.report.words import day
from truce_sim.scenario import Scenario
from truce_sim.studies.results.common import Input
from truce_sim.studies.stops import Stop

AID = "A thinking aid, not a forecast"
_STEPS = 120
"""Of a curve until the file's talks."""


def beginning(
    scenario: Scenario,
    hands: Hands,
    rows: Sequence[Input],
    order: Sequence[int] | None,
    hours: Sequence[float],
) -> dict[str, Any]:
    """Return what the page shows of a scenario and of all that can be moved in it.

    Args:
        scenario: as loaded.
        hands: what can be moved.
        rows: what went in.
        order: places of the sliders, first the one to be shown first; None: as in the file.
        hours: grid of all curves.
    """
    dates = scenario.dates
    sliders = list(hands.sliders.values())
    places = range(len(sliders)) if order is None else order
    return {
        "title": scenario.title,
        "question": f"Will the truce hold until the talks on {day(dates.talks)}?",
        "name": scenario.name,
        "guesses": [sum(row.basis == "guess" for row in rows), len(rows)],
        "aid": AID,
        "order": AS_IN_FILE if order is None else BY_REACH,
        "sliders": [
            {**_slider(one), "order": places.index(place)} for place, one in enumerate(sliders)
        ],
        "options": [_option(one) for one in hands.options.values()],
        "talks": {"stops": [_moment(one) for one in hands.talks.stops], "file": hands.talks.file},
        "observed": {
            "stops": [_moment(one) for one in hands.days],
            "told": TAKES,
            "boxes": hands.boxes.as_table(),
        }
        if hands.days
        else None,
        "causes": [{"key": key, "label": label} for key, label in CAUSES.items()],
        "curve_hours": list(hours),
        "days": [
            {"hour": 24.0 * place, "text": day(dates.truce_starts + timedelta(days=place))}
            for place in range(int(hours[-1] // 24) + 1)
        ],
    }


def grid(scenario: Scenario, hands: Hands) -> list[float]:
    """Return the hours of all curves: a step for the file's, as far as any can reach."""
    talks, rule = hands.talks, scenario.postponement
    own = talks.stops[talks.file].number
    last = talks.stops[-1].number + (rule.by * rule.at_most if rule else 0.0)
    step = own / _STEPS
    return [round(place * step, 9) for place in range(int(last / step + 1e-9) + 1)]


def _slider(one: Slider) -> dict[str, Any]:
    return {
        "path": one.path,
        "title": one.title,
        "unit": one.unit,
        "basis": one.basis,
        "note": one.note,
        "stops": [{"text": stop.text, "command": stop.typed} for stop in one.stops],
        "file": one.file,
    }


def _option(one: OptionOfPage) -> dict[str, Any]:
    return {
        "id": one.key,
        "title": one.title,
        "sets": list(one.told),
        "clashes": list(one.clashes),
        "covers": list(one.covers),
    }


def _moment(one: Stop) -> dict[str, Any]:
    return {"text": one.text, "hour": one.number, "command": one.typed}

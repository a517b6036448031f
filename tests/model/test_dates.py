"""Who reacts to the date of the talks, input by input, over the whole schema.

Where nobody does, one long run looked at on the way gives what a run with its talks at that moment
would, to the last bit: the study of dates rests on it. `World.reacts_to_date` must be true wherever
that fails. REACTS says of which inputs it is; every other input of the table of mechanisms, which
covers the schema, is shown to leave the equality alone.
"""

import copy
from typing import Any

import pytest
from busy import BUSY
from mechanisms import CASES, put
from truce_sim.model import Outcome, World, build_world, simulate
from truce_sim.model.outcome import Checkpoint
from truce_sim.scenario import from_raw

EARLY = ("2030-01-05 00:00", "2030-01-08 07:20")
"""One of them at the end of a whole day."""
LATE = "2030-01-13 12:00"
RUNS = 4
MANY = 40

MOVED = {"decides_before": "1 day", "unless": "settled", "by": "2 days", "at_most": 2}
REACTS: dict[str, dict[str, Any]] = {
    "excluded.black.spoils.factor": {"excluded.black.spoils": {"factor": 2, "from": "4 days"}},
    "excluded.black.spoils.from": {"excluded.black.spoils": {"factor": 2, "from": "10 days"}},
    "complaints.rise": {"complaints.rise": 3},
    "complaints.over": {"complaints.rise": 3, "complaints.over": "10 days"},
    "postponement.decides_before": {"postponement": MOVED},
    "postponement.unless": {"postponement": MOVED | {"unless": "quiet"}},
    "postponement.by": {"postponement": MOVED | {"by": "5 days"}},
    "postponement.at_most": {"postponement": MOVED | {"at_most": 1}},
}
"""Inputs through which somebody reacts, with all that it takes: a ramp needs height and length."""

IDLE: dict[str, dict[str, Any]] = {
    "a ramp of spoiling without height": {"excluded.black.spoils": {"factor": 1, "from": "4 days"}},
    "a rise of complaints without height": {"complaints.rise": 1, "complaints.over": "4 days"},
    "a rise of complaints that nobody makes up": {
        "complaints.rise": 3,
        "parties.north.false_complaints": None,
    },
    "a date first planned": {"dates.talks_planned": "2030-01-03 00:00"},
}


def deaf(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the busy scenario with nobody reacting to the date, and then with some changes."""
    raw = copy.deepcopy(BUSY)
    for path in ("excluded.black.spoils", "complaints", "postponement"):
        put(raw, path, None)
    for path, value in changes.items():
        put(raw, path, copy.deepcopy(value))
    return raw


def world(raw: dict[str, Any], talks: str = LATE, checkpoints: tuple[float, ...] = ()) -> World:
    return build_world(
        from_raw({**raw, "dates": {**raw["dates"], "talks": talks}}), checkpoints=checkpoints
    )


def stood(one: Outcome | Checkpoint) -> list[str]:
    """Return how the truce stood; in texts, because a missing number does not equal itself."""
    names = ("held", "quiet", "settled", "open_complaints", "agenda_share")
    return [f"{name} {float(getattr(one, name))}" for name in names]


def differing(raw: dict[str, Any], runs: int) -> int | None:
    """Return the first run in which a look on the way is not what talks at that date would find."""
    dated = [world(raw, date) for date in EARLY]
    hours = tuple(one.opening for one in dated)
    long = world(raw, checkpoints=hours)
    for run in range(runs):
        whole = simulate(long, 5, run)
        for look, one in zip(whole.checkpoints, dated, strict=True):
            short = simulate(one, 5, run)
            same = stood(look) == stood(short)
            # Who collapsed on the way did so at the same time, for the same reason.
            if not short.held and one.postponement is None:
                ends = (whole.life, whole.cause, whole.chain)
                same = same and ends == (short.life, short.cause, short.chain)
            if not same:
                return run
    return None


@pytest.mark.parametrize("path", REACTS)
def test_somebody_reacts_to_the_date(path: str) -> None:
    raw = deaf(REACTS[path])
    assert world(raw).reacts_to_date
    assert differing(raw, MANY) is not None


def test_all_that_react_are_in_the_table_of_mechanisms() -> None:
    assert set(REACTS) <= set(CASES)


@pytest.mark.parametrize("runs", [RUNS, pytest.param(3 * RUNS, marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", sorted(set(CASES) - set(REACTS)))
def test_no_other_input_makes_anybody_react(path: str, runs: int) -> None:
    raw = deaf(dict(CASES[path].base) | {path: CASES[path].value})
    assert not world(raw).reacts_to_date
    assert differing(raw, runs) is None


@pytest.mark.parametrize("why", IDLE)
def test_what_has_no_effect_is_no_reaction(why: str) -> None:
    raw = deaf(IDLE[why])
    assert not world(raw).reacts_to_date
    assert differing(raw, RUNS) is None


def test_the_runs_looked_at_are_not_all_alike() -> None:
    """Some hold and some do not, some settle and some do not: the equality says something."""
    looks = [
        look
        for run in range(MANY)
        for look in simulate(world(deaf({}), checkpoints=(96.0, 175.0)), 5, run).checkpoints
    ]
    for name in ("held", "quiet", "settled"):
        assert len({getattr(look, name) for look in looks if look.held or name == "held"}) == 2, (
            name
        )
